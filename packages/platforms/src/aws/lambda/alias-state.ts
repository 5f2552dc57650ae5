import { createHash } from "node:crypto";
import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { ActionError } from "@deploy-actions/kernel";
import type { RunningRelease, TrafficState } from "@deploy-actions/rollout";
import { parseDescription } from "../../release-description.ts";
import type { LambdaApi } from "./lambda-api.ts";
import { readAliasDescription, releaseOf } from "./release-mark.ts";

/** Version number of what was never published. An alias on it has no release of ours yet, and can hold no weights. */
export const LATEST = "$LATEST";

/** The alias as it is, and the traffic it makes. */
export interface AliasState {
  readonly functionVersion: string;
  /** Version of the candidate: the additional one, or the one marked in the alias' description at 0 %. */
  readonly candidateVersion: string | undefined;
  /** Whether the additional version was published by somebody else. */
  readonly isCandidateForeign: boolean;
  /** The alias' description without the mark. */
  readonly ownDescription: string;
  readonly revisionId: string | undefined;
  readonly traffic: TrafficState;
}

/** Reads the alias and the versions it names. */
export async function readAliasState(api: LambdaApi): Promise<AliasState> {
  const alias = await api.alias();
  const functionVersion = alias.FunctionVersion ?? LATEST;
  const weights = Object.entries(alias.RoutingConfig?.AdditionalVersionWeights ?? {});
  const [additional, ...more] = weights;
  if (more.length > 0) {
    const versions = weights.map(([version]) => version).join(", ");
    throw new ActionError(
      "conflict",
      `The alias divides its traffic between more than two versions: ${versions}`,
      {
        hint: "Leave at most one additional version in its routing configuration.",
      },
    );
  }
  const { own, staged } = readAliasDescription(alias.Description);
  const named = additional?.[0] ?? staged;
  const wanted = named === functionVersion ? undefined : named;
  const found = wanted === undefined ? undefined : await api.version(wanted);
  const candidateVersion = found === undefined ? undefined : wanted;
  const candidateWeight = candidateVersion === undefined ? 0 : toPercent(additional?.[1] ?? 0);
  const stable = functionVersion === LATEST ? null : await runningVersion(api, functionVersion);
  return {
    functionVersion,
    candidateVersion,
    isCandidateForeign: found !== undefined && parseDescription(found.Description) === undefined,
    ownDescription: own,
    revisionId: alias.RevisionId,
    traffic: {
      stable,
      candidate: found === undefined || wanted === undefined ? null : toRunning(found, wanted),
      candidateWeight,
      revision: revisionOf(functionVersion, candidateVersion, candidateWeight),
    },
  };
}

async function runningVersion(api: LambdaApi, functionVersion: string): Promise<RunningRelease> {
  const found = await api.version(functionVersion);
  if (found !== undefined) return toRunning(found, functionVersion);
  return {
    release: releaseOf(undefined, functionVersion),
    ready: false,
    detail: `The alias points at version ${functionVersion}, which is not there`,
  };
}

/** What a version's configuration says of it. */
export function toRunning(found: FunctionConfiguration, functionVersion: string): RunningRelease {
  const release = releaseOf(found.Description, functionVersion);
  const reason = found.StateReason ?? found.StateReasonCode ?? "no reason given";
  const id = functionVersion;
  switch (found.State) {
    case undefined:
    case "Active":
      return { release, id, ready: true };
    case "Inactive":
      return {
        release,
        id,
        ready: true,
        detail: `Version ${functionVersion} was idle for weeks: its first requests fail until Lambda has it back`,
      };
    case "Failed":
      return {
        release,
        id,
        ready: false,
        detail: `Version ${functionVersion} failed to start: ${reason}`,
        failure: {
          reason: failureReason(found.StateReasonCode),
          text: `Version ${functionVersion} of ${found.FunctionName ?? "the function"} failed to start: ${reason}`,
          lines: [],
        },
      };
    default:
      return { release, ready: false, detail: `Version ${functionVersion} is ${found.State}: ${reason}` };
  }
}

/** Lambda's `StateReasonCode` (`ImageAccessDenied`, `FunctionError.InitTimeout`, …) as a reason code of ours. */
function failureReason(code: string | undefined): string {
  if (code === undefined) return "start_failed";
  if (code.includes("Image")) return "image_pull";
  if (code.startsWith("FunctionError")) return "init_failed";
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();
}

/** A share of 0 to 1 in per cent, without the noise of binary fractions. */
function toPercent(share: number): number {
  return Number((share * 100).toFixed(4));
}

/**
 * What matters of the alias. Lambda's own RevisionId is not it: it also changes with a description or a permission. It is
 * sent with each change all the same, so that nothing can come between the look and the change.
 */
function revisionOf(stable: string, candidate: string | undefined, weight: number): string {
  const facts = JSON.stringify([stable, candidate ?? null, weight]);
  return createHash("sha256").update(facts).digest("hex").slice(0, 16);
}
