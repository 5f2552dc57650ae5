import { ActionError, HttpFailure, printable } from "@deploy-actions/kernel";
import type { HaproxyServer } from "@deploy-actions/rollout";
import type { HaproxyContext } from "./haproxy-options.ts";

/** Whether the release at a server says that it is ready, and what it said when not. */
export interface Readiness {
  readonly ready: boolean;
  readonly detail: string | undefined;
}

const TIMEOUT_MS = 5_000;
const MAX_BODY_BYTES = 4_096;
const SHOWN_CHARACTERS = 160;

/** Asks the release itself, past HAProxy, on a connection of its own. */
export async function askReady(
  { http, target }: HaproxyContext,
  server: HaproxyServer,
  signal: AbortSignal,
): Promise<Readiness> {
  const url = `${releaseUrl(server)}${target.ready}`;
  try {
    const response = await http.send({
      url,
      retry: "never",
      freshConnection: true,
      timeoutMs: TIMEOUT_MS,
      maxBodyBytes: MAX_BODY_BYTES,
      signal,
    });
    if (response.status >= 200 && response.status < 300) return { ready: true, detail: undefined };
    const body = printable(new TextDecoder().decode(response.body).trim()).slice(0, SHOWN_CHARACTERS);
    return { ready: false, detail: `${url} answers ${response.status}${body === "" ? "" : `: ${body}`}` };
  } catch (error) {
    if (signal.aborted || !(error instanceof ActionError) || error.code === "cancelled") throw error;
    const why = error.cause instanceof HttpFailure ? error.cause.message : error.message;
    return { ready: false, detail: `${url} does not answer: ${printable(why).slice(0, SHOWN_CHARACTERS)}` };
  }
}

/** Where the release at a server is reached past HAProxy. */
export function releaseUrl(server: HaproxyServer): string {
  return `http://${server.address}`;
}
