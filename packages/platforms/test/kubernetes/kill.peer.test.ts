import type { KubernetesRoute, TrafficState } from "@deploy-actions/rollout";
import { expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { DEPLOYMENTS } from "../../src/kubernetes/kubernetes-client.ts";
import { ENDPOINT_SLICES, type EndpointSlice } from "../../src/kubernetes/objects.ts";
import { HTTP_ROUTES, type HttpRoute } from "../../src/kubernetes/routes/httproute-rules.ts";
import type { Platform } from "../../src/platform.ts";
import { clock } from "../support/ports.ts";
import { Killed, killedAt } from "./support/broken-transport.ts";
import { inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { leftoversIn } from "./support/leftovers.ts";
import { deployment, httpRoute, service, targetOf } from "./support/objects.ts";

const v2 = { version: "v2" };
const v3 = { version: "v3" };
const TOGETHER = 12;

type Story = (platform: Platform, begun: TrafficState) => Promise<TrafficState>;

const highOf = ({ capabilities }: Platform): number => (capabilities.traffic === "all-at-once" ? 100 : 50);

/** How every story begins. */
const begin = async (platform: Platform): Promise<TrafficState> =>
  platform.setWeight(v2, highOf(platform), await platform.observe(signal), signal);

/** What the process was doing when it died; each step ends with another change. */
const STORIES: Readonly<Record<string, Story>> = {
  promote: (platform, begun) => platform.promote(v2, begun, signal),
  "abort and restore": async (platform, begun) => {
    const aborted = await platform.abort(begun, signal);
    const next = await platform.setWeight(v3, highOf(platform), aborted, signal);
    return platform.restore({ version: "v0" }, next, signal);
  },
};

const ROUTES: readonly (readonly [string, KubernetesRoute])[] = [
  ["httproute", { kind: "httproute", name: "web", rule: "app" }],
  ["service", { kind: "service", name: "web", preview: undefined }],
  ["replicas", { kind: "replicas", service: "web" }],
  ["rolling", { kind: "rolling" }],
];

/** One run after the one that died: it takes the candidate back, or finishes what was half promoted. */
async function oneFurtherRun(platform: Platform): Promise<TrafficState> {
  const now = await platform.observe(signal);
  if (now.candidate === null) {
    // An interrupted restore is asked for again by whoever wanted it.
    return now.stable === null ? now : platform.restore(now.stable.release, now, signal);
  }
  return now.candidate.release.version === now.stable?.release.version
    ? platform.promote(now.candidate.release, now, signal)
    : platform.abort(now, signal);
}

/** Services that get requests by the route and have nobody to answer them. */
async function unserved(namespace: TestNamespace): Promise<readonly string[]> {
  const client = await namespace.admin();
  const { spec } = await client.require<HttpRoute>(HTTP_ROUTES, "web", signal);
  const backends = spec.rules?.[1]?.backendRefs ?? [];
  const names = backends.filter(({ weight }) => (weight ?? 1) > 0).map(({ name }) => name);
  const found: string[] = [];
  for (const name of names) {
    const labelSelector = `kubernetes.io/service-name=${name}`;
    const slices = await client.list<EndpointSlice>(ENDPOINT_SLICES, { labelSelector }, signal);
    const isServed = slices.some(({ endpoints }) =>
      endpoints?.some(({ conditions }) => conditions?.ready !== false),
    );
    if (!isServed) found.push(name);
  }
  return found;
}

describePeer("Kubernetes, killed", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  const withWeb = async (namespace: TestNamespace, route: KubernetesRoute): Promise<Platform> => {
    await namespace.apply(service(), service("assets", { app: "assets" }), httpRoute());
    await namespace.apply(deployment(2, "registry.test/shop:v1"));
    const platform = await namespace.platform(targetOf(namespace.name, { route }));
    while ((await platform.observe(signal)).stable?.ready !== true) await clock.sleep(20, signal);
    return platform;
  };

  /** Changes a story makes in all, and those its beginning makes. */
  const countChanges = (route: KubernetesRoute, story: Story) =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace, route);
      const { wrap, changes } = killedAt(Number.POSITIVE_INFINITY);
      const platform = await namespace.platform(targetOf(namespace.name, { route }), {
        transport: (_connection, next) => wrap(next),
      });
      const begun = await begin(platform);
      const first = changes();
      await story(platform, begun);
      return { first, all: changes() };
    });

  const dieOnce = (route: KubernetesRoute, name: string, story: Story, at: number): Promise<void> =>
    inNamespace(kubeconfig, async (namespace) => {
      const next = await withWeb(namespace, route);
      const { wrap } = killedAt(at);
      const platform = await namespace.platform(targetOf(namespace.name, { route }), {
        transport: (_connection, inner) => wrap(inner),
      });
      const ended = await begin(platform)
        .then((begun) => story(platform, begun))
        .then(
          () => "done",
          (error: unknown) => (error instanceof Killed ? "killed" : error),
        );
      const where = `${route.kind}, ${name}, after change ${at}`;
      expect([where, ended]).toEqual([where, "killed"]);
      expect([where, await unserved(namespace)]).toEqual([where, []]);
      const end = await oneFurtherRun(next);
      expect([where, end]).toMatchObject([
        where,
        { stable: { ready: true }, candidate: null, candidateWeight: 0 },
      ]);
      expect([where, await leftoversIn(namespace)]).toEqual([where, []]);
      const web = await (await namespace.admin()).require(DEPLOYMENTS, "web", signal);
      expect(web).toMatchObject({ spec: { replicas: 2 } });
    });

  test.each(ROUTES)(
    "a run of route %s that dies at any change is over after one further run: all stable or all candidate, nothing left",
    async (_name, route) => {
      const deaths: (() => Promise<void>)[] = [];
      for (const [name, story] of Object.entries(STORIES)) {
        const { first, all } = await countChanges(route, story);
        expect(all).toBeGreaterThan(first);
        // The beginning is the same in all stories.
        for (let at = deaths.length === 0 ? 1 : first + 1; at <= all; at += 1) {
          deaths.push(() => dieOnce(route, name, story, at));
        }
      }
      while (deaths.length > 0) await Promise.all(deaths.splice(0, TOGETHER).map((die) => die()));
    },
    600_000,
  );
});
