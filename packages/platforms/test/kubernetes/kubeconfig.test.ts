import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Exec, ExecRequest } from "@deploy-actions/kernel";
import { ActionError } from "@deploy-actions/kernel";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { ClusterConnection } from "../../src/kubernetes/access/cluster-connection.ts";
import { connectInCluster } from "../../src/kubernetes/access/connect-in-cluster.ts";
import { connectKubeconfig } from "../../src/kubernetes/access/connect-kubeconfig.ts";
import { readKubeconfig } from "../../src/kubernetes/access/read-kubeconfig.ts";
import { DEPLOYMENTS } from "../../src/kubernetes/kubernetes-client.ts";
import { openKubernetesClient } from "../../src/kubernetes/open-kubernetes-client.ts";
import { rejection } from "../contract.ts";
import { exec as realExec } from "../support/ports.ts";
import { quietLog } from "../support/quiet-log.ts";
import { signal } from "./support/cluster.ts";

const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const KEY = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kubeconfig-"));
});
afterAll(() => rm(folder, { recursive: true }));

const masked: string[] = [];
const secrets = {
  mask: (value: string) => {
    masked.push(value);
    return value;
  },
  redact: (text: string) => text.replaceAll("s3cret-token", "***"),
};

interface Wishes {
  readonly cluster?: object;
  readonly user?: object;
  readonly current?: string | undefined;
}

function config(wishes: Wishes = {}): string {
  const cluster = { server: "https://api.test:6443", ...wishes.cluster };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "current" in wishes ? wishes.current : "shop",
    clusters: [{ name: "main", cluster }],
    users: [{ name: "deployer", user: wishes.user ?? {} }],
    contexts: [{ name: "shop", context: { cluster: "main", user: "deployer" } }],
  });
}

async function connect(
  wishes: Wishes,
  options: { readonly exec?: Exec; readonly context?: string; readonly now?: () => number } = {},
): Promise<ClusterConnection> {
  const file = join(folder, "config");
  await writeFile(file, config(wishes));
  const exec = options.exec ?? { run: () => Promise.reject(new Error("no program is to be run")) };
  const clock = { now: options.now ?? (() => 0), sleep: async () => undefined };
  const ports = { exec, secrets, clock, env: { PATH: "/bin" } };
  return connectKubeconfig(await readKubeconfig(file, {}), options.context, ports);
}

