const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/y;

/** Milliseconds of `90s`, `5m`, `1h30m`, `250ms` or `0`; `undefined` for anything else. Units go from large to small. */
export function parseDuration(text: string): number | undefined {
  const source = text.trim();
  if (source === "0") return 0;
  if (source === "") return undefined;
  PART.lastIndex = 0;
  let total = 0;
  let previous = Number.POSITIVE_INFINITY;
  while (PART.lastIndex < source.length) {
    const match = PART.exec(source);
    if (match === null) return undefined;
    const unit = UNIT_MS[match[2] ?? ""];
    if (unit === undefined || unit >= previous) return undefined;
    previous = unit;
    total += Number(match[1]) * unit;
  }
  return Number.isFinite(total) ? total : undefined;
}

/** The shortest exact form of a duration for a person: `5m`, `1h30m`, `3m12s`, `850ms`. Rounds to 1 s from 10 s on. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return "unknown";
  if (ms < 1_000) return `${Math.round(ms)}ms`;
  if (ms < 10_000) return `${Math.round(ms / 100) / 10}s`;
  let rest = Math.round(ms / 1_000);
  const parts: string[] = [];
  for (const [unit, seconds] of [
    ["d", 86_400],
    ["h", 3_600],
    ["m", 60],
    ["s", 1],
  ] as const) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.slice(0, 2).join("");
}
