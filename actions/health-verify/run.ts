import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import type { EffectivePolicy, VerifyPolicy } from "@deploy-actions/deploy-config";
import { ActionError } from "@deploy-actions/kernel";
import type { Ledger } from "@deploy-actions/ledger";
import type { HealthReport } from "@deploy-actions/probes";
import { whileVerifying } from "../common/heartbeat.ts";
import { openLedger } from "../common/ledger.ts";
import { conclude } from "../common/outcome.ts";
import { renderHealth } from "./render.ts";
import type { spec } from "./spec.ts";
import { verifyUrl } from "./url-check.ts";
import { watch } from "./watch.ts";

/** Watches a running system, and finishes its deployment when one is given. */
export async function run(context: ActionContext<typeof spec>): Promise<ActionResult> {
  const { inputs, outputs, summary } = context;
  const { verify, subject, openPolicy } = await whatToVerify(context);
  const id = inputs["deployment-id"];
  const ledger =
    id === undefined
      ? undefined
      : await openLedger(context, { file: inputs.ledger, token: inputs["github-token"] });
  const look = (): Promise<HealthReport> => watch(context, verify);
  const report =
    id === undefined || ledger === undefined ? await look() : await whileVerifying(context, ledger, id, look);
  summary.add(renderHealth(report, subject), 1);
  setOutputs(context, report);
  const result = conclude(report.verdict, outputs);
  if (id !== undefined && ledger !== undefined) {
    await finishDeployment(ledger, id, report, context.signal);
    const image = openPolicy?.image;
    if (openPolicy !== undefined && image?.promoteTo !== undefined && report.verdict.outcome === "pass") {
      const { promoteDeployed } = await import("./promote-deployed.ts");
      await promoteDeployed(context, { ...openPolicy, image }, ledger, id);
    }
  }
  return result;
}

async function whatToVerify(
  context: ActionContext<typeof spec>,
): Promise<{ verify: VerifyPolicy; subject: string; openPolicy: EffectivePolicy | undefined }> {
  const { inputs, outputs } = context;
  if (inputs.url !== undefined) {
    const verify = verifyUrl({
      url: inputs.url,
      status: inputs["expect-status"],
      version: inputs["expect-version"] ?? inputs.release,
      forMs: inputs.for,
      intervalMs: inputs.interval,
      settleMs: inputs.settle,
    });
    return { verify, subject: new URL(inputs.url).host, openPolicy: undefined };
  }
  if (inputs.environment === undefined) {
    throw new ActionError("input", "There is nothing to verify: neither url nor environment is given.", {
      hint: "Give `url` for one URL, or `environment` for the checks of the policy file.",
    });
  }
  // Reading the policy file needs parsers that one URL does not.
  const { loadPolicy } = await import("../common/policy.ts");
  const { policy, openPolicy, source } = await loadPolicy(context, {
    environment: inputs.environment,
    file: inputs.config,
    token: inputs["github-token"],
    ...(inputs.release === undefined ? {} : { placeholders: { release: inputs.release } }),
  });
  outputs.set("policy-commit", source.commit ?? "");
  if (policy.verify === undefined || policy.verify.checks.length === 0) {
    throw new ActionError("config", `${inputs.config}: ${inputs.environment} has no verify checks.`, {
      hint: "Add them: `verify: { checks: [{ http: https://shop.example/health }] }`, or give the input `url`.",
    });
  }
  const verify = {
    ...policy.verify,
    forMs: inputs.for ?? policy.verify.forMs,
    intervalMs: inputs.interval ?? policy.verify.intervalMs,
    settleMs: inputs.settle ?? policy.verify.settleMs,
  };
  return { verify, subject: `${inputs.environment}, ${source.text}`, openPolicy };
}

function setOutputs(context: ActionContext<typeof spec>, report: HealthReport): void {
  const { outputs } = context;
  const count = (pick: (check: HealthReport["checks"][number]) => number): number =>
    report.checks.reduce((sum, check) => sum + pick(check), 0);
  outputs.set(
    "samples",
    count((check) => check.samples),
  );
  outputs.set(
    "failures",
    count((check) => check.unhealthy),
  );
  const slowest = Math.max(...report.checks.map((check) => check.latency?.p95Ms ?? Number.NEGATIVE_INFINITY));
  // p95 of fewer than 20 samples is their maximum: a number that looks like knowledge.
  const isEnough = report.checks.some((check) => (check.latency?.n ?? 0) >= 20);
  outputs.set("p95-ms", isEnough && Number.isFinite(slowest) ? Math.round(slowest) : "");
  outputs.set("report", {
    schema: 1,
    verdict: report.verdict.outcome,
    reason: report.verdict.reason,
    started_at: new Date(report.startedAt).toISOString(),
    finished_at: new Date(report.finishedAt).toISOString(),
    checks: report.checks.map((check) => ({
      name: check.name,
      samples: check.samples,
      unhealthy: check.unhealthy,
      unknown: check.unknown,
      versions_seen: check.versionsSeen,
      p95_ms: check.latency === undefined ? null : Math.round(check.latency.p95Ms),
      last_problem: check.lastProblem ?? null,
    })),
  });
}

async function finishDeployment(
  ledger: Ledger,
  id: string,
  report: HealthReport,
  signal: AbortSignal,
): Promise<void> {
  const { outcome, reason, sentence } = report.verdict;
  const phase = outcome === "pass" ? "verified" : "failed";
  await ledger.append(id, { phase, weight: 100, note: sentence, reason, verdict: outcome }, signal);
}
