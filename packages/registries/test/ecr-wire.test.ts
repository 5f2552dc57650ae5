import { createHash } from "node:crypto";
import { parseCondition } from "@deploy-actions/conditions";
import { afterEach, describe, expect, test } from "@jest/globals";
import {
  accessTo,
  nameOf,
  never,
  realHttp,
  rejection,
  startWire,
  testClock,
  type WireAnswer,
  type WireRequest,
} from "../../../test/support/aws-endpoint.ts";
import {
  createEcrRegistry,
  ecrCalls,
  type ImageQuestions,
  judgeImage,
  parseImageReference,
} from "../src/index.ts";

// The emulator has no layer downloads, no scan that is pending, failed or enhanced, and no index: here is the wire format.
const REFERENCE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:main-1a2b3c4";
const CONFIG = JSON.stringify({ config: { Env: ["PATH=/bin", "DB_PASSWORD=hunter2"] }, rootfs: {} });
const sha = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const DIGEST = sha("image");
const MANIFEST = JSON.stringify({ schemaVersion: 2, config: { digest: sha(CONFIG) }, layers: [] });
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function ecr(
  answers: Readonly<Record<string, (request: WireRequest) => WireAnswer>>,
  startMs?: number,
) {
  let url = "";
  const wire = await startWire((request) => {
    if (request.url.startsWith("/blob")) return { body: CONFIG };
    const own = answers[request.operation];
    if (own !== undefined) return own(request);
    if (request.operation === "DescribeImages") {
      return {
        json: { imageDetails: [{ imageDigest: DIGEST, imageTags: ["main-1a2b3c4", "release-1.0.0"] }] },
      };
    }
    if (request.operation === "BatchGetImage") return { json: { images: [{ imageManifest: MANIFEST }] } };
    if (request.operation === "GetDownloadUrlForLayer")
      return { json: { downloadUrl: `${url}/blob?signed=1` } };
    return { status: 400, error: "UnknownOperationException" };
  });
  url = wire.url;
  stops.push(wire.stop);
  const access = accessTo(wire.url);
  const clock = testClock(startMs);
  return { wire, access, clock, registry: createEcrRegistry({ access, http: realHttp(), clock }) };
}

function questions(more: Partial<ImageQuestions> = {}): ImageQuestions {
  return { reference: REFERENCE, tag: undefined, scan: undefined, noSecrets: false, ...more };
}

function condition(text: string) {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.condition;
}

const scanned =
  (findings: unknown, status = "COMPLETE") =>
  () => ({
    json: { imageScanStatus: { status, description: "words of the scanner" }, imageScanFindings: findings },
  });

