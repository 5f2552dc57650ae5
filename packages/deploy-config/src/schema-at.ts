import type * as z from "zod/mini";
import type { Path } from "./tree.ts";

/** The schemas a value at this path may have; empty when nothing can stand there. */
export function schemasAt(schema: z.core.$ZodType, path: Path): readonly z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "optional") return schemasAt(def.innerType, path);
  if (def.type === "union") return def.options.flatMap((option) => schemasAt(option, path));
  const [step, ...rest] = path;
  if (step === undefined) return [schema];
  if (def.type === "array" && typeof step === "number") return schemasAt(def.element, rest);
  if (def.type === "record") return schemasAt(def.valueType, rest);
  if (def.type !== "object") return [];
  const inner = Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
  return inner === undefined ? [] : schemasAt(inner, rest);
}
