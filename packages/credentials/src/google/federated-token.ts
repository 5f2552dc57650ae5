import { ActionError, type BearerToken, type GoogleSignIn } from "@deploy-actions/kernel";
import { type JsonAnswer, sendJson, textAt } from "../http-json.ts";
import { type ReceivedIdToken, requestIdToken } from "../id-token.ts";
import type { CredentialPorts } from "../ports.ts";
import { googleRefusal } from "./refusal.ts";

const STS_URL = "https://sts.googleapis.com/v1/token";
const IAM_URL = "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts";
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const ACCOUNT_TOKEN_SECONDS = 3_600;
const PROVIDER = /^projects\/[\w.:-]+\/locations\/global\/workloadIdentityPools\/[\w-]+\/providers\/[\w-]+$/;

/** GitHub's token exchanged at Google's STS, then, for a service account, exchanged for a token of that account. */
export async function federatedGoogleToken(
  signIn: GoogleSignIn,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<BearerToken> {
  if (!PROVIDER.test(signIn.provider)) {
    throw new ActionError(
      "config",
      `"${signIn.provider}" is no workload identity provider: expected projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>.`,
    );
  }
  const received = await requestIdToken(ports, "Google Cloud", googleAudience(signIn), signal);
  const startedAt = ports.clock.now();
  const answer = await sendJson(ports, {
    method: "POST",
    url: STS_URL,
    json: {
      audience: `//iam.googleapis.com/${signIn.provider}`,
      grantType: "urn:ietf:params:oauth:grant-type:token-exchange",
      requestedTokenType: "urn:ietf:params:oauth:token-type:access_token",
      scope: SCOPE,
      subjectTokenType: "urn:ietf:params:oauth:token-type:jwt",
      subjectToken: received.token,
    },
    signal,
  });
  const federated = receivedToken(answer, textAt(answer.body, "access_token"), ports);
  if (federated === undefined) throw googleRefusal({ answer, signIn, received, hop: "federation", ports });
  const seconds = Number(answer.body.expires_in);
  if (signIn.serviceAccount === undefined) {
    return { value: federated, expiresAt: startedAt + (Number.isFinite(seconds) ? seconds : 0) * 1_000 };
  }
  return accountToken(
    federated,
    { ...signIn, serviceAccount: signIn.serviceAccount },
    received,
    ports,
    signal,
  );
}

async function accountToken(
  federated: string,
  signIn: GoogleSignIn & { readonly serviceAccount: string },
  received: ReceivedIdToken,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<BearerToken> {
  const startedAt = ports.clock.now();
  const answer = await sendJson(ports, {
    method: "POST",
    url: `${IAM_URL}/${encodeURIComponent(signIn.serviceAccount)}:generateAccessToken`,
    headers: { authorization: `Bearer ${federated}` },
    json: { scope: [SCOPE], lifetime: `${ACCOUNT_TOKEN_SECONDS}s` },
    signal,
  });
  const value = receivedToken(answer, textAt(answer.body, "accessToken"), ports);
  if (value === undefined) throw googleRefusal({ answer, signIn, received, hop: "account", ports });
  return { value, expiresAt: startedAt + ACCOUNT_TOKEN_SECONDS * 1_000 };
}

/** The audience GitHub's token is asked for. */
export function googleAudience(signIn: GoogleSignIn): string {
  return signIn.audience ?? `https://iam.googleapis.com/${signIn.provider}`;
}

function receivedToken(
  answer: JsonAnswer,
  value: string | undefined,
  ports: CredentialPorts,
): string | undefined {
  return answer.status === 200 && value !== undefined ? ports.secrets.mask(value) : undefined;
}
