import type { Platform } from "@deploy-actions/platforms";
import type { FaultGate } from "./fault-gate.ts";

/** How any process opens a platform from data alone; exported as `subject` by a file of `subjects/`. */
export interface CrashSubject {
  /** Opens the platform; every call of it to the outside passes the gate. */
  open(config: unknown, gate: FaultGate): Promise<Platform>;
}

/** A fresh target of a subject, with nothing deployed. */
export interface CrashScene {
  /** JSON: what the subject opens. */
  readonly config: unknown;
  /**
   * Everything there is at the peer, one line each, without what differs between two targets or rightly grows with each release
   * (counters, old revisions). A release that is stable leaves the same lines however it got there.
   */
  look(): Promise<readonly string[]>;
  /** Where users are sent to nobody right now, one sentence each. */
  gaps?(): Promise<readonly string[]>;
  /** Waits for what a killed run had started and what lives on without it. */
  afterKill?(): Promise<void>;
  close(): Promise<void>;
}
