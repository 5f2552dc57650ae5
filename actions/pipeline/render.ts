import type { Verdict } from "@deploy-actions/conditions";
import {
  type Clock,
  errorMessage,
  formatDuration,
  joinMarkdown,
  type Markdown,
  md,
  table,
} from "@deploy-actions/kernel";
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

  /** The head of the summary: the verdict, then one row a phase. */
  render(end: PipelineEnd, subject: string): Markdown {
    return joinMarkdown([
      verdictHeading(TITLES[end.outcome], end.verdict, subject),
      md`${end.verdict.sentence}.`,
      this.#phases(),
    ]);
  }

  /** The head of the summary of a pipeline that an error stopped. */
  renderError(error: unknown, subject: string): Markdown {
    return joinMarkdown([
      md`## ❌ Deployment: stopped by an error (${subject})`,
      md`${errorMessage(error)}`,
      this.#phases(),
    ]);
  }

  #phases(): Markdown | undefined {
    const rows = this.#rows.map(({ phase, verdict, tookMs }) => [
      phase,
      verdict === undefined ? "" : outcomeText(verdict.outcome),
      verdict?.sentence ?? "",
      formatDuration(tookMs),
    ]);
    return rows.length === 0 ? undefined : table(["phase", "", "what it came to", "took"], rows);
  }
}

const TITLES: Readonly<Record<PipelineEnd["outcome"], string>> = {
  promoted: "Deployment: promoted,",
  aborted: "Deployment: taken back,",
  rolled_back: "Deployment: rolled back,",
  already_stable: "Deployment: already live,",
  paused: "Deployment: under way,",
  not_started: "Deployment: not started,",
};

/** What became of the release, in a sentence that is read alone: the last line of a log, a row in a list of runs. */
export function endSentence({ outcome, verdict }: PipelineEnd, version: string): string {
  const { sentence } = verdict;
  // The rollout's own sentences name the release already.
  if (sentence.startsWith(`${version} `)) return sentence;
  return `${version} ${FATES[outcome]}: ${sentence}`;
}

const FATES: Readonly<Record<PipelineEnd["outcome"], string>> = {
  promoted: "is live",
  aborted: "was taken back",
  rolled_back: "was rolled back",
  already_stable: "is live",
  paused: "is under way",
  not_started: "was not deployed",
};

function isVerdict(result: Verdict | { readonly verdict: Verdict }): result is Verdict {
  return "outcome" in result;
}
