import type { ActionContext, RunnerContext } from "@deploy-actions/action-kit";
import type { Clock } from "@deploy-actions/kernel";

/** A runner as a push to main of shop/web finds it. */
export const RUNNER: RunnerContext = {
  mode: "actions",
  repository: { owner: "shop", name: "web" },
  sha: "a".repeat(40),
  ref: "refs/heads/main",
  actor: "ada",
  runId: "42",
  runAttempt: 1,
  runUrl: "https://github.example/shop/web/actions/runs/42/attempts/1",
  eventName: "push",
  event: {},
  workspace: "/nowhere",
  apiUrl: "https://api.github.example",
  serverUrl: "https://github.example",
  temp: "/tmp",
  env: {},
};

/** A context of which only the given parts are there: touching another one fails the test. */
export function contextWith(parts: {
  readonly runner?: Partial<RunnerContext>;
  readonly github?: ActionContext["github"];
  readonly clock?: Clock;
  readonly log?: Partial<ActionContext["log"]>;
  readonly signal?: AbortSignal;
}): ActionContext {
  const context = {
    signal: new AbortController().signal,
    ...parts,
    runner: { ...RUNNER, ...parts.runner },
  };
  return new Proxy(context, {
    get(target, name) {
      if (name in target) return target[name as keyof typeof target];
      throw new Error(`the context of this test has no ${String(name)}`);
    },
  }) as unknown as ActionContext;
}
