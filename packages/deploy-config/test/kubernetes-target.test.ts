import { describe, expect, test } from "@jest/globals";
import { policyOf, problemsOf } from "./fixtures.ts";

const WEB = "platform: kubernetes, namespace: shop, workload: deployment/web";
const target = (more: string): string => `target: { ${WEB}, ${more} }`;
const AKS = "/subscriptions/1/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop";
const WHERE = "environments.production.target";

describe("a kubernetes target", () => {
  test("has everything parsed, and says what nobody wrote", () => {
    expect(policyOf(target('route: httproute/web, image: "ghcr.io/acme/shop:${release}"')).target).toEqual({
      platform: "kubernetes",
      access: { kind: "kubeconfig", path: undefined, context: undefined },
      namespace: "shop",
      workload: { kind: "deployment", name: "web" },
      candidateWorkload: undefined,
      container: undefined,
      image: "ghcr.io/acme/shop:${release}",
      route: { kind: "httproute", name: "web", rule: undefined },
      services: undefined,
      header: undefined,
      mirror: 0,
      manifests: [],
      readyTimeoutMs: 600_000,
      settleMs: 60_000,
      drainMs: 30_000,
    });
  });

  test.each([
    ["rolling", { kind: "rolling" }],
    ["replicas/web", { kind: "replicas", service: "web" }],
    ["service/web", { kind: "service", name: "web", preview: undefined }],
    ["service/web, preview: web-preview", { kind: "service", name: "web", preview: "web-preview" }],
    ["httproute/web.eu", { kind: "httproute", name: "web.eu", rule: undefined }],
    ["httproute/web#shop", { kind: "httproute", name: "web", rule: "shop" }],
    ["virtualservice/web#primary route", undefined],
    ["virtualservice/web#primary", { kind: "virtualservice", name: "web", rule: "primary" }],
    ["traefikservice/web", { kind: "traefikservice", name: "web" }],
    ["ingress/web", { kind: "ingress", name: "web" }],
  ])("takes the route %s", (route, expected) => {
    if (expected === undefined) expect(problemsOf(target(`route: ${route}`))).toHaveLength(1);
    else expect(policyOf(target(`route: ${route}`)).target).toMatchObject({ route: expected });
  });

  test.each([
    ["kubeconfig", { kind: "kubeconfig", path: undefined, context: undefined }],
    ["in-cluster", { kind: "in-cluster" }],
    ["{ context: shop }", { kind: "kubeconfig", path: undefined, context: "shop" }],
    ["{ kubeconfig: ~/k.yml, context: shop }", { kind: "kubeconfig", path: "~/k.yml", context: "shop" }],
    ["{ eks: shop }", { kind: "eks", cluster: "shop", region: undefined }],
    ["{ eks: shop, region: eu-west-1 }", { kind: "eks", cluster: "shop", region: "eu-west-1" }],
    [`{ aks: ${AKS} }`, { kind: "aks", cluster: AKS }],
    [
      "{ gke: projects/p/locations/europe-west1/clusters/shop }",
      { kind: "gke", cluster: "projects/p/locations/europe-west1/clusters/shop" },
    ],
  ])("is reached by %s", (access, expected) => {
    expect(policyOf(target(`route: rolling, access: ${access}`)).target).toMatchObject({ access: expected });
  });

  test("fills in environment and service, and leaves release and commit to the platform", () => {
    const { target: filled } = policyOf(
      `target: { platform: kubernetes, namespace: "\${service}-\${environment}", workload: "deployment/\${service}", route: "service/\${service}", image: "ghcr.io/acme/\${service}:\${environment}-\${commit}" }`,
    );
    expect(filled).toMatchObject({
      namespace: "shop-production",
      workload: { name: "shop" },
      route: { name: "shop" },
      image: "ghcr.io/acme/shop:production-${commit}",
    });
  });

  test.each([
    [
      "a kind with a typo",
      target("route: htproute/web#a"),
      `"htproute/web#a" for ${WHERE}.route: expected a kind and a name, e.g. httproute/web; or rolling (kinds: replicas, service, httproute, virtualservice, traefikservice, ingress). Did you mean "httproute/web#a"?`,
    ],
    [
      "a short name of kubectl",
      target("route: svc/web"),
      `"svc/web" for ${WHERE}.route: expected a kind and a name, e.g. httproute/web; or rolling (kinds: replicas, service, httproute, virtualservice, traefikservice, ingress). Did you mean "service/web"?`,
    ],
    [
      "a workload without a kind",
      "target: { platform: kubernetes, namespace: shop, workload: web, route: rolling }",
      `"web" for ${WHERE}.workload: expected a kind and a name, e.g. deployment/web (kinds: deployment, rollout, canary)`,
    ],
    [
      "a name that is none",
      target("route: ingress/Web"),
      `"ingress/Web" for ${WHERE}.route: expected ingress/ and a name of at most 253 lower-case letters, digits, - and ., e.g. web`,
    ],
    [
      "a Service with a dot",
      target("route: service/web.eu"),
      `"service/web.eu" for ${WHERE}.route: expected service/ and a name of at most 63 lower-case letters, digits and -, e.g. shop`,
    ],
    [
      "a rule of what has none",
      target("route: ingress/web#a"),
      `"ingress/web#a" for ${WHERE}.route: expected ingress/web without #: only routes have rules`,
    ],
    [
      "an image that is always the same",
      target('route: rolling, image: "ghcr.io/acme/shop:${environment}"'),
      `"ghcr.io/acme/shop:production" for ${WHERE}.image: expected an image that names the release, e.g. ghcr.io/acme/shop:\${release}`,
    ],
    [
      "a placeholder nobody fills in",
      target('route: rolling, image: "ghcr.io/acme/shop:${relase}"'),
      `"ghcr.io/acme/shop:\${relase}" for ${WHERE}.image: expected \${release} instead of \${relase}; $\${ for a plain \${`,
    ],
    [
      "a release in a name",
      target('route: rolling, container: "${release}"'),
      `"\${release}" for ${WHERE}.container: expected one of \${environment}, \${service} instead of \${release}; $\${ for a plain \${`,
    ],
    [
      "no route",
      `target: { ${WEB} }`,
      `no "route" in ${WHERE}: expected what moves the traffic, e.g. route: httproute/web; or route: rolling, which replaces all pods at once`,
    ],
    [
      "two clusters",
      target(`route: rolling, access: { eks: shop, aks: ${AKS} }`),
      `both "eks" and "aks" in ${WHERE}.access: expected one of them`,
    ],
    [
      "a region of nothing",
      target("route: rolling, access: { region: eu-west-1 }"),
      `"region" in ${WHERE}.access without "eks": expected it only with eks`,
    ],
    [
      "half an AKS cluster",
      target("route: rolling, access: { aks: shop }"),
      `"shop" for ${WHERE}.access.aks: expected the resource id of an AKS cluster: /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerService/managedClusters/<name>`,
    ],
    [
      "a preview of a route",
      target("route: httproute/web, preview: web-preview"),
      `"preview" in ${WHERE} with route: httproute/web: expected it only with a route: service/<name>`,
    ],
    [
      "a mirror where nothing mirrors",
      target("route: ingress/web, mirror: 10%"),
      `"mirror" in ${WHERE} with route: ingress/web: expected it only with a route: httproute/<name> or virtualservice/<name>`,
    ],
    [
      "a route beside an engine",
      "target: { platform: kubernetes, namespace: shop, workload: canary/web, route: httproute/web }",
      `"route" in ${WHERE} with workload: canary/web: expected no such key: the engine moves the traffic by itself`,
    ],
  ])("says %s", (_, production, expected) => {
    expect(problemsOf(production)).toEqual([expected]);
  });

  test("says a name that only its environment makes wrong", () => {
    const source =
      'target: { platform: kubernetes, namespace: "shop_${service}", workload: deployment/web, route: rolling }';
    expect(problemsOf(source)).toEqual([
      `"shop_shop" for ${WHERE}.namespace: expected a name of at most 63 lower-case letters, digits and -, e.g. shop`,
    ]);
  });
});

