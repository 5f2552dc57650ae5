import type { Clock, Exec, Secrets } from "@deploy-actions/kernel";

/** What a kubeconfig needs of the world. */
export interface KubeconfigPorts {
  readonly exec: Exec;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
}
