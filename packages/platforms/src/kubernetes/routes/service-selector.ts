import { ActionError } from "@deploy-actions/kernel";
import type { KubernetesRoute } from "@deploy-actions/rollout";
import { candidateLabelValue } from "../deployment/candidate-labels.ts";
import { lastManagerOf } from "../field-managers.ts";
import { fingerprint } from "../fingerprint.ts";
import { pointer } from "../json-pointer.ts";
import { type JsonPatchOperation, SERVICES } from "../kubernetes-client.ts";
import { MARKS } from "../marks.ts";
import type { Service } from "../objects.ts";
import { callsOf } from "../platform-options.ts";
import type { TrafficRoute, TrafficRouteOptions } from "../traffic-route.ts";

/** Blue-green: the Service's selector picks stable's or the candidate's pods; what it picked before is kept in an annotation. */
export function createServiceSelectorRoute(
  options: TrafficRouteOptions,
  route: Extract<KubernetesRoute, { kind: "service" }>,
  workload: string,
): TrafficRoute {
  const { client } = options;
  const describe = `Service ${client.namespace}/${route.name}`;
  const load = (signal: AbortSignal): Promise<Service> =>
    client.require<Service>(SERVICES, route.name, signal);
  const candidateSelector = { [MARKS.candidateOf]: candidateLabelValue(workload) };
  const isAtCandidate = (service: Service): boolean =>
    service.spec.selector?.[MARKS.candidateOf] === candidateSelector[MARKS.candidateOf];

  const change = async (
    service: Service,
    selector: Readonly<Record<string, string>>,
    remembered: JsonPatchOperation,
    signal: AbortSignal,
  ): Promise<void> => {
    const path = pointer("spec", "selector");
    const operations: JsonPatchOperation[] = [
      { op: "test", path, value: service.spec.selector },
      { op: "replace", path, value: selector },
      ...(service.metadata.annotations === undefined
        ? [{ op: "add", path: pointer("metadata", "annotations"), value: {} } as const]
        : []),
      remembered,
    ];
    await client.patch(SERVICES, route.name, { type: "json", operations }, signal);
  };
  const rememberedPath = pointer("metadata", "annotations", MARKS.selector);

  const toStable = async (signal: AbortSignal): Promise<void> => {
    const service = await load(signal);
    const remembered = service.metadata.annotations?.[MARKS.selector];
    if (!isAtCandidate(service)) {
      if (remembered !== undefined) {
        const operations = [{ op: "remove", path: rememberedPath } as const];
        await client.patch(SERVICES, route.name, { type: "json", operations }, signal);
      }
      return;
    }
    await change(service, readSelector(remembered, describe), { op: "remove", path: rememberedPath }, signal);
  };

  return {
    describe,
    capabilities: { traffic: "all-at-once", granularity: 100, candidateHeader: undefined },
    calls: [...callsOf(SERVICES, "get", "list", "patch")],

    async services() {
      return (
        options.services ?? { stable: route.name, candidate: route.preview ?? `${route.name}-candidate` }
      );
    },

    async read(_services, signal) {
      const service = await load(signal);
      return {
        candidateWeight: isAtCandidate(service) ? 100 : 0,
        revision: fingerprint(service.spec.selector),
        accepted: true,
        message: undefined,
        changedBy: lastManagerOf(service.metadata, ["spec", "selector"]),
      };
    },

    async write(_services, weight, seen, signal) {
      if (weight !== 0 && weight !== 100) {
        throw new ActionError(
          "config",
          `${describe} moves all traffic at once: ${weight} % is not possible.`,
          {
            hint: "Use steps of 0 % and 100 %, or a route with weights (httproute, virtualservice, traefikservice).",
          },
        );
      }
      if (weight === 0) return toStable(signal);
      const service = await load(signal);
      if (isAtCandidate(service)) return;
      if (fingerprint(service.spec.selector) !== seen.revision) {
        throw new ActionError(
          "conflict",
          `${describe} is not as it was read: its selector is ${show(service)} now.`,
        );
      }
      const { selector } = service.spec;
      if (selector === undefined || Object.keys(selector).length === 0) {
        throw new ActionError(
          "config",
          `${describe} has no selector: its endpoints are written by somebody else.`,
        );
      }
      const value = JSON.stringify(selector);
      await change(service, candidateSelector, { op: "add", path: rememberedPath, value }, signal);
    },

    detach: (_services, signal) => toStable(signal),
  };
}

function readSelector(text: string | undefined, describe: string): Readonly<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(text ?? "");
    if (typeof parsed === "object" && parsed !== null && Object.keys(parsed).length > 0) {
      return parsed as Record<string, string>;
    }
  } catch {
    // Falls through to the error: without the selector of before nobody knows which pods are stable's.
  }
  throw new ActionError(
    "config",
    `${describe} selects the candidate, and its annotation ${MARKS.selector} does not say what it selected before.`,
    {
      hint: "Somebody removed the annotation. Set the selector of the Service back to the stable pods by hand, then run again.",
    },
  );
}

function show(service: Service): string {
  return JSON.stringify(service.spec.selector ?? {});
}
