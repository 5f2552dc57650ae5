import { nearest } from "@deploy-actions/kernel";
import { matchesForm, NAME_PLACEHOLDERS } from "./name-texts.ts";
import { expectedPlaceholder, type Read } from "./schema-scalars.ts";

/** `secret://<store>/<path>[#key]`: a value that is read from its store when it is needed, never before. */
export type SecretReference = string;

interface StoreForm {
  /** The reference, for messages. */
  readonly form: string;
  readonly path: RegExp;
  readonly key: "required" | "allowed" | "none";
}

const STORES: Readonly<Record<string, StoreForm>> = {
  "aws-secretsmanager": {
    form: "secret://aws-secretsmanager/<name or ARN>[#<JSON key>]",
    path: /^[\w/+=.@:-]+$/,
    key: "allowed",
  },
  "aws-ssm": { form: "secret://aws-ssm/<name>", path: /^[\w./:-]*[\w.:-]$/, key: "none" },
  "azure-keyvault": {
    form: "secret://azure-keyvault/<vault>/<name>[/<version>]",
    path: /^[A-Za-z][A-Za-z0-9.-]+\/[A-Za-z0-9-]{1,127}(?:\/[A-Za-z0-9]+)?$/,
    key: "none",
  },
  "gcp-secretmanager": {
    form: "secret://gcp-secretmanager/<project>/<name>[/<version>]",
    path: /^[\w.:-]+\/[\w-]+(?:\/[\w-]+)?$/,
    key: "none",
  },
  vault: {
    form: "secret://vault/<mount>/<path>#<key>",
    path: /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\s/]+(?:\/[^\s/]+)+$/,
    key: "required",
  },
};

/** Stores a secret may be in. */
export const SECRET_STORES: readonly string[] = Object.keys(STORES);

const SCHEME = "secret://";
const EXAMPLE = "secret://aws-secretsmanager/shop/prod#token";

/** A text that is wholly a reference, or ends with one after a word: `Bearer secret://…`. */
const HOLDS_REFERENCE = /^(?:[A-Za-z][\w-]* )?(secret:\/\/.*)$/s;

/** Whether a text means a secret, well written or not. */
export function mentionsSecret(text: string): boolean {
  return text.toLowerCase().includes(SCHEME);
}

/** The reference in a text where a secret may stand (`Bearer secret://…`); `undefined` when it is a plain text. */
export function secretReferenceIn(text: string): SecretReference | undefined {
  return HOLDS_REFERENCE.exec(text)?.[1];
}

/** The text with its reference replaced by the secret, once it was read; a plain text as it is. */
export function insertSecret(text: string, secret: string): string {
  const reference = secretReferenceIn(text);
  return reference === undefined ? text : `${text.slice(0, text.length - reference.length)}${secret}`;
}

/** Reads a reference; placeholders known before any release is may stand in its path. */
export function readReference(text: string): Read<SecretReference> {
  if (!text.startsWith(SCHEME)) {
    return { ok: false, expected: `a reference to a secret, never its value, e.g. ${EXAMPLE}` };
  }
  const unknown = expectedPlaceholder(text, NAME_PLACEHOLDERS);
  if (unknown !== undefined) return { ok: false, expected: unknown };
  const body = text.slice(SCHEME.length);
  const [, store = "", path = "", key] = /^([^/#]*)\/?([^#]*)(?:#(.*))?$/s.exec(body) ?? [];
  const known = Object.hasOwn(STORES, store) ? STORES[store] : undefined;
  if (known === undefined) {
    const near = nearest(store, SECRET_STORES);
    return {
      ok: false,
      expected: `secret:// and one of ${SECRET_STORES.join(", ")}`,
      nearest: near === undefined ? undefined : `${SCHEME}${near}${body.slice(store.length)}`,
    };
  }
  const fitsKey = key === undefined ? known.key !== "required" : known.key !== "none" && /^\S+$/.test(key);
  return fitsKey && matchesForm(path, known.path)
    ? { ok: true, value: text }
    : { ok: false, expected: known.form };
}

/** A text where a secret may stand: a plain one, a reference, or a word and a reference (`Bearer secret://…`). */
export function readSecretText(text: string, readPlain: (text: string) => Read<string>): Read<string> {
  const reference = secretReferenceIn(text);
  if (reference === undefined) {
    return mentionsSecret(text)
      ? { ok: false, expected: `the reference alone, or after one word, e.g. Bearer ${EXAMPLE}` }
      : readPlain(text);
  }
  const read = readReference(reference);
  if (read.ok) return { ok: true, value: text };
  const before = text.slice(0, text.length - reference.length);
  return { ...read, nearest: read.nearest === undefined ? undefined : `${before}${read.nearest}` };
}
