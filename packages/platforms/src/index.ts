export type { ExecCounts, ExecReleaseCounts } from "./exec/exec-observation.ts";
export { createExecPlatform, type ExecPlatformOptions } from "./exec/exec-platform.ts";
export { readExecCounts } from "./exec/read-exec-counts.ts";
export { LATENCY_BOUNDS_MS } from "./local/counters.ts";
export { ensureSupervisor, type SupervisorLaunch } from "./local/ensure-supervisor.ts";
export type { LocalContext } from "./local/local-context.ts";
export { createLocalPlatform, type LocalPlatformOptions } from "./local/local-platform.ts";
export {
  type LocalStatus,
  localStatus,
  readLocalMetricsText,
  stopLocalTarget,
} from "./local/local-target.ts";
export {
  type AdminRelease,
  type AdminState,
  FORCE_HEADER,
  type LastChange,
  type Phase,
  RELEASE_HEADER,
} from "./local/protocol.ts";
export { runSupervisor, type SupervisorOptions } from "./local/supervisor.ts";
export { supervisorMain } from "./local/supervisor-main.ts";
export * from "./platform.ts";
