import { isObject } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import type { ChangeAction, ChangeRequest, LaunchSpec } from "./protocol.ts";

const ACTIONS: readonly ChangeAction[] = ["set-weight", "promote", "abort", "restore"];

/** The change that a path of the admin API names, if it names one. */
export function changeActionOf(path: string): ChangeAction | undefined {
  return ACTIONS.find((action) => path === `/${action}`);
}

/** Reads the body of a change; a text says what is wrong with it. */
export function parseChangeRequest(action: ChangeAction, body: unknown): ChangeRequest | string {
  if (!isObject(body)) return "expected a JSON object";
  const { actor, precondition, weight } = body;
  if (typeof actor !== "string" || actor === "") return "actor: expected a text";
  if (!isObject(precondition) || typeof precondition.revision !== "string") {
    return "precondition.revision: expected a text";
  }
  const common = { actor: actor.slice(0, 200), precondition: { revision: precondition.revision } };
  if (action === "abort") return common;
  const release = readRelease(body.release);
  if (release === undefined) return "release.version: expected a text that is not empty";
  if (action === "promote") return { ...common, release };
  const launch = readLaunch(body.launch);
  if (launch === undefined)
    return "launch: expected command, cwd, passEnv, ready, readyTimeoutMs and drainMs";
  const env = readTexts(body.env);
  if (env === undefined) return "env: expected texts by name";
  if (action === "restore") return { ...common, release, launch, env };
  if (typeof weight !== "number" || !(weight >= 0 && weight <= 100)) {
    return "weight: expected a number from 0 to 100";
  }
  return { ...common, release, launch, env, weight };
}

function readRelease(value: unknown): Release | undefined {
  if (!isObject(value) || typeof value.version !== "string" || value.version === "") return undefined;
  const { version, commit, artifact } = value;
  return {
    version,
    ...(typeof commit === "string" ? { commit } : {}),
    ...(typeof artifact === "string" ? { artifact } : {}),
  };
}

function readLaunch(value: unknown): LaunchSpec | undefined {
  if (!isObject(value)) return undefined;
  const { cwd, ready, readyTimeoutMs, drainMs } = value;
  const command = readList(value.command);
  const passEnv = readList(value.passEnv);
  if (command === undefined || command.length === 0 || passEnv === undefined) return undefined;
  if (typeof cwd !== "string" || typeof ready !== "string" || !ready.startsWith("/")) return undefined;
  if (!isDuration(readyTimeoutMs) || !isDuration(drainMs)) return undefined;
  return { command, cwd, passEnv, ready, readyTimeoutMs, drainMs };
}

function readList(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.every((item): item is string => typeof item === "string") ? value : undefined;
}

function readTexts(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).flatMap(([name, text]) =>
    typeof text === "string" ? [[name, text] as const] : [],
  );
  return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined;
}

function isDuration(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
