import type { STSClient } from "@aws-sdk/client-sts";
import {
  ActionError,
  type AwsAccess,
  type AwsKeys,
  awsClientConfig,
  awsErrorName,
  errorMessage,
  HttpFailure,
  isError,
  reportAwsCalls,
} from "@deploy-actions/kernel";
import type { CredentialPorts } from "../ports.ts";

const MAX_ATTEMPTS = 5;
const BASE_MS = 1_000;
const CAP_MS = 16_000;

/** STS at a region; `access` of its calls need not have keys where the call is not signed. */
export type StsAccess = Omit<AwsAccess, "keys"> & { readonly keys?: AwsAccess["keys"] };

/** A client of STS over the one HTTP client; it does not retry by itself, see {@link withStsRetries}. */
export async function stsClient(
  ports: CredentialPorts,
  access: StsAccess,
  signal: AbortSignal,
): Promise<STSClient> {
  const { STSClient: Client } = await import("@aws-sdk/client-sts");
  const full: AwsAccess = { ...access, keys: access.keys ?? noKeys };
  return reportAwsCalls(
    new Client({ ...awsClientConfig(full, ports.http, signal), maxAttempts: 1 }),
    "sts",
    full,
  );
}

async function noKeys(): Promise<AwsKeys> {
  throw new ActionError("internal", "A call to STS that needs keys was made without any.");
}

/**
 * Calls STS again on throttling, a failed look at GitHub's keys, 5xx and network errors: jittered, through the clock,
 * five times in all. The last error says how often it was tried. `isFinal`: errors that are somebody else's.
 */
export async function withStsRetries<T>(
  ports: CredentialPorts,
  signal: AbortSignal,
  what: string,
  attempt: () => Promise<T>,
  isFinal: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt();
    } catch (error) {
      const reason = isFinal(error) ? undefined : transientReason(error);
      if (reason === undefined) throw error;
      if (number === MAX_ATTEMPTS) throw exhausted(error, reason, what, number);
      const waitMs = Math.round(
        (0.5 + ports.random.next() / 2) * Math.min(CAP_MS, BASE_MS * 2 ** (number - 1)),
      );
      ports.log.debug(`STS did not ${what} yet (${reason}); trying again in ${waitMs} ms.`);
      await ports.clock.sleep(waitMs, signal);
    }
  }
}

function transientReason(error: unknown): string | undefined {
  // First, because the SDK gives its `$metadata` also to errors that are not its own.
  for (let current: unknown = error; isError(current); current = current.cause) {
    if (current instanceof HttpFailure) return current.failure === "tls" ? undefined : current.failure;
  }
  if (error instanceof ActionError) return undefined;
  const name = awsErrorName(error);
  if (name === undefined) return undefined;
  if (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/i.test(name)) return "throttled";
  if (/^IDPCommunicationError/.test(name)) return "IDPCommunicationError";
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
  if (status === 429) return "throttled";
  return status >= 500 ? `${name}, HTTP ${status}` : undefined;
}

function exhausted(error: unknown, reason: string, what: string, attempts: number): ActionError {
  const hint =
    reason === "throttled"
      ? "Many jobs sign in at once: run fewer side by side (`concurrency:`, `max-parallel:`), or let STS's limits be raised."
      : reason === "IDPCommunicationError"
        ? "STS could not read GitHub's keys. Run the job again; if it persists, see https://www.githubstatus.com."
        : "Run the job again; if it persists, see https://health.aws.amazon.com.";
  const said = reason === "throttled" ? "STS throttled this job" : `STS did not answer well (${reason})`;
  return new ActionError("remote", `${said} in ${attempts} attempts to ${what}: ${errorMessage(error)}`, {
    cause: error,
    hint,
  });
}

/** The keys of an answer of STS, masked. Their life is counted on this runner's clock from before the call. */
export function receivedKeys(
  ports: CredentialPorts,
  credentials:
    | {
        readonly AccessKeyId?: string | undefined;
        readonly SecretAccessKey?: string | undefined;
        readonly SessionToken?: string | undefined;
      }
    | undefined,
  expiresAt: number,
  what: string,
): AwsKeys {
  const { AccessKeyId, SecretAccessKey, SessionToken } = credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    throw new ActionError("remote", `STS answered without credentials when asked to ${what}.`);
  }
  for (const secret of [AccessKeyId, SecretAccessKey, SessionToken]) ports.secrets.mask(secret);
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiresAt,
  };
}
