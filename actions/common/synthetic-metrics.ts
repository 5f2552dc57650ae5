import type { ActionContext } from "@deploy-actions/action-kit";
import type { MetricsPolicy } from "@deploy-actions/deploy-config";
import { ActionError } from "@deploy-actions/kernel";
import {
  type AnswerVersion,
  createSyntheticMetricSource,
  type MetricSource,
  type ProbeTarget,
} from "@deploy-actions/metrics";
import { LATENCY_BOUNDS_MS, type Platform } from "@deploy-actions/platforms";
import type { RunningRelease, TrafficState } from "@deploy-actions/rollout";

type SyntheticPolicy = Extract<MetricsPolicy, { source: "synthetic" }>;

/** What the probes of a rollout stand on. */
export interface SyntheticParts {
  readonly platform: Platform;
  readonly traffic: TrafficState;
  readonly candidateVersion: string;
}

/**
 * Paired probes to candidate and stable, at the URLs of the policy, else at the path of `synthetic` on the URLs the platform
 * gives, else (the candidate) by the platform's header. The candidate is probed from when it was ready for the first time.
 *
 * Throws `config` when one of the two cannot be reached alone: its answers would be the other's too.
 */
export function syntheticSource(
  { http, clock, signal }: Pick<ActionContext, "http" | "clock" | "signal">,
  metrics: SyntheticPolicy,
  { platform, traffic, candidateVersion }: SyntheticParts,
): MetricSource {
  const stableVersion = traffic.stable?.release.version;
  refuseUnreachable(metrics, platform, traffic);
  let wasReady = false;
  return createSyntheticMetricSource({
    targets: async (signalOfRead) => {
      const { candidate, stable } = await platform.observe(signalOfRead);
      const isOurs = candidate?.release.version === candidateVersion;
      // One that stops being ready goes on being asked: that is what the probes are for.
      wasReady = isOurs && (wasReady || candidate.ready);
      return {
        candidate: wasReady && isOurs ? targetOf("candidate", metrics, platform, candidate) : undefined,
        stable:
          stable !== null && stable.release.version === stableVersion
            ? targetOf("stable", metrics, platform, stable)
            : undefined,
      };
    },
    candidateVersion,
    stableVersion,
    perSecond: metrics.perSecond,
    timeoutMs: metrics.timeoutMs,
    criteria: { status: metrics.status, version: versionPlace(metrics.version) },
    latencyBoundsMs: LATENCY_BOUNDS_MS,
    http,
    clock,
    signal,
  });
}

function targetOf(
  role: "candidate" | "stable",
  metrics: SyntheticPolicy,
  platform: Platform,
  running: RunningRelease,
): ProbeTarget {
  const target = findTarget(role, metrics, platform, running);
  if (target !== undefined) return target;
  throw unreachable([role], platform);
}

function findTarget(
  role: "candidate" | "stable",
  metrics: SyntheticPolicy,
  platform: Pick<Platform, "capabilities">,
  running: RunningRelease,
): ProbeTarget | undefined {
  const fill = (text: string): string =>
    text.replace(/\$\{(version|role)\}/g, (_, name: string) =>
      encodeURIComponent(name === "role" ? role : running.release.version),
    );
  const written = metrics[role];
  if (written !== undefined) return { url: fill(written) };
  const asked = fill(metrics.url);
  if (asked !== metrics.url) return { url: asked };
  if (running.url !== undefined) {
    const { pathname, search } = new URL(asked);
    return { url: new URL(`${pathname}${search}`, running.url).href };
  }
  const header = platform.capabilities.candidateHeader;
  return role === "candidate" && header !== undefined
    ? { url: asked, headers: { [header.name]: header.value } }
    : undefined;
}

function refuseUnreachable(metrics: SyntheticPolicy, platform: Platform, { stable }: TrafficState): void {
  const { candidateUrl, candidateHeader } = platform.capabilities;
  const isCandidateReached =
    metrics.candidate !== undefined ||
    /\$\{(?:version|role)\}/.test(metrics.url) ||
    candidateUrl ||
    candidateHeader !== undefined ||
    // What says where stable is will say it of the candidate.
    stable?.url !== undefined;
  const isStableReached = stable === null || findTarget("stable", metrics, platform, stable) !== undefined;
  const lacking = [...(isCandidateReached ? [] : ["candidate"]), ...(isStableReached ? [] : ["stable"])];
  if (lacking.length > 0) throw unreachable(lacking, platform);
}

function unreachable(roles: readonly string[], platform: Pick<Platform, "name">): ActionError {
  const written = roles.map((role) => `metrics.${role}: https://${role}.shop.example/health`).join(" and ");
  return new ActionError(
    "config",
    `metrics.synthetic cannot reach ${roles.join(" and ")} alone: ${platform.name} gives no URL of it`,
    { hint: `Write ${written}, or put \${role} into the URL of synthetic.` },
  );
}

/** `header:<name>`, `json:<pointer>` or `body`, as the policy was checked for. */
function versionPlace(text: string | undefined): AnswerVersion | undefined {
  if (text === undefined) return undefined;
  const [, kind, place = ""] = /^(header|json):\s*(.*)$/.exec(text) ?? [];
  if (kind === "header") return { kind: "header", name: place.toLowerCase() };
  return kind === "json" ? { kind: "json", pointer: place } : { kind: "body" };
}
