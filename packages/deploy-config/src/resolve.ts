import { ActionError, nearest } from "@deploy-actions/kernel";
import { checkBlock, checkWhole, type DeployConfig } from "./config.ts";
import { decodeGates, decodePolicy } from "./decode.ts";
import { withBuiltIns } from "./defaults.ts";
import { listValues } from "./effective-values.ts";
import { fillKnown, type KnownNames } from "./fill-known.ts";
import { mergeBlocks } from "./merge.ts";
import { type Overrides, readOverrides } from "./overrides.ts";
import { replaceSome } from "./placeholders.ts";
import type { EffectivePolicy, EffectiveValue, GatePolicy } from "./policy.ts";
import { type ConfigProblem, problemAt, problemsError, quoted } from "./problem.ts";
import { type Block, block, fileKeys } from "./schema.ts";
import { check } from "./schema-problems.ts";
import { leakedValues } from "./secret-problems.ts";
import { type MapTree, mapOf, type Path, type Tree, textAt } from "./tree.ts";

/** A policy and where each of its values came from. */
export interface ResolvedPolicy {
  readonly policy: EffectivePolicy;
  readonly values: readonly EffectiveValue[];
}

/** The gates alone, for a file (or a run) that deploys nothing. */
export interface ResolvedGates {
  readonly gates: readonly GatePolicy[];
  readonly values: readonly EffectiveValue[];
}

/**
 * The policy of one environment: built-in values, `defaults`, the environment and the overrides, each over the one
 * before. Throws `config` for an unknown environment or a missing part, `input` when only overrides are wrong.
 */
export function resolvePolicy(
  config: DeployConfig,
  environment: string,
  overrides: Overrides = {},
): ResolvedPolicy {
  const merged = mergeEnvironment(config, environment, overrides);
  const prefix = ["environments", environment];
  const problems = checkWhole(merged.block, prefix, true);
  const complete = finish(config, merged, prefix, problems);
  if (complete.service === "") {
    throw problemsError(
      [problemAt(merged.block.place, 'no "service" in the file', "its name, e.g. service: shop")],
      config.file,
    );
  }
  return { policy: decodePolicy(complete.block, complete.service, environment), values: complete.values };
}

/**
 * The gates of one environment, or of the defaults when it is `undefined`. Unlike `resolvePolicy` it does not ask for
 * a target or a service.
 */
export function resolveGates(
  config: DeployConfig,
  environment: string | undefined,
  overrides: Overrides = {},
): ResolvedGates {
  const merged =
    environment === undefined
      ? overlay(config.written.defaults, config.written.service, overrides)
      : mergeEnvironment(config, environment, overrides);
  const prefix = environment === undefined ? ["defaults"] : ["environments", environment];
  const { block: complete, service, values } = finish(config, merged, prefix, []);
  const known = { service, ...(environment === undefined ? {} : { environment }) };
  return {
    gates: decodeGates(complete, (text) => replaceSome(text, known)),
    values: values.filter(({ path }) => path.startsWith("gates.")),
  };
}

interface Merged {
  readonly block: MapTree;
  /** Keys among the overrides; those of the file are problems of the file. */
  readonly leaks: readonly ConfigProblem[];
  readonly service: Tree | undefined;
}

function mergeEnvironment(config: DeployConfig, environment: string, overrides: Overrides): Merged {
  const own = config.written.environments.get(environment);
  if (own === undefined) throw unknownEnvironment(config, environment);
  return overlay(mergeBlocks(config.written.defaults, own), config.written.service, overrides);
}

function overlay(written: MapTree, service: Tree | undefined, overrides: Overrides): Merged {
  const upper = readOverrides(overrides);
  const merged = mergeBlocks(written, upper.block);
  // What is missing is missing in the file, whatever the inputs say.
  return {
    block: mapOf(merged.entries, written.place),
    leaks: leakedValues(upper.block, []),
    service: upper.service ?? service,
  };
}

interface Complete {
  readonly block: Block;
  readonly service: string;
  readonly values: readonly EffectiveValue[];
}

function finish(
  config: DeployConfig,
  merged: Merged,
  prefix: Path,
  missing: readonly ConfigProblem[],
): Complete {
  const full = withBuiltIns(merged.block, String(prefix.at(-1)));
  const known: KnownNames = {
    service: textAt(merged.service, []),
    environment: prefix[0] === "environments" ? String(prefix[1]) : undefined,
  };
  const checked = check(block, fillKnown(full, known), prefix);
  const problems = [...missing, ...checkBlock(merged.block, prefix, known), ...merged.leaks];
  const service =
    merged.service === undefined ? undefined : check(fileKeys.service, merged.service, ["service"]);
  if (service?.ok === false) problems.push(...service.problems);
  if (problems.length > 0) throw problemsError(problems, config.file);
  if (!checked.ok) throw problemsError(checked.problems, config.file);
  return {
    block: checked.value,
    service: service?.ok === true ? (service.value ?? "") : "",
    values: listValues(merged.service, full),
  };
}

function unknownEnvironment(config: DeployConfig, environment: string): ActionError {
  const known = config.environments;
  const near = nearest(environment, known);
  const list = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
  return new ActionError("config", `${config.file} has no environment ${quoted(environment)}: ${list}.`, {
    hint:
      near === undefined
        ? `Add it under "environments" (an empty entry takes the defaults), or name one of the others.`
        : `Did you mean "${near}"?`,
  });
}
