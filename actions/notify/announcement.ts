import type { TemplateValue, TemplateValues } from "@deploy-actions/channels";
import type { Outcome } from "@deploy-actions/conditions";
import type { EffectivePolicy, NotifyOccasion } from "@deploy-actions/deploy-config";
import { formatDuration } from "@deploy-actions/kernel";
import type { DeploymentRecord } from "@deploy-actions/ledger";

/** What is known when people are told. */
export interface AnnouncementFacts {
  readonly policy: EffectivePolicy;
  readonly occasion: NotifyOccasion;
  readonly release: string;
  readonly verdict: { readonly outcome: Outcome; readonly sentence: string } | undefined;
  readonly record: DeploymentRecord | undefined;
  readonly now: number;
  /** Link to the run. */
  readonly url: string;
  readonly actor: string;
  /** Values given for this announcement alone. */
  readonly given: Readonly<Record<string, TemplateValue>>;
}

/** The values of the templates: what the record and the policy know, under what the policy file and the caller say. */
export function templateValues(facts: AnnouncementFacts): TemplateValues {
  const { policy, occasion, release, verdict, record, now, url, given } = facts;
  const startedAt = record?.createdAt ?? (occasion === "scheduled" ? now : undefined);
  const bakeMs = policy.rollout.steps.reduce((sum, step) => sum + step.bakeMs, 0);
  const verifyMs = policy.verify === undefined ? 0 : policy.verify.settleMs + policy.verify.forMs;
  const within = policy.rollback.withinMs;
  const previous =
    occasion === "rolled-back"
      ? record?.kind === "rollback"
        ? record.release.version
        : record?.previous?.version
      : undefined;
  const known: Record<string, TemplateValue | undefined> = {
    environment: policy.environment,
    service: policy.service,
    release,
    "start-time": startedAt === undefined ? undefined : utc(startedAt),
    "end-time": occasion === "scheduled" ? undefined : utc(now),
    duration:
      startedAt === undefined || occasion === "scheduled" ? undefined : formatDuration(now - startedAt),
    "expected-duration": formatDuration(bakeMs + verifyMs),
    strategy: policy.rollout.steps[0]?.weight === 0 ? "BLUE-GREEN" : "CANARY",
    "automatic-rollback": String(policy.rollback.automatic),
    "rollback-within": within === undefined ? undefined : formatDuration(within),
    "previous-release": previous,
    "health-checks": verdict === undefined ? undefined : { outcome: verdict.outcome, text: verdict.sentence },
    reason: record?.kind === "rollback" ? record.reason : verdict?.sentence,
    stage: record?.events.findLast((event) => event.phase !== "failed")?.phase,
    actor: facts.actor,
    url,
  };
  return { ...definedOnly(known), ...policy.notify.values, ...given };
}

/** A point in time as people read it: `2026-02-01 03:04:05 UTC`. */
function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function definedOnly(
  values: Readonly<Record<string, TemplateValue | undefined>>,
): Record<string, TemplateValue> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, TemplateValue] => entry[1] !== undefined),
  );
}
