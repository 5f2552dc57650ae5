import { ActionError, type AwsKeys, type AwsSignIn } from "@deploy-actions/kernel";
import { type ReceivedIdToken, requestIdToken } from "../id-token.ts";
import { type CredentialPorts, variable } from "../ports.ts";
import { roleRefusal } from "./refusal.ts";
import { parseRole } from "./region.ts";
import { sessionName } from "./session-name.ts";
import { receivedKeys, type StsAccess, stsClient, withStsRetries } from "./sts.ts";

/** Takes a role with a new token of GitHub's: AssumeRoleWithWebIdentity, which is not signed. */
export async function assumeWithIdToken(
  signIn: AwsSignIn & { readonly role: string },
  access: StsAccess,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<AwsKeys> {
  const { account, partition } = parseRole(signIn.role, access.region);
  const what = `give the role ${signIn.role} to this job`;
  const client = await stsClient(ports, access, signal);
  const { AssumeRoleWithWebIdentityCommand } = await import("@aws-sdk/client-sts");
  let received: ReceivedIdToken | undefined;
  let tokenFailure: unknown;
  try {
    const attempt = async (): Promise<AwsKeys> => {
      const startedAt = ports.clock.now();
      // A new token for each attempt: a token that waited out a throttle may have expired meanwhile.
      received = await requestIdToken(ports, "AWS", signIn.audience, signal).catch((error: unknown) => {
        tokenFailure = error;
        throw error;
      });
      const answer = await client.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: signIn.role,
          RoleSessionName: sessionName(signIn.sessionName, ports.env),
          WebIdentityToken: received.token,
          DurationSeconds: Math.round(signIn.durationMs / 1_000),
        }),
      );
      return receivedKeys(ports, answer.Credentials, startedAt + signIn.durationMs, what);
    };
    return await withStsRetries(ports, signal, what, attempt, (error) => error === tokenFailure);
  } catch (error) {
    if (error instanceof ActionError) throw withEnvironmentHint(error, ports);
    throw roleRefusal({ error, signIn, account, partition, received, ports });
  } finally {
    client.destroy();
  }
}

function withEnvironmentHint(error: ActionError, ports: CredentialPorts): ActionError {
  if (error.code !== "permission" || variable(ports.env, "AWS_ACCESS_KEY_ID") === undefined) return error;
  return new ActionError(error.code, error.message, {
    cause: error.cause,
    hint: `${error.hint ?? ""} Or leave \`role:\` out of deploy.yml to use the credentials that are already in the environment.`.trim(),
  });
}
