/**
 * A run in a process of its own, which may die on the way: `node driver.ts <subject> '{"config": …, "wish": …, "fault": …}'`.
 * Prints one JSON line: `{"changes": […], "stable": "v2", "candidate": null}` or `{"changes": […], "error": {"code", "message"}}`.
 */
import { pathToFileURL } from "node:url";
import { errorMessage } from "@deploy-actions/kernel";
import { type Fault, FaultGate } from "./fault-gate.ts";
import { rollOut, type Wish } from "./roll-out.ts";
import type { CrashSubject } from "./subject.ts";

/** What the driver is told. */
export interface DriverInput {
  /** Absolute path of the subject's file. */
  readonly subject: string;
  readonly config: unknown;
  readonly wish: Wish;
  readonly fault: Fault;
}

const { subject: file, config, wish, fault } = JSON.parse(process.argv[2] ?? "{}") as DriverInput;
const { subject } = (await import(pathToFileURL(file).href)) as { subject: CrashSubject };
const gate = new FaultGate(fault, true);
const end = await subject
  .open(config, gate)
  .then((platform) => rollOut(platform, wish, AbortSignal.timeout(60_000)))
  .then(
    ({ stable }) => ({ stable: stable?.release.version ?? null }),
    (error: unknown) => ({ error: errorMessage(error) }),
  );
process.stdout.write(`${JSON.stringify({ changes: gate.changes, ...end })}\n`, () => process.exit());
