import { type Condition, parseCondition } from "@deploy-actions/conditions";

/** A condition of a test, which must be readable. */
export function condition(text: string): Condition {
  const result = parseCondition(text);
  if (!result.ok) throw new Error(`${text}: expected ${result.problem.expected}`);
  return result.condition;
}
