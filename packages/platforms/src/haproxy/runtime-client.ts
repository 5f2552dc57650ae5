import { ActionError, formatDuration, printable, suggest } from "@deploy-actions/kernel";
import {
  type Parsed,
  parseBackends,
  parseInfo,
  parseServersState,
  parseStat,
  readCount,
  type ServerState,
  type StatRow,
} from "./runtime-answers.ts";
import { formatCommand, type RuntimeCommand } from "./runtime-command.ts";
import type { RuntimeSocket } from "./runtime-socket.ts";

/** The process that answers. */
export interface HaproxyProcess {
  readonly version: string;
  /** Changes when HAProxy was reloaded or restarted: its counters and weights began anew. */
  readonly epoch: string;
  readonly uptimeMs: number | undefined;
}

/** HAProxy's runtime API in the words of this project; answers are read strictly, refusals become errors with a fix. */
export class RuntimeClient {
  readonly #socket: RuntimeSocket;

  constructor(socket: RuntimeSocket) {
    this.#socket = socket;
  }

  get address(): string {
    return this.#socket.address;
  }

  async process(signal: AbortSignal): Promise<HaproxyProcess> {
    const answer = await this.#send({ kind: "show-info" }, signal);
    const info = parseInfo(answer);
    if (info.get("Name") !== "HAProxy") {
      const read = printable(answer.slice(0, 80));
      throw new ActionError(
        "config",
        `What answers at ${this.address} is not HAProxy's runtime API: ${read}`,
        {
          hint: "The socket is the one of `stats socket` in HAProxy's `global` section, not a frontend or the stats page.",
        },
      );
    }
    const uptimeS = readCount(info.get("Uptime_sec"));
    return {
      version: info.get("Version") ?? "unknown",
      // Start_time_sec is there since 2.5; a process number alone comes back sooner or later.
      epoch: `${info.get("Pid") ?? ""}-${info.get("Start_time_sec") ?? ""}`,
      uptimeMs: uptimeS === undefined ? undefined : uptimeS * 1_000,
    };
  }

  /** `admin`, `operator` or `user`. */
  async level(signal: AbortSignal): Promise<string> {
    return (await this.#send({ kind: "show-level" }, signal)).trim();
  }

  async backends(signal: AbortSignal): Promise<readonly string[]> {
    const command = { kind: "show-backends" } as const;
    return this.#read(command, parseBackends(await this.#send(command, signal)));
  }

  async servers(backend: string, signal: AbortSignal): Promise<readonly ServerState[]> {
    const command = { kind: "show-servers", backend } as const;
    return this.#read(command, parseServersState(await this.#send(command, signal)));
  }

  /** One row for each server and one, `BACKEND`, for all. */
  async stat(backend: string, signal: AbortSignal): Promise<readonly StatRow[]> {
    const command = { kind: "show-stat", backend } as const;
    return this.#read(command, parseStat(await this.#send(command, signal)));
  }

  async change(
    command: RuntimeCommand & { readonly kind: "set-weight" | "set-state" },
    signal: AbortSignal,
  ): Promise<void> {
    const answer = (await this.#send(command, signal)).trim();
    if (answer !== "") throw this.#unexpected(command, answer);
  }

  async #send(command: RuntimeCommand, signal: AbortSignal): Promise<string> {
    const answer = await this.#socket.ask(formatCommand(command), signal);
    const refusal = await this.#refusal(command, answer.trim(), signal);
    if (refusal !== undefined) throw refusal;
    return answer;
  }

  #read<T>(command: RuntimeCommand, parsed: Parsed<T>): T {
    if (parsed.ok) return parsed.value;
    throw this.#unexpected(command, parsed.problem);
  }

  #unexpected(command: RuntimeCommand, text: string): ActionError {
    const asked = formatCommand(command);
    return new ActionError(
      "remote",
      `HAProxy at ${this.address} to "${asked}": ${printable(text.slice(0, 300))}`,
      {
        hint: "Expected the runtime API of HAProxy 2.4 or newer.",
      },
    );
  }

  async #refusal(
    command: RuntimeCommand,
    answer: string,
    signal: AbortSignal,
  ): Promise<ActionError | undefined> {
    if (answer === "Permission denied") {
      return new ActionError(
        "permission",
        `HAProxy's socket ${this.address} does not allow "${formatCommand(command)}"`,
        {
          hint: "Changes need `level admin`: `stats socket <path> mode 660 level admin` in the `global` section.",
        },
      );
    }
    if (/^(?:No such backend|No such proxy|Can't find backend)\.?/.test(answer) && "backend" in command) {
      const names = await this.backends(signal);
      return new ActionError(
        "config",
        `HAProxy has no backend "${command.backend}".${suggest(command.backend, names)}`,
      );
    }
    if (/^No such server\.?/.test(answer) && "server" in command) {
      const { backend, server } = command;
      const names = (await this.servers(backend, signal)).map(({ name }) => name);
      return new ActionError("config", noServerText(backend, server, names));
    }
    if (answer.includes("static LB algorithm") && "backend" in command) {
      return staticAlgorithm(command.backend);
    }
    return undefined;
  }
}

/** Says that a server is not there, with the nearest name that is. */
export function noServerText(backend: string, server: string, names: readonly string[]): string {
  return `HAProxy's backend ${backend} has no server "${server}".${suggest(server, names)}`;
}

/** Weights of a backend with a static algorithm are fixed when HAProxy starts. */
export function staticAlgorithm(backend: string): ActionError {
  return new ActionError(
    "config",
    `HAProxy's backend ${backend} balances by a static algorithm: its weights cannot be changed`,
    {
      hint: "Use `balance roundrobin` (or `leastconn`, or `hash-type consistent` with a hashing algorithm).",
    },
  );
}

/** `HAProxy was started or reloaded 12s ago`. */
export function sinceStart(process: HaproxyProcess): string {
  const ago = process.uptimeMs === undefined ? "" : ` ${formatDuration(process.uptimeMs)} ago`;
  return `this HAProxy process was started${ago}`;
}
