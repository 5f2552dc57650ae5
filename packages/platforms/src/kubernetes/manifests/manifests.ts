import { glob } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import { ActionError, isObject } from "@deploy-actions/kernel";
import type { KubernetesTarget } from "@deploy-actions/rollout";
import { parseAllDocuments } from "yaml";
import { readCapped } from "../access/read-kubeconfig.ts";
import { cancelled } from "../client/api-caller.ts";
import type { KubernetesClient, KubernetesObject, ResourceType } from "../kubernetes-client.ts";

/** What manifests are read with. */
export interface ManifestContext {
  readonly client: Pick<KubernetesClient, "namespace">;
  readonly target: Pick<KubernetesTarget, "manifests">;
  readonly workspace: string;
}

const MAX_FILES = 200;

/** The objects of the target's manifest files, in order. Error: `config` with file and line. */
export async function readManifests(
  context: ManifestContext,
  signal: AbortSignal,
): Promise<readonly KubernetesObject[]> {
  const objects: KubernetesObject[] = [];
  for (const pattern of context.target.manifests) {
    const files = await filesOf(pattern, context.workspace);
    for (const file of files) {
      if (signal.aborted) throw cancelled(signal);
      const text = await readCapped(join(context.workspace, file), "manifest");
      objects.push(...parseManifest(file, text, context.client.namespace));
    }
  }
  return objects;
}

async function filesOf(pattern: string, workspace: string): Promise<readonly string[]> {
  const outside = relative(workspace, resolve(workspace, pattern)).startsWith("..");
  if (isAbsolute(pattern) || outside) {
    throw new ActionError("config", `The manifest ${pattern} is outside the workspace.`, {
      hint: "Name manifests relative to the workspace.",
    });
  }
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: workspace })) {
    files.push(file);
    if (files.length > MAX_FILES)
      throw new ActionError("config", `${pattern} matches more than ${MAX_FILES} files.`);
  }
  if (files.length === 0) throw new ActionError("config", `No manifest matches ${pattern} in the workspace.`);
  return files.sort();
}

/** The objects of one manifest text (YAML documents or JSON; a List is taken apart). */
export function parseManifest(file: string, text: string, namespace: string): readonly KubernetesObject[] {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const [problem] = document.errors;
    const line = problem?.linePos?.[0].line;
    if (problem !== undefined) {
      throw new ActionError("config", `The manifest ${file} is not YAML: ${problem.message.split("\n")[0]}`, {
        location: { file, ...(line === undefined ? {} : { line }) },
      });
    }
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (value === null || value === undefined) return [];
    const items =
      isObject(value) && value.kind === "List" && Array.isArray(value.items) ? value.items : [value];
    return items.map((item: unknown) => checkObject(item, file, namespace));
  });
}

function checkObject(item: unknown, file: string, namespace: string): KubernetesObject {
  const metadata = isObject(item) ? item.metadata : undefined;
  if (
    !isObject(item) ||
    typeof item.apiVersion !== "string" ||
    typeof item.kind !== "string" ||
    !isObject(metadata) ||
    typeof metadata.name !== "string"
  ) {
    throw new ActionError("config", `An object in ${file} has no apiVersion, kind or metadata.name.`, {
      location: { file },
      hint: "Templates (Helm, kustomize) are rendered before: `kustomize build … > manifests.yaml`.",
    });
  }
  const { name } = metadata;
  if (metadata.namespace !== undefined && metadata.namespace !== namespace) {
    throw new ActionError(
      "config",
      `${item.kind} ${name} in ${file} is for namespace ${String(metadata.namespace)}, the target's is ${namespace}.`,
      { location: { file } },
    );
  }
  const { status: _status, ...object } = item;
  return {
    ...object,
    apiVersion: item.apiVersion,
    kind: item.kind,
    metadata: { ...metadata, name, namespace },
  } as KubernetesObject;
}

/** The resource type of a manifest's object. Error: `config` when the cluster does not serve it or it has no namespace. */
export async function typeOf(
  client: KubernetesClient,
  object: KubernetesObject,
  signal: AbortSignal,
): Promise<ResourceType> {
  const { apiVersion, kind, metadata } = object;
  const found = await client.resolve(apiVersion, kind, signal);
  if (found === undefined) {
    throw new ActionError(
      "config",
      `The cluster does not serve ${kind} of ${apiVersion}, which the manifest of ${metadata.name} is.`,
      {
        hint: "Install its custom resource definition first, or correct apiVersion.",
      },
    );
  }
  if (!found.isNamespaced) {
    throw new ActionError(
      "config",
      `${kind} ${metadata.name} belongs to the whole cluster: only objects of the target's namespace are applied.`,
      {
        hint: "Take it out of the target's manifests and apply it with the cluster's own set-up.",
      },
    );
  }
  return found.type;
}

/** Applies an object server-side; what the manifest says wins over whoever wrote it before. */
export async function applyObject(
  client: KubernetesClient,
  object: KubernetesObject,
  signal: AbortSignal,
): Promise<KubernetesObject> {
  const type = await typeOf(client, object, signal);
  return client.patch(type, object.metadata.name, { type: "apply", body: object, force: true }, signal);
}

/** Applies the objects that are not there yet. */
export async function applyMissing(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
  signal: AbortSignal,
): Promise<void> {
  for (const object of objects) {
    const type = await typeOf(client, object, signal);
    if ((await client.read(type, object.metadata.name, signal)) === undefined) {
      await applyObject(client, object, signal);
    }
  }
}
