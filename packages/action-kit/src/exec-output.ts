import { StringDecoder } from "node:string_decoder";

const LONGEST_LINE = 65_536;

/** Collects one stream of a program: the last `maxBytes` bytes as text, and each line as it comes. */
export interface OutputCollector {
  push(chunk: Buffer): void;
  /** Hands out the last line when it has no line end. */
  end(): void;
  text(): string;
  readonly truncated: boolean;
}

/** A collector that calls `onLine` without the line end; a line longer than 64 KiB comes in pieces. */
export function collectOutput(maxBytes: number, onLine: (line: string) => void): OutputCollector {
  const decoder = new StringDecoder("utf8");
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let truncated = false;
  let open = "";

  const emit = (text: string): void => {
    open += text;
    const lines = open.split(/\r?\n/);
    open = lines.pop() ?? "";
    for (const line of lines) onLine(line);
    while (open.length > LONGEST_LINE) {
      onLine(open.slice(0, LONGEST_LINE));
      open = open.slice(LONGEST_LINE);
    }
  };

  return {
    push(chunk) {
      kept.push(chunk);
      keptBytes += chunk.length;
      while (keptBytes - (kept[0]?.length ?? 0) >= maxBytes && kept.length > 1) {
        keptBytes -= kept.shift()?.length ?? 0;
        truncated = true;
      }
      emit(decoder.write(chunk));
    },
    end() {
      emit(decoder.end());
      if (open !== "") onLine(open.replace(/\r$/, ""));
      open = "";
    },
    text() {
      const all = Buffer.concat(kept);
      kept = [all];
      if (all.length <= maxBytes) return all.toString("utf8");
      truncated = true;
      let start = all.length - maxBytes;
      // Never begin inside a character: continuation bytes are 10xxxxxx.
      while (start < all.length && ((all[start] ?? 0) & 0xc0) === 0x80) start += 1;
      return all.subarray(start).toString("utf8");
    },
    get truncated() {
      return truncated || keptBytes > maxBytes;
    },
  };
}
