import {
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  type WriteStream,
} from "node:fs";
import { basename, join } from "node:path";

const MAX_BYTES = 10 * 1_048_576;
const KEPT_FILES = 20;
const TAIL_LINES = 3;

/** The output of one release: a file of at most 10 MB (one older part beside it) and the last lines of stderr. */
export class ReleaseLog {
  readonly path: string;
  #stream: WriteStream;
  #bytes = 0;
  #tail = "";

  constructor(path: string) {
    this.path = path;
    this.#stream = this.#open();
  }

  write(chunk: Buffer, isStderr: boolean): void {
    if (this.#bytes + chunk.length > MAX_BYTES) {
      this.#stream.end();
      renameSync(this.path, `${this.path}.1`);
      this.#stream = this.#open();
      this.#bytes = 0;
    }
    this.#bytes += chunk.length;
    this.#stream.write(chunk);
    if (isStderr) this.#tail = (this.#tail + chunk.toString("utf8")).slice(-4_096);
  }

  /** The last lines of stderr in one line; empty when there were none. */
  lastWords(): string {
    const lines = this.#tail.split(/\r?\n/).filter((line) => line.trim() !== "");
    return lines.slice(-TAIL_LINES).join(" | ");
  }

  /** Forgets the last words, so that a new process is not blamed with those of the one before. */
  startOver(): void {
    this.#tail = "";
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#stream.once("close", resolve);
      this.#stream.end();
    });
  }

  #open(): WriteStream {
    // Opened at once, so that the next log sees this name as taken.
    const stream = createWriteStream(this.path, { fd: openSync(this.path, "w", 0o600) });
    // A full disk must not end the proxy.
    stream.on("error", () => {});
    return stream;
  }
}

/** A new log `<version>-<n>.log` in `folder`; the oldest beyond 20 are removed. */
export function openReleaseLog(folder: string, version: string): ReleaseLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = version
    .replace(/[^A-Za-z0-9._-]/g, "_")
    .replace(/^\.+/, "_")
    .slice(0, 80);
  let n = 1;
  while (existsSync(join(folder, `${name}-${n}.log`))) n += 1;
  const log = new ReleaseLog(join(folder, `${name}-${n}.log`));
  removeOldest(folder, basename(log.path));
  return log;
}

function removeOldest(folder: string, current: string): void {
  const logs = readdirSync(folder)
    .filter((name) => name.endsWith(".log") && name !== current)
    .map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { name } of logs.slice(KEPT_FILES - 1)) {
    rmSync(join(folder, name), { force: true });
    rmSync(join(folder, `${name}.1`), { force: true });
  }
}
