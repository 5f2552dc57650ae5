import type { ApiCall } from "@deploy-actions/kernel";
import type { PlatformCapabilities } from "../platform.ts";
import type { KubernetesClient, ObjectMeta } from "./kubernetes-client.ts";

/** The two Services a route divides the requests between. */
export interface RouteServices {
  readonly stable: string;
  readonly candidate: string;
}

/** What a route shows. */
export interface RouteReading {
  /** Per cent of the requests that the route's specification gives the candidate's Service; 0 when it is not a backend. */
  readonly candidateWeight: number;
  /** Part of the platform's revision: changes whenever somebody changes what the route does with these two Services. */
  readonly revision: string;
  /** Whether the controller that implements the route has accepted this generation; `undefined`: the API does not report it. */
  readonly accepted: boolean | undefined;
  /** Why it was not accepted, as the controller says. */
  readonly message: string | undefined;
  /** Field manager of the last change of the weights that was not ours, when the API knows (a GitOps controller). */
  readonly changedBy: string | undefined;
}

/**
 * Divides the requests of one route between two Services. It touches only the backends of the one rule it is about: foreign
 * rules, filters and fields stay as they are. Every method is idempotent.
 */
export interface TrafficRoute {
  /** For messages, e.g. `HTTPRoute shop/web`. */
  readonly describe: string;
  readonly capabilities: Pick<PlatformCapabilities, "traffic" | "granularity" | "candidateHeader">;
  /** What a user should know before relying on it, one sentence; warned of once. */
  readonly warning?: string;
  /** The calls it makes, for the pre-flight and the page of least permissions. */
  readonly calls: readonly ApiCall[];
  /**
   * The Services the route means: those given, or the stable one found from the route. `config` error (nearest names) when the
   * route is not there, when no rule or two rules match.
   */
  services(signal: AbortSignal): Promise<RouteServices>;
  read(services: RouteServices, signal: AbortSignal): Promise<RouteReading>;
  /**
   * Gives the candidate's Service `weight` per cent, the stable one the rest. Fails with `conflict` when the route is not as
   * `seen` any more. Weight 0 keeps the candidate as a backend without requests. Returns when the specification holds it; the
   * caller waits for `accepted`.
   */
  write(services: RouteServices, weight: number, seen: RouteReading, signal: AbortSignal): Promise<void>;
  /** Takes away everything it added for the candidate (backend, header rule, mirror, second ingress). Stable gets all. */
  detach(services: RouteServices, signal: AbortSignal): Promise<void>;
  /** Names of other routes of its kind that send requests to the stable Service, past the weights of this one. */
  elsewhere?(services: RouteServices, signal: AbortSignal): Promise<readonly string[]>;
  /** Sends requests with the header to the candidate, and mirrors a share, where it can; undone by `detach`. */
  attach?(services: RouteServices, signal: AbortSignal): Promise<void>;
}

/** What makes a route. */
export interface TrafficRouteOptions {
  readonly client: KubernetesClient;
  /** Given Services; `undefined`: found. */
  readonly services: RouteServices | undefined;
  readonly header: { readonly name: string; readonly value: string } | undefined;
  readonly mirror: number;
  /** Owner of what the route creates (the stable Deployment), so that nothing outlives it. */
  readonly owner: ObjectMeta | undefined;
}
