import { isObject } from "@deploy-actions/kernel";
import { FIELD_MANAGER, type ObjectMeta } from "./kubernetes-client.ts";

/**
 * Who, other than this project, last wrote a field (path of names, e.g. `["spec", "rules"]`) or something below it, as the API
 * server remembers it in managedFields; `undefined`: nobody. Controllers that only write status are not meant.
 */
export function lastManagerOf(metadata: ObjectMeta, path: readonly string[]): string | undefined {
  const writers = (metadata.managedFields ?? []).flatMap((entry) => {
    if (!isObject(entry) || typeof entry.manager !== "string") return [];
    if (entry.manager === FIELD_MANAGER || entry.subresource === "status") return [];
    if (!owns(entry.fieldsV1, path)) return [];
    return [{ manager: entry.manager, at: typeof entry.time === "string" ? entry.time : "" }];
  });
  return writers.sort((a, b) => a.at.localeCompare(b.at)).at(-1)?.manager;
}

function owns(fields: unknown, path: readonly string[]): boolean {
  let current = fields;
  for (const name of path) {
    if (!isObject(current)) return false;
    current = current[`f:${name}`];
  }
  return current !== undefined;
}
