import type { Json } from "@deploy-actions/kernel";
import * as z from "zod/mini";
import { policyFile } from "./schema.ts";

/** JSON Schema (draft 2020-12) of the policy file, for completion and hints in editors. The same on every run. */
export function policyJsonSchema(): Json {
  const schema: unknown = z.toJSONSchema(policyFile, { io: "input", target: "draft-2020-12" });
  const plain = JSON.parse(JSON.stringify(schema)) as { readonly [key: string]: Json };
  return {
    ...plain,
    title: "deploy-actions policy",
    description: "The policy of a service: what must hold before, while and after a release is deployed.",
  };
}
