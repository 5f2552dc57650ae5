import { ActionError, assertNever, printable } from "@deploy-actions/kernel";

/** Everything this project ever says to HAProxy; nothing else can be sent. */
export type RuntimeCommand =
  | { readonly kind: "show-info" }
  | { readonly kind: "show-level" }
  | { readonly kind: "show-backends" }
  | { readonly kind: "show-servers"; readonly backend: string }
  | { readonly kind: "show-stat"; readonly backend: string }
  | {
      readonly kind: "set-weight";
      readonly backend: string;
      readonly server: string;
      /** Whole number, 0 to 256. */
      readonly weight: number;
    }
  | {
      readonly kind: "set-state";
      readonly backend: string;
      readonly server: string;
      readonly state: "ready" | "drain" | "maint";
    };

/** HAProxy's own letters of a proxy or server name; none of them ends a command or a line. */
const NAME = /^[A-Za-z0-9_.:-]{1,256}$/;
/** Rows of servers (4) and of the backend itself (2). */
const STAT_TYPES = 6;

/** The line of a command (docs.haproxy.org, management guide, 9.3). Rejects with `config` for a name that HAProxy cannot have. */
export function formatCommand(command: RuntimeCommand): string {
  switch (command.kind) {
    case "show-info":
      return "show info";
    case "show-level":
      return "show cli level";
    case "show-backends":
      return "show backend";
    case "show-servers":
      return `show servers state ${name("backend", command.backend)}`;
    case "show-stat":
      return `show stat ${name("backend", command.backend)} ${STAT_TYPES} -1`;
    case "set-weight": {
      const { weight } = command;
      if (!Number.isInteger(weight) || weight < 0 || weight > 256) {
        throw new ActionError("internal", `An HAProxy weight is a whole number from 0 to 256, not ${weight}`);
      }
      return `set server ${serverName(command)} weight ${weight}`;
    }
    case "set-state":
      return `set server ${serverName(command)} state ${command.state}`;
    default:
      return assertNever(command);
  }
}

function serverName(command: { readonly backend: string; readonly server: string }): string {
  return `${name("backend", command.backend)}/${name("server", command.server)}`;
}

function name(what: "backend" | "server", value: string): string {
  if (NAME.test(value)) return value;
  const shown = printable(JSON.stringify(value.slice(0, 100)));
  throw new ActionError("config", `${shown} cannot be the name of an HAProxy ${what}`, {
    hint: "HAProxy's names are made of letters, digits and - _ . : only.",
  });
}
