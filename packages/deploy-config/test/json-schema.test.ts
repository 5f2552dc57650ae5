import { isObject } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { policyJsonSchema } from "../src/index.ts";

/** Every `properties` entry of the schema, by a path for the message. */
function properties(
  node: unknown,
  path = "",
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => properties(item, `${path}/${index}`));
  if (!isObject(node)) return [];
  const own = isObject(node.properties) ? Object.entries(node.properties) : [];
  return [
    ...own.flatMap(([key, value]) => (isObject(value) ? [[`${path}/${key}`, value] as const] : [])),
    ...Object.entries(node).flatMap(([key, value]) => properties(value, `${path}/${key}`)),
  ];
}

describe("the JSON Schema for editors", () => {
  test("is draft 2020-12 and the same on every run", () => {
    expect(policyJsonSchema()).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
    expect(JSON.stringify(policyJsonSchema())).toBe(JSON.stringify(policyJsonSchema()));
  });

  test("describes every key", () => {
    const all = properties(policyJsonSchema());
    expect(all.length).toBeGreaterThan(70);
    expect(all.filter(([, schema]) => typeof schema.description !== "string").map(([path]) => path)).toEqual(
      [],
    );
  });

  test("knows no key that the file may not have", () => {
    const open = properties({ properties: { root: policyJsonSchema() } }).filter(
      ([, schema]) => isObject(schema.properties) && schema.additionalProperties !== false,
    );
    expect(open.map(([path]) => path)).toEqual([]);
  });
});
