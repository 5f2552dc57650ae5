import { ActionError } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { BASE_POLICY_FILE, findProblems, formatProblem, parseDeployConfig } from "../src/index.ts";
import { fixture } from "./fixtures.ts";

const HEAD = `version: 1
service: shop
defaults:
  target: { platform: exec, observe: [o], set-weight: [s], promote: [p], abort: [a] }
environments:
  production:
`;

function problems(source: string): readonly string[] {
  return findProblems(source, "deploy.yml").map(formatProblem);
}

function thrown(source: string): ActionError {
  try {
    parseDeployConfig(source, BASE_POLICY_FILE);
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("a right file", () => {
  test("lists its environments in the order of the file", () => {
    expect(parseDeployConfig(fixture("shop.yml"), BASE_POLICY_FILE).environments).toEqual([
      "sandbox",
      "staging",
      "production",
    ]);
  });

  test.each(["shop.yml", "shorthand.yml", "every-key.yml"])("%s has no problems", (name) => {
    expect(problems(fixture(name))).toEqual([]);
  });

  test("may merge with << and anchors, the map's own keys win", () => {
    const source = `${HEAD}    rollback: &back { within: 5m, automatic: false }
  staging:
    rollback: { <<: *back, within: 1m }
`;
    expect(problems(source)).toEqual([]);
  });

  test("may name an environment anything, also after words of this schema", () => {
    expect(problems(`${HEAD}  defaults:\n  2024:\n  constructor:\n  "prod / eu":\n`)).toEqual([]);
  });
});

describe("a badly broken file", () => {
  const error = thrown(fixture("broken.yml"));

  test("is one error with every problem, each with its line and column", () => {
    expect(error.message).toBe(fixture("broken.expected.txt").trimEnd());
  });

  test("is the config's fault, points to the first problem and says that nothing happened", () => {
    expect(error.code).toBe("config");
    expect(error.location).toEqual({ file: BASE_POLICY_FILE, line: 1, column: 10 });
    expect(error.hint).toContain("Nothing was touched");
  });
});

describe("bad input", () => {
  const block = (text: string): string => HEAD + text.replace(/^/gm, "    ");

  test.each([
    [
      "a wrong type",
      block("rollback: { automatic: yes }"),
      '7:28  "yes" for environments.production.rollback.automatic: expected true or false',
    ],
    [
      "a list for a map",
      block("rollout: [a]"),
      "7:14  a list for environments.production.rollout: expected a map",
    ],
    [
      "nothing for a map",
      block("verify:"),
      "7:12  nothing for environments.production.verify: expected a map, e.g. { checks",
    ],
    [
      "an unknown key",
      block("rolback: {}"),
      '7:5  the unknown key "rolback" in environments.production: expected one of target',
    ],
    ["a tab", `${HEAD}\trollback: { within: 5m }\n`, "7:1  a tab in the indentation: expected spaces"],
    [
      "a duplicate key",
      block("rollback: {}\nrollback: {}"),
      '8:5  the key "rollback" a second time: expected each key once; the first is in line 7, column 5',
    ],
    ["gates by both names", block("gates: {}\nquality_gates: {}"), "8:5  gates a second time"],
    [
      "a bad duration",
      block("rollout: { grace: 5 }"),
      "7:23  5 for environments.production.rollout.grace: expected a duration",
    ],
    ["a duration beyond any timer", block("rollout: { grace: 40d }"), "expected a duration of at most 24d"],
    ["a bad percent", block("rollout: { steps: [{ weight: 120% }] }"), "expected a share from 0% to 100%"],
    ["a bad condition", block('verify: { checks: [{ command: [x] }], error-rate: "below 1" }'), "7:55  "],
    [
      "a gate in the wrong direction",
      block('gates: { coverage: "<= 80%" }'),
      'expected a condition for coverage, e.g. ">= 80%"',
    ],
    ["a latency for tests", block('gates: { unit: "<= 200ms" }'), "expected a condition for tests"],
    [
      "a gate nobody can read",
      block("gates: { covrage: 3 consecutive failures }"),
      'Did you mean "coverage"?',
    ],
    [
      "a gate that asks nothing",
      block("gates: { unit: { expect-files: 2 } }"),
      'neither "require" nor "run"',
    ],
    [
      "a trigger that fires when all is well",
      block("rollout: { abort-when: [error-rate < 5%] }"),
      "expected > or >=",
    ],
    [
      "a trigger about something else",
      block("rollout: { abort-when: [coverage > 5%] }"),
      "expected one of: 3 consecutive failures",
    ],
    [
      "a latency trigger without a percentile",
      block("rollout: { abort-when: [latency > 1s] }"),
      "expected latency with a percentile",
    ],
    [
      "the same trigger twice",
      block("rollout: { abort-when: [error-rate > 5%, error-rate > 5%] }"),
      "a second time",
    ],
    [
      "steps that do not increase",
      block("rollout: { steps: [{ weight: 50% }, { weight: 50 }, { weight: 100% }] }"),
      "7:51  50 % after 50 %",
    ],
    [
      "steps that do not end",
      block("rollout: { steps: [{ weight: 50% }] }"),
      "50 % in the last step of environments.production.rollout.steps: expected 100%",
    ],
    ["no steps", block("rollout: { steps: [] }"), "an empty list for environments.production.rollout.steps"],
    [
      "strategy and steps",
      block("rollout: { strategy: canary, steps: [{ weight: 100% }] }"),
      'both "strategy" and "steps"',
    ],
    [
      "a step without weight",
      block("rollout: { steps: [{ bake: 5m }] }"),
      'no "weight" in environments.production.rollout.steps[0]',
    ],
    [
      "a command as text",
      block("target: { observe: ./o }"),
      "expected a list, one argument an item (no shell is used)",
    ],
    [
      "an empty command",
      block("target: { observe: [] }"),
      "an empty list for environments.production.target.observe",
    ],
    ["a number in a command", block("target: { observe: [o, 1] }"), "put numbers and true/false in quotes"],
    ["a platform nobody has", block("target: { platform: kubernets }"), 'Did you mean "kubernetes"?'],
    ["half a target", block("target: { platform: local }"), 'no "listen" in environments.production.target'],
    [
      "a listener for the world",
      block('target: { platform: local, listen: "0.0.0.0:80", command: [x] }'),
      "expected a loopback address",
    ],
    [
      "an unknown placeholder",
      block('verify: { checks: [{ http: "https://x/${relese}" }] }'),
      "expected ${release} instead of ${relese}",
    ],
    [
      "a placeholder that is not closed",
      block('verify: { checks: [{ command: ["${release"] }] }'),
      "expected ${release} instead of ${release",
    ],
    [
      "a check that is neither",
      block("verify: { checks: [{ name: x }] }"),
      'no "http" in environments.production.verify.checks[0]',
    ],
    ["a typo in a command check", block("verify: { checks: [{ comand: [x] }] }"), 'Did you mean "command"?'],
    [
      "two checks of one name",
      block("verify: { checks: [{ command: [x], name: a }, { command: [y], name: a }] }"),
      'the check "a" a second time',
    ],
    [
      "a password in a URL",
      block("verify: { checks: [{ http: https://u:p@x/ }] }"),
      "secrets do not belong in this file",
    ],
    [
      "a version that is a number",
      block("verify: { checks: [{ http: https://x/, version: 1.10 }] }"),
      "expected a version in quotes",
    ],
    [
      "a bad status",
      block("verify: { checks: [{ http: https://x/, status: [200, 999] }] }"),
      "7:58  999 for environments.production.verify.checks[0].status[1]",
    ],
    ["no checks", block("verify: { for: 5m }"), 'no "checks" in environments.production.verify'],
    ["no folder", block("migrate: {}"), 'no "folder" in environments.production.migrate'],
    ["a folder outside", block("migrate: { folder: ../x }"), "expected a path inside the repository"],
    [
      "a state folder that climbs out",
      block("target: { platform: local, state: ../x }"),
      "expected a path inside the repository or an absolute one",
    ],
    ["an occasion nobody knows", block("notify: { comment: { when: [failde] } }"), 'Did you mean "failed"?'],
    ["a value for a variable", block("target: { pass-env: [A=1] }"), "names only, never values"],
    [
      "a zone nobody has",
      block('windows: [{ cron: "0 2 * * *", for: 2h, zone: Europe/Berln }]'),
      'Did you mean "Europe/Berlin"?',
    ],
    [
      "an offset for a zone",
      block('windows: [{ cron: "0 2 * * *", for: 2h, zone: "+02:00" }]'),
      "expected an IANA time zone",
    ],
    ["a cron of six fields", block('windows: [{ cron: "0 0 2 * * *", for: 2h }]'), "expected five fields"],
    ["a service with slashes", HEAD.replace("service: shop", "service: a/b"), "2:10  "],
    ["no version", HEAD.replace("version: 1\n", ""), '1:1  no "version": expected 1'],
    ["a version in quotes", HEAD.replace("version: 1", 'version: "1"'), '1:10  "1" for version: expected 1'],
    ["no service", HEAD.replace("service: shop\n", ""), '1:1  no "service"'],
    ["no environments", HEAD.slice(0, HEAD.indexOf("environments")), 'no "environments"'],
    [
      "an environment without a target",
      `${HEAD.replace(/ {2}target.*\n/, "")}    windows: []`,
      'no "target" in environments.production',
    ],
    [
      "a list for environments",
      `${HEAD.split("environments")[0]}environments: [a]`,
      "a list for environments",
    ],
    ["a list for the file", "- a\n", "1:1  a list: expected a map that begins with version: 1"],
    ["an empty file", "# nothing\n", "1:1  an empty file"],
    ["two documents", `${HEAD}---\na: 1\n`, "7:1  a second YAML document"],
    ["an open bracket", `${HEAD}    rollback: [1\n  other: 1\n`, "this is not YAML"],
    ["a tag", block("rollback: !!js/function x"), "the tag "],
    ["an alias of nothing", block("rollback: *no"), "the alias *no: expected an anchor &no before it"],
    ["an alias of itself", block("notify: &n { values: { a: *n } }"), "inside its own anchor"],
    ["a prototype", block("notify: { values: { __proto__: x } }"), '"__proto__": expected a name'],
    ["a list as a key", block("? [a]\n: 1"), "a key that is not text"],
    ["a merge of a list", block("<<: [1]"), "<< with something that is not a map"],
  ])("%s is said with its place", (_, source, expected) => {
    expect(problems(source).join("\n")).toContain(expected);
  });

  test("a mistake in the defaults is one problem, however many environments there are", () => {
    const source = `${HEAD.replace("defaults:\n", "defaults:\n  rollout: { grace: soon }\n")}  staging:\n  sandbox:\n`;
    expect(problems(source)).toHaveLength(1);
  });

  test("a mistake in defaults that every environment replaces is still one", () => {
    const source = `${HEAD.replace("defaults:\n", "defaults:\n  windows: [{ cron: x, for: 1h }]\n")}    windows: []\n`;
    expect(problems(source)).toEqual([expect.stringContaining('4:21  "x" for defaults.windows[0].cron')]);
  });

  test("aliases of aliases end at a bound", () => {
    const laughs = Array.from({ length: 12 }, (_, index) => {
      const items =
        index === 0
          ? "lol"
          : Array(9)
              .fill(`*a${index - 1}`)
              .join(", ");
      return `  a${index}: &a${index} [${items}]`;
    });
    expect(problems(`version: 1\nnotes:\n${laughs.join("\n")}\n`).join("\n")).toContain("too many values");
  });

  test("more than 100 environments are not checked", () => {
    const many = Array.from({ length: 101 }, (_, index) => `  e${index}:\n`).join("");
    expect(problems(`version: 1\nenvironments:\n${many}`)).toEqual([
      "deploy.yml:103:3  one environment more: expected at most 100",
    ]);
  });

  test("a file above 256 KiB is not read", () => {
    expect(problems(`version: 1\n#${"x".repeat(262_144)}`)).toEqual([
      expect.stringContaining("expected at most 262144 bytes"),
    ]);
  });

  test("control characters of the file never reach the terminal", () => {
    const message = thrown(block('rollout: { strategy: "\\e[2J\\u202e" }')).message;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(message.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});
