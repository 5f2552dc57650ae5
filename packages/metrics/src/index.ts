export * from "./counts-window.ts";
export * from "./exec-metric-source.ts";
export * from "./measure.ts";
export * from "./metric-source.ts";
export * from "./percentile.ts";
export * from "./prometheus-text.ts";
export * from "./prometheus-text-source.ts";
