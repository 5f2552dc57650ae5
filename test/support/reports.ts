/** Report files as tools write them, made to measure. */

/** A JUnit report with this many passed and failed tests. */
export function junit(passed: number, failed = 0): string {
  const cases = [
    ...Array.from({ length: passed }, (_, index) => `<testcase classname="cart" name="passes ${index}"/>`),
    ...Array.from(
      { length: failed },
      (_, index) => `<testcase classname="cart" name="fails ${index}"><failure message="no"/></testcase>`,
    ),
  ];
  return `<?xml version="1.0"?><testsuite name="all">${cases.join("")}</testsuite>`;
}

/** An lcov tracefile of one file with this many lines, so many of them hit. */
export function lcov(lines: number, hit: number): string {
  const records = Array.from({ length: lines }, (_, index) => `DA:${index + 1},${index < hit ? 1 : 0}`);
  return ["TN:", "SF:src/cart.ts", ...records, `LF:${lines}`, `LH:${hit}`, "end_of_record", ""].join("\n");
}

/** A k6 summary with this p95 in milliseconds. */
export function k6(p95: number): string {
  return JSON.stringify({
    metrics: {
      http_reqs: { count: 1_800, rate: 43.7 },
      http_req_duration: { avg: 90, min: 10, med: 80, max: 1_140, "p(90)": 150, "p(95)": p95 },
    },
  });
}

/** A SARIF log with one finding for each security severity. */
export function sarif(...severities: readonly string[]): string {
  return JSON.stringify({
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "scanner",
            rules: severities.map((severity, index) => ({
              id: `rule-${index}`,
              properties: { "security-severity": severity },
            })),
          },
        },
        results: severities.map((_, index) => ({
          ruleId: `rule-${index}`,
          ruleIndex: index,
          message: { text: `finding ${index}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: "src/cart.ts" },
                region: { startLine: index + 1 },
              },
            },
          ],
        })),
      },
    ],
  });
}
