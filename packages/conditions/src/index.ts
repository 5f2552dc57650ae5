export * from "./check.ts";
export * from "./condition.ts";
export * from "./verdict.ts";
