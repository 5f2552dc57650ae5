/** Caps on what a reader takes from a report, which is hostile until proven otherwise. */
export interface ReadLimits {
  /** Default 256 MiB, for JSON reports 64 MiB. */
  readonly maxBytes: number;
  /** Nesting of XML elements; default 100. */
  readonly maxDepth: number;
  /** Characters kept of a name, class or path of a test; default 300. */
  readonly maxNameLength: number;
  /** Characters kept of a message; default 1,000. */
  readonly maxMessageLength: number;
  /** Failures or findings kept in detail; all are counted. Default 100. */
  readonly maxDetails: number;
}

const MIB = 1_048_576;

/** Caps of the reports that are read as a stream. */
export const STREAM_LIMITS: ReadLimits = {
  maxBytes: 256 * MIB,
  maxDepth: 100,
  maxNameLength: 300,
  maxMessageLength: 1_000,
  maxDetails: 100,
};

/** Caps of the reports that are held in memory as a whole. */
export const JSON_LIMITS: ReadLimits = { ...STREAM_LIMITS, maxBytes: 64 * MIB };

/** At most `max` UTF-16 units, never half a character, with `…` in place of the rest. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, Math.max(0, max - 1));
  return `${/[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head}…`;
}
