import { hasTypoOf } from "./key-typos.ts";
import { haveOneForm, withoutRivals } from "./merge-rivals.ts";
import { formatPath } from "./path.ts";
import { OFF } from "./schema-gates.ts";
import { type Entry, fromPlain, type MapTree, mapOf, type Path, type Tree, withEntry } from "./tree.ts";

/** Sections that can be taken away with `off`; every gate can too. */
const SWITCHES = new Set([
  "credentials.aws",
  "credentials.azure",
  "credentials.gcp",
  "credentials.vault",
  "preflight",
  "image",
  "metrics",
  "migrate",
  "migrate.backup",
  "migrate.run-on",
  "rollout.analysis",
  "verify",
  "notify.slack",
  "notify.webhook",
  "notify.comment",
]);

/**
 * The upper block over the lower one: maps merge, everything else replaces. What does not go together is replaced as a
 * whole: another platform, a gate of the other form, `steps` against `strategy`. `off` takes away what is below.
 */
export function mergeBlocks(lower: MapTree, upper: MapTree): MapTree {
  return mergeMaps(lower, upper, []);
}

function mergeMaps(lower: MapTree, upper: MapTree, path: Path): MapTree {
  const entries = new Map(withoutRivals(lower, upper, path).entries);
  for (const [key, { key: place, value }] of upper.entries) {
    const merged = merge(entries.get(key)?.value, value, [...path, key]);
    if (merged === undefined) entries.delete(key);
    else entries.set(key, { key: place, value: merged });
  }
  return mapOf(entries, upper.place);
}

function merge(lower: Tree | undefined, upper: Tree, path: Path): Tree | undefined {
  if (scalarOf(upper) === OFF && (isGate(path) || SWITCHES.has(formatPath(path)))) return undefined;
  if (upper.kind !== "map") return upper;
  const base = lower?.kind === "map" && goTogether(lower, upper, path) ? lower : mapOf([], upper.place);
  return mergeMaps(base, upper, path);
}

function goTogether(lower: MapTree, upper: MapTree, path: Path): boolean {
  if (isGate(path)) return !saysForm(upper) || upper.entries.has("run") === lower.entries.has("run");
  if (formatPath(path) !== "target") return haveOneForm(lower, upper, path);
  const above = upper.entries.get("platform");
  const below = lower.entries.get("platform");
  // Which platform was meant nobody knows: mixing the keys of two would only add noise.
  if (hasTypoOf(upper, "platform") || (above !== undefined && hasTypoOf(lower, "platform"))) return false;
  return above === undefined || below === undefined || scalarOf(above.value) === scalarOf(below.value);
}

/** Whether a gate says which of the two forms it has; `{ timeout: 5m }` alone does not. */
function saysForm(gate: MapTree): boolean {
  return ["run", "reports", "require", "kind", "expect-files"].some((key) => gate.entries.has(key));
}

function isGate(path: Path): boolean {
  return path.length === 2 && path[0] === "gates";
}

function scalarOf(tree: Tree): unknown {
  return tree.kind === "scalar" ? tree.value : undefined;
}

/**
 * A block with its shorthands spelled out: `quality_gates` as `gates`, a gate's condition as `{ require: … }`, an image
 * as `{ reference: … }`, `analysis: on` as `{}`.
 */
export function spellOut(block: MapTree): MapTree {
  const synonym = block.entries.get("quality_gates");
  const named =
    synonym === undefined || block.entries.has("gates")
      ? block
      : mapOf(
          [...block.entries].map(([key, entry]) => [key === "quality_gates" ? "gates" : key, entry] as const),
          block.place,
        );
  const image = named.entries.get("image");
  const imaged = image === undefined ? named : withEntry(named, "image", spellOutEntry(image, "reference"));
  const analysed = spellOutAnalysis(imaged);
  const gates = analysed.entries.get("gates");
  if (gates?.value.kind !== "map") return analysed;
  const spelled = [...gates.value.entries].map(
    ([name, entry]) => [name, spellOutEntry(entry, "require")] as const,
  );
  return withEntry(analysed, "gates", { key: gates.key, value: mapOf(spelled, gates.value.place) });
}

function spellOutAnalysis(block: MapTree): MapTree {
  const rollout = block.entries.get("rollout");
  if (rollout?.value.kind !== "map") return block;
  const analysis = rollout.value.entries.get("analysis");
  if (analysis === undefined || scalarOf(analysis.value) !== "on") return block;
  const whole = { key: analysis.key, value: mapOf([], analysis.value.place) };
  return withEntry(block, "rollout", {
    key: rollout.key,
    value: withEntry(rollout.value, "analysis", whole),
  });
}

/** A text as a map with this one key; anything else as it is. */
function spellOutEntry(entry: Entry, key: string): Entry {
  const { value } = entry;
  if (value.kind !== "scalar" || typeof value.value !== "string" || value.value === OFF) return entry;
  return { key: entry.key, value: mapOf([[key, { key: entry.key, value }]], value.place) };
}

/** The block over built-in values: only what nobody wrote is added. */
export function underlay(block: MapTree, builtIn: unknown): MapTree {
  const lower = fromPlain(builtIn, { kind: "built-in", source: "" });
  return lower.kind === "map" ? fill(block, lower) : block;
}

function fill(written: MapTree, builtIn: MapTree): MapTree {
  const entries = new Map(written.entries);
  for (const [key, entry] of builtIn.entries) {
    const above = entries.get(key);
    if (above === undefined) entries.set(key, entry);
    else if (above.value.kind === "map" && entry.value.kind === "map") {
      entries.set(key, { key: above.key, value: fill(above.value, entry.value) });
    }
  }
  return mapOf(entries, written.place);
}
