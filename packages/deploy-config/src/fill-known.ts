import { replaceSome } from "./placeholders.ts";
import { type MapTree, mapOf, type Path, type Tree, withEntry } from "./tree.ts";

/** What of a placeholder is known when a file is checked. */
export interface KnownNames {
  readonly environment?: string | undefined;
  readonly service?: string | undefined;
}

/** Sections with names whose form is checked: what they become has to have it too. */
const SECTIONS: readonly Path[] = [
  ["target"],
  ["credentials"],
  ["image"],
  ["metrics"],
  ["migrate", "backup"],
  ["migrate", "run-on"],
];

/** The block with `${environment}` and `${service}` filled in where names stand. */
export function fillKnown(block: MapTree, known: KnownNames): MapTree {
  const values = Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return SECTIONS.reduce((result, path) => fillAt(result, path, values), block);
}

function fillAt(map: MapTree, [step = "", ...rest]: Path, values: Readonly<Record<string, string>>): MapTree {
  const entry = map.entries.get(String(step));
  if (entry === undefined) return map;
  if (rest.length === 0) return withEntry(map, String(step), { ...entry, value: fill(entry.value, values) });
  if (entry.value.kind !== "map") return map;
  return withEntry(map, String(step), { ...entry, value: fillAt(entry.value, rest, values) });
}

function fill(tree: Tree, values: Readonly<Record<string, string>>): Tree {
  switch (tree.kind) {
    case "scalar":
      return typeof tree.value === "string" ? { ...tree, value: replaceSome(tree.value, values) } : tree;
    case "list":
      return { ...tree, items: tree.items.map((item) => fill(item, values)) };
    case "map":
      return mapOf(
        [...tree.entries].map(
          ([key, entry]) => [key, { ...entry, value: fill(entry.value, values) }] as const,
        ),
        tree.place,
      );
  }
}
