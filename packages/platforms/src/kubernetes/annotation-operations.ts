import { pointer } from "./json-pointer.ts";
import type { JsonPatchOperation, ObjectMeta } from "./kubernetes-client.ts";

/** JSON patch operations that set annotations one by one (`null`: remove), so that those of others stay as they are. */
export function annotationOperations(
  metadata: Pick<ObjectMeta, "annotations">,
  wanted: Readonly<Record<string, string | null | undefined>>,
): readonly JsonPatchOperation[] {
  const { annotations } = metadata;
  const base: readonly JsonPatchOperation[] =
    annotations === undefined ? [{ op: "add", path: pointer("metadata", "annotations"), value: {} }] : [];
  const changes = Object.entries(wanted).flatMap(([name, value]): readonly JsonPatchOperation[] => {
    const path = pointer("metadata", "annotations", name);
    if (value !== null && value !== undefined) return [{ op: "add", path, value }];
    return annotations?.[name] === undefined ? [] : [{ op: "remove", path }];
  });
  return changes.length === 0 ? [] : [...base, ...changes];
}
