/** Per cent (0 to 100) of `25%`, `25 %` or `25`; `undefined` for anything else or out of range. */
export function parsePercent(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*%?$/.exec(text.trim());
  if (match === null) return undefined;
  const value = Number(match[1]);
  return value >= 0 && value <= 100 ? value : undefined;
}

/** `312`, `41,200`: an integer grouped for reading. */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * A per cent with at most `digits` decimals, for display only; cut, not rounded up, so that 79.99 never reads as 80
 * and 99.96 never as 100.
 */
export function formatPercent(value: number, digits = 1): string {
  if (!Number.isFinite(value)) return "n/a";
  const scale = 10 ** digits;
  // 1e-9 undoes the representation error of values such as 8.2 * 10.
  const cut = Math.floor(value * scale + 1e-9) / scale;
  return `${value > 0 && cut === 0 ? `< ${1 / scale}` : cut} %`;
}

/** `12 B`, `3.4 KiB`, `1.0 MiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  if (bytes < 1_048_576) return `${(bytes / 1_024).toFixed(1)} KiB`;
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
