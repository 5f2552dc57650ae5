import { ActionError } from "@deploy-actions/kernel";
import { type HaproxyPlatformOptions, openHaproxy } from "./haproxy-options.ts";
import { readCount, type StatRow } from "./runtime-answers.ts";
import { type ServerView, takeSnapshot } from "./snapshot.ts";

/** Cumulative counts of what HAProxy sent to the server of one release. */
export interface HaproxyReleaseCounts {
  readonly version: string;
  readonly requests: number;
  readonly errors: number;
  /** Changes when HAProxy was reloaded: its counters start again from zero. */
  readonly epoch: string;
}

/** The counts of both releases; `undefined` for one that does not run. */
export interface HaproxyCounts {
  readonly candidate: HaproxyReleaseCounts | undefined;
  readonly stable: HaproxyReleaseCounts | undefined;
}

/**
 * What HAProxy counted for both releases, from `show stat`; health checks are not in it. Errors as `observe` has them, and
 * `remote` when the backend is not in HTTP mode.
 *
 * Requests are `stot - wretr`: attempts less the repeated ones. Errors are 5xx answers (`hrsp_5xx`), answers that never
 * came or broke off (`eresp`), connections that failed (`econ`) and requests that another server had to take over
 * (`wredis`). `req_tot` is empty for servers, and `hrsp_*` alone does not see a request that got no answer. Latency is not
 * read: `rtime` and `ttime` are means of the last 1,024 requests, of which no window and no percentile can be made.
 */
export async function readCounts(
  options: HaproxyPlatformOptions,
  signal: AbortSignal,
): Promise<HaproxyCounts> {
  const context = openHaproxy(options);
  const { runtime, target } = context;
  const before = await runtime.process(signal);
  const [snapshot, rows] = await Promise.all([
    takeSnapshot(context, signal),
    runtime.stat(target.backend, signal),
  ]);
  const { epoch } = await runtime.process(signal);
  if (before.epoch !== epoch) {
    throw new ActionError("remote", "HAProxy was reloaded while its counters were read");
  }
  const read = (view: ServerView | undefined): HaproxyReleaseCounts | undefined => {
    if (view?.version === undefined) return undefined;
    const row = rows.find(({ svname }) => svname === view.server.name);
    return { version: view.version, epoch, ...countsOf(row, target.backend, view.server.name) };
  };
  return { candidate: read(snapshot.candidate), stable: read(snapshot.stable) };
}

function countsOf(
  row: StatRow | undefined,
  backend: string,
  server: string,
): { readonly requests: number; readonly errors: number } {
  if (row?.mode !== undefined && row.mode !== "http") {
    throw new ActionError(
      "remote",
      `HAProxy's backend ${backend} has the mode ${row.mode}: it counts no answers`,
      {
        hint: "Counts need `mode http`; use another metric source, or triggers that need none.",
      },
    );
  }
  const count = (column: string): number => {
    const value = readCount(row?.[column]);
    if (value !== undefined) return value;
    throw new ActionError(
      "remote",
      `HAProxy's \`show stat\` has no count ${column} for ${backend}/${server}`,
    );
  };
  return {
    requests: count("stot") - count("wretr"),
    errors: count("hrsp_5xx") + count("eresp") + count("econ") + count("wredis"),
  };
}
