import { resolve } from "node:path";
import type { Clock, HttpClient } from "@deploy-actions/kernel";
import type { LocalTarget } from "@deploy-actions/rollout";

/** What every client of a local target needs. */
export interface LocalContext {
  readonly target: LocalTarget;
  /** Absolute folder that `target.state` is relative to, and in which releases and the supervisor run. */
  readonly workspace: string;
  readonly http: HttpClient;
  readonly clock: Clock;
}

/** Absolute path of the target's state folder. */
export function stateFolder(context: Pick<LocalContext, "target" | "workspace">): string {
  return resolve(context.workspace, context.target.state);
}
