export * from "./action.ts";
export * from "./spec.ts";
