import type { ApiCall } from "@deploy-actions/kernel";

/** What every object of the API has. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** The metadata this project reads; times as ISO 8601. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly uid: string;
    readonly controller?: boolean;
  }[];
  readonly managedFields?: readonly unknown[];
}

/** A kind of resource as its paths name it. */
export interface ResourceType {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** Plural, e.g. `deployments`. */
  readonly plural: string;
  readonly kind: string;
}

/** How one object is changed. `json`: RFC 6902, `merge`: RFC 7386, `apply`: server-side apply under this project's field manager. */
export type Patch =
  | { readonly type: "json"; readonly operations: readonly JsonPatchOperation[] }
  | { readonly type: "merge"; readonly body: unknown }
  | { readonly type: "apply"; readonly body: unknown; readonly force: boolean };

export type JsonPatchOperation =
  | { readonly op: "test" | "add" | "replace"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string };

/** Field manager of everything this project writes. */
export const FIELD_MANAGER = "deploy-actions";

/**
 * The API of a cluster, in one namespace. A missing object is `undefined` where that is an answer, else a `config` error
 * with the nearest names. Errors: `permission` on 401 and 403 (verb, resource and namespace named), `conflict` on 409 and on a
 * failed JSON `test`, `remote` else. Reads and repeatable changes are retried on 429, 5xx and lost connections (Retry-After
 * honoured); what may have taken effect is observed before it is made again.
 */
export interface KubernetesClient {
  readonly namespace: string;
  /** Address and user, for messages; never a credential. */
  readonly describe: string;
  read<T extends KubernetesObject>(
    type: ResourceType,
    name: string,
    signal: AbortSignal,
  ): Promise<T | undefined>;
  /** The object, or a `config` error that names the nearest ones that are there. */
  require<T extends KubernetesObject>(type: ResourceType, name: string, signal: AbortSignal): Promise<T>;
  list<T extends KubernetesObject>(
    type: ResourceType,
    options: { readonly labelSelector?: string; readonly fieldSelector?: string },
    signal: AbortSignal,
  ): Promise<readonly T[]>;
  create<T extends KubernetesObject>(type: ResourceType, object: T, signal: AbortSignal): Promise<T>;
  /** `subresource`: e.g. `status`, `scale`. */
  patch<T extends KubernetesObject>(
    type: ResourceType,
    name: string,
    patch: Patch,
    signal: AbortSignal,
    subresource?: string,
  ): Promise<T>;
  /** Already gone is success. `foreground` waits for dependents. `uid`: only this very object. */
  remove(
    type: ResourceType,
    name: string,
    signal: AbortSignal,
    options?: { readonly uid?: string; readonly propagation?: "Foreground" | "Background" },
  ): Promise<void>;
  /** The last `lines` lines of a container's log, also of the run before this one; empty when there is none. */
  podLog(
    pod: string,
    container: string,
    options: { readonly lines: number; readonly previous: boolean },
    signal: AbortSignal,
  ): Promise<readonly string[]>;
  /** SelfSubjectAccessReview: may this user do that in the namespace? */
  mayI(call: Extract<ApiCall, { api: "kubernetes" }>, signal: AbortSignal): Promise<boolean>;
  /** Whether the cluster serves the resource type at all. */
  serves(type: ResourceType, signal: AbortSignal): Promise<boolean>;
  /** The resource type of a manifest's `apiVersion` and `kind`; `undefined`: the cluster does not serve it. */
  resolve(
    apiVersion: string,
    kind: string,
    signal: AbortSignal,
  ): Promise<{ readonly type: ResourceType; readonly isNamespaced: boolean } | undefined>;
  /** Whether the namespace exists, as far as the user may know, and the others that do. */
  lookAtNamespace(
    signal: AbortSignal,
  ): Promise<{ readonly exists: boolean | undefined; readonly others: readonly string[] }>;
}

export const DEPLOYMENTS: ResourceType = {
  group: "apps",
  version: "v1",
  plural: "deployments",
  kind: "Deployment",
};
export const REPLICA_SETS: ResourceType = {
  group: "apps",
  version: "v1",
  plural: "replicasets",
  kind: "ReplicaSet",
};
export const SERVICES: ResourceType = { group: "", version: "v1", plural: "services", kind: "Service" };
export const PODS: ResourceType = { group: "", version: "v1", plural: "pods", kind: "Pod" };
export const EVENTS: ResourceType = { group: "", version: "v1", plural: "events", kind: "Event" };
export const INGRESSES: ResourceType = {
  group: "networking.k8s.io",
  version: "v1",
  plural: "ingresses",
  kind: "Ingress",
};
