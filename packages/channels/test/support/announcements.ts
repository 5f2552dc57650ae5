import type { TemplateValues } from "../../src/index.ts";

/** Everything the announcement of a schedule needs. */
export const SCHEDULED: TemplateValues = {
  environment: "production",
  release: "v2",
  "start-time": "2026-03-01 02:00 UTC",
  "expected-duration": "45m",
  strategy: "canary",
  changes: ["Faster search", "Fix for lost carts"],
  impact: ["No interruption expected"],
  "automatic-rollback": "true",
  "rollback-within": "10m",
  contact: "Ada",
  url: "https://github.example/o/r/actions/runs/1",
};

/** Everything the announcement of a completed deployment needs. */
export const COMPLETED: TemplateValues = {
  environment: "production",
  release: "v2",
  "start-time": "02:00 UTC",
  "end-time": "02:40 UTC",
  duration: "40m",
  "health-checks": { outcome: "pass", text: "2 checks healthy, 120 samples, 0 failed" },
  performance: { outcome: "inconclusive", text: "no baseline" },
  "monitoring-for": "24h",
  features: ["Search as you type"],
  contact: "Ada",
};

/** Text that tries to act in every place it could be printed. */
export const HOSTILE =
  "<!channel> @everyone | ` ``` ::error:: <https://evil.example|click> [LIST] <!-- x --> <img src=x> **b** #1";
