import type { KubernetesRoute, KubernetesWorkload } from "@deploy-actions/rollout";
import * as z from "zod/mini";
import { type KindForm, readKindName } from "./kind-name.ts";
import { awsRegion, dnsLabel, dnsSubdomain, fixedText, image, nameOf } from "./name-texts.ts";
import {
  duration,
  keys,
  optional,
  parsedText,
  percent,
  type Read,
  template,
  workspacePath,
} from "./schema-scalars.ts";

const SUBDOMAIN: KindForm = { name: "subdomain", rules: false };
const WORKLOADS = { deployment: SUBDOMAIN, rollout: SUBDOMAIN, canary: SUBDOMAIN };
const ROUTES = {
  replicas: { name: "label", rules: false },
  service: { name: "label", rules: false },
  httproute: { name: "subdomain", rules: true },
  virtualservice: { name: "subdomain", rules: true },
  traefikservice: SUBDOMAIN,
  ingress: SUBDOMAIN,
} as const satisfies Readonly<Record<string, KindForm>>;

/** What runs the pods: `deployment/web`, `rollout/web` (Argo Rollouts) or `canary/web` (Flagger). */
export function readWorkload(text: string): Read<KubernetesWorkload> {
  const read = readKindName(text, WORKLOADS, "deployment/web");
  return read.ok ? { ok: true, value: { kind: read.value.kind, name: read.value.name } } : read;
}

/** What moves the traffic: `rolling`, or a kind and a name. The preview of a Service is a key of its own. */
export function readRoute(text: string): Read<KubernetesRoute> {
  if (text === "rolling") return { ok: true, value: { kind: "rolling" } };
  const read = readKindName(text, ROUTES, "httproute/web; or rolling");
  if (!read.ok) return read;
  const { kind, name, rule } = read.value;
  switch (kind) {
    case "replicas":
      return { ok: true, value: { kind, service: name } };
    case "service":
      return { ok: true, value: { kind, name, preview: undefined } };
    case "httproute":
    case "virtualservice":
      return { ok: true, value: { kind, name, rule } };
    case "traefikservice":
    case "ingress":
      return { ok: true, value: { kind, name } };
  }
}

const AKS =
  /^\/subscriptions\/[^/\s]+\/resourcegroups\/[^/\s]+\/providers\/microsoft\.containerservice\/managedclusters\/[^/\s]+$/i;
const GKE = /^projects\/[^/\s]+\/locations\/[^/\s]+\/clusters\/[^/\s]+$/;
const EXPECTED_ACCESS =
  "kubeconfig, in-cluster, or a map, e.g. { eks: shop-cluster, region: eu-west-1 }, { aks: /subscriptions/… }, { gke: projects/… } or { kubeconfig: path, context: name }";

const access = z.union(
  [
    z.enum(["kubeconfig", "in-cluster"], { error: EXPECTED_ACCESS }),
    keys({
      eks: optional(
        nameOf(/^[A-Za-z0-9][\w-]{0,99}$/, "the name of an EKS cluster, e.g. shop-cluster"),
        "Name of an Amazon EKS cluster.",
      ),
      region: optional(awsRegion(), "AWS region of the EKS cluster."),
      aks: optional(
        nameOf(
          AKS,
          "the resource id of an AKS cluster: /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerService/managedClusters/<name>",
        ),
        "Resource id of an Azure Kubernetes Service cluster.",
      ),
      gke: optional(
        nameOf(
          GKE,
          "the full name of a GKE cluster: projects/<project>/locations/<location>/clusters/<name>",
        ),
        "Full name of a Google Kubernetes Engine cluster.",
      ),
      kubeconfig: optional(fixedText("the path of a kubeconfig file"), "Path of a kubeconfig file."),
      context: optional(fixedText("the name of a context"), "Context of the kubeconfig file."),
    }),
  ],
  { error: EXPECTED_ACCESS },
);

