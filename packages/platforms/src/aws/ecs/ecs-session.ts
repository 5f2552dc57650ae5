import type { ECS, Tag, TaskDefinition } from "@aws-sdk/client-ecs";
import type { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  ActionError,
  type AwsAccess,
  awsClientConfig,
  awsError,
  awsErrorName,
  type Clock,
  type HttpClient,
  type Log,
  reportAwsCalls,
} from "@deploy-actions/kernel";
import type { EcsTarget } from "@deploy-actions/rollout";

/** What the ECS platform works with. */
export interface EcsPlatformOptions {
  readonly target: EcsTarget;
  readonly access: AwsAccess;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
}

/** A revision of a task definition and its tags. */
export interface Revision {
  readonly arn: string;
  readonly definition: TaskDefinition;
  readonly tags: readonly Tag[];
}

/** One call of a platform method: clients, and the signal that ends it. */
export interface EcsSession extends EcsPlatformOptions {
  readonly ecs: ECS;
  readonly elb: ElasticLoadBalancingV2;
  readonly signal: AbortSignal;
  /** Revisions never change, so that each is read once; by ARN. */
  readonly revisions: Map<string, Revision>;
  /**
   * Makes one API call. `what`: the call in words, for an error; `action`: its IAM action. Errors: `cancelled`,
   * `permission`, `config` (not found), `conflict`, else `remote`.
   */
  call<T>(
    what: string,
    action: string,
    send: (options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T>;
}

/** Loads the SDK and makes clients for one call of a platform method. */
export async function openSession(
  options: EcsPlatformOptions,
  revisions: Map<string, Revision>,
  signal: AbortSignal,
): Promise<EcsSession> {
  refuseCancelled(signal);
  const [{ ECS }, { ElasticLoadBalancingV2 }] = await Promise.all([
    import("@aws-sdk/client-ecs"),
    import("@aws-sdk/client-elastic-load-balancing-v2"),
  ]);
  const { access, http } = options;
  const config = awsClientConfig(access, http, signal);
  return {
    ...options,
    ecs: reportAwsCalls(new ECS(config), "ecs", access),
    elb: reportAwsCalls(new ElasticLoadBalancingV2(config), "elasticloadbalancing", access),
    signal,
    revisions,
    call: async (what, action, send) => {
      refuseCancelled(signal);
      try {
        return await send({ abortSignal: signal });
      } catch (error) {
        refuseCancelled(signal, error);
        throw awsError(error, what, action);
      }
    },
  };
}

const CHANGE_TRIES = 4;
const FIRST_WAIT_MS = 1_000;
/** Somebody else's change is under way, or AWS is busy: the same call may succeed a little later. */
const PASSING =
  /Throttl|TooManyRequests|RequestLimit|UpdateInProgress|ConflictException|ResourceInUse|ServerException|ServiceUnavailable|InternalError/;

/**
 * Makes a change whose answer may be lost or that is refused for a moment: after a fault it looks whether the change
 * took effect, and asks again when it did not. `isMade` looks.
 */
export async function change(
  session: EcsSession,
  make: () => Promise<unknown>,
  isMade: () => Promise<boolean>,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await make();
      return;
    } catch (error) {
      if (!isPassing(error)) throw error;
      await session.clock.sleep(FIRST_WAIT_MS * 2 ** (tries - 1), session.signal);
      const made = await isMade().catch((again: unknown) => {
        if (isPassing(again)) return false;
        throw again;
      });
      if (made) return;
      if (tries >= CHANGE_TRIES) throw error;
    }
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof ActionError)) return false;
  const name = awsErrorName(error.cause);
  // Without a name there was no answer of AWS at all.
  if (error.code === "remote") return name === undefined || PASSING.test(name);
  return error.code === "conflict" && name !== undefined && PASSING.test(name);
}

function refuseCancelled(signal: AbortSignal, cause?: unknown): void {
  if (cause instanceof ActionError && cause.code === "cancelled") throw cause;
  if (signal.aborted) throw new ActionError("cancelled", "The call to AWS was cancelled", { cause });
}
