import { formatPath } from "./path.ts";
import type { EffectiveValue, Origin } from "./policy.ts";
import { block as schema } from "./schema.ts";
import type { MapTree, Path, Place, Tree } from "./tree.ts";

/** Every value of a complete block in the words of the file, with where it came from. */
export function listValues(service: Tree | undefined, block: MapTree): readonly EffectiveValue[] {
  const order = Object.keys(schema.shape);
  const sections = [...block.entries].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return [
    ...(service === undefined ? [] : rows(service, ["service"])),
    ...sections.flatMap(([key, { value }]) => rows(value, [key])),
  ];
}

function rows(tree: Tree, path: Path): readonly EffectiveValue[] {
  if (tree.kind === "map" && tree.entries.size > 0) {
    return [...tree.entries].flatMap(([key, { value }]) => rows(value, [...path, key]));
  }
  if (tree.kind === "list" && tree.items.some((item) => item.kind !== "scalar") && !isShort(tree)) {
    return tree.items.flatMap((item, index) => rows(item, [...path, index]));
  }
  return path.length === 0
    ? []
    : [{ path: formatPath(path), value: flow(tree), origin: originOf(tree.place) }];
}

/** A list of small maps from one place, as steps are, reads best on one line. */
function isShort(tree: Tree): boolean {
  return flow(tree).length <= 160 && hasOneOrigin(tree, tree.place.kind);
}

function hasOneOrigin(tree: Tree, kind: Place["kind"]): boolean {
  if (tree.place.kind !== kind) return false;
  if (tree.kind === "list") return tree.items.every((item) => hasOneOrigin(item, kind));
  if (tree.kind === "map") return [...tree.entries.values()].every(({ value }) => hasOneOrigin(value, kind));
  return true;
}

/** The value on one line, as YAML would take it. */
function flow(tree: Tree): string {
  switch (tree.kind) {
    case "list":
      return `[${tree.items.map(flow).join(", ")}]`;
    case "map":
      return tree.entries.size === 0
        ? "{}"
        : `{ ${[...tree.entries].map(([key, { value }]) => `${scalar(key)}: ${flow(value)}`).join(", ")} }`;
    case "scalar":
      return typeof tree.value === "string" ? scalar(tree.value) : String(tree.value);
  }
}

/** Plain where YAML reads the same text back inside `[…]`, else in quotes. */
function scalar(text: string): string {
  const isPlain =
    /^[\p{L}\d./$_~-][^\p{Cc}{}[\],#:"'\\]*(?:[:#][^\s\p{Cc}{}[\],#:"'\\]+)*$/u.test(text) &&
    text === text.trim() &&
    !/^(?:true|false|null|~|-.*\s.*|[-+.\d][\d.eE+_xo-]*)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

function originOf(place: Place): Origin {
  const parts = [place.source, place.line, place.column].filter((part) => part !== undefined);
  return { kind: place.kind, place: parts.join(":") };
}
