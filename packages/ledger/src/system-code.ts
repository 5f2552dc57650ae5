import { isObject } from "@deploy-actions/kernel";

/** The system's code of a failed call of node:fs (`ENOSPC`, `EEXIST`, …); read by shape, so that any realm's error counts. */
export function systemCode(error: unknown): string | undefined {
  return isObject(error) && typeof error.code === "string" ? error.code : undefined;
}
