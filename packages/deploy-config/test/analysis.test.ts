import { describe, expect, test } from "@jest/globals";
import { parseDeployConfig, resolvePolicy } from "../src/index.ts";
import { fileOf, policyOf, problemsOf } from "./fixtures.ts";

const LOCAL = 'target: { platform: local, listen: "127.0.0.1:8080", command: [node, server.js] }';
const EXEC = "target: { platform: exec, observe: [o], set-weight: [s], promote: [p], abort: [a] }";
const LAMBDA = 'target: { platform: aws-lambda, function: f, alias: live, code: { image: "f:${release}" } }';
const HELM = "target: { platform: helm, namespace: shop, release: shop, chart: charts/shop }";
const ARGO = "target: { platform: kubernetes, namespace: shop, workload: rollout/web }";
const PROMETHEUS = "metrics: { prometheus: http://p, requests: r, errors: e }";
const WHERE = "environments.production.rollout.analysis";

const analysisOf = (production: string, defaults = "") => policyOf(production, defaults).rollout.analysis;
const rollout = (analysis: string, more = ""): string => `rollout: { analysis: ${analysis}${more} }`;

const ERRORS = { kind: "errors", name: "errors", weight: 1, critical: true };
const LATENCY = { kind: "latency", name: "latency", weight: 1, critical: true };

describe("an analysis", () => {
  test("is off where nobody asks for one, and adds nothing to what a plan lists", () => {
    expect(analysisOf(LOCAL)).toBeUndefined();
    expect(analysisOf(`${LOCAL}\n${rollout("off")}`)).toBeUndefined();
    const { values } = resolvePolicy(parseDeployConfig(fileOf(LOCAL), "deploy.yml"), "production");
    expect(values.filter(({ path }) => path.includes("analysis"))).toEqual([]);
  });

  test.each([rollout("on"), rollout("{}")])("has its defaults with %s", (written) => {
    expect(analysisOf(`${LOCAL}\n${written}`)).toEqual({
      metrics: [ERRORS, LATENCY],
      alpha: 0.01,
      beta: 0.05,
      tolerance: 1.1,
      regression: 2,
      margin: 0.001,
      burstMs: 10_000,
      historyMs: 3_600_000,
      minRequests: 50,
      warmUpMs: 0,
      zeroRequestsMs: 60_000,
      livenessMs: 120_000,
      minBakeMs: 120_000,
      earlyPromotion: true,
    });
  });

  test.each([
    ["the supervisor counts latencies", LOCAL, [ERRORS, LATENCY]],
    ["commands count errors only", EXEC, [ERRORS]],
    ["metrics count errors only", `${LAMBDA}\n${PROMETHEUS}`, [ERRORS]],
    [
      "metrics count latencies",
      `${LAMBDA}\n${PROMETHEUS.replace("errors: e", "errors: e, latency: d_bucket")}`,
      [ERRORS, LATENCY],
    ],
  ])("compares what is counted: %s", (_name, target, metrics) => {
    expect(analysisOf(`${target}\n${rollout("on")}`)?.metrics).toEqual(metrics);
  });

  test("takes every setting", () => {
    const metrics =
      "[errors, { metric: latency, weight: 2, critical: false, tolerance: 1.5, regression: 3, bounds: [100ms, 1s] }]";
    const map = `{ metrics: ${metrics}, tolerance: 1.2, regression: 1.8, margin: 0.5%, alpha: 0.5%, beta: 10%, min-requests: 200, warm-up: 30s, burst: 0, history: 24h, min-bake: 0, early-promotion: false, zero-requests: 90s, liveness: 5m }`;
    expect(analysisOf(`${LOCAL}\n${rollout(map)}`)).toEqual({
      metrics: [
        ERRORS,
        {
          ...LATENCY,
          weight: 2,
          critical: false,
          tolerance: 1.5,
          regression: 3,
          boundsMs: [100, 1_000],
        },
      ],
      alpha: 0.005,
      beta: 0.1,
      tolerance: 1.2,
      regression: 1.8,
      margin: 0.005,
      burstMs: 0,
      historyMs: 86_400_000,
      minRequests: 200,
      warmUpMs: 30_000,
      zeroRequestsMs: 90_000,
      livenessMs: 300_000,
      minBakeMs: 0,
      earlyPromotion: false,
    });
  });

  test.each(["0", "0s"])("reads no past with history: %s", (written) => {
    expect(analysisOf(`${LOCAL}\n${rollout(`{ history: ${written} }`)}`)?.historyMs).toBe(0);
  });

  test("of an environment goes over that of the defaults: a map merges, on keeps it, off takes it away", () => {
    const defaults = rollout("{ tolerance: 1.3, alpha: 2% }");
    expect(analysisOf(`${LOCAL}\n${rollout("{ alpha: 3% }")}`, defaults)).toMatchObject({
      tolerance: 1.3,
      alpha: 0.03,
    });
    expect(analysisOf(`${LOCAL}\n${rollout("on")}`, defaults)).toMatchObject({ tolerance: 1.3, alpha: 0.02 });
    expect(analysisOf(`${LOCAL}\n${rollout("off")}`, defaults)).toBeUndefined();
  });

  test("of the defaults is no problem for an environment that switches it off", () => {
    expect(problemsOf(`${HELM}\n${rollout("off")}`, rollout("on"))).toEqual([]);
  });

  test("leaves the triggers as they are", () => {
    const names = policyOf(`${LOCAL}\n${rollout("on")}`).rollout.abortWhen.map(({ name }) => name);
    expect(names).toEqual(["error-rate > 5%", "latency p95 > 200% of baseline"]);
  });

  test("lets an engine move the traffic", () => {
    expect(problemsOf(`${ARGO}\n${PROMETHEUS}\n${rollout("on")}`)).toEqual([]);
  });
});

