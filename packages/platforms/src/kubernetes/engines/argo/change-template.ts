import { ActionError } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { annotationOperations } from "../../annotation-operations.ts";
import { templateRelease } from "../../deployment/stable-release.ts";
import { pointer } from "../../json-pointer.ts";
import type { JsonPatchOperation } from "../../kubernetes-client.ts";
import type { PodTemplate } from "../../objects.ts";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { containerOf } from "../../release-image.ts";
import { releaseTemplate } from "../release-template.ts";
import { describeRollout, type RolloutLook, templateOf } from "./rollout-look.ts";
import { HASH_LABEL, ROLLOUTS, type Rollout, type RolloutReplicaSet } from "./rollout-object.ts";

const EPHEMERAL = "rollout.argoproj.io/ephemeral-metadata";
const REVISION = "rollout.argoproj.io/revision";

/** Gives the Rollout another template, if it is still as it was read; that is what starts Argo Rollouts. */
export async function changeTemplate(
  options: KubernetesPlatformOptions,
  rollout: Rollout,
  template: PodTemplate,
  annotations: Readonly<Record<string, string | null>>,
  signal: AbortSignal,
): Promise<void> {
  const { client, target } = options;
  const describe = describeRollout(options);
  if (rollout.spec.paused === true) {
    throw new ActionError("config", `${describe} is paused by a person (spec.paused): it would not move.`, {
      hint: `kubectl argo rollouts promote ${rollout.metadata.name} -n ${client.namespace}`,
    });
  }
  const { container, index } = containerOf(templateOf(rollout, describe), target.container, describe);
  const at = pointer("spec", "template", "spec", "containers", index);
  const operations: JsonPatchOperation[] = [
    { op: "test", path: `${at}/name`, value: container.name },
    ...(container.image === undefined
      ? []
      : [{ op: "test", path: `${at}/image`, value: container.image } as const]),
    { op: "replace", path: pointer("spec", "template"), value: template },
    ...annotationOperations(rollout.metadata, annotations),
  ];
  await client.patch(ROLLOUTS, rollout.metadata.name, { type: "json", operations }, signal);
}

/** The template a ReplicaSet was made from (what `kubectl argo rollouts undo` puts back), so that its very pods serve again. */
export function templateOfSet(set: RolloutReplicaSet): PodTemplate {
  const { template } = set.spec;
  const ephemeral = ephemeralOf(set);
  const { labels, annotations, ...metadata } = template.metadata ?? {};
  const ownLabels = without(labels, [HASH_LABEL, ...ephemeral.labels]);
  const ownAnnotations = without(annotations, ephemeral.annotations);
  return {
    ...template,
    metadata: {
      ...metadata,
      ...(Object.keys(ownLabels).length === 0 ? {} : { labels: ownLabels }),
      // An empty map would make another hash, and with it other pods.
      ...(Object.keys(ownAnnotations).length === 0 ? {} : { annotations: ownAnnotations }),
    },
  };
}

/** The template of an earlier release: that of the newest ReplicaSet that ran it, else the current one with its image. */
export function templateForRelease(
  options: KubernetesPlatformOptions,
  look: RolloutLook,
  rollout: Rollout,
  release: Release,
): { readonly template: PodTemplate; readonly from: string } {
  const { target } = options;
  const describe = describeRollout(options);
  const revisionOf = ({ metadata }: RolloutReplicaSet): number =>
    Number(metadata.annotations?.[REVISION] ?? 0);
  const [found] = look.replicaSets
    .filter(
      ({ spec, metadata }) =>
        templateRelease(spec.template, target, `ReplicaSet ${metadata.name}`).release.version ===
        release.version,
    )
    .sort((a, b) => revisionOf(b) - revisionOf(a));
  if (found === undefined) {
    const template = releaseTemplate(target, templateOf(rollout, describe), release, describe);
    return { template, from: "the image of the release" };
  }
  return { template: templateOfSet(found), from: `revision ${revisionOf(found)}` };
}

/** Names of the labels and annotations Argo Rollouts has put into a ReplicaSet for its role (canaryMetadata, stableMetadata). */
function ephemeralOf({ metadata }: RolloutReplicaSet): {
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
} {
  try {
    const parsed = JSON.parse(metadata.annotations?.[EPHEMERAL] ?? "{}") as {
      readonly labels?: object;
      readonly annotations?: object;
    } | null;
    return {
      labels: Object.keys(parsed?.labels ?? {}),
      annotations: Object.keys(parsed?.annotations ?? {}),
    };
  } catch {
    return { labels: [], annotations: [] };
  }
}

function without(
  entries: Readonly<Record<string, string>> | undefined,
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(entries ?? {}).filter(([name]) => !names.includes(name)));
}
