import {
  ActionError,
  type AwsAccess,
  awsClientConfig,
  awsErrorName,
  errorMessage,
  isObject,
  reportAwsCalls,
} from "@deploy-actions/kernel";
import { awsAccessInRegion } from "../aws/access.ts";
import type { CredentialPorts } from "../ports.ts";
import { secretForbidden, secretMissing, storeFailed, valueAtKey } from "./found.ts";
import type { SecretReference } from "./reference.ts";

type InSecretsManager = Extract<SecretReference, { store: "aws-secretsmanager" }>;
type InParameterStore = Extract<SecretReference, { store: "aws-ssm" }>;

/** The value of a secret of Secrets Manager, or of one key of its JSON. */
export async function readSecretsManager(
  reference: InSecretsManager,
  access: AwsAccess,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<string> {
  const { SecretsManagerClient, GetSecretValueCommand } = await import("@aws-sdk/client-secrets-manager");
  const at = inRegionOf(reference.id, access);
  const config = awsClientConfig(at, ports.http, signal);
  const client = reportAwsCalls(new SecretsManagerClient(config), "secretsmanager", at);
  try {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: reference.id }));
    const value = answer.SecretString ?? Buffer.from(answer.SecretBinary ?? []).toString("utf8");
    if (reference.key === undefined) return value;
    ports.secrets.mask(value);
    return valueAtKey(reference, parseFields(reference, value), reference.key);
  } catch (error) {
    throw failed(error, reference, at.region, "secretsmanager:GetSecretValue");
  } finally {
    client.destroy();
  }
}

/** The value of a parameter of SSM, decrypted. */
export async function readParameter(
  reference: InParameterStore,
  access: AwsAccess,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<string> {
  const { SSMClient, GetParameterCommand } = await import("@aws-sdk/client-ssm");
  const at = inRegionOf(reference.name, access);
  const client = reportAwsCalls(new SSMClient(awsClientConfig(at, ports.http, signal)), "ssm", at);
  try {
    const answer = await client.send(new GetParameterCommand({ Name: reference.name, WithDecryption: true }));
    const value = answer.Parameter?.Value;
    if (value === undefined) throw storeFailed(reference, "the answer holds no value");
    return value;
  } catch (error) {
    throw failed(error, reference, at.region, "ssm:GetParameter");
  } finally {
    client.destroy();
  }
}

/** An ARN names its region. */
function inRegionOf(name: string, access: AwsAccess): AwsAccess {
  const region = name.startsWith("arn:") ? name.split(":")[3] : undefined;
  if (region === undefined || region === "") return access;
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region))
    throw new ActionError("config", `${name}: "${region}" is no AWS region.`);
  return awsAccessInRegion(access, region);
}

function parseFields(reference: InSecretsManager, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // The parser's message quotes the secret.
  }
  throw new ActionError(
    "config",
    `${reference.text}: the secret is no JSON object, so it has no key "${reference.key}".`,
  );
}

function failed(
  error: unknown,
  reference: InSecretsManager | InParameterStore,
  region: string,
  action: string,
): ActionError {
  if (error instanceof ActionError) return error;
  const name = awsErrorName(error) ?? "";
  const status = (error as { $metadata?: { httpStatusCode?: unknown } }).$metadata?.httpStatusCode;
  if (/^(ResourceNotFoundException|ParameterNotFound|ParameterVersionNotFound)$/.test(name)) {
    return secretMissing(reference, region, error);
  }
  if (/AccessDenied|NotAuthorized|DecryptionFailure|KMS|InvalidKeyId/.test(name) || status === 403) {
    const what = reference.store === "aws-ssm" ? "parameter" : "secret";
    return secretForbidden(
      reference,
      region,
      `Allow ${action} on this ${what} to the role of this job, and kms:Decrypt where a key of your own encrypts it.`,
      error,
    );
  }
  return storeFailed(reference, `${name === "" ? "" : `${name}: `}${errorMessage(error)}`, error);
}
