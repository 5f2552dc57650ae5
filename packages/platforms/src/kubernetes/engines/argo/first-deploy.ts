import { ActionError } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { FIRST } from "../../deployment/base-deployment.ts";
import { applyMissing, readManifests } from "../../manifests/manifests.ts";
import { MARKS } from "../../marks.ts";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { releaseTemplate } from "../release-template.ts";
import { changeTemplate } from "./change-template.ts";
import { untilRollout } from "./drive-rollout.ts";
import { describeRollout, lookAtRollout, type RolloutLook, templateOf } from "./rollout-look.ts";
import { isObserved, ROLLOUTS, type Rollout } from "./rollout-object.ts";
import { patchStatus, statusIs } from "./status-patch.ts";
import { Waker } from "./waker.ts";

/**
 * Starts the first release. Argo Rollouts takes no steps for it; a Rollout that waits with 0 replicas becomes stable with the new
 * template first and gets its pods then, so that no pod of the waiting form ever starts.
 */
export async function startFirst(
  options: KubernetesPlatformOptions,
  look: RolloutLook,
  release: Release,
  signal: AbortSignal,
): Promise<RolloutLook> {
  const { client, target } = options;
  const { rollout } = look;
  if (rollout === undefined) {
    await create(options, release, signal);
  } else {
    if (look.wanted?.version !== release.version || !look.isFirst) {
      const describe = describeRollout(options);
      const template = releaseTemplate(target, templateOf(rollout, describe), release, describe);
      const first = rollout.metadata.annotations?.[MARKS.first] ?? FIRST.form;
      await changeTemplate(options, rollout, template, { [MARKS.first]: first }, signal);
    }
    await becomeStable(options, signal);
    const body = { spec: { replicas: Math.max(1, rollout.spec.replicas ?? 1) } };
    if (rollout.spec.replicas === 0)
      await client.patch(ROLLOUTS, rollout.metadata.name, { type: "merge", body }, signal);
  }
  return untilUp(options, signal);
}

/** Undoes what an aborted first deploy left. */
export async function undoFirst(
  { client }: KubernetesPlatformOptions,
  rollout: Rollout,
  signal: AbortSignal,
): Promise<void> {
  const { name, uid, annotations } = rollout.metadata;
  if (annotations?.[MARKS.first] === FIRST.created) {
    await client.remove(ROLLOUTS, name, signal, uid === undefined ? {} : { uid });
    return;
  }
  const none = { [MARKS.version]: null, [MARKS.image]: null, [MARKS.commit]: null, [MARKS.artifact]: null };
  const body = {
    metadata: { annotations: { [MARKS.first]: null } },
    spec: { replicas: 0, template: { metadata: { annotations: none } } },
  };
  await client.patch(ROLLOUTS, name, { type: "merge", body }, signal);
}

async function create(
  options: KubernetesPlatformOptions,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { client, target } = options;
  const { name } = target.workload;
  const manifests = await readManifests(options, signal);
  const isMeant = ({ kind, metadata }: (typeof manifests)[number]): boolean =>
    kind === "Rollout" && metadata.name === name;
  const base = manifests.find(isMeant) as Rollout | undefined;
  if (base === undefined) {
    // Names the Rollouts that are there.
    const error: unknown = await client.require(ROLLOUTS, name, signal).catch((reason: unknown) => reason);
    const text = error instanceof ActionError ? error.message : `There is no Rollout "${name}".`;
    throw new ActionError("config", text, {
      hint: "For a first deploy, name the manifest of the Rollout in `manifests` of the target, or create it with 0 replicas.",
    });
  }
  const others = manifests.filter((manifest) => !isMeant(manifest));
  await applyMissing(client, others, signal);
  const describe = describeRollout(options);
  const template = releaseTemplate(target, templateOf(base, describe), release, describe);
  const annotations = { ...base.metadata.annotations, [MARKS.first]: FIRST.created };
  const metadata = { ...base.metadata, namespace: client.namespace, annotations };
  await client.create(ROLLOUTS, { ...base, metadata, spec: { ...base.spec, template } }, signal);
}

async function becomeStable(options: KubernetesPlatformOptions, signal: AbortSignal): Promise<void> {
  const isStable = ({ rollout }: RolloutLook): boolean => {
    const { currentPodHash, stableRS } = rollout?.status ?? {};
    return rollout !== undefined && isObserved(rollout) && currentPodHash === stableRS && stableRS !== "";
  };
  const isSeen = ({ rollout }: RolloutLook): boolean =>
    rollout !== undefined &&
    (rollout.status?.currentPodHash ?? "") !== "" &&
    (isObserved(rollout) || rollout.spec.replicas !== 0);
  const what = "the first release becomes its stable one";
  const look = await untilRollout(options, isSeen, what, signal);
  // With pods it is Argo Rollouts that has to see them up before.
  if (isStable(look) || look.rollout?.spec.replicas !== 0) return;
  await patchStatus(options, statusIs("promoteFull", true), signal);
  await untilRollout(options, isStable, what, signal);
}

/** Until Argo Rollouts says Healthy (before, a pod that is up may not stay), or it is clear that it will not. */
export async function untilUp(options: KubernetesPlatformOptions, signal: AbortSignal): Promise<RolloutLook> {
  const { clock, target } = options;
  const deadline = clock.now() + target.readyTimeoutMs;
  const waker = new Waker(options);
  for (;;) {
    const look = await lookAtRollout(options, signal);
    const { candidate } = look.traffic;
    const { rollout } = look;
    const isHealthy = rollout !== undefined && isObserved(rollout) && rollout.status?.phase === "Healthy";
    if (
      (candidate?.ready === true && isHealthy) ||
      candidate?.failure !== undefined ||
      clock.now() >= deadline
    )
      return look;
    if (rollout !== undefined) await waker.see(JSON.stringify([rollout.status, candidate]), signal);
    await clock.sleep(UP_POLL_MS, signal);
  }
}

const UP_POLL_MS = 300;
