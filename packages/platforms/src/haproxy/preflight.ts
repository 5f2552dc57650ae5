import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { ActionError, type PreflightProblem, printable, suggest } from "@deploy-actions/kernel";
import type { HaproxyContext } from "./haproxy-options.ts";
import { noServerText, staticAlgorithm } from "./runtime-client.ts";
import { percentOf, RETIRED } from "./weights.ts";

/** `first` ignores weights; the others are fixed when HAProxy starts. */
const STATIC_ALGORITHMS = ["static-rr", "first"];

/** What the target names and what changing it takes; nothing is changed. */
export async function preflight(
  context: HaproxyContext,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const [haproxy, programs] = await Promise.all([haproxyProblems(context, signal), programProblems(context)]);
  return [...haproxy, ...programs];
}

async function haproxyProblems(
  context: HaproxyContext,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const { runtime, target } = context;
  try {
    await runtime.process(signal);
    const problems: PreflightProblem[] = [];
    const level = await runtime.level(signal);
    if (level !== "admin") {
      problems.push({
        code: "permission_missing",
        text: `HAProxy's socket ${runtime.address} has the level ${printable(level)}: weights cannot be changed through it`,
        hint: "Give it `level admin`: `stats socket <path> mode 660 level admin` in the `global` section.",
      });
    }
    const backends = await runtime.backends(signal);
    if (!backends.includes(target.backend)) {
      const text = `HAProxy has no backend "${target.backend}".${suggest(target.backend, backends)}`;
      return [...problems, { code: "not_found", text, hint: undefined }];
    }
    return [...problems, ...(await backendProblems(context, signal))];
  } catch (error) {
    if (!(error instanceof ActionError) || error.code === "cancelled") throw error;
    const code = error.code === "permission" ? "permission_missing" : "not_reachable";
    return [{ code, text: error.message, hint: error.hint }];
  }
}

async function backendProblems(
  { runtime, target }: HaproxyContext,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const { backend } = target;
  const problems: PreflightProblem[] = [];
  const [states, rows] = await Promise.all([runtime.servers(backend, signal), runtime.stat(backend, signal)]);
  const names = states.map(({ name }) => name);
  for (const { name } of target.servers) {
    if (names.includes(name)) continue;
    problems.push({ code: "not_found", text: noServerText(backend, name, names), hint: undefined });
  }
  const algorithm = rows.find(({ svname }) => svname === "BACKEND")?.algo ?? "";
  if (STATIC_ALGORITHMS.includes(algorithm)) {
    const { message, hint } = staticAlgorithm(backend);
    problems.push({ code: "static_algorithm", text: `${message} (balance ${algorithm})`, hint });
  }
  const weights = target.servers.map(
    (server) => states.find(({ name }) => name === server.name)?.initialWeight ?? 0,
  );
  if (isTakenForRollout(weights)) {
    problems.push({
      code: "weights_reserved",
      text: `The configured weights of ${target.servers.map(({ name }) => name).join(" and ")} are ${weights.join(" and ")}, which a rollout uses itself`,
      hint: "Give both servers the same weight in HAProxy's configuration file, e.g. `weight 100`.",
    });
  }
  return problems;
}

/** Configured weights that, set at run time, would mean a rollout: after a reload the two could not be told apart. */
function isTakenForRollout([a = 0, b = 0]: readonly number[]): boolean {
  return [
    [a, b],
    [b, a],
  ].some(([stable = 0, candidate = 0]) => {
    const percent = percentOf({ stable, candidate });
    return (percent !== undefined && percent > 0) || candidate === RETIRED;
  });
}

async function programProblems(context: HaproxyContext): Promise<readonly PreflightProblem[]> {
  const { target } = context;
  const names = ["start", "stop", "version"] as const;
  const found = await Promise.all(names.map((name) => isProgram(context, target[name][0] ?? "")));
  return names.flatMap((name, index) => {
    if (found[index] === true) return [];
    const program = printable(target[name][0] ?? "");
    const text = `The ${name} command's program "${program}" is not there, or may not be run`;
    return [
      { code: "tool_missing", text, hint: "Looked for it on PATH, or from the workspace if it has a slash." },
    ];
  });
}

async function isProgram({ env, workspace }: HaproxyContext, program: string): Promise<boolean> {
  const paths = program.includes("/")
    ? [resolve(workspace, program)]
    : (env.PATH ?? "").split(delimiter).map((folder) => join(folder, program));
  const results = await Promise.all(
    paths.map((path) =>
      access(path, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return program !== "" && results.includes(true);
}
