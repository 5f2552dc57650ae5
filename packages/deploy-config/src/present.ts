import { ActionError } from "@deploy-actions/kernel";

/** What the checks before have made sure of. */
export function present<T>(value: T | undefined, key: string): T {
  if (value === undefined)
    throw new ActionError("internal", `"${key}" is missing in a policy that was checked`);
  return value;
}

/** The section, unless it is switched off. */
export function unlessOff<T>(value: T | "off" | undefined): T | undefined {
  return value === "off" ? undefined : value;
}
