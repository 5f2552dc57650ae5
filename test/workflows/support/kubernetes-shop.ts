import { kubernetesCalls } from "@deploy-actions/platforms";
import {
  type KubernetesObject,
  PODS,
  SERVICES,
} from "../../../packages/platforms/src/kubernetes/kubernetes-client.ts";
import type { Service } from "../../../packages/platforms/src/kubernetes/objects.ts";
import {
  HTTP_ROUTES,
  type HttpRoute,
} from "../../../packages/platforms/src/kubernetes/routes/httproute-rules.ts";
import { signal, TestNamespace } from "../../../packages/platforms/test/kubernetes/support/cluster.ts";
import { leftoversIn } from "../../../packages/platforms/test/kubernetes/support/leftovers.ts";
import {
  deployment,
  httpRoute,
  service,
  targetOf,
} from "../../../packages/platforms/test/kubernetes/support/objects.ts";
import type { Share, Shares } from "./users-door.ts";

const RBAC = "/apis/rbac.authorization.k8s.io/v1";

interface Pod extends KubernetesObject {
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

interface Rule {
  readonly name?: string;
  readonly matches?: readonly {
    readonly headers?: readonly { readonly name: string; readonly value: string }[];
  }[];
  readonly backendRefs?: readonly { readonly name: string; readonly weight?: number }[];
}

interface View {
  readonly rules: readonly Rule[];
  readonly services: readonly Service[];
  readonly pods: readonly Pod[];
}

/** A namespace with the Deployment, the Service and the HTTPRoute `web`, run by a user who may do no more than is documented. */
export class KubernetesShop {
  readonly #namespace: TestNamespace;
  #view: Promise<View> | undefined;

  private constructor(namespace: TestNamespace) {
    this.#namespace = namespace;
  }

  static async open(kubeconfig: string): Promise<KubernetesShop> {
    const namespace = await new TestNamespace(kubeconfig).open();
    await namespace.apply(service(), service("assets", { app: "assets" }), httpRoute());
    await namespace.apply(deployment(2, "registry.test/shop:v1"));
    const shop = new KubernetesShop(namespace);
    await shop.#grant();
    return shop;
  }

  get name(): string {
    return this.#namespace.name;
  }

  close(): Promise<void> {
    return this.#namespace.close();
  }

  /** The rules of the route, as they stand in the cluster. */
  async rules(): Promise<readonly Rule[]> {
    const route = await this.#get<{ spec: { rules: readonly Rule[] } }>(
      `/apis/gateway.networking.k8s.io/v1/namespaces/${this.name}/httproutes/web`,
    );
    return route.spec.rules;
  }

  /** Image and ready pods of each Deployment. */
  async deployments(): Promise<readonly string[]> {
    const list = await this.#get<{
      items: readonly {
        metadata: { name: string };
        spec: { template: { spec: { containers: readonly { image: string }[] } } };
        status?: { readyReplicas?: number };
      }[];
    }>(`/apis/apps/v1/namespaces/${this.name}/deployments`);
    return list.items.map(
      ({ metadata, spec, status }) =>
        `${metadata.name}: ${status?.readyReplicas ?? 0} of ${spec.template.spec.containers[0]?.image}`,
    );
  }

  /** The commit that the Deployment says its release is of. */
  async commit(): Promise<string | undefined> {
    const { spec } = await this.#get<{
      spec: { template: { metadata: { annotations?: Readonly<Record<string, string>> } } };
    }>(`/apis/apps/v1/namespaces/${this.name}/deployments/web`);
    return spec.template.metadata.annotations?.["deploy-actions/commit"];
  }

  /** What a rollout left behind. */
  leftovers(): Promise<readonly string[]> {
    return leftoversIn(this.#namespace);
  }

  /** Who answers a request, as a Gateway would find out: the rule, its backends, the pods of their Services. */
  readonly shares: Shares = async (headers) => {
    this.#view ??= this.#look().finally(() => {
      this.#view = undefined;
    });
    const { rules, services, pods } = await this.#view;
    const wanted = ({ name, value }: { name: string; value: string }): boolean =>
      headers[name.toLowerCase()] === value;
    const byHeader = rules.find(({ matches }) =>
      matches?.some((match) => (match.headers?.length ?? 0) > 0 && match.headers?.every(wanted)),
    );
    const rule = byHeader ?? rules.find(({ name }) => name === "app");
    return (rule?.backendRefs ?? []).flatMap(({ name, weight = 1 }): readonly Share[] => {
      const { selector = {} } = services.find(({ metadata }) => metadata.name === name)?.spec ?? {};
      const behind = pods.filter(
        (pod) =>
          Object.entries(selector).every(([key, value]) => pod.metadata.labels?.[key] === value) &&
          pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True"),
      );
      return behind.map(({ spec }) => ({
        release: spec.containers[0]?.image.split(":").at(-1) ?? "",
        weight: weight / behind.length,
      }));
    });
  };

  /** Route, Services and pods as they were at one moment; requests that come meanwhile share it. */
  async #look(): Promise<View> {
    const client = await this.#namespace.admin();
    for (;;) {
      const before = await client.require<HttpRoute>(HTTP_ROUTES, "web", signal);
      const services = await client.list<Service>(SERVICES, {}, signal);
      const pods = await client.list<Pod>(PODS, {}, signal);
      const { metadata, spec } = await client.require<HttpRoute>(HTTP_ROUTES, "web", signal);
      if (metadata.resourceVersion === before.metadata.resourceVersion)
        return { rules: (spec.rules ?? []) as readonly Rule[], services, pods };
    }
  }

  /** Gives the user `deployer` what the page of least permissions lists. */
  async #grant(): Promise<void> {
    const calls = await kubernetesCalls(targetOf(this.name));
    const metadata = { name: "deployer" };
    await this.#namespace.raw("POST", `${RBAC}/namespaces/${this.name}/roles`, {
      metadata,
      rules: calls.map(({ group, resource, verb }) => ({
        apiGroups: [group],
        resources: [resource],
        verbs: [verb],
      })),
    });
    await this.#namespace.raw("POST", `${RBAC}/namespaces/${this.name}/rolebindings`, {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "deployer" },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "deployer" }],
    });
  }

  async #get<T>(path: string): Promise<T> {
    return (await this.#namespace.raw("GET", path)) as T;
  }
}
