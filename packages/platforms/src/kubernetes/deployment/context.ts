import type { RouteFactory } from "../create-route.ts";
import type { KubernetesPlatformOptions } from "../platform-options.ts";

/** What the platform of a Deployment works with. */
export interface DeploymentContext extends KubernetesPlatformOptions {
  readonly routeFor: RouteFactory;
  /** Name of the stable Deployment. */
  readonly stable: string;
  /** Name of the candidate's Deployment. */
  readonly candidate: string;
}
