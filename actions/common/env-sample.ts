import { readFile } from "node:fs/promises";
import { type ActionContext, resolveInWorkspace } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { errorMessage, nearest, type PreflightProblem, printable } from "@deploy-actions/kernel";

const MAX_BYTES = 262_144;

/** A variable a sample names, and the line it does so on. */
export interface SampleName {
  readonly name: string;
  readonly line: number;
}

/**
 * Where the sample of a service's variables and what the environment gives it have drifted apart. Only names are read: whatever
 * stands for a value is neither kept nor printed. A variable of the target that the sample lacks is a warning: the service may not
 * need it any more.
 */
export async function sampleDrift(
  { runner, log }: Pick<ActionContext, "runner" | "log">,
  policy: Pick<EffectivePolicy, "preflight" | "target">,
): Promise<readonly PreflightProblem[]> {
  const { envSample, variables } = policy.preflight;
  if (envSample === undefined) return [];
  const path = resolveInWorkspace(runner.workspace, envSample, "config");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const hint = "Check the code out first, or correct preflight.env-sample.";
    return [{ code: "not_found", text: `${envSample} cannot be read: ${errorMessage(error)}`, hint }];
  }
  if (text.length > MAX_BYTES) {
    const found = `${envSample} has ${text.length} characters; expected a list of names, at most ${MAX_BYTES}`;
    return [{ code: "not_as_expected", text: found, hint: undefined }];
  }
  const { names, unread } = readSample(text);
  const ofTarget = namesOfTarget(policy.target);
  const ofJob = Object.keys(runner.env).filter((name) => (runner.env[name] ?? "") !== "");
  const given = new Set([...ofTarget, ...ofJob, ...variables]);
  const sampled = new Set(names.map(({ name }) => name));
  const undocumented = ofTarget.filter((name) => !sampled.has(name));
  if (undocumented.length > 0)
    log.warning(`${envSample} does not name ${undocumented.join(", ")}, which the target gives the service.`);
  return [
    ...unread.map(
      (line): PreflightProblem => ({
        code: "not_as_expected",
        text: `${envSample}:${line} is no NAME=value, comment or empty line`,
        hint: undefined,
      }),
    ),
    ...names
      .filter(({ name }) => !given.has(name))
      .map(({ name, line }): PreflightProblem => {
        const alike = nearest(name, [...given]);
        return {
          code: "variable_missing",
          text: `${envSample}:${line} names ${printable(name)}, which this environment does not give${alike === undefined ? "" : `; there is ${alike}`}.`,
          hint: "Set it in `env:` of the job, name it in the target's environment or secrets, or take it out of the sample.",
        };
      }),
  ];
}

/** The names of a sample in the form of dotenv files, and the lines that are nothing it knows. */
export function readSample(text: string): {
  readonly names: readonly SampleName[];
  readonly unread: readonly number[];
} {
  const names: SampleName[] = [];
  const unread: number[] = [];
  let openQuote: string | undefined;
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (openQuote !== undefined) {
      // The value of an earlier line goes on over this one.
      if (line.includes(openQuote)) openQuote = undefined;
      continue;
    }
    if (/^\s*(?:#|$)/.test(line)) continue;
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line);
    if (match?.[1] === undefined) {
      unread.push(index + 1);
      continue;
    }
    names.push({ name: match[1], line: index + 1 });
    const [quote = ""] = match[2] ?? "";
    if (/["'`]/.test(quote) && !(match[2] ?? "").slice(1).includes(quote)) openQuote = quote;
  }
  return { names, unread };
}

function namesOfTarget(target: EffectivePolicy["target"]): readonly string[] {
  if (target.platform !== "aws-ecs") return [];
  return [...Object.keys(target.environment), ...Object.keys(target.secrets)];
}
