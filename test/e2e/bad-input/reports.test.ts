import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { runDoor, visible } from "../../support/door.ts";
import { junit, lcov } from "../../support/reports.ts";
import { createWorkspace, type Workspace } from "../../support/workspace.ts";

const POLICY = `version: 1\ngates: { unit: "100%_pass_rate", code_coverage: ">= 80%" }\n`;

let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace({ ".github/deploy.yml": POLICY });
});
afterEach(() => workspace.dispose());

interface Gate {
  readonly outcome: string;
  readonly reason: string;
  readonly found: string;
}

async function judge(
  gate: string,
): Promise<Gate & { readonly text: string; readonly exitCode: number | null }> {
  const run = await runDoor("quality-gate", { workspace: workspace.path, inputs: { gates: gate } });
  const [found] = JSON.parse(run.outputs.gates ?? "[]") as Gate[];
  if (found === undefined) throw new Error(visible(run));
  return { ...found, text: visible(run), exitCode: run.exitCode };
}

async function judgeUnit(content: string | Uint8Array) {
  workspace.write({ "reports/junit/1.xml": content });
  return judge("unit");
}

describe("a JUnit file", () => {
  test("that is empty is inconclusive, and named", async () => {
    const gate = await judgeUnit("");
    expect(gate).toMatchObject({ outcome: "inconclusive", reason: "report_empty", exitCode: 2 });
    expect(gate.text).toContain("reports/junit/1.xml");
  });

  test("that is cut off is inconclusive, although all tests before the cut passed", async () => {
    const gate = await judgeUnit(junit(50).slice(0, -30));
    expect(gate).toMatchObject({ outcome: "inconclusive", reason: "report_unreadable", exitCode: 2 });
  });

  test.each([
    ["little-endian", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["big-endian", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ])("in UTF-16 (%s) is read as what it says", async (_name, encode) => {
    const text = junit(3, 1).replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>');
    expect(await judgeUnit(encode(text))).toMatchObject({ outcome: "fail", exitCode: 1 });
    const good = junit(4).replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>');
    expect(await judgeUnit(encode(good))).toMatchObject({
      outcome: "pass",
      found: expect.stringContaining("4 of 4"),
      exitCode: 0,
    });
  });

  test("that is a billion laughs is refused before it expands", async () => {
    const entities = Array.from({ length: 10 }, (_, n) =>
      n === 0 ? '<!ENTITY l0 "ha">' : `<!ENTITY l${n} "${`&l${n - 1};`.repeat(10)}">`,
    );
    const bomb = `<?xml version="1.0"?><!DOCTYPE t [${entities.join("")}]><testsuite><testcase name="&l9;"/></testsuite>`;
    const gate = await judgeUnit(bomb);
    expect(gate).toMatchObject({ outcome: "inconclusive", reason: "entities_refused", exitCode: 2 });
    expect(gate.text.length).toBeLessThan(20_000);
  });

  test("that asks for a file of the machine gets none", async () => {
    const gate = await judgeUnit(
      '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&x;"/></testsuite>',
    );
    expect(gate.reason).toBe("entities_refused");
    expect(gate.text).not.toContain("root:");
  });

  test("without any test is not a pass", async () => {
    expect(await judgeUnit("<testsuite/>")).toMatchObject({ outcome: "inconclusive", reason: "no_tests" });
  });

  test("beside a broken one does not make up for it", async () => {
    workspace.write({ "reports/junit/0.xml": junit(10) });
    expect(await judgeUnit("<testsuite>")).toMatchObject({ outcome: "inconclusive" });
  });
});

test("an lcov file that names one file twice is summed by line, not by record", async () => {
  const record = (hits: readonly number[]) =>
    ["SF:src/cart.ts", ...hits.map((hit, line) => `DA:${line + 1},${hit}`), "end_of_record"].join("\n");
  // Each record alone covers half of ten lines; together they cover eight, in the file eight of ten.
  const first = record([1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
  const second = record([0, 0, 0, 1, 1, 1, 1, 1, 0, 0]);
  workspace.write({ "coverage/lcov.info": `${first}\n${second}\n` });
  expect(await judge("code_coverage")).toMatchObject({
    outcome: "pass",
    found: expect.stringContaining("8 of 10"),
  });
});

test("an lcov file cut in its middle is inconclusive", async () => {
  workspace.write({ "coverage/lcov.info": lcov(100, 100).slice(0, 400) });
  expect(await judge("code_coverage")).toMatchObject({ outcome: "inconclusive", exitCode: 2 });
});

test("a report that is a link out of the workspace does not count", async () => {
  const outside = createWorkspace({ "all-good.xml": junit(5) });
  try {
    mkdirSync(join(workspace.path, "reports/junit"), { recursive: true });
    symlinkSync(join(outside.path, "all-good.xml"), join(workspace.path, "reports/junit/1.xml"));
    expect(await judge("unit")).toMatchObject({ outcome: "inconclusive", reason: "report_missing" });
  } finally {
    outside.dispose();
  }
});
