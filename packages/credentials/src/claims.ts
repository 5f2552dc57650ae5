import { formatDuration, isObject, printable, truncateUtf8 } from "@deploy-actions/kernel";
import type { CredentialPorts, TokenClaims } from "./ports.ts";

/** What of a token is shown when a cloud refuses it, in this order. */
const SHOWN = [
  "iss",
  "sub",
  "aud",
  "environment",
  "ref",
  "event_name",
  "job_workflow_ref",
  "repository",
  "repository_id",
  "repository_owner_id",
  "runner_environment",
  "iat",
  "exp",
] as const;

/** The claims of a JWT, not verified; `undefined` for anything that is none. */
export function decodeClaims(token: string): TokenClaims | undefined {
  const payload = token.split(".")[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return isObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** A claim as text, `undefined` when it is absent or no text. */
export function claimText(claims: TokenClaims | undefined, name: string): string | undefined {
  const value = claims?.[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The claims a trust policy can look at, one aligned line each; never the token. */
export function describeClaims(claims: TokenClaims): string {
  const width = Math.max(...SHOWN.map((name) => name.length));
  return SHOWN.map((name) => `  ${name.padEnd(width)}  ${shown(name, claims[name])}`).join("\n");
}

function shown(name: string, value: unknown): string {
  if (value === undefined || value === "")
    return name === "environment" ? "(none: the job names no environment)" : "(none)";
  if ((name === "iat" || name === "exp") && typeof value === "number") {
    return `${value} (${new Date(value * 1_000).toISOString()})`;
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return truncateUtf8(printable(text), 300);
}

/** What is known of this job without a token: the environment's GITHUB_* variables, and what the ports say. */
export function knownClaims(ports: Pick<CredentialPorts, "env" | "claims">): TokenClaims {
  const { env } = ports;
  const named: TokenClaims = {
    repository: env.GITHUB_REPOSITORY,
    repository_id: env.GITHUB_REPOSITORY_ID,
    repository_owner_id: env.GITHUB_REPOSITORY_OWNER_ID,
    ref: env.GITHUB_REF,
    event_name: env.GITHUB_EVENT_NAME,
  };
  return {
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
    ...ports.claims,
  };
}

// GitHub signs a token when it is asked for it, so that its `iat` tells the time there.
const TOLERATED_SKEW_MS = 60_000;

/** A sentence about the clock of this runner when it differs from GitHub's by more than a minute. */
export function clockSkew(claims: TokenClaims | undefined, receivedAtMs: number): string | undefined {
  const issuedAt = claims?.iat;
  if (typeof issuedAt !== "number") return undefined;
  const skewMs = receivedAtMs - issuedAt * 1_000;
  if (Math.abs(skewMs) <= TOLERATED_SKEW_MS) return undefined;
  const direction = skewMs > 0 ? "ahead of" : "behind";
  return `The clock of this runner is ${formatDuration(Math.abs(skewMs))} ${direction} GitHub's: synchronise it (NTP).`;
}
