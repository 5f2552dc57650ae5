import type { DescribeImageScanFindingsCommandOutput } from "@aws-sdk/client-ecr";
import { askAws, awsExceptionBehind, type Clock, formatDuration } from "@deploy-actions/kernel";
import { type FindingsModel, mergeFindings } from "@deploy-actions/reports";
import { type ImageReference, repositoryText } from "../image-reference.ts";
import type { ScanLookup } from "../image-registry.ts";
import type { EcrConnection } from "./ecr-client.ts";
import { readEcrFindings, scanNotDone } from "./ecr-findings.ts";
import { platformImages } from "./platform-digests.ts";

const PAGE = 1_000;
const MAX_PAGES = 20;

/** The findings of every platform of a digest; one that is not scanned makes the whole unknown. */
export async function scanEcrImage(
  connection: EcrConnection,
  image: ImageReference,
  digest: string,
  { clock, maxScanAgeMs }: { readonly clock: Clock; readonly maxScanAgeMs: number },
  signal: AbortSignal,
): Promise<ScanLookup> {
  const platforms = await platformImages(connection, image, digest, signal);
  if ("text" in platforms) {
    return { known: false, reason: "scan_unsupported", text: platforms.text, advice: "push the image again" };
  }
  const models: FindingsModel[] = [];
  let oldest: number | undefined;
  for (const platform of platforms.images) {
    const pages = await readPages(connection, image, platform.digest, signal);
    if ("known" in pages) return pages;
    const [first] = pages;
    const completedAt = first?.imageScanFindings?.imageScanCompletedAt?.getTime();
    const isContinuous = first?.imageScanStatus?.status === "ACTIVE";
    // What a scan knew ages ago says nothing about what is known today.
    if (!isContinuous && completedAt !== undefined && clock.now() - completedAt > maxScanAgeMs) {
      return tooOld(clock.now() - completedAt, maxScanAgeMs);
    }
    if (completedAt !== undefined) oldest = Math.min(oldest ?? completedAt, completedAt);
    models.push(readEcrFindings(pages));
  }
  return { known: true, model: mergeFindings(models), completedAt: oldest };
}

async function readPages(
  { sdk, client, target }: EcrConnection,
  image: ImageReference,
  digest: string,
  signal: AbortSignal,
): Promise<readonly DescribeImageScanFindingsCommandOutput[] | Extract<ScanLookup, { known: false }>> {
  const pages: DescribeImageScanFindingsCommandOutput[] = [];
  let nextToken: string | undefined;
  do {
    let page: DescribeImageScanFindingsCommandOutput;
    try {
      const what = `read the scan findings of ${repositoryText(image)}@${digest}`;
      page = await askAws(what, "ecr:DescribeImageScanFindings", signal, () =>
        client.send(
          new sdk.DescribeImageScanFindingsCommand({
            ...target,
            imageId: { imageDigest: digest },
            maxResults: PAGE,
            ...(nextToken === undefined ? {} : { nextToken }),
          }),
          { abortSignal: signal },
        ),
      );
    } catch (error) {
      if (awsExceptionBehind(error) !== "ScanNotFoundException") throw error;
      return {
        known: false,
        reason: "scan_missing",
        text: "the image was never scanned",
        advice: "turn on scan on push for the repository, or start one: aws ecr start-image-scan",
      };
    }
    const notDone = scanNotDone(page.imageScanStatus?.status, page.imageScanStatus?.description);
    if (notDone !== undefined) return notDone;
    if (page.imageScanFindings === undefined) {
      return {
        known: false,
        reason: "scan_unavailable",
        text: "the scan is done, but its findings are not in the answer",
        advice: "start the scan again (aws ecr start-image-scan)",
      };
    }
    pages.push(page);
    nextToken = page.nextToken;
    if (pages.length >= MAX_PAGES && nextToken !== undefined) {
      return {
        known: false,
        reason: "scan_too_large",
        text: `the scan has more than ${MAX_PAGES * PAGE} findings`,
        advice: "build on a smaller base image",
      };
    }
  } while (nextToken !== undefined);
  return pages;
}

function tooOld(ageMs: number, maxMs: number): ScanLookup {
  return {
    known: false,
    reason: "scan_too_old",
    text: `the last scan is ${formatDuration(ageMs)} old, at most ${formatDuration(maxMs)} counts`,
    advice: "start a new scan: aws ecr start-image-scan",
  };
}
