import { ActionError } from "@deploy-actions/kernel";
import type { AnalysisMetric, AnalysisPolicy } from "./policy.ts";
import { present } from "./present.ts";
import type { Block } from "./schema.ts";

/** Values of a gauge differ between instances of one release too. */
const ALLOWED_RATIO = 1.25;

type Written = NonNullable<NonNullable<Block["rollout"]>["analysis"]>;
type WrittenMap = Exclude<Written, "on" | "off">;

/** The analysis of a complete block; `undefined` when there is none. */
export function decodeAnalysis(written: Written | undefined): AnalysisPolicy | undefined {
  if (written === undefined || written === "off") return undefined;
  if (written === "on") throw new ActionError("internal", "An analysis was not spelled out before decoding");
  const share = (percent: number | undefined, key: string): number => present(percent, key) / 100;
  return {
    metrics: present(written.metrics, "metrics").map(decodeMetric),
    alpha: share(written.alpha, "alpha"),
    beta: share(written.beta, "beta"),
    tolerance: present(written.tolerance, "tolerance"),
    regression: present(written.regression, "regression"),
    margin: share(written.margin, "margin"),
    burstMs: present(written.burst, "burst"),
    historyMs: present(written.history, "history"),
    minRequests: present(written["min-requests"], "min-requests"),
    warmUpMs: present(written["warm-up"], "warm-up"),
    zeroRequestsMs: present(written["zero-requests"], "zero-requests"),
    livenessMs: present(written.liveness, "liveness"),
    minBakeMs: present(written["min-bake"], "min-bake"),
    earlyPromotion: present(written["early-promotion"], "early-promotion"),
  };
}

function decodeMetric(written: NonNullable<WrittenMap["metrics"]>[number]): AnalysisMetric {
  if (typeof written === "string") return { kind: written, name: written, weight: 1, critical: true };
  if ("gauge" in written) {
    const { gauge: name, direction = "increase", weight = 1, critical = false } = written;
    return {
      kind: "gauge",
      name,
      weight,
      critical,
      direction,
      allowedRatio: written["allowed-ratio"] ?? ALLOWED_RATIO,
    };
  }
  const { metric: kind, weight = 1, critical = true, tolerance, regression, bounds } = written;
  return {
    kind,
    name: kind,
    weight,
    critical,
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(regression === undefined ? {} : { regression }),
    ...(bounds === undefined ? {} : { boundsMs: bounds }),
  };
}
