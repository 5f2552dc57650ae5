import { join } from "node:path";
import { type ActionContext, resolveInWorkspace } from "@deploy-actions/action-kit";
import { ActionError, gitHubStatus } from "@deploy-actions/kernel";
import {
  createFileLedger,
  createGitHubLedger,
  currentProcess,
  isProcessAlive,
  type Ledger,
  type RunIdentity,
} from "@deploy-actions/ledger";

/** A record without news for so long belongs to a run that is dead. A live one writes every third of it. */
export const LIVE_MS = 10 * 60_000;

/** The ledger of this run: GitHub Deployments under a runner, a file in a terminal or when one is named. */
export async function openLedger(
  context: ActionContext,
  options: { readonly file: string | undefined; readonly token: string | undefined },
): Promise<Ledger> {
  const { runner, clock, random, log } = context;
  if (options.file !== undefined || runner.mode === "terminal" || runner.repository === undefined) {
    const path = resolveInWorkspace(
      runner.workspace,
      options.file ?? join(".deploy-actions", "ledger.jsonl"),
    );
    return createFileLedger({
      file: path,
      clock,
      random,
      liveMs: LIVE_MS,
      log,
      runIsAlive: async ({ process }) => (process === undefined ? undefined : isProcessAlive(process)),
    });
  }
  if (options.token === undefined) {
    throw new ActionError("input", "No github-token to keep the record of the deployment with.", {
      hint: "Pass `github-token: ${{ github.token }}` (the default) and grant `deployments: write`, or set `ledger` to a file.",
    });
  }
  const { owner, name } = runner.repository;
  const github = context.github(options.token);
  return createGitHubLedger({
    github,
    owner,
    repo: name,
    clock,
    liveMs: LIVE_MS,
    ...(runner.sha === undefined ? {} : { sha: runner.sha }),
    logUrl: runner.runUrl,
    runIsAlive: async (run, signal) => {
      // Best effort: without `actions: read` nobody knows, and the heartbeat decides.
      if (!/^\d+$/.test(run.runId)) return undefined;
      try {
        const { data } = await github.request(
          "GET /repos/{owner}/{repo}/actions/runs/{run_id}",
          { owner, repo: name, run_id: Number(run.runId) },
          { needs: "actions: read", signal },
        );
        return data.status !== "completed";
      } catch (error) {
        if (signal.aborted || gitHubStatus(error) === undefined) throw error;
        return undefined;
      }
    },
  });
}

/** Who this run is, for the record. */
export function runIdentity(context: ActionContext): RunIdentity {
  const { actor, runId, runAttempt, runUrl } = context.runner;
  return { actor, runId, runAttempt, url: runUrl, process: currentProcess() };
}
