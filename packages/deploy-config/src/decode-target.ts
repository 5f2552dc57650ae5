import { ActionError, assertNever } from "@deploy-actions/kernel";
import type { ExecTarget, HaproxyTarget, LocalTarget, Target } from "@deploy-actions/rollout";
import { decodeEcs, decodeLambda, decodeStaticSite } from "./decode-aws.ts";
import { decodeHelm, decodeKubernetes } from "./decode-kubernetes.ts";
import type { Fill } from "./placeholders.ts";
import { present } from "./present.ts";
import type { AnyTarget, WrittenTarget } from "./written-target.ts";

/**
 * The target of a complete block. `${environment}` and `${service}` are filled in already, except in the commands of
 * `local` and `exec`; what is replaced for each release is left alone.
 */
export function decodeTarget(target: AnyTarget, fill: Fill): Target {
  switch (target.platform) {
    case "local":
      return decodeLocal(target, fill);
    case "exec":
      return decodeExec(target, fill);
    case "kubernetes":
      return decodeKubernetes(target);
    case "helm":
      return decodeHelm(target);
    case "aws-ecs":
      return decodeEcs(target);
    case "aws-lambda":
      return decodeLambda(target);
    case "aws-s3-cloudfront":
      return decodeStaticSite(target);
    case "haproxy":
      return decodeHaproxy(target);
    case undefined:
      throw new ActionError("internal", "A target without a platform was decoded");
    default:
      return assertNever(target);
  }
}

function decodeLocal(target: WrittenTarget<"local">, fill: Fill): LocalTarget {
  return {
    platform: "local",
    listen: present(target.listen, "listen"),
    state: fill(present(target.state, "state")),
    command: present(target.command, "command").map(fill),
    passEnv: present(target["pass-env"], "pass-env"),
    ready: present(target.ready, "ready"),
    readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
    drainMs: present(target.drain, "drain"),
  };
}

function decodeExec(target: WrittenTarget<"exec">, fill: Fill): ExecTarget {
  return {
    platform: "exec",
    observe: present(target.observe, "observe").map(fill),
    setWeight: present(target["set-weight"], "set-weight").map(fill),
    promote: present(target.promote, "promote").map(fill),
    abort: present(target.abort, "abort").map(fill),
    restore: target.restore?.map(fill),
    passEnv: present(target["pass-env"], "pass-env"),
    timeoutMs: present(target.timeout, "timeout"),
    settleMs: present(target.settle, "settle"),
    granularity: present(target.granularity, "granularity"),
  };
}

function decodeHaproxy(target: WrittenTarget<"haproxy">): HaproxyTarget {
  const [first, second] = present(target.servers, "servers");
  return {
    platform: "haproxy",
    socket: present(target.socket, "socket"),
    backend: present(target.backend, "backend"),
    servers: [present(first, "servers[0]"), present(second, "servers[1]")],
    start: present(target.start, "start"),
    stop: present(target.stop, "stop"),
    version: present(target.version, "version"),
    ready: present(target.ready, "ready"),
    passEnv: present(target["pass-env"], "pass-env"),
    timeoutMs: present(target.timeout, "timeout"),
    readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
    drainMs: present(target.drain, "drain"),
  };
}
