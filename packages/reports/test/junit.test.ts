import { describe, expect, test } from "@jest/globals";
import { type JUnitOptions, mergeTests, readJUnit, type TestsModel } from "../src/index.ts";
import { chunksOf, fixture, problemOf, reportOf, utf16 } from "./support/chunks.ts";

async function read(xml: string, options?: JUnitOptions): Promise<TestsModel> {
  return reportOf(await readJUnit(chunksOf(xml), "report.xml", options));
}

function counts({ tests, passed, failed, errored, skipped, flaky }: TestsModel) {
  return { tests, passed, failed, errored, skipped, flaky };
}

const NONE = { tests: 0, passed: 0, failed: 0, errored: 0, skipped: 0, flaky: 0 };

describe("readJUnit counts every test once", () => {
  test("a failed rerun once, a flaky test as passed (surefire)", async () => {
    const model = reportOf(await readJUnit(fixture("surefire-rerun.xml"), "TEST-shop.xml"));
    expect(counts(model)).toEqual({ ...NONE, tests: 3, passed: 2, failed: 1, flaky: 1 });
    expect(model.durationMs).toBe(1_000);
    expect(model.failures).toEqual([
      {
        name: "alwaysFails",
        classname: "shop.CartTest",
        file: undefined,
        line: undefined,
        message: "expected: <1> but was: <2>",
      },
    ]);
  });

  test("at any depth, in its worst state, whatever the suites claim", async () => {
    const model = reportOf(await readJUnit(fixture("nested.xml"), "nested.xml"));
    expect(counts(model)).toEqual({ ...NONE, tests: 4, passed: 1, failed: 1, errored: 1, skipped: 1 });
    expect(model.failures.map(({ name, message }) => [name, message])).toEqual([
      ["three", "boom"],
      ["four", "f"],
    ]);
  });

  test("disabled ones as skipped (gtest)", async () => {
    const model = reportOf(await readJUnit(fixture("gtest.xml"), "gtest.xml"));
    expect(counts(model)).toEqual({ ...NONE, tests: 3, passed: 1, skipped: 2 });
  });

  test.each([
    ["failed by attribute only", 'status="failed"', { failed: 1 }],
    ["errored by attribute only", 'result="Error"', { errored: 1 }],
    ["ignored by attribute only", 'status="ignored"', { skipped: 1 }],
    ["run", 'status="run" result="completed"', { passed: 1 }],
  ])("%s", async (_, attributes, expected) => {
    const model = await read(`<testsuite><testcase name="a" ${attributes}/></testsuite>`);
    expect(counts(model)).toEqual({ ...NONE, tests: 1, ...expected });
  });

  test("a bare test case and namespaced elements", async () => {
    expect(counts(await read('<testcase name="a"/>'))).toEqual({ ...NONE, tests: 1, passed: 1 });
    const namespaced =
      '<j:testsuite xmlns:j="urn:j"><j:testcase name="a"><j:failure/></j:testcase></j:testsuite>';
    expect(counts(await read(namespaced))).toEqual({ ...NONE, tests: 1, failed: 1 });
  });

  test("tests without a name apart from each other", async () => {
    const model = await read("<testsuite><testcase/><testcase><failure/></testcase><testcase/></testsuite>");
    expect(counts(model)).toEqual({ ...NONE, tests: 3, passed: 2, failed: 1 });
  });

  test("a suite that could not load and holds no test as one error (jest)", async () => {
    const model = await read(
      '<testsuites tests="0" errors="1"><testsuite name="cart.test.ts" tests="0" errors="1"/><testsuite name="ok"><testcase name="a"/></testsuite></testsuites>',
    );
    expect(counts(model)).toEqual({ ...NONE, tests: 2, passed: 1, errored: 1 });
    expect(model.failures[0]).toMatchObject({ name: "cart.test.ts" });
  });

  test("an error of the suite beside its tests as one error", async () => {
    const model = await read(
      '<testsuite name="s"><testcase name="a"/><error message="afterAll threw"/></testsuite>',
    );
    expect(counts(model)).toEqual({ ...NONE, tests: 2, passed: 1, errored: 1 });
    expect(model.failures[0]).toMatchObject({ name: "s", message: "afterAll threw" });
  });

  test("no failure printed inside the output of a test", async () => {
    const model = await read(
      '<testsuite><testcase name="a"><system-out><failure>quoted</failure></system-out></testcase></testsuite>',
    );
    expect(counts(model)).toEqual({ ...NONE, tests: 1, passed: 1 });
  });
});

