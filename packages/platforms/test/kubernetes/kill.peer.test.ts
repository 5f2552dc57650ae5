import type { Release, TrafficState } from "@deploy-actions/rollout";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import type { TransportRequest } from "../../src/kubernetes/client/transport.ts";
import { DEPLOYMENTS } from "../../src/kubernetes/kubernetes-client.ts";
import type { Platform } from "../../src/platform.ts";
import { Killed, killedAt } from "./support/broken-transport.ts";
import { signal } from "./support/cluster.ts";
import { leftoversIn } from "./support/leftovers.ts";
import { unserved } from "./support/served-web.ts";
import { WebStage, type WebTarget } from "./support/web-stage.ts";

const TOGETHER = 8;
const TEST_MS = 600_000;

const highOf = ({ capabilities }: Platform): number => (capabilities.traffic === "all-at-once" ? 100 : 50);

const begin = async (platform: Platform, release: Release): Promise<TrafficState> =>
  platform.setWeight(release, highOf(platform), await platform.observe(signal), signal);

/** What is to be stable again while a release is the candidate. */
const before = ({ version }: Release): Release => ({ version: `before-${version}` });

interface Moment {
  /** Whether a candidate has its share already. */
  readonly isBegun: boolean;
  readonly run: (platform: Platform, now: TrafficState, release: Release) => Promise<unknown>;
}

/** What the process was doing when it died. */
const MOMENTS = {
  begin: { isBegun: false, run: (platform, _now, release) => begin(platform, release) },
  promote: { isBegun: true, run: (platform, now, release) => platform.promote(release, now, signal) },
  abort: { isBegun: true, run: (platform, now) => platform.abort(now, signal) },
  restore: { isBegun: true, run: (platform, now, release) => platform.restore(before(release), now, signal) },
} as const satisfies Readonly<Record<string, Moment>>;
type MomentName = keyof typeof MOMENTS;

interface Case {
  readonly target: WebTarget;
  readonly moments: readonly MomentName[];
  /** Changes at which it dies; default all. */
  readonly only?: (change: TransportRequest) => boolean;
}

const every = ["begin", "promote", "abort", "restore"] as const;
const header = { name: "x-candidate", value: "yes" };
const services = { stable: "web", candidate: "web-candidate" };
/** Where the Deployments change as they do behind a Gateway API route, only what differs is tried: the objects of the route. */
const changesOf =
  (plural: string) =>
  ({ path }: TransportRequest): boolean =>
    path.includes(`/${plural}`);

const CASES: Readonly<Record<string, Case>> = {
  service: { target: { route: { kind: "service", name: "web", preview: undefined } }, moments: every },
  replicas: { target: { route: { kind: "replicas", service: "web" } }, moments: every },
  rolling: { target: { route: { kind: "rolling" } }, moments: every },
  virtualservice: {
    target: { route: { kind: "virtualservice", name: "web", rule: "app" }, header, mirror: 10 },
    moments: every,
    only: changesOf("virtualservices"),
  },
  traefikservice: {
    target: { route: { kind: "traefikservice", name: "web" } },
    moments: every,
    only: changesOf("traefikservices"),
  },
  ingress: {
    target: { route: { kind: "ingress", name: "web" }, services, header },
    moments: every,
    only: changesOf("ingresses"),
  },
  // Without header and mirror, and its other moments: test/crash.
  httproute: {
    target: { route: { kind: "httproute", name: "web", rule: "app" }, header, mirror: 10 },
    moments: ["begin", "restore"],
  },
};

/** One run after the one that died: it takes the candidate back, or finishes what was half promoted. */
async function oneFurtherRun(platform: Platform): Promise<TrafficState> {
  const now = await platform.observe(signal);
  if (now.candidate === null) {
    // An interrupted restore is asked for again by whoever wanted it.
    return now.stable === null ? now : platform.restore(now.stable.release, now, signal);
  }
  return now.candidate.release.version === now.stable?.release.version
    ? platform.promote(now.candidate.release, now, signal)
    : platform.abort(now, signal);
}

