import type { ApiCall, AwsAccess, AwsKeys, AwsSignIn } from "@deploy-actions/kernel";
import { type CredentialPorts, variable } from "../ports.ts";
import { createRenewal, keyMarginMs } from "../renewal.ts";
import { assumeRole } from "./chain.ts";
import { describeEnvironmentKeys, environmentKeys, isLongLivedKey } from "./environment-keys.ts";
import { regionOf } from "./region.ts";
import { assumeWithIdToken } from "./web-identity.ts";

type KeySource = { get(signal: AbortSignal): Promise<AwsKeys> };

const DEFAULT_DURATION_MS = 3_600_000;

/**
 * Access to AWS: the role of the sign-in taken with GitHub's ID token, then the roles of its chain; or, without a role,
 * the credentials that are already in the environment. Nothing is asked before the first `keys`, and keys renew
 * themselves five minutes before they end. AWS_ENDPOINT_URL is every service's endpoint, AWS_ENDPOINT_URL_STS that of STS.
 *
 * Errors of the call: `config` without a region. Of `keys`: `permission` with the token's claims and the trust policy
 * that would accept them, `config`, `remote`.
 */
export function createAwsAccess(
  signIn: AwsSignIn | undefined,
  ports: CredentialPorts,
  options: { readonly onCall?: (call: ApiCall) => void } = {},
): AwsAccess {
  const region = regionOf(signIn, ports.env);
  const endpoint = variable(ports.env, "AWS_ENDPOINT_URL");
  const common = { region, ...(options.onCall === undefined ? {} : { onCall: options.onCall }) };
  const sts = { ...common, endpoint: stsEndpoint(ports.env) };

  let source = firstSource(signIn, sts, ports);
  let from = signIn?.role ?? "the credentials of the environment";
  for (const role of signIn?.chain ?? []) {
    const previous = source;
    const taker = from;
    const access: AwsAccess = { ...sts, keys: (signal) => previous.get(signal) };
    const session = {
      sessionName: signIn?.sessionName,
      durationMs: signIn?.durationMs ?? DEFAULT_DURATION_MS,
    };
    source = renewed(role, ports, (signal) => assumeRole(role, taker, access, session, ports, signal));
    from = role;
  }
  return { ...common, endpoint, keys: (signal) => source.get(signal) };
}

/** The same keys in another region. */
export function awsAccessInRegion(access: AwsAccess, region: string): AwsAccess {
  return { ...access, region };
}

/** The endpoint of STS, where the environment moves it. */
export function stsEndpoint(env: CredentialPorts["env"]): string | undefined {
  return variable(env, "AWS_ENDPOINT_URL_STS") ?? variable(env, "AWS_ENDPOINT_URL");
}

function firstSource(
  signIn: AwsSignIn | undefined,
  sts: Omit<AwsAccess, "keys">,
  ports: CredentialPorts,
): KeySource {
  if (signIn?.role === undefined) return environmentSource(ports);
  const { role } = signIn;
  return renewed(role, ports, (signal) => assumeWithIdToken({ ...signIn, role }, sts, ports, signal));
}

function renewed(
  role: string,
  ports: CredentialPorts,
  fetch: (signal: AbortSignal) => Promise<AwsKeys>,
): KeySource {
  return createRenewal<AwsKeys>({
    what: `The AWS keys of ${role}`,
    clock: ports.clock,
    log: ports.log,
    fetch,
    expiresAt: (keys) => keys.expiresAt,
    marginMs: keyMarginMs,
  });
}

function environmentSource(ports: CredentialPorts): KeySource {
  let isSaid = false;
  return createRenewal<AwsKeys>({
    what: "The AWS keys of the environment",
    clock: ports.clock,
    log: ports.log,
    fetch: async (signal) => {
      const keys = await environmentKeys(ports, signal);
      if (!isSaid) {
        isSaid = true;
        ports.log.info(describeEnvironmentKeys(ports.env));
        if (isLongLivedKey(ports.env)) {
          ports.log.warning(
            "AWS_ACCESS_KEY_ID is a long-lived key of a user. Name a role in deploy.yml instead: with `id-token: write` the job needs no key at all.",
          );
        }
      }
      return keys;
    },
    expiresAt: (keys) => keys.expiresAt,
    marginMs: keyMarginMs,
  });
}
