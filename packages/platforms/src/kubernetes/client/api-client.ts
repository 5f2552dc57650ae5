import { ActionError, type ApiCall, type Clock, suggest } from "@deploy-actions/kernel";
import {
  FIELD_MANAGER,
  type KubernetesClient,
  type KubernetesObject,
  type Patch,
  PODS,
  type ResourceType,
} from "../kubernetes-client.ts";
import type { ApiAnswer, ApiCaller, ApiRequest } from "./api-caller.ts";
import { type AskedFor, describeAsked, readStatus, toApiError } from "./api-error.ts";
import { queryOf, resourceName, resourcePath } from "./resource-path.ts";
import { isContained, isPatched } from "./took-effect.ts";

const PAGE_SIZE = 500;
const MAX_OBJECTS = 10_000;
const MAX_LOG_BYTES = 64 * 1_024;
const GONE_POLL_MS = 500;
const GONE_WITHIN_MS = 90_000;
const PATCH_TYPES = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  apply: "application/apply-patch+yaml",
} as const;

export interface ApiClientOptions {
  readonly caller: ApiCaller;
  readonly clock: Clock;
  readonly namespace: string;
  readonly server: string;
  readonly user: string;
  /** Told of each call before it is made; access reviews and discovery, which every signed-in user may, are not told. */
  readonly onCall?: (call: ApiCall) => void;
}

type Verb = Extract<ApiCall, { api: "kubernetes" }>["verb"];

