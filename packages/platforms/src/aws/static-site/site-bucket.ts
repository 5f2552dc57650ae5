import { ActionError, awsErrorName, suggest } from "@deploy-actions/kernel";
import { waitUntil } from "../wait-until.ts";
import { ask, type SiteSession } from "./site-session.ts";

/** Largest manifest or marker that is read. */
const MAX_TEXT_BYTES = 8 * 1_024 * 1_024;
/** Most pages of a listing (1,000 keys each). */
const MAX_PAGES = 50;
const RETRY_MS = 1_000;

/** A small object as it is in the bucket. */
export interface StoredText {
  readonly text: string;
  readonly etag: string | undefined;
}

/** The text of an object, `undefined` when it is not there; a `config` error with the nearest names when the bucket is not. */
export async function readText(session: SiteSession, key: string): Promise<StoredText | undefined> {
  const { bucket } = session.options.target;
  const { s3, s3Sdk } = session;
  const command = new s3Sdk.GetObjectCommand({ Bucket: bucket, Key: key });
  const what = `read ${key} of the bucket ${bucket}`;
  return ask<StoredText | undefined>(session, what, "s3:GetObject", async () => {
    try {
      const found = await s3.send(command);
      if ((found.ContentLength ?? 0) > MAX_TEXT_BYTES)
        throw new ActionError("remote", `The object ${key} of the bucket ${bucket} is too large to be ours`);
      return { text: (await found.Body?.transformToString("utf-8")) ?? "", etag: found.ETag };
    } catch (error) {
      const name = awsErrorName(error);
      if (name === "NoSuchKey" || name === "NotFound") return undefined;
      if (name === "NoSuchBucket") throw await bucketMissing(session);
      if (name === "PermanentRedirect") throw otherRegion(session);
      throw error;
    }
  });
}

/** How an object is stored. `expected`: the ETag it must have, `null` when it must not be there; else a `conflict`. */
export interface PutOptions {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly expected?: string | null;
}

/** Stores an object, again when no answer came: the same bytes under the same key. Returns its ETag. */
export async function putObject(
  session: SiteSession,
  key: string,
  body: Uint8Array | string,
  put: PutOptions,
): Promise<string | undefined> {
  const { options, s3, s3Sdk, signal } = session;
  const { bucket, settleMs } = options.target;
  const { expected } = put;
  const command = new s3Sdk.PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: body,
    ContentType: put.contentType,
    CacheControl: put.cacheControl,
    ...(expected === undefined ? {} : expected === null ? { IfNoneMatch: "*" } : { IfMatch: expected }),
  });
  const what = `write ${key} into the bucket ${bucket}`;
  const send = () => ask(session, what, "s3:PutObject", () => s3.send(command));
  // With a condition a second try would meet the first one's effect: the caller looks instead.
  const timeoutMs = expected === undefined ? Math.min(settleMs, 30_000) : 0;
  const wait = { timeoutMs, pollMs: RETRY_MS };
  const stored = await waitUntil(options.clock, wait, signal, send, () => true);
  return stored.ETag;
}

/** Removes an object; one that is gone is success. */
export async function removeObject(session: SiteSession, key: string): Promise<void> {
  const { options, s3, s3Sdk, signal } = session;
  const { bucket, settleMs } = options.target;
  const command = new s3Sdk.DeleteObjectCommand({ Bucket: bucket, Key: key });
  const what = `remove ${key} from the bucket ${bucket}`;
  const send = () => ask(session, what, "s3:DeleteObject", () => s3.send(command));
  const wait = { timeoutMs: Math.min(settleMs, 30_000), pollMs: RETRY_MS };
  await waitUntil(options.clock, wait, signal, send, () => true);
}

/** Key to size in bytes of everything under a prefix. */
export async function listKeys(session: SiteSession, prefix: string): Promise<ReadonlyMap<string, number>> {
  const { s3, s3Sdk, options } = session;
  const { bucket } = options.target;
  const found = new Map<string, number>();
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const command = new s3Sdk.ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      ...(token === undefined ? {} : { ContinuationToken: token }),
    });
    const what = `list ${prefix} of the bucket ${bucket}`;
    const answer = await ask(session, what, "s3:ListBucket", () => s3.send(command));
    for (const { Key, Size } of answer.Contents ?? []) if (Key !== undefined) found.set(Key, Size ?? 0);
    token = answer.NextContinuationToken;
    if (token === undefined) break;
  }
  return found;
}

async function bucketMissing(session: SiteSession): Promise<ActionError> {
  const { bucket } = session.options.target;
  const { s3, s3Sdk } = session;
  // Only for a better message: who may not list the buckets gets it without names.
  const names = await ask(session, "list the buckets", "s3:ListAllMyBuckets", async () => {
    const answer = await s3.send(new s3Sdk.ListBucketsCommand({}));
    return (answer.Buckets ?? []).flatMap(({ Name }) => Name ?? []);
  }).catch(() => []);
  return new ActionError("config", `There is no bucket ${bucket}.${suggest(bucket, names)}`);
}

function otherRegion(session: SiteSession): ActionError {
  const { options } = session;
  return new ActionError("config", `The bucket ${options.target.bucket} is not in ${options.access.region}`, {
    hint: "Give the target the bucket's own region; CloudFront needs none.",
  });
}
