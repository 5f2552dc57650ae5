import { FISHER, FIXED_Z, PEEKING_Z } from "./classic-tests.ts";
import type { Judge } from "./judge.ts";
import { KAYENTA_OFTEN, KAYENTA_ONCE } from "./kayenta.ts";
import { ARGO, CONSECUTIVE, FLAGGER, RUNBOOK, THREE_OF_FIVE } from "./threshold-rules.ts";

/** What people use today, in the order of the page. */
export const PEERS: readonly Judge[] = [
  FLAGGER,
  ARGO,
  CONSECUTIVE,
  RUNBOOK,
  THREE_OF_FIVE,
  KAYENTA_ONCE,
  KAYENTA_OFTEN,
  FIXED_Z,
  FISHER,
  PEEKING_Z,
];
