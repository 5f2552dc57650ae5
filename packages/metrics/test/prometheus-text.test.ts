import { describe, expect, test } from "@jest/globals";
import { parsePrometheusText } from "../src/prometheus-text.ts";

describe("the Prometheus text format", () => {
  test.each([
    ["a 1", "a", {}, 1],
    ["a{} 1", "a", {}, 1],
    ['a{x="1",y="2",} 3.5', "a", { x: "1", y: "2" }, 3.5],
    ['a { x = "1" , y="2" } 3', "a", { x: "1", y: "2" }, 3],
    ['a{x="1"}3', "a", { x: "1" }, 3],
    ['a{x="q\\"b\\\\n\\nz"} 1', "a", { x: 'q"b\\n\nz' }, 1],
    ['a{x="}"} 1 1700000000000', "a", { x: "}" }, 1],
    ["ns:a_b 1e3", "ns:a_b", {}, 1_000],
    ["a -.5", "a", {}, -0.5],
    ["a NaN", "a", {}, undefined],
    ["a +Inf", "a", {}, undefined],
    ["a -Inf", "a", {}, undefined],
    ["a 1e999", "a", {}, undefined],
  ])("%s is read", (line, name, labels, value) => {
    const result = parsePrometheusText(`# HELP a b\n# TYPE a counter\n\n${line}\r\n`);
    expect(
      result.ok && result.samples.map((sample) => ({ ...sample, labels: { ...sample.labels } })),
    ).toEqual([{ name, labels, value }]);
  });

  test.each([
    ["<html>", "a metric name"],
    ["1a 1", "a metric name"],
    ["a", "one number"],
    ["a one", "one number"],
    ["a 0x10", "one number"],
    ["a 1 2 3", "one number"],
    ["a1 1 now", "one number"],
    ["a{x=1} 1", "labels as"],
    ['a{x="1" 1', "labels as"],
    ['a{x="1"y="2"} 1', "labels as"],
    ['a{x="1",x="2"} 1', "labels as"],
    ['a{x="1} 1', "labels as"],
  ])("%s is refused with its line", (line, expected) => {
    const result = parsePrometheusText(`a 1\n${line}\n`);
    expect(result).toMatchObject({ ok: false, line: 2, read: line });
    expect(!result.ok && result.expected).toContain(expected);
  });

  test("a label with a dangerous name is only a label", () => {
    const result = parsePrometheusText('a{__proto__="x"} 1');
    expect(result.ok && Object.entries(result.samples[0]?.labels ?? {})).toEqual([["__proto__", "x"]]);
  });
});
