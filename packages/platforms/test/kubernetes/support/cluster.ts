import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import type { ApiCall, Clock, Log } from "@deploy-actions/kernel";
import type { KubernetesTarget } from "@deploy-actions/rollout";
import { jest } from "@jest/globals";
import type { ClusterConnection } from "../../../src/kubernetes/access/cluster-connection.ts";
import { connectKubeconfig } from "../../../src/kubernetes/access/connect-kubeconfig.ts";
import { readKubeconfig } from "../../../src/kubernetes/access/read-kubeconfig.ts";
import { createNodeTransport } from "../../../src/kubernetes/client/node-transport.ts";
import type { KubernetesTransport } from "../../../src/kubernetes/client/transport.ts";
import type { KubernetesClient, KubernetesObject } from "../../../src/kubernetes/kubernetes-client.ts";
import { createKubernetesPlatform } from "../../../src/kubernetes/kubernetes-platform.ts";
import { applyObject } from "../../../src/kubernetes/manifests/manifests.ts";
import { openKubernetesClient } from "../../../src/kubernetes/open-kubernetes-client.ts";
import type { Platform } from "../../../src/platform.ts";
import { clock, exec } from "../../support/ports.ts";

// A cluster on two busy cores takes its time; no test depends on how much.
jest.setTimeout(120_000);

export const signal: AbortSignal = new AbortController().signal;

/** What a log was told. */
export class LinesLog implements Log {
  readonly lines: string[] = [];
  info = (message: string): void => void this.lines.push(`info ${message}`);
  debug = (message: string): void => void this.lines.push(`debug ${message}`);
  notice = (message: string): void => void this.lines.push(`notice ${message}`);
  warning = (message: string): void => void this.lines.push(`warning ${message}`);
  error = (message: string): void => void this.lines.push(`error ${message}`);
  foreign = (text: string): void => void this.lines.push(text);
  group = <T>(_title: string, body: () => Promise<T>): Promise<T> => body();
}

/** Real time, in which looks follow each other quickly: how long is waited between them is tested without a cluster. */
export const hasty: Clock = {
  now: clock.now,
  sleep: (ms, until) => clock.sleep(Math.min(ms, 100), until),
};

export const secrets = { mask: (value: string) => value, redact: (text: string) => text };

/** How a client of a test differs from the usual one. */
export interface ClientWishes {
  /** Context of the kubeconfig; `undefined`: the admin. */
  readonly context?: string;
  readonly namespace?: string;
  readonly transport?: (connection: ClusterConnection, next: KubernetesTransport) => KubernetesTransport;
  readonly onCall?: (call: ApiCall) => void;
  readonly clock?: Clock;
}

/** A namespace of its own in the tests' cluster, and what stands in it. */
export class TestNamespace {
  readonly name = `platform-${randomUUID().slice(0, 8)}`;
  readonly log = new LinesLog();
  readonly kubeconfig: string;
  #admin: KubernetesClient | undefined;

  constructor(kubeconfig: string) {
    this.kubeconfig = kubeconfig;
  }

  async open(): Promise<this> {
    await this.raw("POST", "/api/v1/namespaces", { metadata: { name: this.name } });
    return this;
  }

  async close(): Promise<void> {
    await this.raw("DELETE", `/api/v1/namespaces/${this.name}`);
  }

  async client(wishes: ClientWishes = {}): Promise<KubernetesClient> {
    return openKubernetesClient({
      access: { kind: "kubeconfig", path: this.kubeconfig, context: wishes.context },
      namespace: wishes.namespace ?? this.name,
      clock: wishes.clock ?? hasty,
      random: { next: Math.random, id: randomUUID },
      exec,
      secrets,
      log: this.log,
      env: {},
      transport: (connection) => {
        const next = failingBadPods(createNodeTransport(connection, {}));
        return wishes.transport?.(connection, next) ?? next;
      },
      ...(wishes.onCall === undefined ? {} : { onCall: wishes.onCall }),
    });
  }

  async admin(): Promise<KubernetesClient> {
    this.#admin ??= await this.client();
    return this.#admin;
  }

  async platform(
    target: KubernetesTarget,
    wishes: ClientWishes = {},
    workspace = tmpdir(),
  ): Promise<Platform> {
    const client = await this.client(wishes);
    return createKubernetesPlatform({
      target,
      client,
      clock: wishes.clock ?? hasty,
      log: this.log,
      workspace,
    });
  }

  async apply(...objects: readonly KubernetesObject[]): Promise<void> {
    const admin = await this.admin();
    for (const object of objects) await applyObject(admin, object, signal);
  }

  /** Any call as the admin; the answer parsed. */
  async raw(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<unknown> {
    const config = await readKubeconfig(this.kubeconfig, {});
    const connection = await connectKubeconfig(config, undefined, { exec, secrets, clock, env: {} });
    const { authorization, certificate } = await connection.credentials.get(signal, false);
    const transport = createNodeTransport(connection, {});
    try {
      const answer = await transport.send({
        method,
        path,
        headers: {
          "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json",
          ...(authorization === undefined ? {} : { authorization }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        certificate,
        timeoutMs: 10_000,
        maxBodyBytes: 10_000_000,
        signal,
      });
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
      return JSON.parse(answer.body);
    } finally {
      transport.close();
    }
  }
}

/**
 * Plays an admission webhook: pods of an image with the tag `bad` crash, of `bad-oom`, `bad-image-pull`, … fail in that way (what
 * the cluster's kubelets know), of `bad-unschedulable` fit on no node.
 */
export function failingBadPods(next: KubernetesTransport): KubernetesTransport {
  return {
    close: () => next.close(),
    send: (request) => {
      const { body } = request;
      if (body === undefined || !BAD.test(body)) return next.send(request);
      const changed: unknown = JSON.parse(body, (_key, value: unknown) => {
        if (!isTemplate(value)) return value;
        const bad = BAD.exec(JSON.stringify(value.spec));
        if (bad === null) return value;
        const kind = bad[1]?.slice(1) ?? "crash-loop";
        if (kind === "unschedulable")
          return { ...value, spec: { ...value.spec, nodeSelector: { "peer.test/no": "node" } } };
        const annotations = { ...value.metadata?.annotations, "peer.test/fail": kind };
        return { ...value, metadata: { ...value.metadata, annotations } };
      });
      return next.send({ ...request, body: JSON.stringify(changed) });
    },
  };
}

const BAD = /:bad(-[a-z-]+)?"/;

interface Template {
  readonly metadata?: { readonly annotations?: Record<string, string> };
  readonly spec: { readonly containers: unknown };
}

function isTemplate(value: unknown): value is Template {
  return (
    typeof value === "object" &&
    value !== null &&
    "spec" in value &&
    typeof value.spec === "object" &&
    value.spec !== null &&
    "containers" in value.spec &&
    !("kind" in value)
  );
}

/** Runs a body in a namespace of its own, which is deleted when it ends. */
export async function inNamespace<T>(
  kubeconfig: string,
  body: (namespace: TestNamespace) => Promise<T>,
): Promise<T> {
  const namespace = await new TestNamespace(kubeconfig).open();
  try {
    return await body(namespace);
  } finally {
    await namespace.close();
  }
}
