import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { ActionError, nearest, type PreflightProblem, plural } from "@deploy-actions/kernel";
import type { TargetAccess } from "./target-access.ts";

/**
 * Asks, without changing anything, for all that the deployment will need: programs, variables, who one is at each provider
 * the policy signs in to, and what the platform is asked to do. Everything that is missing comes in one error: `permission` when
 * only rights are missing, else `config`.
 */
export async function preflight(
  context: ActionContext,
  policy: EffectivePolicy,
  target: TargetAccess,
): Promise<void> {
  const { signal, log, runner } = context;
  const { tools, variables, envSample } = policy.preflight;
  const asked = await Promise.all([
    Object.keys(tools).length === 0
      ? []
      : import("./tools.ts").then(({ missingTools }) => missingTools(context, tools)),
    missingVariables(variables, runner.env),
    envSample === undefined
      ? []
      : import("./env-sample.ts").then(({ sampleDrift }) => sampleDrift(context, policy)),
    target.access.whoAmI(signal),
    target.platform.preflight?.(signal) ?? [],
  ]);
  const problems = asked.flat();
  if (problems.length === 0) {
    const count = Object.keys(tools).length + variables.length;
    if (count > 0) log.debug(`pre-flight: ${plural(count, "tool or variable", "tools and variables")} there`);
    return;
  }
  const isOnlyRights = problems.every(({ code }) => code === "permission_missing");
  const list = problems
    .map(({ text, hint }) => `\n  - ${hint === undefined ? text : `${asSentence(text)} ${hint}`}`)
    .join("");
  throw new ActionError(
    isOnlyRights ? "permission" : "config",
    `${policy.environment} lacks ${plural(problems.length, "thing")} for a deployment; nothing was touched:${list}`,
  );
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Variables that are not set or empty; only names are compared and printed. */
export function missingVariables(
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): readonly PreflightProblem[] {
  return names
    .filter((name) => (env[name] ?? "") === "")
    .map((name) => {
      const alike = nearest(
        name,
        Object.keys(env).filter((one) => (env[one] ?? "") !== ""),
      );
      return {
        code: "variable_missing",
        text: `the variable ${name} is not set${env[name] === "" ? " (it is empty)" : ""}${alike === undefined ? "" : `; there is ${alike}`}.`,
        hint: `Set it in \`env:\` of the job or step.`,
      };
    });
}
