import type { Release } from "@deploy-actions/rollout";

/** Annotations and labels this project puts on objects of a cluster. */
export const MARKS = {
  /** Release of a Deployment or of the pods of a template. */
  version: "deploy-actions/version",
  commit: "deploy-actions/commit",
  artifact: "deploy-actions/artifact",
  /** Image the release was deployed with: another one in the template means that somebody else deployed. */
  image: "deploy-actions/image",
  /** Release that is staged on a Deployment which is updated all at once, as JSON. */
  candidate: "deploy-actions/candidate",
  /** On the candidate: the release that was stable when it was made, so that a stable without pods is not taken for none. */
  beside: "deploy-actions/beside",
  /** Weight and replicas the candidate was given where the pods are the share. */
  weight: "deploy-actions/weight",
  replicas: "deploy-actions/replicas",
  /** The Deployment was made by a first deploy that is not finished. */
  first: "deploy-actions/first-deploy",
  /** What a Service selected, or a route's backend weighed, before the rollout began. */
  selector: "deploy-actions/selector",
  backendWeight: "deploy-actions/backend-weight",
  /** Label of the candidate's pods and objects: the name of the stable Deployment. */
  candidateOf: "deploy-actions/candidate-of",
  managedBy: "app.kubernetes.io/managed-by",
} as const;

/** Value of the managed-by label: what has it may be removed by this project. */
export const MANAGER = "deploy-actions";

type Annotations = Readonly<Record<string, string>>;

/** The annotations that remember a release. */
export function markRelease(release: Release, image: string): Annotations {
  return {
    [MARKS.version]: release.version,
    [MARKS.image]: image,
    ...(release.commit === undefined ? {} : { [MARKS.commit]: release.commit }),
    ...(release.artifact === undefined ? {} : { [MARKS.artifact]: release.artifact }),
  };
}

/** The release annotations remember, if there is one. */
export function readRelease(annotations: Annotations | undefined): Release | undefined {
  const version = annotations?.[MARKS.version];
  if (version === undefined) return undefined;
  const commit = annotations?.[MARKS.commit];
  const artifact = annotations?.[MARKS.artifact];
  return {
    version,
    ...(commit === undefined ? {} : { commit }),
    ...(artifact === undefined ? {} : { artifact }),
  };
}

/** The annotations without those of a release. */
export function withoutRelease(annotations: Annotations | undefined): Annotations {
  const ours: readonly string[] = [MARKS.version, MARKS.commit, MARKS.artifact, MARKS.image];
  return Object.fromEntries(Object.entries(annotations ?? {}).filter(([name]) => !ours.includes(name)));
}
