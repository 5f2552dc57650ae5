import { describe, expect, test } from "@jest/globals";
import { substitute } from "../src/index.ts";
import { policyOf, problemsOf } from "./fixtures.ts";

const TARGET = "target: { platform: exec, observe: [o], set-weight: [s], promote: [p], abort: [a] }";
const WHERE = "environments.production";
const production = (section: string): string => `${TARGET}\n${section}`;

describe("preflight", () => {
  test("asks nothing when nobody says so", () => {
    expect(policyOf(TARGET).preflight).toEqual({ tools: {}, variables: [] });
  });

  test("names programs with their versions, and variables without their values", () => {
    const written = 'preflight: { tools: { kubectl: ">= 1.30", git: "*" }, variables: [DATABASE_URL] }';
    expect(policyOf(production(written)).preflight).toEqual({
      tools: { kubectl: ">= 1.30", git: "*" },
      variables: ["DATABASE_URL"],
    });
  });

  test("merges its tools, replaces its variables, and can be switched off", () => {
    const defaults = `${TARGET}\npreflight: { tools: { helm: ">= 3" }, variables: [A] }`;
    expect(policyOf('preflight: { tools: { kubectl: "1.x" }, variables: [B] }', defaults).preflight).toEqual({
      tools: { helm: ">= 3", kubectl: "1.x" },
      variables: ["B"],
    });
    expect(policyOf("preflight: off", defaults).preflight).toEqual({ tools: {}, variables: [] });
  });

  test.each([">= 1.30", ">=1.30 <2", "^24.1", "~3.14.2", "1.x", "v1.2.3-rc.1", "< 2 || >= 3.1", "*"])(
    "takes the range %s",
    (range) => expect(problemsOf(production(`preflight: { tools: { a: "${range}" } }`))).toEqual([]),
  );

  test.each(["latest", ">= 1.30,", "", ">=", "1.2.3.4", "=> 1", ">= 1 and < 2"])(
    "refuses the range %j",
    (range) => {
      expect(problemsOf(production(`preflight: { tools: { a: "${range}" } }`))).toEqual([
        `${JSON.stringify(range)} for ${WHERE}.preflight.tools.a: expected a version range in quotes, e.g. ">= 1.30", ">= 1.30 < 2" or "^24.1"`,
      ]);
    },
  );

  test.each([
    [
      "{ tools: { kubectl: 1.30 } }",
      '1.3 for environments.production.preflight.tools.kubectl: expected a version range in quotes, e.g. ">= 1.30", ">= 1.30 < 2" or "^24.1"',
    ],
    [
      "{ variables: [A=b] }",
      '"A=b" for environments.production.preflight.variables[0]: expected the name of a variable, e.g. DATABASE_URL (names only, never values)',
    ],
  ])("refuses %s", (written, expected) => {
    expect(problemsOf(production(`preflight: ${written}`))).toEqual([expected]);
  });
});

describe("image", () => {
  const IMAGE = "ghcr.io/acme/shop:${release}";

  test("is nothing, a text, or a map", () => {
    expect(policyOf(TARGET).image).toBeUndefined();
    const plain = {
      reference: IMAGE,
      tag: undefined,
      scan: undefined,
      noSecrets: false,
      promoteTo: undefined,
    };
    expect(policyOf(production(`image: "${IMAGE}"`)).image).toEqual(plain);
    expect(
      policyOf(
        production(
          `image: { reference: "${IMAGE}", tag: "release-.*", scan: no_critical_issues, no-secrets: true, promote-to: "\${environment}-\${release}" }`,
        ),
      ).image,
    ).toMatchObject({
      tag: "release-.*",
      scan: { text: "no_critical_issues" },
      noSecrets: true,
      promoteTo: "production-${release}",
    });
  });

  test("merges with the defaults whichever form they have, and can be switched off", () => {
    const defaults = `${TARGET}\nimage: "${IMAGE}"`;
    expect(policyOf("image: { tag: main-.* }", defaults).image).toMatchObject({
      reference: IMAGE,
      tag: "main-.*",
    });
    expect(policyOf("image: off", defaults).image).toBeUndefined();
  });

  test("can be overridden by an input", () => {
    const overrides = { image: { value: "ghcr.io/acme/cart:${release}", place: "image" } };
    expect(policyOf(production(`image: "${IMAGE}"`), "", overrides).image?.reference).toBe(
      overrides.image.value,
    );
  });

  test("is that of the release that is deployed", () => {
    const policy = policyOf(production(`image: { reference: "${IMAGE}", promote-to: "live-\${commit}" }`));
    expect(substitute(policy, { release: "v2", commit: "abc" }).image).toMatchObject({
      reference: "ghcr.io/acme/shop:v2",
      promoteTo: "live-abc",
    });
  });

  test.each([
    [
      '"ghcr.io/acme/shop:latest"',
      `"ghcr.io/acme/shop:latest" for ${WHERE}.image.reference: expected an image that names the release, e.g. ${IMAGE}`,
    ],
    ["{ tag: main-.* }", `no "reference" in ${WHERE}.image: expected the image, e.g. reference: "${IMAGE}"`],
    [
      `{ reference: "${IMAGE}", tag: "(" }`,
      `"(" for ${WHERE}.image.tag: expected a regular expression for the whole tag, e.g. "release-.*"`,
    ],
    [
      `{ reference: "${IMAGE}", scan: ">= 80%" }`,
      `">= 80%" for ${WHERE}.image.scan: expected a condition on findings, e.g. no_critical_issues`,
    ],
    [
      "5",
      '5 for environments.production.image: expected an image, e.g. "ghcr.io/acme/shop:${release}", or a map with reference, or off',
    ],
  ])("refuses %s", (image, expected) => {
    expect(problemsOf(production(`image: ${image}`))).toEqual([expected]);
  });
});

