import { ActionError, type Secrets } from "@deploy-actions/kernel";
import type { ActionState } from "./action.ts";

/** State that main leaves for post: read from `STATE_*`, handed to `write` when saved, refused when it holds a secret. */
export function createState(
  env: Readonly<Record<string, string>>,
  secrets: Secrets,
  write: (key: string, value: string) => void,
): ActionState {
  const saved = new Map<string, string>();
  return {
    save(key, value) {
      if (secrets.redact(value) !== value) {
        throw new ActionError(
          "internal",
          `State "${key}" holds a masked secret: secrets are not left for post.`,
        );
      }
      saved.set(key, value);
      write(key, value);
    },
    get: (key) => saved.get(key) ?? env[`STATE_${key}`],
  };
}
