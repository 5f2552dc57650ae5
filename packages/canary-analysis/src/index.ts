export * from "./count-window.ts";
export * from "./odds-evidence.ts";
export * from "./risk-evidence.ts";
