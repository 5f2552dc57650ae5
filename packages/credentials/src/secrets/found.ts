import { ActionError, suggest } from "@deploy-actions/kernel";
import type { SecretReference } from "./reference.ts";

const NAMES: Readonly<Record<SecretReference["store"], string>> = {
  "aws-secretsmanager": "AWS Secrets Manager",
  "aws-ssm": "AWS Systems Manager Parameter Store",
  "azure-keyvault": "Azure Key Vault",
  vault: "Vault",
  "gcp-secretmanager": "Google Secret Manager",
};

/** Name of a store for people. */
export function storeName(reference: SecretReference): string {
  return NAMES[reference.store];
}

/** There is no such secret. `where`: region, vault, project or URL that was asked. */
export function secretMissing(reference: SecretReference, where: string, cause?: unknown): ActionError {
  return new ActionError(
    "config",
    `${reference.text} is not there: ${storeName(reference)} (${where}) has no such secret.`,
    {
      cause,
      hint: "Correct the reference in deploy.yml, or make the secret. Nothing was changed.",
    },
  );
}

/** The job may not read it. `allow`: the permission to give, and to whom. */
export function secretForbidden(
  reference: SecretReference,
  where: string,
  allow: string,
  cause?: unknown,
): ActionError {
  return new ActionError(
    "permission",
    `${reference.text} may not be read by this job in ${storeName(reference)} (${where}).`,
    {
      cause,
      hint: allow,
    },
  );
}

/** The store did not answer as it should. */
export function storeFailed(reference: SecretReference, what: string, cause?: unknown): ActionError {
  return new ActionError(
    "remote",
    `${reference.text} could not be read from ${storeName(reference)}: ${what}`,
    { cause },
  );
}

/**
 * The text at a key of an object. Says the names of the keys there are when it is missing: names, never values.
 */
export function valueAtKey(
  reference: SecretReference,
  fields: Readonly<Record<string, unknown>>,
  key: string,
): string {
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (value === undefined || value === null) {
    throw new ActionError(
      "config",
      `${reference.text}: the secret has no key "${key}".${suggest(key, Object.keys(fields))}`,
    );
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