describe("an image of ECR", () => {
  test("is asked for in its own account and region, whatever the job's are", async () => {
    const { wire, registry } = await ecr({});
    const image = parseImageReference(REFERENCE.replace("eu-west-1", "us-east-2"));
    expect(await registry.find(image, never)).toMatchObject({
      found: true,
      digest: DIGEST,
      tags: ["release-1.0.0"],
    });
    expect(wire.requests[0]?.input).toMatchObject({ registryId: "123456789012", repositoryName: "shop" });
    expect(wire.requests[0]?.headers.authorization).toContain("/us-east-2/ecr/");
  });

  test("whose tag moved away from the pinned digest fails", async () => {
    const { registry, clock } = await ecr({});
    const other = sha("other");
    const verdict = await judgeImage(
      questions({ reference: `${REFERENCE}@${other}` }),
      registry,
      { environment: "production", clock },
      never,
    );
    expect(verdict).toMatchObject({ outcome: "fail", reason: "tag_moved", digest: DIGEST });
    expect(verdict.evidence[1]?.found).toContain(DIGEST);
  });

  test("whose environment holds secrets fails, and only their names are told [D10]", async () => {
    const { registry, clock } = await ecr({});
    const verdict = await judgeImage(
      questions({ noSecrets: true }),
      registry,
      { environment: "production", clock },
      never,
    );
    expect(verdict).toMatchObject({ outcome: "fail", reason: "secrets_in_image" });
    expect(verdict.evidence[2]?.found).toBe("DB_PASSWORD (environment)");
    expect(JSON.stringify(verdict)).not.toContain("hunter2");
  });

  test("whose configuration is not the one its manifest names is inconclusive", async () => {
    const manifest = JSON.stringify({ config: { digest: sha("another") } });
    const { registry, clock } = await ecr({
      BatchGetImage: () => ({ json: { images: [{ imageManifest: manifest }] } }),
    });
    const verdict = await judgeImage(
      questions({ noSecrets: true }),
      registry,
      { environment: "production", clock },
      never,
    );
    expect(verdict).toMatchObject({ outcome: "inconclusive", reason: "configuration_unreadable" });
  });

  test("of several platforms is looked at in each of them, attestations left out", async () => {
    const arm = sha("arm");
    const index = JSON.stringify({
      manifests: [
        { digest: sha("amd"), platform: { architecture: "amd64" } },
        { digest: arm, platform: { architecture: "arm64" } },
        { digest: sha("attestation"), platform: { architecture: "unknown" } },
      ],
    });
    const { registry, clock, wire } = await ecr({
      BatchGetImage: ({ input }) => {
        const [id] = input.imageIds as { imageDigest: string }[];
        return { json: { images: [{ imageManifest: id?.imageDigest === DIGEST ? index : MANIFEST }] } };
      },
      DescribeImageScanFindings: ({ input }) => {
        const isArm = (input.imageId as { imageDigest: string }).imageDigest === arm;
        return scanned({ findings: isArm ? [{ name: "CVE-1", severity: "CRITICAL" }] : [] })();
      },
    });
    const verdict = await judgeImage(
      questions({ scan: condition("no_critical_issues") }),
      registry,
      { environment: "production", clock },
      never,
    );
    expect(verdict).toMatchObject({ outcome: "fail", reason: "findings_found" });
    expect(wire.requests.filter((one) => one.operation === "DescribeImageScanFindings")).toHaveLength(2);
  });

  test("is refused with the permission it lacks", async () => {
    const { registry } = await ecr({
      DescribeImages: () => ({ status: 400, error: "AccessDeniedException", message: "not authorized" }),
    });
    const error = await rejection(registry.find(parseImageReference(REFERENCE), never));
    expect(error).toMatchObject({ code: "permission" });
    expect(error.hint).toContain("ecr:DescribeImages");
  });
});

describe("the scan of an image", () => {
  const judged = async (
    answer: (request: WireRequest) => WireAnswer,
    text = "no_high_severity",
    startMs?: number,
  ) => {
    const { registry, clock } = await ecr({ DescribeImageScanFindings: answer }, startMs);
    const verdict = await judgeImage(
      questions({ scan: condition(text) }),
      registry,
      { environment: "production", clock },
      never,
    );
    return { verdict, evidence: verdict.evidence[2], clock };
  };

  test("counts by severity in the model of the findings gate", async () => {
    const { evidence } = await judged(
      scanned({
        findings: [
          { name: "CVE-2026-1", severity: "HIGH", attributes: [{ key: "package_name", value: "openssl" }] },
          { name: "CVE-2026-2", severity: "INFORMATIONAL" },
          { name: "CVE-2026-3", severity: "UNDEFINED" },
        ],
        findingSeverityCounts: { HIGH: 1, INFORMATIONAL: 1, UNDEFINED: 1 },
      }),
    );
    expect(evidence).toMatchObject({
      outcome: "fail",
      reason: "findings_found",
      found: "1 high, 1 medium, 1 low",
    });
    expect(evidence?.advice).toContain("CVE-2026-1");
  });

  test("of Inspector leaves suppressed findings out, over all pages", async () => {
    const finding = (id: string, severity: string, status: string) => ({
      severity,
      status,
      title: id,
      packageVulnerabilityDetails: { vulnerabilityId: id },
    });
    const { evidence } = await judged(({ input }) => {
      const isFirst = input.nextToken === undefined;
      const enhancedFindings = isFirst
        ? [finding("CVE-1", "CRITICAL", "SUPPRESSED")]
        : [finding("CVE-2", "MEDIUM", "ACTIVE"), finding("CVE-3", "HIGH", "CLOSED")];
      return {
        json: {
          imageScanStatus: { status: "ACTIVE" },
          imageScanFindings: { enhancedFindings },
          ...(isFirst ? { nextToken: "more" } : {}),
        },
      };
    });
    expect(evidence).toMatchObject({ outcome: "pass", found: "1 medium (1 suppressed)" });
  });

  test.each([
    ["PENDING", "scan_pending"],
    ["IN_PROGRESS", "scan_pending"],
    ["FAILED", "scan_failed"],
    ["UNSUPPORTED_IMAGE", "scan_unsupported"],
    ["SCAN_ELIGIBILITY_EXPIRED", "scan_too_old"],
    ["FINDINGS_UNAVAILABLE", "scan_unavailable"],
    ["SOMETHING_NEW", "scan_unknown"],
  ])("that is %s is inconclusive: %s", async (status, reason) => {
    const { evidence } = await judged(scanned({ findings: [] }, status));
    expect(evidence).toMatchObject({ outcome: "inconclusive", reason });
    expect(evidence?.advice).not.toBe("");
  });

  test("that is done and shows no findings at all is inconclusive", async () => {
    const { evidence } = await judged(scanned(undefined));
    expect(evidence).toMatchObject({ outcome: "inconclusive", reason: "scan_unavailable" });
  });

  test("that was never made is inconclusive", async () => {
    const { evidence } = await judged(() => ({ status: 400, error: "ScanNotFoundException" }));
    expect(evidence).toMatchObject({ outcome: "inconclusive", reason: "scan_missing" });
  });

  test("of long ago is inconclusive, one that goes on for ever is not", async () => {
    const now = Date.UTC(2026, 5, 1);
    const imageScanCompletedAt = (now - 40 * 86_400_000) / 1_000;
    const old = await judged(scanned({ findings: [], imageScanCompletedAt }), "no_high_severity", now);
    expect(old.evidence).toMatchObject({ outcome: "inconclusive", reason: "scan_too_old" });
    const continuous = await judged(
      scanned({ enhancedFindings: [], imageScanCompletedAt }, "ACTIVE"),
      "no_high_severity",
      now,
    );
    expect(continuous.evidence).toMatchObject({ outcome: "pass" });
  });

  test("that is pending is waited for as long as is allowed", async () => {
    let looks = 0;
    const { registry, clock } = await ecr({
      DescribeImageScanFindings: () => scanned({ findings: [] }, ++looks < 3 ? "PENDING" : "COMPLETE")(),
    });
    const lines: string[] = [];
    const options = {
      environment: "production",
      clock,
      scanWaitMs: 60_000,
      onProgress: (text: string) => lines.push(text),
    };
    const verdict = await judgeImage(
      questions({ scan: condition("no_high_severity") }),
      registry,
      options,
      never,
    );
    expect(verdict.outcome).toBe("pass");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("scan has not begun");
  });
});

