import type { Action } from "@deploy-actions/action-kit";
import { revokeAfter } from "../common/revoke.ts";
import { spec } from "./spec.ts";

/** The action. What it does is loaded only once its inputs are known to be right. */
export const action: Action<typeof spec> = {
  spec,
  run: (context) => revokeAfter(context, async () => (await import("./run.ts")).run(context)),
};
