import { type Alias, isAlias, isMap, isPair, isScalar, isSeq, type ParsedNode, type Scalar } from "yaml";
import { type ConfigProblem, problemAt, quoted } from "./problem.ts";
import { type Entry, mapOf, type Place, type ScalarValue, type Tree } from "./tree.ts";
import type { Syntax } from "./yaml-syntax.ts";

/** Far above any real policy, far below what aliases of aliases can blow up to. */
const MAX_NODES = 20_000;
const MAX_DEPTH = 32;
const CORE_TAG = /^tag:yaml\.org,2002:(map|seq|str|int|float|bool|null)$/;

/**
 * The document as a tree of places. Aliases are followed (up to 20,000 values in all, never in a circle), `<<` merges
 * maps below the map's own keys; duplicate keys, tags and keys that are not text are problems.
 */
export function readTree(
  syntax: Syntax,
  file: string,
): { readonly tree: Tree | undefined; readonly problems: readonly ConfigProblem[] } {
  const reader = new TreeReader(syntax, file);
  const tree = reader.read(syntax.document.contents, 0);
  return { tree, problems: reader.problems };
}

class TreeReader {
  readonly problems: ConfigProblem[] = [];
  readonly #syntax: Syntax;
  readonly #file: string;
  readonly #anchors = new Map<string, ParsedNode>();
  readonly #open = new Set<ParsedNode>();
  #nodes = 0;
  #full = false;

  constructor(syntax: Syntax, file: string) {
    this.#syntax = syntax;
    this.#file = file;
  }

  read(node: ParsedNode | null, depth: number): Tree | undefined {
    if (node === null) return undefined;
    const place = this.#place(node.range[0]);
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES || depth > MAX_DEPTH) {
      if (!this.#full) {
        this.#full = true;
        this.#report(
          place,
          depth > MAX_DEPTH ? "nesting that is too deep" : "too many values (aliases count each time)",
          depth > MAX_DEPTH ? `at most ${MAX_DEPTH} levels` : `at most ${MAX_NODES}`,
        );
      }
      return undefined;
    }
    if (isAlias(node)) return this.#followAlias(node, depth);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (node.tag !== undefined && !CORE_TAG.test(node.tag)) {
      this.#report(place, `the tag ${quoted(node.tag)}`, "a plain value without a tag");
    }
    if (isScalar(node)) return { kind: "scalar", value: scalarValue(node), place };
    this.#open.add(node);
    const tree = isMap(node) ? this.#readMap(node.items, place, depth) : this.#readList(node, place, depth);
    this.#open.delete(node);
    return tree;
  }

  #readList(node: ParsedNode, place: Place, depth: number): Tree {
    const items = isSeq(node) ? node.items : [];
    return {
      kind: "list",
      items: items.map((item): Tree => {
        // `[a: 1]` is a list of one map of one pair.
        if (isPair(item)) return this.#readMap([item], place, depth + 1);
        return this.read(item as ParsedNode, depth + 1) ?? { kind: "scalar", value: null, place };
      }),
      place,
    };
  }

  #readMap(pairs: readonly { key: unknown; value: unknown }[], place: Place, depth: number): Tree {
    const own = new Map<string, Entry>();
    const merged: Tree[] = [];
    for (const pair of pairs) {
      const key = pair.key as ParsedNode;
      const name = keyName(key);
      const keyPlace = key === null ? place : this.#place(key.range[0]);
      if (name === undefined || name === "__proto__") {
        this.#report(
          keyPlace,
          name === undefined ? "a key that is not text" : quoted(name),
          "a name, e.g. service",
        );
        continue;
      }
      const value: Tree = this.read(pair.value as ParsedNode | null, depth + 1) ?? {
        kind: "scalar",
        value: null,
        place: keyPlace,
      };
      if (name === "<<" && isScalar(key) && key.type === "PLAIN") {
        merged.push(...this.#mergeSources(value, keyPlace));
        continue;
      }
      const first = own.get(name);
      if (first === undefined) own.set(name, { key: keyPlace, value });
      else {
        this.#report(
          keyPlace,
          `the key ${quoted(name)} a second time`,
          `each key once; the first is in line ${first.key.line}, column ${first.key.column}`,
        );
      }
    }
    for (const source of merged) {
      if (source.kind !== "map") continue;
      for (const [name, entry] of source.entries) if (!own.has(name)) own.set(name, entry);
    }
    return mapOf(own, place);
  }

  #mergeSources(value: Tree, place: Place): readonly Tree[] {
    const sources = value.kind === "list" ? value.items : [value];
    if (sources.every((source) => source.kind === "map")) return sources;
    this.#report(place, "<< with something that is not a map", "an alias of a map, e.g. <<: *base");
    return [];
  }

  #followAlias(alias: Alias, depth: number): Tree | undefined {
    const target = this.#anchors.get(alias.source);
    const place = this.#place(alias.range?.[0] ?? 0);
    if (target === undefined) {
      this.#report(place, `the alias *${alias.source}`, `an anchor &${alias.source} before it`);
      return undefined;
    }
    if (this.#open.has(target)) {
      this.#report(place, `the alias *${alias.source}, which is inside its own anchor`, "a value that ends");
      return undefined;
    }
    return this.read(target, depth + 1);
  }

  #place(offset: number): Place {
    return { kind: "defaults", source: this.#file, ...this.#syntax.position(offset) };
  }

  #report(place: Place, read: string, expected: string): void {
    this.problems.push(problemAt(place, read, expected));
  }
}

function keyName(key: ParsedNode | null): string | undefined {
  if (!isScalar(key) || key.value === null) return undefined;
  return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

function scalarValue(node: Scalar): ScalarValue {
  const { value } = node;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  // A number that is not finite is kept as it was written, so that the message can show it.
  return typeof value === "number" && Number.isFinite(value) ? value : String(node.source ?? value);
}
