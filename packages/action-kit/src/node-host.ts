import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ActionError } from "@deploy-actions/kernel";
import { systemClock } from "./clock.ts";
import type { Host } from "./host.ts";
import { wireLazily } from "./lazy-ports.ts";
import { systemRandom } from "./random.ts";
import { listenForStop } from "./signals.ts";
import { streamWriter } from "./writer.ts";

/**
 * This process as a {@link Host}. `entryUrl` is the `import.meta.url` of the started file `…/<name>/<file>`; another
 * entry of the same bundle is `…/<entry>/<file>` beside it.
 */
export function nodeHost(options: { readonly entryUrl: string; readonly graceMs?: number }): Host {
  const entryFile = fileURLToPath(options.entryUrl);
  return {
    env: Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    cwd: process.cwd(),
    stdout: streamWriter(process.stdout),
    stderr: streamWriter(process.stderr),
    clock: systemClock,
    random: systemRandom,
    ...(options.graceMs === undefined ? {} : { graceMs: options.graceMs }),
    wire: wireLazily,
    selfArgv(entry) {
      if (!/^[a-z][a-z0-9-]*$/.test(entry)) {
        throw new ActionError("internal", `"${entry}" is not the name of an entry.`);
      }
      const file = join(dirname(dirname(entryFile)), entry, basename(entryFile));
      return [
        process.execPath,
        ...process.execArgv.filter((argument) => !argument.startsWith("--inspect")),
        file,
      ];
    },
    onStop: listenForStop,
    onCrash(listener) {
      const onError = (error: unknown): void => listener({ kind: "error", error });
      // Node would leave with 0 here (or 13), and a run that never came to a verdict must not look like a pass.
      const onDrained = (): void => listener({ kind: "drained" });
      process.on("uncaughtException", onError);
      process.on("unhandledRejection", onError);
      process.on("beforeExit", onDrained);
      return () => {
        process.off("uncaughtException", onError);
        process.off("unhandledRejection", onError);
        process.off("beforeExit", onDrained);
      };
    },
    exit(code) {
      process.exitCode = code;
      // The callback of an empty write comes after everything that was written before it.
      process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
    },
  };
}
