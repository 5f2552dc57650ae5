import { ActionError, type AwsAccess, type AwsKeys, type AwsSignIn } from "@deploy-actions/kernel";
import type { CredentialPorts } from "../ports.ts";
import { chainRefusal } from "./refusal.ts";
import { parseRole } from "./region.ts";
import { sessionName } from "./session-name.ts";
import { receivedKeys, stsClient, withStsRetries } from "./sts.ts";

/** AWS allows no more to a role that was taken by a role. */
const LONGEST_CHAINED_MS = 3_600_000;

/** Takes a further role with the keys of `access`. `from`: who takes it, for the message. */
export async function assumeRole(
  role: string,
  from: string,
  access: AwsAccess,
  signIn: Pick<AwsSignIn, "sessionName" | "durationMs">,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<AwsKeys> {
  parseRole(role, access.region);
  const durationMs = Math.min(signIn.durationMs, LONGEST_CHAINED_MS);
  const what = `give the role ${role} to ${from}`;
  const client = await stsClient(ports, access, signal);
  const { AssumeRoleCommand } = await import("@aws-sdk/client-sts");
  try {
    return await withStsRetries(ports, signal, what, async () => {
      const startedAt = ports.clock.now();
      const answer = await client.send(
        new AssumeRoleCommand({
          RoleArn: role,
          RoleSessionName: sessionName(signIn.sessionName, ports.env),
          DurationSeconds: Math.round(durationMs / 1_000),
        }),
      );
      return receivedKeys(ports, answer.Credentials, startedAt + durationMs, what);
    });
  } catch (error) {
    throw error instanceof ActionError ? error : chainRefusal(error, role, from);
  } finally {
    client.destroy();
  }
}
