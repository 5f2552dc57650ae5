import { GENERATED } from "./aws-page.ts";
import { roleYaml } from "./kubernetes-page.ts";

/** What Helm itself keeps: each revision of a release is a Secret. */
const STORAGE = (["get", "list", "create", "update", "delete"] as const).map((verb) => ({
  api: "kubernetes" as const,
  verb,
  group: "",
  resource: "secrets",
}));

/** The page of least permissions of Helm, whose calls are its own. */
export function helmPage(): string {
  return [
    GENERATED,
    "# Least permissions: Helm",
    "",
    "For `target: { platform: helm }`. The adapter makes no call to a cluster: it starts `helm`, which acts with the rights of the kubeconfig it is given. What it needs is decided by the chart:",
    "",
    "- `get`, `list`, `watch`, `create`, `patch` and `delete` on the kind of each object the chart has;",
    "- the same on Jobs and whatever else its hooks make;",
    "- its own storage, below.",
    "",
    "```yaml",
    roleYaml(STORAGE, "deploy-actions-helm"),
    "```",
    "",
    "## To know",
    "",
    "- `helm upgrade --dry-run=server` asks the API server about every object before anything is changed: what is forbidden is said there.",
    "- A Role cannot tell Helm's Secrets from others of the namespace. Give the release a namespace of its own.",
    "- With `access: { eks: … }` the AWS role also needs `eks:DescribeCluster` on the cluster.",
    "",
  ].join("\n");
}