describe("what an environment changes of a kubernetes target", () => {
  const BASE = target("route: service/web, preview: web-preview, drain: 1m");

  test("takes away what went with another route", () => {
    const { target: merged, rollout } = policyOf("target: { route: rolling }", BASE);
    expect(merged).toMatchObject({ route: { kind: "rolling" }, drainMs: 60_000 });
    expect(rollout.steps).toEqual([{ weight: 100, bakeMs: 0 }]);
  });

  test("takes away the route when an engine moves the traffic", () => {
    const { target: merged, rollout } = policyOf("target: { workload: rollout/web }", BASE);
    expect(merged).toMatchObject({ workload: { kind: "rollout", name: "web" }, route: { kind: "rolling" } });
    expect(rollout.drivenBy).toBe("engine");
  });

  test("replaces another form of access as a whole, and merges the same one", () => {
    const base = target("route: rolling, access: { eks: shop, region: eu-west-1 }");
    const access = (own: string): unknown => {
      const { target: merged } = policyOf(`target: { access: ${own} }`, base);
      return merged.platform === "kubernetes" ? merged.access : undefined;
    };
    expect(access("{ kubeconfig: k.yml }")).toEqual({
      kind: "kubeconfig",
      path: "k.yml",
      context: undefined,
    });
    expect(access("{ region: eu-west-2 }")).toEqual({ kind: "eks", cluster: "shop", region: "eu-west-2" });
    expect(access("in-cluster")).toEqual({ kind: "in-cluster" });
  });

  test("is the whole target when it is another platform", () => {
    const helm = "target: { platform: helm, namespace: shop, release: shop, chart: charts/shop }";
    expect(policyOf(helm, BASE).target).toEqual({
      platform: "helm",
      access: { kind: "kubeconfig", path: undefined, context: undefined },
      namespace: "shop",
      release: "shop",
      chart: "charts/shop",
      chartVersion: undefined,
      values: [],
      set: {},
      readyTimeoutMs: 600_000,
    });
  });
});