describe("an analysis nobody could feed is refused", () => {
  const COUNTING =
    "metrics that count both releases (e.g. metrics: { prometheus: …, requests: …, errors: … }), or analysis: off";

  test.each([
    [
      `${LAMBDA}\n${rollout("on")}`,
      `an analysis in ${WHERE}, but nobody counts requests on platform: aws-lambda: expected ${COUNTING}`,
    ],
    [
      `${EXEC}\n${rollout("{ metrics: [errors, latency] }")}`,
      `"latency" in ${WHERE}.metrics, but only requests and errors are counted: expected errors, or metrics with latency`,
    ],
    [
      `${EXEC}\n${rollout("{ metrics: [{ metric: latency }] }")}`,
      `"latency" in ${WHERE}.metrics, but only requests and errors are counted: expected errors, or metrics with latency`,
    ],
    [
      `${LOCAL}\n${rollout("on", ", strategy: blue-green")}`,
      `an analysis in ${WHERE}, but no step gives traffic to both releases: expected a step between 0% and 100% to compare them in, e.g. { weight: 25%, bake: 5m }`,
    ],
    [
      `${LOCAL}\n${rollout("on", ", steps: [{ weight: 100%, bake: 5m }]")}`,
      `an analysis in ${WHERE}, but no step gives traffic to both releases: expected a step between 0% and 100% to compare them in, e.g. { weight: 25%, bake: 5m }`,
    ],
    [
      `${HELM}\n${PROMETHEUS}\n${rollout("on")}`,
      `an analysis in ${WHERE}, but no step gives traffic to both releases: expected analysis: off: platform: helm never gives both some`,
    ],
  ])("%s", (written, expected) => expect(problemsOf(written)).toEqual([expected]));
});

