import { ActionError, formatDuration, formatPercent } from "@deploy-actions/kernel";
import { gitOpsHint } from "../guards.ts";
import { ENDPOINT_SLICES, type EndpointSlice } from "../objects.ts";
import type { RouteReading, RouteServices, TrafficRoute } from "../traffic-route.ts";
import type { DeploymentContext } from "./context.ts";

const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 500;

/**
 * Gives the candidate a share and returns when the route shows it and its controller, where it reports, has accepted it. A share
 * that is taken back by somebody else is a `conflict` that names them; it is not written again.
 */
export async function shiftTraffic(
  context: DeploymentContext,
  route: TrafficRoute,
  services: RouteServices,
  weight: number,
  seen: RouteReading,
  signal: AbortSignal,
): Promise<void> {
  if (!isAt(seen, weight)) await route.write(services, weight, seen, signal);
  const { clock, target, log } = context;
  const begin = clock.now();
  let pollMs = FIRST_POLL_MS;
  for (;;) {
    const now = await route.read(services, signal);
    if (!isAt(now, weight)) throw takenBack(route, weight, now);
    if (now.accepted === undefined) {
      const why = now.message ?? "its controller does not report";
      log.debug(`${route.describe}: ${why}, so ${formatPercent(weight)} is what the specification says.`);
      return;
    }
    if (now.accepted) return;
    const waitedMs = clock.now() - begin;
    if (waitedMs >= target.settleMs) {
      throw new ActionError(
        "remote",
        `${route.describe} was given ${formatPercent(weight)} for the candidate, but its controller has not accepted it after ${formatDuration(waitedMs)}: ${now.message ?? "no reason given"}.`,
        { hint: `Look at the status of ${route.describe} and at the log of its controller.` },
      );
    }
    await clock.sleep(pollMs, signal);
    pollMs = Math.min(LONGEST_POLL_MS, pollMs * 2);
  }
}

/** Whether the route gives the candidate that share. */
export function isAt(reading: RouteReading, weight: number): boolean {
  return Math.abs(reading.candidateWeight - weight) < 0.006;
}

function takenBack(route: TrafficRoute, weight: number, now: RouteReading): ActionError {
  const who = now.changedBy ?? "somebody else";
  return new ActionError(
    "conflict",
    `${route.describe} was set to ${formatPercent(weight)} for the candidate and shows ${formatPercent(now.candidateWeight)} now: ${who} wrote it back.`,
    {
      hint: `${gitOpsHint(route.describe)} Then run again.`,
    },
  );
}

/** Waits until the candidate's Service has a ready endpoint, so that the first request finds one. */
export async function requireEndpoints(
  context: DeploymentContext,
  services: RouteServices,
  signal: AbortSignal,
): Promise<void> {
  const { client, clock, target } = context;
  const labelSelector = `kubernetes.io/service-name=${services.candidate}`;
  const begin = clock.now();
  let pollMs = FIRST_POLL_MS;
  for (;;) {
    const slices = await client.list<EndpointSlice>(ENDPOINT_SLICES, { labelSelector }, signal);
    const isThere = slices.some(({ endpoints }) =>
      // The API means ready when the condition is missing.
      endpoints?.some(({ conditions }) => conditions?.ready !== false),
    );
    if (isThere) return;
    if (clock.now() - begin >= target.settleMs) {
      throw new ActionError(
        "conflict",
        `Service ${client.namespace}/${services.candidate} has no ready endpoint after ${formatDuration(target.settleMs)}, so the candidate gets no traffic.`,
        { hint: "Compare the Service's selector with the labels of the candidate's pods." },
      );
    }
    await clock.sleep(pollMs, signal);
    pollMs = Math.min(LONGEST_POLL_MS, pollMs * 2);
  }
}