describe("a helm target", () => {
  const HELM = "platform: helm, namespace: shop, release: shop, chart: oci://ghcr.io/acme/shop";

  test("keeps release and commit in what is set", () => {
    const written = `target: { ${HELM}, chart-version: "1.2", values: ["helm/\${environment}.yaml"], set: { image.tag: "\${release}", stage: "\${environment}" } }`;
    expect(policyOf(written).target).toMatchObject({
      chart: "oci://ghcr.io/acme/shop",
      chartVersion: "1.2",
      values: ["helm/production.yaml"],
      set: { "image.tag": "${release}", stage: "production" },
    });
  });

  test.each([
    ["chart-version: 1.2", `1.2 for ${WHERE}.chart-version: expected a version of the chart, in quotes`],
    ["set: { a: 1 }", `1 for ${WHERE}.set.a: expected a text; put numbers and true/false in quotes`],
    [
      "values: [../x]",
      `"../x" for ${WHERE}.values[0]: expected a path inside the repository, e.g. helm/production.yaml`,
    ],
  ])("refuses %s", (more, expected) => {
    expect(problemsOf(`target: { ${HELM}, ${more} }`)).toEqual([expected]);
  });

  test("refuses a release with a name that Helm does not take", () => {
    expect(problemsOf(`target: { ${HELM.replace("release: shop", "release: Shop")} }`)).toEqual([
      `"Shop" for ${WHERE}.release: expected the name of a Helm release, e.g. shop`,
    ]);
  });
});
