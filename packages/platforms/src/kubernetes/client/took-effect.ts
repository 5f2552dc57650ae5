import { isDeepStrictEqual } from "node:util";
import { isObject } from "@deploy-actions/kernel";
import type { JsonPatchOperation } from "../kubernetes-client.ts";

/** Whether the object already is as a merge patch or a created object wants it (server's own additions aside). */
export function isContained(wanted: unknown, found: unknown): boolean {
  if (wanted === null) return found === undefined || found === null;
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((item, index) => isContained(item, found[index]))
    );
  }
  if (!isObject(wanted)) return isDeepStrictEqual(wanted, found);
  if (!isObject(found)) return Object.keys(wanted).length === 0 && found === undefined;
  return Object.entries(wanted).every(
    ([key, value]) => key === "resourceVersion" || isContained(value, found[key]),
  );
}

/** Whether the object already is as the operations of a JSON patch leave it; its `test` operations are not asked. */
export function isPatched(operations: readonly JsonPatchOperation[], found: unknown): boolean {
  return operations.every((operation) => {
    if (operation.op === "test") return true;
    const parts = operation.path
      .split("/")
      .slice(1)
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (operation.op !== "remove" && parts.at(-1) === "-") {
      const list = valueAt(found, parts.slice(0, -1));
      return Array.isArray(list) && list.some((item) => isContained(operation.value, item));
    }
    const value = valueAt(found, parts);
    return operation.op === "remove" ? value === undefined : isContained(operation.value, value);
  });
}

function valueAt(root: unknown, parts: readonly string[]): unknown {
  let current = root;
  for (const part of parts) {
    if (Array.isArray(current)) current = current[Number(part)];
    else if (isObject(current)) current = current[part];
    else return undefined;
  }
  return current;
}
