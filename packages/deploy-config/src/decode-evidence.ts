import { ActionError } from "@deploy-actions/kernel";
import type { ImagePolicy, PreflightPolicy } from "./policy.ts";
import { present, unlessOff } from "./present.ts";
import type { Block } from "./schema.ts";

/** What a complete block asks before anything is touched. */
export function decodePreflight(written: Block["preflight"]): PreflightPolicy {
  const preflight = unlessOff(written);
  return {
    tools: preflight?.tools ?? {},
    variables: preflight?.variables ?? [],
    envSample: preflight?.["env-sample"],
  };
}

/** The image of a complete block. */
export function decodeImage(written: Block["image"]): ImagePolicy | undefined {
  if (written === undefined || written === "off") return undefined;
  if (typeof written === "string")
    throw new ActionError("internal", "An image was not spelled out before decoding");
  return {
    reference: present(written.reference, "reference"),
    tag: written.tag,
    scan: written.scan,
    noSecrets: present(written["no-secrets"], "no-secrets"),
    promoteTo: written["promote-to"],
  };
}
