import { describe, expect, test } from "@jest/globals";
import { secretReferences } from "../src/index.ts";
import { policyOf, problemsOf } from "./fixtures.ts";

const TARGET = "target: { platform: exec, observe: [o], set-weight: [s], promote: [p], abort: [a] }";
const KUBERNETES =
  "target: { platform: kubernetes, namespace: shop, workload: deployment/web, route: httproute/web }";
const WITH_SERVICES = KUBERNETES.replace(" }", ", services: { stable: web, candidate: web-candidate } }");
const WHERE = "environments.production";
const production = (section: string, target = TARGET): string => `${target}\n${section}`;

describe("metrics", () => {
  const PROMETHEUS = "prometheus: http://prometheus:9090, requests: 'r{v=\"${version}\"}', errors: e";

  test("come from Prometheus", () => {
    const written = `metrics: { ${PROMETHEUS}, latency: 'd_bucket{app="\${service}", role="\${role}"}', token: "secret://vault/secret/\${environment}#token" }`;
    expect(policyOf(TARGET).metrics).toBeUndefined();
    expect(policyOf(production(written)).metrics).toEqual({
      source: "prometheus",
      url: "http://prometheus:9090",
      template: undefined,
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
      `no "prometheus" in ${WHERE}.metrics: expected prometheus (its URL), cloudwatch (true or a region), json or synthetic (a URL)`,
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

describe("gauges", () => {
  test("are selectors of Prometheus, also beside a template", () => {
    const written =
      'metrics: { prometheus: http://p, template: app, gauges: { memory: \'m{app="${service}", v="${version}"}\' } }';
    expect(policyOf(production(written)).metrics).toMatchObject({
      source: "prometheus",
      gauges: { memory: 'm{app="shop", v="${version}"}' },
    });
  });

  test("are paths in JSON, and merge with the defaults name by name", () => {
    const json =
      'metrics: { json: "https://s.example/${version}", requests: /n, errors: /e, gauges: { cpu: /cpu, heap: /heap } }';
    expect(policyOf("metrics: { gauges: { heap: /memory/0 } }", production(json)).metrics).toMatchObject({
      source: "json",
      gauges: { cpu: "/cpu", heap: "/memory/0" },
    });
  });

  const NAME = "a name of letters, digits, - and _ that is not errors or latency, e.g. cpu";

  test.each([
    [
      "prometheus: http://p, template: app, gauges: { cpu: 'rate(c[1m])' }",
      `"rate(c[1m])" for ${WHERE}.metrics.gauges.cpu: expected a selector of series without functions, e.g. process_resident_memory_bytes{app="shop", version="\${version}"}`,
    ],
    [
      "prometheus: http://p, template: app, gauges: { cpu: 'c{v=\"${release}\"}' }",
      `"c{v=\\"\${release}\\"}" for ${WHERE}.metrics.gauges.cpu: expected one of \${environment}, \${service}, \${version}, \${role}, \${workload} instead of \${release}; $\${ for a plain \${`,
    ],
    [
      'json: "https://s.example/${version}", requests: /n, errors: /e, gauges: { cpu: stats.cpu }',
      `"stats.cpu" for ${WHERE}.metrics.gauges.cpu: expected a path with slashes (JSON Pointer), e.g. /cpu. Did you mean "/stats/cpu"?`,
    ],
    [
      'json: "https://s.example/${version}", requests: /n, errors: /e, gauges: [/cpu]',
      `a list for ${WHERE}.metrics.gauges: expected a map of names, e.g. { cpu: /cpu }`,
    ],
    [
      'json: "https://s.example/${version}", requests: /n, errors: /e, gauges: { errors: /cpu }',
      `the key "errors": expected ${NAME}`,
    ],
    [
      'json: "https://s.example/${version}", requests: /n, errors: /e, gauges: { "cpu %": /cpu }',
      `the key "cpu %": expected ${NAME}`,
    ],
    [
      'json: "https://s.example/", requests: "/${role}/n", errors: "/${role}/e", gauges: { cpu: /cpu }',
      `the same gauges.cpu for candidate and stable in ${WHERE}.metrics: expected \${version} or \${role} in the URL, or in each path, e.g. requests: /\${role}/requests`,
    ],
    [
      'synthetic: "https://${role}.example", rate: 2/s, gauges: { cpu: /cpu }',
      `the unknown key "gauges" in ${WHERE}.metrics: expected one of synthetic, candidate, stable, rate, timeout, status, version`,
    ],
  ])("refuse %s", (metrics, expected) => {
    expect(problemsOf(production(`metrics: { ${metrics} }`))).toEqual([expected]);
  });
});

describe("templates of Prometheus", () => {
  test("stand for the selectors, and what is written goes over them", () => {
    const written = "metrics: { prometheus: http://p, template: traefik, errors: 'e{v=\"${version}\"}' }";
    expect(policyOf(production(written, WITH_SERVICES)).metrics).toMatchObject({
      source: "prometheus",
      template: "traefik",
      requests: undefined,
      errors: 'e{v="${version}"}',
      latency: undefined,
    });
  });

  test("give latencies, so that a trigger on them is asked for", () => {
    const written = "metrics: { prometheus: http://p, template: app }";
    const { rollout } = policyOf(production(written, KUBERNETES));
    expect(rollout.abortWhen.map(({ name }) => name)).toContain("latency p95 > 200% of baseline");
  });

  test.each<readonly [string, string, string]>([
    [
      "{ prometheus: http://p, template: istoi }",
      KUBERNETES,
      `"istoi" for ${WHERE}.metrics.template: expected istio, ingress-nginx, traefik, gateway or app. Did you mean "istio"?`,
    ],
    [
      "{ template: app }",
      KUBERNETES,
      `no "prometheus" in ${WHERE}.metrics: expected the address of the server, e.g. prometheus: http://prometheus:9090`,
    ],
    [
      "{ prometheus: http://p, template: traefik }",
      KUBERNETES,
      `"traefik" for ${WHERE}.metrics.template without "services" in ${WHERE}.target: expected the two Services it goes by, e.g. services: { stable: web, candidate: web-candidate }`,
    ],
    [
      "{ prometheus: http://p, template: istio }",
      TARGET,
      `"istio" for ${WHERE}.metrics.template on platform: exec: expected app, or requests and errors: istio goes by the names of a Kubernetes target`,
    ],
    [
      "{ prometheus: http://p, template: istio }",
      "target: { platform: kubernetes, namespace: shop, workload: rollout/web }",
      `"istio" for ${WHERE}.metrics.template on workload: rollout/web: expected requests and errors, or workload: deployment/<name>`,
    ],
  ])("refuse %s", (metrics, target, expected) => {
    expect(problemsOf(production(`metrics: ${metrics}`, target))).toEqual([expected]);
  });
});

describe("metrics of a JSON endpoint", () => {
  test("are read where the paths lead", () => {
    const written =
      'metrics: { json: "https://s.example/${environment}/${version}", requests: /requests, errors: "/by/${role}/errors", users: /harmed, epoch: /started, version: /version, token: "secret://vault/secret/${environment}#token" }';
    const { metrics } = policyOf(production(written));
    expect(metrics).toEqual({
      source: "json",
      url: "https://s.example/production/${version}",
      requests: "/requests",
      errors: "/by/${role}/errors",
      latency: undefined,
      users: "/harmed",
      epoch: "/started",
      version: "/version",
      token: "secret://vault/secret/production#token",
      timeoutMs: 10_000,
    });
    expect(secretReferences({ metrics, verify: undefined })).toEqual([
      "secret://vault/secret/production#token",
    ]);
  });

  test("merge with the defaults path by path, and replace those of Prometheus as a whole", () => {
    const json = 'metrics: { json: "https://s.example/${version}", requests: /requests, errors: /errors }';
    expect(policyOf("metrics: { errors: /failed }", `${TARGET}\n${json}`).metrics).toMatchObject({
      source: "json",
      requests: "/requests",
      errors: "/failed",
    });
    const prometheus = "metrics: { prometheus: http://p, requests: r, errors: e, ingest-delay: 30s }";
    expect(policyOf(json, `${TARGET}\n${prometheus}`).metrics).toMatchObject({ source: "json" });
  });

  test.each([
    [
      '{ json: "https://s.example/${version}", requests: stats.requests, errors: /errors }',
      `"stats.requests" for ${WHERE}.metrics.requests: expected a path with slashes (JSON Pointer), e.g. /requests. Did you mean "/stats/requests"?`,
    ],
    [
      '{ json: "https://s.example/${version}", requests: /requests }',
      `no "errors" in ${WHERE}.metrics: expected where it counts the failed ones, e.g. errors: /errors`,
    ],
    [
      "{ json: https://s.example/, requests: /requests, errors: /errors }",
      `the same requests or errors for candidate and stable in ${WHERE}.metrics: expected \${version} or \${role} in the URL, or in each path, e.g. requests: /\${role}/requests`,
    ],
    [
      '{ json: "https://s.example/${release}", requests: /requests, errors: /errors }',
      `"https://s.example/\${release}" for ${WHERE}.metrics.json: expected one of \${environment}, \${service}, \${version}, \${role} instead of \${release}; $\${ for a plain \${`,
    ],
    [
      '{ json: "https://u:p@s.example/${version}", requests: /requests, errors: /errors }',
      `"https(a password in a URL)s.example/\${version}" for ${WHERE}.metrics.json: expected a URL without a user name or password: secrets do not belong in this file`,
    ],
    [
      "{ users: /users }",
      `no "json" in ${WHERE}.metrics: expected the address of the counts, e.g. json: https://stats.example/releases/\${version}`,
    ],
  ])("refuse %s", (metrics, expected) => {
    expect(problemsOf(production(`metrics: ${metrics}`))[0]).toEqual(expected);
  });
});

describe("synthetic metrics", () => {
  test("need no more than what is asked where the platform says where its releases are", () => {
    expect(policyOf(production("metrics: { synthetic: https://shop.example/health }")).metrics).toEqual({
      source: "synthetic",
      url: "https://shop.example/health",
      candidate: undefined,
      stable: undefined,
      perSecond: 2,
      timeoutMs: 5_000,
      status: [{ from: 200, to: 299 }],
      version: undefined,
    });
  });

  test.each([
    ["5/s", 5],
    ["30/m", 0.5],
    ["0.5 / s", 0.5],
  ])("ask at the rate %s", (rate, perSecond) => {
    const written = `metrics: { synthetic: https://x.example, rate: ${rate}, timeout: 2s, status: [204, 301-302], version: "header:x-version" }`;
    expect(policyOf(production(written)).metrics).toMatchObject({
      perSecond,
      timeoutMs: 2_000,
      status: [
        { from: 204, to: 204 },
        { from: 301, to: 302 },
      ],
      version: "header:x-version",
    });
  });

  test("have URLs of both where the platform gives none, or one that tells them apart", () => {
    const both =
      "{ synthetic: https://x.example/h, candidate: https://c.example/h, stable: https://s.example/h }";
    expect(problemsOf(production(`metrics: ${both}`, KUBERNETES))).toEqual([]);
    const one = 'metrics: { synthetic: "https://${role}.x.example/h" }';
    expect(problemsOf(production(one, KUBERNETES))).toEqual([]);
    const header = KUBERNETES.replace(" }", ", header: { name: x-candidate, value: yes-please } }");
    const stable = "metrics: { synthetic: https://x.example/h, stable: https://s.example/h }";
    expect(problemsOf(production(stable, header))).toEqual([]);
  });

  test.each<readonly [string, string, string]>([
    [
      "{ synthetic: https://x.example/h }",
      KUBERNETES,
      `"synthetic" in ${WHERE}.metrics without "candidate" and "stable", and platform: kubernetes gives no URL that reaches one release alone: expected candidate: https://candidate.shop.example/health and stable: https://stable.shop.example/health, or \${role} in the URL`,
    ],
    [
      "{ synthetic: x.example }",
      TARGET,
      `"x.example" for ${WHERE}.metrics.synthetic: expected an http or https URL, e.g. https://shop.example/health`,
    ],
    [
      "{ rate: 2/s }",
      TARGET,
      `no "synthetic" in ${WHERE}.metrics: expected what is asked, e.g. synthetic: https://shop.example/health`,
    ],
    [
      "{ synthetic: https://x.example, rate: 100/s }",
      TARGET,
      `"100/s" for ${WHERE}.metrics.rate: expected probes a second to each release, from 1/m to 50/s, e.g. 2/s`,
    ],
    [
      "{ synthetic: https://x.example, version: json:version }",
      TARGET,
      `"json:version" for ${WHERE}.metrics.version: expected header:<name>, json:<pointer> or body, e.g. json:/version. Did you mean "json:/version"?`,
    ],
    [
      "{ synthetic: https://x.example, status: ok }",
      TARGET,
      `"ok" for ${WHERE}.metrics.status: expected a status or range, e.g. 200, 200-299 or [200, 204]`,
    ],
  ])("refuse %s", (metrics, target, expected) => {
    expect(problemsOf(production(`metrics: ${metrics}`, target))).toEqual([expected]);
  });
});