describe("a mistake in an analysis is named, with what was meant", () => {
  const RATIO = "a ratio of at least 1, e.g. 1.1";
  const CHANCE = "a chance above 0% and below 50%, e.g. 1%";
  const METRIC = "errors, latency, or a map, e.g. { metric: latency, critical: false } or { gauge: cpu }";

  test.each([
    ["yes", `"yes" for ${WHERE}: expected on, off, or a map, e.g. { metrics: [errors, latency] }`],
    ["true", `true for ${WHERE}: expected on, off, or a map, e.g. { metrics: [errors, latency] }`],
    [
      "{ toleranc: 1.2 }",
      `the unknown key "toleranc" in ${WHERE}: expected one of metrics, tolerance, regression, margin, alpha, beta, min-requests, warm-up, burst, history, min-bake, early-promotion, zero-requests, liveness. Did you mean "tolerance"?`,
    ],
    ["{ metrics: [error] }", `"error" for ${WHERE}.metrics[0]: expected ${METRIC}. Did you mean "errors"?`],
    [
      "{ metrics: [] }",
      `an empty list for ${WHERE}.metrics: expected a list of metrics, e.g. [errors, latency]`,
    ],
    [
      "{ metrics: [{ metric: latncy }] }",
      `"latncy" for ${WHERE}.metrics[0].metric: expected errors or latency. Did you mean "latency"?`,
    ],
    [
      "{ metrics: [{ metric: latency, bounds: [1s, 100ms] }] }",
      `a list for ${WHERE}.metrics[0].bounds: expected a list of latencies, strictly increasing, e.g. [100ms, 300ms, 1s]`,
    ],
    [
      "{ metrics: [{ metric: errors, bounds: [1s] }] }",
      `"bounds" for errors in ${WHERE}.metrics: expected it only with metric: latency`,
    ],
    ["{ metrics: [errors, errors] }", `the metric "errors" a second time in ${WHERE}: expected each once`],
    ["{ tolerance: 0.9 }", `0.9 for ${WHERE}.tolerance: expected ${RATIO}`],
    ['{ tolerance: "1.1" }', `"1.1" for ${WHERE}.tolerance: expected ${RATIO}`],
    [
      "{ tolerance: 2 }",
      `regression 2 with tolerance 2 in ${WHERE}: expected a regression above the tolerance: what is tolerated must not be one`,
    ],
    [
      "{ metrics: [{ metric: errors, tolerance: 2.5 }] }",
      `regression 2 with tolerance 2.5 in ${WHERE}.metrics[0]: expected a regression above the tolerance: what is tolerated must not be one`,
    ],
    ["{ alpha: 0% }", `"0%" for ${WHERE}.alpha: expected ${CHANCE}`],
    ["{ beta: 50% }", `"50%" for ${WHERE}.beta: expected ${CHANCE}`],
    ["{ burst: ten }", `"ten" for ${WHERE}.burst: expected a duration with units, e.g. 90s, 5m or 1h30m`],
    ["{ history: 25h }", `"25h" for ${WHERE}.history: expected a duration of at most 24h, e.g. 1h`],
    ["{ history: all }", `"all" for ${WHERE}.history: expected a duration with units, e.g. 90s, 5m or 1h30m`],
    ["{ liveness: 0 }", `0 for ${WHERE}.liveness: expected a duration above 0`],
    ["{ min-requests: 0 }", `0 for ${WHERE}.min-requests: expected a whole number of at least 1`],
    ["{ early-promotion: on }", `"on" for ${WHERE}.early-promotion: expected true or false`],
  ])("%s", (written, expected) => expect(problemsOf(`${LOCAL}\n${rollout(written)}`)).toEqual([expected]));

  test("on-inconclusive may pause", () => {
    expect(policyOf(`${LOCAL}\nrollout: { on-inconclusive: pause }`).rollout.onInconclusive).toBe("pause");
    expect(problemsOf(`${LOCAL}\nrollout: { on-inconclusive: paus }`)).toEqual([
      '"paus" for environments.production.rollout.on-inconclusive: expected abort, promote or pause. Did you mean "pause"?',
    ]);
  });
});