describe("promotion", () => {
  test("where another was quicker looks at who has the tag now", async () => {
    const other = sha("other");
    let looks = 0;
    const { registry } = await ecr({
      DescribeImages: () => {
        looks += 1;
        if (looks === 1) return { status: 400, error: "ImageNotFoundException" };
        if (looks === 2) return { json: { imageDetails: [] } };
        return { json: { imageDetails: [{ imageDigest: other }] } };
      },
      PutImage: () => ({ status: 400, error: "ImageTagAlreadyExistsException" }),
      DescribeRepositories: () => ({ json: { repositories: [{ imageTagMutability: "IMMUTABLE" }] } }),
    });
    const error = await rejection(
      registry.promote(parseImageReference(REFERENCE), DIGEST, "release-1.2.3", never),
    );
    expect(error).toMatchObject({ code: "conflict" });
    expect(error.message).toContain(other);
    expect(error.hint).toContain("immutable");
  });
});

test("the calls that are made are the declared ones", async () => {
  const { registry, access, clock } = await ecr({
    DescribeImages: ({ input }) => {
      const [id] = (input.imageIds ?? []) as { imageTag?: string }[];
      if (id?.imageTag === "gone") return { status: 400, error: "RepositoryNotFoundException" };
      if (id?.imageTag === "new") return { status: 400, error: "ImageNotFoundException" };
      return { json: { imageDetails: [{ imageDigest: DIGEST }] } };
    },
    DescribeRepositories: () => ({ json: { repositories: [{ repositoryName: "shop" }] } }),
    DescribeImageScanFindings: scanned({ findings: [] }),
    PutImage: () => ({ json: { image: {} } }),
  });
  const image = parseImageReference(REFERENCE);
  await judgeImage(
    questions({ scan: condition("no_high_severity"), noSecrets: true }),
    registry,
    { environment: "production", clock },
    never,
  );
  await registry.find({ ...image, tag: "gone" }, never);
  await rejection(registry.promote(image, DIGEST, "new", never));
  expect(access.operations()).toEqual(ecrCalls.map(nameOf).sort());
});
