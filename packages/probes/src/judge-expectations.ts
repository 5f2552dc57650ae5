import { type Condition, evaluate } from "@deploy-actions/conditions";
import { isObject } from "@deploy-actions/kernel";
import { quote } from "./describe.ts";
import { type Finding, unhealthy, unknown } from "./finding.ts";
import type { PlannedExpectation } from "./http-plan.ts";
import { readJsonPath } from "./json-path.ts";
import type { Reply } from "./reply.ts";

/** The version the answer claims must be the expected one, exactly. */
export function judgeIdentity({ plan, version }: Reply): Finding | undefined {
  if (plan.version === undefined || version === plan.version.expected) return undefined;
  const { expected, place } = plan.version;
  if (version === undefined) {
    const where =
      place.kind === "json" ? place.path : place.kind === "header" ? `header ${place.name}` : "the answer";
    return unhealthy("version_missing", `no version in ${where}, expected "${expected}"`);
  }
  return unhealthy("version_mismatch", `version ${quote(version)}, expected "${expected}"`);
}

/** Every JSON expectation, without casts: a missing path or another type never becomes a value. */
export function judgeJson({ plan, json }: Reply): Finding | undefined {
  if (!json.parsed) return undefined;
  for (const item of plan.json) {
    const finding = judgeExpectation(json.value, item);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

function judgeExpectation(value: unknown, item: PlannedExpectation): Finding | undefined {
  const found = readJsonPath(value, item.segments);
  if (!found.found)
    return unhealthy("json_path_missing", `no ${item.path} in the body (it ends at ${found.at})`);
  const shown = `${item.path} is ${show(found.value)}`;
  if ("equals" in item.expect) {
    const { equals } = item.expect;
    return found.value === equals
      ? undefined
      : unhealthy("json_unexpected", `${shown}, expected ${JSON.stringify(equals)}`);
  }
  const { condition } = item.expect;
  if (typeof found.value !== "number") {
    return unhealthy("json_not_a_number", `${shown}, expected a number ${condition.text}`);
  }
  return judgeCondition(condition, found.value, shown, "json_unexpected");
}

/** The text the body must hold. */
export function judgeText({ plan, text }: Reply): Finding | undefined {
  const { contains } = plan.check;
  if (contains === undefined || text.includes(contains)) return undefined;
  return unhealthy("text_missing", `a body without "${contains}": ${quote(text)}`);
}

/** How long this one answer took. */
export function judgeLatency({ plan, latencyMs }: Reply): Finding | undefined {
  const { latency } = plan.check;
  if (latency === undefined) return undefined;
  return judgeCondition(latency, latencyMs, `${Math.round(latencyMs)} ms`, "too_slow");
}

function judgeCondition(
  condition: Condition,
  value: number,
  shown: string,
  reason: string,
): Finding | undefined {
  // A number in a body has no unit of its own: it is meant in the one the condition is written in.
  const unit = condition.kind === "threshold" ? condition.unit : "count";
  const { holds, ...rest } = {
    reason: "",
    text: "",
    ...evaluate(condition, { known: true, value, unit, text: shown }),
  };
  if (holds === true) return undefined;
  if (holds === false) return unhealthy(reason, `${shown}, expected ${condition.text}`);
  return unknown(rest.reason, `${shown}: ${rest.text}`);
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return isObject(value) ? "an object" : typeof value === "string" ? quote(value) : JSON.stringify(value);
}
