/**
 * The proxy for a URL, from `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` (lower case wins, as in curl); `undefined` for a
 * direct connection. Loopback is not special: what must not go through the proxy has to be in `NO_PROXY`.
 */
export function selectProxy(url: URL, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const name = url.protocol === "https:" ? "https_proxy" : "http_proxy";
  const proxy = env[name] || env[name.toUpperCase()];
  if (proxy === undefined || proxy.trim() === "") return undefined;
  if (isExcluded(url, env.no_proxy || env.NO_PROXY || "")) return undefined;
  return proxy.includes("://") ? proxy.trim() : `http://${proxy.trim()}`;
}

/** Entries: `*`, `host`, `.domain` or `*.domain` (its subdomains), each with an optional `:port`. `host` also covers its subdomains. */
function isExcluded(url: URL, noProxy: string): boolean {
  const host = bare(url.hostname);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return noProxy
    .split(/[,\s]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      const { name, port: wantedPort } = splitPort(entry.toLowerCase());
      if (wantedPort !== undefined && wantedPort !== port) return false;
      if (name === "*") return true;
      const domain = bare(name.replace(/^\*?\./, ""));
      const subdomainsOnly = name.startsWith("*.");
      return (!subdomainsOnly && host === domain) || host.endsWith(`.${domain}`);
    });
}

function splitPort(entry: string): { readonly name: string; readonly port: string | undefined } {
  const bracketed = /^\[(.+)\](?::(\d+))?$/.exec(entry);
  if (bracketed !== null) return { name: bracketed[1] ?? "", port: bracketed[2] };
  // More than one colon without brackets is an IPv6 address, not a port.
  const plain = /^([^:]+):(\d+)$/.exec(entry);
  return plain === null ? { name: entry, port: undefined } : { name: plain[1] ?? "", port: plain[2] };
}

function bare(host: string): string {
  return host
    .replace(/^\[(.+)\]$/, "$1")
    .replace(/\.$/, "")
    .toLowerCase();
}
