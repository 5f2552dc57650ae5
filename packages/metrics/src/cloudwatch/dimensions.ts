import { ActionError } from "@deploy-actions/kernel";
import type { CloudWatchTarget } from "./types.ts";

/** One dimension of a metric. */
export interface MetricDimension {
  readonly Name: string;
  readonly Value: string;
}

/** A metric: where it is, what it is called, and of what. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly MetricDimension[];
}

/** Which metrics count one release, and how silence of each is read. */
export interface ReleaseMetrics {
  readonly version: string;
  /** Requests per minute. */
  readonly requests: MetricName;
  /** Requests that failed: they are added up. */
  readonly errors: readonly ErrorMetric[];
  readonly latency: MetricName;
  /** How many units of the latency metric a millisecond is. */
  readonly unitsPerMs: number;
}

/**
 * A count of failures. `silentIsZero`: the service documents that it reports only values above zero, so that a minute
 * with requests and without this number had none.
 */
export interface ErrorMetric {
  readonly metric: MetricName;
  readonly silentIsZero: boolean;
}

const ALB = "AWS/ApplicationELB";
const LAMBDA = "AWS/Lambda";

/** The metrics of candidate and stable; `undefined` for a release that is not there. */
export function metricsOf(target: CloudWatchTarget): {
  readonly candidate: ReleaseMetrics | undefined;
  readonly stable: ReleaseMetrics | undefined;
  /** 5xx that the load balancer answered itself, for no target group. */
  readonly unattributed: MetricName | undefined;
} {
  if (target.kind === "target-groups") {
    const loadBalancer = { Name: "LoadBalancer", Value: loadBalancerDimension(target.loadBalancer) };
    const of = (group: typeof target.candidate): ReleaseMetrics | undefined =>
      group === undefined
        ? undefined
        : groupMetrics(group.version, [
            { Name: "TargetGroup", Value: targetGroupDimension(group.targetGroup) },
            loadBalancer,
          ]);
    return {
      candidate: of(target.candidate),
      stable: of(target.stable),
      unattributed: { namespace: ALB, name: "HTTPCode_ELB_5XX_Count", dimensions: [loadBalancer] },
    };
  }
  const { functionName, alias } = target;
  const of = (version: typeof target.candidate): ReleaseMetrics | undefined =>
    version === undefined
      ? undefined
      : versionMetrics(version.version, [
          { Name: "FunctionName", Value: functionName },
          { Name: "Resource", Value: `${functionName}:${alias}` },
          { Name: "ExecutedVersion", Value: version.functionVersion },
        ]);
  return { candidate: of(target.candidate), stable: of(target.stable), unattributed: undefined };
}

function groupMetrics(version: string, dimensions: readonly MetricDimension[]): ReleaseMetrics {
  const metric = (name: string): MetricName => ({ namespace: ALB, name, dimensions });
  return {
    version,
    requests: metric("RequestCount"),
    // A connection that fails is a request without an answer: its 502 is the load balancer's and not in the target's count.
    errors: ["HTTPCode_Target_5XX_Count", "TargetConnectionErrorCount"].map((name) => ({
      metric: metric(name),
      silentIsZero: true,
    })),
    latency: metric("TargetResponseTime"),
    unitsPerMs: 0.001,
  };
}

function versionMetrics(version: string, dimensions: readonly MetricDimension[]): ReleaseMetrics {
  const metric = (name: string): MetricName => ({ namespace: LAMBDA, name, dimensions });
  return {
    version,
    requests: metric("Invocations"),
    // Lambda reports a 0 for each invocation that did not fail: silence is a gap.
    errors: [{ metric: metric("Errors"), silentIsZero: false }],
    latency: metric("Duration"),
    unitsPerMs: 1,
  };
}

/** `app/<name>/<id>` of that, or of the ARN of a load balancer, of a listener or of a listener rule. */
export function loadBalancerDimension(text: string): string {
  const found = /(?:^|:loadbalancer\/|:listener\/|:listener-rule\/)((?:app|net|gwy)\/[^/]+\/[^/]+)/.exec(
    text,
  )?.[1];
  if (found !== undefined) return found;
  throw new ActionError("config", `${JSON.stringify(text)} names no load balancer for CloudWatch.`, {
    hint: "Write app/<name>/<id>: the end of its ARN, behind loadbalancer/.",
  });
}

/** `targetgroup/<name>/<id>` of that or of its ARN. */
export function targetGroupDimension(text: string): string {
  const found = /(?:^|:)(targetgroup\/[^/]+\/[^/]+)$/.exec(text)?.[1];
  if (found !== undefined) return found;
  throw new ActionError("config", `${JSON.stringify(text)} names no target group for CloudWatch.`, {
    hint: "Write its ARN, or the end of it: targetgroup/<name>/<id>.",
  });
}
