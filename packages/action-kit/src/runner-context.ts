import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActionError, formatBytes, isObject, type Random } from "@deploy-actions/kernel";
import type { RunnerContext } from "./action.ts";

/** GitHub caps a webhook payload at 25 MB. */
const LARGEST_EVENT = 25 * 1_024 * 1_024;

/** The context, and whether its temporary folder was made for this run (then it is removed with it). */
export interface OwnedRunnerContext extends RunnerContext {
  readonly ownsTemp: boolean;
}

/** Whether this process runs as a step of a workflow. */
export function isUnderRunner(env: Readonly<Record<string, string>>): boolean {
  return env.GITHUB_ACTIONS === "true";
}

/**
 * What the environment says about the run, parsed once. Rejects (by throwing `config`) a malformed repository name or
 * event file. In a terminal the run has an id of its own and a fresh temporary folder, and `cwd` is the workspace.
 */
export function readRunnerContext(
  env: Readonly<Record<string, string>>,
  cwd: string,
  random: Random,
): OwnedRunnerContext {
  const mode = isUnderRunner(env) ? "actions" : "terminal";
  const repository = parseRepository(env.GITHUB_REPOSITORY);
  const serverUrl = trimSlash(given(env.GITHUB_SERVER_URL) ?? "https://github.com");
  const runId = given(env.GITHUB_RUN_ID);
  const runAttempt = parseAttempt(env.GITHUB_RUN_ATTEMPT);
  return {
    mode,
    repository,
    sha: given(env.GITHUB_SHA),
    ref: given(env.GITHUB_REF),
    actor: given(env.GITHUB_ACTOR) ?? given(env.USER) ?? given(env.USERNAME) ?? "unknown",
    runId: runId ?? `local-${random.id()}`,
    runAttempt,
    runUrl:
      mode === "terminal" || repository === undefined || runId === undefined
        ? ""
        : `${serverUrl}/${repository.owner}/${repository.name}/actions/runs/${runId}/attempts/${runAttempt}`,
    eventName: given(env.GITHUB_EVENT_NAME) ?? "",
    event: readEvent(given(env.GITHUB_EVENT_PATH)),
    workspace: mode === "terminal" ? cwd : (given(env.GITHUB_WORKSPACE) ?? cwd),
    apiUrl: trimSlash(given(env.GITHUB_API_URL) ?? "https://api.github.com"),
    serverUrl,
    ownsTemp: given(env.RUNNER_TEMP) === undefined,
    temp: given(env.RUNNER_TEMP) ?? mkdtempSync(join(tmpdir(), "deploy-actions-")),
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("INPUT_"))),
  };
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value.trim();
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

function parseRepository(text: string | undefined): RunnerContext["repository"] {
  const value = given(text);
  if (value === undefined) return undefined;
  const match = /^([\w.-]+)\/([\w.-]+)$/.exec(value);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new ActionError("config", `GITHUB_REPOSITORY is "${value}", expected owner/name.`);
  }
  return { owner: match[1], name: match[2] };
}

function parseAttempt(text: string | undefined): number {
  const attempt = Number(given(text) ?? "1");
  if (Number.isInteger(attempt) && attempt >= 1) return attempt;
  throw new ActionError("config", `GITHUB_RUN_ATTEMPT is "${text}", expected a whole number from 1.`);
}

function readEvent(path: string | undefined): Readonly<Record<string, unknown>> {
  if (path === undefined) return {};
  const fail = (why: string, cause?: unknown): never => {
    throw new ActionError("config", `The event payload ${path} (GITHUB_EVENT_PATH) ${why}.`, {
      cause,
      location: { file: path },
    });
  };
  const source = ((): string => {
    try {
      const size = statSync(path).size;
      if (size > LARGEST_EVENT) {
        fail(`is too large: ${formatBytes(size)}, at most ${formatBytes(LARGEST_EVENT)}`);
      }
      return readFileSync(path, "utf8");
    } catch (error) {
      if (error instanceof ActionError) throw error;
      return fail("cannot be read", error);
    }
  })();
  try {
    const event: unknown = JSON.parse(source);
    return isObject(event) ? event : fail("is not a JSON object");
  } catch (error) {
    if (error instanceof ActionError) throw error;
    return fail("is not valid JSON", error);
  }
}
