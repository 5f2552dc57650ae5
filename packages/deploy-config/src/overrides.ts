import * as z from "zod/mini";
import { spellOut } from "./merge.ts";
import { readFile } from "./read-file.ts";
import { block, fileKeys } from "./schema.ts";
import { schemasAt } from "./schema-at.ts";
import { fromPlain, type MapTree, mapAt, mapOf, type Place, type Tree, toPlain, withEntry } from "./tree.ts";

/** A value that goes over the file: typed as YAML would, or the text of an input. */
export interface Override {
  readonly value: unknown;
  /** Name of the input it came from. */
  readonly place: string;
}

/** Overrides by dotted path in the words of the file, e.g. `rollout.steps`, `gates.unit.require`. */
export type Overrides = Readonly<Record<string, Override>>;

const root = z.strictObject({ ...fileKeys, ...block.shape });

/** The overrides as a block of their own, and the service when it is one of them. */
export function readOverrides(overrides: Overrides): {
  readonly block: MapTree;
  readonly service: Tree | undefined;
} {
  let tree: MapTree = mapOf([], { kind: "input", source: "" });
  for (const [path, { value, place: source }] of Object.entries(overrides)) {
    if (value === undefined) continue;
    const place: Place = { kind: "input", source };
    const steps = path
      .split(".")
      .map((step, index) => (index === 0 && step === "quality_gates" ? "gates" : step));
    tree = put(tree, steps, typed(value, steps, place), place);
  }
  const service = tree.entries.get("service")?.value;
  return { block: spellOut(withEntry(tree, "service", undefined)), service };
}

/**
 * A text that cannot stand there as a text is read as YAML: `50`, `true`, `[{ weight: 100% }]`; so is one that reads as
 * a list or map where one may stand.
 */
function typed(value: unknown, steps: readonly string[], place: Place): Tree {
  const text = fromPlain(value, place);
  if (typeof value !== "string") return text;
  const schemas = schemasAt(root, steps);
  const fits = (candidate: unknown): boolean =>
    schemas.some((schema) => z.safeParse(schema, candidate).success);
  const [{ tree, problems }] = readFile(value, place.source);
  if (schemas.length === 0 || tree === undefined || problems.length > 0) return text;
  const plain = toPlain(tree);
  const isText = fits(value) && (tree.kind === "scalar" || !fits(plain));
  return isText ? text : fromPlain(plain, place);
}

function put(tree: MapTree, steps: readonly string[], value: Tree, place: Place): MapTree {
  const [step = "", ...rest] = steps;
  if (rest.length === 0) return withEntry(tree, step, { key: place, value });
  const inner = put(mapAt(tree, [step]) ?? mapOf([], place), rest, value, place);
  return withEntry(tree, step, { key: place, value: inner });
}
