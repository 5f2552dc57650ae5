import { ActionError } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { DEPLOYMENTS } from "../kubernetes-client.ts";
import { applyMissing, readManifests } from "../manifests/manifests.ts";
import { MARKS } from "../marks.ts";
import type { Deployment } from "../objects.ts";
import { newTemplate } from "./candidate-deployment.ts";
import type { DeploymentContext } from "./context.ts";
import { desiredOf } from "./deployment-status.ts";
import { replaceTemplate } from "./stable-deployment.ts";

/** Value of the first-deploy mark: whether the Deployment goes again when its first deploy is aborted, or to no pods. */
export const FIRST = { created: "created", form: "form" } as const;

/** What the first release is made from: the Deployment of the target's manifests. Error: `config` when there is none. */
export async function baseDeployment(
  context: Pick<DeploymentContext, "client" | "target" | "workspace" | "stable">,
  signal: AbortSignal,
): Promise<Deployment> {
  const { client, stable } = context;
  const manifests = await readManifests(context, signal);
  const found = manifests.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === stable);
  if (found !== undefined) return found as Deployment;
  const { target } = context;
  const where = target.manifests.length === 0 ? "" : `, nor in the manifests ${target.manifests.join(", ")}`;
  // Names the Deployments that are there.
  const error: unknown = await client.require(DEPLOYMENTS, stable, signal).catch((reason: unknown) => reason);
  const text = error instanceof ActionError ? error.message : `There is no Deployment "${stable}".`;
  throw new ActionError(
    "config",
    `${text}${where === "" ? "" : ` It is${where.replace(", nor", " not")} either.`}`,
    {
      hint: "For a first deploy, name the manifest of the Deployment in `manifests` of the target, or create it with 0 replicas.",
    },
  );
}

/** The other objects of the manifests (Services, routes …), as far as they are not there yet. */
export async function applyFirstManifests(context: DeploymentContext, signal: AbortSignal): Promise<void> {
  const manifests = await readManifests(context, signal);
  const others = manifests.filter(
    ({ kind, metadata }) => !(kind === "Deployment" && metadata.name === context.stable),
  );
  await applyMissing(context.client, others, signal);
}

/** Makes the stable Deployment of a first deploy, or gives the waiting form of one its first release. */
export async function startStable(
  context: Pick<DeploymentContext, "client" | "target" | "workspace" | "stable">,
  existing: Deployment | undefined,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { client } = context;
  if (existing !== undefined) {
    const template = newTemplate(context, existing, release, undefined);
    const annotations = { [MARKS.first]: existing.metadata.annotations?.[MARKS.first] ?? FIRST.form };
    const replicas = Math.max(1, desiredOf(existing));
    await replaceTemplate(context, existing, template, { isStable: false, replicas, annotations }, signal);
    return;
  }
  const base = await baseDeployment(context, signal);
  const template = newTemplate(context, base, release, undefined);
  const annotations = { ...base.metadata.annotations, [MARKS.first]: FIRST.created };
  const metadata = { ...base.metadata, namespace: client.namespace, annotations };
  await client.create(DEPLOYMENTS, { ...base, metadata, spec: { ...base.spec, template } }, signal);
}

/** Undoes what an aborted first deploy left of the stable Deployment. */
export async function undoFirst(
  context: Pick<DeploymentContext, "client">,
  existing: Deployment,
  signal: AbortSignal,
): Promise<void> {
  const { client } = context;
  const { name, uid, annotations } = existing.metadata;
  const first = annotations?.[MARKS.first];
  if (first === FIRST.created) {
    await client.remove(DEPLOYMENTS, name, signal, uid === undefined ? {} : { uid });
  } else if (first === FIRST.form) {
    const body = {
      metadata: { annotations: { [MARKS.first]: null, [MARKS.candidate]: null } },
      spec: {
        replicas: 0,
        template: {
          metadata: {
            annotations: {
              [MARKS.version]: null,
              [MARKS.image]: null,
              [MARKS.commit]: null,
              [MARKS.artifact]: null,
            },
          },
        },
      },
    };
    await client.patch(DEPLOYMENTS, name, { type: "merge", body }, signal);
  }
}
