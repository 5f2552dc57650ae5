/**
 * The instant at which the clocks of a zone show `durationMs` more than at `start`: 24 h after midnight is midnight,
 * also on a day of 23 or 25 hours. Of a time that is shown twice it is the first.
 */
export function addWallClock(start: number, durationMs: number, zone: string): number {
  const wall = start + offsetMs(start, zone) + durationMs;
  const before = wall - offsetMs(wall - 86_400_000, zone);
  const after = wall - offsetMs(wall + 86_400_000, zone);
  const candidates = [before, after].filter((instant) => instant + offsetMs(instant, zone) === wall);
  // None shows a time the clock skips: then it is the instant the clock would have shown it without the change.
  return candidates.length === 0 ? before : Math.min(...candidates);
}

/** How much further the clocks of the zone are than UTC. */
function offsetMs(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const read = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    read("year"),
    read("month") - 1,
    read("day"),
    read("hour"),
    read("minute"),
    read("second"),
  );
  return shown - Math.floor(at / 1_000) * 1_000;
}
