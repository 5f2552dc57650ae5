import { type Counters, LATENCY_BOUNDS_MS } from "./counters.ts";
import type { Role } from "./protocol.ts";

/** What the metrics text says about one release. */
export interface ReleaseMetrics {
  readonly version: string;
  readonly role: Role;
  readonly epoch: string;
  readonly counters: Counters;
  readonly isReady: boolean;
  readonly crashes: number;
  readonly inFlight: number;
}

/** The counters in the Prometheus text format 0.0.4. */
export function renderMetrics(releases: readonly ReleaseMetrics[], candidateWeight: number): string {
  const lines: string[] = [];
  const family = (name: string, type: string, help: string): void => {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
  };
  family("deploy_actions_requests_total", "counter", "Requests by release and outcome.");
  for (const release of releases) {
    for (const [outcome, count] of Object.entries(release.counters.outcomes)) {
      lines.push(`deploy_actions_requests_total{${labels(release)},outcome="${outcome}"} ${count}`);
    }
  }
  family("deploy_actions_request_duration_ms", "histogram", "Time to the last byte of the release's answer.");
  for (const release of releases) renderHistogram(release, lines);
  family("deploy_actions_release_ready", "gauge", "1 when the release takes requests.");
  for (const release of releases) {
    lines.push(`deploy_actions_release_ready{${labels(release)}} ${release.isReady ? 1 : 0}`);
  }
  family(
    "deploy_actions_release_crashes_total",
    "counter",
    "Times the process of the release ended by itself.",
  );
  for (const release of releases) {
    lines.push(`deploy_actions_release_crashes_total{${labels(release)}} ${release.crashes}`);
  }
  family("deploy_actions_requests_in_flight", "gauge", "Requests the release has not finished yet.");
  for (const release of releases) {
    lines.push(`deploy_actions_requests_in_flight{${labels(release)}} ${release.inFlight}`);
  }
  family("deploy_actions_candidate_weight", "gauge", "Per cent of requests that go to the candidate.");
  lines.push(`deploy_actions_candidate_weight ${candidateWeight}`);
  return `${lines.join("\n")}\n`;
}

function renderHistogram(release: ReleaseMetrics, lines: string[]): void {
  const name = "deploy_actions_request_duration_ms";
  const base = labels(release);
  let total = 0;
  for (const [index, count] of release.counters.buckets.entries()) {
    total += count;
    lines.push(`${name}_bucket{${base},le="${LATENCY_BOUNDS_MS[index] ?? "+Inf"}"} ${total}`);
  }
  lines.push(`${name}_sum{${base}} ${release.counters.sumMs}`, `${name}_count{${base}} ${total}`);
}

function labels(release: ReleaseMetrics): string {
  return `release="${escapeLabel(release.version)}",role="${release.role}",epoch="${escapeLabel(release.epoch)}"`;
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
