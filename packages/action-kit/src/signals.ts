/** The signals a runner sends to stop a step. */
export type StopSignal = "SIGINT" | "SIGTERM";

/**
 * Calls `listener` for every SIGINT and SIGTERM of this process until the returned function is called. While somebody
 * listens no such signal kills the process, so a second Ctrl-C cannot cut the clean-up short.
 */
export function listenForStop(listener: (signal: StopSignal) => void): () => void {
  process.on("SIGINT", listener);
  process.on("SIGTERM", listener);
  return () => {
    process.off("SIGINT", listener);
    process.off("SIGTERM", listener);
  };
}
