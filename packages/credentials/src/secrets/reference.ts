import { ActionError, suggest } from "@deploy-actions/kernel";
import { VAULT_SUFFIXES } from "../azure/cloud.ts";

/** Where a secret is, as `secret://…` in deploy.yml says it. `text` is the reference as it was written. */
export type SecretReference = { readonly text: string } & (
  | { readonly store: "aws-secretsmanager"; readonly id: string; readonly key: string | undefined }
  | { readonly store: "aws-ssm"; readonly name: string }
  | {
      readonly store: "azure-keyvault";
      readonly vaultHost: string;
      readonly name: string;
      readonly version: string | undefined;
    }
  | { readonly store: "vault"; readonly mount: string; readonly path: string; readonly key: string }
  | {
      readonly store: "gcp-secretmanager";
      readonly project: string;
      readonly name: string;
      readonly version: string;
    }
);

export const SECRET_STORES = [
  "aws-secretsmanager",
  "aws-ssm",
  "azure-keyvault",
  "vault",
  "gcp-secretmanager",
] as const;

const FORMS: Readonly<Record<(typeof SECRET_STORES)[number], string>> = {
  "aws-secretsmanager": "secret://aws-secretsmanager/<name or ARN>[#<JSON key>]",
  "aws-ssm": "secret://aws-ssm/<name>",
  "azure-keyvault": "secret://azure-keyvault/<vault>/<name>[/<version>]",
  vault: "secret://vault/<mount>/<path>#<key>",
  "gcp-secretmanager": "secret://gcp-secretmanager/<project>/<name>[/<version>]",
};

const SCHEME = "secret://";

/** Whether a text is meant as a reference. */
export function isSecretReference(text: string): boolean {
  return text.startsWith(SCHEME);
}

/** Reads a reference. Throws a `config` error that says what was read, what was expected and the nearest store. */
export function parseSecretReference(text: string): SecretReference {
  if (!isSecretReference(text)) {
    throw new ActionError("config", `A secret reference begins with ${SCHEME}; this one does not.`, {
      hint: `Write e.g. ${FORMS["aws-secretsmanager"]}. If the text is a secret itself, take it out of the file and revoke it.`,
    });
  }
  const body = text.slice(SCHEME.length);
  const hash = body.indexOf("#");
  const key = hash < 0 ? undefined : body.slice(hash + 1);
  const [storeText = "", ...parts] = (hash < 0 ? body : body.slice(0, hash)).split("/");
  const store = SECRET_STORES.find((name) => name === storeText);
  if (store === undefined) {
    throw new ActionError(
      "config",
      `${text}: "${storeText}" is no secret store.${suggest(storeText, SECRET_STORES)}`,
    );
  }
  const found = read(store, parts, key, text);
  if (typeof found === "string")
    throw new ActionError("config", `${text}: ${found}; expected ${FORMS[store]}.`);
  return found;
}

function read(
  store: (typeof SECRET_STORES)[number],
  parts: readonly string[],
  key: string | undefined,
  text: string,
): SecretReference | string {
  if (/[\s\p{Cc}]/u.test(text)) return "it holds a space or a line break";
  if (key === "") return "the key after # is empty";
  if (key !== undefined && store !== "aws-secretsmanager" && store !== "vault")
    return "this store knows no key after #";
  switch (store) {
    case "aws-secretsmanager": {
      const id = parts.join("/");
      if (id === "") return "the name is missing";
      return /^[\w/+=.@:-]+$/.test(id)
        ? { text, store, id, key }
        : "the name has characters that Secrets Manager does not allow";
    }
    case "aws-ssm": {
      const name = parts.join("/").replace(/^\/+/, "");
      if (name === "") return "the name is missing";
      if (!/^[\w./:-]+$/.test(name)) return "the name has characters that Parameter Store does not allow";
      // A name in a hierarchy begins with a slash; one slash of the reference stands for it.
      return { text, store, name: name.startsWith("arn:") || !name.includes("/") ? name : `/${name}` };
    }
    case "azure-keyvault":
      return readKeyVault(parts, text);
    case "vault": {
      const [mount = "", ...path] = parts;
      if (mount === "" || path.join("/") === "") return "mount or path is missing";
      if (path.some((part) => part === "" || part === "." || part === ".."))
        return "the path has an empty part or dots";
      if (key === undefined) return "the key after # is missing";
      return { text, store, mount, path: path.join("/"), key };
    }
    case "gcp-secretmanager": {
      const [project = "", name = "", version = "latest", ...rest] = parts;
      if (project === "" || name === "") return "project or name is missing";
      if (rest.length > 0 || version === "") return "the part after the version is too much";
      return [project, name, version].every((part) => /^[\w.:-]+$/.test(part) && !/^\.+$/.test(part))
        ? { text, store, project, name, version }
        : "it has characters that Secret Manager does not allow";
    }
  }
}

function readKeyVault(parts: readonly string[], text: string): SecretReference | string {
  const [vault = "", name = "", version, ...rest] = parts;
  if (vault === "" || name === "") return "vault or name is missing";
  if (rest.length > 0 || version === "") return "the part after the version is too much";
  if (!/^[A-Za-z0-9-]{1,127}$/.test(name)) return "the name may have letters, digits and - only";
  if (version !== undefined && !/^[A-Za-z0-9]+$/.test(version))
    return "the version may have letters and digits only";
  const [label = "", ...domain] = vault.split(".");
  if (!/^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/.test(label)) return `"${vault}" is no name of a key vault`;
  // A token goes there: no host but Azure's own.
  if (domain.length > 0 && !VAULT_SUFFIXES.includes(domain.join("."))) {
    return `"${vault}" is no host of a key vault (they end in ${VAULT_SUFFIXES.join(", ")})`;
  }
  return { text, store: "azure-keyvault", vaultHost: vault.toLowerCase(), name, version };
}
