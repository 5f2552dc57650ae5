import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareTrees } from "../src/fake-github/diff.ts";

/** What `patch` would do: applies hunks to lines; throws when the context does not fit. */
function apply(before: readonly string[], patch: string): string[] {
  const result: string[] = [];
  let from = 0;
  for (const line of patch.split("\n")) {
    const header = /^@@ -(\d+)(?:,(\d+))? \+/.exec(line);
    if (header !== null) {
      const start = Number(header[1]) - (header[2] === "0" ? 0 : 1);
      while (from < start) result.push(before[from++] ?? "");
    } else if (line.startsWith("+")) result.push(line.slice(1));
    else if (!line.startsWith("\\")) {
      if (before[from] !== line.slice(1)) throw new Error(`line ${from + 1} is not ${line}`);
      if (line.startsWith(" ")) result.push(before[from] ?? "");
      from += 1;
    }
  }
  return [...result, ...before.slice(from)];
}

test("a patch applied to the old file gives the new one, and its counts are true", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      fc.pre(before.length > 0 && after.length > 0 && before.join() !== after.join());
      const text = (all: readonly string[]) => all.map((line) => `${line}\n`).join("");
      const [change] = compareTrees(new Map([["f", text(before)]]), new Map([["f", text(after)]]));
      expect(apply(before, change?.patch ?? "")).toEqual(after);
      expect((change?.additions ?? 0) - (change?.deletions ?? 0)).toBe(after.length - before.length);
    }),
  );
});
