import type { ClusterConnection } from "../../../src/kubernetes/access/cluster-connection.ts";
import { createNodeTransport } from "../../../src/kubernetes/client/node-transport.ts";
import type { KubernetesTransport } from "../../../src/kubernetes/client/transport.ts";
import { isChange } from "./broken-transport.ts";
import { TcpDoor } from "./tcp-door.ts";

/** An API server that goes away when its `at`-th change is answered, and comes back when it is told to. */
export class Outage {
  readonly #at: number;
  readonly #whenGone: () => void;
  #door: TcpDoor | undefined;
  #changes = 0;
  isGone = false;

  constructor(at: number, whenGone: () => void = () => undefined) {
    this.#at = at;
    this.#whenGone = whenGone;
  }

  /** For the wishes of a client: the way to the API server leads through the door. */
  readonly transport = (connection: ClusterConnection): KubernetesTransport => {
    const { hostname, port } = new URL(connection.server);
    const door = new TcpDoor(hostname, Number(port));
    this.#door = door;
    const isOpen = door.open();
    let inner: KubernetesTransport | undefined;
    return {
      close: () => inner?.close(),
      send: async (request) => {
        await isOpen;
        inner ??= createNodeTransport({ ...connection, server: `https://127.0.0.1:${door.port}` }, {});
        const answer = await inner.send(request);
        if (isChange(request) && answer.status < 300) {
          this.#changes += 1;
          if (this.#changes === this.#at) await this.#go();
        }
        return answer;
      },
    };
  };

  async comeBack(): Promise<void> {
    await this.#door?.open();
    this.isGone = false;
  }

  async close(): Promise<void> {
    if (!this.isGone) await this.#door?.shut();
  }

  async #go(): Promise<void> {
    await this.#door?.shut();
    this.isGone = true;
    this.#whenGone();
  }
}
