import { ActionError, type AzureSignIn, type BearerToken, isObject } from "@deploy-actions/kernel";
import { type ReceivedIdToken, requestIdToken } from "../id-token.ts";
import type { CredentialPorts } from "../ports.ts";
import { azureCloud, isKnownAuthority } from "./cloud.ts";
import { azureRefusal } from "./refusal.ts";
import { sdkAuthority, sdkHttpClient } from "./sdk-http.ts";

/**
 * One token for `scope`, by @azure/identity's ClientAssertionCredential, whose assertion is a new ID token each time.
 * The credential is made anew as well: the SDK's own cache goes by the wall clock and would hand out the old token.
 */
export async function federatedToken(
  signIn: AzureSignIn,
  scope: string,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<BearerToken> {
  const { ClientAssertionCredential } = await import("@azure/identity");
  const { authority } = azureCloud(signIn.authority);
  const startedAt = ports.clock.now();
  let received: ReceivedIdToken | undefined;
  let ownFailure: unknown;
  let lifetimeMs: number | undefined;
  const assertion = async (): Promise<string> => {
    try {
      received = await requestIdToken(ports, "Azure", signIn.audience, signal);
      return received.token;
    } catch (error) {
      // The SDK wraps what is thrown here in a text of its own.
      ownFailure = error;
      throw error;
    }
  };
  const guarded: typeof ports.http = {
    send: (request) =>
      ports.http.send(request).catch((error: unknown) => {
        ownFailure = error;
        throw error;
      }),
  };
  try {
    const credential = new ClientAssertionCredential(signIn.tenant, signIn.client, assertion, {
      authorityHost: sdkAuthority(authority),
      disableInstanceDiscovery: !isKnownAuthority(authority),
      httpClient: sdkHttpClient(guarded, authority, signal, (body) => {
        lifetimeMs = lifetimeOf(body) ?? lifetimeMs;
      }),
      retryOptions: { maxRetries: 0 },
    });
    const token = await credential.getToken(scope, { abortSignal: signal });
    ports.secrets.mask(token.token);
    return { value: token.token, expiresAt: startedAt + (lifetimeMs ?? 0) };
  } catch (error) {
    if (ownFailure instanceof ActionError) throw ownFailure;
    throw azureRefusal({ error: ownFailure ?? error, signIn, scope, received, ports });
  }
}

function lifetimeOf(body: string): number | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    const seconds = isObject(answer) && "access_token" in answer ? Number(answer.expires_in) : Number.NaN;
    return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
  } catch {
    return undefined;
  }
}
