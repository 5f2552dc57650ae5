import { parseCondition } from "@deploy-actions/conditions";
import { isObject, parseDuration, parsePercent } from "@deploy-actions/kernel";
import { DEFAULT_REPORTS, kindOfCondition, knownGate, type ReportKind } from "./gate-kinds.ts";
import { underlay } from "./merge.ts";
import { type MapTree, mapAt, mapOf, type Tree, textAt, toPlain, treeAt, withEntry } from "./tree.ts";

/** Steps of each strategy, in the words of the file. */
const STEPS: Readonly<Record<string, readonly object[]>> = {
  canary: [{ weight: "25%", bake: "5m" }, { weight: "50%", bake: "5m" }, { weight: "100%" }],
  "blue-green": [
    { weight: "0%", bake: "5m" },
    { weight: "100%", bake: "5m" },
  ],
  "all-at-once": [{ weight: "100%" }],
};

const ROLLOUT = {
  "min-requests": 50,
  "on-inconclusive": "abort",
  grace: "5m",
  interval: "10s",
};
const FAILURES_TRIGGER = "3 consecutive failures";
const RATE_TRIGGER = "error-rate > 5%";
const BASELINE_TRIGGER = "latency p95 > 200% of baseline";

const LOCAL_TARGET = { "pass-env": [], ready: "/health", "ready-timeout": "30s", drain: "10s" };
const EXEC_TARGET = { "pass-env": [], timeout: "5m", settle: "2m", granularity: 1 };

const MIGRATE = {
  engine: "sql",
  order: "before",
  "lock-wait": "1m",
  "lock-timeout": "5s",
  "statement-timeout": "5m",
};

const VERIFY = { for: "1m", interval: "5s", settle: "0", "max-consecutive-failures": 3 };
const HTTP_CHECK = {
  method: "GET",
  status: "200-299",
  "follow-redirects": false,
  timeout: "10s",
  critical: false,
};
const COMMAND_CHECK = { timeout: "1m", critical: false };

const COMMAND_GATE = { timeout: "10m" };
const REPORT_GATE = { "expect-files": 1 };

const ROLLBACK = { automatic: true };
const CHANNEL = { when: ["failed", "rolled-back", "completed"], required: false };
const WINDOW = { zone: "UTC" };

/**
 * A merged block over everything that holds when nobody says otherwise. Sections nobody wrote stay absent, except
 * `rollout` and `rollback`: every deploy has them.
 */
export function withBuiltIns(block: MapTree, environment: string): MapTree {
  let result = underlay(block, {
    rollout: { ...ROLLOUT, ...missingSteps(block), "abort-when": triggers(block) },
    rollback: ROLLBACK,
  });
  result = underlaySection(result, "target", targetDefaults(block, environment));
  result = underlaySection(result, "migrate", MIGRATE);
  result = underlaySection(result, "verify", VERIFY);
  const notify = mapAt(result, ["notify"]);
  for (const channel of ["slack", "webhook", "comment"]) {
    if (notify?.entries.has(channel)) result = underlay(result, { notify: { [channel]: CHANNEL } });
  }
  result = mapEntries(result, "gates", (name, gate) => underlay(gate, gateDefaults(name, gate)));
  result = mapItems(result, ["verify", "checks"], (check) =>
    underlay(check, check.entries.has("command") ? COMMAND_CHECK : HTTP_CHECK),
  );
  return mapItems(result, ["windows"], (window) => underlay(window, WINDOW));
}

/** The kind of a gate that reads reports: written, or known from its name, or from its condition. */
export function kindOfGate(name: string, gate: MapTree): ReportKind | undefined {
  const written = textAt(gate, ["kind"]);
  if (written !== undefined)
    return Object.keys(DEFAULT_REPORTS).find((kind) => kind === written) as ReportKind | undefined;
  const known = knownGate(name);
  if (known !== undefined) return known.kind;
  const result = parseCondition(textAt(gate, ["require"]) ?? "");
  return result.ok ? kindOfCondition(result.condition) : undefined;
}

