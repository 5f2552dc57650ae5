import type { RunnerContext } from "@deploy-actions/action-kit";

// Not for programs we start: the runner's tokens, and the files through which a step speaks to the runner.
const WITHHELD =
  /^(ACTIONS_|STATE_|INPUT_|GITHUB_TOKEN$|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$|DATABASE_URL$)/;

/** The environment of a check's or gate's program: the runner's own, without its tokens and command files. */
export function childEnv(runner: RunnerContext): Record<string, string> {
  return Object.fromEntries(Object.entries(runner.env).filter(([name]) => !WITHHELD.test(name)));
}
