import type { HttpCheck, StatusRange } from "@deploy-actions/conditions";
import type { VerifyPolicy } from "@deploy-actions/deploy-config";
import { ActionError } from "@deploy-actions/kernel";

/** The inputs of a verification of one URL. */
export interface UrlCheckInputs {
  readonly url: string;
  readonly status: readonly string[] | undefined;
  readonly version: string | undefined;
  readonly forMs: number | undefined;
  readonly intervalMs: number | undefined;
  readonly settleMs: number | undefined;
}

const LOOKS = 3;
const DEFAULT_INTERVAL_MS = 5_000;

/** A verification of one URL without a policy file: no failure is allowed, redirects are not followed. */
export function verifyUrl(inputs: UrlCheckInputs): VerifyPolicy {
  const intervalMs = inputs.intervalMs ?? DEFAULT_INTERVAL_MS;
  const check: HttpCheck = {
    kind: "http",
    name: new URL(inputs.url).pathname,
    url: inputs.url,
    method: "GET",
    headers: {},
    body: undefined,
    status: inputs.status === undefined ? [{ from: 200, to: 299 }] : inputs.status.map(parseStatus),
    expectHeaders: {},
    contains: undefined,
    json: [],
    version:
      inputs.version === undefined
        ? undefined
        : { expected: inputs.version, from: "auto", consecutive: LOOKS },
    latency: undefined,
    followRedirects: false,
    timeoutMs: 10_000,
    critical: false,
  };
  return {
    checks: [check],
    forMs: inputs.forMs ?? LOOKS * intervalMs,
    intervalMs,
    settleMs: inputs.settleMs ?? 0,
    maxConsecutiveFailures: LOOKS,
    errorRate: undefined,
    latency: undefined,
  };
}

function parseStatus(text: string): StatusRange {
  const match = /^([1-5]\d\d)(?:-([1-5]\d\d))?$/.exec(text);
  const from = Number(match?.[1]);
  const to = Number(match?.[2] ?? match?.[1]);
  if (match === null || to < from) {
    throw new ActionError(
      "input",
      `Input expect-status has "${text}", expected a status code (204) or a range (200-299).`,
    );
  }
  return { from, to };
}
