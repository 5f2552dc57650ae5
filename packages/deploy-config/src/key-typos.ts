import { nearest } from "@deploy-actions/kernel";
import type { MapTree } from "./tree.ts";

/** Whether a key of the map was probably meant to be this one: it is reported already. */
export function hasTypoOf(map: MapTree, key: string): boolean {
  return [...map.entries.keys()].some((written) => written !== key && nearest(written, [key]) === key);
}
