import { isObject } from "@deploy-actions/kernel";

/** The code of a Node system error. Asks for the property and not for the class, which another realm has too. */
export function errorCode(error: unknown): string | undefined {
  return isObject(error) && typeof error.code === "string" ? error.code : undefined;
}
