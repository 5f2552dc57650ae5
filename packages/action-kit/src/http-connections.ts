import type { Agent, Dispatcher, ProxyAgent } from "undici";
import { selectProxy } from "./http-proxy.ts";

const CONNECT_TIMEOUT_MS = 10_000;

const loadUndici = () => import("undici");
type Undici = Awaited<ReturnType<typeof loadUndici>>;

/** The way to a URL: undici's dispatcher, the proxy that is used, and how to give the connection back. */
export interface Connection {
  readonly undici: Undici;
  readonly dispatcher: Dispatcher;
  readonly proxy: string | undefined;
  release(): Promise<void>;
}

/** Opens ways to URLs; keeps one pool for direct connections and one a proxy. */
export interface Connections {
  open(url: URL, fresh: boolean): Promise<Connection>;
}

/** Connections by this environment's proxy variables. undici is loaded with the first request. */
export function createConnections(env: Readonly<Record<string, string | undefined>>): Connections {
  const pools = new Map<string, Dispatcher>();
  return {
    async open(url, fresh) {
      const undici = await loadUndici();
      const proxy = selectProxy(url, env);
      if (fresh) {
        const dispatcher = createDispatcher(undici, proxy, { pipelining: 0, connections: 1 });
        return { undici, dispatcher, proxy, release: async () => dispatcher.destroy() };
      }
      const key = proxy ?? "";
      const dispatcher = pools.get(key) ?? createDispatcher(undici, proxy, {});
      pools.set(key, dispatcher);
      return { undici, dispatcher, proxy, release: async () => undefined };
    },
  };
}

function createDispatcher(undici: Undici, proxy: string | undefined, options: Agent.Options): Dispatcher {
  // One timer of ours guards the whole call; undici's own limits would only add a second, coarser one.
  const common = { ...options, headersTimeout: 0, bodyTimeout: 0 };
  const connect = { timeout: CONNECT_TIMEOUT_MS };
  if (proxy !== undefined) {
    const withProxy: ProxyAgent.Options & { readonly proxyTunnel: boolean } = {
      ...common,
      uri: proxy,
      // Plain HTTP goes to the proxy in absolute form: many proxies allow CONNECT to port 443 only.
      proxyTunnel: false,
      requestTls: connect,
      proxyTls: connect,
    };
    return new undici.ProxyAgent(withProxy);
  }
  const open = undici.buildConnector(connect);
  return new undici.Agent({
    ...common,
    connect: (target, callback) => {
      const socket: unknown = open(target, callback);
      // The timer of the running call holds the process; a socket must not (an abandoned connect lasts for seconds).
      if (isUnrefable(socket)) socket.unref();
    },
  });
}

function isUnrefable(socket: unknown): socket is { unref(): void } {
  return typeof socket === "object" && socket !== null && "unref" in socket;
}
