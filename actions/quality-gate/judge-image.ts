import type { ActionContext } from "@deploy-actions/action-kit";
import type { Evidence } from "@deploy-actions/conditions";
import type { EffectivePolicy, ImagePolicy } from "@deploy-actions/deploy-config";
import { ActionError, printable } from "@deploy-actions/kernel";
import { type ImageVerdict, judgeImage, parseImageReference } from "@deploy-actions/registries";
import { artifactOf, openRegistry } from "../common/image.ts";

/** A scan on push takes about as long as the jobs between the push and this one. */
const SCAN_WAIT_MS = 120_000;

/** The row of the image among the gates, and what was looked at. */
export interface JudgedImage {
  readonly evidence: Evidence;
  /** `undefined` when there is no such image. */
  readonly digest: string | undefined;
  /** The same as what is deployed: `host/repository@sha256:…`. */
  readonly artifact: string | undefined;
}

/** Asks for the image of a release: its tag, that it is there, its scan and its variables, as one row named `image`. */
export async function judgeReleaseImage(
  context: ActionContext,
  policy: EffectivePolicy & { readonly image: ImagePolicy },
  token: string | undefined,
): Promise<JudgedImage> {
  const { clock, log, signal } = context;
  const unpinned = judgeReference(policy.image);
  if (unpinned !== undefined) return { evidence: unpinned, digest: undefined, artifact: undefined };
  const registry = await openRegistry(context, policy, parseImageReference(policy.image.reference), token);
  const { environment } = policy;
  const onProgress = (text: string): void => log.info(text);
  const options = { environment, clock, scanWaitMs: SCAN_WAIT_MS, onProgress };
  const verdict = await judgeImage(policy.image, registry, options, signal);
  for (const item of verdict.evidence) {
    log.info(`${item.outcome}: ${item.name}: found ${item.found}, required ${item.required}`);
  }
  const { image, digest } = verdict;
  const artifact = digest === undefined ? undefined : artifactOf({ image, digest });
  return { evidence: oneRow(verdict), digest, artifact };
}

/** The row of a reference that pins nothing, as `latest` does. */
function judgeReference({ reference }: ImagePolicy): Evidence | undefined {
  try {
    parseImageReference(reference);
    return undefined;
  } catch (error) {
    if (!(error instanceof ActionError) || error.code !== "config") throw error;
    return {
      name: "image",
      outcome: "fail",
      reason: "image_not_pinned",
      required: "a tag other than latest, or a digest",
      found: printable(reference),
      advice: [error.message, error.hint ?? ""].join(" ").trim(),
      sources: [printable(reference)],
    };
  }
}

function oneRow({ image, digest, outcome, reason, evidence }: ImageVerdict): Evidence {
  const bad = evidence.filter((item) => item.outcome !== "pass");
  // "image scan" is "scan" in a row that is named "image".
  const about = ({ name }: Evidence, text: string): string =>
    `${name.replace(/^image ?/, "")} ${text}`.trim();
  return {
    name: "image",
    outcome,
    reason: outcome === "pass" ? "passed" : reason,
    required: evidence.map((item) => about(item, item.required)).join("; "),
    found: [digest ?? "", ...bad.map((item) => about(item, item.found))]
      .filter((text, index, all) => text !== "" && all.indexOf(text) === index)
      .join("; "),
    advice: bad.map((item) => item.advice).join("; "),
    sources: [image.text],
  };
}
