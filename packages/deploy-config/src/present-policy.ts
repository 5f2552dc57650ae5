import type { EffectiveValue, Origin } from "./policy.ts";

/** The head of the rows of {@link formatValues}. */
export const VALUE_HEADERS = ["setting", "value", "from"] as const;

/** Rows for `plan`: path, value, and where it came from in words. */
export function formatValues(
  values: readonly EffectiveValue[],
): readonly (readonly [string, string, string])[] {
  return values.map(({ path, value, origin }) => [path, value, formatOrigin(origin)] as const);
}

/** Where a value came from, e.g. `environment (.github/deploy.yml:12:5)`. */
export function formatOrigin(origin: Origin): string {
  switch (origin.kind) {
    case "built-in":
      return "built-in";
    case "input":
      return `input ${origin.place}`;
    case "defaults":
    case "environment":
      return `${origin.kind} (${origin.place})`;
  }
}
