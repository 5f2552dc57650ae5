import { ActionError, type Clock, HttpFailure } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { createApiCaller } from "../../src/kubernetes/client/api-caller.ts";
import { createApiClient } from "../../src/kubernetes/client/api-client.ts";
import type { TransportRequest, TransportResponse } from "../../src/kubernetes/client/transport.ts";
import { DEPLOYMENTS, type KubernetesClient } from "../../src/kubernetes/kubernetes-client.ts";
import { rejection } from "../contract.ts";
import { signal } from "./support/cluster.ts";
import { deployment } from "./support/objects.ts";

type Answer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | HttpFailure;

/** A client whose API server answers as told, at the time of the clock it moves by waiting. */
function clientOf(answer: (request: TransportRequest, nowMs: number) => Answer): {
  readonly client: KubernetesClient;
  readonly requests: TransportRequest[];
  readonly now: () => number;
  readonly refused: boolean[];
} {
  let nowMs = 0;
  const requests: TransportRequest[] = [];
  const refused: boolean[] = [];
  const clock: Clock = {
    now: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
    },
  };
  const caller = createApiCaller({
    connection: {
      server: "https://api.test",
      ca: undefined,
      tlsServerName: undefined,
      isInsecure: false,
      proxyUrl: undefined,
      user: 'user "deployer"',
      credentials: {
        get: async (_signal, isRefused) => {
          refused.push(isRefused);
          return { authorization: `Bearer ${refused.length}`, certificate: undefined };
        },
      },
    },
    transport: {
      close: () => undefined,
      send: async (request): Promise<TransportResponse> => {
        requests.push(request);
        nowMs += 10;
        const found = answer(request, nowMs);
        if (found instanceof HttpFailure) throw found;
        const { status, body = {}, headers = {} } = found;
        return { status, headers, body: JSON.stringify(body), truncated: false };
      },
    },
    clock,
    random: { next: () => 0.5, id: () => "id" },
    redact: (text) => text.replaceAll("hunter2", "***"),
    userAgent: "deploy-actions/test",
  });
  const client = createApiClient({
    caller,
    clock,
    namespace: "shop",
    server: "https://api.test",
    user: 'user "deployer"',
  });
  return { client, requests, now: () => nowMs, refused };
}

const lost = new HttpFailure("reset", "the connection was closed");
const refusedConnection = new HttpFailure("refused", "nothing accepts connections on api.test");
const web = deployment(2);

