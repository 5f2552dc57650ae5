import type { ActionSpec } from "@deploy-actions/action-kit";
import { spec as canaryDeploy } from "./canary-deploy/spec.ts";
import { spec as healthVerify } from "./health-verify/spec.ts";
import { spec as migrate } from "./migrate/spec.ts";
import { spec as notify } from "./notify/spec.ts";
import { spec as pipeline } from "./pipeline/spec.ts";
import { spec as qualityGate } from "./quality-gate/spec.ts";
import { spec as rollback } from "./rollback/spec.ts";

/** Every action, in the order of the pipeline; the root action last. */
export const specs: readonly ActionSpec[] = [
  qualityGate,
  migrate,
  canaryDeploy,
  healthVerify,
  rollback,
  notify,
  pipeline,
];
