import { cutText, type ReadLimits } from "./limits.ts";
import type { TestFailure, TestsModel } from "./tests-model.ts";

/** How a test ended, worst last. */
export type TestState = "passed" | "skipped" | "failed" | "errored";

const BADNESS: Readonly<Record<TestState, number>> = { passed: 0, skipped: 1, failed: 2, errored: 3 };

/** One `<testcase>` as it stands in the report. */
export interface TestRun {
  readonly name: string | undefined;
  readonly classname: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly state: TestState;
  /** Passed, after failed attempts the report tells of. */
  readonly flaky: boolean;
  /** The report tells of attempts: a repeated test is another attempt, not another test of the same name. */
  readonly rerun: boolean;
  readonly message: string;
  readonly durationMs: number;
}

interface Entry {
  state: TestState;
  flaky: boolean;
  rerun: boolean;
  failure: TestFailure | undefined;
}

/** What a test that is repeated inside one report means. */
export type RepeatedTests = "worst" | "attempts";

/** Adds up the tests of one report. */
export class TestsTally {
  readonly #limits: ReadLimits;
  readonly #repeated: RepeatedTests;
  readonly #entries = new Map<string, Entry>();
  #durationMs = 0;
  #details = 0;

  constructor(limits: ReadLimits, repeated: RepeatedTests) {
    this.#limits = limits;
    this.#repeated = repeated;
  }

  get size(): number {
    return this.#entries.size;
  }

  add(run: TestRun): void {
    this.#durationMs += run.durationMs;
    // Tests without a name cannot be told apart, so each stands for itself.
    const key =
      run.name === undefined
        ? `#${this.#entries.size}`
        : `=${JSON.stringify([run.file ?? "", run.classname ?? "", run.name])}`;
    const before = this.#entries.get(key);
    if (before === undefined) {
      this.#entries.set(key, {
        state: run.state,
        flaky: run.flaky,
        rerun: run.rerun,
        failure: this.#failureOf(run),
      });
    } else this.#repeat(before, run);
  }

  #repeat(entry: Entry, run: TestRun): void {
    entry.rerun ||= run.rerun;
    const isAttempt = this.#repeated === "attempts" || entry.rerun;
    if (isAttempt && run.state === "passed" && BADNESS[entry.state] >= BADNESS.failed) {
      entry.state = "passed";
      entry.flaky = true;
      if (entry.failure !== undefined) this.#details -= 1;
      entry.failure = undefined;
      return;
    }
    if (isAttempt ? run.state === "skipped" : BADNESS[run.state] <= BADNESS[entry.state]) return;
    if (BADNESS[run.state] >= BADNESS.failed && entry.failure === undefined)
      entry.failure = this.#failureOf(run);
    entry.state = run.state;
    entry.flaky = run.flaky || (isAttempt && run.state === "passed" && entry.flaky);
  }

  #failureOf(run: TestRun): TestFailure | undefined {
    if (BADNESS[run.state] < BADNESS.failed || this.#details >= this.#limits.maxDetails) return undefined;
    this.#details += 1;
    const cut = (text: string): string => cutText(text, this.#limits.maxNameLength);
    return {
      name: cut(run.name ?? "(no name)"),
      classname: run.classname === undefined ? undefined : cut(run.classname),
      file: run.file === undefined ? undefined : cut(run.file),
      line: run.line,
      message: cutText(run.message, this.#limits.maxMessageLength),
    };
  }

  finish(): TestsModel {
    const entries = [...this.#entries.values()];
    const count = (state: TestState): number => entries.filter((entry) => entry.state === state).length;
    return {
      tests: entries.length,
      passed: count("passed"),
      failed: count("failed"),
      errored: count("errored"),
      skipped: count("skipped"),
      flaky: entries.filter((entry) => entry.state === "passed" && entry.flaky).length,
      failures: entries.flatMap((entry) => entry.failure ?? []),
      durationMs: Math.round(this.#durationMs),
    };
  }
}
