import { isObject } from "@deploy-actions/kernel";
import type { ImageVariable } from "./image-registry.ts";
import { parseObject } from "./manifest.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const SECRET_WORD =
  /(?:^|[_.-])(?:SECRETS?|PASSWORDS?|PASSWD|PWD|PASS|PASSPHRASE|TOKENS?|API_?KEYS?|APIKEYS?|ACCESS_?KEYS?|PRIVATE_?KEYS?|ENCRYPTION_?KEYS?|SIGNING_?KEYS?|SECRET_?KEYS?|CREDENTIALS?|CONNECTION_?STRING)(?:$|[_.-])/i;
/** A path, an address or a setting of a secret is none; neither are the working directory and stand-ins of a build. */
const HARMLESS =
  /(?:^|[_.-])(?:FILE|PATH|DIR|ARN|ID|NAME|URL|URI|ENDPOINT|HEADER|TTL|EXPIRY|EXPIRES_?IN|LENGTH|TYPE|ISSUER|ALGORITHM|DUMMY|ENABLED|PROVIDER|STORE)$|^(?:OLD)?PWD$|^(?:MAX|MIN|NUM)_/i;
const PASSWORD_IN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s:@]*:[^/?#\s@]+@/i;

/** Whether a variable's name says that its value is a secret. */
export function looksLikeSecret(name: string): boolean {
  return SECRET_WORD.test(name) && !HARMLESS.test(name);
}

/**
 * The variables with a value in an image configuration (OCI image spec 1.1: `config.Env`, `history[].created_by`). The
 * history also keeps build arguments: `RUN |1 NPM_TOKEN=… /bin/sh -c …`. `undefined` when the text is no configuration.
 */
export function readImageVariables(text: string): readonly ImageVariable[] | undefined {
  const root = parseObject(text);
  if (root === undefined) return undefined;
  const { config, history } = root;
  if (config !== undefined && config !== null && !isObject(config)) return undefined;
  if (config === undefined && history === undefined && root.rootfs === undefined) return undefined;
  const env: readonly unknown[] = isObject(config) && Array.isArray(config.Env) ? config.Env : [];
  const commands = (Array.isArray(history) ? history : []).flatMap((entry: unknown) =>
    isObject(entry) && typeof entry.created_by === "string" ? [entry.created_by] : [],
  );
  const found = [
    ...env.flatMap((pair) => (typeof pair === "string" ? variable(pair, "environment") : [])),
    ...commands.flatMap((command) => assignments(command).flatMap((pair) => variable(pair, "build history"))),
  ];
  return unique(found);
}

/** `NAME=value` pairs that a line of the build history shows. */
function assignments(command: string): readonly string[] {
  const line = command.replace(/^\/bin\/sh -c #\(nop\)\s+/, "");
  const instruction = /^(?:ENV|ARG)\s+(.*)$/s.exec(line)?.[1];
  if (instruction !== undefined) return pairsOf(instruction);
  // What is before the shell are the build arguments; what is behind it is a script of the author.
  const args = /^(?:RUN\s+)?\|\d+\s+(.*?)\s*(?:\/bin\/|\/usr\/bin\/|sh -c|$)/s.exec(line)?.[1];
  return args === undefined ? [] : pairsOf(args);
}

function pairsOf(text: string): readonly string[] {
  return Array.from(
    text.matchAll(/(?:^|\s)([A-Za-z_][A-Za-z0-9_.-]*)=(\S*)/g),
    (match) => `${match[1]}=${match[2]}`,
  );
}

function variable(pair: string, place: ImageVariable["place"]): readonly ImageVariable[] {
  const at = pair.indexOf("=");
  const name = pair.slice(0, at);
  const value = pair.slice(at + 1);
  if (at < 1 || value === "" || value === '""' || !NAME.test(name)) return [];
  return [{ name, place, hasPasswordInUrl: PASSWORD_IN_URL.test(value.replace(/^["']/, "")) }];
}

function unique(variables: readonly ImageVariable[]): readonly ImageVariable[] {
  return [...new Map(variables.map((item) => [`${item.place} ${item.name}`, item] as const)).values()];
}
