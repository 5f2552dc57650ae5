import { isObject } from "@deploy-actions/kernel";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { CANARIES, type Canary } from "./canary-object.ts";

/**
 * Annotation of a Canary whose analysis is skipped on the way back to an earlier release, as JSON: what `skipAnalysis` was, and the
 * hash Flagger had looked at before. Written with the change itself, so that whoever comes next can finish or undo it.
 */
export const WAY_BACK = "deploy-actions/way-back";

export interface WayBack {
  readonly skipAnalysis: boolean | null;
  readonly lastAppliedSpec: string;
}

export function wayBackOf({ metadata }: Canary): WayBack | undefined {
  const text = metadata.annotations?.[WAY_BACK];
  if (text === undefined) return undefined;
  try {
    const facts: unknown = JSON.parse(text);
    if (!isObject(facts)) return UNKNOWN;
    return {
      skipAnalysis: typeof facts.skipAnalysis === "boolean" ? facts.skipAnalysis : null,
      lastAppliedSpec: typeof facts.lastAppliedSpec === "string" ? facts.lastAppliedSpec : "",
    };
  } catch {
    return UNKNOWN;
  }
}

const UNKNOWN: WayBack = { skipAnalysis: null, lastAppliedSpec: "" };

/** Has Flagger promote what the target Deployment runs without an analysis. Only once that is the release to go back to. */
export async function skipAnalysis(
  { client }: KubernetesPlatformOptions,
  canary: Canary,
  signal: AbortSignal,
): Promise<void> {
  const before = wayBackOf(canary);
  const facts: WayBack = {
    skipAnalysis: before === undefined ? (canary.spec.skipAnalysis ?? null) : before.skipAnalysis,
    lastAppliedSpec: canary.status?.lastAppliedSpec ?? "",
  };
  const body = {
    metadata: { annotations: { [WAY_BACK]: JSON.stringify(facts) } },
    spec: { skipAnalysis: true },
  };
  await client.patch(CANARIES, canary.metadata.name, { type: "merge", body }, signal);
}

/** The Canary's analysis is as it was. */
export async function endWayBack(
  { client }: KubernetesPlatformOptions,
  canary: Canary,
  signal: AbortSignal,
): Promise<void> {
  const before = wayBackOf(canary);
  if (before === undefined) return;
  const body = {
    metadata: { annotations: { [WAY_BACK]: null } },
    spec: { skipAnalysis: before.skipAnalysis },
  };
  await client.patch(CANARIES, canary.metadata.name, { type: "merge", body }, signal);
}
