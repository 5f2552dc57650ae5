import { ActionError, suggest } from "@deploy-actions/kernel";

/** What a DATABASE_URL says. */
export type DatabaseAddress =
  | {
      readonly kind: "postgres";
      readonly url: string;
      readonly host: string;
      readonly port: number;
      readonly database: string;
      readonly user: string | undefined;
      /** Decoded; empty when the URL has none. */
      readonly password: string;
    }
  /** An embedded PGlite database; `undefined` keeps it in memory. */
  | { readonly kind: "pglite"; readonly folder: string | undefined };

const SUPPORTED = ["postgres", "postgresql", "pglite"];
const EXPECTED =
  "Expected postgres://user:password@host:5432/database, pglite:./folder or pglite:memory (in the environment variable or secret that holds it).";

/** Reads a DATABASE_URL; a `config` ActionError that never repeats the URL, because it may hold a password. */
export function parseDatabaseUrl(text: string): DatabaseAddress {
  const source = text.trim();
  if (source === "") throw new ActionError("config", "The database URL is empty.", { hint: EXPECTED });
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(source)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    throw new ActionError("config", "The database URL does not start with a scheme.", { hint: EXPECTED });
  }
  if (scheme === "pglite") return pgliteAddress(source.slice("pglite:".length));
  if (scheme !== "postgres" && scheme !== "postgresql") {
    throw new ActionError(
      "config",
      `The database URL starts with ${scheme}:, which the sql engine does not speak.${suggest(scheme, SUPPORTED)}`,
      { hint: EXPECTED },
    );
  }
  return postgresAddress(source);
}

function pgliteAddress(rest: string): DatabaseAddress {
  const folder = rest.replace(/^\/\/(?!\/)/, "");
  if (folder === "") {
    throw new ActionError("config", "The database URL pglite: names no folder.", { hint: EXPECTED });
  }
  return { kind: "pglite", folder: folder === "memory" ? undefined : folder };
}

function postgresAddress(source: string): DatabaseAddress {
  let url: URL;
  try {
    url = new URL(source);
  } catch {
    // The error of the URL parser holds the input, so it is not kept as the cause.
    throw new ActionError("config", "The database URL cannot be parsed.", {
      hint: `${EXPECTED} Characters such as @ : / # ? in the password have to be percent-encoded; several hosts are not supported.`,
    });
  }
  const host = decode(url.hostname) || url.searchParams.get("host") || "localhost";
  const database = decode(url.pathname.slice(1));
  if (database === "") {
    throw new ActionError("config", `The database URL for ${host} names no database.`, { hint: EXPECTED });
  }
  return {
    kind: "postgres",
    url: source,
    host,
    port: url.port === "" ? 5432 : Number(url.port),
    database,
    user: decode(url.username) || undefined,
    password: decode(url.password) || (url.searchParams.get("password") ?? ""),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
