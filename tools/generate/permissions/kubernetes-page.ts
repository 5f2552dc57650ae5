import type { ApiCall } from "@deploy-actions/kernel";
import { EXPLAINING_CALLS, kubernetesCalls } from "@deploy-actions/platforms";
import type { KubernetesRoute, KubernetesTarget } from "@deploy-actions/rollout";
import { Document, isScalar, visit } from "yaml";
import { GENERATED } from "./aws-page.ts";
import { kubernetesTarget } from "./sample-targets.ts";

type KubernetesCall = Extract<ApiCall, { api: "kubernetes" }>;

/** One route or engine, with what is called for it. */
export interface KubernetesUse {
  readonly name: string;
  readonly calls: readonly KubernetesCall[];
}

const DEPLOYMENT = { kind: "deployment", name: "web" } as const;
const ROLLING = { kind: "rolling" } as const;
const MANIFESTS = ["k8s/*.yaml"];

const TARGETS: readonly (readonly [string, KubernetesTarget])[] = [
  ...(
    [
      ["`route: rolling`", ROLLING],
      ["`route: replicas`", { kind: "replicas", service: "web" }],
      ["`route: service/…`", { kind: "service", name: "web", preview: undefined }],
      ["`route: httproute/…`", { kind: "httproute", name: "web", rule: undefined }],
      ["`route: virtualservice/…`", { kind: "virtualservice", name: "web", rule: undefined }],
      ["`route: traefikservice/…`", { kind: "traefikservice", name: "web" }],
      ["`route: ingress/…`", { kind: "ingress", name: "web" }],
    ] satisfies readonly (readonly [string, KubernetesRoute])[]
  ).map(([name, route]) => [name, kubernetesTarget(DEPLOYMENT, route)] as const),
  ["`workload: rollout/…` (Argo Rollouts)", kubernetesTarget({ kind: "rollout", name: "web" }, ROLLING)],
  [
    "`workload: rollout/…` with manifests",
    kubernetesTarget({ kind: "rollout", name: "web" }, ROLLING, MANIFESTS),
  ],
  ["`workload: canary/…` (Flagger)", kubernetesTarget({ kind: "canary", name: "web" }, ROLLING)],
];

/** Every route and engine. */
export function kubernetesUses(): Promise<readonly KubernetesUse[]> {
  return Promise.all(TARGETS.map(async ([name, target]) => ({ name, calls: await kubernetesCalls(target) })));
}

/** The page of least permissions on a cluster. */
export async function kubernetesPage(): Promise<string> {
  const uses = await kubernetesUses();
  return [
    GENERATED,
    "# Least permissions: Kubernetes",
    "",
    "For `target: { platform: kubernetes }`. The adapter makes no other call in the cluster than those of its route or engine, the explaining ones below, and those of the kinds its manifests have: its tests fail on a call that is on none of these lists. The pre-flight asks for exactly these before anything is touched.",
    "",
    ...uses.flatMap(({ name, calls }) => [`## ${name}`, "", "```yaml", roleYaml(calls), "```", ""]),
    "## Who has it",
    "",
    "The subject is whoever the access signs in as: a service account of the cluster, or the user or group a cloud's identity is mapped to.",
    "",
    "```yaml",
    bindingYaml(),
    "```",
    "",
    "## What only explains",
    "",
    "Without these a deployment works, and its messages lack events, log lines and nearest names.",
    "",
    "```yaml",
    roleYaml(EXPLAINING, "deploy-actions-explain"),
    "```",
    "",
    "## To know",
    "",
    "- `rolling` with `manifests` also needs `get`, `create` and `patch` on the kind of each of its objects.",
    "- `deletecollection`, `secrets` and anything of the cluster's own scope are never asked for; `list` of namespaces would only let a message name the nearest one, and takes a ClusterRole.",
    "- With `access: { eks: … }` the AWS role also needs `eks:DescribeCluster` on the cluster.",
    "",
  ].join("\n");
}

/** Namespaces are listed for the nearest name alone, which no Role of one namespace can allow. */
const EXPLAINING = EXPLAINING_CALLS.filter(
  ({ resource, verb }) => resource !== "namespaces" || verb === "get",
);

/** The rules of a Role for calls: verbs of the same resource together. */
export function rulesOf(calls: readonly KubernetesCall[]): readonly RoleRule[] {
  const byResource = new Map<string, { group: string; resource: string; verbs: string[] }>();
  for (const { group, resource, verb } of calls) {
    const key = `${group}/${resource}`;
    const rule = byResource.get(key) ?? { group, resource, verbs: [] };
    rule.verbs.push(verb);
    byResource.set(key, rule);
  }
  return [...byResource.values()]
    .sort((a, b) => (`${a.group}/${a.resource}` < `${b.group}/${b.resource}` ? -1 : 1))
    .map(({ group, resource, verbs }) => ({
      apiGroups: [group],
      resources: [resource],
      verbs: [...new Set(verbs)],
    }));
}

/** One rule of a Role (rbac.authorization.k8s.io/v1). */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** A Role (rbac.authorization.k8s.io/v1) that allows calls. */
export function roleYaml(calls: readonly KubernetesCall[], name = "deploy-actions"): string {
  return yaml({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: { name, namespace: "${namespace}" },
    rules: rulesOf(calls),
  });
}

function bindingYaml(): string {
  return yaml({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "deploy-actions", namespace: "${namespace}" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "deploy-actions" },
    subjects: [{ kind: "ServiceAccount", name: "${serviceAccount}", namespace: "${namespace}" }],
  });
}

/** Lists of words on one line, as people write them. */
function yaml(value: object): string {
  const document = new Document(value);
  visit(document, {
    Seq: (_key, list) => {
      if (list.items.every(isScalar)) list.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim();
}
