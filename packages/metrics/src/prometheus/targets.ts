import type { TargetFacts } from "./counter-tally.ts";
import { targetKey } from "./counter-tally.ts";
import { type Answer, type PrometheusAccess, querySeries } from "./prometheus-api.ts";
import { escapePattern, formatSelector } from "./selector.ts";
import type { Series } from "./series.ts";

const MAX_ASKED = 50;

/** What is known of the targets whose series were read. */
export class Targets {
  readonly #facts = new Map<string, TargetFacts>();

  of(labels: Readonly<Record<string, string>>): TargetFacts | undefined {
    return this.#facts.get(targetKey(labels));
  }

  /** Remembers when each target was first seen; gives one set of labels of each that was not seen before. */
  see(series: readonly Series[]): readonly Readonly<Record<string, string>>[] {
    const unseen = new Map<string, Readonly<Record<string, string>>>();
    for (const { labels, samples } of series) {
      const key = targetKey(labels);
      const firstMs = samples[0]?.[0];
      if (firstMs === undefined) continue;
      const known = this.#facts.get(key);
      if (known === undefined) unseen.set(key, labels);
      const firstSeenMs = Math.min(known?.firstSeenMs ?? firstMs, firstMs);
      this.#facts.set(key, { firstSeenMs, startedMs: known?.startedMs });
    }
    return [...unseen.values()];
  }

  /** Asks when the processes of new targets began; who does not say stays unknown. */
  async askStarts(
    access: PrometheusAccess,
    targets: readonly Readonly<Record<string, string>>[],
    atMs: number,
    signal: AbortSignal,
  ): Promise<Answer<undefined>> {
    if (targets.length === 0 || targets.length > MAX_ASKED) return { ok: true, value: undefined };
    const instances = targets.map(({ instance = "" }) => escapePattern(instance)).join("|");
    const selector = {
      metric: "process_start_time_seconds",
      matchers: [{ label: "instance", operator: "=~", value: instances }],
    } as const;
    const starts = await querySeries(access, formatSelector(selector), atMs, undefined, signal);
    if (!starts.ok) return starts;
    for (const { labels, samples } of starts.value) {
      const known = this.of(labels);
      const seconds = samples.at(-1)?.[1];
      if (known === undefined || seconds === undefined) continue;
      this.#facts.set(targetKey(labels), { ...known, startedMs: seconds * 1_000 });
    }
    return { ok: true, value: undefined };
  }
}
