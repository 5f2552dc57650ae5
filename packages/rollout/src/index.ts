export * from "./target.ts";
export * from "./types.ts";
