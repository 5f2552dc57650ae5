export { ecsCalls } from "./aws/ecs/ecs-calls.ts";
export type { EcsPlatformOptions } from "./aws/ecs/ecs-session.ts";
export { createEcsPlatform } from "./aws/ecs/open.ts";
export type { LambdaPlatformOptions } from "./aws/lambda/lambda-api.ts";
export { lambdaCalls } from "./aws/lambda/lambda-calls.ts";
export { createLambdaPlatform } from "./aws/lambda/open.ts";
export { createStaticSitePlatform } from "./aws/static-site/open.ts";
export type { StaticSitePlatformOptions } from "./aws/static-site/site-session.ts";
export { staticSiteCalls } from "./aws/static-site/static-site-calls.ts";
export type { ExecCounts, ExecReleaseCounts } from "./exec/exec-observation.ts";
export { createExecPlatform, type ExecPlatformOptions } from "./exec/exec-platform.ts";
export { readExecCounts } from "./exec/read-exec-counts.ts";
export type { HaproxyPlatformOptions } from "./haproxy/haproxy-options.ts";
export { createHaproxyPlatform, readHaproxyCounts } from "./haproxy/open.ts";
export type { HaproxyCounts, HaproxyReleaseCounts } from "./haproxy/read-haproxy-counts.ts";
export type { RuntimeSocket } from "./haproxy/runtime-socket.ts";
export type { HelmPlatformOptions } from "./helm/helm-command.ts";
export { createHelmPlatform } from "./helm/open.ts";
export { EXPLAINING_CALLS, kubernetesCalls } from "./kubernetes/kubernetes-calls.ts";
export type { KubernetesClient } from "./kubernetes/kubernetes-client.ts";
export { createKubernetesPlatform, openKubernetesClient } from "./kubernetes/open.ts";
export type { KubernetesClientOptions } from "./kubernetes/open-kubernetes-client.ts";
export type { KubernetesPlatformOptions } from "./kubernetes/platform-options.ts";
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
