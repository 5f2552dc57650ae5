import { errorMessage, HttpFailure } from "@deploy-actions/kernel";
import { type Finding, unhealthy, unknown } from "./finding.ts";

/** What it means for the system that no answer came; `unknown` where the fault is on this side of the line. */
export function judgeFailure(error: unknown): Finding {
  const failure = findHttpFailure(error);
  if (failure === undefined) return unknown("request_failed", errorMessage(error));
  const found = failure.message;
  switch (failure.failure) {
    case "dns":
      // The name does not exist: users cannot reach it either. A resolver that does not answer is the runner's trouble.
      return failure.systemCode === "EAI_AGAIN"
        ? unknown("resolver_unavailable", found)
        : unhealthy("dns", found);
    case "refused":
      return unhealthy("connection_refused", found);
    case "tls":
      return unhealthy(failure.systemCode === "CERT_HAS_EXPIRED" ? "tls_expired" : "tls", found);
    case "timeout":
      return unhealthy("timeout", found);
    case "reset":
      return unhealthy("connection_reset", found);
    case "proxy":
      return unknown("proxy", found);
    case "network":
      // GitHub-hosted runners have no IPv6 route: that says nothing about the system.
      return failure.systemCode === "ENETUNREACH"
        ? unknown("network_unreachable", found)
        : unhealthy("network", found);
  }
}

function findHttpFailure(error: unknown): HttpFailure | undefined {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if (current instanceof HttpFailure) return current;
  }
  return undefined;
}
