import { readdirSync, readFileSync } from "node:fs";

const PATIENCE_MS = 20_000;

/** Waits until no other process has this text in its command line (Linux). */
export async function untilNobodyNames(text: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = commandLines().find((line) => line.includes(text));
    if (found === undefined) return;
    if (Date.now() > deadline) throw new Error(`Still running: ${found}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function commandLines(): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        // It ended meanwhile.
        return "";
      }
    });
}
