import { nearest } from "@deploy-actions/kernel";
import type { MapTree } from "./tree.ts";

/** Whether a key of the map was probably meant to be this one: it is reported already. */
export function hasTypoOf(map: MapTree, key: string): boolean {
  return [...map.entries.keys()].some((written) => written !== key && nearest(written, [key]) === key);
}

/** Whether a key of the map was probably meant to be one of these, so that what it says is not known. */
export function hasTypoOfAny(map: MapTree | undefined, keys: readonly string[]): boolean {
  return map !== undefined && keys.some((key) => hasTypoOf(map, key));
}
