import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A registry in memory with the token flow of Docker's and GitHub's registries. */
export interface TestRegistry {
  readonly port: number;
  /** By tag and by digest. */
  readonly manifests: Map<string, string>;
  readonly blobs: Map<string, string>;
  stop(): Promise<void>;
}

export async function startRegistry(login: {
  readonly user: string;
  readonly password: string;
}): Promise<TestRegistry> {
  const manifests = new Map<string, string>();
  const blobs = new Map<string, string>();
  const wanted = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const url = new URL(request.url ?? "/", `http://127.0.0.1:${port}`);
    if (url.pathname === "/token") {
      if (request.headers.authorization !== wanted) return end(response, 401, "{}");
      const actions = url.searchParams.get("scope")?.split(":").at(-1)?.replace(",", "-");
      return end(response, 200, JSON.stringify({ token: `token-${actions}` }));
    }
    const needed =
      request.method === "PUT" ? ["Bearer token-pull-push"] : ["Bearer token-pull", "Bearer token-pull-push"];
    if (!needed.includes(request.headers.authorization ?? "")) {
      response.setHeader("www-authenticate", `Bearer realm="http://127.0.0.1:${port}/token",service="test"`);
      return end(response, 401, "{}");
    }
    return serve(request, response, url.pathname, manifests, blobs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    manifests,
    blobs,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function serve(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  manifests: Map<string, string>,
  blobs: ReadonlyMap<string, string>,
): void {
  const [, kind, name] = /^\/v2\/octo\/shop\/(manifests|blobs|tags)\/(.+)$/.exec(path) ?? [];
  if (kind === "tags") {
    const tags = [...manifests.keys()].filter((tag) => !tag.startsWith("sha256:"));
    end(response, 200, JSON.stringify({ name: "octo/shop", tags }));
    return;
  }
  if (kind === "manifests" && request.method === "PUT") {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
    request.on("end", () => {
      manifests.set(name ?? "", text);
      end(response, 201, "");
    });
    return;
  }
  const text = (kind === "manifests" ? manifests : blobs).get(name ?? "");
  if (text === undefined) {
    end(response, 404, "{}");
    return;
  }
  const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  response.setHeader("docker-content-digest", digest);
  response.setHeader("content-type", "application/vnd.oci.image.manifest.v1+json");
  end(response, 200, request.method === "HEAD" ? "" : text);
}

function end(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.end(body);
}
