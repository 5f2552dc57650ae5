import { createHash } from "node:crypto";
import { createSecrets } from "@deploy-actions/action-kit";
import { afterEach, describe, expect, test } from "@jest/globals";
import { never, realHttp, rejection } from "../../../test/support/aws-endpoint.ts";
import { createOciRegistry, parseImageReference } from "../src/index.ts";
import { startRegistry, type TestRegistry } from "./support/oci-server.ts";

const CONFIG = JSON.stringify({ config: { Env: ["NPM_TOKEN=x"] }, rootfs: {} });
const sha = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const MANIFEST = JSON.stringify({ schemaVersion: 2, config: { digest: sha(CONFIG) }, layers: [] });
const DIGEST = sha(MANIFEST);
const started: TestRegistry[] = [];

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
});

async function registryWith(
  login: { user: string; password: string } | undefined = { user: "octo", password: "pat-1234" },
) {
  const server = await startRegistry({ user: "octo", password: "pat-1234" });
  started.push(server);
  server.manifests.set("1.2.3", MANIFEST);
  server.manifests.set(DIGEST, MANIFEST);
  server.blobs.set(sha(CONFIG), CONFIG);
  const secrets = createSecrets();
  const registry = createOciRegistry({ http: realHttp(), secrets, login, plainHttp: true });
  return {
    server,
    registry,
    secrets,
    image: (tag: string) => parseImageReference(`127.0.0.1:${server.port}/octo/shop:${tag}`),
  };
}

describe("a registry of the OCI distribution specification", () => {
  test("is asked with a token that it hands out, which is masked", async () => {
    const { registry, image, secrets } = await registryWith();
    expect(await registry.find(image("1.2.3"), never)).toMatchObject({ found: true, digest: DIGEST });
    expect(secrets.redact("token-pull")).toBe("***");
  });

  test("names the nearest tag", async () => {
    const { registry, image } = await registryWith();
    const lookup = await registry.find(image("1.2.4"), never);
    expect(lookup).toMatchObject({ found: false, reason: "image_not_found" });
    expect(lookup.found ? "" : lookup.advice).toContain("did you mean 1.2.3?");
  });

  test("that gives no token says how to sign in", async () => {
    const { registry, image } = await registryWith({ user: "octo", password: "wrong" });
    const error = await rejection(registry.find(image("1.2.3"), never));
    expect(error).toMatchObject({ code: "permission" });
    expect(error.hint).toContain("packages: read");
    expect(error.message).not.toContain("wrong");
  });

  test("shows the variables of an image", async () => {
    const { registry, image } = await registryWith();
    expect(await registry.variables(image("1.2.3"), DIGEST, never)).toMatchObject({
      known: true,
      variables: [{ name: "NPM_TOKEN" }],
    });
  });

  test("takes the manifest under another tag once, and never moves a tag", async () => {
    const { registry, image, server } = await registryWith();
    expect(await registry.promote(image("1.2.3"), DIGEST, "release-1", never)).toMatchObject({
      changed: true,
    });
    expect(server.manifests.get("release-1")).toBe(MANIFEST);
    expect(await registry.promote(image("1.2.3"), DIGEST, "release-1", never)).toMatchObject({
      changed: false,
    });
    server.manifests.set("release-2", "{}");
    expect(await rejection(registry.promote(image("1.2.3"), DIGEST, "release-2", never))).toMatchObject({
      code: "conflict",
    });
  });

  test("offers no scan", async () => {
    const { registry, image } = await registryWith();
    expect(await registry.scan(image("1.2.3"), DIGEST, never)).toMatchObject({
      known: false,
      reason: "scan_not_offered",
    });
  });
});
