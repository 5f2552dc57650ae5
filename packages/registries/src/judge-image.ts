import { type Condition, type Evidence, judge, type Verdict } from "@deploy-actions/conditions";
import { ActionError, type Clock, formatDuration, plural, printable } from "@deploy-actions/kernel";
import { judgeReport } from "@deploy-actions/reports";
import { type ImageReference, parseImageReference, repositoryText } from "./image-reference.ts";
import type { ImageLookup, ImageRegistry, ScanLookup, VariablesLookup } from "./image-registry.ts";
import { looksLikeSecret } from "./image-variables.ts";
import { tagExample, wholeTag } from "./tag-example.ts";

/** What is asked of the image of a release. */
export interface ImageQuestions {
  readonly reference: string;
  /** The whole tag must match; `undefined`: any but `latest`. */
  readonly tag: string | undefined;
  /** What must hold of the scan findings; `undefined`: not looked at. */
  readonly scan: Condition | undefined;
  readonly noSecrets: boolean;
}

/** How the questions are asked. */
export interface JudgeImageOptions {
  /** For messages, e.g. `production`. */
  readonly environment: string;
  readonly clock: Clock;
  /** How long a scan that has not ended is waited for; default 0. */
  readonly scanWaitMs?: number;
  readonly onProgress?: (text: string) => void;
}

/** The verdict on an image, and what to record: the reference read, and the digest its tag points to. */
export interface ImageVerdict extends Verdict {
  readonly image: ImageReference;
  readonly digest: string | undefined;
}

const POLL_MS = 5_000;
const SHOWN_NAMES = 10;

/**
 * Whether the image of a release may be deployed: its tag, that it is there, its scan, its variables. Rejects as
 * {@link parseImageReference} for a reference that pins nothing, and as the registry does.
 */
export async function judgeImage(
  policy: ImageQuestions,
  registry: ImageRegistry,
  options: JudgeImageOptions,
  signal: AbortSignal,
): Promise<ImageVerdict> {
  const image = parseImageReference(policy.reference);
  const tagEvidence = judgeTag(image, policy.tag, options.environment);
  const lookup = await registry.find(image, signal);
  const evidence: Evidence[] = [tagEvidence, judgeLookup(image, lookup)];
  const digest = lookup.found ? lookup.digest : undefined;
  if (lookup.found) {
    if (policy.scan !== undefined) {
      const scan = await scanWithin(registry, image, lookup.digest, options, signal);
      evidence.push(judgeScan(image, policy.scan, scan));
    }
    if (policy.noSecrets) {
      evidence.push(judgeVariables(image, await registry.variables(image, lookup.digest, signal)));
    }
  }
  return { ...judge(evidence, `image ${repositoryText(image)}`), image, digest };
}

/** The evidence about a tag: it must match the environment's expression as a whole. */
export function judgeTag(image: ImageReference, pattern: string | undefined, environment: string): Evidence {
  const required = pattern === undefined ? "not latest" : `/${pattern}/`;
  const base = {
    name: "image tag",
    required,
    found: image.tag ?? `digest ${image.digest}`,
    sources: [image.text],
  };
  const pass: Evidence = { ...base, outcome: "pass", reason: "passed", advice: "" };
  if (pattern === undefined) return pass;
  const wanted = wholeTag(pattern);
  if (wanted === undefined) {
    throw new ActionError(
      "config",
      `The tag policy of ${environment} is no regular expression: /${pattern}/.`,
    );
  }
  if (image.tag !== undefined && wanted.test(image.tag)) return pass;
  const example = tagExample(pattern);
  const like = example === undefined ? "" : `, such as ${example}`;
  return {
    ...base,
    outcome: "fail",
    reason: "tag_not_allowed",
    advice: `deploy an image to ${environment} by a tag that matches /${pattern}/${like}`,
  };
}

function judgeLookup(image: ImageReference, lookup: ImageLookup): Evidence {
  const required = image.tag !== undefined && image.digest !== undefined ? image.digest : "is there";
  const base = { name: "image", required, sources: [image.text] };
  if (!lookup.found) {
    const { reason, text, advice } = lookup;
    return { ...base, outcome: "fail", reason, found: printable(text), advice: printable(advice) };
  }
  if (image.digest !== undefined && image.digest !== lookup.digest) {
    return {
      ...base,
      outcome: "fail",
      reason: "tag_moved",
      found: `${image.tag} is ${lookup.digest} now`,
      advice: `deploy ${repositoryText(image)}@${image.digest} without the tag, or judge what the tag points to now`,
    };
  }
  return { ...base, outcome: "pass", reason: "passed", found: lookup.digest, advice: "" };
}

async function scanWithin(
  registry: ImageRegistry,
  image: ImageReference,
  digest: string,
  { clock, scanWaitMs = 0, onProgress }: JudgeImageOptions,
  signal: AbortSignal,
): Promise<ScanLookup> {
  const endsAt = clock.now() + scanWaitMs;
  for (;;) {
    const scan = await registry.scan(image, digest, signal);
    const restMs = endsAt - clock.now();
    if (scan.known || scan.reason !== "scan_pending" || restMs <= 0) return scan;
    onProgress?.(
      `Waiting for the scan of ${repositoryText(image)}: ${scan.text} (${formatDuration(restMs)} left)`,
    );
    await clock.sleep(Math.min(POLL_MS, restMs), signal);
  }
}

function judgeScan(image: ImageReference, condition: Condition, scan: ScanLookup): Evidence {
  const sources = [image.text];
  if (scan.known) return judgeReport("findings", scan.model, condition, "image scan", sources);
  return {
    name: "image scan",
    outcome: "inconclusive",
    reason: scan.reason,
    required: condition.text,
    found: printable(scan.text),
    advice: printable(scan.advice),
    sources,
  };
}

function judgeVariables(image: ImageReference, lookup: VariablesLookup): Evidence {
  const base = { name: "image variables", required: "no secrets", sources: [image.text] };
  if (!lookup.known) {
    const found = printable(lookup.text);
    return { ...base, outcome: "inconclusive", reason: lookup.reason, found, advice: "push the image again" };
  }
  const bad = lookup.variables.filter((item) => item.hasPasswordInUrl || looksLikeSecret(item.name));
  if (bad.length === 0) {
    const found = plural(lookup.variables.length, "variable");
    return { ...base, outcome: "pass", reason: "passed", found: `none in ${found}`, advice: "" };
  }
  const names = bad
    .slice(0, SHOWN_NAMES)
    .map((item) => `${printable(item.name).slice(0, 80)} (${item.place})`);
  const more = bad.length > SHOWN_NAMES ? ` and ${bad.length - SHOWN_NAMES} more` : "";
  return {
    ...base,
    outcome: "fail",
    reason: "secrets_in_image",
    found: `${names.join(", ")}${more}`,
    advice:
      "give them to the container when it starts (secrets of the task or pod), build with --secret instead of ARG, and replace what was published",
  };
}