describe("readJUnit takes a test repeated in one report", () => {
  const failThenPass =
    '<testsuite><testcase name="a" classname="c"><failure message="first"/></testcase><testcase name="a" classname="c"/></testsuite>';
  const passThenFail =
    '<testsuite><testcase name="a" classname="c"/><testcase name="a" classname="c"><error message="teardown"/></testcase></testsuite>';

  test("as one test in its worst state", async () => {
    expect(counts(await read(failThenPass))).toEqual({ ...NONE, tests: 1, failed: 1 });
    expect(counts(await read(passThenFail))).toEqual({ ...NONE, tests: 1, errored: 1 });
  });

  test("as attempts of which the last decides, when told so", async () => {
    const model = await read(failThenPass, { repeatedTests: "attempts" });
    expect(counts(model)).toEqual({ ...NONE, tests: 1, passed: 1, flaky: 1 });
    expect(model.failures).toEqual([]);
    expect(counts(await read(passThenFail, { repeatedTests: "attempts" }))).toEqual({
      ...NONE,
      tests: 1,
      errored: 1,
    });
  });

  test("as attempts when the report marks reruns", async () => {
    const marked = failThenPass.replace(
      '<testcase name="a" classname="c"/>',
      '<testcase name="a" classname="c"><flakyFailure/></testcase>',
    );
    expect(counts(await read(marked))).toEqual({ ...NONE, tests: 1, passed: 1, flaky: 1 });
  });

  test("as two tests when class or file differ", async () => {
    const model = await read(
      '<testsuite><testcase name="a" file="x"/><testcase name="a" file="y"/><testcase name="a" file="y" classname="c"/></testsuite>',
    );
    expect(model.tests).toBe(3);
  });
});

test("mergeTests keeps equal names of two reports apart", async () => {
  const one = await read('<testsuite><testcase name="a" time="0.5"/></testsuite>');
  const two = await read('<testsuite><testcase name="a"><failure message="m"/></testcase></testsuite>');
  const both = mergeTests([one, two]);
  expect(counts(both)).toEqual({ ...NONE, tests: 2, passed: 1, failed: 1 });
  expect(both.durationMs).toBe(500);
  expect(both.failures).toHaveLength(1);
});

