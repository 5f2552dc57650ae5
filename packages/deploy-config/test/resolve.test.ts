import { ActionError } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import {
  BASE_POLICY_FILE,
  type EffectivePolicy,
  type EffectiveValue,
  formatValues,
  type Overrides,
  parseDeployConfig,
  resolveGates,
  resolvePolicy,
} from "../src/index.ts";
import { fixture } from "./fixtures.ts";

const shop = parseDeployConfig(fixture("shop.yml"), BASE_POLICY_FILE);

function policy(environment: string, overrides: Overrides = {}): EffectivePolicy {
  return resolvePolicy(shop, environment, overrides).policy;
}

function input(path: string, value: unknown): Overrides {
  return { [path]: { value, place: path.replaceAll(".", "-") } };
}

function value(environment: string, path: string, overrides: Overrides = {}): EffectiveValue | undefined {
  return resolvePolicy(shop, environment, overrides).values.find((row) => row.path === path);
}

function thrown(act: () => unknown): ActionError {
  try {
    act();
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

function parse(defaults: string, environment: string): EffectivePolicy {
  const target = "target: { platform: exec, observe: [o], set-weight: [s], promote: [p], abort: [a] }";
  const source = `version: 1\nservice: shop\ndefaults:\n  ${target}\n${defaults.replace(/^(?=.)/gm, "  ")}\nenvironments:\n  any:\n${environment.replace(/^(?=.)/gm, "    ")}\n`;
  return resolvePolicy(parseDeployConfig(source, "deploy.yml"), "any").policy;
}

describe("the policy of an environment", () => {
  test("has everything parsed and nothing left to guess", () => {
    expect(policy("production")).toMatchSnapshot();
  });

  test("is the defaults when the environment says nothing", () => {
    expect({ ...policy("sandbox"), environment: "" }).toMatchObject({
      migrate: { folder: "migrations" },
      windows: [],
      rollback: { automatic: true, withinMs: undefined },
    });
  });

  test("merges maps and replaces lists", () => {
    const merged = parse(
      "rollout: { steps: [{ weight: 10% }, { weight: 100% }], grace: 1m }",
      "rollout: { steps: [{ weight: 100% }] }",
    );
    expect(merged.rollout.steps).toEqual([{ weight: 100, bakeMs: 0 }]);
    expect(merged.rollout.graceMs).toBe(60_000);
  });

  test("keeps a gate's reports when the environment only changes its condition", () => {
    const unit = policy("staging").gates.find((gate) => gate.name === "unit");
    expect(unit).toMatchObject({ expectFiles: 3, require: { text: ">= 95%" } });
  });

  test("drops what the environment switches off", () => {
    expect(policy("staging").migrate).toBeUndefined();
    expect(policy("staging").gates.map((gate) => gate.name)).toEqual(["unit", "coverage"]);
  });

  test("does not mix two platforms", () => {
    const { target } = parse("", "target: { platform: local, listen: 'localhost:80', command: [x] }");
    expect(target).toEqual({
      platform: "local",
      listen: "localhost:80",
      state: ".deploy-actions/any",
      command: ["x"],
      passEnv: [],
      ready: "/health",
      readyTimeoutMs: 30_000,
      drainMs: 10_000,
    });
  });

  test("takes an absolute folder for the state of the local platform, which a checkout does not clean", () => {
    const { target } = parse(
      "",
      "target: { platform: local, listen: 'localhost:80', command: [x], state: /var/lib/shop }",
    );
    expect(target).toMatchObject({ state: "/var/lib/shop" });
  });

  test("does not mix a command gate with a report gate", () => {
    const { gates } = parse("gates: { unit: 100%_pass_rate }", "gates: { unit: { run: [make, test] } }");
    expect(gates).toEqual([
      {
        name: "unit",
        kind: "command",
        require: undefined,
        reports: [],
        expectFiles: 1,
        run: ["make", "test"],
        timeoutMs: 600_000,
      },
    ]);
  });

  test.each([
    ["strategy: canary", [25, 50, 100]],
    ["strategy: blue-green", [0, 100]],
    ["strategy: all-at-once", [100]],
    ["steps: [{ weight: 5 }, { weight: 100 }]", [5, 100]],
    ["grace: 1m", [10, 100]],
  ])("takes %s over the steps of the defaults", (own, weights) => {
    const { rollout } = parse(
      "rollout: { steps: [{ weight: 10% }, { weight: 100% }] }",
      `rollout: { ${own} }`,
    );
    expect(rollout.steps.map((step) => step.weight)).toEqual(weights);
  });

  test("has built-in triggers that can be judged: failures in a row only with checks", () => {
    const names = (own: string): readonly string[] =>
      parse("", own).rollout.abortWhen.map((trigger) => trigger.name);
    expect(names("")).toEqual(["error-rate > 5%"]);
    expect(names("verify: { checks: [{ command: [x] }] }")[0]).toBe("3 consecutive failures");
  });

  test("does not depend on the environment's name", () => {
    const source = fixture("every-key.yml");
    const of = (name: string): EffectivePolicy => {
      const renamed = source.replace("  production:\n", `  ${name}:\n`);
      return { ...resolvePolicy(parseDeployConfig(renamed, "f"), name).policy, environment: "" };
    };
    expect(of("sandbox")).toEqual(of("production"));
  });

  test("of an unknown environment is an error that names the known ones and the nearest", () => {
    const error = thrown(() => policy("prodction"));
    expect(error.code).toBe("config");
    expect(error.message).toBe(
      '.github/deploy.yml has no environment "prodction": it has sandbox, staging, production.',
    );
    expect(error.hint).toBe('Did you mean "production"?');
  });

  test("is never taken from the prototype of a map", () => {
    expect(thrown(() => policy("constructor")).code).toBe("config");
  });
});

describe("an override", () => {
  test.each<[string, unknown, (policy: EffectivePolicy) => unknown, unknown]>([
    ["rollback.within", "15m", ({ rollback }) => rollback.withinMs, 900_000],
    ["rollback.automatic", "false", ({ rollback }) => rollback.automatic, false],
    ["rollback.automatic", false, ({ rollback }) => rollback.automatic, false],
    ["rollout.min-requests", "500", ({ rollout }) => rollout.minRequests, 500],
    ["rollout.steps", "[{ weight: 100% }]", ({ rollout }) => rollout.steps, [{ weight: 100, bakeMs: 0 }]],
    ["rollout.strategy", "blue-green", ({ rollout }) => rollout.steps[0], { weight: 0, bakeMs: 300_000 }],
    ["gates.coverage", ">= 90%", ({ gates }) => gates[1]?.require?.text, ">= 90%"],
    ["gates.unit.reports", "[a.xml, b.xml]", ({ gates }) => gates[0]?.reports, ["a.xml", "b.xml"]],
    ["quality_gates.coverage", "off", ({ gates }) => gates.map(({ name }) => name), ["unit", "licences"]],
    [
      "target.command",
      ["node", "x y"],
      ({ target }) => (target.platform === "local" ? target.command : []),
      ["node", "x y"],
    ],
    ["service", "cart", ({ service }) => service, "cart"],
    ["verify", "off", ({ verify }) => verify, undefined],
    ["notify.values.contact", "12", ({ notify }) => notify.values.contact, ["12"]],
  ])("of %s with %j goes over the file", (path, given, read, expected) => {
    expect(read(policy("production", input(path, given)))).toEqual(expected);
  });

  test.each([
    [
      "rollback.within",
      "soon",
      'input "rollback-within"  "soon" for environments.production.rollback.within: expected a duration',
    ],
    ["rollback.witin", "5m", 'Did you mean "within"?'],
    ["rolback.within", "5m", 'Did you mean "rollback"?'],
    ["target.command", "node server.js", "expected a list, one argument an item"],
    ["rollout.steps", "[{ weight: 50% }]", "expected 100%"],
    ["service", "a/b", 'input "service"  "a/b" for service: expected a name'],
    ["", "x", 'the unknown key ""'],
    ["__proto__.x", "x", 'the unknown key "__proto__"'],
  ])("of %j with %j is the input's fault", (path, given, expected) => {
    const error = thrown(() => policy("production", input(path, given)));
    expect(error.message).toContain(expected);
    expect(error.code).toBe("input");
  });

  test("that is not given changes nothing", () => {
    expect(policy("production", input("rollback.within", undefined))).toEqual(policy("production"));
  });
});

describe("every value says where it came from", () => {
  test.each([
    ["rollback.within", {}, "10m", { kind: "environment", place: ".github/deploy.yml:36:25" }],
    ["service", {}, "shop", { kind: "defaults", place: ".github/deploy.yml:2:10" }],
    ["rollout.grace", {}, "5m", { kind: "built-in", place: "" }],
    ["rollout.grace", input("rollout.grace", "9m"), "9m", { kind: "input", place: "rollout-grace" }],
    ["gates.coverage.kind", {}, "coverage", { kind: "built-in", place: "" }],
    [
      "verify.checks[0].status",
      {},
      '[200, "204-206"]',
      { kind: "defaults", place: ".github/deploy.yml:20:17" },
    ],
    ["verify.checks[0].timeout", {}, "10s", { kind: "built-in", place: "" }],
  ] as const)("%s", (path, overrides, written, origin) => {
    expect(value("production", path, overrides)).toEqual({ path, value: written, origin });
  });

  test("in rows for a person", () => {
    const { values } = resolvePolicy(shop, "production", input("rollback.within", "1h"));
    expect(formatValues(values)).toContainEqual(["rollback.within", "1h", "input rollback-within"]);
    expect(formatValues(values)).toContainEqual(["service", "shop", "defaults (.github/deploy.yml:2:10)"]);
    expect(formatValues(values)).toContainEqual(["rollback.automatic", "true", "built-in"]);
  });
});

describe("gates alone", () => {
  const shorthand = parseDeployConfig(fixture("shorthand.yml"), BASE_POLICY_FILE);

  test("are understood from their names and conditions [G27]", () => {
    const { gates } = resolveGates(shorthand, undefined);
    expect(gates.map(({ name, kind, reports, require }) => [name, kind, reports, require?.text])).toEqual([
      ["code_coverage", "coverage", ["coverage/lcov.info"], ">= 80%"],
      ["security_scan", "findings", ["reports/**/*.sarif"], "no_critical_issues"],
      ["performance_test", "performance", ["reports/k6-summary.json"], "<= 200ms_p95"],
      ["integration_test", "tests", ["reports/integration/**/*.xml"], "100%_pass_rate"],
      ["vulnerability_scan", "findings", ["reports/**/*.sarif"], "no_high_severity"],
    ]);
  });

  test("need no target and no service, a deploy does", () => {
    const file = parseDeployConfig(
      `${fixture("shorthand.yml")}environments:\n  production:\n`,
      BASE_POLICY_FILE,
    );
    expect(resolveGates(file, "production").gates).toHaveLength(5);
    const error = thrown(() => resolvePolicy(file, "production"));
    expect(error.code).toBe("config");
    expect(error.message).toContain('.github/deploy.yml:11:3  no "target" in environments.production');
  });

  test("can be overridden and say where they came from", () => {
    const { gates, values } = resolveGates(shorthand, undefined, input("gates.code_coverage", ">= 90%"));
    expect(gates[0]?.require?.text).toBe(">= 90%");
    expect(values[0]?.origin).toEqual({ kind: "input", place: "gates-code_coverage" });
    expect(values[1]?.path.startsWith("gates.")).toBe(true);
  });

  test.each([
    ["licences: { reports: x.json, require: no_high_severity }", "findings"],
    ["speed: <= 200ms_p95", "performance"],
    ["pass: 100%_pass_rate", "tests"],
    ["lines: '>= 80%'", "coverage"],
    ["lines: { kind: tests, require: '>= 80%' }", "tests"],
    ["unit: '>= 80%'", "tests"],
  ])("%s is about %s", (gate, kind) => {
    const file = parseDeployConfig(`version: 1\ngates:\n  ${gate}\n`, "deploy.yml");
    expect(resolveGates(file, undefined).gates[0]?.kind).toBe(kind);
  });
});
