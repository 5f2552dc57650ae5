export * from "./binomial.ts";
export * from "./command-probe.ts";
export * from "./compare-with-before.ts";
export * from "./health-report.ts";
export * from "./http-probe.ts";
export { judgeHealth, summariseChecks } from "./judge-health.ts";
export * from "./quantile.ts";
export * from "./types.ts";
export * from "./watch-health.ts";
