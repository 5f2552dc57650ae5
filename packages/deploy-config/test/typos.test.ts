import { editDistance, nearest } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isMap, isScalar, parseDocument, visit } from "yaml";
import { findProblems } from "../src/index.ts";
import { fixture } from "./fixtures.ts";

const source = fixture("every-key.yml");

interface WrittenKey {
  readonly name: string;
  readonly offset: number;
  readonly line: number;
  readonly depth: number;
  readonly siblings: readonly string[];
}

/** Keys whose names are data: environments, gates, headers, JSON paths, values, variables, programs, gauges. */
const DATA = new Set([
  "environments",
  "gates",
  "headers",
  "expect-header",
  "json",
  "values",
  "tools",
  "environment",
  "secrets",
  "set",
  "gauges",
]);

function writtenKeys(): readonly WrittenKey[] {
  const found: WrittenKey[] = [];
  visit(parseDocument(source), {
    Pair(_, pair, ancestors) {
      if (!isScalar(pair.key) || !pair.key.range) return;
      const parents = ancestors.flatMap((node) =>
        "key" in node && isScalar(node.key) ? [String(node.key.value)] : [],
      );
      if (DATA.has(parents.at(-1) ?? "")) return;
      const map = ancestors.at(-1);
      const offset = pair.key.range[0];
      found.push({
        name: String(pair.key.value),
        offset,
        line: source.slice(0, offset).split("\n").length,
        depth: ancestors.length,
        siblings: isMap(map)
          ? map.items.map((item) => (isScalar(item.key) ? String(item.key.value) : ""))
          : [],
      });
    },
  });
  return found;
}

const typos: readonly ((word: string, at: number) => string)[] = [
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at) => word.slice(0, at + 1) + word.slice(at),
  (word, at) => word.slice(0, at) + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2),
  (word, at) => `${word.slice(0, at)}q${word.slice(at + 1)}`,
];

describe("a typo in a key", () => {
  test("the file with every key is right as it is", () => {
    expect(findProblems(source, "deploy.yml")).toEqual([]);
    expect(writtenKeys().length).toBeGreaterThan(200);
  });

  test("is the one problem, at its own line, with the right suggestion, at any depth", () => {
    const names = [...new Set(writtenKeys().map(({ name }) => name))];
    const cases = fc.record({
      key: fc.constantFrom(...writtenKeys()),
      typo: fc.constantFrom(...typos),
      at: fc.nat(30),
    });
    fc.assert(
      fc.property(cases, ({ key, typo, at }) => {
        const wrong = typo(key.name, at % key.name.length);
        fc.pre(wrong !== key.name && wrong.trim() !== "" && !key.siblings.includes(wrong));
        // Another key may be as near to a very short one: then no tool can know.
        fc.pre(nearest(wrong, [key.name]) === key.name);
        const distance = editDistance(wrong, key.name);
        fc.pre(names.every((other) => other === key.name || editDistance(wrong, other) > distance));
        const broken = source.slice(0, key.offset) + wrong + source.slice(key.offset + key.name.length);
        const problems = findProblems(broken, "deploy.yml");
        const found = problems.find(
          (problem) => problem.line === key.line && problem.read.includes(`"${wrong}"`),
        );
        expect(found?.nearest).toBe(key.name);
        // A whole block that is not seen leaves its environments without it.
        if (key.depth > 2) expect(problems).toHaveLength(1);
      }),
      { numRuns: 400 },
    );
  });
});

describe("a wrong value beside right keys", () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{ require: 100%_pass_rate, reports: "../*.xml" }', '"../*.xml" for defaults.gates.unit.reports'],
    ["{ require: many, reports: a.xml }", '"many" for defaults.gates.unit.require'],
    ["{ kind: test, require: 100%_pass_rate }", '"test" for defaults.gates.unit.kind'],
    ["{ run: [lint], timeout: soon }", '"soon" for defaults.gates.unit.timeout'],
  ];
  test.each(cases)("%s is not read as the other kind of gate with unknown keys", (gate, read) => {
    const problems = findProblems(`version: 1\nservice: shop\ngates: { unit: ${gate} }\n`, "deploy.yml");
    expect(problems.map((problem) => problem.read)).toEqual([read]);
  });
});
