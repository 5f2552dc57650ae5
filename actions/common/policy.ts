import { access, readFile } from "node:fs/promises";
import type { ActionContext, RunnerContext } from "@deploy-actions/action-kit";
import { resolveInWorkspace } from "@deploy-actions/action-kit";
import {
  type DeployConfig,
  type EffectivePolicy,
  type EffectiveValue,
  type GatePolicy,
  type Overrides,
  parseDeployConfig,
  readBasePolicy,
  resolveGates,
  resolvePolicy,
  substitute,
} from "@deploy-actions/deploy-config";
import { ActionError, errorMessage, isObject } from "@deploy-actions/kernel";

import { openAccess } from "./access.ts";

/** Where the policy that judges came from. */
export interface PolicySource {
  readonly file: string;
  /** Commit it was read at; undefined for a file of the workspace. */
  readonly commit: string | undefined;
  /** For people: `policy of main at 1a2b3c4`. */
  readonly text: string;
}

/** The policy of one environment, with its origins. */
export interface LoadedPolicy {
  readonly policy: EffectivePolicy;
  /** The same before its placeholders were filled in: a rollback fills in another release. */
  readonly openPolicy: EffectivePolicy;
  readonly values: readonly EffectiveValue[];
  readonly source: PolicySource;
}

/** Where a policy file is, and what it may be read with. */
export interface PolicyFileRequest {
  readonly file: string;
  readonly token: string | undefined;
  /** Branch to read it from, when it is known otherwise than from the event (workflow_run of a fork). */
  readonly baseRef?: string;
}

/** What a policy is loaded for. */
export interface PolicyRequest extends PolicyFileRequest {
  readonly environment: string;
  /** Inputs that go over the file, by dotted path. */
  readonly overrides?: Overrides;
  /** Values of `${release}` and the like; left as they are when not given. */
  readonly placeholders?: Readonly<Record<string, string>>;
}

// In these events the workspace is a checkout of the ref that is deployed, which only people with write access can
// move. Everywhere else (pull requests, workflow_run with downloaded artifacts, comments) it may hold a stranger's files.
const WORKSPACE_IS_TRUSTED = new Set([
  "",
  "create",
  "deployment",
  "push",
  "release",
  "repository_dispatch",
  "schedule",
  "workflow_dispatch",
]);

/**
 * Loads the policy file from where nobody who is judged by it can change it, and resolves one environment.
 *
 * Errors: `config` with every problem of the file; `permission`, `remote` when it is read through GitHub.
 */
export async function loadPolicy(context: ActionContext, request: PolicyRequest): Promise<LoadedPolicy> {
  const { text, source } = await readPolicy(context, request);
  const config = parseDeployConfig(text, request.file);
  const { policy, values } = resolvePolicy(config, request.environment, request.overrides ?? {});
  openAccess(context, policy);
  return { policy: substitute(policy, request.placeholders ?? {}), openPolicy: policy, values, source };
}

/** The gates alone. */
export interface LoadedGates {
  readonly gates: readonly GatePolicy[];
  /** Whether the environment asks for the image of a release beside them. */
  readonly hasImage: boolean;
  readonly source: PolicySource;
}

/** Loads the gates alone: of one environment, or of the defaults. A target or a service is not asked for. */
export async function loadGates(
  context: ActionContext,
  request: PolicyFileRequest & { readonly environment: string | undefined },
): Promise<LoadedGates> {
  const { text, source } = await readPolicy(context, request);
  const config = parseDeployConfig(text, request.file);
  const { gates } = resolveGates(config, request.environment);
  return { gates, hasImage: asksForImage(config, request.environment), source };
}

function asksForImage(config: DeployConfig, environment: string | undefined): boolean {
  if (environment === undefined) return false;
  try {
    return resolvePolicy(config, environment).policy.image !== undefined;
  } catch (error) {
    // A file of gates alone (no target, no service) is no policy of a deployment.
    if (error instanceof ActionError && error.code === "config") return false;
    throw error;
  }
}

async function readPolicy(
  context: ActionContext,
  request: PolicyFileRequest,
): Promise<{ text: string; source: PolicySource }> {
  const { runner } = context;
  const baseRef = request.baseRef ?? baseBranch(runner.event);
  if (baseRef === undefined && WORKSPACE_IS_TRUSTED.has(runner.eventName)) {
    const path = resolveInWorkspace(runner.workspace, request.file);
    if (await exists(path)) {
      const source = { file: request.file, commit: undefined, text: `policy of ${request.file}` };
      return { text: await readText(path, request.file), source };
    }
    if (runner.mode === "terminal" || runner.repository === undefined)
      throw missingFile(request.file, runner);
  }
  const ref = baseRef ?? runner.sha;
  if (runner.repository === undefined || ref === undefined) throw missingFile(request.file, runner);
  if (request.token === undefined) {
    throw new ActionError("input", `No github-token to read ${request.file} of ${ref} with.`, {
      hint: "Pass `github-token: ${{ github.token }}` (the default) and grant `contents: read`.",
    });
  }
  const { owner, name } = runner.repository;
  const found = await readBasePolicy(
    context.github(request.token),
    { owner, repo: name, baseRef: ref, path: request.file },
    context.signal,
  );
  const at = found.commit.slice(0, 7);
  return {
    text: found.source,
    source: {
      file: request.file,
      commit: found.commit,
      text: baseRef === undefined ? `policy at ${at}` : `policy of ${baseRef} at ${at}`,
    },
  };
}

/** The branch a pull request (or merge queue entry) of the event goes into. */
function baseBranch(event: Readonly<Record<string, unknown>>): string | undefined {
  const pullRequest = event.pull_request;
  if (isObject(pullRequest) && isObject(pullRequest.base)) return text(pullRequest.base.ref);
  const mergeGroup = event.merge_group;
  if (isObject(mergeGroup)) return text(mergeGroup.base_ref)?.replace(/^refs\/heads\//, "");
  return undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function missingFile(file: string, { mode, workspace }: RunnerContext): ActionError {
  return new ActionError("config", `${file}: there is no such file in ${workspace}.`, {
    hint:
      mode === "terminal"
        ? "Run this in the top folder of the repository, or name the policy file with --config."
        : "Check out the repository before this step, or name the policy file with the input `config`.",
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function readText(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new ActionError("config", `${file} cannot be read: ${errorMessage(error)}.`, { cause: error });
  }
}
