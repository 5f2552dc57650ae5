/** The masks of a job: what a runner replaces by `***`. */
export interface Masks {
  /** Every masked value, in the order of masking; a text of several lines also masks each line. */
  readonly values: readonly string[];
  add(value: string): void;
  mask(text: string): string;
}

/** Masks as GitHub's runner keeps them (SecretMasker with its base64, URI and JSON encoders). */
export function createMasks(initial: readonly string[] = []): Masks {
  const values: string[] = [];
  const forms = new Set<string>();
  const masks: Masks = {
    values,
    add(value) {
      for (const part of new Set([value, ...value.split(/[\r\n]+/)])) {
        if (part.trim() === "" || values.includes(part)) continue;
        values.push(part);
        forms.add(part);
        if (part.length < 6) continue;
        forms.add(Buffer.from(part).toString("base64"));
        forms.add(encodeURIComponent(part));
        forms.add(JSON.stringify(part).slice(1, -1));
      }
    },
    mask(text) {
      let masked = text;
      for (const form of [...forms].sort((a, b) => b.length - a.length))
        masked = masked.replaceAll(form, "***");
      return masked;
    },
  };
  for (const value of initial) masks.add(value);
  return masks;
}
