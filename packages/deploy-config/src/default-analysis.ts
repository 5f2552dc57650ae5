import { whatIsCounted } from "./target-traits.ts";
import { type MapTree, mapAt } from "./tree.ts";

const ANALYSIS = {
  tolerance: 1.1,
  regression: 2,
  margin: "0.1%",
  alpha: "1%",
  beta: "5%",
  "min-requests": 50,
  "warm-up": "0s",
  burst: "10s",
  history: "1h",
  "min-bake": "2m",
  "early-promotion": true,
  "zero-requests": "1m",
  liveness: "2m",
};

/** What an analysis is when nobody says otherwise; nothing where nobody asked for one. */
export function analysisDefaults(block: MapTree): object {
  if (mapAt(block, ["rollout", "analysis"]) === undefined) return {};
  const metrics = whatIsCounted(block) === "latencies" ? ["errors", "latency"] : ["errors"];
  return { analysis: { metrics, ...ANALYSIS } };
}
