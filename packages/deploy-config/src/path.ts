import type { Path } from "./tree.ts";

/** `verify.checks[0].url`: a path in the file's own words. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}
