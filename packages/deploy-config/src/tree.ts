import type { Origin } from "./policy.ts";

/** Where a value was written. `line` and `column` count from 1 and are absent for inputs and built-in values. */
export interface Place {
  readonly kind: Origin["kind"];
  /** The file, the input's name, or empty for built-in. */
  readonly source: string;
  readonly line?: number;
  readonly column?: number;
}

/** Any scalar YAML's core schema can hold. */
export type ScalarValue = string | number | boolean | null;

/** A value that knows where each part of it was written. */
export type Tree =
  | { readonly kind: "scalar"; readonly value: ScalarValue; readonly place: Place }
  | { readonly kind: "list"; readonly items: readonly Tree[]; readonly place: Place }
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, Entry>; readonly place: Place };

/** A value under a key; `key` is where the key stands. */
export interface Entry {
  readonly key: Place;
  readonly value: Tree;
}

/** A map, the only kind of tree that merges. */
export type MapTree = Extract<Tree, { kind: "map" }>;

/** Path through maps and lists. */
export type Path = readonly (string | number)[];

/** The value without its places; maps have no prototype, so that no key is special. */
export function toPlain(tree: Tree): unknown {
  switch (tree.kind) {
    case "scalar":
      return tree.value;
    case "list":
      return tree.items.map(toPlain);
    case "map": {
      const plain: Record<string, unknown> = Object.create(null);
      for (const [key, entry] of tree.entries) plain[key] = toPlain(entry.value);
      return plain;
    }
  }
}

/** A plain value (of an input, or built-in) as a tree; every part has the same place. `undefined` entries vanish. */
export function fromPlain(value: unknown, place: Place): Tree {
  if (Array.isArray(value)) {
    return { kind: "list", items: value.map((item) => fromPlain(item, place)), place };
  }
  if (typeof value === "object" && value !== null) {
    return mapOf(
      Object.entries(value).flatMap(([key, item]) =>
        item === undefined ? [] : [[key, { key: place, value: fromPlain(item, place) }] as const],
      ),
      place,
    );
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return { kind: "scalar", value, place };
  }
  return { kind: "scalar", value: null, place };
}

/** A map tree of entries in this order. */
export function mapOf(entries: Iterable<readonly [string, Entry]>, place: Place): MapTree {
  return { kind: "map", entries: new Map(entries), place };
}

/** What stands at a path, or `undefined`. */
export function treeAt(tree: Tree | undefined, path: Path): Tree | undefined {
  return path.reduce<Tree | undefined>((current, step) => {
    if (current?.kind === "map") return current.entries.get(String(step))?.value;
    if (current?.kind === "list" && typeof step === "number") return current.items[step];
    return undefined;
  }, tree);
}

/** The map at a path, or `undefined` when there is none or it is something else. */
export function mapAt(tree: Tree | undefined, path: Path): MapTree | undefined {
  const found = treeAt(tree, path);
  return found?.kind === "map" ? found : undefined;
}

/** The items of the list at a path; empty when there is none. */
export function itemsAt(tree: Tree | undefined, path: Path): readonly Tree[] {
  const found = treeAt(tree, path);
  return found?.kind === "list" ? found.items : [];
}

/** The text at a path, or `undefined`. */
export function textAt(tree: Tree | undefined, path: Path): string | undefined {
  const found = treeAt(tree, path);
  return found?.kind === "scalar" && typeof found.value === "string" ? found.value : undefined;
}

/** The map with one entry set (or removed with `undefined`); the order of the others stays. */
export function withEntry(map: MapTree, key: string, entry: Entry | undefined): MapTree {
  const entries = new Map(map.entries);
  if (entry === undefined) entries.delete(key);
  else entries.set(key, entry);
  return { kind: "map", entries, place: map.place };
}

/** Whether a place is in the policy file (and so has a line). */
export function isWritten(place: Place): boolean {
  return place.kind === "environment" || place.kind === "defaults";
}
