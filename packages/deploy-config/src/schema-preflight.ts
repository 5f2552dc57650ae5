import * as z from "zod/mini";
import { nameOf } from "./name-texts.ts";
import { keys, optional, parsedText, type Read, variableNames, workspacePath } from "./schema-scalars.ts";

const EXPECTED_TOOLS = 'a map of programs to version ranges, e.g. { kubectl: ">= 1.30" }';
const EXPECTED_RANGE = 'a version range in quotes, e.g. ">= 1.30", ">= 1.30 < 2" or "^24.1"';
const COMPARATOR = String.raw`(?:>=|<=|[<>=^~])?\s*v?\d+(?:\.(?:\d+|x|\*)){0,2}(?:-[0-9A-Za-z.-]+)?`;
const COMPARATORS = new RegExp(`^(?:\\*|${COMPARATOR}(?:\\s+${COMPARATOR})*)$`);

/** Comparators that must all hold, in alternatives divided by `||`. */
function readRange(text: string): Read<string> {
  const isRange = text.split("||").every((alternative) => COMPARATORS.test(alternative.trim()));
  return isRange ? { ok: true, value: text } : { ok: false, expected: EXPECTED_RANGE };
}

/** What is asked before anything is touched. */
export const preflight = keys({
  tools: optional(
    z.record(
      nameOf(/^[\w.+-]+$/, "the name of a program, e.g. kubectl"),
      parsedText(EXPECTED_RANGE, readRange),
      {
        error: EXPECTED_TOOLS,
      },
    ),
    "Programs and the versions they may have.",
  ),
  variables: optional(variableNames(), "Names of variables that must be set and not empty."),
  "env-sample": optional(
    workspacePath(".env.sample"),
    "File that names every variable of the service: each must be set for the job, or be in the target's environment or secrets.",
  ),
});
