import type { IncomingMessage, ServerResponse } from "node:http";

/** A series and its samples: seconds and value. */
export interface ServedSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [number, number])[];
}

/** A query that was answered: of what, until when and how far back, in seconds; no `backS`: the newest sample. */
export interface AnsweredQuery {
  readonly selector: string;
  readonly untilS: number;
  readonly backS: number | undefined;
}

/**
 * Answers queries for selectors (with `=` and `=~`) as Prometheus does, from these series. Up to 2.x a range has its
 * beginning in it (`isClosed`), from 3.0 on not.
 */
export function answerSeries(list: () => readonly ServedSeries[], isClosed: boolean) {
  const queries: AnsweredQuery[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
    response.writeHead(200, { connection: "close" });
    response.end(JSON.stringify({ status: "success", data: dataFor(pathname, searchParams) }));
  };
  const dataFor = (path: string, parameters: URLSearchParams): unknown => {
    if (path.endsWith("/labels")) return [...new Set(list().flatMap(({ labels }) => Object.keys(labels)))];
    const label = /\/label\/(\w+)\/values$/.exec(path)?.[1];
    if (label !== undefined) return [...new Set(list().flatMap(({ labels }) => labels[label] ?? []))];
    const [, selector = "", range] = /^(.*?)(?:\[(\d+)ms\])?$/s.exec(parameters.get("query") ?? "") ?? [];
    const untilS = Number(parameters.get("time"));
    const backS = range === undefined ? undefined : Number(range) / 1_000;
    queries.push({ selector, untilS, backS });
    const fromS = untilS - (backS ?? 300);
    const result = list()
      .filter(({ labels }) => matches(selector, labels))
      .map(({ labels: metric, samples }) => ({
        metric,
        values: samples
          .filter(([at]) => at <= untilS && (isClosed ? at >= fromS : at > fromS))
          .map(([at, value]) => [at, String(value)]),
      }))
      .filter(({ values }) => values.length > 0);
    return backS === undefined
      ? {
          resultType: "vector",
          result: result.map(({ metric, values }) => ({ metric, value: values.at(-1) })),
        }
      : { resultType: "matrix", result };
  };
  return { answer, queries };
}

function matches(selector: string, labels: Readonly<Record<string, string>>): boolean {
  const [, metric, inner = ""] = /^(\w+)(?:\{(.*)\})?$/s.exec(selector) ?? [];
  if (labels.__name__ !== metric) return false;
  return Array.from(inner.matchAll(/(\w+)(=~?)"((?:[^"\\]|\\.)*)"/g)).every(
    ([, label = "", operator, quoted = ""]) => {
      const value = quoted.replaceAll("\\\\", "\\");
      const own = labels[label] ?? "";
      return operator === "=" ? own === value : new RegExp(`^(?:${value})$`).test(own);
    },
  );
}
