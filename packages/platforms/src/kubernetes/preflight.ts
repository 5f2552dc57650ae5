import { ActionError, type PreflightProblem } from "@deploy-actions/kernel";
import { DEPLOYMENTS, SERVICES } from "./kubernetes-client.ts";
import { readManifests, typeOf } from "./manifests/manifests.ts";
import type { Deployment, Service } from "./objects.ts";
import type { KubernetesPlatformOptions } from "./platform-options.ts";
import { containerOf } from "./release-image.ts";
import type { TrafficRoute } from "./traffic-route.ts";

/** Read-only: is everything there that the target names. */
export async function preflight(
  options: KubernetesPlatformOptions,
  route: TrafficRoute | undefined,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const { workload } = options.target;
  const looks =
    workload.kind === "deployment"
      ? [
          () => lookAtDeployments(options, signal),
          () => lookAtRoute(options, route, signal),
          () => lookAtManifests(options, signal),
        ]
      : [];
  const problems: PreflightProblem[] = [];
  for (const look of looks) problems.push(...(await collect(look)));
  return problems;
}

async function lookAtDeployments(
  { client, target }: KubernetesPlatformOptions,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const { workload, candidateWorkload, container, manifests } = target;
  const where = `Deployment ${client.namespace}/${workload.name}`;
  const mayCome = manifests.length > 0;
  const stable = mayCome
    ? await client.read<Deployment>(DEPLOYMENTS, workload.name, signal)
    : await client.require<Deployment>(DEPLOYMENTS, workload.name, signal);
  if (stable !== undefined) containerOf(stable.spec.template, container, where);
  if (candidateWorkload !== undefined) await client.require(DEPLOYMENTS, candidateWorkload, signal);
  return [];
}

async function lookAtRoute(
  { client, target, log }: KubernetesPlatformOptions,
  route: TrafficRoute | undefined,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  if (route === undefined) return [];
  const stable = await client.read<Deployment>(DEPLOYMENTS, target.workload.name, signal);
  // A first deploy brings its route with its manifests.
  if (stable === undefined && target.manifests.length > 0) return [];
  const services = await route.services(signal);
  await route.read(services, signal);
  await client.require<Service>(SERVICES, services.stable, signal);
  const others = (await route.elsewhere?.(services, signal)) ?? [];
  if (others.length > 0) {
    log.warning(
      `Besides ${route.describe}, ${others.join(", ")} also ${others.length === 1 ? "sends" : "send"} requests to Service ${services.stable}: they stay at stable whatever the weight is.`,
    );
  }
  return [];
}

async function lookAtManifests(
  options: KubernetesPlatformOptions,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const { client } = options;
  const objects = await readManifests(options, signal);
  const problems: PreflightProblem[] = [];
  for (const object of objects) {
    problems.push(
      ...(await collect(async () => {
        const type = await typeOf(client, object, signal);
        const resource = { api: "kubernetes", group: type.group, resource: type.plural } as const;
        const verbs = ["get", "create", "patch"] as const;
        const answers = await Promise.all(
          verbs.map(async (verb) => ((await client.mayI({ ...resource, verb }, signal)) ? [] : [verb])),
        );
        const missing = answers.flat();
        if (missing.length === 0) return [];
        const name = `${object.kind} ${object.metadata.name}`;
        return [
          {
            code: "permission_missing",
            text: `${client.describe} may not ${missing.join(", ")} ${type.plural} in namespace ${client.namespace}, which the manifest of ${name} needs.`,
            hint: "Add these verbs to the Role that is bound to this user in the namespace.",
          },
        ];
      })),
    );
  }
  return problems;
}

/** What a look found missing, as problems; a fault of the cluster stays an error. */
async function collect(
  look: () => Promise<readonly PreflightProblem[]>,
): Promise<readonly PreflightProblem[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ActionError) || (error.code !== "config" && error.code !== "permission"))
      throw error;
    const code = error.code === "config" ? "not_found" : "permission_missing";
    return [{ code, text: error.message, hint: error.hint }];
  }
}
