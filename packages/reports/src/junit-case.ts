import type { TestRun, TestState } from "./tests-tally.ts";

type Attributes = Readonly<Record<string, string>>;

const SKIPPED_WORDS = new Set(["notrun", "suppressed", "skipped", "disabled", "ignored", "pending"]);
const FAILED_WORDS = new Set(["failed", "fail", "failure"]);
const ERROR_WORDS = new Set(["error", "errored", "broken", "timeout", "timedout", "aborted", "crashed"]);

/** A `<testcase>` (or a suite that could not run) while its children are being read. */
export class JUnitCase {
  readonly #attributes: Attributes;
  #error = false;
  #failure = false;
  #skipped = false;
  #flaky = false;
  #rerun = false;
  #message: string | undefined;

  constructor(attributes: Attributes) {
    this.#attributes = attributes;
  }

  /** Takes a direct child element; returns whether its text is wanted as the message. */
  child(name: string, attributes: Attributes): boolean {
    if (name === "error" || name === "failure") {
      if (name === "error") this.#error = true;
      else this.#failure = true;
      if (this.#message !== undefined) return false;
      const message = attributes.message?.trim() ?? "";
      const type = attributes.type?.trim() ?? "";
      this.#message = message === "" ? type : message;
      return message === "";
    }
    if (name === "skipped" || name === "disabled") this.#skipped = true;
    else if (/^flaky(Failure|Error)$/.test(name)) this.#flaky = true;
    else if (/^rerun(Failure|Error)$/.test(name)) this.#rerun = true;
    return false;
  }

  /** The text of the child that was asked for. */
  messageText(text: string): void {
    if (text.trim() !== "") this.#message = text.trim();
  }

  finish(file: string | undefined): TestRun {
    const attributes = this.#attributes;
    const line = Number(attributes.line ?? attributes.lineno);
    const state = this.#state();
    return {
      name: nonEmpty(attributes.name),
      classname: nonEmpty(attributes.classname) ?? nonEmpty(attributes.class),
      file: nonEmpty(attributes.file) ?? nonEmpty(attributes.filepath) ?? file,
      line: Number.isInteger(line) && line > 0 ? line : undefined,
      state,
      flaky: state === "passed" && this.#flaky,
      rerun: this.#flaky || this.#rerun,
      message: this.#message ?? "",
      durationMs: secondsToMs(attributes.time),
    };
  }

  #state(): TestState {
    if (this.#error) return "errored";
    // A rerun that failed without the first failure beside it is no evidence of a pass.
    if (this.#failure || (this.#rerun && !this.#flaky)) return "failed";
    if (this.#skipped) return "skipped";
    const words = [this.#attributes.status, this.#attributes.result].map((word) => word?.toLowerCase() ?? "");
    if (words.some((word) => ERROR_WORDS.has(word))) return "errored";
    if (words.some((word) => FAILED_WORDS.has(word))) return "failed";
    return words.some((word) => SKIPPED_WORDS.has(word)) ? "skipped" : "passed";
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text;
}

/** Milliseconds of `0.5`, `1,234.5` or `0,5`; 0 for anything else, as times only inform. */
export function secondsToMs(text: string | undefined): number {
  if (text === undefined) return 0;
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text.replace(",", ".");
  const ms = Number(plain) * 1_000;
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}