describe("metrics", () => {
  const PROMETHEUS = "prometheus: http://prometheus:9090, requests: 'r{v=\"${version}\"}', errors: e";

  test("come from Prometheus", () => {
    const written = `metrics: { ${PROMETHEUS}, latency: 'd_bucket{app="\${service}", role="\${role}"}', token: "secret://vault/secret/\${environment}#token" }`;
    expect(policyOf(TARGET).metrics).toBeUndefined();
    expect(policyOf(production(written)).metrics).toEqual({
      source: "prometheus",
      url: "http://prometheus:9090",
      requests: 'r{v="${version}"}',
      errors: "e",
      latency: 'd_bucket{app="shop", role="${role}"}',
      token: "secret://vault/secret/production#token",
      ingestDelayMs: 15_000,
      timeoutMs: 10_000,
    });
  });

  test.each([
    ["true", undefined],
    ["eu-west-1", "eu-west-1"],
  ])("come from CloudWatch: %s", (written, region) => {
    expect(
      policyOf(
        production(`metrics: { cloudwatch: ${written}, load-balancer: app/shop/50dc, alarms: [shop-5xx] }`),
      ).metrics,
    ).toEqual({
      source: "cloudwatch",
      region,
      loadBalancer: "app/shop/50dc",
      alarms: ["shop-5xx"],
      ingestDelayMs: 120_000,
    });
  });

  test("merge with the defaults, unless they come from elsewhere", () => {
    const defaults = `${TARGET}\nmetrics: { ${PROMETHEUS}, timeout: 5s }`;
    expect(policyOf("metrics: { prometheus: https://eu.example }", defaults).metrics).toMatchObject({
      url: "https://eu.example",
      errors: "e",
      timeoutMs: 5_000,
    });
    expect(policyOf("metrics: { cloudwatch: true, alarms: [a] }", defaults).metrics).toEqual({
      source: "cloudwatch",
      region: undefined,
      loadBalancer: undefined,
      alarms: ["a"],
      ingestDelayMs: 120_000,
    });
    expect(policyOf("metrics: off", defaults).metrics).toBeUndefined();
  });

  test.each([
    [
      "{ prometheus: http://p, requests: 'rate(r[5m])', errors: e }",
      `"rate(r[5m])" for ${WHERE}.metrics.requests: expected a selector of series without functions, e.g. http_requests_total{app="shop", version="\${version}"}`,
    ],
    [
      "{ prometheus: http://p, requests: 'r{v=\"${release}\"}', errors: e }",
      `"r{v=\\"\${release}\\"}" for ${WHERE}.metrics.requests: expected one of \${environment}, \${service}, \${version}, \${role}, \${workload} instead of \${release}; $\${ for a plain \${`,
    ],
    [
      "{ prometheus: http://p, requests: r, errors: e, latency: d_sum }",
      `"d_sum" for ${WHERE}.metrics.latency: expected a selector of series without functions, e.g. http_request_duration_seconds_bucket{app="shop", version="\${version}"}`,
    ],
    [
      "{ prometheus: p:9090, requests: r, errors: e }",
      `"p:9090" for ${WHERE}.metrics.prometheus: expected an http or https URL, e.g. http://prometheus:9090`,
    ],
    [
      "{ prometheus: http://p, requests: r, errors: e, token: hunter2 }",
      `"hunter2" for ${WHERE}.metrics.token: expected a reference to a secret, never its value, e.g. secret://aws-secretsmanager/shop/prod#token`,
    ],
    [
      "{ requests: r, errors: e }",
      `no "prometheus" in ${WHERE}.metrics: expected the address of the server, e.g. prometheus: http://prometheus:9090`,
    ],
    [
      "{ alarms: [a] }",
      `no "cloudwatch" in ${WHERE}.metrics: expected cloudwatch: true, or a region, e.g. cloudwatch: eu-west-1`,
    ],
    [
      "{}",
      `no "prometheus" in ${WHERE}.metrics: expected prometheus (its URL) or cloudwatch (true or a region)`,
    ],
    [
      "{ cloudwatch: true, alarms: [a, a] }",
      'the alarm "a" a second time: expected each once, or another name',
    ],
    [
      "{ cloudwatch: true }",
      `"cloudwatch" in ${WHERE}.metrics, but it cannot count on platform: exec: expected alarms beside it, or prometheus: CloudWatch counts target groups (route: { target-groups: … }) and versions of a Lambda function`,
    ],
    [
      "{ cloudwatch: true, alarms: [a], load-balancer: shop }",
      `"shop" for ${WHERE}.metrics.load-balancer: expected the last part of the load balancer's ARN, e.g. app/shop/50dc6c495c0c9188`,
    ],
    [
      "{ cloudwatch: true, alarms: [a], ingestdelay: 1m }",
      `the unknown key "ingestdelay" in ${WHERE}.metrics: expected one of cloudwatch, load-balancer, alarms, ingest-delay. Did you mean "ingest-delay"?`,
    ],
  ])("refuse %s", (metrics, expected) => {
    expect(problemsOf(production(`metrics: ${metrics}`))).toEqual([expected]);
  });
});
