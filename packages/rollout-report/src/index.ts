export { renderRolloutReport } from "./render-rollout-report.ts";
export * from "./rollout-history.ts";
