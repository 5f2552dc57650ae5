import { connect, createServer, type Server, type Socket } from "node:net";

/** A door before a server that can be shut: then nobody gets in, and those inside are thrown out. */
export class TcpDoor {
  readonly #host: string;
  readonly #port: number;
  readonly #open = new Set<Socket>();
  #server: Server | undefined;
  #listening = 0;

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  get port(): number {
    return this.#listening;
  }

  async open(): Promise<void> {
    const server = createServer((inside) => {
      const outside = connect(this.#port, this.#host);
      for (const socket of [inside, outside]) {
        this.#open.add(socket);
        socket.on("error", () => undefined);
        socket.on("close", () => {
          this.#open.delete(socket);
          inside.destroy();
          outside.destroy();
        });
      }
      inside.pipe(outside).pipe(inside);
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#listening, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address === "object" && address !== null) this.#listening = address.port;
  }

  async shut(): Promise<void> {
    const server = this.#server;
    const closed = new Promise<void>((resolve) => server?.close(() => resolve()));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }
}
