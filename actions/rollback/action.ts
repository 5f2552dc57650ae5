import type { Action } from "@deploy-actions/action-kit";
import { spec } from "./spec.ts";

/** The action. What it does is loaded only once its inputs are known to be right. */
export const action: Action<typeof spec> = {
  spec,
  run: async (context) => (await import("./run.ts")).run(context),
  post: async (context) => (await import("../common/post.ts")).post(context),
};
