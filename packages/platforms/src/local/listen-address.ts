import { ActionError } from "@deploy-actions/kernel";

/** A loopback host and port. */
export interface ListenAddress {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

/** Reads `127.0.0.1:8080`, `localhost:8080` or `[::1]:8080`; anything else, also another host, is a `config` error. */
export function parseListenAddress(text: string): ListenAddress {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  const host = (match?.[1] ?? match?.[2] ?? "").toLowerCase();
  const port = Number(match?.[3] ?? Number.NaN);
  if (host === "" || !(port >= 0 && port <= 65_535)) {
    throw new ActionError("config", `The local target cannot listen on ${JSON.stringify(text)}`, {
      hint: "Write listen as host:port, e.g. 127.0.0.1:8080.",
    });
  }
  // `localhost` may mean ::1 alone; users of the target reach it by IPv4.
  if (host === "localhost") return { host: "127.0.0.1", port };
  if (host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host)) return { host, port };
  throw new ActionError("config", `The local target listens on ${host}, which other machines may reach`, {
    hint: `The local target has neither TLS nor access control: use 127.0.0.1:${port}, with your own proxy before it.`,
  });
}

/** host:port as it is written in a URL. */
export function formatListenAddress(address: ListenAddress): string {
  return address.host.includes(":") ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}
