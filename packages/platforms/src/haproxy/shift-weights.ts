import { ActionError, formatDuration } from "@deploy-actions/kernel";
import type { HaproxyServer } from "@deploy-actions/rollout";
import type { HaproxyContext } from "./haproxy-options.ts";
import { type ServerView, type Snapshot, viewServers } from "./snapshot.ts";
import { lookUntil } from "./wait.ts";
import { ALL_CANDIDATE, shareOf, type WeightPair } from "./weights.ts";

/** How long `slowstart` and HAProxy itself may take until a weight works. */
const APPLY_MS = 30_000;

/** Sets one server's weight. */
export async function setWeightOf(
  { runtime, target }: HaproxyContext,
  server: HaproxyServer,
  weight: number,
  signal: AbortSignal,
): Promise<void> {
  await runtime.change({ kind: "set-weight", backend: target.backend, server: server.name, weight }, signal);
}

/** Sets one server's administrative state. */
export async function setStateOf(
  { runtime, target }: HaproxyContext,
  server: HaproxyServer,
  state: "ready" | "drain" | "maint",
  signal: AbortSignal,
): Promise<void> {
  await runtime.change({ kind: "set-state", backend: target.backend, server: server.name, state }, signal);
}

/**
 * Gives stable and candidate the weights of `pair` and waits until they work. There is no command for two servers at
 * once: of the two orders the one is taken in which the candidate meanwhile has less, and never has nobody anything.
 */
export async function shiftWeights(
  context: HaproxyContext,
  snapshot: Snapshot,
  pair: WeightPair,
  signal: AbortSignal,
): Promise<void> {
  const { stable, candidate } = snapshot;
  if (candidate === undefined) throw new ActionError("internal", "Weights need a candidate");
  const candidateFirst = shareBetween(stable?.weight ?? 0, pair.candidate);
  const stableFirst = shareBetween(pair.stable, candidate.weight);
  const changes: (readonly [ServerView, number])[] = [[candidate, pair.candidate]];
  // Without a stable release the other server, in maintenance, only remembers the percentage.
  const other = stable ?? snapshot.free;
  if (other !== undefined) {
    if (stableFirst <= candidateFirst) changes.unshift([other, pair.stable]);
    else changes.push([other, pair.stable]);
  }
  for (const [view, weight] of changes) {
    if (view.weight !== weight) await setWeightOf(context, view.server, weight, signal);
  }
  await verifyApplied(context, changes, signal);
}

/** Makes a stable that was drained for its candidate a stable with traffic to come: the roles as before the promotion. */
export async function undoRetirement(
  context: HaproxyContext,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<void> {
  const { stable, candidate, isRetiring } = snapshot;
  if (!isRetiring || stable === undefined || candidate === undefined) return;
  await setWeightOf(context, candidate.server, ALL_CANDIDATE, signal);
  await setWeightOf(context, stable.server, 0, signal);
}

async function verifyApplied(
  context: HaproxyContext,
  wanted: readonly (readonly [ServerView, number])[],
  signal: AbortSignal,
): Promise<void> {
  const isApplied = (views: readonly ServerView[]): boolean =>
    wanted.every(([{ server }, weight]) => {
      const view = views.find((one) => one.server.name === server.name);
      if (view === undefined || view.weight !== weight) return false;
      // One that is down or out has no weight that works; who looks at the traffic sees its real share.
      return view.isOut || !view.isUp || view.effectiveWeight === weight;
    });
  const seen = await lookUntil(
    context.clock,
    APPLY_MS,
    signal,
    () => viewServers(context, signal),
    isApplied,
  );
  if (isApplied(seen)) return;
  const show = (views: readonly { readonly name: string; readonly weight: number }[]): string =>
    views.map(({ name, weight }) => `${name} ${weight}`).join(", ");
  const asked = show(wanted.map(([{ server }, weight]) => ({ name: server.name, weight })));
  const found = show(
    seen.map(({ server, effectiveWeight }) => ({ name: server.name, weight: effectiveWeight })),
  );
  throw new ActionError(
    "remote",
    `Asked HAProxy for the weights ${asked}, still seeing ${found} after ${formatDuration(APPLY_MS)}`,
    { hint: "Either somebody else sets them too, or the servers' `slowstart` lasts longer." },
  );
}

function shareBetween(stable: number, candidate: number): number {
  return stable + candidate === 0 ? Number.POSITIVE_INFINITY : shareOf({ stable, candidate });
}
