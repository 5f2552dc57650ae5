import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  findProblems,
  formatProblem,
  formatValues,
  insertSecret,
  parseDeployConfig,
  resolvePolicy,
  secretReferenceIn,
  secretReferences,
  substitute,
} from "../src/index.ts";
import { fileOf, policyOf, problemsOf } from "./fixtures.ts";

const TARGET = "target: { platform: exec, observe: [o], set-weight: [s], promote: [p], abort: [a] }";
const REFERENCE = "secret://vault/secret/shop#token";
const withHeader = (value: string): string =>
  `${TARGET}\nverify: { checks: [{ http: https://shop.example/, headers: { Authorization: "${value}" } }] }`;
const HEADER = "environments.production.verify.checks[0].headers.Authorization";

describe("a reference to a secret", () => {
  test.each([
    "secret://aws-secretsmanager/shop/prod",
    "secret://aws-secretsmanager/arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-AbCdEf#token",
    "secret://aws-ssm/shop/prod/token",
    "secret://azure-keyvault/shop/token",
    "secret://azure-keyvault/shop/token/0123abc",
    "secret://gcp-secretmanager/shop/token",
    "secret://gcp-secretmanager/shop/token/7",
    REFERENCE,
    "Bearer secret://vault/secret/${environment}/shop#token",
  ])("may stand in a header: %s", (value) => expect(problemsOf(withHeader(value))).toEqual([]));

  test.each([
    [
      "secret://valt/secret/shop#token",
      `"secret://valt/secret/shop#token" for ${HEADER}: expected secret:// and one of aws-secretsmanager, aws-ssm, azure-keyvault, gcp-secretmanager, vault. Did you mean "secret://vault/secret/shop#token"?`,
    ],
    [
      "secret://vault/secret/shop",
      `"secret://vault/secret/shop" for ${HEADER}: expected secret://vault/<mount>/<path>#<key>`,
    ],
    [
      "secret://vault/secret/../x#a",
      `"secret://vault/secret/../x#a" for ${HEADER}: expected secret://vault/<mount>/<path>#<key>`,
    ],
    ["secret://aws-ssm/a#b", `"secret://aws-ssm/a#b" for ${HEADER}: expected secret://aws-ssm/<name>`],
    [
      "secret://azure-keyvault/token",
      `"secret://azure-keyvault/token" for ${HEADER}: expected secret://azure-keyvault/<vault>/<name>[/<version>]`,
    ],
    [
      "secret://aws-secretsmanager/a b",
      `"secret://aws-secretsmanager/a b" for ${HEADER}: expected secret://aws-secretsmanager/<name or ARN>[#<JSON key>]`,
    ],
    [
      "secret://vault/secret/${release}#a",
      `"secret://vault/secret/\${release}#a" for ${HEADER}: expected one of \${environment}, \${service} instead of \${release}; $\${ for a plain \${`,
    ],
    [
      `a b ${REFERENCE}`,
      `"a b ${REFERENCE}" for ${HEADER}: expected the reference alone, or after one word, e.g. Bearer secret://aws-secretsmanager/shop/prod#token`,
    ],
  ])("refuses %s", (value, expected) => expect(problemsOf(withHeader(value))).toEqual([expected]));

  test.each([
    ["notify: { values: { a: REF } }", "notify.values.a"],
    ["gates: { a: { run: [x, REF] } }", "gates.a.run[1]"],
    ["verify: { checks: [{ http: https://shop.example/, body: REF }] }", "verify.checks[0].body"],
    ["verify: { checks: [{ command: [x, REF] }] }", "verify.checks[0].command[1]"],
  ])("may not stand where it would never be read: %s", (section, path) => {
    expect(problemsOf(`${TARGET}\n${section.replace("REF", REFERENCE)}`)).toEqual([
      `"${REFERENCE}" for environments.production.${path}: expected no reference here: secrets are only put into headers of checks and metrics.token`,
    ]);
  });

  test("stays a reference in the policy and in what plan prints", () => {
    const source = fileOf(withHeader(`Bearer ${REFERENCE}`));
    const { policy, values } = resolvePolicy(parseDeployConfig(source, "f"), "production");
    expect(policy.verify?.checks[0]).toMatchObject({ headers: { Authorization: `Bearer ${REFERENCE}` } });
    expect(formatValues(values).flat()).toContain(`Bearer ${REFERENCE}`);
  });

  test("is found once, with the environment filled in", () => {
    const policy = substitute(
      policyOf(
        `${withHeader("Bearer secret://vault/secret/${environment}#token")}\nmetrics: { prometheus: http://p, requests: r, errors: e, token: "secret://vault/secret/production#token" }`,
      ),
      { release: "v2" },
    );
    const reference = "secret://vault/secret/production#token";
    expect(secretReferences(policy)).toEqual([reference]);
  });

  test.each(["release", "commit"] as const)("is never made by the %s of a run", (name) => {
    const policy = policyOf(withHeader("${release} ${commit}"));
    expect(() => substitute(policy, { [name]: REFERENCE })).toThrow(
      `The ${name} is "${REFERENCE}", which is a reference to a secret.`,
    );
  });

  test.each([
    [`Bearer ${REFERENCE}`, REFERENCE, "Bearer $& hunter2"],
    [REFERENCE, REFERENCE, "$& hunter2"],
    ["Bearer plain", undefined, "Bearer plain"],
  ])("of %s is replaced as it is, without what stands before it", (text, reference, sent) => {
    expect(secretReferenceIn(text)).toBe(reference);
    expect(insertSecret(text, "$& hunter2")).toBe(sent);
  });
});

