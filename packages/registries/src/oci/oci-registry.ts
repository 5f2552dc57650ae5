import { createHash } from "node:crypto";
import { ActionError, type HttpClient, type HttpResponse, type Secrets } from "@deploy-actions/kernel";
import { type ImageReference, repositoryText } from "../image-reference.ts";
import type { ImageLookup, ImageRegistry, ImageVariable, VariablesLookup } from "../image-registry.ts";
import { readImageVariables } from "../image-variables.ts";
import { MANIFEST_TYPES, parseObject, readManifest } from "../manifest.ts";
import { adviseTag } from "../nearest-tags.ts";
import { OciClient } from "./oci-client.ts";
import type { RegistryLogin } from "./oci-token.ts";

export type { RegistryLogin } from "./oci-token.ts";

/** What a registry of the OCI distribution specification stands on. */
export interface OciOptions {
  readonly http: HttpClient;
  readonly secrets: Secrets;
  /** `undefined`: anonymously. */
  readonly login: RegistryLogin | undefined;
  /** http instead of https, for a registry on this machine. Default false. */
  readonly plainHttp?: boolean;
}

const ACCEPT = { accept: MANIFEST_TYPES.join(", ") };
const MAX_BYTES = 4 * 1_024 * 1_024;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** github.com/opencontainers/distribution-spec 1.1. */
export function openOciRegistry({ http, secrets, login, plainHttp = false }: OciOptions): ImageRegistry {
  const connect = (image: ImageReference): OciClient =>
    new OciClient({ http, secrets, login, plainHttp }, image);
  return {
    name: "oci",
    find: (image, signal) => find(connect(image), image, signal),
    scan: async () => ({
      known: false,
      reason: "scan_not_offered",
      text: "this registry offers no scan findings",
      advice: "scan the image in CI and judge the SARIF report with a findings gate",
    }),
    variables: (image, digest, signal) => variables(connect(image), image, digest, signal),
    promote: async (image, digest, tag, signal) => {
      const client = connect(image);
      const before = await find(client, { ...image, tag, digest: undefined }, signal);
      if (before.found && before.digest === digest) return { digest, tag, changed: false };
      if (before.found) {
        const text = `The tag ${tag} of ${repositoryText(image)} is ${before.digest}, not ${digest}; it was not moved.`;
        throw new ActionError("conflict", text, {
          hint: "A tag that says what was released never moves: promote to one of its own for each release.",
        });
      }
      const manifest = await readText(client, image, `manifests/${digest}`, ACCEPT, signal);
      const answer = await client.send(
        {
          method: "PUT",
          path: `manifests/${tag}`,
          access: "pull,push",
          body: manifest.text,
          headers: { "content-type": manifest.contentType ?? "application/vnd.oci.image.manifest.v1+json" },
        },
        signal,
      );
      if (answer.status !== 201) throw unexpected(image, `the tag ${tag}`, answer);
      return { digest, tag, changed: true };
    },
  };
}

async function find(client: OciClient, image: ImageReference, signal: AbortSignal): Promise<ImageLookup> {
  const name = image.tag ?? image.digest ?? "";
  const request = { path: `manifests/${name}`, headers: ACCEPT, maxBodyBytes: MAX_BYTES } as const;
  const head = await client.send({ ...request, method: "HEAD" }, signal);
  if (head.status === 404) return missing(client, image, signal);
  if (head.status !== 200) throw unexpected(image, name, head);
  let digest = head.headers["docker-content-digest"];
  if (digest === undefined) {
    const whole = await client.send(request, signal);
    if (whole.status !== 200 || whole.truncated) throw unexpected(image, name, whole);
    digest = `sha256:${createHash("sha256").update(whole.body).digest("hex")}`;
  }
  if (!DIGEST.test(digest)) {
    throw new ActionError(
      "remote",
      `${image.registry} names the digest of ${image.text} in a form that is not understood.`,
    );
  }
  return { found: true, digest, mediaType: head.headers["content-type"], tags: [], pushedAt: undefined };
}

async function missing(client: OciClient, image: ImageReference, signal: AbortSignal): Promise<ImageLookup> {
  const answer = await client.send({ path: "tags/list?n=1000" }, signal);
  const body = answer.status === 200 ? parseObject(new TextDecoder().decode(answer.body)) : undefined;
  if (body === undefined || !Array.isArray(body.tags)) {
    return {
      found: false,
      reason: "repository_not_found",
      text: `the registry ${image.registry} shows no repository ${image.repository}`,
      advice: "look at the name, and whether this job may read it",
    };
  }
  const tags = body.tags.filter((tag): tag is string => typeof tag === "string");
  return {
    found: false,
    reason: "image_not_found",
    text: `${repositoryText(image)} has no image ${image.tag ?? image.digest}`,
    advice: adviseTag(image.tag ?? "", tags.toReversed()),
  };
}

async function variables(
  client: OciClient,
  image: ImageReference,
  digest: string,
  signal: AbortSignal,
): Promise<VariablesLookup> {
  const found: ImageVariable[] = [];
  const queue = [digest];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const manifest = readManifest((await readText(client, image, `manifests/${next}`, ACCEPT, signal)).text);
    if (manifest.kind === "unknown" || (manifest.kind === "index" && next !== digest)) {
      const text = manifest.kind === "unknown" ? manifest.text : "its index lists an index";
      return { known: false, reason: "manifest_unreadable", text };
    }
    if (manifest.kind === "index") {
      queue.push(...manifest.digests);
      continue;
    }
    const config = await readText(client, image, `blobs/${manifest.configDigest}`, {}, signal);
    const own = config.digest === manifest.configDigest ? readImageVariables(config.text) : undefined;
    if (own === undefined) {
      const text = `the configuration ${manifest.configDigest} of the image cannot be read`;
      return { known: false, reason: "configuration_unreadable", text };
    }
    found.push(...own);
  }
  return { known: true, variables: found };
}

async function readText(
  client: OciClient,
  image: ImageReference,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly digest: string; readonly contentType: string | undefined }> {
  const answer = await client.send({ path, headers, maxBodyBytes: MAX_BYTES }, signal);
  if (answer.status !== 200 || answer.truncated) throw unexpected(image, path, answer);
  return {
    text: new TextDecoder().decode(answer.body),
    digest: `sha256:${createHash("sha256").update(answer.body).digest("hex")}`,
    contentType: answer.headers["content-type"],
  };
}

function unexpected(image: ImageReference, what: string, answer: HttpResponse): ActionError {
  const why = answer.truncated ? "with more than can be read" : `with ${answer.status}`;
  return new ActionError("remote", `${image.registry} answered ${why} about ${what} of ${image.repository}.`);
}
