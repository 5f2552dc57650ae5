import { ActionError } from "@deploy-actions/kernel";

/** What the checks before have made sure of. */
export function present<T>(value: T | undefined, key: string): T {
  if (value === undefined)
    throw new ActionError("internal", `"${key}" is missing in a policy that was checked`);
  return value;
}
