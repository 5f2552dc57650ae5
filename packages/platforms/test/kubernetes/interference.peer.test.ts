import { describe, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { HTTP_ROUTES, type HttpRoute } from "../../src/kubernetes/routes/httproute-rules.ts";
import { rejection } from "../contract.ts";
import { clock } from "../support/ports.ts";
import { isChange, losingAnswers, turningAway } from "./support/broken-transport.ts";
import { inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { leftoversIn } from "./support/leftovers.ts";
import { deployment, httpRoute, service, targetOf } from "./support/objects.ts";

const v2 = { version: "v2" };

async function withWeb(namespace: TestNamespace): Promise<void> {
  await namespace.apply(service(), service("assets", { app: "assets" }), httpRoute());
  await namespace.apply(deployment(2, "registry.test/shop:v1"));
}

/** Somebody writes the two weights of the route, under a name of their own. */
async function writeWeights(
  namespace: TestNamespace,
  stable: number,
  candidate: number,
  manager: string,
): Promise<void> {
  const client = await namespace.admin();
  const { spec } = await client.require<HttpRoute>(HTTP_ROUTES, "web", signal);
  const weights: Readonly<Record<string, number>> = { web: stable, "web-candidate": candidate };
  const rules = (spec.rules ?? []).map((rule) => ({
    ...rule,
    backendRefs: (rule.backendRefs ?? []).map((backend) => ({
      ...backend,
      weight: weights[backend.name] ?? backend.weight,
    })),
  }));
  const path = `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace.name}/httproutes/web`;
  await namespace.raw("PATCH", `${path}?fieldManager=${manager}`, { spec: { rules } });
}

describePeer("Kubernetes, disturbed", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  test("weights edited by hand are seen, named and not written over", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      const platform = await namespace.platform(targetOf(namespace.name));
      const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
      await writeWeights(namespace, 60, 40, "kubectl-edit");
      const now = await platform.observe(signal);
      expect(now.candidateWeight).toBe(40);
      const error = await rejection(platform.setWeight(v2, 50, state, signal), "conflict");
      expect(error.message).toContain("The route was last written by kubectl-edit.");
      expect((await platform.observe(signal)).candidateWeight).toBe(40);
    }));

  test("a GitOps controller that writes the weights back is named and not fought", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      let weightsWritten = 0;
      const platform = await namespace.platform(targetOf(namespace.name), {
        transport: (_connection, next) => ({
          close: () => next.close(),
          send: async (request) => {
            const answer = await next.send(request);
            if (
              isChange(request) &&
              request.path.includes("/httproutes/") &&
              request.body?.includes("2500") === true
            ) {
              weightsWritten += 1;
              await writeWeights(namespace, 100, 0, "argocd-controller");
            }
            return answer;
          },
        }),
      });
      const before = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
      const error = await rejection(platform.setWeight(v2, 25, before, signal), "conflict");
      expect(error.message).toContain(
        "was set to 25 % for the candidate and shows 0 % now: argocd-controller wrote it back",
      );
      expect(error.hint).toContain("ignoreDifferences");
      expect(weightsWritten).toBe(1);
    }));

  test("a GitOps controller that puts the route back later is named at the next step, and an abort still goes through", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      let routeChanges = 0;
      const platform = await namespace.platform(targetOf(namespace.name), {
        transport: (_connection, next) => ({
          close: () => next.close(),
          send: (request) => {
            if (isChange(request) && request.path.includes("/httproutes/")) routeChanges += 1;
            return next.send(request);
          },
        }),
      });
      const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
      expect(routeChanges).toBe(1);
      const path = `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace.name}/httproutes/web`;
      await namespace.raw("PATCH", `${path}?fieldManager=argocd-controller`, httpRoute());
      const error = await rejection(platform.setWeight(v2, 50, state, signal), "conflict");
      expect(error.message).toContain("(stable v1, candidate v2 at 0 %)");
      expect(error.message).toContain("The route was last written by argocd-controller.");
      expect(error.hint).toContain("let it ignore the weights");
      expect(routeChanges).toBe(1);
      await platform.abort(await platform.observe(signal), signal);
      expect(await leftoversIn(namespace)).toEqual([]);
    }));

  test("an autoscaler's count and the pods' status do not change the revision", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      const platform = await namespace.platform(targetOf(namespace.name));
      const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
      const path = `/apis/apps/v1/namespaces/${namespace.name}/deployments/web`;
      await namespace.raw("PATCH", path, { spec: { replicas: 3 } });
      expect((await platform.observe(signal)).revision).toBe(state.revision);
      const aborted = await platform.abort(state, signal);
      expect(aborted).toMatchObject({ candidate: null });
    }));

  test("every answer lost after its change took effect, a whole rollout still goes through", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      let losing: ReturnType<typeof losingAnswers> | undefined;
      const platform = await namespace.platform(targetOf(namespace.name), {
        transport: (_connection, next) => {
          losing = losingAnswers(next);
          return losing;
        },
      });
      const state = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
      expect(state).toMatchObject({ candidate: { release: v2, ready: true }, candidateWeight: 50 });
      const done = await platform.promote(v2, state, signal);
      expect(done).toMatchObject({ stable: { release: v2, ready: true }, candidate: null });
      expect(losing?.lost()).toBeGreaterThan(6);
      expect(await leftoversIn(namespace)).toEqual([]);
    }));

  test("every request turned away twice, a step still goes through", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      const platform = await namespace.platform(targetOf(namespace.name), {
        transport: (_connection, next) => turningAway(next),
        // How long is waited between tries is tested elsewhere.
        clock: { ...clock, sleep: (ms, until) => clock.sleep(Math.min(ms, 20), until) },
      });
      const state = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
      expect(state).toMatchObject({ candidate: { release: v2, ready: true }, candidateWeight: 50 });
    }));

  describe("a weight", () => {
    test("is changed within a second of the API's own time", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        let waitedMs = 0;
        const counting = {
          now: clock.now,
          sleep: (ms: number, until: AbortSignal) => {
            waitedMs += ms;
            return clock.sleep(ms, until);
          },
        };
        const platform = await namespace.platform(targetOf(namespace.name), { clock: counting });
        const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
        waitedMs = 0;
        await platform.setWeight(v2, 50, state, signal);
        // All of our own time is waiting: nothing is computed.
        expect(waitedMs).toBeLessThan(1_000);
      }));
  });
});
