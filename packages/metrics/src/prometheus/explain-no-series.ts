import { nearest, suggest } from "@deploy-actions/kernel";
import { labelValues, type PrometheusAccess } from "./prometheus-api.ts";
import { formatSelector, type Selector } from "./selector.ts";

const LOOK_BACK_MS = 300_000;
const MAX_SHOWN = 8;

/** Why a selector matches nothing, as far as Prometheus says: the metric, or the first label whose value nobody has. */
export async function explainNoSeries(
  access: PrometheusAccess,
  field: string,
  selector: Selector,
  atMs: number,
  signal: AbortSignal,
): Promise<string> {
  const text = `${field} matches no series: ${formatSelector(selector)}`;
  const range = { fromMs: atMs - LOOK_BACK_MS, toMs: atMs };
  const names = await labelValues(access, "__name__", undefined, range, signal);
  if (!names.ok) return text;
  if (!names.value.includes(selector.metric)) {
    return `${text}. Prometheus has no metric ${selector.metric}.${suggestFew(selector.metric, names.value)}`;
  }
  for (const { label, operator, value } of selector.matchers) {
    if (operator !== "=" || value === "") continue;
    const values = await labelValues(access, label, selector.metric, range, signal);
    if (!values.ok || values.value.includes(value)) continue;
    if (values.value.length === 0) return `${text}. No series of ${selector.metric} has the label ${label}.`;
    const near = suggestFew(value, values.value);
    return `${text}. No series of ${selector.metric} has ${label}=${JSON.stringify(value)}.${near}`;
  }
  return text;
}

/** The nearest of possibly thousands, or all of a few. */
function suggestFew(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined && known.length > MAX_SHOWN ? "" : suggest(word, known);
}
