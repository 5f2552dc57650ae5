import type { Chunks } from "./decode.ts";
import { JUnitCase } from "./junit-case.ts";
import { type ReadLimits, STREAM_LIMITS } from "./limits.ts";
import { failReading, type ReadResult, toResult } from "./problem.ts";
import type { TestsModel } from "./tests-model.ts";
import { type RepeatedTests, TestsTally } from "./tests-tally.ts";
import { readXml, type XmlHandler } from "./xml.ts";

/** How a JUnit report is read. */
export interface JUnitOptions extends Partial<ReadLimits> {
  /**
   * The same (file, class, name) twice in one report: `worst` (default) counts it once in its worst state, since it may
   * be two tests, or a teardown that failed after the test (pytest). `attempts` lets the last attempt decide, and is
   * also what happens when the test carries `<flakyFailure>` or `<rerunFailure>`.
   */
  readonly repeatedTests?: RepeatedTests;
}

const ROOTS = ["testsuites", "testsuite", "testcase"];

/**
 * Reads a JUnit XML report of any dialect by walking every `<testcase>` at any depth; the sums in suite attributes are
 * not believed, except that a suite without tests that says it had errors or failures counts as one errored test.
 */
export function readJUnit(
  chunks: Chunks,
  source: string,
  options: JUnitOptions = {},
): Promise<ReadResult<TestsModel>> {
  return toResult(async () => {
    const limits = { ...STREAM_LIMITS, ...options };
    const tally = new TestsTally(limits, options.repeatedTests ?? "worst");
    await readXml(chunks, source, limits, new JUnitHandler(source, limits.maxMessageLength, tally));
    if (tally.size === 0) failReading(source, "no_tests", "holds no test");
    return tally.finish();
  });
}

interface Suite {
  readonly attributes: Readonly<Record<string, string>>;
  readonly depth: number;
  readonly file: string | undefined;
  /** `<error>` or `<failure>` right under the suite: something around its tests went wrong. */
  trouble: JUnitCase | undefined;
  hasTests: boolean;
}

class JUnitHandler implements XmlHandler {
  wantsText = false;
  readonly #source: string;
  readonly #maxText: number;
  readonly #tally: TestsTally;
  readonly #suites: Suite[] = [];
  readonly #cases: { readonly depth: number; readonly testCase: JUnitCase }[] = [];
  #text = "";
  #textOf: { readonly depth: number; readonly testCase: JUnitCase } | undefined;

  constructor(source: string, maxText: number, tally: TestsTally) {
    this.#source = source;
    this.#maxText = maxText;
    this.#tally = tally;
  }

  open(name: string, attributes: Readonly<Record<string, string>>, depth: number): void {
    if (depth === 1 && !ROOTS.includes(name)) {
      failReading(
        this.#source,
        "report_unreadable",
        `not a JUnit report: the root element is <${name.slice(0, 60)}>, expected <testsuites> or <testsuite>`,
        { line: 1 },
      );
    }
    if (name === "testcase") this.#cases.push({ depth, testCase: new JUnitCase(attributes) });
    else if (name === "testsuite" || name === "testsuites") {
      const file = attributes.file ?? attributes.filepath ?? this.#suites.at(-1)?.file;
      this.#suites.push({ attributes, depth, file, trouble: undefined, hasTests: false });
    } else this.#child(name, attributes, depth);
  }

  #child(name: string, attributes: Readonly<Record<string, string>>, depth: number): void {
    const open = this.#cases.at(-1);
    const suite = this.#suites.at(-1);
    let testCase: JUnitCase | undefined;
    if (open !== undefined) {
      if (depth === open.depth + 1) testCase = open.testCase;
    } else if (suite !== undefined && depth === suite.depth + 1 && (name === "error" || name === "failure")) {
      suite.trouble ??= new JUnitCase(troubleAttributes(suite));
      testCase = suite.trouble;
    }
    if (testCase?.child(name, attributes) === true) {
      this.wantsText = true;
      this.#text = "";
      this.#textOf = { depth, testCase };
    }
  }

  text(text: string): void {
    if (this.#text.length <= this.#maxText) this.#text += text.slice(0, this.#maxText + 1);
  }

  close(_name: string, depth: number): void {
    if (this.#textOf?.depth === depth) {
      this.#textOf.testCase.messageText(this.#text);
      this.#textOf = undefined;
      this.wantsText = false;
    }
    const open = this.#cases.at(-1);
    if (open?.depth === depth) {
      this.#cases.pop();
      const suite = this.#suites.at(-1);
      if (suite !== undefined) suite.hasTests = true;
      this.#tally.add(open.testCase.finish(suite?.file));
    }
    const suite = this.#suites.at(-1);
    if (suite?.depth === depth) this.#closeSuite(suite);
  }

  #closeSuite(suite: Suite): void {
    this.#suites.pop();
    if (suite.trouble === undefined && !suite.hasTests && claimsTrouble(suite.attributes)) {
      suite.trouble = new JUnitCase(troubleAttributes(suite));
      suite.trouble.child("error", { message: "the suite reports errors or failures but holds no test" });
    }
    if (suite.trouble !== undefined) {
      this.#tally.add({ ...suite.trouble.finish(suite.file), state: "errored" });
      suite.hasTests = true;
    }
    const parent = this.#suites.at(-1);
    if (parent !== undefined && suite.hasTests) parent.hasTests = true;
  }
}

function claimsTrouble(attributes: Readonly<Record<string, string>>): boolean {
  return [attributes.errors, attributes.failures].some((count) => Number(count ?? 0) !== 0);
}

/** A suite has no class of its own, and its `time` is that of its tests. */
function troubleAttributes(suite: Suite): Readonly<Record<string, string>> {
  return { name: suite.attributes.name ?? "(suite without a name)", classname: "(suite)" };
}
