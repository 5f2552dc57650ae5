import { parseCondition } from "@deploy-actions/conditions";
import { rolloutDefaults } from "./default-rollout.ts";
import { targetDefaults } from "./default-target.ts";
import { DEFAULT_REPORTS, kindOfCondition, knownGate, type ReportKind } from "./gate-kinds.ts";
import { underlay } from "./merge.ts";
import { type MapTree, mapAt, mapOf, type Path, type Tree, textAt, treeAt, withEntry } from "./tree.ts";

const IMAGE = { "no-secrets": false };
const PROMETHEUS = { "ingest-delay": "15s", timeout: "10s" };
// CloudWatch has its figures by the minute, and some of them a minute later.
const CLOUDWATCH = { "ingest-delay": "2m" };
const JSON_METRICS = { timeout: "10s" };
const SYNTHETIC = { rate: "2/s", timeout: "5s", status: "200-299" };

const MIGRATE = {
  order: "before",
  "lock-wait": "1m",
  "lock-timeout": "5s",
  "statement-timeout": "5m",
};

const BACKUP = { kind: "instance", "minimum-retention": "0", timeout: "1h" };
const ECS_TASK = { subnets: [], "security-groups": [], "assign-public-ip": false, timeout: "30m" };

const AWS = { duration: "1h", audience: "sts.amazonaws.com" };
const AZURE = { audience: "api://AzureADTokenExchange" };
const VAULT = { mount: "jwt" };

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
    rollout: rolloutDefaults(block),
    rollback: ROLLBACK,
  });
  result = underlaySection(result, "target", targetDefaults(block, environment));
  result = underlaySection(result, "image", IMAGE);
  result = underlaySection(result, "metrics", metricsDefaults(block));
  result = underlaySection(result, "migrate", migrateDefaults(block));
  result = credentialDefaults(runnerDefaults(result));
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

function metricsDefaults(block: MapTree): object {
  const has = (key: string): boolean => treeAt(block, ["metrics", key]) !== undefined;
  if (has("prometheus")) return PROMETHEUS;
  if (has("json")) return JSON_METRICS;
  return has("synthetic") ? SYNTHETIC : CLOUDWATCH;
}

function migrateDefaults(block: MapTree): object {
  const runsElsewhere = mapAt(block, ["migrate", "run-on"]) !== undefined;
  return {
    engine: runsElsewhere ? "command" : "sql",
    ...MIGRATE,
    ...(mapAt(block, ["migrate", "backup"]) === undefined ? {} : { backup: BACKUP }),
    ...(mapAt(block, ["migrate", "run-on", "ecs-task"]) === undefined
      ? {}
      : { "run-on": { "ecs-task": ECS_TASK } }),
  };
}

/** A task on ECS runs where the target is, unless it says otherwise. */
function runnerDefaults(block: MapTree): MapTree {
  if (textAt(block, ["target", "platform"]) !== "aws-ecs") return block;
  return ["cluster", "region"].reduce(
    (result, key) => copyUnder(result, ["target", key], ["migrate", "run-on", "ecs-task"], key),
    block,
  );
}

function credentialDefaults(block: MapTree): MapTree {
  const credentials = mapAt(block, ["credentials"]);
  let result = block;
  for (const [cloud, builtIn] of [
    ["aws", AWS],
    ["azure", AZURE],
    ["vault", VAULT],
  ] as const) {
    if (credentials?.entries.get(cloud)?.value.kind === "map") {
      result = underlay(result, { credentials: { [cloud]: builtIn } });
    }
  }
  return copyUnder(result, ["credentials", "vault", "url"], ["credentials", "vault"], "audience");
}

/** The value at a path under a key of a map that does not have it, with the place where it was written. */
function copyUnder(block: MapTree, from: Path, to: Path, key: string): MapTree {
  const value = treeAt(block, from);
  const map = mapAt(block, to);
  if (value === undefined || map === undefined || map.entries.has(key)) return block;
  return replaceMap(block, to, withEntry(map, key, { key: value.place, value }));
}

function replaceMap(block: MapTree, path: Path, map: MapTree): MapTree {
  const [step, ...rest] = path;
  const entry = step === undefined ? undefined : block.entries.get(String(step));
  if (entry?.value.kind !== "map") return path.length === 0 ? map : block;
  return withEntry(block, String(step), { key: entry.key, value: replaceMap(entry.value, rest, map) });
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
