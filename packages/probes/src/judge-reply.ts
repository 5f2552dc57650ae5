import type { Finding } from "./finding.ts";
import { judgeBody, judgeHealthFormat } from "./judge-body.ts";
import { judgeFreshness, judgeHeaders, judgePlace, judgeStatus } from "./judge-envelope.ts";
import { judgeIdentity, judgeJson, judgeLatency, judgeText } from "./judge-expectations.ts";
import type { Reply } from "./reply.ts";

const STAGES: readonly ((reply: Reply) => Finding | undefined)[] = [
  judgeStatus,
  judgePlace,
  judgeFreshness,
  judgeBody,
  judgeHealthFormat,
  judgeIdentity,
  judgeJson,
  judgeText,
  judgeHeaders,
  judgeLatency,
];

/**
 * What is wrong with an answer, `undefined` when nothing is. The first unhealthy stage wins; what is merely unknown
 * counts only when no stage is unhealthy, since the worse of two answers is the safe one.
 */
export function judgeReply(reply: Reply): Finding | undefined {
  let firstUnknown: Finding | undefined;
  for (const stage of STAGES) {
    const finding = stage(reply);
    if (finding?.result === "unhealthy" || finding?.isFinal === true) return finding;
    firstUnknown ??= finding;
  }
  return firstUnknown;
}