describe("gauges in an analysis", () => {
  const JSON_METRICS = `metrics: { json: "https://s.example/\${version}", requests: /n, errors: /bad, gauges: { cpu: /cpu, queue-depth: /queues } }`;
  const judged = (metrics: string, source = JSON_METRICS): string =>
    `${LAMBDA}\n${source}\n${rollout(`{ metrics: ${metrics} }`)}`;

  test("are those of the metrics, by name", () => {
    expect(analysisOf(judged("[errors, { gauge: cpu }]"))?.metrics).toEqual([
      ERRORS,
      { kind: "gauge", name: "cpu", weight: 1, critical: false, direction: "increase", allowedRatio: 1.25 },
    ]);
    const written =
      "[errors, { gauge: queue-depth, direction: either, allowed-ratio: 2, weight: 3, critical: true }]";
    expect(analysisOf(judged(written))?.metrics[1]).toEqual({
      kind: "gauge",
      name: "queue-depth",
      weight: 3,
      critical: true,
      direction: "either",
      allowedRatio: 2,
    });
  });

  test("may be of metrics of the defaults", () => {
    const written = `${LAMBDA}\n${rollout("{ metrics: [errors, { gauge: cpu }] }")}`;
    expect(problemsOf(written, JSON_METRICS)).toEqual([]);
  });

  test.each<readonly [string, string, string]>([
    [
      "[errors, { gauge: queue_depht }]",
      JSON_METRICS,
      `the gauge "queue_depht" in ${WHERE}.metrics, but metrics.gauges has none of that name: expected cpu or queue-depth. Did you mean "queue-depth"?`,
    ],
    [
      "[errors, { gauge: memory }]",
      PROMETHEUS,
      `the gauge "memory" in ${WHERE}.metrics, but metrics.gauges has none of that name: expected it there, e.g. gauges: { memory: 'process_resident_memory_bytes{version="\${version}"}' }`,
    ],
    [
      "[errors, { gauge: cpu }]",
      JSON_METRICS.replace(/, gauges: \{.*?\}/, ""),
      `the gauge "cpu" in ${WHERE}.metrics, but metrics.gauges has none of that name: expected it there, e.g. gauges: { cpu: /cpu }`,
    ],
    [
      "[errors, { gauge: cpu }]",
      'metrics: { synthetic: "https://${role}.example" }',
      `the gauge "cpu" in ${WHERE}.metrics, but metrics.gauges has none of that name: expected metrics that have gauges, of prometheus or json (e.g. gauges: { cpu: /cpu })`,
    ],
    [
      "[{ gauge: cpu }, { gauge: queue-depth }]",
      JSON_METRICS,
      `nothing but gauges in ${WHERE}.metrics: expected errors beside them`,
    ],
    [
      "[errors, { gauge: cpu }, { gauge: cpu }]",
      JSON_METRICS,
      `the metric "cpu" a second time in ${WHERE}: expected each once`,
    ],
    [
      "[errors, { gauge: cpu, direction: up }]",
      JSON_METRICS,
      `"up" for ${WHERE}.metrics[1].direction: expected increase, decrease or either`,
    ],
    [
      "[errors, { gauge: cpu, allowed-ratio: 0.8 }]",
      JSON_METRICS,
      `0.8 for ${WHERE}.metrics[1].allowed-ratio: expected a ratio of at least 1, e.g. 1.25`,
    ],
    [
      "[errors, { gauge: cpu, tolerance: 1.5 }]",
      JSON_METRICS,
      `the unknown key "tolerance" in ${WHERE}.metrics[1]: expected one of gauge, direction, allowed-ratio, weight, critical`,
    ],
    [
      "[errors, { guage: cpu }]",
      JSON_METRICS,
      `the unknown key "guage" in ${WHERE}.metrics[1]: expected one of gauge, direction, allowed-ratio, weight, critical. Did you mean "gauge"?`,
    ],
    [
      "[errors, cpu]",
      JSON_METRICS,
      `"cpu" for ${WHERE}.metrics[1]: expected errors, latency, or a map, e.g. { metric: latency, critical: false } or { gauge: cpu }`,
    ],
  ])("%s", (metrics, source, expected) => expect(problemsOf(judged(metrics, source))).toEqual([expected]));
});
