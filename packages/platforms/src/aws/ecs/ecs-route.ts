import type { PreflightProblem } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import type { PlatformCapabilities } from "../../platform.ts";
import type { EcsLook, TargetLook } from "./ecs-look.ts";
import type { EcsSession } from "./ecs-session.ts";

/**
 * One way of moving traffic between two releases of ECS services. The platform has looked, has seen that the wish is not
 * true yet and that nobody else changed anything; every method makes it true from whatever it finds, and may be repeated.
 */
export interface EcsRouteDriver {
  readonly capabilities: PlatformCapabilities;
  look(session: EcsSession): Promise<EcsLook>;
  setWeight(session: EcsSession, before: EcsLook, candidate: Release, weight: number): Promise<void>;
  promote(session: EcsSession, before: EcsLook, candidate: Release): Promise<void>;
  abort(session: EcsSession, before: EcsLook): Promise<void>;
  restore(session: EcsSession, before: EcsLook, release: Release): Promise<void>;
  /** What the route needs and does not find. */
  preflight(session: EcsSession, look: TargetLook): Promise<readonly PreflightProblem[]>;
  planProblems?(weights: readonly number[]): readonly string[];
}
