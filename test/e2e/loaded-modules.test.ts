import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { startWebhookReceiver, type WebhookReceiver } from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ROOT, runDoor } from "../support/door.ts";
import { createWorkspace, type Workspace } from "../support/workspace.ts";

/** A text that only the code of the client has, whatever a bundler names the file. */
const MARKS = {
  "AWS SDK": "x-amz-user-agent",
  ECS: "AmazonEC2ContainerServiceV20141113",
  "elastic load balancing": "2015-12-01",
  Lambda: "/2015-03-31/functions",
  CloudFront: "2020-05-31",
  ECR: "AmazonEC2ContainerRegistry_V20150921",
  RDS: "2014-10-31",
  CloudWatch: "GraniteServiceVersion20100801",
  "Systems Manager": "AmazonSSM",
  "Azure SDK": "msal.js.node",
  Kubernetes: "application/apply-patch",
  HAProxy: "show stat",
} as const;
type Client = keyof typeof MARKS;

const clients = Object.keys(MARKS) as Client[];
const main = join(ROOT, "dist/main");
const preload = pathToFileURL(join(ROOT, "test/support/record-modules.mjs")).href;

let workspace: Workspace;
let nobody: WebhookReceiver;

beforeEach(async () => {
  nobody = await startWebhookReceiver();
  nobody.always({ status: 403, body: { message: "nobody may" } });
  workspace = createWorkspace({});
});

afterEach(async () => {
  await nobody.close();
  workspace.dispose();
});

function clientsIn(files: Iterable<string>): readonly Client[] {
  const texts = [...files].map((file) => readFileSync(file, "utf8"));
  return clients.filter((client) => texts.some((text) => text.includes(MARKS[client])));
}

/** The clients that a plan for this target loads; it is refused by everybody it asks. */
async function loadedFor(
  target: string,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly Client[]> {
  const record = join(workspace.path, "modules.txt");
  workspace.write({
    "modules.txt": "",
    ".github/deploy.yml": `version: 1
service: shop
environments:
  production:
    target: ${target}
    rollout: { steps: [{ weight: 100%, bake: 1s }], abort-when: [3 consecutive failures] }
    verify: off
`,
  });
  await runDoor("canary-deploy", {
    workspace: workspace.path,
    inputs: { environment: "production", release: "v2", plan: "true", "github-token": "" },
    nodeArgs: ["--import", preload],
    env: { RECORD_MODULES_TO: record, ...env },
  });
  const files = readFileSync(record, "utf8")
    .split("\n")
    .filter((url) => url.startsWith("file:"))
    .map((url) => fileURLToPath(url))
    .filter((file) => file.startsWith(main));
  expect(files.length).toBeGreaterThan(1);
  return clientsIn(new Set(files));
}

const aws = () => ({
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "not-a-key",
  AWS_REGION: "eu-west-1",
  AWS_ENDPOINT_URL: nobody.url,
  AWS_MAX_ATTEMPTS: "1",
});

describe("a run loads no client of a platform that its policy does not name:", () => {
  test("the bundle has them all", () => {
    const files = readdirSync(main).map((file) => join(main, file));
    expect(clientsIn(files)).toEqual(clients);
  });

  test("own commands", async () => {
    const target = '{ platform: exec, observe: ["false"], set-weight: [a], promote: [a], abort: [a] }';
    expect(await loadedFor(target)).toEqual([]);
  });

  test("this machine", async () => {
    expect(await loadedFor('{ platform: local, listen: "127.0.0.1:9", command: [node, server.js] }')).toEqual(
      [],
    );
  });

  test("HAProxy", async () => {
    const servers = "[{ name: blue, address: 127.0.0.1:9 }, { name: green, address: 127.0.0.1:9 }]";
    const commands = "start: [a], stop: [a], version: [a]";
    const target = `{ platform: haproxy, socket: "127.0.0.1:9", backend: web, servers: ${servers}, ${commands} }`;
    expect(await loadedFor(target)).toEqual(["HAProxy"]);
  });

  test("Lambda", async () => {
    const target = '{ platform: aws-lambda, function: f, alias: live, code: { image: "a:${release}" } }';
    expect(await loadedFor(target, aws())).toEqual(["AWS SDK", "Lambda"]);
  });

  test("ECS", async () => {
    const target =
      '{ platform: aws-ecs, cluster: shop, services: [web], route: rolling, image: "web:${release}" }';
    // Whose target groups a service is attached to is read with it.
    expect(await loadedFor(target, aws())).toEqual(["AWS SDK", "ECS", "elastic load balancing"]);
  });

  test("Kubernetes", async () => {
    const kubeconfig = {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "c",
      contexts: [{ name: "c", context: { cluster: "k", user: "u", namespace: "shop" } }],
      clusters: [{ name: "k", cluster: { server: nobody.url } }],
      users: [{ name: "u", user: { token: "not-a-key" } }],
    };
    workspace.write({ kubeconfig: JSON.stringify(kubeconfig) });
    const target = `{ platform: kubernetes, access: { kubeconfig: kubeconfig }, namespace: shop, workload: deployment/web, route: rolling, image: "web:\${release}" }`;
    expect(await loadedFor(target)).toEqual(["Kubernetes"]);
  });
});
