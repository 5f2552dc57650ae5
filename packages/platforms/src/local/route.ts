import type { IncomingMessage } from "node:http";
import { FORCE_HEADER } from "./protocol.ts";
import type { RunningRelease, Upstream } from "./running-release.ts";
import type { Traffic } from "./traffic.ts";

/** Where a request goes, or what the proxy answers itself. */
export type Route =
  | {
      readonly kind: "release";
      readonly release: RunningRelease;
      readonly upstream: Upstream;
      /** Who may answer instead when the release turns out to be gone. */
      readonly fallback: RunningRelease | undefined;
      /** Whether it is traffic: who asks for a release by the header is a check, and no evidence of what users get. */
      readonly isCounted: boolean;
    }
  | { readonly kind: "answer"; readonly status: number; readonly text: string };

/**
 * Chooses the release of a request: the one the header asks for, at any weight and with nobody in its place, else by
 * weight. A release known to be down is passed over, and the request counted as an error of it.
 */
export function chooseRoute(traffic: Traffic, request: IncomingMessage): Route {
  const forced = request.headers[FORCE_HEADER];
  if (forced !== undefined) return chooseForced(traffic, String(forced));
  const { stable, candidate, weight } = traffic;
  const isCandidate = traffic.pickCandidate();
  const chosen = isCandidate ? candidate : stable;
  // At 0 % the candidate gets nothing, not even what stable cannot answer: nobody has looked at it yet.
  const other = isCandidate ? stable : weight > 0 ? candidate : null;
  if (chosen === null) return answer(503, "no release serves this part of the traffic yet");
  if (chosen.upstream !== undefined) {
    return {
      kind: "release",
      release: chosen,
      upstream: chosen.upstream,
      fallback: other?.upstream === undefined ? undefined : other,
      isCounted: true,
    };
  }
  if (chosen.isDown) chosen.counters.record("error", 0);
  if (other?.upstream === undefined) return answer(503, `release ${chosen.version} is not running`);
  return { kind: "release", release: other, upstream: other.upstream, fallback: undefined, isCounted: true };
}

function chooseForced(traffic: Traffic, forced: string): Route {
  if (forced !== "candidate" && forced !== "stable") {
    return answer(400, `${FORCE_HEADER} is "candidate" or "stable"`);
  }
  const release = traffic[forced];
  if (release === null) return answer(503, `there is no ${forced} release`);
  if (release.upstream === undefined) {
    return answer(503, `the ${forced} release ${release.version} is not running`);
  }
  return { kind: "release", release, upstream: release.upstream, fallback: undefined, isCounted: false };
}

function answer(status: number, text: string): Route {
  return { kind: "answer", status, text };
}
