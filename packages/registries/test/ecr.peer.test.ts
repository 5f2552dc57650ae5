import { createHash, randomUUID } from "node:crypto";
import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  ECRClient,
  PutImageCommand,
  StartImageScanCommand,
} from "@aws-sdk/client-ecr";
import { parseCondition } from "@deploy-actions/conditions";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describePeer } from "../../../test/peers/require-peer.ts";
import { accessTo, never, realHttp, rejection, testClock } from "../../../test/support/aws-endpoint.ts";
import { createEcrRegistry, judgeImage, parseImageReference } from "../src/index.ts";

const HOST = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const MEDIA_TYPE = "application/vnd.docker.distribution.manifest.v2+json";

describePeer("ECR on an emulator", "DEPLOY_ACTIONS_PEER_MOTO_URL", (url) => {
  const suffix = randomUUID().slice(0, 8);
  const mutable = `shop-${suffix}`;
  const immutable = `frozen-${suffix}`;
  const sdk = new ECRClient({
    region: "us-east-1",
    endpoint: url,
    credentials: { accessKeyId: "AKIDTEST", secretAccessKey: "test" },
  });
  const registry = createEcrRegistry({ access: accessTo(url), http: realHttp(), clock: testClock() });
  const digests = new Map<string, string>();

  async function push(repositoryName: string, imageTag: string): Promise<void> {
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: MEDIA_TYPE,
      config: {
        mediaType: "application/vnd.docker.container.image.v1+json",
        size: 2,
        digest: sha(`config ${imageTag}`),
      },
      layers: [
        { mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip", size: 1, digest: sha(imageTag) },
      ],
    });
    const imageDigest = sha(imageManifest);
    await sdk.send(
      new PutImageCommand({
        repositoryName,
        imageManifest,
        imageTag,
        imageDigest,
        imageManifestMediaType: MEDIA_TYPE,
      }),
    );
    digests.set(`${repositoryName}:${imageTag}`, imageDigest);
  }

  beforeAll(async () => {
    await sdk.send(new CreateRepositoryCommand({ repositoryName: mutable }));
    await sdk.send(
      new CreateRepositoryCommand({ repositoryName: immutable, imageTagMutability: "IMMUTABLE" }),
    );
    for (const repository of [mutable, immutable]) {
      await push(repository, "main-1a2b3c4");
      await push(repository, "main-9f8e7d6");
    }
  });

  afterAll(async () => {
    for (const repositoryName of [mutable, immutable]) {
      await sdk.send(new DeleteRepositoryCommand({ repositoryName, force: true }));
    }
    sdk.destroy();
  });

  const image = (tag: string, repository = mutable) => parseImageReference(`${HOST}/${repository}:${tag}`);
  const digestOf = (repository: string, tag: string) => digests.get(`${repository}:${tag}`) ?? "";

  test("an image that is there has its digest [E27]", async () => {
    expect(await registry.find(image("main-1a2b3c4"), never)).toMatchObject({
      found: true,
      digest: digestOf(mutable, "main-1a2b3c4"),
      mediaType: MEDIA_TYPE,
    });
  });

  test("an image that is not there is told with the nearest tag", async () => {
    const clock = testClock();
    const questions = {
      reference: image("main-1a2b3c5").text,
      tag: undefined,
      scan: undefined,
      noSecrets: true,
    };
    const verdict = await judgeImage(questions, registry, { environment: "production", clock }, never);
    expect(verdict).toMatchObject({ outcome: "fail", reason: "image_not_found", digest: undefined });
    expect(verdict.evidence[1]?.advice).toContain("did you mean main-1a2b3c4?");
  });

  test("a repository that is not there is told with the nearest name", async () => {
    expect(await registry.find(image("main-1a2b3c4", `shpo-${suffix}`), never)).toMatchObject({
      found: false,
      reason: "repository_not_found",
      advice: `did you mean ${mutable}?`,
    });
  });

  test("promotion gives the same digest another tag, and twice is once [D12]", async () => {
    const digest = digestOf(mutable, "main-1a2b3c4");
    const from = image("main-1a2b3c4");
    expect(await registry.promote(from, digest, "release-1.2.3", never)).toEqual({
      digest,
      tag: "release-1.2.3",
      changed: true,
    });
    expect(await registry.promote(from, digest, "release-1.2.3", never)).toEqual({
      digest,
      tag: "release-1.2.3",
      changed: false,
    });
    expect(await registry.find(image("release-1.2.3"), never)).toMatchObject({ found: true, digest });
  });

  test.each([
    ["mutable", "never moves"],
    ["immutable", "immutable"],
  ])("promotion to a tag of another digest is a conflict, and the tag stays (%s)", async (kind, word) => {
    const repository = kind === "mutable" ? mutable : immutable;
    const digest = digestOf(repository, "main-1a2b3c4");
    const error = await rejection(
      registry.promote(image("main-1a2b3c4", repository), digest, "main-9f8e7d6", never),
    );
    expect(error).toMatchObject({ code: "conflict" });
    expect(error.hint).toContain(word);
    const after = await registry.find(image("main-9f8e7d6", repository), never);
    expect(after).toMatchObject({ digest: digestOf(repository, "main-9f8e7d6") });
  });

  test("an image that was never scanned is inconclusive, a scanned one is judged", async () => {
    const condition = parseCondition("no_high_severity");
    if (!condition.ok) throw new Error("condition");
    const questions = {
      reference: image("main-9f8e7d6").text,
      tag: undefined,
      scan: condition.condition,
      noSecrets: false,
    };
    const options = { environment: "production", clock: testClock() };
    expect(await judgeImage(questions, registry, options, never)).toMatchObject({
      outcome: "inconclusive",
      reason: "scan_missing",
    });
    const imageId = { imageDigest: digestOf(mutable, "main-9f8e7d6") };
    await sdk.send(new StartImageScanCommand({ repositoryName: mutable, imageId }));
    expect(await judgeImage(questions, registry, options, never)).toMatchObject({
      outcome: "fail",
      reason: "findings_found",
    });
  });
});

function sha(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
