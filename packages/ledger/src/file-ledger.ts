import { isDeepStrictEqual } from "node:util";
import { type Clock, type Log, plural, type Random } from "@deploy-actions/kernel";
import { admit, findEndedRuns, othersWithNews } from "./admission.ts";
import { appendToLedgerFile, type LedgerText, readLedgerFile } from "./file-io.ts";
import { eventLine, openedLine, parseLines } from "./file-lines.ts";
import { withFileLock } from "./file-lock.ts";
import { closedRecord, unknownRecord } from "./ledger-errors.ts";
import { isEnd, isOpen, isPaused, LEFT_OPEN, lastPhase } from "./phases.ts";
import { replacedBy } from "./replaced.ts";
import type { DeploymentEvent, DeploymentRecord, Ledger, NewDeployment, RunIsAlive } from "./types.ts";

/** What a file ledger needs. */
export interface FileLedgerOptions {
  /** Path of the file; it and its folder are made when they do not exist. */
  readonly file: string;
  readonly clock: Clock;
  readonly random: Random;
  /** A record without news for longer than this belongs to a run that died. */
  readonly liveMs: number;
  readonly runIsAlive?: RunIsAlive;
  /** Told when the trace of a crash was found at the end of the file. */
  readonly log?: Pick<Log, "notice">;
}

const DEFAULT_LIMIT = 30;

/**
 * The ledger as a file of JSON lines, for runs without GitHub: append-only, synced to the disk, and safe with several
 * processes. Errors: `remote` when the disk fails, `config` with the line number when a line cannot be read.
 */
export function createFileLedger(options: FileLedgerOptions): Ledger {
  const { file, clock, random, liveMs, runIsAlive } = options;

  async function read(): Promise<LedgerText & { readonly records: readonly DeploymentRecord[] }> {
    const content = await readLedgerFile(file);
    return { ...content, records: parseLines(content.text, file) };
  }

  /** One change: reads, decides and writes under the lock. `change` returns the lines to append and the result. */
  async function update<T>(
    signal: AbortSignal,
    change: (records: readonly DeploymentRecord[]) => { readonly lines: string; readonly result: T },
  ): Promise<T> {
    return withFileLock(file, { clock, random }, signal, async () => {
      const { records, wholeBytes, tornBytes } = await read();
      const { lines, result } = change(records);
      if (lines === "") return result;
      if (tornBytes > 0) {
        options.log?.notice(
          `The ledger ${file} ended in ${plural(tornBytes, "byte")} of an unfinished line, left by a crash; they were removed`,
        );
      }
      await appendToLedgerFile(file, lines, wholeBytes);
      return result;
    });
  }

  return {
    kind: "file",

    async open(deployment: NewDeployment, signal: AbortSignal, options = {}): Promise<DeploymentRecord> {
      const mine = (records: readonly DeploymentRecord[]): readonly DeploymentRecord[] =>
        records.filter((record) => isOf(record, deployment));
      const others = othersWithNews(mine((await read()).records), deployment, clock.now(), liveMs);
      // One that was left for a later step waits for it, whatever became of the process that left it.
      const alive = others.filter(
        (record) => record.events.at(-1)?.reason !== LEFT_OPEN && !isPaused(record),
      );
      // Asked before the lock is taken: it may take a while, and the answer "ended" does not change any more.
      const endedRuns = await findEndedRuns(alive, runIsAlive, signal);
      return update<DeploymentRecord>(signal, (records) => {
        const now = clock.now();
        const takeOver = options.takeOver === true;
        const continues = options.continues === true;
        const rules = { now, liveMs, endedRuns, takeOver, continues };
        const admission = admit(mine(records), deployment, rules);
        if (admission.kind === "resume") return resume(admission.record, deployment, now);
        const id = random.id();
        const started = {
          phase: "started",
          note: `${deployment.kind} of ${deployment.release.version}`,
        } as const;
        const lines = [
          ...admission.closings.map(({ record, event }) => eventLine(record.id, now, event)),
          openedLine(id, now, deployment),
          eventLine(id, now, started),
        ].join("");
        const events = [{ at: now, ...started }];
        return { lines, result: { ...deployment, id, createdAt: now, events, url: "" } };
      });
    },

    async append(id: string, event: Omit<DeploymentEvent, "at">, signal: AbortSignal): Promise<void> {
      await update(signal, (records) => {
        const record = records.find((each) => each.id === id);
        if (record === undefined) throw unknownRecord(id, file);
        if (!isOpen(record)) {
          // The answer to the first try may have been lost.
          if (isEnd(event.phase) && lastPhase(record) === event.phase)
            return { lines: "", result: undefined };
          throw closedRecord(record);
        }
        const now = clock.now();
        const others = event.phase === "verified" ? replacedBy(record, records) : [];
        const lines = [
          eventLine(id, now, event),
          ...others.map((other) => eventLine(other.record.id, now, other.event)),
        ].join("");
        return { lines, result: undefined };
      });
    },

    async list(query): Promise<DeploymentRecord[]> {
      const { records } = await read();
      return records
        .filter((record) => isOf(record, query))
        .toReversed()
        .slice(0, query.limit ?? DEFAULT_LIMIT);
    },
  };
}

/** The record of an earlier attempt; from now on it belongs to this one's process. */
function resume(
  record: DeploymentRecord,
  { run }: NewDeployment,
  now: number,
): { readonly lines: string; readonly result: DeploymentRecord } {
  const isHeld = isDeepStrictEqual(record.run.process, run.process);
  if (isHeld) return { lines: "", result: record };
  const note = `attempt ${run.runAttempt} goes on`;
  const result = { ...record, run };
  return { lines: eventLine(record.id, now, { phase: lastPhase(record), note }, run), result };
}

function isOf(
  record: DeploymentRecord,
  query: { readonly service: string; readonly environment: string },
): boolean {
  return record.service === query.service && record.environment === query.environment;
}
