import { describe, expect, test } from "@jest/globals";
import { policyOf, problemsOf } from "./fixtures.ts";

const WHERE = "environments.production.target";
const ELB = "arn:aws:elasticloadbalancing:eu-west-1:123456789012";
const GROUPS = `listener: ${ELB}:listener-rule/app/shop/1/2/3, stable: ${ELB}:targetgroup/web/a1, candidate: ${ELB}:targetgroup/next/b2, candidate-service: next`;
const ECS = "platform: aws-ecs, cluster: shop, services: [web]";
const ecs = (more: string): string => `target: { ${ECS}, ${more} }`;

describe("an aws-ecs target", () => {
  test("has services in waves, a singleton among them", () => {
    const written = `target:
  platform: aws-ecs
  region: eu-west-1
  cluster: shop
  services: [backend, { name: worker, wave: 2 }, { name: beat, container: beat, singleton: true, wave: 3 }]
  image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:\${release}"
  environment: { STAGE: "\${environment}" }
  secrets: { DATABASE_URL: "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/\${environment}/db" }
  route: rolling`;
    const plain = { container: undefined, image: undefined, wave: 1, singleton: false };
    expect(policyOf(written).target).toEqual({
      platform: "aws-ecs",
      region: "eu-west-1",
      cluster: "shop",
      services: [
        { ...plain, name: "backend" },
        { ...plain, name: "worker", wave: 2 },
        { ...plain, name: "beat", container: "beat", wave: 3, singleton: true },
      ],
      image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:${release}",
      environment: { STAGE: "production" },
      secrets: { DATABASE_URL: "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/production/db" },
      route: { kind: "rolling" },
      readyTimeoutMs: 600_000,
      settleMs: 60_000,
    });
  });

  test.each([
    [
      `{ target-groups: { ${GROUPS} } }`,
      {
        kind: "target-groups",
        listener: `${ELB}:listener-rule/app/shop/1/2/3`,
        stable: `${ELB}:targetgroup/web/a1`,
        candidate: `${ELB}:targetgroup/next/b2`,
        candidateService: "next",
      },
    ],
    ["{ native: canary, step: 10% }", { kind: "native", strategy: "canary", stepPercent: 10 }],
    ["{ native: linear, step: 25 }", { kind: "native", strategy: "linear", stepPercent: 25 }],
    ["{ native: blue-green }", { kind: "native", strategy: "blue-green", stepPercent: undefined }],
  ])("takes the route %s", (route, expected) => {
    expect(policyOf(ecs(`route: ${route}`)).target).toMatchObject({ route: expected });
  });

  test("says every part of target groups that is missing, and merges those of the environment", () => {
    const rest = GROUPS.slice(GROUPS.indexOf("stable"));
    expect(problemsOf(ecs(`route: { target-groups: { ${rest} } }`))).toEqual([
      `no "listener" in ${WHERE}.route.target-groups: expected the ARN of the listener or its rule`,
    ]);
    const own = `target: { route: { target-groups: { listener: ${ELB}:listener/app/shop/1/2 } } }`;
    expect(policyOf(own, ecs(`route: { target-groups: { ${rest} } }`)).target).toMatchObject({
      route: { listener: `${ELB}:listener/app/shop/1/2`, candidateService: "next" },
    });
    expect(
      policyOf("target: { route: rolling }", ecs(`route: { target-groups: { ${GROUPS} } }`)).target,
    ).toMatchObject({
      route: { kind: "rolling" },
    });
    expect(
      policyOf("target: { route: { native: linear } }", ecs(`route: { target-groups: { ${GROUPS} } }`))
        .target,
    ).toMatchObject({ route: { kind: "native" } });
  });

  test.each([
    [
      "a route with a typo",
      ecs("route: roling"),
      `"roling" for ${WHERE}.route: expected rolling, { target-groups: { listener, stable, candidate, candidate-service } } or { native: canary, step: 10% }. Did you mean "rolling"?`,
    ],
    [
      "a strategy with a typo",
      ecs("route: { native: canari }"),
      `"canari" for ${WHERE}.route.native: expected canary, linear or blue-green. Did you mean "canary"?`,
    ],
    [
      "a step of blue-green",
      ecs("route: { native: blue-green, step: 10% }"),
      `"step" in ${WHERE}.route with native: blue-green: expected it only with canary or linear`,
    ],
    [
      "a name for a target group",
      ecs(`route: { target-groups: { ${GROUPS.replace(`${ELB}:targetgroup/web/a1`, "web")} } }`),
      `"web" for ${WHERE}.route.target-groups.stable: expected the ARN of a target group: arn:aws:elasticloadbalancing:…:targetgroup/…`,
    ],
    [
      "a service twice",
      "target: { platform: aws-ecs, cluster: shop, services: [web, { name: web, wave: 2 }], route: rolling }",
      'the service "web" a second time: expected each once, or another name',
    ],
    [
      "singletons alone that should run twice",
      `target: { platform: aws-ecs, cluster: shop, services: [{ name: beat, singleton: true }], route: { target-groups: { ${GROUPS} } } }`,
      `only singletons in ${WHERE}.services: expected route: rolling, or a service that may run twice: both releases run beside each other`,
    ],
    [
      "a secret as a value",
      ecs("route: rolling, secrets: { TOKEN: hunter2 }"),
      `"hunter2" for ${WHERE}.secrets.TOKEN: expected the ARN of a secret or parameter, never its value`,
    ],
    [
      "a variable twice",
      ecs("route: rolling, environment: { A: b }, secrets: { A: arn:aws:ssm:eu-west-1:1:parameter/a }"),
      `"A" in both environment and secrets of ${WHERE}: expected each variable once`,
    ],
    [
      "a number for a variable",
      ecs("route: rolling, environment: { A: 1 }"),
      `1 for ${WHERE}.environment.A: expected a text; put numbers and true/false in quotes`,
    ],
    [
      "a region nobody has",
      ecs("route: rolling, region: eu-west"),
      `"eu-west" for ${WHERE}.region: expected an AWS region, e.g. eu-west-1`,
    ],
    [
      "no route",
      `target: { ${ECS} }`,
      `no "route" in ${WHERE}: expected what moves the traffic: rolling, { target-groups: … } or { native: canary }`,
    ],
  ])("says %s", (_, production, expected) => {
    expect(problemsOf(production)).toEqual([expected]);
  });
});

