import * as z from "zod/mini";
import { argv, condition, duration, keys, optional, wholeNumber, workspacePath } from "./schema-scalars.ts";

const EXPECTED_GATE =
  'a condition, e.g. ">= 80%"; a map with reports and require, or with run; or off, to drop a gate of the defaults';

const requirement = condition('">= 80%", "100%_pass_rate", "no_critical_issues" or "<= 200ms_p95"');

/** The word that takes away what the defaults say. */
export const OFF = "off";

/** A section that can be switched off in one environment. */
export function orOff<T extends z.core.SomeType>(schema: T, expected: string) {
  return z.union([z.literal(OFF), schema], { error: expected });
}

const reportGate = keys({
  reports: optional(
    z.union(
      [
        workspacePath("reports/junit/**/*.xml"),
        z
          .array(workspacePath("reports/junit/**/*.xml"))
          .check(z.minLength(1, { error: "at least one path or glob" })),
      ],
      { error: "a path or glob, or a list of them, e.g. reports/junit/**/*.xml" },
    ),
    "Report files, relative to the workspace; several are read as one report.",
  ),
  require: optional(requirement, "What must hold."),
  kind: optional(
    z.enum(["tests", "coverage", "findings", "performance"], {
      error: "tests, coverage, findings or performance",
    }),
    "What the reports are about; only needed when neither the name nor the condition says it.",
  ),
  "expect-files": optional(wholeNumber(1), "Fewer report files than this are inconclusive, never a pass."),
});

const commandGate = keys({
  run: optional(argv(), "A program whose exit code is the answer: 0 passes."),
  timeout: optional(duration(1), "Longest run of the program; then the gate is inconclusive."),
});

// The shorthand is matched first, so that a text is never offered the keys of a map.
const gate = z.union([z.literal(OFF), requirement, reportGate, commandGate], { error: EXPECTED_GATE });

/** Gates by name. */
export const gates = z
  .record(z.string(), gate, { error: "a map of names to conditions or gates" })
  .check(z.meta({ id: "gates" }));
