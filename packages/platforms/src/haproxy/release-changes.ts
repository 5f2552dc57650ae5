import { ActionError, formatDuration, plural } from "@deploy-actions/kernel";
import type { HaproxyServer, Release } from "@deploy-actions/rollout";
import type { HaproxyContext } from "./haproxy-options.ts";
import { askReady, type Readiness } from "./ready-probe.ts";
import { runningVersion, startRelease, stopRelease } from "./server-commands.ts";
import { setStateOf, setWeightOf, shiftWeights, undoRetirement } from "./shift-weights.ts";
import { type ServerView, type Snapshot, takeSnapshot, viewServers } from "./snapshot.ts";
import { lookUntil } from "./wait.ts";
import { ALL_CANDIDATE, ALL_STABLE, RETIRED } from "./weights.ts";

/**
 * Starts `release` on the free server, in the backend but without weight, so that HAProxy's own checks see it come up.
 * Waits until it is ready, or `readyTimeoutMs`: a candidate that is not ready is no error here.
 */
export async function startCandidate(
  context: HaproxyContext,
  snapshot: Snapshot,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { free, stable, servers } = snapshot;
  if (free === undefined) throw new ActionError("internal", "A candidate needs a free server");
  // First of all, so that a backend whose weights cannot be changed is found before anything was started.
  if (stable !== undefined) {
    if (stable.weight !== ALL_STABLE) await setWeightOf(context, stable.server, ALL_STABLE, signal);
  } else {
    for (const { server } of servers.filter((one) => one !== free)) {
      await setStateOf(context, server, "maint", signal);
      await setWeightOf(context, server, ALL_STABLE, signal);
    }
  }
  await setWeightOf(context, free.server, 0, signal);
  await setStateOf(context, free.server, "ready", signal);
  context.log.info(`Starts ${release.version} on ${free.server.name} (${free.server.address})`);
  await startRelease(context, free.server, release, signal);
  const seen = await lookUntil(
    context.clock,
    context.target.readyTimeoutMs,
    signal,
    () => runningVersion(context, free.server, signal),
    (version) => version !== undefined,
  );
  if (seen !== release.version) {
    const found = seen === undefined ? "that nothing runs" : `${seen}`;
    throw new ActionError(
      "remote",
      `Started ${release.version} on ${free.server.name}, but the version command says ${found} there`,
      { hint: "Look at the log of the release: it may have ended at once. The traffic is where it was." },
    );
  }
  await untilReady(context, free.server, signal);
}

/** Whether the release at a server is ready and HAProxy has it up, as soon as it is or after `readyTimeoutMs`. */
export async function untilReady(
  context: HaproxyContext,
  server: HaproxyServer,
  signal: AbortSignal,
): Promise<Readiness> {
  const look = async (): Promise<Readiness> => {
    const [answer, views] = await Promise.all([
      askReady(context, server, signal),
      context.runtime.servers(context.target.backend, signal),
    ]);
    const state = views.find(({ name }) => name === server.name);
    if (!answer.ready || state?.operational === "running") return answer;
    return {
      ready: false,
      detail: `HAProxy's own check has ${server.name} ${state?.operational ?? "missing"}`,
    };
  };
  return lookUntil(context.clock, context.target.readyTimeoutMs, signal, look, ({ ready }) => ready);
}

