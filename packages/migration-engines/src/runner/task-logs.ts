import { ActionError, askAws, awsExceptionBehind, type Secrets } from "@deploy-actions/kernel";
import type { LogsConnection } from "./ecs-client.ts";
import type { LogOptions } from "./task-definition.ts";

const TAIL_LINES = 20;
const LONGEST_LINE = 8_192;
const MAX_PAGES = 50;

/** Brings the lines of one container's log stream, each once and in order, until somebody stops asking. */
export class TaskLogs {
  readonly #connection: LogsConnection | undefined;
  readonly #group: string;
  readonly #stream: string;
  readonly #secrets: Secrets;
  readonly #onLine: (line: string) => void;
  readonly #tail: string[] = [];
  #token: string | undefined;
  #missing: string | undefined;
  #isOver = false;

  constructor(
    connection: LogsConnection | undefined,
    options: LogOptions,
    stream: { readonly container: string; readonly taskId: string },
    secrets: Secrets,
    onLine: (line: string) => void,
  ) {
    this.#connection = connection;
    this.#group = options.known ? options.group : "";
    this.#stream = options.known ? `${options.prefix}/${stream.container}/${stream.taskId}` : "";
    this.#missing = options.known ? "the container wrote nothing" : options.text;
    this.#isOver = !options.known || connection === undefined;
    this.#secrets = secrets;
    this.#onLine = onLine;
  }

  get tail(): readonly string[] {
    return this.#tail;
  }

  /** Why there is no output. */
  get missing(): string | undefined {
    return this.#tail.length > 0 ? undefined : this.#missing;
  }

  /** Reads what is new; answers how many lines that was. Never rejects except `cancelled`: output is worth no failure. */
  async read(signal: AbortSignal): Promise<number> {
    let count = 0;
    for (let page = 0; page < MAX_PAGES && !this.#isOver; page += 1) {
      const events = await this.#page(signal);
      if (events === undefined) return count;
      for (const event of events.lines) this.#say(event);
      count += events.lines.length;
      if (events.isLast) return count;
    }
    return count;
  }

  async #page(
    signal: AbortSignal,
  ): Promise<{ readonly lines: readonly string[]; readonly isLast: boolean } | undefined> {
    const connection = this.#connection;
    if (connection === undefined) return undefined;
    const { sdk, client } = connection;
    const token = this.#token;
    try {
      const answer = await askAws(
        `read the log stream ${this.#stream} of ${this.#group}`,
        "logs:GetLogEvents",
        signal,
        () =>
          client.send(
            new sdk.GetLogEventsCommand({
              logGroupName: this.#group,
              logStreamName: this.#stream,
              startFromHead: true,
              ...(token === undefined ? {} : { nextToken: token }),
            }),
            { abortSignal: signal },
          ),
      );
      this.#token = answer.nextForwardToken ?? token;
      // At the end of a stream the token stays the one that was sent.
      const isLast = this.#token === token || (answer.events ?? []).length === 0;
      return { lines: (answer.events ?? []).flatMap((event) => event.message ?? []), isLast };
    } catch (error) {
      if (error instanceof ActionError && error.code === "cancelled") throw error;
      this.#give(error);
      return undefined;
    }
  }

  #give(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (awsExceptionBehind(error) !== "ResourceNotFoundException") {
      this.#missing = message;
      // Access stays refused; anything else may pass.
      this.#isOver = error instanceof ActionError && error.code === "permission";
      return;
    }
    if (/log group/i.test(message)) {
      this.#missing = `the log group ${this.#group} does not exist (create it, or set awslogs-create-group: "true")`;
      return;
    }
    this.#missing = `the log stream ${this.#stream} of ${this.#group} does not exist: the container wrote nothing`;
  }

  #say(message: string): void {
    for (const raw of this.#secrets.redact(message).split(/\r?\n/)) {
      const line = raw.length > LONGEST_LINE ? `${raw.slice(0, LONGEST_LINE)}…` : raw;
      this.#tail.push(line);
      if (this.#tail.length > TAIL_LINES) this.#tail.shift();
      this.#onLine(line);
    }
  }
}
