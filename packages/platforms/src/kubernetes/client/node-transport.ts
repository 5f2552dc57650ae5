import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { formatDuration, HttpFailure } from "@deploy-actions/kernel";
import type { ClusterConnection } from "../access/cluster-connection.ts";
import type {
  ClientCertificate,
  KubernetesTransport,
  TransportRequest,
  TransportResponse,
} from "./transport.ts";
import { toTransportFailure } from "./transport-failure.ts";

type Agent = HttpAgent | HttpsAgent;

/**
 * The transport on node:https, which takes a cluster's own CA and client certificates. HTTPS_PROXY and NO_PROXY of `env`, or the
 * cluster's own `proxy-url`, are honoured.
 */
export function createNodeTransport(
  connection: ClusterConnection,
  env: Readonly<Record<string, string | undefined>>,
): KubernetesTransport {
  const server = new URL(connection.server);
  let agent: { readonly agent: Agent; readonly certificate: ClientCertificate | undefined } | undefined;
  const agentFor = (certificate: ClientCertificate | undefined): Agent => {
    // A renewed certificate needs connections of its own: TLS signs in once for each.
    if (agent !== undefined && agent.certificate?.certificate === certificate?.certificate)
      return agent.agent;
    agent?.agent.destroy();
    agent = { agent: createAgent(connection, certificate, env), certificate };
    return agent.agent;
  };
  return {
    send: (request) => send(server, agentFor(request.certificate), request),
    close: () => {
      agent?.agent.destroy();
      agent = undefined;
    },
  };
}

function createAgent(
  connection: ClusterConnection,
  certificate: ClientCertificate | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Agent {
  const { proxyUrl } = connection;
  const proxyEnv =
    proxyUrl === undefined
      ? {
          HTTPS_PROXY: env.https_proxy ?? env.HTTPS_PROXY,
          HTTP_PROXY: env.http_proxy ?? env.HTTP_PROXY,
          NO_PROXY: env.no_proxy ?? env.NO_PROXY,
        }
      : { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl };
  const shared = { keepAlive: true, maxSockets: 8, scheduling: "lifo", proxyEnv } as const;
  if (connection.server.startsWith("http:")) return new HttpAgent(shared);
  return new HttpsAgent({
    ...shared,
    ...(connection.ca === undefined ? {} : { ca: connection.ca }),
    ...(connection.tlsServerName === undefined ? {} : { servername: connection.tlsServerName }),
    ...(certificate === undefined ? {} : { cert: certificate.certificate, key: certificate.key }),
    rejectUnauthorized: !connection.isInsecure,
  });
}

function send(server: URL, agent: Agent, request: TransportRequest): Promise<TransportResponse> {
  const { method, timeoutMs, signal } = request;
  const url = new URL(server.pathname.replace(/\/$/, "") + request.path, server);
  const call = `${method} ${url.origin}${url.pathname}`;
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // Said explicitly: Node sends the body of a DELETE without its length.
    const length = Buffer.byteLength(request.body ?? "");
    const headers = {
      ...request.headers,
      "accept-encoding": "identity",
      ...(request.body === undefined ? {} : { "content-length": String(length) }),
    };
    const begin = url.protocol === "http:" ? httpRequest : httpsRequest;
    const outgoing = begin(url, { method, headers, agent });
    const onAbort = (): void => void outgoing.destroy();
    const timer = setTimeout(() => {
      const text = `${call} failed: no complete answer within ${formatDuration(timeoutMs)}`;
      outgoing.destroy(new HttpFailure("timeout", text));
    }, timeoutMs);
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
    const fail = (error: unknown): void => {
      end();
      reject(signal.aborted ? signal.reason : toTransportFailure(error, call, url));
    };
    signal.addEventListener("abort", onAbort, { once: true });
    outgoing.on("error", fail);
    outgoing.on("response", (incoming) => {
      readBody(incoming, request.maxBodyBytes).then((answer) => {
        end();
        resolve(answer);
      }, fail);
    });
    outgoing.end(request.body);
  });
}

function readBody(incoming: IncomingMessage, maxBytes: number): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (truncated: boolean): void => {
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]),
      );
      const body = Buffer.concat(chunks).subarray(0, maxBytes).toString("utf8");
      resolve({ status: incoming.statusCode ?? 0, headers, body, truncated });
    };
    incoming.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= maxBytes) return;
      finish(true);
      incoming.destroy();
    });
    incoming.on("end", () => finish(false));
    incoming.on("error", reject);
    incoming.on("aborted", () => reject(new HttpFailure("reset", "the answer broke off")));
  });
}
