import type { Clock } from "@deploy-actions/kernel";
import type { DeploymentEvent, DeploymentRecord, NewDeployment } from "../src/index.ts";

export const MINUTE = 60_000;
export const LIVE_MS = 15 * MINUTE;
/** A signal nobody aborts. */
export const NEVER: AbortSignal = new AbortController().signal;

/** A clock that stands until it is moved; a sleep moves it. Whole seconds, as GitHub's times are. */
export interface TestClock extends Clock {
  advance(ms: number): void;
}

export function testClock(): TestClock {
  let now = Date.parse("2025-01-06T10:00:00Z");
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
    async sleep(ms) {
      now += ms;
    },
  };
}

/** A deployment of `shop` to production by run 100, with what a test changes. */
export function deployment(version: string, changes: Partial<NewDeployment> = {}): NewDeployment {
  return {
    service: "shop",
    environment: "production",
    release: { version },
    kind: "deploy",
    planned: true,
    strategy: "canary",
    run: {
      actor: "octocat",
      runId: "100",
      runAttempt: 1,
      url: "https://github.test/shop/web/actions/runs/100",
    },
    ...changes,
  };
}

/** The same by another run. */
export function byRun(runId: string, version: string, changes: Partial<NewDeployment> = {}): NewDeployment {
  const url = `https://github.test/shop/web/actions/runs/${runId}`;
  return deployment(version, { run: { actor: "hubot", runId, runAttempt: 1, url }, ...changes });
}

/** A record with these phases, one a minute. */
export function record(
  id: string,
  version: string,
  phases: readonly DeploymentEvent["phase"][],
  changes: Partial<DeploymentRecord> = {},
): DeploymentRecord {
  const createdAt = Number(id) * 60 * MINUTE;
  return {
    ...deployment(version),
    id,
    createdAt,
    url: "",
    events: phases.map((phase, index) => ({ at: createdAt + index * MINUTE, phase, note: "" })),
    ...changes,
  };
}
