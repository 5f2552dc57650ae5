import {
  ActionError,
  type Exec,
  type ExecRequest,
  type ExecResult,
  type HttpClient,
  HttpFailure,
  type HttpRequest,
  type HttpResponse,
} from "@deploy-actions/kernel";
import type { FaultGate } from "./fault-gate.ts";

/** How the calls of an HTTP API are told apart. */
export interface HttpCalls {
  /** Name of the call for messages. */
  readonly nameOf: (request: HttpRequest) => string;
  readonly isChange: (request: HttpRequest) => boolean;
  /** The refusal as this API words it. */
  readonly refuse: (request: HttpRequest, status: number) => Pick<HttpResponse, "headers" | "body">;
}

/** An HTTP client whose changes pass the gate. */
export function gateHttp(http: HttpClient, gate: FaultGate, calls: HttpCalls): HttpClient {
  return {
    send: (request) =>
      gate.pass({
        name: calls.nameOf(request),
        isChange: calls.isChange(request),
        send: () => http.send(request),
        refuse: (status) => ({
          status,
          ...calls.refuse(request, status),
          truncated: false,
          url: request.url,
          redirects: 0,
          proxied: false,
          timings: { headersMs: 0, totalMs: 0 },
          attempts: 1,
        }),
        lose: (how) => {
          throw noAnswer(new URL(request.url).host, how);
        },
      }),
  };
}

/** Programs that pass the gate where they change something. */
export function gateExec(
  exec: Exec,
  gate: FaultGate,
  nameOfChange: (request: ExecRequest) => string | undefined,
): Exec {
  const ended = (end: Partial<ExecResult>): ExecResult => ({
    exitCode: null,
    stdout: "",
    stderr: "",
    truncated: false,
    timedOut: false,
    durationMs: 0,
    ...end,
  });
  return {
    run: (request) => {
      const name = nameOfChange(request);
      return gate.pass({
        name: name ?? "",
        isChange: name !== undefined,
        send: () => exec.run(request),
        refuse: (status) => ended({ exitCode: 1, stderr: `Error: the server answered with ${status}` }),
        lose: () => ended({ timedOut: true }),
      });
    },
  };
}

/** The failure of a connection, as an HTTP client tells it. */
export function noAnswer(host: string, how: "reset" | "timeout"): ActionError {
  const text = how === "reset" ? `${host} closed the connection` : `${host} did not answer in time`;
  return new ActionError("remote", text, { cause: transportFailure(text, how) });
}

export function transportFailure(text: string, how: "reset" | "timeout"): HttpFailure {
  return new HttpFailure(how, text, how === "reset" ? "ECONNRESET" : "ETIMEDOUT");
}
