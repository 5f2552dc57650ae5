import type { Condition } from "@deploy-actions/conditions";
import { ActionError } from "@deploy-actions/kernel";
import type { Target } from "@deploy-actions/rollout";
import { decodeChecks } from "./decode-checks.ts";
import { replaceSome } from "./placeholders.ts";
import type {
  EffectivePolicy,
  GatePolicy,
  MigratePolicy,
  NotifyPolicy,
  RollbackPolicy,
  RolloutPolicy,
  VerifyPolicy,
  WindowPolicy,
} from "./policy.ts";
import { present } from "./present.ts";
import type { Block } from "./schema.ts";

/**
 * A complete block (defaults, environment, overrides and built-in values merged, without problems) as a policy.
 * `${environment}` and `${service}` are replaced here; the rest waits for `substitute`.
 */
export function decodePolicy(block: Block, service: string, environment: string): EffectivePolicy {
  const fill = (text: string): string => replaceSome(text, { environment, service });
  return {
    service,
    environment,
    target: decodeTarget(present(block.target, "target"), fill),
    gates: decodeGates(block, fill),
    migrate: decodeMigrate(block.migrate, fill),
    rollout: decodeRollout(present(block.rollout, "rollout")),
    verify: decodeVerify(block.verify, fill),
    rollback: decodeRollback(block.rollback),
    notify: decodeNotify(block.notify, fill),
    windows: (block.windows ?? []).map(
      (window): WindowPolicy => ({
        cron: window.cron,
        forMs: window.for,
        zone: present(window.zone, "zone"),
      }),
    ),
  };
}

/** Replaces what is known already in a text. */
export type Fill = (text: string) => string;

/** The gates of a complete block. */
export function decodeGates(block: Block, fill: Fill): readonly GatePolicy[] {
  return Object.entries(block.gates ?? {}).flatMap(([name, gate]): GatePolicy[] => {
    if (gate === "off") return [];
    if (isCondition(gate)) throw notSpelledOut(name);
    if ("run" in gate && gate.run !== undefined) {
      return [
        {
          name,
          kind: "command",
          require: undefined,
          reports: [],
          expectFiles: 1,
          run: gate.run.map(fill),
          timeoutMs: present(gate.timeout, "timeout"),
        },
      ];
    }
    if (!("require" in gate)) throw notSpelledOut(name);
    const reports = present(gate.reports, "reports");
    return [
      {
        name,
        kind: present(gate.kind, "kind"),
        require: present(gate.require, "require"),
        reports: (typeof reports === "string" ? [reports] : reports).map(fill),
        expectFiles: present(gate["expect-files"], "expect-files"),
        run: [],
        timeoutMs: READ_TIMEOUT_MS,
      },
    ];
  });
}

/** Reading reports has no time of its own in the file; this only bounds a stuck disk. */
const READ_TIMEOUT_MS = 600_000;

function isCondition<T extends object>(gate: T | Condition): gate is Condition {
  return "text" in gate;
}

function notSpelledOut(name: string): ActionError {
  return new ActionError("internal", `Gate ${JSON.stringify(name)} was not spelled out before decoding`);
}

function decodeTarget(target: NonNullable<Block["target"]>, fill: Fill): Target {
  if (target.platform === "local") {
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
  if (target.platform !== "exec")
    throw new ActionError("internal", "A target without a platform was decoded");
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

function decodeMigrate(migrate: Block["migrate"], fill: Fill): MigratePolicy | undefined {
  if (migrate === undefined || migrate === "off") return undefined;
  return {
    engine: present(migrate.engine, "engine"),
    folder: fill(present(migrate.folder, "folder")),
    order: present(migrate.order, "order"),
    lockWaitMs: present(migrate["lock-wait"], "lock-wait"),
    lockTimeoutMs: present(migrate["lock-timeout"], "lock-timeout"),
    statementTimeoutMs: present(migrate["statement-timeout"], "statement-timeout"),
  };
}

function decodeRollout(rollout: NonNullable<Block["rollout"]>): RolloutPolicy {
  return {
    steps: present(rollout.steps, "steps").map((step) => ({ weight: step.weight, bakeMs: step.bake ?? 0 })),
    abortWhen: present(rollout["abort-when"], "abort-when").map((condition) => ({
      name: condition.text,
      condition,
    })),
    minRequests: present(rollout["min-requests"], "min-requests"),
    onInconclusive: present(rollout["on-inconclusive"], "on-inconclusive"),
    graceMs: present(rollout.grace, "grace"),
    intervalMs: present(rollout.interval, "interval"),
  };
}

function decodeVerify(verify: Block["verify"], fill: Fill): VerifyPolicy | undefined {
  if (verify === undefined || verify === "off") return undefined;
  return {
    checks: decodeChecks(present(verify.checks, "checks"), fill),
    forMs: present(verify.for, "for"),
    intervalMs: present(verify.interval, "interval"),
    settleMs: present(verify.settle, "settle"),
    maxConsecutiveFailures: present(verify["max-consecutive-failures"], "max-consecutive-failures"),
    errorRate: verify["error-rate"],
    latency: verify.latency,
  };
}

function decodeRollback(rollback: Block["rollback"]): RollbackPolicy {
  return { withinMs: rollback?.within, automatic: present(rollback?.automatic, "automatic") };
}

function decodeNotify(notify: Block["notify"], fill: Fill): NotifyPolicy {
  const slack = unlessOff(notify?.slack);
  const webhook = unlessOff(notify?.webhook);
  const comment = unlessOff(notify?.comment);
  return {
    slack: slack && {
      channel: slack.channel === undefined ? undefined : fill(slack.channel),
      ...occasions(slack),
    },
    webhook: webhook && { ...occasions(webhook), oidcAudience: webhook["oidc-audience"] },
    comment: comment && occasions(comment),
    values: Object.fromEntries(
      Object.entries(notify?.values ?? {}).map(([name, value]) => [
        name,
        (typeof value === "string" ? [value] : value).map(fill),
      ]),
    ),
  };
}

type Occasions = NonNullable<NotifyPolicy["comment"]>;

function occasions(channel: {
  readonly when?: Occasions["when"] | undefined;
  readonly required?: boolean | undefined;
}): Occasions {
  return { when: present(channel.when, "when"), required: present(channel.required, "required") };
}

function unlessOff<T>(value: T | "off" | undefined): T | undefined {
  return value === "off" ? undefined : value;
}
