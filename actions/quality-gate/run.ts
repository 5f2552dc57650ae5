import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import { upsertComment } from "@deploy-actions/channels";
import type { Evidence, Verdict } from "@deploy-actions/conditions";
import { ActionError, errorMessage, type Markdown } from "@deploy-actions/kernel";
import { conclude } from "../common/outcome.ts";
import { runOrder } from "../common/run-order.ts";
import { whatToAsk } from "./ask.ts";
import { judgeGates } from "./judge-gates.ts";
import { type PullRequest, pullRequestOfEvent, pullRequestOfWorkflowRun } from "./pull-request.ts";
import { renderGates } from "./render.ts";
import type { spec } from "./spec.ts";

/** Judges the gates, and says so in the summary and on the pull request. */
export async function run(context: ActionContext<typeof spec>): Promise<ActionResult> {
  const { inputs, outputs, summary, log, runner } = context;
  const pullRequest = await findPullRequest(context);
  const { gates, imageOf, imageNote, nothing, source } = await whatToAsk(context, pullRequest?.baseRef);
  outputs.set("policy-commit", source.commit ?? "");
  if (nothing !== undefined) {
    log.notice(nothing);
    return conclude({ outcome: "pass", reason: "nothing_to_do", sentence: nothing, evidence: [] }, outputs);
  }
  if (imageNote !== undefined) log.notice(imageNote);
  const askImage =
    imageOf === undefined
      ? undefined
      : async (): Promise<Evidence> => {
          const { judgeReleaseImage } = await import("./judge-image.ts");
          const { evidence, digest } = await judgeReleaseImage(context, imageOf, inputs["github-token"]);
          outputs.set("image-digest", digest ?? "");
          return evidence;
        };
  const verdict = await judgeGates(context, gates, askImage);
  setGatesOutput(context, verdict);
  const commit = inputs.commit ?? pullRequest?.headSha ?? runner.sha;
  const markdown = renderGates(verdict, source.text, commit, runner.runUrl, imageNote);
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
