import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { ROLLOUTS, type Rollout } from "../../src/kubernetes/engines/argo/rollout-object.ts";
import type { KubernetesObject } from "../../src/kubernetes/kubernetes-client.ts";
import type { Platform } from "../../src/platform.ts";
import { rejection } from "../contract.ts";
import { inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { applyRollout, NGINX, rollout, rolloutTarget, STEPS } from "./support/rollout-objects.ts";

const KUBECONFIG = process.env.DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG ?? "";
const v1 = { version: "v1" };
const v2 = { version: "v2", commit: "2".repeat(40) };
const v3 = { version: "v3" };

const load = async (namespace: TestNamespace): Promise<Rollout> =>
  (await namespace.admin()).require<Rollout>(ROLLOUTS, "web", signal);

/** A Rollout of v1, promoted, and the platform on it. */
async function withStable(
  namespace: TestNamespace,
  strategy: object = { canary: { ...NGINX, steps: STEPS } },
): Promise<Platform> {
  await applyRollout(namespace, rollout(0, strategy));
  const platform = await namespace.platform(rolloutTarget(namespace.name));
  await deploy(platform, v1);
  return platform;
}

/** A release to its end. */
async function deploy(platform: Platform, release: { readonly version: string }): Promise<void> {
  const started = await platform.setWeight(release, 0, await platform.observe(signal), signal);
  await platform.promote(release, started, signal);
}

describePeer("The engine Argo Rollouts", "DEPLOY_ACTIONS_PEER_ARGO_ROLLOUTS", () => {
  test("starts at the Rollout's own first pause, is resumed to a later one and says where it is [A28]", () =>
    inNamespace(KUBECONFIG, async (namespace) => {
      const platform = await withStable(namespace);
      const before = await platform.observe(signal);
      expect(before.engine).toMatchObject({ phase: "idle", inconclusive: false });
      const started = await platform.setWeight(v2, 0, before, signal);
      expect(started).toMatchObject({
        stable: { release: v1, ready: true },
        candidate: { release: v2, ready: true },
        candidateWeight: 0,
        engine: { phase: "waiting", message: "Paused: CanaryPauseStep, step 2 of 9", inconclusive: false },
      });
      const at25 = await platform.setWeight(v2, 25, started, signal);
      expect(at25).toMatchObject({
        candidateWeight: 25,
        engine: { phase: "waiting", message: "Paused: CanaryPauseStep, step 7 of 9" },
      });
      expect((await load(namespace)).status).toMatchObject({
        currentStepIndex: 6,
        canary: { weights: { canary: { weight: 25 } } },
      });
      const back = await platform.setWeight(v2, 10, at25, signal);
      expect(back).toMatchObject({ candidateWeight: 10, engine: { phase: "waiting" } });
    }));

  test("is told again to go on when its controller has missed it", () =>
    inNamespace(KUBECONFIG, async (namespace) => {
      const platform = await withStable(namespace);
      const started = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
      const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace.name}/rollouts/web`;
      const leaveTo = (instance: string | null): Promise<unknown> =>
        namespace.raw("PATCH", path, {
          metadata: { labels: { "argo-rollouts.argoproj.io/controller-instance-id": instance } },
        });
      // The controller no longer sees it, so the resume is not answered.
      await leaveTo("another");
      const going = platform.setWeight(v2, 10, started, signal);
      const { status } = await untilRollout(namespace, ({ controllerPause }) => controllerPause !== true);
      expect(status).toMatchObject({ currentStepIndex: 2, controllerPause: false });
      expect(status?.pauseConditions ?? []).toEqual([]);
      await leaveTo(null);
      expect(await going).toMatchObject({ candidateWeight: 10, engine: { phase: "waiting" } });
    }));

  test("is promoted to its end from any step, and nothing but the release stays [A28]", () =>
    inNamespace(KUBECONFIG, async (namespace) => {
      const platform = await withStable(namespace);
      const { spec } = await load(namespace);
      const state = await platform.setWeight(v2, 10, await platform.observe(signal), signal);
      const done = await platform.promote(v2, state, signal);
      expect(done).toMatchObject({
        stable: { release: v2, ready: true },
        candidate: null,
        engine: { phase: "idle" },
      });
      const after = await load(namespace);
      expect(after.status?.phase).toBe("Healthy");
      expect(after.spec.strategy).toEqual(spec.strategy);
      const marks = Object.keys(after.metadata.annotations ?? {}).filter((name) =>
        name.includes("deploy-actions"),
      );
      expect(marks).toEqual([]);
    }));

  test("is aborted to the very pods of before and left healthy, not degraded [A28]", () =>
    inNamespace(KUBECONFIG, async (namespace) => {
      const platform = await withStable(namespace);
      const before = await load(namespace);
      const state = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
      const aborted = await platform.abort(state, signal);
      expect(aborted).toMatchObject({
        stable: { release: v1, ready: true },
        candidate: null,
        candidateWeight: 0,
        engine: { phase: "idle" },
      });
      const after = await load(namespace);
      expect(after.status).toMatchObject({ phase: "Healthy", stableRS: before.status?.stableRS });
      expect(after.spec.template?.spec.containers[0]?.image).toBe("registry.test/shop:v1");
    }));

  test("that somebody aborted is reported as failed, and begins again when it is asked for", () =>
    inNamespace(KUBECONFIG, async (namespace) => {
      const platform = await withStable(namespace);
      await platform.setWeight(v2, 25, await platform.observe(signal), signal);
      const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace.name}/rollouts/web/status`;
      await namespace.raw("PATCH", path, { status: { abort: true } });
      const failed = await until(platform, isTakenBack);
      expect(failed).toMatchObject({
        stable: { release: v1, ready: true },
        candidate: { release: v2, ready: false, failure: { reason: "rolled_back" } },
        candidateWeight: 0,
      });
      expect(failed.engine?.message).toContain("RolloutAborted");
      const again = await platform.setWeight(v2, 0, failed, signal);
      expect(again).toMatchObject({
        candidate: { release: v2, ready: true },
        candidateWeight: 0,
        engine: { phase: "waiting" },
      });
      expect(namespace.log.lines).toContain(
        `info Rollout ${namespace.name}/web was aborted: it begins again.`,
      );
    }));

  test("goes straight back to an earlier release, past all steps [A28]", () =>
    inNamespace(KUBECONFIG, async (namespace) => {
      const platform = await withStable(namespace);
      await deploy(platform, v2);
      await deploy(platform, v3);
      const restored = await platform.restore(v1, await platform.observe(signal), signal);
      expect(restored).toMatchObject({
        stable: { release: v1, ready: true },
        candidate: null,
        engine: { phase: "idle" },
      });
      expect(namespace.log.lines.join("\n")).toMatch(/Rollout \S+\/web goes back to v1 by revision \d+\./);
      expect((await load(namespace)).status).toMatchObject({ phase: "Healthy" });
    }));

  test.each([
    ["bad", "crash_loop", "ends again and again"],
    ["bad-image-pull", "image_pull", "cannot be pulled"],
  ])("that gets no pods up (%s) says what the pods have", (version, reason, text) =>
    inNamespace(KUBECONFIG, async (namespace) => {
      const platform = await withStable(namespace);
      const state = await platform.setWeight({ version }, 0, await platform.observe(signal), signal);
      expect(state).toMatchObject({
        stable: { release: v1, ready: true },
        candidate: { ready: false, failure: { reason } },
        candidateWeight: 0,
      });
      expect(state.candidate?.failure?.text).toContain(text);
      const refused = await rejection(platform.setWeight({ version }, 25, state, signal), "conflict");
      expect(refused.message).toContain(text);
      expect(await platform.abort(state, signal)).toMatchObject({ stable: { release: v1 }, candidate: null });
    }),
  );

  test("moves a blue-green Rollout all at once, and takes it back", () =>
    inNamespace(KUBECONFIG, async (namespace) => {
      const blueGreen = {
        activeService: "web",
        previewService: "web-candidate",
        autoPromotionEnabled: false,
      };
      const platform = await withStable(namespace, { blueGreen });
      const tested = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
      expect(tested).toMatchObject({ candidate: { release: v2, ready: true }, engine: { phase: "waiting" } });
      const switched = await platform.setWeight(v2, 100, tested, signal);
      expect(switched).toMatchObject({
        stable: { release: v1 },
        candidate: { release: v2 },
        candidateWeight: 100,
      });
      const aborted = await platform.abort(switched, signal);
      expect(aborted).toMatchObject({ stable: { release: v1, ready: true }, candidate: null });
      const half = rejection(platform.setWeight(v2, 50, aborted, signal), "config");
      expect((await half).message).toContain("is blue-green and moves all traffic at once");
    }));

  test("a template that somebody writes meanwhile is named, and not written over", () =>
    inNamespace(KUBECONFIG, async (namespace) => {
      const platform = await withStable(namespace);
      const state = await platform.setWeight(v2, 10, await platform.observe(signal), signal);
      const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace.name}/rollouts/web?fieldManager=argocd-controller`;
      const { spec } = await load(namespace);
      const [container] = spec.template?.spec.containers ?? [];
      const containers = [{ ...container, image: "registry.test/shop:v9" }];
      await namespace.raw("PATCH", path, { spec: { template: { spec: { containers } } } });
      const error = await rejection(platform.setWeight(v2, 25, state, signal), "conflict");
      expect(error.message).toContain("v9");
      expect((await load(namespace)).spec.template?.spec.containers[0]?.image).toBe("registry.test/shop:v9");
    }));

  describe("with an analysis of its own", () => {
    let value = 0;
    let server: Server;
    let port = 0;
    beforeAll(async () => {
      server = createServer((_request, response) => {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ value }));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const address = server.address();
      if (typeof address === "object" && address !== null) port = address.port;
    });
    afterAll(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    });

    const template = (): KubernetesObject => {
      const web = { url: `http://127.0.0.1:${port}/`, jsonPath: "{$.value}" };
      const metric = {
        name: "error-rate",
        successCondition: "result < 1",
        failureCondition: "result > 10",
        provider: { web },
      };
      const object = {
        apiVersion: "argoproj.io/v1alpha1",
        kind: "AnalysisTemplate",
        metadata: { name: "errors" },
        spec: { metrics: [metric] },
      };
      return object;
    };
    const analysis = { templates: [{ templateName: "errors" }] };
    const steps = [
      { setCanaryScale: { replicas: 1 } },
      { pause: {} },
      { setCanaryScale: { matchTrafficWeight: true } },
      { setWeight: 25 },
      { analysis },
      { setWeight: 50 },
      { pause: {} },
    ];

    test("that cannot decide waits for a person and is not skipped; one that is content goes on", () =>
      inNamespace(KUBECONFIG, async (namespace) => {
        await namespace.apply(template());
        const platform = await withStable(namespace, { canary: { ...NGINX, steps } });
        value = 5;
        const started = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
        const error = await rejection(platform.setWeight(v2, 50, started, signal), "remote");
        expect(error.message).toContain("waits for a person: analysis run");
        const waiting = await platform.observe(signal);
        expect(waiting).toMatchObject({
          candidateWeight: 25,
          engine: { phase: "waiting", inconclusive: true },
        });
        expect(waiting.engine?.message).toContain("is inconclusive");
        await platform.abort(waiting, signal);
        value = 0;
        const again = await platform.setWeight(v3, 50, await platform.observe(signal), signal);
        expect(again).toMatchObject({ candidate: { release: v3 }, candidateWeight: 50 });
      }));

    test("that fails has the release taken back by the engine, and that is told", () =>
      inNamespace(KUBECONFIG, async (namespace) => {
        await namespace.apply(template());
        const platform = await withStable(namespace, { canary: { ...NGINX, steps } });
        value = 50;
        const started = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
        const error = await rejection(platform.setWeight(v2, 50, started, signal), "conflict");
        expect(error.message).toContain("Argo Rollouts took v2 back");
        const failed = await until(platform, isTakenBack);
        expect(failed.engine?.message).toContain("error-rate");
        expect(failed.candidate?.failure?.reason).toBe("rolled_back");
        expect(await platform.abort(failed, signal)).toMatchObject({
          stable: { release: v1, ready: true },
          candidate: null,
          engine: { phase: "idle" },
        });
      }));
  });

  test("refuses in the plan the weights at which the Rollout does not stop, with the lines to add", () =>
    inNamespace(KUBECONFIG, async (namespace) => {
      const own = [{ setWeight: 10 }, { pause: { duration: "10m" } }, { setWeight: 50 }, { pause: {} }];
      await applyRollout(namespace, rollout(0, { canary: { ...NGINX, steps: own } }));
      const platform = await namespace.platform(rolloutTarget(namespace.name));
      const where = `Rollout ${namespace.name}/web`;
      expect(await platform.planProblems?.([10, 30, 50, 100], signal)).toEqual([
        `the pause of ${where} at 10 % ends by itself after 10m: write \`- pause: {}\` there`,
        `${where} stops at 10 %, 50 %, not at 30 %: add \`- setWeight: 30\` and \`- pause: {}\` to its canary steps`,
      ]);
      expect(await platform.planProblems?.([0], signal)).toHaveLength(1);
    }));

  test("that is not there is named with the nearest one, before anything is touched", () =>
    inNamespace(KUBECONFIG, async (namespace) => {
      await applyRollout(namespace, rollout(0, { canary: { ...NGINX, steps: STEPS } }));
      const wishes = { workload: { kind: "rollout", name: "wbe" } } as const;
      const platform = await namespace.platform(rolloutTarget(namespace.name, wishes));
      const problems = (await platform.preflight?.(signal)) ?? [];
      expect(problems).toMatchObject([{ code: "not_found" }]);
      expect(problems[0]?.text).toContain('Did you mean "web"?');
    }));
});

type State = Awaited<ReturnType<Platform["observe"]>>;

/** Argo Rollouts has given it up, and the traffic is back. */
function isTakenBack({ engine, candidateWeight }: State): boolean {
  return engine?.phase === "failed" && candidateWeight === 0;
}

/** Looks until the platform shows it. */
async function untilRollout(
  namespace: TestNamespace,
  isThere: (status: NonNullable<Rollout["status"]>) => boolean,
): Promise<Rollout> {
  for (let look = 0; look < 300; look += 1) {
    const found = await load(namespace);
    if (isThere(found.status ?? {})) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not seen: ${JSON.stringify((await load(namespace)).status)}`);
}

async function until(platform: Platform, isSeen: (state: State) => boolean): Promise<State> {
  for (let look = 0; look < 300; look += 1) {
    const state = await platform.observe(signal);
    if (isSeen(state)) return state;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not seen: ${JSON.stringify(await platform.observe(signal))}`);
}
