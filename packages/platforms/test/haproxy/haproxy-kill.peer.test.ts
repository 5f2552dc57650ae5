import type { Exec } from "@deploy-actions/kernel";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { createPlatform } from "../../src/haproxy/haproxy-platform.ts";
import type { RuntimeSocket } from "../../src/haproxy/runtime-socket.ts";
import type { Platform } from "../../src/platform.ts";
import { HaproxyFixture } from "../support/haproxy-fixture.ts";
import { HaproxyReleases } from "../support/haproxy-releases.ts";

const signal = new AbortController().signal;

/** A run that dies right after its n-th change of HAProxy or of a release: nothing it wants later comes to be. */
class Death {
  readonly #after: number;
  changes = 0;

  constructor(after: number) {
    this.#after = after;
  }

  async change<T>(act: () => Promise<T>): Promise<T> {
    if (this.changes >= this.#after) throw new Error("killed");
    this.changes += 1;
    const result = await act();
    // Its effect is there; the one who asked for it is not any more.
    if (this.changes === this.#after) throw new Error("killed");
    return result;
  }

  get hasCome(): boolean {
    return this.changes >= this.#after;
  }
}

describePeer("A run on HAProxy that is killed", "DEPLOY_ACTIONS_PEER_HAPROXY", (program) => {
  const releases = new HaproxyReleases();
  let fixture: HaproxyFixture;
  let count = 0;
  beforeAll(async () => {
    fixture = await HaproxyFixture.open(program, {
      exec: releases.exec,
      server: "check inter 20ms weight 100",
      target: { start: ["start"], stop: ["stop"], version: ["version"], ready: "/", drainMs: 1_000 },
    });
  });
  afterAll(async () => {
    await releases.close();
    await fixture.close();
  });

  const nextVersion = (): string => {
    count += 1;
    return `v${count}`;
  };

  function mortal(death: Death): Platform {
    const real = fixture.options;
    const socket: RuntimeSocket = {
      address: "admin.sock",
      ask: (line) => (line.startsWith("set ") ? death.change(() => fixture.say(line)) : fixture.say(line)),
    };
    const exec: Exec = {
      run: (request) =>
        request.argv[0] === "version"
          ? releases.exec.run(request)
          : death.change(() => releases.exec.run(request)),
    };
    return createPlatform({ ...real, socket, exec });
  }

  /** What a further run does that wants `version`: it knows nothing but what it sees. */
  async function deploy(version: string): Promise<void> {
    const { platform } = fixture;
    let seen = await platform.observe(signal);
    if (seen.candidate !== null && seen.candidate.release.version !== version) {
      seen = await platform.abort(seen, signal);
    }
    if (seen.candidate === null && seen.stable?.release.version === version) return;
    for (const weight of [0, 50, 100]) {
      if (seen.candidate !== null && seen.candidateWeight > weight) continue;
      seen = await platform.setWeight({ version }, weight, seen, signal);
    }
    await platform.promote({ version }, seen, signal);
  }

  async function atWeight(weight: number): Promise<{ readonly stable: string; readonly candidate: string }> {
    const { platform } = fixture;
    const seen = await platform.observe(signal);
    const stable = seen.stable?.release.version ?? "";
    const candidate = nextVersion();
    await platform.setWeight({ version: candidate }, weight, seen, signal);
    return { stable, candidate };
  }

  async function expectOnly(version: string): Promise<void> {
    expect(await fixture.platform.observe(signal)).toMatchObject({
      stable: { release: { version }, ready: true },
      candidate: null,
      candidateWeight: 0,
    });
    expect(releases.versions).toEqual([version]);
    expect(await fixture.get()).toEqual({ status: 200, text: version });
  }

  /** Kills `act` after each of its changes in turn; users are answered, and `recover` gets to its end. */
  async function killEverywhere(
    prepare: () => Promise<{ readonly stable: string; readonly candidate: string }>,
    act: (platform: Platform, candidate: string, stable: string) => Promise<unknown>,
    recover: (candidate: string, stable: string) => Promise<string>,
    isAnswered = true,
  ): Promise<number> {
    for (let after = 1; ; after += 1) {
      const { stable, candidate } = await prepare();
      const death = new Death(after);
      await act(mortal(death), candidate, stable).catch((error: Error) => {
        if (error.message !== "killed") throw error;
      });
      if (isAnswered) expect((await fixture.get()).status).toBe(200);
      await expectOnly(await recover(candidate, stable));
      if (!death.hasCome) return after - 1;
    }
  }

  const onward = async (candidate: string): Promise<string> => {
    await deploy(candidate);
    return candidate;
  };
  const back = async (candidate: string, stable: string): Promise<string> => {
    const seen = await fixture.platform.observe(signal);
    const isDone = seen.candidate === null && seen.stable?.release.version === candidate;
    await fixture.platform.abort(seen, signal);
    return isDone ? candidate : stable;
  };
  const newer = async (): Promise<string> => {
    const version = nextVersion();
    await deploy(version);
    return version;
  };
  const atRest = async (): Promise<{ readonly stable: string; readonly candidate: string }> => {
    const seen = await fixture.platform.observe(signal);
    return { stable: seen.stable?.release.version ?? "", candidate: nextVersion() };
  };

  test("in a first ever deploy leaves what a further run finishes", async () => {
    const nothing = async (): Promise<{ readonly stable: string; readonly candidate: string }> => {
      await releases.close();
      return { stable: "", candidate: nextVersion() };
    };
    const act = async (platform: Platform, version: string): Promise<void> => {
      const started = await platform.setWeight({ version }, 50, await platform.observe(signal), signal);
      await platform.promote({ version }, started, signal);
    };
    expect(await killEverywhere(nothing, act, onward, false)).toBeGreaterThan(6);
  });

  const set50 = async (platform: Platform, version: string): Promise<unknown> =>
    platform.setWeight({ version }, 50, await platform.observe(signal), signal);
  const promote = async (platform: Platform, version: string): Promise<unknown> =>
    platform.promote({ version }, await platform.observe(signal), signal);
  const abort = async (platform: Platform): Promise<unknown> =>
    platform.abort(await platform.observe(signal), signal);
  const restoreOlder = async (platform: Platform): Promise<unknown> =>
    platform.restore({ version: "older" }, await platform.observe(signal), signal);
  const restored = async (): Promise<string> => {
    await restoreOlder(fixture.platform);
    return "older";
  };

  test.each([
    ["while it starts and gives weight", atRest, set50, onward],
    ["while it starts and gives weight, taken back", atRest, set50, back],
    ["while it starts and gives weight, superseded", atRest, set50, newer],
    ["while it promotes", () => atWeight(50), promote, onward],
    ["while it promotes, taken back", () => atWeight(50), promote, back],
    ["while it promotes, superseded", () => atWeight(100), promote, newer],
    ["while it aborts", () => atWeight(25), abort, back],
    ["while it aborts from 100 %, begun anew", () => atWeight(100), abort, onward],
    [
      "while it takes a newer candidate",
      () => atWeight(25),
      (platform: Platform) => set50(platform, "newer"),
      newer,
    ],
  ] as const)(
    "%s leaves all stable or all candidate after one further run",
    async (_name, prepare, act, recover) => {
      if ((await fixture.platform.observe(signal)).stable === null) await deploy(nextVersion());
      expect(await killEverywhere(prepare, act, recover)).toBeGreaterThan(2);
    },
    120_000,
  );

  test("while it restores leaves the older release after one further run", async () => {
    const prepare = async (): Promise<{ readonly stable: string; readonly candidate: string }> => {
      await deploy(nextVersion());
      return atWeight(25);
    };
    expect(await killEverywhere(prepare, restoreOlder, restored)).toBeGreaterThan(8);
  }, 120_000);
});