describe("the Kubernetes client", () => {
  test("survives an API server that is gone for 60 s in the middle", async () => {
    const { client, now } = clientOf((_request, at) =>
      at > 100 && at < 60_100 ? refusedConnection : { status: 200, body: web },
    );
    await client.read(DEPLOYMENTS, "web", signal);
    await client.read(DEPLOYMENTS, "web", signal);
    await client.read(DEPLOYMENTS, "web", signal);
    for (let looks = 0; now() < 60_100 && looks < 20; looks += 1)
      await client.read(DEPLOYMENTS, "web", signal);
    expect(now()).toBeGreaterThan(60_100);
    expect(now()).toBeLessThan(70_000);
  });

  test("gives up after 90 s and names the call, the user and the address", async () => {
    let isUp = true;
    const { client, now } = clientOf(() => (isUp ? { status: 200, body: web } : refusedConnection));
    await client.read(DEPLOYMENTS, "web", signal);
    isUp = false;
    const error = await rejection(client.read(DEPLOYMENTS, "web", signal), "remote");
    expect(error.message).toMatch(
      /^Could not get deployments.apps "web" in namespace shop as user "deployer": nothing accepts/,
    );
    expect(now()).toBeGreaterThan(80_000);
    expect(now()).toBeLessThan(100_000);
  });

  test("gives a wrong address up sooner", async () => {
    const { client, now } = clientOf(() => refusedConnection);
    await rejection(client.read(DEPLOYMENTS, "web", signal), "remote");
    expect(now()).toBeLessThan(25_000);
  });

  test("waits as long as a 429 asks", async () => {
    const { client, now } = clientOf((_request, at) =>
      at < 7_000 ? { status: 429, headers: { "retry-after": "7" } } : { status: 200, body: web },
    );
    await client.read(DEPLOYMENTS, "web", signal);
    expect(now()).toBeGreaterThanOrEqual(7_000);
    expect(now()).toBeLessThan(8_000);
  });

  test("does not wait for a certificate to become another one", async () => {
    const { client, requests } = clientOf(() => new HttpFailure("tls", "self-signed certificate"));
    await rejection(client.read(DEPLOYMENTS, "web", signal), "remote");
    expect(requests).toHaveLength(1);
  });

  test("asks once for a new token when the one it has is refused", async () => {
    const { client, refused } = clientOf((request) =>
      request.headers.authorization === "Bearer 1" ? { status: 401 } : { status: 200, body: web },
    );
    expect(await client.read(DEPLOYMENTS, "web", signal)).toBeDefined();
    expect(refused).toEqual([false, true]);
  });

  test("looks before it repeats a JSON patch whose answer was lost, and does not make it twice", async () => {
    const patched = { ...web, spec: { ...web.spec, replicas: 5 } };
    const { client, requests } = clientOf((request) => {
      if (request.method === "GET") return { status: 200, body: patched };
      return lost;
    });
    const operations = [
      { op: "test", path: "/spec/replicas", value: 2 },
      { op: "replace", path: "/spec/replicas", value: 5 },
    ] as const;
    const found = await client.patch(DEPLOYMENTS, "web", { type: "json", operations }, signal);
    expect(found).toMatchObject({ spec: { replicas: 5 } });
    expect(requests.map(({ method }) => method)).toEqual(["PATCH", "GET"]);
  });

  test("takes its own lost creation for done when the name is there as it wanted it", async () => {
    let posts = 0;
    const { client } = clientOf((request) => {
      if (request.method === "GET")
        return { status: 200, body: { ...web, metadata: { ...web.metadata, uid: "1" } } };
      posts += 1;
      return posts === 1
        ? lost
        : { status: 409, body: { reason: "AlreadyExists", message: "already exists" } };
    });
    expect(await client.create(DEPLOYMENTS, web, signal)).toMatchObject({ metadata: { uid: "1" } });
  });

  test("a name that somebody else took is a conflict", async () => {
    const { client } = clientOf(() => ({
      status: 409,
      body: { reason: "AlreadyExists", message: "already exists" },
    }));
    await rejection(client.create(DEPLOYMENTS, web, signal), "conflict");
  });

  test("a failed test of a JSON patch is a conflict, an invalid object is not", async () => {
    const operations = [{ op: "test", path: "/spec/replicas", value: 2 }] as const;
    const guarded = clientOf(() => ({
      status: 422,
      body: { reason: "Invalid", message: "the server rejected our request" },
    }));
    await rejection(
      guarded.client.patch(DEPLOYMENTS, "web", { type: "json", operations }, signal),
      "conflict",
    );
    const details = { causes: [{ field: "spec.replicas", message: "must be at least 0" }] };
    const invalid = clientOf(() => ({
      status: 422,
      body: { reason: "Invalid", message: "invalid", details },
    }));
    await rejection(invalid.client.patch(DEPLOYMENTS, "web", { type: "json", operations }, signal), "config");
  });

  test("a password in an answer is not printed", async () => {
    const { client } = clientOf(() => ({ status: 500, body: { message: "cannot use hunter2" } }));
    const error = await rejection(client.read(DEPLOYMENTS, "web", signal), "remote");
    expect(error.message).toContain("cannot use ***");
  });

  test("ends as cancelled when the signal aborts", async () => {
    const controller = new AbortController();
    const { client } = clientOf(() => ({ status: 200, body: web }));
    controller.abort();
    const error = await rejection(client.read(DEPLOYMENTS, "web", controller.signal), "cancelled");
    expect(error).toBeInstanceOf(ActionError);
  });
});
