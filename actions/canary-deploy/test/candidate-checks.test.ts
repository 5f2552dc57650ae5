import type { Probe, ProbeSample } from "@deploy-actions/probes";
import { describe, expect, test } from "@jest/globals";
import { CandidateChecks } from "../candidate-checks.ts";

const candidate = { release: { version: "v2" }, ready: true, detail: "" };
const signal = new AbortController().signal;

type Answer = ProbeSample["result"];

/** A probe that gives these answers, one a look. */
function probe(check: string, kind: Probe["kind"], critical: boolean, answers: readonly Answer[]): Probe {
  let look = 0;
  return {
    check,
    kind,
    critical,
    run: async () => {
      const result = answers[look] ?? "healthy";
      look += 1;
      const reason = result === "healthy" ? "ok" : kind === "alarm" ? "alarm" : "status_unexpected";
      return { check, at: 0, result, reason, detail: result, latencyMs: undefined, version: undefined };
    },
  };
}

async function looks(count: number, probes: readonly Probe[]) {
  const checks = new CandidateChecks(() => probes);
  const seen = [];
  for (let look = 0; look < count; look += 1) {
    const { critical, consecutiveFailures } = await checks.look(candidate, signal);
    seen.push([critical?.reason, consecutiveFailures]);
  }
  return seen;
}

describe("the checks of a candidate", () => {
  test("count failures in a row; a look that says nothing neither adds nor ends", async () => {
    const api = probe("api", "http", false, ["unhealthy", "unknown", "unhealthy", "healthy", "unhealthy"]);
    expect(await looks(5, [api])).toEqual([
      [undefined, 1],
      [undefined, 1],
      [undefined, 2],
      [undefined, 0],
      [undefined, 1],
    ]);
  });

  test("name a critical one that fails, beside others that may", async () => {
    const api = probe("api", "http", false, ["unhealthy"]);
    const pay = probe("pay", "command", true, ["unknown", "unhealthy"]);
    expect(await looks(2, [api, pay])).toEqual([
      [undefined, 1],
      ["check_failed_critical", 1],
    ]);
  });

  test("name an alarm as what it is", async () => {
    const alarm = probe("alarm shop-5xx", "alarm", true, ["healthy", "unhealthy"]);
    expect(await looks(2, [alarm])).toEqual([
      [undefined, 0],
      ["alarm", 1],
    ]);
  });
});
