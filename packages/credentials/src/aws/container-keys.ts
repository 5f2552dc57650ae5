import { ActionError, type AwsKeys, errorMessage } from "@deploy-actions/kernel";
import { sendJson, textAt } from "../http-json.ts";
import { type CredentialPorts, variable } from "../ports.ts";

const RELATIVE_HOST = "http://169.254.170.2";
/** ECS, EKS Pod Identity and loopback: nowhere else is the answer (or the token that asks for it) safe without TLS. */
const PLAIN_HOSTS =
  /^(169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\]|127\.0\.0\.\d+|localhost|\[::1\])$/;
const TIMEOUT_MS = 5_000;

/** Whether the runner is told where its container's credentials are. */
export function hasContainerKeys(env: CredentialPorts["env"]): boolean {
  return (
    variable(env, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") !== undefined ||
    variable(env, "AWS_CONTAINER_CREDENTIALS_FULL_URI") !== undefined
  );
}

/** Asks the agent of ECS or EKS Pod Identity for the container's keys. */
export async function containerKeys(ports: CredentialPorts, signal: AbortSignal): Promise<AwsKeys> {
  const { env } = ports;
  const relative = variable(env, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  const url =
    relative === undefined
      ? (variable(env, "AWS_CONTAINER_CREDENTIALS_FULL_URI") ?? "")
      : `${RELATIVE_HOST}${relative}`;
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined || (target.protocol !== "https:" && !PLAIN_HOSTS.test(target.hostname))) {
    throw new ActionError(
      "config",
      "AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor a container agent's address.",
    );
  }
  const authorization = await authorizationOf(env);
  if (authorization !== undefined) ports.secrets.mask(authorization);
  const answer = await sendJson(ports, {
    url: target.href,
    timeoutMs: TIMEOUT_MS,
    ...(authorization === undefined ? {} : { headers: { authorization } }),
    signal,
  });
  const accessKeyId = textAt(answer.body, "AccessKeyId");
  const secretAccessKey = textAt(answer.body, "SecretAccessKey");
  const sessionToken = textAt(answer.body, "Token");
  if (answer.status !== 200 || accessKeyId === undefined || secretAccessKey === undefined) {
    throw new ActionError(
      "remote",
      `The container's agent gave no AWS credentials (HTTP ${answer.status}).`,
      {
        hint: "Name a role in deploy.yml, or look at the task role (ECS) or the pod identity association (EKS) of the runner.",
      },
    );
  }
  for (const secret of [accessKeyId, secretAccessKey, sessionToken]) {
    if (secret !== undefined) ports.secrets.mask(secret);
  }
  const expiresAt = Date.parse(textAt(answer.body, "Expiration") ?? "");
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expiresAt: Number.isFinite(expiresAt) ? expiresAt : undefined,
  };
}

async function authorizationOf(env: CredentialPorts["env"]): Promise<string | undefined> {
  const file = variable(env, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  if (file === undefined) return variable(env, "AWS_CONTAINER_AUTHORIZATION_TOKEN");
  try {
    const { readFile } = await import("node:fs/promises");
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw new ActionError(
      "config",
      `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read: ${errorMessage(error)}.`,
      { cause: error },
    );
  }
}
