import { isObject } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { policyJsonSchema } from "../src/index.ts";
import { fixture } from "./fixtures.ts";

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

  test.each(["every-key.yml", "shop.yml", "shorthand.yml"])(
    "takes %s, as the reader of the file does",
    (name) => {
      const validate = new Ajv2020({ strict: false, allErrors: true }).compile(policyJsonSchema() as object);
      validate(parse(fixture(name)));
      expect(validate.errors ?? []).toEqual([]);
    },
  );

  test("refuses a key of another platform", () => {
    const validate = new Ajv2020({ strict: false }).compile(policyJsonSchema() as object);
    expect(
      validate({ version: 1, defaults: { target: { platform: "helm", workload: "deployment/web" } } }),
    ).toBe(false);
  });

  test("describes every key", () => {
    const all = properties(policyJsonSchema());
    expect(all.length).toBeGreaterThan(170);
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
