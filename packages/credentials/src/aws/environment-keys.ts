import { ActionError, type AwsKeys, type Clock } from "@deploy-actions/kernel";
import { type CredentialPorts, variable } from "../ports.ts";
import { containerKeys, hasContainerKeys } from "./container-keys.ts";

/**
 * The credentials that are already in the environment, as they are: AWS_ACCESS_KEY_ID and its companions (another step
 * signed in), else those of the container the runner lives in. Rejects with a `config` error when there are none.
 */
export async function environmentKeys(ports: CredentialPorts, signal: AbortSignal): Promise<AwsKeys> {
  const { env } = ports;
  const accessKeyId = variable(env, "AWS_ACCESS_KEY_ID");
  const secretAccessKey = variable(env, "AWS_SECRET_ACCESS_KEY");
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    const sessionToken = variable(env, "AWS_SESSION_TOKEN");
    for (const secret of [accessKeyId, secretAccessKey, sessionToken]) {
      if (secret !== undefined) ports.secrets.mask(secret);
    }
    return { accessKeyId, secretAccessKey, sessionToken, expiresAt: livingUntil(env, ports.clock) };
  }
  if (hasContainerKeys(env)) return containerKeys(ports, signal);
  const half = accessKeyId ?? secretAccessKey;
  throw new ActionError(
    "config",
    half === undefined
      ? "Nothing signs in to AWS: deploy.yml names no role, and AWS_ACCESS_KEY_ID is not set."
      : `Nothing signs in to AWS: of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY only ${accessKeyId === undefined ? "the second" : "the first"} is set.`,
    {
      hint: "Write `role: arn:aws:iam::<account>:role/<name>` under `aws:` of the environment's sign-in and give the job `id-token: write`; or run a login action before this step.",
    },
  );
}

/** One line about where they are from, for the log. */
export function describeEnvironmentKeys(env: CredentialPorts["env"]): string {
  if (variable(env, "AWS_ACCESS_KEY_ID") !== undefined) {
    return "AWS: using the credentials that are already in the environment (AWS_ACCESS_KEY_ID), as they are; they are not renewed.";
  }
  return "AWS: using the credentials of the container this runner lives in (AWS_CONTAINER_CREDENTIALS_*).";
}

/** Whether the key is one of a user, that lives until somebody deletes it. */
export function isLongLivedKey(env: CredentialPorts["env"]): boolean {
  return (
    /^AKIA/.test(variable(env, "AWS_ACCESS_KEY_ID") ?? "") && variable(env, "AWS_SESSION_TOKEN") === undefined
  );
}

function livingUntil(env: CredentialPorts["env"], clock: Clock): number | undefined {
  const text = variable(env, "AWS_CREDENTIAL_EXPIRATION");
  const expiresAt = text === undefined ? Number.NaN : Date.parse(text);
  if (!Number.isFinite(expiresAt)) return undefined;
  if (expiresAt <= clock.now()) {
    throw new ActionError(
      "permission",
      `The AWS credentials of the environment expired at ${new Date(expiresAt).toISOString()}.`,
      {
        hint: "Write the role into deploy.yml instead of signing in before this step: what this step signs in to is renewed while it runs.",
      },
    );
  }
  return expiresAt;
}
