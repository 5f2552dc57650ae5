import { type PreflightProblem, suggest } from "@deploy-actions/kernel";
import { kubernetesCalls } from "./kubernetes-calls.ts";
import type { KubernetesClient } from "./kubernetes-client.ts";
import type { KubernetesPlatformOptions } from "./platform-options.ts";

/** Read-only: is the namespace there, and may this user make every call the platform makes in it. */
export async function preflightAccess(
  options: KubernetesPlatformOptions,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const namespace = await lookForNamespace(options.client, signal);
  if (namespace !== undefined) return [namespace];
  const permissions = await missingPermissions(options, signal);
  return permissions === undefined ? [] : [permissions];
}

async function lookForNamespace(
  client: KubernetesClient,
  signal: AbortSignal,
): Promise<PreflightProblem | undefined> {
  const { exists, others } = await client.lookAtNamespace(signal);
  if (exists !== false) return undefined;
  return {
    code: "not_found",
    text: `There is no namespace "${client.namespace}" at ${client.describe}.${suggest(client.namespace, others)}`,
    hint: "Correct `namespace` of the target, or choose the context of the right cluster.",
  };
}

/** One problem with every call that is not allowed. */
async function missingPermissions(
  options: KubernetesPlatformOptions,
  signal: AbortSignal,
): Promise<PreflightProblem | undefined> {
  const { client, target } = options;
  const calls = await kubernetesCalls(target);
  const answers = await Promise.all(
    calls.map(async (call) => ({ call, may: await client.mayI(call, signal) })),
  );
  const missing = new Map<string, string[]>();
  for (const { call } of answers.filter(({ may }) => !may)) {
    const resource = call.group === "" ? call.resource : `${call.resource}.${call.group}`;
    missing.set(resource, [...(missing.get(resource) ?? []), call.verb]);
  }
  if (missing.size === 0) return undefined;
  const list = [...missing].map(([resource, verbs]) => `${resource}: ${verbs.join(", ")}`).join("; ");
  return {
    code: "permission_missing",
    text: `${client.describe} may not do all of what this target needs in namespace ${client.namespace}. Missing: ${list}.`,
    hint: "Add these verbs to the Role that is bound to this user in the namespace.",
  };
}
