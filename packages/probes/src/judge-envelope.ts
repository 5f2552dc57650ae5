import type { StatusRange } from "@deploy-actions/conditions";
import { describeUrl } from "./describe.ts";
import { type Finding, unhealthy, unknown } from "./finding.ts";
import { isNotStarted, isShuttingDown } from "./health-format.ts";
import type { Reply } from "./reply.ts";

/** The status: expected, a redirect, the proxy's own failure, or wrong. */
export function judgeStatus(reply: Reply): Finding | undefined {
  const { response, plan, json } = reply;
  const { status } = response;
  if (isProxyFailure(reply)) {
    return { ...unknown("proxy", `${status} that a proxy may have made`), isFinal: true };
  }
  if (plan.check.status.some((range) => status >= range.from && status <= range.to)) return undefined;
  if (status >= 300 && status < 400 && status !== 304) {
    const target = describeLocation(response.headers.location, response.url);
    return unhealthy("redirected", `${status} to ${target}, expected ${formatRanges(plan.check.status)}`);
  }
  if (status === 503 && json.parsed && isNotStarted(json.value)) {
    return {
      ...unknown("not_started", "503 with no checks yet: the application is starting"),
      isFinal: true,
    };
  }
  if (status === 503 && json.parsed && isShuttingDown(json.value)) {
    return {
      ...unknown("shutting_down", "503 of an instance that drains before it stops"),
      isFinal: true,
    };
  }
  return unhealthy("status_unexpected", `${status}, expected ${formatRanges(plan.check.status)}`);
}

/** A followed redirect must end where the check asked: same host and path (`http` may become `https`). */
export function judgePlace({ plan, response }: Reply): Finding | undefined {
  if (response.redirects === 0) return undefined;
  const asked = new URL(plan.check.url);
  const answered = new URL(response.url);
  const isSame =
    asked.hostname === answered.hostname && withoutSlash(asked.pathname) === withoutSlash(answered.pathname);
  if (isSame) return undefined;
  return unhealthy("redirected", `followed to ${describeUrl(response.url)}`);
}

/** An answer out of a cache says nothing about the system now, unless the check itself asks for that header. */
export function judgeFreshness({ plan, response }: Reply): Finding | undefined {
  const { headers } = response;
  const sign = [
    ["age", Number(headers.age) > 0],
    ["cf-cache-status", /^(hit|stale|updating)$/i.test(headers["cf-cache-status"] ?? "")],
    ["x-cache", /\bhit\b/i.test(headers["x-cache"] ?? "")],
    ["x-vercel-cache", /^(hit|stale)$/i.test(headers["x-vercel-cache"] ?? "")],
    ["cache-status", /;\s*hit\b/i.test(headers["cache-status"] ?? "")],
  ].find(([name, isCached]) => isCached && !Object.hasOwn(plan.check.expectHeaders, String(name)));
  if (sign === undefined) return undefined;
  const name = String(sign[0]);
  return unknown("cached", `an answer from a cache (${name}: ${(headers[name] ?? "").slice(0, 60)})`);
}

/** Headers that must hold a text. */
export function judgeHeaders({ plan, response }: Reply): Finding | undefined {
  for (const [name, text] of Object.entries(plan.check.expectHeaders)) {
    const value = response.headers[name.toLowerCase()];
    if (value === undefined)
      return unhealthy("header_missing", `no header ${name}, expected "${text}" in it`);
    if (!value.includes(text)) {
      return unhealthy(
        "header_unexpected",
        `header ${name} is "${value.slice(0, 80)}", expected "${text}" in it`,
      );
    }
  }
  return undefined;
}

// Through CONNECT (https) the proxy's own failure is a failed connection; in plain HTTP its 502 looks like the system's.
function isProxyFailure({ response }: Reply): boolean {
  if (response.status === 407) return true;
  return response.proxied && response.url.startsWith("http:") && [502, 503, 504].includes(response.status);
}

function describeLocation(location: string | undefined, base: string): string {
  if (location === undefined) return "nowhere";
  return describeUrl(URL.canParse(location, base) ? new URL(location, base).href : location);
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, "");
}

function formatRanges(ranges: readonly StatusRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
}