// In two parts, so that no scanner takes this file for a leak.
const KEYS: readonly (readonly [what: string, key: string])[] = [
  ["an AWS access key id", `AKIA${"IOSFODNN7EXAMPLE"}`],
  ["an AWS access key id", `ASIA${"IOSFODNN7EXAMPLE"}`],
  ["a GitHub token", `ghp_${"a1B2".repeat(9)}`],
  ["a GitHub token", `github_pat_${"a1B2".repeat(9)}`],
  ["a Slack token", `xoxb-${"123456789012-abcdef"}`],
  ["a Slack webhook", `https://hooks.slack.com/services/${"T0000/B0000/abcdef"}`],
  ["a Google API key", `AIza${"Sy0123456789".repeat(3).slice(0, 35)}`],
  ["a private key", `-----BEGIN ${"RSA PRIVATE KEY-----"}`],
  ["a password in a URL", `postgres://shop:${"hunter2"}@db.example/shop`],
];
const NO_KEY =
  "expected no key in this file, since whoever reads it could use it: withdraw it, and use credentials (GitHub's token), an input of the action, or secret://<store>/… (aws-secretsmanager, aws-ssm, azure-keyvault, gcp-secretmanager, vault)";

describe("a key that anybody could use", () => {
  test.each(KEYS)("%s is said with its place, never with its value", (what, key) => {
    const source = fileOf(`${TARGET}\nnotify:\n  values:\n    note: "${key}"`);
    const found = findProblems(source, "deploy.yml").map(formatProblem);
    expect(found).toEqual([expect.stringMatching(/^deploy\.yml:8:\d+ {2}/)]);
    expect(found[0]?.replace(/^\S+ {2}/, "")).toBe(`${what}: ${NO_KEY}`);
  });

  test.each(KEYS)("%s is not printed by another problem of the same value, nor in a comment", (_, key) => {
    const source = fileOf(
      `# ${key}\n${TARGET.replace("}", `, settle: "${key}", state: "${key}" }`)}\nrollout: { grace: "${key}", abort-when: ["${key}"] }\n"${key}": 1`,
    );
    const problems = findProblems(source, "deploy.yml");
    expect(problems.length).toBeGreaterThan(4);
    expect(JSON.stringify(problems)).not.toContain(/hunter2/.exec(key)?.[0] ?? key.slice(-10));
  });

  test("is seen through an escape", () => {
    const key = `AK\\x49A${"IOSFODNN7EXAMPLE"}`;
    expect(problemsOf(`${TARGET}\nnotify: { values: { note: "${key}" } }`)).toEqual([
      `an AWS access key id for environments.production.notify.values.note: ${NO_KEY}`,
    ]);
  });

  test("is the input's fault when it comes from there", () => {
    const config = parseDeployConfig(fileOf(TARGET), "deploy.yml");
    const key = `ghp_${"a1B2".repeat(9)}`;
    const act = (): unknown =>
      resolvePolicy(config, "production", { "notify.values.note": { value: key, place: "note" } });
    expect(act).toThrow(`input "note"  a GitHub token for notify.values.note: ${NO_KEY}`);
    expect(act).not.toThrow(key);
  });

  test.each([
    "postgres://shop@db.example/shop",
    "https://shop.example:8080/a@b",
    "postgres://shop:$${PASSWORD}@db.example/shop",
    "-----BEGIN CERTIFICATE-----",
    "AKIA",
    "ghp_short",
  ])("is not %s", (text) => {
    expect(problemsOf(`${TARGET}\nnotify: { values: { note: "${text}" } }`)).toEqual([]);
  });

  test("is never printed, whatever stands around it", () => {
    const secret = `ghp_${"a1B2".repeat(9)}`;
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30 }),
        fc.string({ maxLength: 30 }),
        fc.constantFrom("target", "image", "windows", "migrate"),
        (before, after, key) => {
          const around = `${before.replace(/\w$/, "")} ${secret} ${after}`;
          const problems = findProblems(fileOf(`${key}: ${JSON.stringify(around)}`), "f");
          expect(problems.length).toBeGreaterThan(0);
          expect(JSON.stringify(problems)).not.toContain("a1B2a1B2");
        },
      ),
    );
  });
});
