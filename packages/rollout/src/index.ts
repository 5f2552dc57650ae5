export * from "./begin.ts";
export * from "./decide.ts";
export * from "./decision-line.ts";
export * from "./plan-problems.ts";
export * from "./state.ts";
export * from "./target.ts";
export * from "./types.ts";
export { WITHOUT_EVIDENCE } from "./verdicts.ts";