/** Gives everything back to stable, which has to be ready first, and ends the candidate. */
export async function removeCandidate(
  context: HaproxyContext,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<void> {
  const { candidate, stable } = snapshot;
  if (candidate === undefined) return;
  if (stable === undefined) await takeOnlyRelease(context, snapshot, candidate, signal);
  else if (snapshot.candidateWeight > 0) await giveBack(context, snapshot, stable, candidate, signal);
  else if (candidate.weight !== 0) await setWeightOf(context, candidate.server, 0, signal);
  await drainAndStop(context, candidate, signal);
}

/** Makes a candidate that has everything the stable release and ends the old one. */
export async function retireStable(
  context: HaproxyContext,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<void> {
  const { candidate, stable } = snapshot;
  if (candidate === undefined) throw new ActionError("internal", "A promotion needs a candidate");
  if (stable === undefined) {
    await setWeightOf(context, candidate.server, ALL_STABLE, signal);
    return;
  }
  if (!snapshot.isRetiring) {
    // In this order: at any point between them the roles can still be told, and be turned back.
    await setStateOf(context, stable.server, "drain", signal);
    await setWeightOf(context, stable.server, RETIRED, signal);
  }
  if (candidate.weight !== ALL_STABLE) await setWeightOf(context, candidate.server, ALL_STABLE, signal);
  await drainAndStop(context, stable, signal);
}

/** Has stable in the backend, ready and up, before any weight goes to it; `remote` when it does not get there. */
export async function readyStable(
  context: HaproxyContext,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<void> {
  const { stable, candidate } = snapshot;
  if (stable === undefined) return;
  await undoRetirement(context, snapshot, signal);
  if (stable.isOut) {
    await setWeightOf(context, stable.server, 0, signal);
    await setStateOf(context, stable.server, "ready", signal);
  }
  const readiness = await untilReady(context, stable.server, signal);
  if (readiness.ready) return;
  throw new ActionError(
    "remote",
    `${stable.version} on ${stable.server.name} cannot take the traffic back: ${readiness.detail}`,
    {
      hint: `${candidate?.version} keeps what it has until ${stable.version} is ready. Nothing was taken away.`,
    },
  );
}

async function giveBack(
  context: HaproxyContext,
  snapshot: Snapshot,
  stable: ServerView,
  candidate: ServerView,
  signal: AbortSignal,
): Promise<void> {
  await readyStable(context, snapshot, signal);
  const now = await takeSnapshot(context, signal);
  if (now.stable?.version !== stable.version || now.candidate?.version !== candidate.version) {
    throw new ActionError("conflict", `The releases changed while ${stable.version} was looked at`);
  }
  await shiftWeights(context, now, { stable: ALL_STABLE, candidate: 0 }, signal);
}

/** The candidate of a first deploy goes without anything behind it; the only release of a target that had another does not. */
async function takeOnlyRelease(
  context: HaproxyContext,
  { free }: Snapshot,
  candidate: ServerView,
  signal: AbortSignal,
): Promise<void> {
  const hadStable = free !== undefined && !free.isOut && candidate.weight > 0;
  if (hadStable) {
    throw new ActionError(
      "conflict",
      `The stable release on ${free.server.name} has ended by itself: without ${candidate.version} nobody would answer`,
      {
        hint: `Nothing was changed. Start the stable release on ${free.server.name} again, or promote ${candidate.version}.`,
      },
    );
  }
  if (candidate.weight !== 0) await setWeightOf(context, candidate.server, 0, signal);
}

/** Lets a server finish what it is answering, then takes it out and ends its release. */
async function drainAndStop(context: HaproxyContext, view: ServerView, signal: AbortSignal): Promise<void> {
  const { clock, target, log } = context;
  const { server } = view;
  const look = async (): Promise<number> =>
    (await viewServers(context, signal)).find((one) => one.server.name === server.name)?.busy ?? 0;
  let idleLooks = 0;
  // Twice: a request that HAProxy has just given to the server is counted a moment later.
  const busy = await lookUntil(clock, target.drainMs, signal, look, (count) => {
    idleLooks = count === 0 ? idleLooks + 1 : 0;
    return idleLooks >= 2;
  });
  if (busy > 0) {
    const limit = formatDuration(target.drainMs);
    log.warning(
      `${plural(busy, "request")} of ${view.version} did not end within ${limit} and will be cut off`,
    );
  }
  await setStateOf(context, server, "maint", signal);
  log.info(`Stops ${view.version} on ${server.name}`);
  await stopRelease(context, server, signal);
  const left = await lookUntil(
    clock,
    target.timeoutMs,
    signal,
    () => runningVersion(context, server, signal),
    (version) => version === undefined,
  );
  if (left !== undefined) {
    throw new ActionError(
      "remote",
      `The stop command ended with exit code 0, but the version command still says ${left} on ${server.name}`,
      { hint: "It gets no traffic. Run again to stop it, or stop it by hand." },
    );
  }
}

/** Weights of a candidate that has everything. */
export const EVERYTHING = { stable: 0, candidate: ALL_CANDIDATE } as const;
