import * as z from "zod/mini";
import { fixedText, image, nameOf, readReleaseText, releaseText } from "./name-texts.ts";
import { readyTimeout, region, settle } from "./schema-ecs.ts";
import { duration, keys, optional, parsedText, type Read, workspacePath } from "./schema-scalars.ts";

const EXPECTED_CODE =
  'the code of a release, e.g. { image: "…/shop:${release}" } or { bucket: builds, key: "shop/${release}.zip" }';
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const bucket = () => nameOf(BUCKET, "the name of a bucket, e.g. shop-builds");

/** A Lambda function behind an alias. */
export const lambdaTarget = keys({
  platform: optional(z.literal("aws-lambda"), "A Lambda function behind an alias."),
  region: region(),
  function: optional(
    nameOf(/^[\w-]{1,140}$/, "the name of a function: letters, digits, - and _, e.g. shop-api"),
    "Name of the function.",
  ),
  alias: optional(
    nameOf(
      /^(?!\d+$)[\w-]{1,128}$/,
      "the name of an alias: letters, digits, - and _, not only digits, e.g. live",
    ),
    "Alias callers use; its weights are moved.",
  ),
  code: optional(
    z.union(
      [
        keys({ image: image().check(z.describe("Image of a release.")) }),
        keys({
          bucket: bucket().check(z.describe("Bucket of the archives.")),
          key: releaseText(/^[^\s]+$/, 'a key that names the release, e.g. "shop/${release}.zip"').check(
            z.describe("Key of a release's archive."),
          ),
        }),
      ],
      { error: EXPECTED_CODE },
    ),
    "Code of a release: an image, or an archive in a bucket.",
  ),
  "ready-timeout": readyTimeout(),
  settle: settle(),
});

const EXPECTED_PREFIX = 'a prefix with ${release} once, without / around it, e.g. "releases/${release}"';

/** Releases are found again by their prefix, so that nothing but the release may differ in it. */
const sitePrefix = () =>
  parsedText(EXPECTED_PREFIX, (text): Read<string> => {
    const isOnce = text.split("${release}").length === 2 && !text.includes("${commit}");
    const read = readReleaseText(
      text,
      /^(?!\/)(?!.*(?:^|\/)\.*(?:\/|$))[A-Za-z0-9!_.*'()/-]{1,250}$/,
      EXPECTED_PREFIX,
    );
    return isOnce || !read.ok ? read : { ok: false, expected: EXPECTED_PREFIX };
  });

/** A static site in a bucket behind CloudFront. */
export const staticSiteTarget = keys({
  platform: optional(z.literal("aws-s3-cloudfront"), "A static site in a bucket behind CloudFront."),
  region: region(),
  bucket: optional(bucket(), "Bucket of the site."),
  distribution: optional(
    nameOf(/^[A-Za-z0-9]{1,32}$/, "the id of a CloudFront distribution, e.g. E2EXAMPLE51"),
    "Id of the distribution whose origin path is switched.",
  ),
  origin: optional(
    fixedText("the id of an origin"),
    "Origin that is switched; the only one on the bucket by default.",
  ),
  folder: optional(workspacePath("dist"), "Folder that is uploaded."),
  prefix: optional(sitePrefix(), "Prefix of a release in the bucket."),
  invalidate: optional(
    z.array(nameOf(/^\/\S*$/, "a path that begins with /, e.g. /*"), {
      error: 'a list of paths, e.g. ["/*"]',
    }),
    "Paths invalidated after a switch.",
  ),
  settle: optional(duration(1), "How long the distribution and an invalidation may take."),
});
