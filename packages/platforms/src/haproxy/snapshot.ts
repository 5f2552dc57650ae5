import { createHash } from "node:crypto";
import { ActionError, formatPercent } from "@deploy-actions/kernel";
import type { HaproxyServer, RunningRelease, TrafficState } from "@deploy-actions/rollout";
import type { HaproxyContext } from "./haproxy-options.ts";
import { askReady, releaseUrl } from "./ready-probe.ts";
import { decodeRoles, type RoleFacts, type Roles, servedShare } from "./roles.ts";
import { readCount, type ServerState, type StatRow } from "./runtime-answers.ts";
import { noServerText, sinceStart } from "./runtime-client.ts";
import { runningVersion } from "./server-commands.ts";

/** One of the two servers: what HAProxy says of it, and what runs there. */
export interface ServerView extends RoleFacts {
  readonly server: HaproxyServer;
  readonly version: string | undefined;
  /** HAProxy sends it requests if its weight says so: its checks pass, or it has none. */
  readonly isUp: boolean;
  /** Requests it is answering, and those that wait for it. */
  readonly busy: number;
  /** Weight that works now; smaller than the one set while `slowstart` lasts. */
  readonly effectiveWeight: number;
  /** HAProxy's words: `DOWN (L4CON)`. */
  readonly status: string;
}

/** Both servers and their roles, seen at once. */
export interface Snapshot {
  readonly servers: readonly [ServerView, ServerView];
  readonly stable: ServerView | undefined;
  readonly candidate: ServerView | undefined;
  /** The server that no release of a rollout needs: where the next candidate goes. */
  readonly free: ServerView | undefined;
  readonly candidateWeight: number;
  /** See {@link Roles}. */
  readonly isRetiring: boolean;
  readonly revision: string;
}

/** Looks at HAProxy and asks both servers what runs there. `conflict` when nobody can tell who is stable. */
export async function takeSnapshot(context: HaproxyContext, signal: AbortSignal): Promise<Snapshot> {
  const versions = context.target.servers.map((server) => runningVersion(context, server, signal));
  const servers = await viewServers(context, signal, Promise.all(versions));
  const roles = decodeRoles(servers);
  if (!roles.known) throw await unclear(context, servers, roles, signal);
  const view = (index: 0 | 1 | undefined): ServerView | undefined =>
    index === undefined ? undefined : servers[index];
  const [stable, candidate] = [view(roles.stable), view(roles.candidate)];
  return {
    servers,
    stable,
    candidate,
    free: servers.find((one) => one !== stable && one !== candidate),
    candidateWeight: roles.candidateWeight,
    isRetiring: roles.isRetiring,
    revision: revisionOf(servers),
  };
}

/** What HAProxy says of the two servers; what runs there is asked only by {@link takeSnapshot}. */
export async function viewServers(
  context: HaproxyContext,
  signal: AbortSignal,
  versions: Promise<readonly (string | undefined)[]> = Promise.resolve([]),
): Promise<readonly [ServerView, ServerView]> {
  const { runtime, target } = context;
  const [first, second] = target.servers;
  const [states, rows, [firstVersion, secondVersion]] = await Promise.all([
    runtime.servers(target.backend, signal),
    runtime.stat(target.backend, signal),
    versions,
  ]);
  const view = (server: HaproxyServer, version: string | undefined): ServerView => {
    const state = states.find(({ name }) => name === server.name);
    const row = rows.find(({ svname }) => svname === server.name);
    if (state === undefined || row === undefined) throw missingServer(target.backend, server.name, states);
    return viewOf(server, state, row, version);
  };
  const views = [view(first, firstVersion), view(second, secondVersion)] as const;
  refuseOthers(context, states, rows);
  return views;
}

