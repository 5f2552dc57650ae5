import { ActionError, type ErrorCode } from "@deploy-actions/kernel";
import { toDatabaseError } from "./database.ts";

/** Where a connection was tried; nothing in it is secret. */
export interface ConnectionPlace {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string | undefined;
}

interface Explanation {
  readonly code: ErrorCode;
  readonly why: string;
  readonly hint: string;
}

/** Why a connection could not be opened, as an ActionError for a person. `redact` hides masked values in foreign text. */
export function explainConnectionError(
  error: unknown,
  place: ConnectionPlace,
  redact: (text: string) => string,
): ActionError {
  const first = firstOf(error);
  const { sqlState, message } = toDatabaseError(first);
  const foreign = redact(message);
  const { code, why, hint } = explainState(sqlState, place, foreign) ??
    explainSystem(systemCodeOf(first), foreign, place) ?? {
      code: "remote",
      why: `could not be connected to: ${foreign}`,
      hint: "Check host, port and the server's log.",
    };
  return new ActionError(code, `${labelOf(place)} ${why}.`, { hint, cause: new Error(foreign) });
}

/** The error itself, or of several (one for each address of the host) the first. */
function firstOf(error: unknown): unknown {
  const { errors } = (error ?? {}) as { readonly errors?: unknown };
  return Array.isArray(errors) && errors.length > 0 ? errors[0] : error;
}

function systemCodeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === "string" ? code : undefined;
}

/** `PostgreSQL at db.example:5432, database "shop"`. */
export function labelOf(place: Pick<ConnectionPlace, "host" | "port" | "database">): string {
  return `PostgreSQL at ${place.host}:${place.port}, database "${place.database}"`;
}

function explainState(
  state: string | undefined,
  place: ConnectionPlace,
  foreign: string,
): Explanation | undefined {
  const user = place.user === undefined ? "the user" : `user "${place.user}"`;
  switch (state) {
    case "28P01":
      return {
        code: "permission",
        why: `refused the password of ${user}`,
        hint: "Check the secret that holds the database URL; a rotated password has to be updated there.",
      };
    case "28000":
      return {
        code: "permission",
        why: `refused ${user}: ${foreign}`,
        hint: "Check user, database and TLS setting (sslmode) against the server's pg_hba.conf.",
      };
    case "3D000":
      return {
        code: "config",
        why: "does not exist on that server",
        hint: "Create the database, or correct the last part of the database URL.",
      };
    case "42501":
      return {
        code: "permission",
        why: `may not be connected to by ${user}`,
        hint: `Run: GRANT CONNECT ON DATABASE "${place.database}" TO the role.`,
      };
    case "53300":
      return {
        code: "remote",
        why: "has no connection left",
        hint: "Free connections (or raise max_connections) and run this step again.",
      };
    case "57P03":
      return {
        code: "remote",
        why: "is starting up or shutting down",
        hint: "Run this step again when it is up.",
      };
    default:
      return undefined;
  }
}

function explainSystem(
  system: string | undefined,
  foreign: string,
  place: ConnectionPlace,
): Explanation | undefined {
  const reach = "Is it running, and may this runner reach it (firewall, private network, security group)?";
  if (system === "ECONNREFUSED")
    return { code: "remote", why: "refused the connection: nothing listens there", hint: reach };
  if (system === "ENOENT" && place.host.startsWith("/")) {
    return { code: "remote", why: "has no socket in that folder", hint: reach };
  }
  if (system === "ENOTFOUND" || system === "EAI_AGAIN") {
    return {
      code: "remote",
      why: `was not found: the name ${place.host} does not resolve`,
      hint: "Check the host in the database URL; a private name resolves only inside its network.",
    };
  }
  if (system === "ETIMEDOUT" || /time-?out expired|timeout/i.test(foreign)) {
    return { code: "remote", why: "did not answer in time", hint: reach };
  }
  if (system === "EHOSTUNREACH" || system === "ENETUNREACH") {
    return { code: "remote", why: "cannot be reached from here: no route", hint: reach };
  }
  if (/does not support SSL/i.test(foreign)) {
    return {
      code: "config",
      why: "does not offer TLS, but the database URL asks for it",
      hint: "Turn TLS on in the server, or, inside a private network only, set sslmode=disable in the URL.",
    };
  }
  if (/certificate|self.signed|ERR_TLS|UNABLE_TO_VERIFY|SELF_SIGNED/i.test(`${system} ${foreign}`)) {
    return {
      code: "config",
      why: `showed a certificate that is not trusted: ${foreign}`,
      hint: "Add sslrootcert=<path of the CA file> to the database URL.",
    };
  }
  if (system === "ECONNRESET" || /terminated unexpectedly|socket hang up/i.test(foreign)) {
    return {
      code: "remote",
      why: "closed the connection before it was open",
      hint: "Is this the port of PostgreSQL itself? A proxy or a TLS-only port answers like this.",
    };
  }
  return undefined;
}
