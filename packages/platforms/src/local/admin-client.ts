import { ActionError, errorMessage, type HttpClient, isObject } from "@deploy-actions/kernel";
import type {
  AdminState,
  ChangeAction,
  ChangeRefusal,
  ChangeRequest,
  StateFile,
  SupervisorRecord,
} from "./protocol.ts";

const TIMEOUT_MS = 10_000;

/** The admin API of one running supervisor. */
export interface AdminClient {
  readonly supervisor: SupervisorRecord;
  state(signal: AbortSignal): Promise<AdminState>;
  metricsText(signal: AbortSignal): Promise<string>;
  /** Rejects with `conflict` when the supervisor refuses, `remote` when it fails or does not answer. */
  change(action: ChangeAction, request: ChangeRequest, signal: AbortSignal): Promise<AdminState>;
  stop(signal: AbortSignal): Promise<void>;
}

/** A client for the supervisor that a state file names. */
export function createAdminClient(http: HttpClient, supervisor: SupervisorRecord): AdminClient {
  const call = async (
    method: "GET" | "POST",
    path: string,
    signal: AbortSignal,
    body?: ChangeRequest,
  ): Promise<{ readonly status: number; readonly text: string }> => {
    const response = await http.send({
      method,
      url: `${supervisor.adminUrl}${path}`,
      headers: { authorization: `Bearer ${supervisor.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: TIMEOUT_MS,
      retry: "never",
      freshConnection: true,
      signal,
    });
    return { status: response.status, text: new TextDecoder().decode(response.body) };
  };
  const failed = (path: string, status: number, text: string): ActionError =>
    new ActionError("remote", `The local supervisor answered ${path} with ${status}: ${messageOf(text)}`);
  return {
    supervisor,
    async state(signal) {
      const { status, text } = await call("GET", "/state", signal);
      if (status !== 200) throw failed("/state", status, text);
      return parseState(text);
    },
    async metricsText(signal) {
      const { status, text } = await call("GET", "/metrics", signal);
      if (status !== 200) throw failed("/metrics", status, text);
      return text;
    },
    async change(action, request, signal) {
      const { status, text } = await call("POST", `/${action}`, signal, request);
      if (status === 200) return parseState(text);
      if (status === 409) throw conflictOf(action, text);
      throw failed(`/${action}`, status, text);
    },
    async stop(signal) {
      const { status, text } = await call("POST", "/stop", signal);
      if (status !== 202) throw failed("/stop", status, text);
    },
  };
}

/** The client of the supervisor that runs now with this state, `undefined` when none answers. */
export async function findSupervisor(
  http: HttpClient,
  state: StateFile | undefined,
  signal: AbortSignal,
): Promise<AdminClient | undefined> {
  if (state?.supervisor == null) return undefined;
  const client = createAdminClient(http, state.supervisor);
  try {
    // Whatever else answers on this port by now does not know the token.
    await client.state(signal);
    return client;
  } catch (error) {
    if (signal.aborted || (error instanceof ActionError && error.code === "cancelled")) throw error;
    return undefined;
  }
}

/** "conflict" as a person needs it: what was expected, what is there, and who made it so. */
function conflictOf(action: ChangeAction, text: string): ActionError {
  const { reason, message, state } = JSON.parse(text) as ChangeRefusal;
  const last = state.lastChange;
  const who = last === null ? "" : ` (last change: ${last.action} by ${last.actor} at ${last.at})`;
  if (reason === "revision") {
    return new ActionError("conflict", `The traffic changed meanwhile, ${action} refused: ${message}${who}`, {
      hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there.",
    });
  }
  return new ActionError("conflict", `${action} refused: ${message}${who}`, { hint: "Nothing was changed." });
}

function parseState(text: string): AdminState {
  const value: unknown = JSON.parse(text);
  if (!isObject(value) || typeof value.revision !== "string" || typeof value.weight !== "number") {
    throw new ActionError("remote", `The local supervisor's state is not readable: ${text.slice(0, 200)}`);
  }
  return value as unknown as AdminState;
}

function messageOf(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value) && typeof value.message === "string") return value.message;
  } catch (error) {
    return `${text.slice(0, 200)} (${errorMessage(error)})`;
  }
  return text.slice(0, 200);
}
