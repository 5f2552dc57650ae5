import type { Verdict } from "@deploy-actions/conditions";
import { type Clock, formatDuration, joinMarkdown, type Markdown, md, table } from "@deploy-actions/kernel";
import { outcomeText, verdictHeading } from "../common/render.ts";
import type { PhaseRow, PipelineEnd } from "./phases.ts";

/** Times the phases, and renders the head of the summary from them. */
export class PhaseTable {
  readonly #clock: Clock;
  readonly #rows: PhaseRow[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs a phase; one that answers `undefined` was not asked for, and gets no row. */
  async time<T extends Verdict | { readonly verdict: Verdict }>(
    phase: string,
    body: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const from = this.#clock.now();
    const result = await body();
    if (result !== undefined) {
      const verdict: Verdict = isVerdict(result) ? result : result.verdict;
      this.#rows.push({ phase, verdict, tookMs: this.#clock.now() - from });
    }
    return result;
  }

  render(end: PipelineEnd, subject: string): Markdown {
    const rows = this.#rows.map(({ phase, verdict, tookMs }) => [
      phase,
      verdict === undefined ? "" : outcomeText(verdict.outcome),
      verdict?.sentence ?? "",
      formatDuration(tookMs),
    ]);
    return joinMarkdown([
      verdictHeading(TITLES[end.outcome], end.verdict, subject),
      md`${end.verdict.sentence}.`,
      rows.length === 0 ? undefined : table(["phase", "", "what it came to", "took"], rows),
    ]);
  }
}

const TITLES: Readonly<Record<PipelineEnd["outcome"], string>> = {
  promoted: "Deployment: promoted,",
  aborted: "Deployment: taken back,",
  rolled_back: "Deployment: rolled back,",
  already_stable: "Deployment: already live,",
  not_started: "Deployment: not started,",
};

function isVerdict(result: Verdict | { readonly verdict: Verdict }): result is Verdict {
  return "outcome" in result;
}