/** The traffic of a snapshot, with each release asked whether it is ready. */
export async function describeTraffic(
  context: HaproxyContext,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<TrafficState> {
  const { stable, candidate, candidateWeight, revision } = snapshot;
  const describe = async (one: ServerView | undefined): Promise<RunningRelease | null> =>
    one?.version === undefined ? null : describeRelease(context, one, one.version, signal);
  const [stableRelease, candidateRelease] = await Promise.all([describe(stable), describe(candidate)]);
  const share = candidate === undefined ? 0 : servedShare(serving(stable), serving(candidate) ?? candidate);
  const isOther = candidateWeight > 0 && Math.abs(share - candidateWeight) > 1e-9;
  return {
    stable: stableRelease,
    candidate: candidateRelease,
    candidateWeight,
    ...(isOther ? { actualShare: share } : {}),
    revision,
  };
}

/** `stable v1 on blue (weight 256), candidate v2 on green (weight 0)`. */
export function showSnapshot({ stable, candidate, candidateWeight }: Snapshot): string {
  const show = (role: string, one: ServerView | undefined): string =>
    one === undefined ? `no ${role}` : `${role} ${one.version} on ${one.server.name} (weight ${one.weight})`;
  const percent = candidate === undefined ? "" : ` at ${formatPercent(candidateWeight)}`;
  return `${show("stable", stable)}, ${show("candidate", candidate)}${percent}`;
}

async function describeRelease(
  context: HaproxyContext,
  view: ServerView,
  version: string,
  signal: AbortSignal,
): Promise<RunningRelease> {
  const answer = await askReady(context, view.server, signal);
  const isDown = !view.isOut && !view.isUp;
  const down = `HAProxy has ${view.server.name} ${view.status}`;
  const detail = answer.detail ?? (isDown ? down : undefined);
  return {
    release: { version },
    ready: answer.ready && !isDown,
    url: releaseUrl(view.server),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** A server that is down gets nothing, whatever its weight. */
function serving(view: ServerView | undefined): RoleFacts | undefined {
  return view === undefined || view.isUp ? view : { ...view, weight: 0 };
}

function viewOf(
  server: HaproxyServer,
  state: ServerState,
  row: StatRow,
  version: string | undefined,
): ServerView {
  const check = row.check_status ?? "";
  return {
    server,
    version,
    isRunning: version !== undefined,
    weight: state.weight,
    initialWeight: state.initialWeight,
    isOut: state.isMaintenance || state.isDrained,
    isUp: state.operational === "running" || state.operational === "starting",
    busy: (readCount(row.scur) ?? 0) + (readCount(row.qcur) ?? 0),
    effectiveWeight: readCount(row.weight) ?? 0,
    status: `${row.status ?? "unknown"}${check === "" ? "" : ` (${check})`}`,
  };
}

/** Changes with what runs where and with every weight and state, also when somebody else sets them. */
function revisionOf(servers: readonly [ServerView, ServerView]): string {
  const facts = servers.map(({ version, weight, isOut }) => [version ?? null, weight, isOut]);
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
}

/** A third server would get a share that no weight of the two takes into account. */
function refuseOthers(
  { target }: HaproxyContext,
  states: readonly ServerState[],
  rows: readonly StatRow[],
): void {
  const known = new Set(target.servers.map(({ name }) => name));
  const others = states.filter(({ name, weight, isMaintenance }) => {
    const isBackup = rows.find(({ svname }) => svname === name)?.bck === "1";
    return !known.has(name) && !isBackup && !isMaintenance && weight > 0;
  });
  if (others.length === 0) return;
  const names = others.map(({ name }) => name).join(", ");
  throw new ActionError(
    "config",
    `HAProxy's backend ${target.backend} has more servers with traffic than the two of the target: ${names}`,
    {
      hint: "A weight is a share of the whole backend: give the target a backend of its own with two servers.",
    },
  );
}

function missingServer(backend: string, name: string, states: readonly ServerState[]): ActionError {
  const names = states.map((state) => state.name);
  return new ActionError("config", noServerText(backend, name, names));
}

async function unclear(
  { runtime, target }: HaproxyContext,
  servers: readonly [ServerView, ServerView],
  { reason }: Roles & { readonly known: false },
  signal: AbortSignal,
): Promise<ActionError> {
  const [first, second] = servers.map(
    ({ server, version, weight, isOut }) =>
      `${version} on ${server.name} (weight ${weight}${isOut ? ", out" : ""})`,
  );
  const started = reason === "edited" ? "" : `; ${sinceStart(await runtime.process(signal))}`;
  const why = {
    reloaded: `the weights are those of the configuration file: HAProxy was reloaded during a rollout and has lost the ones set${started}`,
    edited: "these weights are none that a rollout sets: somebody changed them by hand",
    no_traffic: `neither gets any traffic: somebody changed them by hand, or HAProxy was reloaded${started}`,
  }[reason];
  const text = `Both servers of HAProxy's backend ${target.backend} run a release, ${first} and ${second}, and nobody can tell which one is stable: ${why}`;
  const [a] = target.servers;
  return new ActionError("conflict", text, {
    hint: `Nothing was changed. Make one of them stable: \`set server ${target.backend}/<stable> weight 256\` and \`set server ${target.backend}/<other> weight 0\` (e.g. ${a.name}), then run again.`,
  });
}
