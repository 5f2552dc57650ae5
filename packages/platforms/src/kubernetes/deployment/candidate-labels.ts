import { ActionError } from "@deploy-actions/kernel";
import { fingerprint } from "../fingerprint.ts";
import { MARKS } from "../marks.ts";
import type { Deployment } from "../objects.ts";

type Labels = Readonly<Record<string, string>>;

const LONGEST_LABEL = 63;
const SUFFIX = "-candidate";

/** Value of the label that marks the candidate's pods: the name of the stable Deployment, cut where a label may not be as long. */
export function candidateLabelValue(workload: string): string {
  return workload.length <= LONGEST_LABEL ? workload : `${workload.slice(0, 48)}-${fingerprint(workload)}`;
}

/** Labels of the candidate's pods that no selector of stable's picks: those of stable's pods, with one value changed. */
export function labelsOutside(
  stable: Deployment,
  serviceSelector: Labels | undefined,
  candidateSelector: Labels | undefined,
): Labels {
  const labels = labelsInside(stable);
  const deploymentSelector = stable.spec.selector.matchLabels ?? {};
  const picked = serviceSelector ?? deploymentSelector;
  const kept = Object.keys(candidateSelector ?? {});
  const keys = Object.keys(picked).filter((key) => !kept.includes(key));
  // A label of both selectors takes the pods out of the Service, the autoscaler and the disruption budget at once.
  const key = keys.find((one) => one in deploymentSelector) ?? keys[0];
  const value = key === undefined ? undefined : (labels[key] ?? picked[key]);
  const changed = key === undefined || value === undefined ? {} : { [key]: outsideValue(value) };
  const outside = { ...labels, ...changed, ...candidateSelector };
  if (serviceSelector !== undefined && matches(serviceSelector, outside)) {
    throw new ActionError(
      "config",
      `The candidate's Service and the stable one would pick the same pods (${show(serviceSelector)}).`,
      { hint: "Give the candidate's Service a selector with another value, or leave it out: one is made." },
    );
  }
  return outside;
}

/** Labels of the pods of a candidate's Deployment that is the user's own: theirs, and the mark by which a Service picks them. */
export function labelsOfOwn(
  candidate: Deployment,
  workload: string,
  serviceSelector: Labels | undefined,
): Labels {
  const own = candidate.spec.template.metadata?.labels ?? {};
  if (serviceSelector !== undefined && matches(serviceSelector, own)) {
    throw new ActionError(
      "config",
      `Stable's Service (${show(serviceSelector)}) picks the pods of Deployment ${candidate.metadata.name} too: they would get requests at any weight.`,
      { hint: "Give the pods of the candidate's Deployment another value of one of these labels." },
    );
  }
  return { ...own, [MARKS.candidateOf]: candidateLabelValue(workload) };
}

/** Labels of the candidate's pods that stable's Service picks: those of stable's pods, and the candidate's mark. */
export function labelsInside(stable: Deployment): Labels {
  const { "pod-template-hash": _hash, ...labels } = stable.spec.template.metadata?.labels ?? {};
  return { ...labels, [MARKS.candidateOf]: candidateLabelValue(stable.metadata.name) };
}

/** Whether a selector picks something with these labels. */
export function matches(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([name, value]) => labels[name] === value);
}

function outsideValue(value: string): string {
  if (value.length + SUFFIX.length <= LONGEST_LABEL) return `${value}${SUFFIX}`;
  return `${value.slice(0, LONGEST_LABEL - SUFFIX.length).replace(/[^A-Za-z0-9]+$/, "")}${SUFFIX}`;
}

function show(selector: Labels): string {
  return Object.entries(selector)
    .map(([name, value]) => `${name}=${value}`)
    .join(",");
}
