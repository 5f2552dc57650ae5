import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy, ImagePolicy } from "@deploy-actions/deploy-config";
import { ActionError, errorMessage } from "@deploy-actions/kernel";
import {
  createEcrRegistry,
  createOciRegistry,
  type ImageReference,
  type ImageRegistry,
  parseImageReference,
  repositoryText,
} from "@deploy-actions/registries";
import type { Release } from "@deploy-actions/rollout";
import { openAccess } from "./access.ts";
import { registryLogin } from "./registry-login.ts";

/** An image and what its tag pointed to when it was looked at. */
export interface PinnedImage {
  readonly image: ImageReference;
  readonly digest: string;
}

/** The registry an image is in: Amazon's by the sign-in of the policy, any other by the login the job has. */
export async function openRegistry(
  context: ActionContext,
  policy: EffectivePolicy,
  image: ImageReference,
  token: string | undefined,
): Promise<ImageRegistry> {
  const { http, clock, secrets } = context;
  if (image.kind === "ecr") {
    const access = await openAccess(context, policy).aws(image.region);
    return createEcrRegistry({ access, http, clock });
  }
  const login = await registryLogin(context, image, token);
  return createOciRegistry({ http, secrets, login, plainHttp: isThisMachine(image) });
}

/** What is deployed, by its content: `host/repository@sha256:…`. */
export function artifactOf({ image, digest }: PinnedImage): string {
  return `${repositoryText(image)}@${digest}`;
}

/** The digest in an artifact, where it is one of this image's repository. */
export function digestIn(artifact: string | undefined, image: ImageReference): string | undefined {
  const prefix = `${repositoryText(image)}@`;
  return artifact?.startsWith(prefix) ? artifact.slice(prefix.length) : undefined;
}

/**
 * The release with its image as the artifact, as its tag points now, where the policy names an image and nobody named an
 * artifact. Rejects with `config` when the image is not there, with the nearest names.
 */
export async function withImage(
  context: ActionContext,
  policy: EffectivePolicy,
  release: Release,
  token: string | undefined,
): Promise<Release> {
  if (policy.image === undefined || release.artifact !== undefined) return release;
  const image = parseImageReference(policy.image.reference);
  const digest = image.digest ?? (await findDigest(context, policy, image, token));
  context.log.info(`image ${image.text} is ${digest}`);
  return { ...release, artifact: artifactOf({ image, digest }) };
}

async function findDigest(
  context: ActionContext,
  policy: EffectivePolicy,
  image: ImageReference,
  token: string | undefined,
): Promise<string> {
  const registry = await openRegistry(context, policy, image, token);
  const found = await registry.find(image, context.signal);
  if (found.found) return found.digest;
  throw new ActionError("config", `The image ${image.text} cannot be deployed: ${found.text}.`, {
    hint: `${found.advice}.`,
  });
}

/** How a promotion ended: the tag the digest has now, or why it does not have it. */
export type PromotedImage =
  | { readonly tag: string; readonly digest: string }
  | { readonly tag: string; readonly problem: string };

/**
 * Gives the image of a verified release the tag the policy wants; `undefined` when it wants none. The release is live and
 * good whatever becomes of the tag: a failure is said, loudly, and returned.
 */
export async function promoteImage(
  context: ActionContext,
  policy: EffectivePolicy & { readonly image: ImagePolicy },
  artifact: string | undefined,
  token: string | undefined,
): Promise<PromotedImage | undefined> {
  const { log, signal } = context;
  const { promoteTo: tag, reference } = policy.image;
  if (tag === undefined) return undefined;
  try {
    const image = parseImageReference(reference);
    const known = digestIn(artifact, image) ?? image.digest;
    const digest = known ?? (await findDigest(context, policy, image, token));
    const registry = await openRegistry(context, policy, image, token);
    const { changed } = await registry.promote(image, digest, tag, signal);
    log.info(
      `image ${repositoryText(image)}@${digest} ${changed ? "has the tag" : "had the tag already:"} ${tag}`,
    );
    return { tag, digest };
  } catch (error) {
    const hint = error instanceof ActionError && error.hint !== undefined ? ` ${error.hint}` : "";
    const problem = `the image did not get the tag ${tag}: ${errorMessage(error)}`;
    log.error(`The release is live and verified, but ${problem}${hint}`, { title: "Image not promoted" });
    return { tag, problem };
  }
}

/** As Docker does: a registry on this machine is asked without TLS. */
function isThisMachine({ registry }: ImageReference): boolean {
  return /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(registry);
}