describe("readJUnit decodes", () => {
  const xml = '<testsuite><testcase name="größe"><failure message="ü"/></testcase></testsuite>';

  test.each([
    ["UTF-8 with a byte order mark", chunksOf(`\ufeff${xml}`)],
    ["UTF-16 little endian", utf16(xml, "le")],
    ["UTF-16 big endian", utf16(`<?xml version="1.0" encoding="UTF-16"?>${xml}`, "be")],
    ["UTF-16 without a byte order mark", [Buffer.from(xml, "utf16le")]],
    ["Latin-1 as declared", [Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${xml}`, "latin1")]],
    ["UTF-8 declared as UTF-16", chunksOf(`<?xml version="1.0" encoding="utf-16"?>${xml}`)],
  ])("%s", async (_, chunks) => {
    const model = reportOf(await readJUnit(chunks, "report.xml"));
    expect(model.failures[0]).toMatchObject({ name: "größe", message: "ü" });
  });

  test("control characters and references to them as U+FFFD or as written", async () => {
    const model = await read(
      '<testsuite><testcase name="a\u0000\u001b[31m"><failure>\u0008 &#27; &#xFFFF; &lt;</failure></testcase></testsuite>',
    );
    expect(model.failures[0]).toMatchObject({
      name: "a\ufffd\ufffd[31m",
      message: "\ufffd &#27; &#xFFFF; <",
    });
  });

  test("thousands and decimal commas in times", async () => {
    const model = await read(
      '<testsuite><testcase name="a" time="1,234.5"/><testcase name="b" time="0,5"/><testcase name="c" time="soon"/><testcase name="d" time="-1"/></testsuite>',
    );
    expect(model.durationMs).toBe(1_235_000);
  });
});

describe("readJUnit refuses", () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><testsuite><testcase name="&lol2;"/></testsuite>`;

  test.each([
    ["an empty file", "", "report_empty", "the file is empty"],
    ["white space", " \n\t ", "report_empty", "white space"],
    ["a report without tests", "<testsuites/>", "no_tests", "holds no test"],
    ["a billion laughs", laughs, "entities_refused", "never expanded"],
    [
      "an external entity",
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite/>',
      "entities_refused",
      "never expanded",
    ],
    ["an undeclared entity", '<testsuite name="&x;"/>', "report_unreadable", "undefined entity"],
    [
      "a truncated file",
      '<testsuite>\n <testcase name="a"/>\n',
      "report_unreadable",
      "the file ends too soon",
    ],
    ["a file cut inside a tag", "<testsuite>\n <testcase na", "report_unreadable", "report.xml:2:14"],
    [
      "crossed tags",
      "<testsuite><testcase></testsuite></testcase>",
      "report_unreadable",
      "unexpected close tag",
    ],
    ["JSON", '{"tests": 1}', "report_unreadable", "text data outside of root node"],
    [
      "another kind of XML",
      "<coverage><testcase/></coverage>",
      "report_unreadable",
      "root element is <coverage>",
    ],
    [
      "an unknown encoding",
      '<?xml version="1.0" encoding="klingon"?><testsuite/>',
      "report_unreadable",
      "klingon",
    ],
  ])("%s", async (_, xml, reason, message) => {
    const problem = problemOf(await readJUnit(chunksOf(xml), "report.xml"));
    expect(problem).toMatchObject({ reason, source: "report.xml" });
    expect(problem.message).toContain(message);
  });

  test("a document type alone is harmless and nothing is fetched for it", async () => {
    const xml =
      '<!DOCTYPE testsuite SYSTEM "http://127.0.0.1:9/junit.dtd"><testsuite><testcase name="a"/></testsuite>';
    expect((await read(xml)).tests).toBe(1);
  });

  test("in a message of bounded length", async () => {
    const xml = `<testsuite></${"x".repeat(100_000)}>`;
    expect(problemOf(await readJUnit(chunksOf(xml), "r.xml")).message.length).toBeLessThan(700);
  });

  test("with the line and column", async () => {
    const problem = problemOf(await readJUnit(chunksOf("<testsuite>\n  <a b=c/></testsuite>"), "r.xml"));
    expect(problem).toMatchObject({ reason: "report_unreadable", line: 2 });
    expect(problem.message).toMatch(/^r\.xml:2:\d+: not well-formed XML: /);
  });

  test("more bytes than the cap, before reading them all", async () => {
    let pulled = 0;
    function* endless() {
      for (;;) {
        pulled += 1;
        yield new TextEncoder().encode("<testsuite>".padEnd(1_000));
      }
    }
    const problem = problemOf(await readJUnit(endless(), "r.xml", { maxBytes: 10_000 }));
    expect(problem.reason).toBe("report_too_large");
    expect(pulled).toBe(11);
  });

  test("elements nested too deep", async () => {
    const problem = problemOf(await readJUnit(chunksOf("<testsuite>".repeat(101)), "r.xml"));
    expect(problem.reason).toBe("report_too_deep");
  });
});

test("a huge attribute is counted and cut, not kept", async () => {
  const name = "n".repeat(3_000_000);
  const model = await read(
    `<testsuite><testcase name="${name}"><failure message="${name}"/></testcase><testcase name="b"><failure>${name}</failure></testcase></testsuite>`,
  );
  expect(model.failed).toBe(2);
  expect(model.failures[0]?.name).toHaveLength(300);
  expect(model.failures.map((failure) => failure.message.length)).toEqual([1_000, 1_000]);
});

test("failures beyond the cap are counted but not listed", async () => {
  const cases = Array.from({ length: 150 }, (_, index) => `<testcase name="t${index}"><failure/></testcase>`);
  const model = await read(`<testsuite>${cases.join("")}</testsuite>`);
  expect(model.failed).toBe(150);
  expect(model.failures).toHaveLength(100);
  expect(model.failures[0]?.name).toBe("t0");
});
