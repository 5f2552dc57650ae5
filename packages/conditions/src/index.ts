export * from "./check.ts";
export * from "./compare.ts";
export * from "./condition.ts";
export * from "./evaluate.ts";
export * from "./evidence.ts";
export * from "./format.ts";
export { explainConditionProblem, parseCondition } from "./parse.ts";
export * from "./verdict.ts";
