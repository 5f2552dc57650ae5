import { createFileLedger, type Ledger } from "@deploy-actions/ledger";
import { clock, random } from "./ports.ts";

export const SERVICE = "shop";

/** The ledger file as the actions read it. */
export function openFileLedger(file: string): Ledger {
  return createFileLedger({ file, clock, random, liveMs: 600_000 });
}
