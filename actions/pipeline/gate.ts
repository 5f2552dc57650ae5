import type { Verdict } from "@deploy-actions/conditions";
import { judgeGates } from "../quality-gate/judge-gates.ts";
import { renderGates } from "../quality-gate/render.ts";
import type { Pipeline } from "./phases.ts";

/** Judges the gates; `undefined` when the environment asks none. */
export async function gate({ context, policy, source, release }: Pipeline): Promise<Verdict | undefined> {
  if (policy.gates.length === 0) return undefined;
  const { outputs, summary, log, runner } = context;
  const verdict = await judgeGates(context, policy.gates);
  outputs.set("gate-verdict", verdict.outcome);
  summary.add(renderGates(verdict, source.text, release.commit, runner.runUrl), 2);
  log.info(verdict.sentence);
  return verdict;
}
