import { startTraffic, type Traffic } from "@deploy-actions/testkit";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describePeer } from "../peers/require-peer.ts";
import { ExampleRun } from "./support/example-run.ts";
import { KubernetesShop } from "./support/kubernetes-shop.ts";
import { RELEASE_LABEL, UsersDoor } from "./support/users-door.ts";

const RUN_MS = 120_000;

// One story: each test goes on where the one before ended. The cluster is a real API server with real controllers; its pods are
// ready but serve nothing, so a door reads route, Services and pods and answers users as a Gateway would send them.
describePeer("the Kubernetes example in a real runner", "DEPLOY_ACTIONS_PEER_ACT", (binary) => {
  describePeer("and a real cluster", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
    describePeer("signed in to an AWS emulator", "DEPLOY_ACTIONS_PEER_MOTO_URL", (aws) => {
      let shop: KubernetesShop;
      let door: UsersDoor;
      let run: ExampleRun;
      let users: Traffic | undefined;

      beforeAll(async () => {
        shop = await KubernetesShop.open(kubeconfig);
        door = await UsersDoor.open(shop.shares);
        run = await ExampleRun.start(binary, {
          example: "kubernetes-canary",
          replacements: {
            // moto makes up clusters, and none of them has an API: the tests' own takes its place.
            "{ eks: shop, region: eu-central-1 }": `{ kubeconfig: ${kubeconfig}, context: deployer }`,
            "namespace: shop": `namespace: ${shop.name}\n      drain: 1s`,
            "httproute/web\n": "httproute/web#app\n",
            "ghcr.io/acme": "registry.test",
            "https://shop.example": door.url,
            "bake: 1m": "bake: 3s",
            "bake: 5m": "bake: 1s",
            "for: 5m": "for: 1s",
            "interval: 10s": "interval: 300ms",
          },
          env: { AWS_ENDPOINT_URL: aws },
        });
      }, RUN_MS);

      afterAll(async () => {
        await users?.stop();
        await run.dispose();
        await door.close();
        await shop.close();
      });

      test(
        "a tag gets its traffic in steps, then all of it, and what runs is of the tag's commit [A12]",
        async () => {
          users = startTraffic({ urls: [door.url], ratePerSecond: 10, labelHeader: RELEASE_LABEL });
          const { exitCode, jobs, errors, log, sha } = await run.deploy("v2");
          const { results, labels } = await users.stop();
          expect({ errors, exitCode, jobs }).toEqual({
            errors: [],
            exitCode: 0,
            jobs: { "deploy/deploy/deploy": "success" },
          });
          expect(log).toMatch(/arn:aws:(iam|sts)::123456789012:\S+shop-deploy/);
          expect(Object.keys(results)).toEqual(["200"]);
          expect(Object.keys(labels).sort()).toEqual(["v1", "v2"]);
          expect((await shop.rules()).map(({ name, backendRefs }) => [name, backendRefs])).toEqual([
            ["static", [expect.objectContaining({ name: "assets" })]],
            ["app", [expect.objectContaining({ name: "web", weight: 1 })]],
          ]);
          expect(await shop.deployments()).toEqual(["web: 2 of registry.test/shop:v2"]);
          expect(await shop.commit()).toBe(sha);
          expect(await shop.leftovers()).toEqual([]);
          expect(run.ledger()).toEqual([{ version: "v2", sha, state: "success", phase: "verified" }]);
        },
        RUN_MS,
      );

      test(
        "a release that is ill is taken back before a user meets it",
        async () => {
          users = startTraffic({ urls: [door.url], ratePerSecond: 10, labelHeader: RELEASE_LABEL });
          const { exitCode, jobs, log } = await run.deploy("v3");
          const { results, labels } = await users.stop();
          expect(exitCode).not.toBe(0);
          expect(jobs).toEqual({ "deploy/deploy/deploy": "failure" });
          expect(log).toMatch(/3 consecutive failures/);
          expect(Object.keys(results)).toEqual(["200"]);
          expect(Object.keys(labels)).toEqual(["v2"]);
          expect((await shop.rules()).at(1)?.backendRefs).toEqual([
            expect.objectContaining({ name: "web", weight: 1 }),
          ]);
          expect(await shop.deployments()).toEqual(["web: 2 of registry.test/shop:v2"]);
          expect(await shop.leftovers()).toEqual([]);
          expect(run.ledger().at(-1)).toMatchObject({ version: "v3", state: "failure", phase: "aborted" });
        },
        RUN_MS,
      );

      test("GitHub would have accepted all of it", () => {
        expect(run.github.violations).toEqual([]);
      });
    });
  });
});