describe("an aws-lambda target", () => {
  const lambda = (more: string): string =>
    `target: { platform: aws-lambda, function: shop-api, alias: live${more} }`;

  test.each([
    ['{ image: "shop:${commit}" }', { image: "shop:${commit}" }],
    ['{ bucket: builds, key: "shop/${release}.zip" }', { bucket: "builds", key: "shop/${release}.zip" }],
  ])("takes the code %s", (code, expected) => {
    expect(policyOf(lambda(`, code: ${code}`)).target).toEqual({
      platform: "aws-lambda",
      region: undefined,
      function: "shop-api",
      alias: "live",
      code: expected,
      readyTimeoutMs: 300_000,
      settleMs: 60_000,
    });
  });

  test.each([
    [
      ", code: { bucket: builds, key: shop.zip }",
      `"shop.zip" for ${WHERE}.code.key: expected a key that names the release, e.g. "shop/\${release}.zip"`,
    ],
    ["", `no "code" in ${WHERE}: expected the code of a release, e.g. code: { image: "…/shop:\${release}" }`],
  ])("refuses %j", (more, expected) => {
    expect(problemsOf(lambda(more))).toEqual([expected]);
  });

  test("refuses a version for an alias", () => {
    expect(
      problemsOf(
        'target: { platform: aws-lambda, function: f, alias: "3", code: { image: "a:${release}" } }',
      ),
    ).toEqual([
      `"3" for ${WHERE}.alias: expected the name of an alias: letters, digits, - and _, not only digits, e.g. live`,
    ]);
  });
});

describe("an aws-s3-cloudfront target", () => {
  const site = (more: string): string =>
    `target: { platform: aws-s3-cloudfront, bucket: shop-site, distribution: E2EXAMPLE51, folder: dist${more} }`;

  test("has a prefix for each release and takes its time", () => {
    expect(policyOf(site("")).target).toEqual({
      platform: "aws-s3-cloudfront",
      region: undefined,
      bucket: "shop-site",
      distribution: "E2EXAMPLE51",
      origin: undefined,
      folder: "dist",
      prefix: "releases/${release}",
      invalidate: ["/*"],
      settleMs: 900_000,
    });
    expect(policyOf(site(', prefix: "${environment}/v${release}"')).target).toMatchObject({
      prefix: "production/v${release}",
    });
  });

  test.each([
    "releases",
    "releases/${commit}",
    "/r/${release}",
    "${release}/${release}",
    "r/../${release}",
    "r//${release}",
  ])("refuses the prefix %s", (prefix) => {
    expect(problemsOf(site(`, prefix: "${prefix}"`))).toEqual([
      `"${prefix}" for ${WHERE}.prefix: expected a prefix with \${release} once, without / around it, e.g. "releases/\${release}"`,
    ]);
  });
});

describe("a haproxy target", () => {
  const SERVERS = "[{ name: blue, address: 127.0.0.1:9001 }, { name: green, address: 127.0.0.1:9002 }]";
  const COMMANDS = 'start: [./start, "--stage=${environment}"], stop: [./stop], version: [./version]';
  const haproxy = (servers: string, more = ""): string =>
    `target: { platform: haproxy, socket: /run/haproxy/admin.sock, backend: shop, servers: ${servers}, ${COMMANDS}${more} }`;

  test("has two servers and commands", () => {
    expect(policyOf(haproxy(SERVERS)).target).toEqual({
      platform: "haproxy",
      socket: "/run/haproxy/admin.sock",
      backend: "shop",
      servers: [
        { name: "blue", address: "127.0.0.1:9001" },
        { name: "green", address: "127.0.0.1:9002" },
      ],
      start: ["./start", "--stage=production"],
      stop: ["./stop"],
      version: ["./version"],
      ready: "/health",
      passEnv: [],
      timeoutMs: 300_000,
      readyTimeoutMs: 60_000,
      drainMs: 30_000,
    });
  });

  test.each([
    [
      "[{ name: blue, address: 127.0.0.1:9001 }]",
      "a list for environments.production.target.servers: expected the two servers releases take in turn",
    ],
    ["[{ name: a, address: h:1 }, { name: a, address: h:2 }]", 'the server "a" a second time'],
    [
      "[{ name: a, address: h }, { name: b, address: h:2 }]",
      '"h" for environments.production.target.servers[0].address: expected an address with a port, e.g. 127.0.0.1:9001',
    ],
  ])("refuses the servers %s", (servers, expected) => {
    expect(problemsOf(haproxy(servers)).join("\n")).toContain(expected);
  });

  test("has RELEASE in the environment of its commands, not in their arguments", () => {
    expect(problemsOf(haproxy(SERVERS).replace("${environment}", "${release}"))).toEqual([
      `"--stage=\${release}" for ${WHERE}.start[1]: expected one of \${environment}, \${service} instead of \${release}; $\${ for a plain \${`,
    ]);
  });
});