/** The client of one namespace over a caller. */
export function createApiClient(options: ApiClientOptions): KubernetesClient {
  const { caller, clock, namespace, server, user } = options;
  const asked = (verb: Verb, type: ResourceType, name?: string, subresource?: string): AskedFor => {
    const resource = subresource === undefined ? type.plural : `${type.plural}/${subresource}`;
    options.onCall?.({ api: "kubernetes", verb, group: type.group, resource });
    return { verb, type, name, subresource, namespace, user };
  };
  const call = (what: AskedFor, request: Omit<ApiRequest, "what">): Promise<ApiAnswer> =>
    caller.call({ ...request, what: describeAsked(what) });

  const get = async (
    type: ResourceType,
    name: string,
    signal: AbortSignal,
    subresource?: string,
  ): Promise<ApiAnswer> => {
    const what = asked("get", type, name, subresource);
    const answer = await call(what, {
      method: "GET",
      path: resourcePath(type, namespace, name, subresource),
      signal,
    });
    if (answer.status !== 200 && answer.status !== 404) throw toApiError(answer, what, false);
    return answer;
  };

  const client: KubernetesClient = {
    namespace,
    describe: `${server} as ${user}`,

    async read<T extends KubernetesObject>(type: ResourceType, name: string, signal: AbortSignal) {
      const answer = await get(type, name, signal);
      return answer.status === 404 ? undefined : parse<T>(answer);
    },

    async require<T extends KubernetesObject>(type: ResourceType, name: string, signal: AbortSignal) {
      const found = await client.read<T>(type, name, signal);
      if (found !== undefined) return found;
      throw await notFound(client, type, name, signal);
    },

    async list<T extends KubernetesObject>(
      type: ResourceType,
      selectors: { readonly labelSelector?: string; readonly fieldSelector?: string },
      signal: AbortSignal,
    ) {
      const what = asked("list", type);
      const items: T[] = [];
      let next: string | undefined;
      do {
        const query = queryOf({ ...selectors, limit: String(PAGE_SIZE), continue: next });
        const path = resourcePath(type, namespace) + query;
        const answer = await call(what, { method: "GET", path, signal });
        if (answer.status === 410 && next !== undefined) {
          // The list changed too much while it was read: begin again, without what was collected.
          items.length = 0;
          next = undefined;
          continue;
        }
        if (answer.status !== 200) throw toApiError(answer, what, false);
        const page = parse<{ items?: readonly T[]; metadata?: { continue?: string } }>(answer);
        // Items of a list do not say what they are.
        const { version, group, kind } = type;
        const apiVersion = group === "" ? version : `${group}/${version}`;
        items.push(...(page.items ?? []).map((item) => ({ ...item, apiVersion, kind })));
        next = page.metadata?.continue;
        if (items.length > MAX_OBJECTS) {
          throw new ActionError(
            "remote",
            `More than ${MAX_OBJECTS} ${resourceName(type)} in namespace ${namespace}: not read further.`,
          );
        }
      } while (next !== undefined && next !== "");
      return items;
    },

    async create<T extends KubernetesObject>(type: ResourceType, object: T, signal: AbortSignal) {
      const { name } = object.metadata;
      const what = asked("create", type, name);
      const path = resourcePath(type, namespace) + queryOf({ fieldManager: FIELD_MANAGER });
      const answer = await call(what, { method: "POST", path, body: object, signal });
      if (answer.status < 300) return parse<T>(answer);
      if (answer.status === 409 && answer.mayHaveTakenEffect) {
        const found = await client.read<T>(type, name, signal);
        if (found !== undefined && isContained(object, found)) return found;
      }
      throw toApiError(answer, what, false);
    },

    async patch<T extends KubernetesObject>(
      type: ResourceType,
      name: string,
      patch: Patch,
      signal: AbortSignal,
      subresource?: string,
    ) {
      const what = asked("patch", type, name, subresource);
      const isDone = (answer: ApiAnswer): boolean =>
        answer.status === 200 &&
        (patch.type === "json"
          ? isPatched(patch.operations, parse(answer))
          : isContained(patch.body, parse(answer)));
      const query = queryOf({
        fieldManager: FIELD_MANAGER,
        force: patch.type === "apply" ? String(patch.force) : undefined,
      });
      const answer = await call(what, {
        method: "PATCH",
        path: resourcePath(type, namespace, name, subresource) + query,
        body: patch.type === "json" ? patch.operations : patch.body,
        contentType: PATCH_TYPES[patch.type],
        signal,
        // Operations that append would do so twice.
        ...(patch.type === "json"
          ? {
              alreadyDone: async () => {
                const found = await get(type, name, signal, subresource);
                return isDone(found) ? found : undefined;
              },
            }
          : {}),
      });
      if (answer.status < 300) return parse<T>(answer);
      if (answer.mayHaveTakenEffect && (answer.status === 409 || answer.status === 422)) {
        const found = await get(type, name, signal, subresource);
        if (isDone(found)) return parse<T>(found);
      }
      if (answer.status === 404) throw await notFound(client, type, name, signal);
      throw toApiError(answer, what, patch.type === "json");
    },

    async remove(type, name, signal, { uid, propagation = "Background" } = {}) {
      const what = asked("delete", type, name);
      const body = {
        kind: "DeleteOptions",
        apiVersion: "v1",
        propagationPolicy: propagation,
        ...(uid === undefined ? {} : { preconditions: { uid } }),
      };
      const path = resourcePath(type, namespace, name);
      const answer = await call(what, { method: "DELETE", path, body, signal });
      if (answer.status === 404) return;
      if (answer.status === 409 && uid !== undefined) {
        // Another object has the name now: the one that was meant is gone. A 409 has other reasons too.
        const found = await client.read(type, name, signal);
        if (found?.metadata.uid !== uid) return;
      }
      if (answer.status >= 300) throw toApiError(answer, what, false);
      if (propagation === "Foreground") await waitUntilGone(client, clock, type, name, signal);
    },

    async podLog(pod, container, { lines, previous }, signal) {
      const what = asked("get", PODS, pod, "log");
      const query = queryOf({
        container,
        tailLines: String(lines),
        previous: previous ? "true" : undefined,
        limitBytes: String(MAX_LOG_BYTES),
      });
      const path = resourcePath(PODS, namespace, pod, "log") + query;
      const request = { method: "GET", path, retry: false, maxBodyBytes: MAX_LOG_BYTES, signal } as const;
      const answer = await call(what, request);
      // 400: the container has not started, or had no run before this one.
      if (answer.status === 400 || answer.status === 404) return [];
      if (answer.status !== 200) throw toApiError(answer, what, false);
      return answer.text.split(/\r?\n/).filter((line) => line.trim() !== "");
    },

    async mayI(wanted, signal) {
      const [resource, subresource] = wanted.resource.split("/");
      const attributes = { namespace, verb: wanted.verb, group: wanted.group, resource };
      const resourceAttributes = subresource === undefined ? attributes : { ...attributes, subresource };
      const answer = await caller.call({
        method: "POST",
        path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        body: {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SelfSubjectAccessReview",
          spec: { resourceAttributes },
        },
        what: `ask whether ${user} may ${wanted.verb} ${wanted.resource} in namespace ${namespace}`,
        signal,
      });
      if (answer.status >= 300) {
        throw toApiError(
          answer,
          { verb: "create", type: ACCESS_REVIEWS, name: undefined, subresource: undefined, namespace, user },
          false,
        );
      }
      return parse<{ status?: { allowed?: boolean } }>(answer).status?.allowed === true;
    },

    async serves(type, signal) {
      const resources = await discover(options, type.group, type.version, signal);
      return resources?.some((resource) => resource.name === type.plural) === true;
    },

    async resolve(apiVersion, kind, signal) {
      const [first = "", second] = apiVersion.split("/");
      const [group, version] = second === undefined ? ["", first] : [first, second];
      const resources = await discover(options, group, version, signal);
      const found = resources?.find((one) => one.kind === kind && !one.name.includes("/"));
      if (found === undefined) return undefined;
      return { type: { group, version, plural: found.name, kind }, isNamespaced: found.namespaced };
    },

    async lookAtNamespace(signal) {
      const request = { method: "GET", what: `look for namespace ${namespace}`, signal } as const;
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
      options.onCall?.({ api: "kubernetes", verb: "get", group: "", resource: "namespaces" });
      const found = await caller.call({ ...request, path });
      if (found.status !== 404) return { exists: found.status === 200 ? true : undefined, others: [] };
      options.onCall?.({ api: "kubernetes", verb: "list", group: "", resource: "namespaces" });
      const all = await caller.call({ ...request, path: "/api/v1/namespaces?limit=500" });
      if (all.status !== 200) return { exists: false, others: [] };
      const { items = [] } = parse<{ items?: readonly KubernetesObject[] }>(all);
      return { exists: false, others: items.map(({ metadata }) => metadata.name) };
    },
  };
  return client;
}

