import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One row of a runbook: what it asks for, what that means here, and what shows it. */
interface Requirement {
  readonly id: string;
  readonly runbook: string;
  readonly asks: string;
  readonly means: string;
  readonly shown: string;
}

/** A test whose title carries the tag of a row, e.g. `test("… [E14]", …)`. */
interface TaggedTest {
  readonly id: string;
  readonly title: string;
  readonly file: string;
}

const TITLE = /(["'`])((?:\\.|(?!\1)[^\\\n])*\[[A-Z]\d{1,2}\](?:\\.|(?!\1)[^\\\n])*)\1/g;
const TAG = /\s*\[([A-Z]\d{1,2})\]/g;

/** The page of all requirements with the tests that show them. Throws when a test carries a tag that is no row. */
export function requirementsPage(root: string): string {
  const rows = JSON.parse(readFileSync(join(root, "docs/requirements.json"), "utf8")) as Requirement[];
  const known = new Set(rows.map((row) => row.id));
  const tests = taggedTests(root);
  const stray = tests.filter((test) => !known.has(test.id));
  if (stray.length > 0) {
    const list = stray.map(({ id, file, title }) => `  [${id}] in ${file}: ${title}`).join("\n");
    throw new Error(`Tags that are no row of docs/requirements.json:\n${list}`);
  }
  const shown = rows.filter((row) => tests.some((test) => test.id === row.id)).length;
  const runbooks = [...new Set(rows.map((row) => row.runbook))];
  return [
    "# What the runbooks ask for",
    "",
    "Generated from `docs/requirements.json` and the tags in the titles of the tests: do not edit.",
    "",
    `Five runbooks of real teams, ${rows.length} rows. A row is shown when a test carries its tag; ${shown} are, the others are not yet.`,
    "",
    ...runbooks.flatMap((runbook) => [
      `## ${runbook}`,
      "",
      "| row | asks for | means | done when | shown by |",
      "| --- | --- | --- | --- | --- |",
      ...rows.filter((row) => row.runbook === runbook).map((row) => line(row, tests)),
      "",
    ]),
  ].join("\n");
}

function line(row: Requirement, tests: readonly TaggedTest[]): string {
  const mine = tests.filter((test) => test.id === row.id);
  const by = mine.map(({ title, file }) => `${cell(title)} ([${file.split("/").at(-1)}](../${file}))`);
  const cells = [row.id, cell(row.asks), cell(row.means), cell(row.shown), by.join("<br>") || "not yet"];
  return `| ${cells.join(" | ")} |`;
}

function cell(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replace(/\\(["'`])/g, "$1");
}

function taggedTests(root: string): readonly TaggedTest[] {
  const files = globSync("{packages,actions,test,tools}/**/*.test.ts", {
    cwd: root,
    exclude: (path) => path.includes("node_modules") || path.includes("/lib/"),
  });
  return files.sort().flatMap((file) =>
    Array.from(readFileSync(join(root, file), "utf8").matchAll(TITLE), ([, , text = ""]) => text).flatMap(
      (text) =>
        Array.from(text.matchAll(TAG), ([, id = ""]) => ({
          id,
          title: text.replaceAll(TAG, "").trim(),
          file,
        })),
    ),
  );
}
