import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type FakeGitHub,
  type FakeRun,
  type FakeRunnerOptions,
  type FakeRunResult,
  startFakeRun,
} from "@deploy-actions/testkit";
import { parse } from "yaml";
import { specs } from "../../actions/specs.ts";

/** The repository's root folder. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** The metadata of an action as GitHub reads it. */
export interface ActionMetadata {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

/** How a door is opened in a test. */
export interface DoorOptions
  extends Pick<
    FakeRunnerOptions,
    "inputs" | "env" | "event" | "workspace" | "secrets" | "post" | "nodeArgs" | "timeoutMs"
  > {
  /** The GitHub the step talks to: address, token and repository are passed as a runner passes them. */
  readonly github?: FakeGitHub;
  /** Whether the job has `id-token: write`. Default false. */
  readonly idToken?: boolean;
}

/** The folder of an action's `action.yml`, relative to the root. */
export function doorOf(name: string): string {
  const spec = specs.find((one) => one.name === name);
  if (spec === undefined) throw new Error(`no action is named ${name}`);
  return spec.door;
}

/** An action's generated `action.yml`. */
export function readMetadata(name: string): ActionMetadata {
  return parse(readFileSync(join(ROOT, doorOf(name), "action.yml"), "utf8")) as ActionMetadata;
}

/** The file a runner starts. */
export function entryFile(name: string): string {
  return join(ROOT, "dist", name, "index.js");
}

/** Starts an action of the bundle as a runner does: with the defaults of its `action.yml`. */
export function startDoor(name: string, options: DoorOptions = {}): FakeRun {
  const { github, idToken, ...rest } = options;
  const token = github?.token ?? "";
  const defaults = Object.fromEntries(
    Object.entries(readMetadata(name).inputs).map(([input, { default: value }]) => [
      input,
      (value ?? "").replace("${{ github.token }}", token),
    ]),
  );
  return startFakeRun({
    ...rest,
    entry: entryFile(name),
    defaults,
    env: {
      ...(github === undefined ? {} : gitHubEnv(github)),
      ...(idToken === true ? github?.issuer.env : {}),
      ...options.env,
    },
    secrets: [...(token === "" ? [] : [token]), ...(options.secrets ?? [])],
  });
}

/** Runs an action of the bundle to its end. */
export async function runDoor(name: string, options: DoorOptions = {}): Promise<FakeRunResult> {
  const run = startDoor(name, options);
  try {
    return await run.result;
  } finally {
    await run.dispose();
  }
}

/** Everything a run made visible to anybody: log, annotations, summary and outputs. */
export function visible(run: FakeRunResult): string {
  return [
    ...run.log,
    run.summary,
    ...Object.values(run.outputs),
    ...run.annotations.map((one) => `${one.properties.title ?? ""} ${one.message}`),
  ].join("\n");
}

/** The text of a run's error annotation (message and hint), for assertions on what a person reads first. */
export function errorOf(run: FakeRunResult): string {
  return run.annotations
    .filter((one) => one.level === "error")
    .map((one) => one.message)
    .join("\n");
}

function gitHubEnv(github: FakeGitHub): Readonly<Record<string, string>> {
  const { owner, name, defaultBranch } = github.state;
  return {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: `${owner}/${name}`,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_SHA: github.state.resolve(defaultBranch)?.sha ?? "",
  };
}
