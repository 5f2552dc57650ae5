export * from "./file-ledger.ts";
export * from "./github-ledger.ts";
export * from "./history.ts";
export * from "./phases.ts";
export { currentProcess, isProcessAlive } from "./run-process.ts";
export * from "./types.ts";
