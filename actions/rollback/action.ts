import type { Action } from "@deploy-actions/action-kit";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

/** The action: spec and orchestration together. */
export const action: Action<typeof spec> = { spec, run };
