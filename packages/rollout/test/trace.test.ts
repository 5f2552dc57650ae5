import { expect, test } from "@jest/globals";
import { beginRollout, decide, type TrafficState } from "../src/index.ts";
import { look, MINUTE, planOf, running, traffic } from "./builders.ts";

test("the runbook: 25 % for exactly five minutes, 50 % for exactly five minutes, 100 %, promoted", () => {
  const plan = planOf();
  const trace: string[] = [];
  let now = 0;
  let seen: TrafficState = traffic("v1");
  let state = beginRollout(plan, look(now, seen));
  for (let turn = 0; turn < 1_000 && state.phase !== "done"; turn += 1) {
    const { act, state: next } = decide(plan, state, look(now, seen));
    state = next;
    switch (act.kind) {
      case "set-weight":
        trace.push(`${now / MINUTE}m: ${act.weight} %`);
        seen = traffic("v1", running("v2"), act.weight);
        break;
      case "promote":
        trace.push(`${now / MINUTE}m: promote`);
        seen = traffic("v2");
        break;
      case "hold":
        now = Math.min(now + 10_000, act.untilMs);
        break;
      case "finished":
        trace.push(`${now / MINUTE}m: ${act.outcome}, ${act.verdict.outcome}`);
        break;
      case "abort":
        throw new Error(act.verdict.sentence);
    }
  }
  expect(trace).toEqual([
    "0m: 0 %",
    "0m: 25 %",
    "5m: 50 %",
    "10m: 100 %",
    "10m: promote",
    "10m: promoted, pass",
  ]);
});