const EXPECTED_HEADER = "a header, e.g. { name: x-candidate, value: always }";
const EXPECTED_SERVICES = "the two Services, e.g. { stable: web, candidate: web-candidate }";

/** A workload of a Kubernetes cluster. */
export const kubernetesTarget = keys({
  platform: optional(z.literal("kubernetes"), "A workload of a Kubernetes cluster."),
  access: optional(access, "Where the cluster's API and the right to use it come from."),
  namespace: optional(dnsLabel(), "Namespace of everything named here."),
  workload: optional(
    parsedText("a kind and a name, e.g. deployment/web", readWorkload),
    "deployment/<name>; rollout/<name> of Argo Rollouts; canary/<name> of Flagger.",
  ),
  route: optional(
    parsedText("rolling, or a kind and a name, e.g. httproute/web", readRoute),
    "What moves the traffic: httproute/<name>#<rule>, virtualservice/<name>#<rule>, traefikservice/<name>, ingress/<name>, replicas/<service>, service/<name> or rolling.",
  ),
  preview: optional(dnsLabel(), "Service that reaches the candidate, for route: service/<name>."),
  "candidate-workload": optional(dnsSubdomain(), "A Deployment of your own for the candidate."),
  container: optional(dnsLabel(), "Container whose image is the release; the only one by default."),
  image: optional(image(), "Image of a release; ${release} and ${commit} are replaced for each."),
  services: optional(
    keys(
      {
        stable: dnsLabel().check(z.describe("Service of the stable release.")),
        candidate: dnsLabel().check(z.describe("Service of the candidate.")),
      },
      EXPECTED_SERVICES,
    ),
    "Services of the two releases; found from the route by default.",
  ),
  header: optional(
    keys(
      {
        name: nameOf(/^[!#$%&'*+.^_`|~\w-]+$/, "the name of a header, e.g. x-candidate").check(
          z.describe("Name of the header."),
        ),
        value: fixedText("the value of the header, e.g. always").check(
          z.describe("Its value, compared exactly."),
        ),
      },
      EXPECTED_HEADER,
    ),
    "Header that reaches the candidate at any weight.",
  ),
  mirror: optional(percent(), "Share of the requests copied to the candidate before it gets any."),
  manifests: optional(
    z.array(workspacePath("k8s/*.yaml"), { error: "a list of paths or globs, e.g. [k8s/*.yaml]" }),
    "Manifests applied with a release, in order, for route: rolling.",
  ),
  "ready-timeout": optional(duration(1), "How long a release may take to be ready."),
  settle: optional(duration(), "How long a controller may take to accept a change."),
  drain: optional(duration(), "How long a retired release may finish its requests."),
});

const EXPECTED_SET = 'a map of names to texts, e.g. { image.tag: "${release}" }';

/** A Helm release. */
export const helmTarget = keys({
  platform: optional(z.literal("helm"), "A Helm release, upgraded all at once."),
  access: optional(access, "Where the cluster's API and the right to use it come from."),
  namespace: optional(dnsLabel(), "Namespace of the release."),
  release: optional(
    nameOf(/^(?=.{1,53}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/, "the name of a Helm release, e.g. shop"),
    "Name of the Helm release.",
  ),
  chart: optional(
    fixedText("a folder, an archive or a reference, e.g. charts/shop or oci://ghcr.io/acme/charts/shop"),
    "Chart: a folder, an archive or a reference.",
  ),
  "chart-version": optional(fixedText("a version of the chart, in quotes"), "Version of the chart."),
  values: optional(
    z.array(workspacePath("helm/production.yaml"), {
      error: "a list of values files, e.g. [helm/production.yaml]",
    }),
    "Values files, in order.",
  ),
  set: optional(
    z.record(z.string(), template("a text; put numbers and true/false in quotes"), { error: EXPECTED_SET }),
    "Values set as texts; ${release} and ${commit} are replaced for each release.",
  ),
  "ready-timeout": optional(duration(1), "How long the upgrade may take."),
});
