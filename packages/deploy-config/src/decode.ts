import type { Condition } from "@deploy-actions/conditions";
import { ActionError } from "@deploy-actions/kernel";
import { decodeAnalysis } from "./decode-analysis.ts";
import { decodeChecks } from "./decode-checks.ts";
import { decodeSignIns } from "./decode-credentials.ts";
import { decodeImage, decodePreflight } from "./decode-evidence.ts";
import { decodeMetrics } from "./decode-metrics.ts";
import { decodeMigrate } from "./decode-migrate.ts";
import { decodeTarget } from "./decode-target.ts";
import { type Fill, replaceSome } from "./placeholders.ts";
import type {
  EffectivePolicy,
  GatePolicy,
  NotifyPolicy,
  RollbackPolicy,
  RolloutPolicy,
  VerifyPolicy,
  WindowPolicy,
} from "./policy.ts";
import { present, unlessOff } from "./present.ts";
import type { Block } from "./schema.ts";

/**
 * A complete block (defaults, environment, overrides and built-in values merged, without problems) as a policy.
 * `${environment}` and `${service}` are replaced here; the rest waits for `substitute`.
 */
export function decodePolicy(block: Block, service: string, environment: string): EffectivePolicy {
  const fill = (text: string): string => replaceSome(text, { environment, service });
  return {
    service,
    environment,
    signIns: decodeSignIns(block.credentials),
    preflight: decodePreflight(block.preflight),
    image: decodeImage(block.image),
    metrics: decodeMetrics(block.metrics),
    target: decodeTarget(present(block.target, "target"), fill),
    gates: decodeGates(block, fill),
    migrate: decodeMigrate(block.migrate, fill),
    rollout: decodeRollout(present(block.rollout, "rollout")),
    verify: decodeVerify(block.verify, fill),
    rollback: decodeRollback(block.rollback),
    notify: decodeNotify(block.notify, fill),
    windows: (block.windows ?? []).map(
      (window): WindowPolicy => ({
        cron: window.cron,
        forMs: window.for,
        zone: present(window.zone, "zone"),
      }),
    ),
  };
}

/** The gates of a complete block. */
export function decodeGates(block: Block, fill: Fill): readonly GatePolicy[] {
  return Object.entries(block.gates ?? {}).flatMap(([name, gate]): GatePolicy[] => {
    if (gate === "off") return [];
    if (isCondition(gate)) throw notSpelledOut(name);
    if ("run" in gate && gate.run !== undefined) {
      return [
        {
          name,
          kind: "command",
          require: undefined,
          reports: [],
          expectFiles: 1,
          run: gate.run.map(fill),
          timeoutMs: present(gate.timeout, "timeout"),
        },
      ];
    }
    if (!("require" in gate)) throw notSpelledOut(name);
    const reports = present(gate.reports, "reports");
    return [
      {
        name,
        kind: present(gate.kind, "kind"),
        require: present(gate.require, "require"),
        reports: (typeof reports === "string" ? [reports] : reports).map(fill),
        expectFiles: present(gate["expect-files"], "expect-files"),
        run: [],
        timeoutMs: READ_TIMEOUT_MS,
      },
    ];
  });
}

/** Reading reports has no time of its own in the file; this only bounds a stuck disk. */
const READ_TIMEOUT_MS = 600_000;

function isCondition<T extends object>(gate: T | Condition): gate is Condition {
  return "text" in gate;
}

function notSpelledOut(name: string): ActionError {
  return new ActionError("internal", `Gate ${JSON.stringify(name)} was not spelled out before decoding`);
}

function decodeRollout(rollout: NonNullable<Block["rollout"]>): RolloutPolicy {
  return {
    steps: present(rollout.steps, "steps").map((step) => ({ weight: step.weight, bakeMs: step.bake ?? 0 })),
    abortWhen: present(rollout["abort-when"], "abort-when").map((condition) => ({
      name: condition.text,
      condition,
    })),
    minRequests: present(rollout["min-requests"], "min-requests"),
    onInconclusive: present(rollout["on-inconclusive"], "on-inconclusive"),
    graceMs: present(rollout.grace, "grace"),
    intervalMs: present(rollout.interval, "interval"),
    drivenBy: present(rollout["driven-by"], "driven-by"),
    analysis: decodeAnalysis(rollout.analysis),
  };
}

function decodeVerify(verify: Block["verify"], fill: Fill): VerifyPolicy | undefined {
  if (verify === undefined || verify === "off") return undefined;
  return {
    checks: decodeChecks(present(verify.checks, "checks"), fill),
    forMs: present(verify.for, "for"),
    intervalMs: present(verify.interval, "interval"),
    settleMs: present(verify.settle, "settle"),
    maxConsecutiveFailures: present(verify["max-consecutive-failures"], "max-consecutive-failures"),
    errorRate: verify["error-rate"],
    latency: verify.latency,
  };
}

function decodeRollback(rollback: Block["rollback"]): RollbackPolicy {
  return { withinMs: rollback?.within, automatic: present(rollback?.automatic, "automatic") };
}

function decodeNotify(notify: Block["notify"], fill: Fill): NotifyPolicy {
  const slack = unlessOff(notify?.slack);
  const webhook = unlessOff(notify?.webhook);
  const comment = unlessOff(notify?.comment);
  return {
    slack: slack && {
      channel: slack.channel === undefined ? undefined : fill(slack.channel),
      ...occasions(slack),
    },
    webhook: webhook && { ...occasions(webhook), oidcAudience: webhook["oidc-audience"] },
    comment: comment && occasions(comment),
    values: Object.fromEntries(
      Object.entries(notify?.values ?? {}).map(([name, value]) => [
        name,
        (typeof value === "string" ? [value] : value).map(fill),
      ]),
    ),
  };
}

type Occasions = NonNullable<NotifyPolicy["comment"]>;

function occasions(channel: {
  readonly when?: Occasions["when"] | undefined;
  readonly required?: boolean | undefined;
}): Occasions {
  return { when: present(channel.when, "when"), required: present(channel.required, "required") };
}
