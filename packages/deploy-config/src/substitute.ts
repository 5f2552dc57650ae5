import type { Check, HttpCheck } from "@deploy-actions/conditions";
import { ActionError, printable } from "@deploy-actions/kernel";
import type { Target } from "@deploy-actions/rollout";
import { type Encoding, replacePlaceholders } from "./placeholders.ts";
import type { EffectivePolicy, GatePolicy, MigratePolicy } from "./policy.ts";
import { mentionsSecret } from "./secret-references.ts";

/** What the placeholders stand for in this run. A name without a value stays as it is written. */
export interface Substitutions {
  readonly release?: string | undefined;
  readonly commit?: string | undefined;
  readonly environment?: string | undefined;
  readonly service?: string | undefined;
}

/**
 * The policy with `${release}`, `${commit}`, `${environment}` and `${service}` replaced in commands, checks, paths and
 * messages; percent-encoded in URLs, `$${` becomes `${`. An argument stays one argument whatever comes in.
 *
 * The command of a local target, and images, prefixes, code and set values of the others are left alone: the platform
 * replaces `${release}`, `${commit}` (and `${port}`) for each release it starts, also for an earlier one that comes back.
 *
 * Throws `input` for a value that holds a reference to a secret: only the policy file may ask for one.
 */
export function substitute(policy: EffectivePolicy, substitutions: Substitutions): EffectivePolicy {
  const values: Readonly<Record<string, string | undefined>> = {
    environment: policy.environment,
    service: policy.service,
    ...definedOnly(substitutions),
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || !mentionsSecret(value)) continue;
    throw new ActionError(
      "input",
      `The ${name} is "${printable(value)}", which is a reference to a secret.`,
      {
        hint: "References stand in the policy file; no other text is looked up.",
      },
    );
  }
  const replace: Replace = (text, encoding) => replacePlaceholders(text, values, encoding);
  const { image, migrate, verify, notify } = policy;
  return {
    ...policy,
    target: inTarget(policy.target, replace),
    gates: policy.gates.map((gate) => inGate(gate, replace)),
    image: image && {
      ...image,
      reference: replace(image.reference),
      promoteTo: image.promoteTo === undefined ? undefined : replace(image.promoteTo),
    },
    migrate: migrate && inMigrate(migrate, replace),
    verify: verify && { ...verify, checks: verify.checks.map((check) => inCheck(check, replace)) },
    notify: {
      ...notify,
      slack: notify.slack && {
        ...notify.slack,
        channel: notify.slack.channel === undefined ? undefined : replace(notify.slack.channel),
      },
      values: mapValues(notify.values, (lines) => lines.map((line) => replace(line))),
    },
  };
}

type Replace = (text: string, encoding?: Encoding) => string;

function inTarget(target: Target, replace: Replace): Target {
  const all = (argv: readonly string[]): readonly string[] => argv.map((argument) => replace(argument));
  if (target.platform === "local") return { ...target, state: replace(target.state) };
  if (target.platform === "haproxy") {
    return { ...target, start: all(target.start), stop: all(target.stop), version: all(target.version) };
  }
  if (target.platform !== "exec") return target;
  return {
    ...target,
    observe: all(target.observe),
    setWeight: all(target.setWeight),
    promote: all(target.promote),
    abort: all(target.abort),
    restore: target.restore && all(target.restore),
  };
}

function inMigrate(migrate: MigratePolicy, replace: Replace): MigratePolicy {
  const { folder, runOn } = migrate;
  return {
    ...migrate,
    folder: replace(folder),
    runOn: runOn && {
      ...runOn,
      image: runOn.image === undefined ? undefined : replace(runOn.image),
      commands: runOn.commands.map((argv) => argv.map((argument) => replace(argument))),
    },
  };
}

function inGate(gate: GatePolicy, replace: Replace): GatePolicy {
  return {
    ...gate,
    reports: gate.reports.map((glob) => replace(glob)),
    run: gate.run.map((argument) => replace(argument)),
  };
}

function inCheck(check: Check, replace: Replace): Check {
  if (check.kind === "command") {
    return { ...check, name: replace(check.name), argv: check.argv.map((argument) => replace(argument)) };
  }
  return inHttpCheck(check, replace);
}

function inHttpCheck(check: HttpCheck, replace: Replace): HttpCheck {
  const { version } = check;
  return {
    ...check,
    name: replace(check.name),
    url: replace(check.url, "url"),
    headers: mapValues(check.headers, (text) => replace(text)),
    body: check.body === undefined ? undefined : replace(check.body),
    expectHeaders: mapValues(check.expectHeaders, (text) => replace(text)),
    contains: check.contains === undefined ? undefined : replace(check.contains),
    json: check.json.map(({ path, expect }) => ({
      path,
      expect:
        "equals" in expect && typeof expect.equals === "string" ? { equals: replace(expect.equals) } : expect,
    })),
    version: version && { ...version, expected: replace(version.expected) },
  };
}

function mapValues<T>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function definedOnly(substitutions: Substitutions): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(substitutions).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
