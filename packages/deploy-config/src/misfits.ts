import { formatPercent, parseDuration, parsePercent } from "@deploy-actions/kernel";
import { analysisMisfits } from "./analysis-misfits.ts";
import { anyOf } from "./any-of.ts";
import { hasTypoOfAny } from "./key-typos.ts";
import { metricsMisfits } from "./metric-misfits.ts";
import { formatPath } from "./path.ts";
import { type ConfigProblem, problemAt, quoted } from "./problem.ts";
import { type At, targetMisfits } from "./target-misfits.ts";
import { type TargetTraits, targetTraits } from "./target-traits.ts";
import { itemsAt, type MapTree, mapAt, type Path, textAt, treeAt } from "./tree.ts";

/** What of a whole environment does not go together although each section reads well. `prefix`: its path in the file. */
export function misfits(block: MapTree, prefix: Path): readonly ConfigProblem[] {
  const at = (...path: Path): string => formatPath([...prefix, ...path]);
  return [
    ...rolloutMisfits(block, at),
    ...(isUnreadable(block) || isSourceUnreadable(block) ? [] : analysisMisfits(block, at)),
    ...targetMisfits(block, at),
    ...credentialMisfits(block, at),
    ...(isUnreadable(block) ? [] : metricsMisfits(block, at)),
    ...migrateMisfits(block, at),
  ];
}

/** Steps the target cannot hold, and a driver it does not have. */
function rolloutMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  if (isUnreadable(block)) return [];
  const traits = targetTraits(block);
  const problems: ConfigProblem[] = [];
  const driver = treeAt(block, ["rollout", "driven-by"]);
  if (
    driver !== undefined &&
    textAt(block, ["rollout", "driven-by"]) === "engine" &&
    traits.engine === undefined
  ) {
    problems.push(
      problemAt(
        driver.place,
        `"engine" for ${at("rollout", "driven-by")}, but ${traits.because} has no engine`,
        "steps; or a workload: rollout/<name> of Argo Rollouts or a workload: canary/<name> of Flagger",
      ),
    );
  }
  if (traits.traffic === "weights") return problems;
  const strategy = treeAt(block, ["rollout", "strategy"]);
  const name = textAt(block, ["rollout", "strategy"]);
  const held = traits.traffic === "replace" ? ["all-at-once"] : ["all-at-once", "blue-green"];
  if (strategy !== undefined && (name === "canary" || name === "blue-green") && !held.includes(name)) {
    problems.push(
      problemAt(
        strategy.place,
        `${quoted(name)} for ${at("rollout", "strategy")}`,
        `${anyOf(held)}: ${reason(traits)}`,
      ),
    );
  }
  itemsAt(block, ["rollout", "steps"]).forEach((item, index) => {
    const weight = treeAt(item, ["weight"]);
    const percent = weight?.kind === "scalar" ? parsePercent(String(weight.value)) : undefined;
    const fits = percent === 100 || (percent === 0 && traits.traffic === "switch");
    if (weight === undefined || percent === undefined || fits) return;
    const read = `${formatPercent(percent)} for ${at("rollout", "steps", index, "weight")}`;
    const expected = traits.traffic === "switch" ? "0% or 100%" : "100%, in one step";
    problems.push(problemAt(weight.place, read, `${expected}: ${reason(traits)}`));
  });
  return problems;
}

/** Whether a typo hides what the target can do, or what the rollout asks of it: it is reported already. */
function isUnreadable(block: MapTree): boolean {
  return (
    hasTypoOfAny(block, ["target", "rollout"]) ||
    hasTypoOfAny(mapAt(block, ["target"]), ["platform", "workload", "route", "granularity"]) ||
    hasTypoOfAny(mapAt(block, ["target", "route"]), ["native", "target-groups"]) ||
    hasTypoOfAny(mapAt(block, ["rollout"]), ["strategy", "steps", "driven-by"])
  );
}

/** Whether a typo hides who counts: it is reported already. */
function isSourceUnreadable(block: MapTree): boolean {
  return (
    hasTypoOfAny(block, ["metrics"]) ||
    hasTypoOfAny(mapAt(block, ["metrics"]), ["prometheus", "cloudwatch", "requests", "errors", "latency"])
  );
}

function reason({ because, traffic }: TargetTraits): string {
  return traffic === "switch"
    ? `${because} moves all traffic at once`
    : `${because} replaces stable by the candidate`;
}

const CHAINED_MAX_MS = 3_600_000;

function credentialMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  const duration = treeAt(block, ["credentials", "aws", "duration"]);
  const ms = parseDuration(textAt(block, ["credentials", "aws", "duration"]) ?? "");
  const isChained = itemsAt(block, ["credentials", "aws", "chain"]).length > 0;
  if (duration === undefined || ms === undefined || !isChained || ms <= CHAINED_MAX_MS) return [];
  const read = `${quoted(textAt(duration, []) ?? "")} for ${at("credentials", "aws", "duration")}`;
  return [problemAt(duration.place, read, "at most 1h with a chain: AWS lets a chained role live no longer")];
}

function migrateMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  const migrate = mapAt(block, ["migrate"]);
  const runOn = migrate?.entries.get("run-on");
  if (migrate === undefined || runOn === undefined) return [];
  const where = at("migrate");
  const problems: ConfigProblem[] = [];
  if (migrate.entries.has("folder")) {
    problems.push(
      problemAt(
        runOn.key,
        `both "folder" and "run-on" in ${where}`,
        "one of them: the commands of run-on are the migration",
      ),
    );
  }
  const engine = treeAt(migrate, ["engine"]);
  if (engine !== undefined && textAt(migrate, ["engine"]) === "sql") {
    problems.push(
      problemAt(
        engine.place,
        `"sql" for ${where}.engine with run-on`,
        "command, or no engine: the commands of run-on are the migration",
      ),
    );
  }
  return problems;
}
