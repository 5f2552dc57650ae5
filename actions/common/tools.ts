import type { ActionContext } from "@deploy-actions/action-kit";
import { ActionError, type PreflightProblem } from "@deploy-actions/kernel";
import semver from "semver";
import { childEnv } from "./child-env.ts";

const TOOL_TIMEOUT_MS = 20_000;
/** How programs are asked for their version; the first form that answers with one counts. */
const QUESTIONS = [["--version"], ["version", "--client"], ["version"], ["-V"]];
const VERSION = /\bv?(\d+\.\d+(?:\.\d+)?(?:-[0-9A-Za-z.-]+)?)/;

/** Programs that are missing or of another version than the ranges (`>= 1.30`, `^9`) say, one problem each. */
export async function missingTools(
  context: Pick<ActionContext, "exec" | "runner" | "signal">,
  tools: Readonly<Record<string, string>>,
): Promise<readonly PreflightProblem[]> {
  const found = await Promise.all(
    Object.entries(tools).map(async ([tool, range]) => judge(tool, range, await versionOf(context, tool))),
  );
  return found.filter((problem) => problem !== undefined);
}

type Found =
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly said: string }
  | { readonly kind: "version"; readonly text: string };

function judge(tool: string, range: string, found: Found): PreflightProblem | undefined {
  const wanted = `the policy's preflight.tools asks for ${tool} ${range}`;
  if (found.kind === "missing") {
    return {
      code: "tool_missing",
      text: `${tool} is not on PATH; ${wanted}`,
      hint: `Install ${tool} in a step before this one.`,
    };
  }
  const version = found.kind === "version" ? semver.coerce(found.text, { includePrerelease: true }) : null;
  if (version === null) {
    const said = found.kind === "unreadable" ? found.said : found.text;
    return {
      code: "tool_version_unknown",
      text: `${tool} does not say its version (it says "${said}"); ${wanted}`,
      hint: undefined,
    };
  }
  if (semver.satisfies(version, range, { includePrerelease: true })) return undefined;
  return {
    code: "tool_version",
    text: `${tool} is ${version.version}; ${wanted}`,
    hint: `Install ${tool} ${range} in a step before this one.`,
  };
}

async function versionOf(
  { exec, runner, signal }: Pick<ActionContext, "exec" | "runner" | "signal">,
  tool: string,
): Promise<Found> {
  let said = "";
  for (const question of QUESTIONS) {
    try {
      const argv = [tool, ...question];
      const request = { argv, env: childEnv(runner), timeoutMs: TOOL_TIMEOUT_MS, signal };
      const { stdout, stderr } = await exec.run(request);
      const text = VERSION.exec(`${stdout}\n${stderr}`)?.[1];
      if (text !== undefined) return { kind: "version", text };
      said ||= `${stdout}${stderr}`.trim().split("\n")[0] ?? "";
    } catch (error) {
      if (error instanceof ActionError && error.code === "config") return { kind: "missing" };
      throw error;
    }
  }
  return { kind: "unreadable", said: said.slice(0, 80) };
}