const ACCESS_REVIEWS: ResourceType = {
  group: "authorization.k8s.io",
  version: "v1",
  plural: "selfsubjectaccessreviews",
  kind: "SelfSubjectAccessReview",
};

interface Discovered {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** The resources of a group and version; `undefined`: not served. */
async function discover(
  { caller, user }: ApiClientOptions,
  group: string,
  version: string,
  signal: AbortSignal,
): Promise<readonly Discovered[] | undefined> {
  const path = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
  const what = `ask what the cluster serves under ${path}`;
  const answer = await caller.call({ method: "GET", path, what, signal });
  if (answer.status === 404) return undefined;
  if (answer.status === 200) return parse<{ resources?: readonly Discovered[] }>(answer).resources ?? [];
  throw new ActionError(
    answer.status === 401 || answer.status === 403 ? "permission" : "remote",
    `Could not ${what} as ${user}: ${readStatus(answer).message}`,
  );
}

function parse<T>(answer: ApiAnswer): T {
  if (answer.truncated) {
    throw new ActionError("remote", "The API server's answer is larger than 16 MiB: not read further.");
  }
  try {
    return JSON.parse(answer.text) as T;
  } catch (error) {
    throw new ActionError("remote", "The API server's answer is not JSON.", {
      cause: error,
      hint: "Something between this runner and the API server (a proxy, a login page) may have answered instead.",
    });
  }
}

/** Why an object is not there: its kind is not served, the namespace is missing, or the name is; with the nearest names. */
async function notFound(
  client: KubernetesClient,
  type: ResourceType,
  name: string,
  signal: AbortSignal,
): Promise<ActionError> {
  if (!(await client.serves(type, signal))) {
    return new ActionError(
      "config",
      `The cluster does not serve ${resourceName(type)} ${type.version}, so there is no ${type.kind} "${name}".`,
      { hint: `Install the custom resource definition of ${type.kind}, or choose another route.` },
    );
  }
  const names = await namesOf(client, type, signal);
  const where = `in namespace ${client.namespace}`;
  const near = names === undefined ? "" : suggest(name, names);
  const none =
    names?.length === 0 ? ` There is no ${type.kind} at all in it: is it the right namespace?` : "";
  return new ActionError("config", `There is no ${type.kind} "${name}" ${where}.${near}${none}`);
}

async function namesOf(
  client: KubernetesClient,
  type: ResourceType,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  try {
    return (await client.list(type, {}, signal)).map((object) => object.metadata.name).sort();
  } catch (error) {
    if (error instanceof ActionError && error.code === "cancelled") throw error;
    return undefined;
  }
}

async function waitUntilGone(
  client: KubernetesClient,
  clock: Clock,
  type: ResourceType,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const first = await client.read(type, name, signal);
  const deadline = clock.now() + GONE_WITHIN_MS;
  for (let found = first; found !== undefined; found = await client.read(type, name, signal)) {
    if (found.metadata.uid !== first?.metadata.uid) return;
    if (clock.now() >= deadline) {
      const waiting = found.metadata.name;
      throw new ActionError(
        "remote",
        `${type.kind} ${client.namespace}/${waiting} was deleted but is still there.`,
        {
          hint: "A finalizer holds it: `kubectl get … -o yaml` shows which in metadata.finalizers.",
        },
      );
    }
    await clock.sleep(GONE_POLL_MS, signal);
  }
}
