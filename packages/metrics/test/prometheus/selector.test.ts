import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { bindSelector, formatSelector, parseSelector, tellsReleases } from "../../src/prometheus/selector.ts";

const values = { version: 'v1.2"\\', role: "candidate", workload: "web-candidate" } as const;
const bound = (text: string): string =>
  formatSelector(bindSelector(parseSelector("metrics.requests", text), values));

describe("A selector", () => {
  test.each([
    ["http_requests_total", "http_requests_total"],
    [" job:requests:total { } ", "job:requests:total"],
    ['a{b="c",}', 'a{b="c"}'],
    ["a{b='c', d!=`e\\d`}", 'a{b="c",d!="e\\\\d"}'],
    ['a{b="x\\"y\\n"}', 'a{b="x\\"y\\n"}'],
    ['a{status=~"5..",b!~"x"}', 'a{status=~"5..",b!~"x"}'],
    ['a{v="${version}"}', 'a{v="v1.2\\"\\\\"}'],
    ['a{v=~"${version}|x.*"}', 'a{v=~"v1\\\\.2\\"\\\\\\\\|x.*"}'],
    ['a{r="${role}",w="${workload}"}', 'a{r="candidate",w="web-candidate"}'],
  ])("%s is asked for as %s", (text, asked) => {
    expect(bound(text)).toBe(asked);
  });

  test.each([
    ["rate(http_requests_total[5m])", '"rate" is a function'],
    ["sum by (code) (x)", '"sum" is a function'],
    ["x[5m]", "a range"],
    ["x offset 5m", "the time"],
    ["x @ 1", "the time"],
    ["x / y", "expected nothing after the selector"],
    ["x{a=1}", 'expected label="value"'],
    ['x{a="1" b="2"}', "expected , or }"],
    ['x{a="1"', "expected , or }"],
    ['x{a="${versoin}"}', '${versoin} is no placeholder. Did you mean "version"?'],
    ['{__name__="x"}', "does not begin with the name of a metric"],
    ["", "does not begin with the name of a metric"],
    ["5", "does not begin with the name of a metric"],
  ])("%s is none", (text, why) => {
    expect(() => parseSelector("metrics.requests", text)).toThrow(why);
    expect(() => parseSelector("metrics.requests", text)).toThrow(/^metrics\.requests is "/);
  });

  test("tells releases only with a placeholder", () => {
    expect(tellsReleases(parseSelector("f", 'a{b="c"}'))).toBe(false);
    expect(tellsReleases(parseSelector("f", 'a{b="x-${role}"}'))).toBe(true);
  });

  test("a version never becomes another matcher", () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (version, isPattern) => {
        const selector = parseSelector("f", isPattern ? 'a{v=~"${version}"}' : 'a{v="${version}"}');
        const asked = formatSelector(bindSelector(selector, { ...values, version }));
        const again = parseSelector("f", asked.replaceAll("${", "$ {"));
        expect(again.matchers).toHaveLength(1);
        if (!isPattern) expect(again.matchers[0]?.value).toBe(version.replaceAll("${", "$ {"));
      }),
    );
  });
});
