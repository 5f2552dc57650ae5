import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  ActionError,
  type ApiCall,
  type AwsAccess,
  type Clock,
  type HttpClient,
  HttpFailure,
  type Log,
} from "@deploy-actions/kernel";
import type { EcsService, EcsTarget } from "@deploy-actions/rollout";
import { buildEcsPlatform } from "../../../src/aws/ecs/ecs-platform.ts";
import type { Platform } from "../../../src/platform.ts";
import { FakeBalancer, Refusal, readQuery, writeXml } from "./fake-balancer.ts";
import { FakeEcs } from "./fake-ecs.ts";

/** A clock whose time passes only while somebody sleeps. */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 0, 1);

  now(): number {
    return this.#now;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new ActionError("cancelled", "cancelled");
    this.#now += ms;
  }
}

/** HTTP as it is, without proxy or retries. */
export const plainHttp: HttpClient = {
  async send({ method = "GET", url, headers = {}, body, signal }) {
    const response = await fetch(url, { method, headers, signal, ...(body === undefined ? {} : { body }) });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
      truncated: false,
      url,
      redirects: 0,
      proxied: false,
      timings: { headersMs: 0, totalMs: 0 },
      attempts: 1,
    };
  },
};

/** What becomes of a request: told the operation, before it is sent. */
export type Fault = "none" | "refused" | "lost" | "killed" | "killed-after" | { readonly refusal: string };

export interface Notes {
  readonly warnings: string[];
  readonly log: Log;
}

export function takeNotes(): Notes {
  const warnings: string[] = [];
  const nothing = (): void => undefined;
  const log: Log = {
    info: nothing,
    debug: nothing,
    notice: nothing,
    warning: (message) => warnings.push(message),
    error: nothing,
    foreign: nothing,
    group: async (_title, body) => await body(),
  };
  return { warnings, log };
}

export function service(name: string, changes: Partial<EcsService> = {}): EcsService {
  return { name, container: "web", image: undefined, wave: 0, singleton: false, ...changes };
}

/** What a process that was killed leaves: no further call is made. */
export class Killed extends Error {}

/** ECS and a load balancer on loopback, with a shop deployed by nobody yet. */
export class EcsFixture {
  readonly clock = new VirtualClock();
  readonly balancer = new FakeBalancer();
  readonly ecs: FakeEcs = new FakeEcs(this.balancer, () => this.clock.now());
  readonly made: ApiCall[] = [];
  readonly notes: Notes = takeNotes();
  fault: (operation: string) => Fault = () => "none";
  /** Called before each request is answered. */
  onRequest: (operation: string) => void = () => undefined;
  readonly signal: AbortSignal = new AbortController().signal;
  target: EcsTarget;
  readonly #server: Server;
  #url = "";
  #isDead = false;

  constructor(changes: Partial<EcsTarget> = {}) {
    const [blue, green] = this.balancer.groups;
    this.target = {
      platform: "aws-ecs",
      region: "eu-west-1",
      cluster: "shop",
      services: [service("web")],
      image: "shop:${release}",
      environment: { GREETING: "hello" },
      secrets: {},
      route: {
        kind: "target-groups",
        listener: this.balancer.rule,
        stable: blue?.arn ?? "",
        candidate: green?.name ?? "",
        candidateService: "web-candidate",
      },
      readyTimeoutMs: 60_000,
      settleMs: 5_000,
      ...changes,
    };
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks).toString("utf8");
        const { status, type, text } = this.#answer(request.headers["x-amz-target"], body);
        response.writeHead(status, { "content-type": type }).end(text);
      });
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** A new run: the same target, seen by another process. */
  platform(): Platform {
    this.#isDead = false;
    return buildEcsPlatform({
      target: this.target,
      access: this.access,
      http: this.http,
      clock: this.clock,
      log: this.notes.log,
    });
  }

  get access(): AwsAccess {
    return {
      region: "eu-west-1",
      keys: async () => ({
        accessKeyId: "AKIDEXAMPLE",
        secretAccessKey: "secret",
        sessionToken: undefined,
        expiresAt: undefined,
      }),
      endpoint: this.#url,
      onCall: (call) => this.made.push(call),
    };
  }

  get http(): HttpClient {
    return {
      send: async (request) => {
        const operation = operationOf(request.headers ?? {}, textOf(request.body));
        if (this.#isDead) throw new Killed("killed");
        const fault = this.fault(operation);
        if (fault === "killed") {
          this.#isDead = true;
          throw new Killed("killed");
        }
        if (fault === "refused") throw noAnswer("refused");
        if (typeof fault === "object") {
          const body = new TextEncoder().encode(
            JSON.stringify({ __type: fault.refusal, message: "try again later" }),
          );
          const answer = await plainHttp.send({ url: `${this.#url}/health`, signal: request.signal });
          const headers = { "content-type": "application/x-amz-json-1.1" };
          return { ...answer, status: 400, headers, body };
        }
        const answer = await plainHttp.send(request);
        if (fault === "lost") throw noAnswer("timeout");
        if (fault === "killed-after") {
          this.#isDead = true;
          throw new Killed("killed");
        }
        return answer;
      },
    };
  }

  #answer(
    target: string | string[] | undefined,
    body: string,
  ): { status: number; type: string; text: string } {
    const json = "application/x-amz-json-1.1";
    const operation = operationOf({ "x-amz-target": String(target ?? "") }, body);
    if (operation === "") return { status: 200, type: json, text: "{}" };
    this.onRequest(operation);
    try {
      if (target !== undefined) {
        const output = this.ecs.answer(operation, JSON.parse(body) as Record<string, unknown>);
        return { status: 200, type: json, text: JSON.stringify(output) };
      }
      const { input } = readQuery(body);
      return {
        status: 200,
        type: "text/xml",
        text: writeXml(operation, this.balancer.answer(operation, input)),
      };
    } catch (error) {
      const code = error instanceof Refusal ? error.code : "ServerException";
      const message = error instanceof Error ? error.message : String(error);
      const status = error instanceof Refusal ? 400 : 500;
      if (target !== undefined)
        return { status, type: json, text: JSON.stringify({ __type: code, message }) };
      const text = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
      return { status, type: "text/xml", text };
    }
  }
}

function operationOf(headers: Readonly<Record<string, string>>, body: string): string {
  const target = headers["x-amz-target"];
  if (target !== undefined && target !== "") return target.slice(target.indexOf(".") + 1);
  return new URLSearchParams(body).get("Action") ?? "";
}

function noAnswer(failure: "refused" | "timeout"): ActionError {
  return new ActionError("remote", "No answer", { cause: new HttpFailure(failure, "no answer") });
}

function textOf(body: string | Uint8Array | undefined): string {
  return typeof body === "object" ? new TextDecoder().decode(body) : (body ?? "");
}
