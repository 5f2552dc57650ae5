import type { Action, TargetGroupTuple } from "@aws-sdk/client-elastic-load-balancing-v2";
import { ActionError } from "@deploy-actions/kernel";

/** Where the traffic of a listener or rule goes. */
export interface GroupWeights {
  /** Per cent for the candidate's group; 0 when it is not attached. */
  readonly candidate: number;
  readonly isCandidateAttached: boolean;
  readonly isStableAttached: boolean;
}

export interface Groups {
  readonly stable: string;
  readonly candidate: string;
}

/**
 * Reads the weights of the two groups. Throws `config` when nothing is forwarded, `conflict` when a third group has a part
 * of the traffic or nobody has. `where`: the rule in words.
 */
export function readWeights(actions: readonly Action[], groups: Groups, where: string): GroupWeights {
  const tuples = forwardTuples(actions, where);
  const foreign = tuples
    .filter((one) => !isOurs(one, groups))
    .map((one) => shortName(one.TargetGroupArn ?? ""));
  if (foreign.length > 0) {
    throw new ActionError(
      "conflict",
      `The ${where} forwards to ${foreign.join(", ")} too, which is neither ${shortName(groups.stable)} nor ${shortName(groups.candidate)}`,
      {
        hint: "It was edited by hand, or belongs to another service. Leave only the two target groups in it.",
      },
    );
  }
  const stable = tuples.find((one) => one.TargetGroupArn === groups.stable);
  const candidate = tuples.find((one) => one.TargetGroupArn === groups.candidate);
  const isAlone = tuples.length === 1;
  const weightOf = (one: TargetGroupTuple | undefined): number =>
    one === undefined ? 0 : isAlone ? 1 : (one.Weight ?? 1);
  const total = weightOf(stable) + weightOf(candidate);
  if (total === 0) {
    throw new ActionError("conflict", `The ${where} gives every target group the weight 0`, {
      hint: "It was edited by hand. Give the stable group a weight.",
    });
  }
  return {
    candidate: Math.round((weightOf(candidate) / total) * 100_000) / 1_000,
    isCandidateAttached: candidate !== undefined,
    isStableAttached: stable !== undefined,
  };
}

/**
 * The actions with new weights for the two groups, both attached; stickiness and every other action are kept. A load
 * balancer takes weights from 0 to 999, so that a tenth of a per cent is the smallest step.
 */
export function withWeight(actions: readonly Action[], groups: Groups, candidate: number): Action[] {
  const scale = Number.isInteger(candidate) ? 1 : 10;
  const weight = Math.round(candidate * scale);
  return actions.map((action) => {
    if (action.Type !== "forward") return writable(action);
    const { TargetGroupArn: _single, ForwardConfig, ...rest } = action;
    return {
      ...rest,
      ForwardConfig: {
        ...ForwardConfig,
        TargetGroups: [
          { TargetGroupArn: groups.stable, Weight: 100 * scale - weight },
          { TargetGroupArn: groups.candidate, Weight: weight },
        ],
      },
    };
  });
}

/** The secret of a sign-in action is never told; keeping it has to be asked for. */
function writable(action: Action): Action {
  if (action.AuthenticateOidcConfig === undefined) return action;
  const { ClientSecret: _secret, ...config } = action.AuthenticateOidcConfig;
  return { ...action, AuthenticateOidcConfig: { ...config, UseExistingClientSecret: true } };
}

function forwardTuples(actions: readonly Action[], where: string): readonly TargetGroupTuple[] {
  const forward = actions.find((action) => action.Type === "forward");
  if (forward === undefined) {
    const found = actions.map((action) => action.Type).join(", ") || "no action";
    throw new ActionError("config", `The ${where} forwards to no target group (${found})`, {
      hint: "Name the rule, or the listener, that forwards the users' requests to the stable target group.",
    });
  }
  const tuples = forward.ForwardConfig?.TargetGroups ?? [];
  return tuples.length > 0 ? tuples : [{ TargetGroupArn: forward.TargetGroupArn }];
}

function isOurs(tuple: TargetGroupTuple, groups: Groups): boolean {
  return tuple.TargetGroupArn === groups.stable || tuple.TargetGroupArn === groups.candidate;
}

/** `shop-blue` of `arn:…:targetgroup/shop-blue/6d0e…`. */
export function shortName(arn: string): string {
  return arn.split("/")[1] ?? arn;
}
