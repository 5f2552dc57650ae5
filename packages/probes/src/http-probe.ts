import type { HttpCheck } from "@deploy-actions/conditions";
import type { Clock, HttpClient, HttpRequest, Secrets } from "@deploy-actions/kernel";
import { describeUrl, oneLine } from "./describe.ts";
import type { Finding } from "./finding.ts";
import { planHttpCheck } from "./http-plan.ts";
import { judgeFailure } from "./judge-failure.ts";
import { judgeReply } from "./judge-reply.ts";
import { readReply } from "./reply.ts";
import type { Probe, ProbeSample } from "./types.ts";

/** What an HTTP probe stands on. */
export interface HttpProbeOptions {
  readonly check: HttpCheck;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Redacts what an answer echoes before it becomes a sample's detail. */
  readonly secrets?: Secrets;
}

const MAX_BODY_BYTES = 1_048_576;

/**
 * A probe that asks over HTTP: one look is one request on a fresh connection, without retry, judged stage by stage.
 *
 * Throws a `config` ActionError when a path or version place of the check cannot be read.
 */
export function createHttpProbe(options: HttpProbeOptions): Probe {
  const { check, http, clock, secrets } = options;
  const plan = planHttpCheck(check);
  const source = describeUrl(check.url);
  const asked = `${check.method} ${source}`;

  async function run(signal: AbortSignal): Promise<ProbeSample> {
    const at = clock.now();
    const sample = (
      finding: Finding | undefined,
      latencyMs: number | undefined,
      rest: Partial<ProbeSample>,
    ) => ({
      check: check.name,
      at,
      result: finding?.result ?? ("healthy" as const),
      reason: finding?.reason ?? "ok",
      latencyMs,
      version: undefined,
      detail: "",
      ...rest,
    });
    try {
      const response = await http.send({ ...request(check), signal });
      const latencyMs = clock.now() - at;
      const reply = readReply(plan, response, latencyMs);
      const finding = judgeReply(reply);
      return sample(finding, latencyMs, {
        version: reply.version === undefined ? undefined : oneLine(reply.version, secrets).slice(0, 200),
        detail: oneLine(`${asked}: ${finding?.found ?? `${response.status} in ${latencyMs} ms`}`, secrets),
      });
    } catch (error) {
      if (signal.aborted) throw error;
      const finding = judgeFailure(error);
      const elapsedMs = clock.now() - at;
      const latencyMs = finding.reason === "timeout" ? Math.max(elapsedMs, check.timeoutMs) : elapsedMs;
      return sample(finding, finding.result === "unknown" ? undefined : latencyMs, {
        detail: oneLine(finding.found, secrets),
      });
    }
  }

  return {
    check: check.name,
    kind: "http",
    critical: check.critical,
    source,
    ...(check.version === undefined
      ? {}
      : {
          expectsVersion: {
            expected: check.version.expected,
            consecutive: Math.max(1, check.version.consecutive),
          },
        }),
    run,
  };
}

function request(check: HttpCheck): Omit<HttpRequest, "signal"> {
  const own = Object.entries(check.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    method: check.method,
    url: check.url,
    headers: { "cache-control": "no-cache", ...Object.fromEntries(own) },
    ...(check.body === undefined ? {} : { body: check.body }),
    timeoutMs: check.timeoutMs,
    maxBodyBytes: MAX_BODY_BYTES,
    redirect: check.followRedirects ? "follow" : "manual",
    retry: "never",
    // A kept connection is pinned to one backend behind most balancers and would hide the others.
    freshConnection: true,
  };
}
