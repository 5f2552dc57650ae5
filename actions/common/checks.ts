import type { ActionContext } from "@deploy-actions/action-kit";
import type { Check, HttpCheck } from "@deploy-actions/conditions";
import { ActionError, assertNever, type HttpClient, toActionError } from "@deploy-actions/kernel";
import type { PlatformCapabilities } from "@deploy-actions/platforms";
import { createCommandProbe, createHttpProbe, type Probe } from "@deploy-actions/probes";
import type { RunningRelease } from "@deploy-actions/rollout";
import { accessOfRun, mayHoldSecret } from "./access.ts";
import { childEnv } from "./child-env.ts";

/** The checks as probes of whatever answers at their URLs. */
export function createProbes(checks: readonly Check[], context: ActionContext): Probe[] {
  return checks.map((check) => createProbe(check, context));
}

/**
 * The checks as probes of the candidate alone, by the platform's header or the candidate's own URL.
 *
 * A check that cannot be sent to the candidate (a command, a platform without either) is left out: asked of everybody,
 * its answers would mostly be stable's.
 */
export function createCandidateProbes(
  checks: readonly Check[],
  capabilities: PlatformCapabilities,
  candidate: RunningRelease,
  context: ActionContext,
): Probe[] {
  return checks.flatMap((check) => {
    if (check.kind !== "http") return [];
    const aimed = aimAtCandidate(check, capabilities, candidate.url);
    return aimed === undefined ? [] : [createProbe(aimed, context)];
  });
}

function aimAtCandidate(
  check: HttpCheck,
  capabilities: PlatformCapabilities,
  candidateUrl: string | undefined,
): HttpCheck | undefined {
  const header = capabilities.candidateHeader;
  // One look of the rollout is one request; saying the version K times in a row is the verification's job.
  const once =
    check.version === undefined ? check : { ...check, version: { ...check.version, consecutive: 1 } };
  if (header !== undefined) return { ...once, headers: { ...once.headers, [header.name]: header.value } };
  if (candidateUrl === undefined) return undefined;
  const asked = new URL(check.url);
  return { ...once, url: new URL(`${asked.pathname}${asked.search}`, candidateUrl).href };
}

/** The client with references in headers resolved as late as can be: when a request is sent. */
function withSecretHeaders(context: ActionContext): HttpClient {
  const { http } = context;
  return {
    send: async (request) => {
      const headers = Object.entries(request.headers ?? {});
      if (!headers.some(([, value]) => mayHoldSecret(value))) return http.send(request);
      const filled = await Promise.all(
        headers.map(
          async ([name, value]) => [name, await fillIn(context, name, value, request.signal)] as const,
        ),
      );
      return http.send({ ...request, headers: Object.fromEntries(filled) });
    },
  };
}

/** A store that does not answer says nothing about the system that is checked: what it met is no cause of the error. */
async function fillIn(
  context: ActionContext,
  name: string,
  value: string,
  signal: AbortSignal,
): Promise<string> {
  if (!mayHoldSecret(value)) return value;
  const access = accessOfRun(context);
  if (access === undefined) throw new ActionError("internal", `Nothing resolves the header ${name}.`);
  try {
    return await access.secret(value, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const { code, message, hint } = toActionError(error);
    throw new ActionError(
      code,
      `The header ${name} cannot be filled in: ${message}`,
      hint === undefined ? {} : { hint },
    );
  }
}

function createProbe(check: Check, context: ActionContext): Probe {
  const { exec, clock, secrets, runner } = context;
  const http = withSecretHeaders(context);
  switch (check.kind) {
    case "http":
      return createHttpProbe({ check, http, clock, secrets });
    case "command":
      return createCommandProbe({ check, exec, env: childEnv(runner), clock, secrets });
    default:
      return assertNever(check);
  }
}
