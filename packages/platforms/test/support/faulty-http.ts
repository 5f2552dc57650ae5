import {
  ActionError,
  type HttpClient,
  HttpFailure,
  type HttpRequest,
  type HttpResponse,
} from "@deploy-actions/kernel";

/**
 * What happens to a request instead of its answer. `lost`: it takes effect, and the connection breaks; `hang`: it takes
 * effect, and the time is up.
 */
export type Fault =
  | { readonly kind: "lost" | "hang" }
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body: string;
    };

/** An HTTP client that can fail as a cloud does, and stand in for what an emulator leaves out. */
export class FaultyHttp implements HttpClient {
  readonly requests: HttpRequest[] = [];
  readonly #inner: HttpClient;
  readonly #emulate: (request: HttpRequest, forward: () => Promise<HttpResponse>) => Promise<HttpResponse>;
  #death: { left: number; readonly when: "before" | "during" } | undefined;
  #faults: { matches: (request: HttpRequest) => boolean; fault: Fault; left: number }[] = [];

  constructor(
    inner: HttpClient,
    emulate: (request: HttpRequest, forward: () => Promise<HttpResponse>) => Promise<HttpResponse> = (
      _,
      forward,
    ) => forward(),
  ) {
    this.#inner = inner;
    this.#emulate = emulate;
  }

  /** The next `times` requests that match fail. */
  fail(method: string, path: RegExp, fault: Fault, times = 1): void {
    const matches = (request: HttpRequest): boolean =>
      (request.method ?? "GET") === method && path.test(new URL(request.url).pathname);
    this.#faults.push({ matches, fault, left: times });
  }

  /** Methods and paths of what was sent since the last call, in order. */
  taken(): readonly string[] {
    return this.requests.splice(0).map(({ method, url }) => `${method ?? "GET"} ${new URL(url).pathname}`);
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    const forward = (): Promise<HttpResponse> => this.#emulate(request, () => this.#inner.send(request));
    const isChange = !/^(GET|HEAD)$/.test(request.method ?? "GET");
    if (this.#death !== undefined && (isChange || this.#death.left < 0)) {
      this.#death.left -= 1;
      if (this.#death.left === -1 && this.#death.when === "during") await forward();
      if (this.#death.left < 0) throw new ActionError("cancelled", "killed");
    }
    const rule = this.#faults.find(({ matches, left }) => left > 0 && matches(request));
    if (rule === undefined) return forward();
    rule.left -= 1;
    if (rule.fault.kind === "answer") return answer(request, rule.fault);
    await forward();
    const { host } = new URL(request.url);
    if (rule.fault.kind === "hang") {
      const cause = new HttpFailure("timeout", "no answer in time");
      throw new ActionError("remote", `${host} did not answer in time`, { cause });
    }
    const system = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    const cause = new HttpFailure("reset", "read ECONNRESET", "ECONNRESET", system);
    throw new ActionError("remote", `${host} closed the connection`, { cause });
  }

  /**
   * From the change after the next `count` ones on nothing works any more, as after a SIGKILL; `during`: it still takes
   * effect. Reads are not counted: dying at one is dying before the next change.
   */
  dieAfter(count: number, when: "before" | "during"): void {
    this.#death = { left: count, when };
  }

  /** Whether the death that was arranged has come; everything works again. */
  revive(): boolean {
    const isDead = this.#death !== undefined && this.#death.left < 0;
    this.#death = undefined;
    return isDead;
  }
}

/** An answer to a request. */
export function answer(
  request: HttpRequest,
  { status, headers = {}, body }: { status: number; headers?: Record<string, string>; body: string },
): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: new TextEncoder().encode(body),
    truncated: false,
    url: request.url,
    redirects: 0,
    proxied: false,
    timings: { headersMs: 1, totalMs: 1 },
    attempts: 1,
  };
}

/** An error as a JSON API of AWS answers it. */
export function jsonFault(status: number, name: string, message = name): Fault {
  const body = JSON.stringify({ Type: "User", message, Message: message });
  return { kind: "answer", status, headers: { "x-amzn-errortype": name }, body };
}

/** An error as an XML API of AWS answers it. */
export function xmlFault(status: number, name: string, message = name): Fault {
  const error = `<Error><Code>${name}</Code><Message>${message}</Message></Error>`;
  // S3 has the error at the root, the others inside an ErrorResponse: one answer for each is enough.
  return {
    kind: "answer",
    status,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0"?><ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>`,
  };
}
