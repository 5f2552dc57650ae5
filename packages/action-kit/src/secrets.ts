import type { Secrets } from "@deploy-actions/kernel";

// Masking "1", "on" or "abc" would replace it everywhere and hide the log and every output that holds it by chance;
// a secret this short protects nothing.
const SHORTEST_MASKED = 4;
const SHORTEST_ENCODED = 8;

/**
 * The registry of values that are never printed. `announce` is called once for each line that is to be masked.
 *
 * Lines shorter than 4 characters (also `{` of a JSON key file) are not masked. From 8 characters on, the URL-encoded,
 * JSON-escaped and base64 forms (at any alignment, so also inside a Basic header) are redacted as well.
 */
export function createSecrets(announce: (line: string) => void = () => {}): Secrets {
  const known = new Set<string>();
  let longestFirst: readonly string[] = [];
  return {
    mask(value) {
      const lines = value
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .filter((line) => line.length >= SHORTEST_MASKED);
      for (const line of lines) {
        if (known.has(line)) continue;
        announce(line);
        for (const form of [line, ...encodedForms(line)]) known.add(form);
      }
      if (lines.length > 1) for (const form of encodedForms(value)) known.add(form);
      longestFirst = [...known].sort((a, b) => b.length - a.length);
      return value;
    },
    redact(text) {
      let redacted = text;
      for (const form of longestFirst) redacted = redacted.replaceAll(form, "***");
      return redacted;
    },
  };
}

function encodedForms(value: string): readonly string[] {
  if (value.length < SHORTEST_ENCODED) return [];
  const urlEncoded = encodeURIComponent(value.toWellFormed());
  const forms = [
    urlEncoded,
    urlEncoded.replaceAll("%20", "+"),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString("base64"),
    ...base64Cores(Buffer.from(value)),
  ];
  return forms.flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")]);
}

/** What of a value is visible in the base64 of any text around it, for each of the three alignments. */
function base64Cores(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((skipped) => {
    const whole = Math.floor((bytes.length - skipped) / 3) * 3;
    const core = bytes.subarray(skipped, skipped + whole).toString("base64");
    return core.length >= SHORTEST_ENCODED ? [core] : [];
  });
}
