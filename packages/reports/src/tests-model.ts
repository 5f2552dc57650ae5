/** A test that failed. */
export interface TestFailure {
  readonly name: string;
  readonly classname: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** What the test said; empty when it said nothing. */
  readonly message: string;
}

/** The results of a test run: every test counted once, in its worst state. */
export interface TestsModel {
  /** passed + failed + errored + skipped. */
  readonly tests: number;
  /** Includes the flaky ones. */
  readonly passed: number;
  readonly failed: number;
  /** Ended by something other than an assertion; also a suite that could not run. */
  readonly errored: number;
  readonly skipped: number;
  /** Passed after at least one failed attempt. */
  readonly flaky: number;
  /** The first failed and errored tests in the order of the report. */
  readonly failures: readonly TestFailure[];
  /** Sum of the times of the tests, not the wall time of the run. */
  readonly durationMs: number;
}

/**
 * Several reports as one: each is a run of its own (a shard, a job of a matrix), so equal names in two of them are two
 * tests. Keeps at most `maxFailures` failures in detail.
 */
export function mergeTests(models: readonly TestsModel[], maxFailures = 100): TestsModel {
  const sum = (pick: (model: TestsModel) => number): number =>
    models.reduce((total, model) => total + pick(model), 0);
  return {
    tests: sum((model) => model.tests),
    passed: sum((model) => model.passed),
    failed: sum((model) => model.failed),
    errored: sum((model) => model.errored),
    skipped: sum((model) => model.skipped),
    flaky: sum((model) => model.flaky),
    failures: models.flatMap((model) => model.failures).slice(0, maxFailures),
    durationMs: sum((model) => model.durationMs),
  };
}