/** Dies once, and ends it by a further run; false when all was over before so many changes were made. */
async function dieAt(
  at: number,
  stage: WebStage,
  { target, only }: Case,
  moment: MomentName,
): Promise<boolean> {
  const where = `${target.route.kind}, ${moment}, after change ${at}`;
  const { namespace } = stage;
  const alive = await stage.platform(target);
  const release = stage.newRelease();
  const first = await alive.observe(signal);
  const { isBegun, run }: Moment = MOMENTS[moment];
  const begun = isBegun ? await begin(alive, release) : first;
  const { wrap } = killedAt(at, only);
  const ended = await run(await stage.platform(target, wrap), begun, release).then(
    () => "done",
    (error: unknown) => (error instanceof Killed ? "killed" : error),
  );
  expect({ where, ended }).toEqual({ where, ended: expect.stringMatching(/^(done|killed)$/) });
  expect({ where, unserved: await unserved(namespace, target.route.kind) }).toEqual({ where, unserved: [] });
  const end = await oneFurtherRun(alive);
  expect({ where, end }).toMatchObject({
    where,
    end: { stable: { ready: true }, candidate: null, candidateWeight: 0 },
  });
  const wanted = moment === "restore" ? before(release) : release;
  expect({ where, stable: [first.stable?.release.version, wanted.version] }).toEqual({
    where,
    stable: expect.arrayContaining([end.stable?.release.version]),
  });
  expect({ where, leftovers: await leftoversIn(namespace) }).toEqual({ where, leftovers: [] });
  const web = await (await namespace.admin()).require(DEPLOYMENTS, "web", signal);
  expect({ where, web }).toMatchObject({ where, web: { spec: { replicas: 2 } } });
  return ended === "killed";
}

/** A run that is played again and again, each time dying one change later, until it is over before. */
class Series {
  readonly name: string;
  readonly moment: MomentName;
  readonly case: Case;
  /** How often it died. */
  readonly deaths = Promise.withResolvers<number>();
  players = 0;
  isOver = false;
  #at = 0;
  #deaths = 0;

  constructor(one: Case, moment: MomentName) {
    this.name = one.target.route.kind;
    this.moment = moment;
    this.case = one;
    // Told by its test.
    this.deaths.promise.catch(() => undefined);
  }

  /** The next place, or with others the one after theirs; false when it failed. */
  async play(stage: WebStage): Promise<boolean> {
    this.#at += 1;
    this.players += 1;
    try {
      if (await dieAt(this.#at, stage, this.case, this.moment)) this.#deaths += 1;
      else this.isOver = true;
    } catch (error) {
      this.isOver = true;
      this.deaths.reject(error);
      return false;
    } finally {
      this.players -= 1;
      if (this.isOver && this.players === 0) this.deaths.resolve(this.#deaths);
    }
    return true;
  }
}

/** Two play the longest ones at the end; more would mostly find them over. */
function leastPlayed(series: readonly Series[]): Series | undefined {
  const open = series.filter(({ isOver, players }) => !isOver && players < 2);
  return open.sort((a, b) => a.players - b.players)[0];
}

describePeer("Kubernetes, killed", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  const series = Object.values(CASES).flatMap((one) => one.moments.map((moment) => new Series(one, moment)));
  let players: Promise<unknown>;

  /** Dies at one place after another, on a namespace of its own; what failed may have left something, so then on a new one. */
  const play = async (): Promise<void> => {
    let stage = await WebStage.open(kubeconfig);
    for (let next = leastPlayed(series); next !== undefined; next = leastPlayed(series)) {
      const isWhole = await next.play(stage);
      if (isWhole) continue;
      await stage.close();
      stage = await WebStage.open(kubeconfig);
    }
    await stage.close();
  };

  beforeAll(() => {
    players = Promise.all(Array.from({ length: TOGETHER }, play));
    players.catch((error: unknown) => {
      for (const { deaths } of series) deaths.reject(error);
    });
  });
  afterAll(() => players, TEST_MS);

  test.each(series)(
    "a run by $name that dies at any change of $moment is over after one further run: all stable or all candidate, nothing left",
    async ({ deaths }) => {
      expect(await deaths.promise).toBeGreaterThan(0);
    },
    TEST_MS,
  );
});
