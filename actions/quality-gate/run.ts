import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import { upsertComment } from "@deploy-actions/channels";
import type { Verdict } from "@deploy-actions/conditions";
import type { GatePolicy } from "@deploy-actions/deploy-config";
import { ActionError, errorMessage, type Markdown, suggest } from "@deploy-actions/kernel";
import { conclude } from "../common/outcome.ts";
import { loadGates } from "../common/policy.ts";
import { runOrder } from "../common/run-order.ts";
import { judgeGates } from "./judge-gates.ts";
import { type PullRequest, pullRequestOfEvent, pullRequestOfWorkflowRun } from "./pull-request.ts";
import { renderGates } from "./render.ts";
import type { spec } from "./spec.ts";

/** Judges the gates, and says so in the summary and on the pull request. */
export async function run(context: ActionContext<typeof spec>): Promise<ActionResult> {
  const { inputs, outputs, summary, runner } = context;
  const pullRequest = await findPullRequest(context);
  const { gates, source } = await loadGates(context, {
    environment: inputs.environment,
    file: inputs.config,
    token: inputs["github-token"],
    ...(pullRequest === undefined ? {} : { baseRef: pullRequest.baseRef }),
  });
  outputs.set("policy-commit", source.commit ?? "");
  const verdict = await judgeGates(context, chooseGates(gates, inputs.gates));
  setGatesOutput(context, verdict);
  const commit = inputs.commit ?? pullRequest?.headSha ?? runner.sha;
  const markdown = renderGates(verdict, source.text, commit, runner.runUrl);
  summary.add(markdown, 1);
  annotate(context, verdict);
  await comment(context, pullRequest, markdown);
  return conclude(verdict, outputs);
}

async function findPullRequest(context: ActionContext<typeof spec>): Promise<PullRequest | undefined> {
  const { runner, inputs } = context;
  const ofEvent = pullRequestOfEvent(runner.event);
  const token = inputs["github-token"];
  if (ofEvent !== undefined || runner.eventName !== "workflow_run" || token === undefined) return ofEvent;
  return pullRequestOfWorkflowRun(context, context.github(token));
}

function chooseGates(
  gates: readonly GatePolicy[],
  names: readonly string[] | undefined,
): readonly GatePolicy[] {
  if (names === undefined) return gates;
  return names.map((name) => {
    const gate = gates.find((item) => item.name === name);
    if (gate !== undefined) return gate;
    throw new ActionError(
      "input",
      `Input gates names "${name}", which the policy does not have.${suggest(
        name,
        gates.map((item) => item.name),
      )}`,
    );
  });
}

function setGatesOutput({ outputs }: ActionContext<typeof spec>, verdict: Verdict): void {
  outputs.set(
    "gates",
    verdict.evidence.map((item) => ({
      name: item.name,
      outcome: item.outcome,
      reason: item.reason,
      required: item.required,
      found: item.found.slice(0, 500),
    })),
  );
}

function annotate({ log }: ActionContext<typeof spec>, verdict: Verdict): void {
  for (const item of verdict.evidence) {
    if (item.outcome === "pass") continue;
    const text = `${item.name}: found ${item.found}, required ${item.required}. ${item.advice}`;
    const title = `Gate ${item.name} ${item.outcome === "fail" ? "failed" : "is inconclusive"}`;
    if (item.outcome === "fail") log.error(text, { title });
    else log.warning(text, { title });
  }
}

/** A comment that cannot be written does not change the verdict; it is said, with the permission that is missing. */
async function comment(
  context: ActionContext<typeof spec>,
  pullRequest: PullRequest | undefined,
  markdown: Markdown,
): Promise<void> {
  const { inputs, outputs, runner, log, signal } = context;
  const issue = inputs["issue-number"] ?? pullRequest?.number;
  const token = inputs["github-token"];
  if (!inputs.comment || issue === undefined) return;
  if (token === undefined || runner.repository === undefined) {
    log.notice("No comment was written: there is no github-token.");
    return;
  }
  try {
    const written = await upsertComment({
      github: context.github(token),
      owner: runner.repository.owner,
      repo: runner.repository.name,
      issue,
      marker: { key: `quality-gate-${inputs.environment ?? "defaults"}`, run: runOrder(runner) },
      body: markdown,
      signal,
    });
    outputs.set("comment-url", written.url);
  } catch (error) {
    if (!(error instanceof ActionError) || error.code === "cancelled") throw error;
    log.warning(`No comment was written on #${issue}: ${errorMessage(error)} ${error.hint ?? ""}`);
  }
}