function missingSteps(block: MapTree): object {
  const strategy = textAt(block, ["rollout", "strategy"]) ?? "canary";
  return { steps: Object.hasOwn(STEPS, strategy) ? STEPS[strategy] : undefined };
}

/**
 * The triggers that the steps can answer: failures need checks, a rate needs a step with traffic that is held for a
 * while, a comparison one in which stable has traffic too. One that stays unknown would end every rollout inconclusive.
 */
function triggers(block: MapTree): readonly string[] {
  const held = stepsOf(block).filter(({ bakeMs }) => bakeMs > 0);
  return [
    ...(treeAt(block, ["verify", "checks"]) === undefined ? [] : [FAILURES_TRIGGER]),
    ...(held.some(({ weight }) => weight > 0) ? [RATE_TRIGGER] : []),
    ...(held.some(({ weight }) => weight > 0 && weight < 100) ? [BASELINE_TRIGGER] : []),
  ];
}

/** Weights and bakes, as written or as the strategy has them; what cannot be read is reported elsewhere. */
function stepsOf(block: MapTree): readonly { readonly weight: number; readonly bakeMs: number }[] {
  const written = treeAt(block, ["rollout", "steps"]);
  const strategy = textAt(block, ["rollout", "strategy"]) ?? "canary";
  const steps: unknown = written === undefined ? STEPS[strategy] : toPlain(written);
  if (!Array.isArray(steps)) return [];
  return steps.filter(isObject).map(({ weight, bake }) => ({
    weight: parsePercent(String(weight)) ?? 0,
    bakeMs: parseDuration(String(bake ?? "0")) ?? 0,
  }));
}

function targetDefaults(block: MapTree, environment: string): object {
  switch (textAt(block, ["target", "platform"])) {
    case "local":
      // Each environment has a supervisor of its own.
      return { ...LOCAL_TARGET, state: `.deploy-actions/${environment.replace(/[^A-Za-z0-9_-]+/g, "-")}` };
    case "exec":
      return EXEC_TARGET;
    default:
      return {};
  }
}

function gateDefaults(name: string, gate: MapTree): object {
  if (gate.entries.has("run")) return COMMAND_GATE;
  const kind = kindOfGate(name, gate);
  if (kind === undefined) return REPORT_GATE;
  const known = knownGate(name);
  return { kind, reports: known?.kind === kind ? known.reports : DEFAULT_REPORTS[kind], ...REPORT_GATE };
}

function underlaySection(block: MapTree, section: string, builtIn: object): MapTree {
  return mapAt(block, [section]) === undefined ? block : underlay(block, { [section]: builtIn });
}

function mapEntries(
  block: MapTree,
  section: string,
  change: (name: string, value: MapTree) => MapTree,
): MapTree {
  const entry = block.entries.get(section);
  if (entry?.value.kind !== "map") return block;
  const changed = [...entry.value.entries].map(
    ([name, { key, value }]) =>
      [name, { key, value: value.kind === "map" ? change(name, value) : value }] as const,
  );
  return withEntry(block, section, { key: entry.key, value: mapOf(changed, entry.value.place) });
}

function mapItems(block: MapTree, path: readonly string[], change: (item: MapTree) => MapTree): MapTree {
  const [key, ...rest] = path;
  const entry = key === undefined ? undefined : block.entries.get(key);
  if (key === undefined || entry === undefined) return block;
  const { value } = entry;
  let changed: Tree = value;
  if (rest.length > 0) changed = value.kind === "map" ? mapItems(value, rest, change) : value;
  else if (value.kind === "list") {
    changed = { ...value, items: value.items.map((item) => (item.kind === "map" ? change(item) : item)) };
  }
  return withEntry(block, key, { key: entry.key, value: changed });
}
