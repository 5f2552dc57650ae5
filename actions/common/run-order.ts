import type { RunnerContext } from "@deploy-actions/action-kit";
import type { RunOrder } from "@deploy-actions/channels";

/** Which of two runs of a workflow is the later one; `undefined` where the runner does not number them. */
export function runOrder(runner: RunnerContext): RunOrder | undefined {
  const number = Number(runner.env.GITHUB_RUN_NUMBER);
  return Number.isInteger(number) && number > 0 ? { number, attempt: runner.runAttempt } : undefined;
}
