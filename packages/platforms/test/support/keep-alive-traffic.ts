import { Agent, request } from "node:http";

/** What users of kept connections saw. */
export interface KeepAliveReport {
  readonly requests: number;
  /** Ends that were no 200, by status or error code. */
  readonly failures: Readonly<Record<string, number>>;
}

/** Requests on a fixed schedule over connections that are kept, as browsers and clients with a pool make them. */
export function startKeepAliveTraffic(
  url: string,
  ratePerSecond: number,
): { stop(): Promise<KeepAliveReport> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const startedAt = performance.now();
  const failures: Record<string, number> = {};
  const underWay = new Set<Promise<void>>();
  let sent = 0;
  const send = (): Promise<void> =>
    new Promise((resolve) => {
      const end = (result: string): void => {
        if (result !== "200") failures[result] = (failures[result] ?? 0) + 1;
        resolve();
      };
      const outgoing = request(url, { agent, timeout: 10_000 }, (response) => {
        response.once("error", (error: Error) => end(error.message));
        response.once("end", () => end(String(response.statusCode)));
        response.resume();
      });
      outgoing.once("timeout", () => outgoing.destroy(new Error("timeout")));
      outgoing.once("error", (error: Error) => end(error.message));
      outgoing.end();
    });
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAt) * ratePerSecond) / 1_000;
    for (; sent < due; sent += 1) {
      const done = send();
      underWay.add(done);
      void done.finally(() => underWay.delete(done));
    }
  }, 5);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      agent.destroy();
      return { requests: sent, failures };
    },
  };
}
