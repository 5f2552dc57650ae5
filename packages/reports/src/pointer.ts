import { isObject } from "@deploy-actions/kernel";
import { failReading } from "./problem.ts";

/** A value inside a JSON report together with its JSON Pointer (RFC 6901), so that a refusal can say where it is. */
export class JsonNode {
  readonly value: unknown;
  readonly pointer: string;
  readonly #source: string;

  constructor(source: string, value: unknown, pointer = "") {
    this.#source = source;
    this.value = value;
    this.pointer = pointer;
  }

  /** The member, or `undefined` when it is absent or null. Stops when this is not an object. */
  get(key: string): JsonNode | undefined {
    const value = this.object()[key];
    if (value === undefined || value === null) return undefined;
    return new JsonNode(
      this.#source,
      value,
      `${this.pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    );
  }

  object(): Readonly<Record<string, unknown>> {
    return isObject(this.value) ? this.value : this.refuse("an object");
  }

  array(): readonly JsonNode[] {
    if (!Array.isArray(this.value)) return this.refuse("an array");
    return this.value.map(
      (item: unknown, index) => new JsonNode(this.#source, item, `${this.pointer}/${index}`),
    );
  }

  string(): string {
    return typeof this.value === "string" ? this.value : this.refuse("a string");
  }

  integer(): number {
    return typeof this.value === "number" && Number.isInteger(this.value)
      ? this.value
      : this.refuse("an integer");
  }

  /** One of a closed set of words. */
  oneOf<T extends string>(words: readonly T[]): T {
    const word = words.find((candidate) => candidate === this.value);
    return word ?? this.refuse(`one of ${words.join(", ")}`);
  }

  /** Stops, naming the place, what is there and what should be. */
  refuse(expected: string): never {
    const where = this.pointer === "" ? "the whole document" : this.pointer;
    return failReading(
      this.#source,
      "report_unreadable",
      `${where.slice(0, 200)} is ${describeValue(this.value)}, expected ${expected}`,
    );
  }
}

/** What a value is, short enough for a message. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return `an object with ${keyList(Object.keys(value))}`;
  return `the ${typeof value} ${JSON.stringify(value).slice(0, 60)}`;
}

function keyList(keys: readonly string[]): string {
  if (keys.length === 0) return "no members";
  const shown = keys.slice(0, 5).map((key) => key.slice(0, 30));
  return `${keys.length === 1 ? "member" : "members"} ${shown.join(", ")}${keys.length > 5 ? ", …" : ""}`;
}
