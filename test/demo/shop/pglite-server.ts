import { createServer, type Server, type Socket } from "node:net";
import type { PGlite } from "@electric-sql/pglite";

const STARTUP_CODES = { cancel: 80_877_102, ssl: 80_877_103, gssEncryption: 80_877_104 };
/** Messages after which a client waits for an answer: Query, Sync, Flush, FunctionCall, CopyDone, CopyFail, password. */
const ENDS_A_BATCH = new Set([..."QSHFcfp"].map((letter) => letter.charCodeAt(0)));
const TERMINATE = "X".charCodeAt(0);

/**
 * Serves an embedded database to several PostgreSQL clients on a loopback port.
 *
 * There is one session underneath. A client has it from Parse to Sync, and while it is in a transaction, so that the
 * unnamed statement and portal of one are never another's (which they are in @electric-sql/pglite-socket 0.2, which
 * hands over after each message).
 */
export async function servePGlite(
  database: PGlite,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const floor = new Floor(database);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    serveClient(socket, floor);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: portOf(server),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === "object" && address !== null) return address.port;
  throw new Error("The server has no port.");
}

interface Batch {
  readonly client: Socket;
  readonly messages: readonly Uint8Array[];
}

/** Who may speak to the database: one batch at a time, and only the same client while it is in a transaction. */
class Floor {
  readonly #database: PGlite;
  readonly #waiting: Batch[] = [];
  #holder: Socket | undefined;
  #isBusy = false;

  constructor(database: PGlite) {
    this.#database = database;
  }

  enter(batch: Batch): void {
    this.#waiting.push(batch);
    void this.#work();
  }

  /** Forgets a client that is gone, and undoes what it left open. */
  leave(client: Socket): void {
    for (let index = this.#waiting.length - 1; index >= 0; index -= 1) {
      if (this.#waiting[index]?.client === client) this.#waiting.splice(index, 1);
    }
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (;;) {
      if (this.#holder?.destroyed) {
        this.#holder = undefined;
        await this.#database.exec("ROLLBACK").catch(() => undefined);
      }
      const index = this.#waiting.findIndex(
        (one) => this.#holder === undefined || one.client === this.#holder,
      );
      const [batch] = index === -1 ? [] : this.#waiting.splice(index, 1);
      if (batch === undefined) break;
      await this.#run(batch);
      this.#holder = this.#database.isInTransaction() ? batch.client : undefined;
    }
    this.#isBusy = false;
  }

  async #run({ client, messages }: Batch): Promise<void> {
    const onRawData = (data: Uint8Array): void => {
      // The buffer is the database's own memory and is reused.
      if (!client.destroyed) client.write(Buffer.from(data));
    };
    for (const message of messages) {
      try {
        await this.#database.runExclusive(() => this.#database.execProtocolRawStream(message, { onRawData }));
      } catch (error) {
        client.destroy(error instanceof Error ? error : new Error(String(error)));
        return;
      }
    }
  }
}

function serveClient(socket: Socket, floor: Floor): void {
  let buffer = Buffer.alloc(0);
  let isStarted = false;
  let batch: Uint8Array[] = [];
  const submit = (message: Uint8Array): void => {
    floor.enter({ client: socket, messages: [...batch, message] });
    batch = [];
  };
  /** Takes one message off the buffer; false when it is not all there yet. */
  const takeStartup = (): boolean => {
    if (buffer.length < 8 || buffer.length < buffer.readInt32BE(0)) return false;
    const message = buffer.subarray(0, buffer.readInt32BE(0));
    const code = message.readInt32BE(4);
    buffer = buffer.subarray(message.length);
    if (code === STARTUP_CODES.ssl || code === STARTUP_CODES.gssEncryption) socket.write("N");
    else if (code === STARTUP_CODES.cancel) socket.end();
    else {
      isStarted = true;
      submit(new Uint8Array(message));
    }
    return true;
  };
  const takeMessage = (): boolean => {
    if (buffer.length < 5 || buffer.length < 1 + buffer.readInt32BE(1)) return false;
    const message = new Uint8Array(buffer.subarray(0, 1 + buffer.readInt32BE(1)));
    buffer = buffer.subarray(message.length);
    const type = message[0] ?? 0;
    if (type === TERMINATE) socket.end();
    else if (ENDS_A_BATCH.has(type)) submit(message);
    else batch.push(message);
    return true;
  };
  socket.on("data", (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (isStarted ? takeMessage() : takeStartup());
  });
  socket.on("error", () => undefined);
  socket.once("close", () => floor.leave(socket));
}
