import { formatBytes } from "@deploy-actions/kernel";
import { quote } from "./describe.ts";
import { type Finding, unhealthy, unknown } from "./finding.ts";
import { classifyStatus, isHealthPath, readHealthJson, readHealthText } from "./health-format.ts";
import type { Reply } from "./reply.ts";

const LOGIN_TITLE = /<title[^>]*>[^<]*\b(log ?in|log ?on|sign ?in|single sign|sso|authenticat)/i;
const PASSWORD_FIELD = /<input[^>]+type\s*=\s*["']?password/i;

/** The body as such: whole, there where something of it is expected, JSON where JSON is needed, no login page. */
export function judgeBody(reply: Reply): Finding | undefined {
  const { response, plan, json, text } = reply;
  if (response.truncated) {
    const read = formatBytes(response.body.length);
    return { ...unknown("body_too_large", `a body longer than the ${read} that are read`), isFinal: true };
  }
  if (!json.parsed && json.looksLike === "nothing") return judgeEmptyBody(reply);
  if (plan.needsJson && !json.parsed) {
    return unhealthy(
      "not_json",
      `${json.looksLike === "html" ? "HTML" : "text"}, expected JSON: ${quote(text)}`,
    );
  }
  if (json.parsed || json.looksLike !== "html" || plan.check.contains !== undefined) return undefined;
  if (PASSWORD_FIELD.test(text) || LOGIN_TITLE.test(text)) {
    return unhealthy("login_page", "a login page instead of the answer");
  }
  if (!isHealthPath(plan.check.url)) return undefined;
  return unknown("html_unexpected", "an HTML page where a health answer was expected");
}

// With the default statuses and nothing else expected, an empty 200 may come from anything that listens there.
function judgeEmptyBody({ plan, response }: Reply): Finding | undefined {
  if (plan.needsBody) return unhealthy("empty_body", "an empty body");
  const { method, status, expectHeaders } = plan.check;
  const isDefaultStatus = status.length === 1 && status[0]?.from === 200 && status[0].to === 299;
  const isNothingSaid =
    isDefaultStatus &&
    method !== "HEAD" &&
    response.status !== 204 &&
    plan.version === undefined &&
    Object.keys(expectHeaders).length === 0;
  return isNothingSaid ? unknown("empty_body", `${response.status} with an empty body`) : undefined;
}

/** What the body itself says about health, where the check does not say itself what in it must hold. */
export function judgeHealthFormat({ plan, response, json, text }: Reply): Finding | undefined {
  if (plan.json.length > 0) return undefined;
  const reading = json.parsed
    ? (readHealthJson(json.value, response.url) ??
      (typeof json.value === "string" ? readHealthText(json.value) : undefined))
    : readHealthText(text);
  if (reading === undefined) return undefined;
  switch (reading.class) {
    case "fail":
      return unhealthy("status_down", `${response.status} whose body says ${quote(reading.token)}`);
    case "warn":
      // A check whose own text is this very word has decided that it is good enough.
      if (classifyStatus(plan.check.contains ?? "") === "warn") return undefined;
      return unknown("status_degraded", `${response.status} whose body says ${quote(reading.token)}`);
    case "unknown":
      return unknown("status_token_unknown", `a body with the status ${quote(reading.token)}`);
    case "pass":
      if (reading.failedPart === undefined) return undefined;
      return unknown(
        "component_down",
        `a body that says ${reading.token} but ${quote(reading.failedPart)} is down`,
      );
  }
}
