import type { ResourceType } from "../kubernetes-client.ts";

/** Path of a resource type in a namespace, of one object of it, or of an object's subresource; `undefined`: cluster-wide. */
export function resourcePath(
  type: ResourceType,
  namespace: string | undefined,
  name?: string,
  subresource?: string,
): string {
  const root = type.group === "" ? `/api/${type.version}` : `/apis/${type.group}/${type.version}`;
  const scope = namespace === undefined ? "" : `/namespaces/${encodeURIComponent(namespace)}`;
  const object = name === undefined ? "" : `/${encodeURIComponent(name)}`;
  const below = subresource === undefined ? "" : `/${subresource}`;
  return `${root}${scope}/${type.plural}${object}${below}`;
}

/** `deployments.apps`, `services`: a resource as kubectl names it. */
export function resourceName(type: ResourceType): string {
  return type.group === "" ? type.plural : `${type.plural}.${type.group}`;
}

/** `?a=b&c=d` of what is defined, or nothing. */
export function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) search.set(name, value);
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