describe("a kubeconfig", () => {
  test("signs in with a token, which is masked on receipt", async () => {
    const connection = await connect({ user: { token: "s3cret-token" } });
    expect(connection).toMatchObject({
      server: "https://api.test:6443",
      user: 'user "deployer"',
      isInsecure: false,
    });
    expect(await connection.credentials.get(signal, false)).toEqual({
      authorization: "Bearer s3cret-token",
      certificate: undefined,
    });
    expect(masked).toContain("s3cret-token");
  });

  test("reads a token file anew each time, because it is renewed", async () => {
    await writeFile(join(folder, "token"), "first\n");
    const { credentials } = await connect({ user: { tokenFile: "token", token: "ignored" } });
    expect(await credentials.get(signal, false)).toMatchObject({ authorization: "Bearer first" });
    await writeFile(join(folder, "token"), "second\n");
    expect(await credentials.get(signal, false)).toMatchObject({ authorization: "Bearer second" });
  });

  test("trusts a CA from its data or from a file beside it", async () => {
    await writeFile(join(folder, "ca.pem"), PEM);
    const fromData = await connect({ cluster: { "certificate-authority-data": base64(PEM) } });
    const fromFile = await connect({ cluster: { "certificate-authority": "ca.pem" } });
    expect(fromData.ca).toBe(PEM);
    expect(fromFile.ca).toBe(PEM);
  });

  test("signs in with a client certificate and masks its key", async () => {
    const user = { "client-certificate-data": base64(PEM), "client-key-data": base64(KEY) };
    const { credentials } = await connect({ user });
    expect(await credentials.get(signal, false)).toEqual({
      authorization: undefined,
      certificate: { certificate: PEM, key: KEY },
    });
    expect(masked).toContain(KEY);
  });

  test("keeps the flags of its cluster", async () => {
    const cluster = {
      "insecure-skip-tls-verify": true,
      "tls-server-name": "kubernetes",
      "proxy-url": "http://proxy.test:3128",
    };
    expect(await connect({ cluster })).toMatchObject({
      isInsecure: true,
      tlsServerName: "kubernetes",
      proxyUrl: "http://proxy.test:3128",
    });
  });

  test.each([
    [
      "an auth-provider",
      { user: { "auth-provider": { name: "gcp" } } },
      'auth-provider "gcp", which Kubernetes removed',
    ],
    ["impersonation", { user: { as: "root" } }, "impersonates another one"],
    [
      "a certificate without a key",
      { user: { "client-certificate-data": base64(PEM) } },
      "has no client-key",
    ],
    [
      "a CA that is no PEM",
      { cluster: { "certificate-authority-data": "AAAA" } },
      "is not the base64 of a PEM",
    ],
    ["a CA file that is not there", { cluster: { "certificate-authority": "gone.pem" } }, "does not exist"],
    ["a server that is no address", { cluster: { server: "api.test" } }, 'is no URL: "api.test"'],
    ["no current context", { current: undefined }, "has no current context"],
  ])("refuses %s", async (_name, wishes, text) => {
    expect((await rejection(connect(wishes), "config")).message).toContain(text);
  });

  test("names the nearest context", async () => {
    const error = await rejection(connect({}, { context: "shpo" }), "config");
    expect(error.message).toContain('has no context "shpo". Did you mean "shop"?');
  });

  test("of several files the first that names something counts, as in kubectl", async () => {
    const [first, second] = [join(folder, "first"), join(folder, "second")];
    await writeFile(
      first,
      JSON.stringify({ "current-context": "shop", users: [{ name: "deployer", user: { token: "one" } }] }),
    );
    await writeFile(second, config({ user: { token: "two" }, current: "other" }));
    const merged = await readKubeconfig(undefined, {
      KUBECONFIG: [first, join(folder, "missing"), second].join(delimiter),
    });
    expect(merged.currentContext).toBe("shop");
    const clock = { now: () => 0, sleep: async () => undefined };
    const exec = { run: () => Promise.reject(new Error("none")) };
    const connection = await connectKubeconfig(merged, undefined, { exec, secrets, clock, env: {} });
    expect(await connection.credentials.get(signal, false)).toMatchObject({ authorization: "Bearer one" });
  });

  test("that is not there is said with where its name came from", async () => {
    const error = await rejection(readKubeconfig(undefined, { KUBECONFIG: "/nowhere/config" }), "config");
    expect(error.message).toContain("/nowhere/config (named by KUBECONFIG) does not exist");
  });

  test("that is not YAML is said with its line", async () => {
    const file = join(folder, "broken");
    await writeFile(file, "clusters:\n  - name: [\n");
    const error = await rejection(readKubeconfig(file, {}), "config");
    expect(error.location).toMatchObject({ file, line: expect.any(Number) });
  });
});

describe("an exec plugin", () => {
  const plugin = {
    exec: {
      apiVersion: "client.authentication.k8s.io/v1",
      command: "cloud-login",
      args: ["token"],
      env: [{ name: "PROFILE", value: "shop" }],
      installHint: "npm install --global cloud-login",
      provideClusterInfo: true,
      interactiveMode: "IfAvailable",
    },
  };
  const answering = (runs: ExecRequest[], status: () => object, exitCode = 0, stderr = ""): Exec => ({
    run: async (request) => {
      runs.push(request);
      const stdout = JSON.stringify({ kind: "ExecCredential", status: status() });
      return { exitCode, stdout, stderr, truncated: false, timedOut: false, durationMs: 1 };
    },
  });

  test("is run by argv with what client-go gives it, and again before its token ends", async () => {
    const runs: ExecRequest[] = [];
    let now = 0;
    const status = () => ({
      token: `token-${runs.length}`,
      expirationTimestamp: new Date(now + 600_000).toISOString(),
    });
    const { credentials } = await connect(
      { user: plugin },
      { exec: answering(runs, status), now: () => now },
    );
    expect(await credentials.get(signal, false)).toMatchObject({ authorization: "Bearer token-1" });
    now = 500_000;
    expect(await credentials.get(signal, false)).toMatchObject({ authorization: "Bearer token-1" });
    now = 550_000;
    expect(await credentials.get(signal, false)).toMatchObject({ authorization: "Bearer token-2" });
    expect(await credentials.get(signal, true)).toMatchObject({ authorization: "Bearer token-3" });
    expect(runs[0]?.argv).toEqual(["cloud-login", "token"]);
    expect(runs[0]?.env).toMatchObject({ PATH: "/bin", PROFILE: "shop" });
    expect(JSON.parse(runs[0]?.env.KUBERNETES_EXEC_INFO ?? "")).toMatchObject({
      apiVersion: "client.authentication.k8s.io/v1",
      kind: "ExecCredential",
      spec: { interactive: false, cluster: { server: "https://api.test:6443" } },
    });
  });

  test("may hand out a certificate", async () => {
    const status = () => ({ clientCertificateData: PEM, clientKeyData: KEY });
    const { credentials } = await connect({ user: plugin }, { exec: answering([], status) });
    expect(await credentials.get(signal, false)).toMatchObject({
      certificate: { certificate: PEM, key: KEY },
    });
  });

  test("that is missing is named with its own hint how to install it", async () => {
    const exec = { run: () => Promise.reject(new ActionError("config", "not found")) };
    const { credentials } = await connect({ user: plugin }, { exec });
    const error = await rejection(credentials.get(signal, false), "config");
    expect(error.message).toContain('The exec plugin cloud-login of user "deployer"');
    expect(error.message).toContain("is not installed");
    expect(error.hint).toBe("npm install --global cloud-login");
  });

  test("that is missing on this machine is named before anything is asked of the cluster", async () => {
    const file = join(folder, "with-plugin");
    const command = "./no-such-cloud-login";
    await writeFile(file, config({ user: { exec: { ...plugin.exec, command, installHint: undefined } } }));
    const client = await openKubernetesClient({
      access: { kind: "kubeconfig", path: file, context: undefined },
      namespace: "shop",
      clock: { now: () => 0, sleep: async () => undefined },
      random: { next: () => 0, id: () => "id" },
      exec: realExec,
      secrets,
      log: quietLog(),
      env: {},
      transport: () => ({
        send: () => Promise.reject(new Error("nothing is to be asked")),
        close: () => undefined,
      }),
    });
    const error = await rejection(client.read(DEPLOYMENTS, "web", signal), "config");
    expect(error.message).toContain(
      `The exec plugin ${join(folder, "no-such-cloud-login")} of user "deployer"`,
    );
    expect(error.message).toContain("is not installed on this runner");
    expect(error.hint).toContain("Install ");
  });

  test("that fails says what it printed, without secrets", async () => {
    const exec = answering([], () => ({}), 1, "denied for s3cret-token");
    const { credentials } = await connect({ user: plugin }, { exec });
    const error = await rejection(credentials.get(signal, false), "permission");
    expect(error.message).toContain("ended with exit code 1: denied for ***");
  });

  test.each([
    [
      "an old apiVersion",
      { exec: { ...plugin.exec, apiVersion: "client.authentication.k8s.io/v1alpha1" } },
      "v1alpha1",
    ],
    ["a plugin that asks a person", { exec: { ...plugin.exec, interactiveMode: "Always" } }, "asks a person"],
  ])("is refused with %s", async (_name, user, text) => {
    expect((await rejection(connect({ user }), "config")).message).toContain(text);
  });
});

describe("in a pod", () => {
  test("the service account's token is read anew each time", async () => {
    await writeFile(join(folder, "ca.crt"), PEM);
    await writeFile(join(folder, "token"), "pod-1");
    const env = { KUBERNETES_SERVICE_HOST: "fd00::1", KUBERNETES_SERVICE_PORT: "443" };
    const connection = await connectInCluster(env, secrets, folder);
    expect(connection).toMatchObject({ server: "https://[fd00::1]:443", ca: PEM });
    await writeFile(join(folder, "token"), "pod-2");
    expect(await connection.credentials.get(signal, false)).toMatchObject({ authorization: "Bearer pod-2" });
  });

  test("anywhere else it is said that this is no pod", async () => {
    const error = await rejection(connectInCluster({}, secrets, folder), "config");
    expect(error.message).toContain("this does not run in a pod");
  });
});
