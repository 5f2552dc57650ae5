import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { readCounts } from "../../src/haproxy/read-haproxy-counts.ts";
import type { Platform } from "../../src/platform.ts";
import { rejection } from "../contract.ts";
import { HaproxyFixture, type HaproxyFixtureOptions } from "../support/haproxy-fixture.ts";
import { clock } from "../support/ports.ts";

const signal = new AbortController().signal;
const v1 = { version: "v1" };
const v2 = { version: "v2" };

describePeer("The HAProxy target", "DEPLOY_ACTIONS_PEER_HAPROXY", (program) => {
  const open: HaproxyFixture[] = [];
  afterEach(async () => {
    for (const fixture of open.splice(0)) await fixture.close();
  });
  const begin = async (options: HaproxyFixtureOptions = {}): Promise<HaproxyFixture> => {
    const fixture = await HaproxyFixture.open(program, options);
    open.push(fixture);
    return fixture;
  };
  const problemsOf = async (platform: Platform): Promise<readonly string[]> => {
    const problems = (await platform.preflight?.(signal)) ?? [];
    return problems.map(
      ({ code, text, hint }) => `${code}: ${text}${hint === undefined ? "" : ` > ${hint}`}`,
    );
  };

  test("finds nothing missing on a good target", async () => {
    const { platform } = await begin();
    expect(await problemsOf(platform)).toEqual([]);
  });

  test("takes a release that ran before it as stable, whatever its weight", async () => {
    const fixture = await begin({ server: "check weight 33" });
    const { target, options, platform } = fixture;
    const [, green] = target.servers;
    const env = { ...process.env, SERVER: "green", ADDRESS: green.address, RELEASE: "v0" };
    await options.exec.run({ argv: target.start, env: env as Record<string, string>, signal });
    await clock.sleep(300, signal);
    expect(await platform.observe(signal)).toMatchObject({
      stable: { release: { version: "v0" } },
      candidate: null,
    });
    const state = await platform.setWeight(v1, 25, await platform.observe(signal), signal);
    expect(state).toMatchObject({ stable: { release: { version: "v0" } }, candidate: { release: v1 } });
  });

  test("says the share that the weights really make where it is another one", async () => {
    const fixture = await begin();
    await fixture.deploy("v1");
    const { platform } = fixture;
    const at20 = await platform.setWeight(v2, 20, await platform.observe(signal), signal);
    expect(at20.candidateWeight).toBe(20);
    expect(at20.actualShare).toBeUndefined();
    const at50 = await platform.setWeight(v2, 50, at20, signal);
    expect(at50.candidateWeight).toBe(50);
    expect(at50.actualShare).toBeCloseTo(49.9, 2);
    fixture.killRelease("blue");
    await clock.sleep(500, signal);
    await fixture.say("set server web/blue health down");
    expect(at50.candidate?.url).toBe(`http://${fixture.target.servers[1].address}`);
  });

  test("waits for the effective weight of a server that starts slowly", async () => {
    const fixture = await begin({ server: "check weight 100 slowstart 1s" });
    await fixture.deploy("v1");
    const { platform } = fixture;
    await platform.setWeight(v2, 50, await platform.observe(signal), signal);
    const stat = await fixture.say("show stat web 4 -1");
    const [header = "", ...rows] = stat.split("\n");
    const column = header.split(",").indexOf("weight");
    expect(rows.slice(0, 2).map((row) => row.split(",")[column])).toEqual(["256", "255"]);
  });

  test("notices weights that somebody sets by hand, and does not overwrite them", async () => {
    const fixture = await begin();
    await fixture.deploy("v1");
    const { platform } = fixture;
    const mine = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
    await fixture.say("set server web/green weight 11");
    const error = await rejection(platform.setWeight(v2, 50, mine, signal), "conflict");
    expect(error.message).toContain("candidate v2 on green (weight 11)");
    expect(error.hint).toContain("a person sets these weights too");
    expect((await platform.observe(signal)).candidateWeight).toBeCloseTo((100 * 11) / 267, 6);

    await fixture.say("set server web/green weight 10");
    const unclear = await rejection(platform.observe(signal), "conflict");
    expect(unclear.message).toContain("v1 on blue (weight 256) and v2 on green (weight 10)");
    expect(unclear.message).toContain("somebody changed them by hand");
    expect(unclear.hint).toContain("set server web/<stable> weight 256");
    expect(await fixture.say("show servers state web")).toMatch(/green \S+ 2 \d+ 10 100 /);
  });

  test("says that HAProxy was reloaded in the middle of a rollout, and does not guess", async () => {
    const fixture = await begin();
    await fixture.deploy("v1");
    const { platform } = fixture;
    const mine = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
    await fixture.restartHaproxy();
    for (const call of [
      () => platform.observe(signal),
      () => platform.setWeight(v2, 50, mine, signal),
      () => platform.abort(mine, signal),
    ]) {
      const error = await rejection(call(), "conflict");
      expect(error.message).toMatch(/HAProxy was reloaded .* this HAProxy process was started \d+/);
    }
    await fixture.say("set server web/blue weight 256");
    await fixture.say("set server web/green weight 0");
    expect(await platform.observe(signal)).toMatchObject({
      stable: { release: v1 },
      candidate: { release: v2 },
      candidateWeight: 0,
    });
  });

  test("goes on from the only release after a reload between two rollouts", async () => {
    const fixture = await begin();
    await fixture.deploy("v1");
    await fixture.deploy("v2");
    await fixture.restartHaproxy();
    expect(await fixture.platform.observe(signal)).toMatchObject({
      stable: { release: v2 },
      candidate: null,
    });
    expect((await fixture.get()).text).toBe("v2");
  });

  test("gives traffic back only to a stable that is ready", async () => {
    const fixture = await begin({ target: { readyTimeoutMs: 600 } });
    await fixture.deploy("v1");
    const { platform } = fixture;
    const state = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    const blind = fixture.another({ ready: "/fail" });
    const error = await rejection(blind.abort(state, signal), "remote");
    expect(error.message).toContain("v1 on blue cannot take the traffic back");
    expect(error.message).toContain("/fail answers 500");
    expect((await fixture.get()).text).toBe("v2");
    expect((await platform.observe(signal)).candidateWeight).toBe(100);
  });

  test("does not take the last release away when stable has ended by itself", async () => {
    const fixture = await begin();
    await fixture.deploy("v1");
    const { platform } = fixture;
    await platform.setWeight(v2, 25, await platform.observe(signal), signal);
    fixture.killRelease("blue");
    await clock.sleep(300, signal);
    const state = await platform.observe(signal);
    expect(state).toMatchObject({
      stable: null,
      candidate: { release: v2 },
      candidateWeight: 25,
      actualShare: 100,
    });
    const error = await rejection(platform.abort(state, signal), "conflict");
    expect(error.message).toContain("The stable release on blue has ended by itself");
    const promoted = await platform.promote(v2, state, signal);
    expect(promoted).toMatchObject({ stable: { release: v2 }, candidate: null });
  });

  test("cuts off what does not end in time, and says so", async () => {
    const fixture = await begin({ target: { drainMs: 100 } });
    await fixture.deploy("v1");
    const { platform } = fixture;
    await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    const slow = fixture.get("/slow");
    await clock.sleep(150, signal);
    await platform.abort(await platform.observe(signal), signal);
    await slow;
    expect(fixture.warnings).toEqual(["1 request of v2 did not end within 100ms and will be cut off"]);
  });

  test("lets requests end before their release does", async () => {
    const fixture = await begin();
    await fixture.deploy("v1");
    const { platform } = fixture;
    await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    const slow = fixture.get("/slow");
    await clock.sleep(150, signal);
    await platform.abort(await platform.observe(signal), signal);
    expect(await slow).toEqual({ status: 200, text: "v2" });
    expect(fixture.warnings).toEqual([]);
  });

  test("names what a failing start command wrote, and leaves the traffic where it was", async () => {
    const fixture = await begin();
    await fixture.deploy("v1");
    const { platform } = fixture;
    const broken = { version: "broken" };
    const error = await rejection(
      platform.setWeight(broken, 0, await platform.observe(signal), signal),
      "remote",
    );
    expect(error.message).toMatch(/The start command .* for green ended with exit code 7/);
    expect(error.message).toContain("cannot start broken: no such image");
    expect(await platform.observe(signal)).toMatchObject({ stable: { release: v1 }, candidate: null });
    expect((await fixture.get()).text).toBe("v1");
  });

  test("counts requests and errors of each release", async () => {
    const fixture = await begin();
    await fixture.deploy("v1");
    const { platform, options } = fixture;
    await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    const before = await readCounts(options, signal);
    for (const path of ["/", "/", "/fail", "/close", "/"]) await fixture.get(path);
    const after = await readCounts(options, signal);
    expect(after.candidate).toMatchObject({ version: "v2", epoch: before.candidate?.epoch });
    const requests = (after.candidate?.requests ?? 0) - (before.candidate?.requests ?? 0);
    const errors = (after.candidate?.errors ?? 0) - (before.candidate?.errors ?? 0);
    expect({ requests, errors }).toEqual({ requests: 5, errors: 2 });
    expect(after.stable).toEqual(before.stable);
    await fixture.restartHaproxy();
    await fixture.say("set server web/blue weight 0");
    await fixture.say("set server web/green weight 255");
    expect((await readCounts(options, signal)).candidate?.epoch).not.toBe(before.candidate?.epoch);
  });

  test("counts nothing in TCP mode and says why", async () => {
    const fixture = await begin({ mode: "tcp" });
    await fixture.deploy("v1");
    const error = await rejection(readCounts(fixture.options, signal), "remote");
    expect(error.message).toContain("web has the mode tcp: it counts no answers");
  });

  test("works over TCP too", async () => {
    const fixture = await begin();
    await fixture.deploy("v1");
    const remote = fixture.another({ socket: fixture.tcpSocket });
    expect(await problemsOf(remote)).toEqual([]);
    expect(await remote.observe(signal)).toEqual(await fixture.platform.observe(signal));
  });

  test("names the nearest backend, server and socket", async () => {
    const fixture = await begin();
    const [blue, green] = fixture.target.servers;
    const wrongBackend = fixture.another({ backend: "wbe" });
    expect(await problemsOf(wrongBackend)).toEqual([
      'not_found: HAProxy has no backend "wbe". Did you mean "web"?',
    ]);
    expect((await rejection(wrongBackend.observe(signal), "config")).message).toContain(
      'Did you mean "web"?',
    );
    const wrongServer = fixture.another({ servers: [blue, { ...green, name: "gren" }] });
    expect(await problemsOf(wrongServer)).toEqual([
      'not_found: HAProxy\'s backend web has no server "gren". Did you mean "green"?',
    ]);
    expect((await rejection(wrongServer.observe(signal), "config")).message).toContain(
      'Did you mean "green"?',
    );
    const wrongSocket = fixture.another({ socket: "admn.sock" });
    const [problem] = await problemsOf(wrongSocket);
    expect(problem).toContain("not_reachable: There is no HAProxy socket at");
    expect(problem).toContain('Did you mean "admin.sock"? > In HAProxy\'s `global` section');
  });

  test("refuses a socket that may not change anything", async () => {
    const fixture = await begin({ level: "operator" });
    const [problem] = await problemsOf(fixture.platform);
    expect(problem).toMatch(/^permission_missing: .*admin\.sock has the level operator/);
    const error = await rejection(
      fixture.platform.setWeight(v1, 0, await fixture.platform.observe(signal), signal),
      "permission",
    );
    expect(error.hint).toContain("level admin");
    expect(fixture.calls.filter((call) => call.startsWith("start"))).toEqual([]);
  });

  test("says that something else than HAProxy answers", async () => {
    const fixture = await begin();
    const server = createServer((_request, response) => response.end("hello"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const [problem] = await problemsOf(fixture.another({ socket: `127.0.0.1:${port}` }));
    await new Promise((resolve) => server.close(resolve));
    expect(problem).toMatch(
      /^not_reachable: What answers at 127\.0\.0\.1:\d+ is not HAProxy's runtime API: HTTP\/1\.1 400/,
    );
  });

  test("refuses a static algorithm before anything is started", async () => {
    const fixture = await begin({ balance: "static-rr" });
    const [problem] = await problemsOf(fixture.platform);
    expect(problem).toContain("static_algorithm: HAProxy's backend web balances by a static algorithm");
    expect(problem).toContain("Use `balance roundrobin`");
    const error = await rejection(
      fixture.platform.setWeight(v1, 0, await fixture.platform.observe(signal), signal),
      "config",
    );
    expect(error.message).toContain("its weights cannot be changed");
    expect(fixture.calls.filter((call) => call.startsWith("start"))).toEqual([]);
  });

  test("refuses a third server with traffic, and configured weights that a rollout uses", async () => {
    const third = await begin({ backend: "server red 127.0.0.1:9 weight 5" });
    const error = await rejection(third.platform.observe(signal), "config");
    expect(error.message).toContain("more servers with traffic than the two of the target: red");
    const backup = await begin({ backend: "server sorry 127.0.0.1:9 backup" });
    expect((await backup.platform.observe(signal)).stable).toBeNull();
    const reserved = await begin({ server: "check weight 255" });
    expect(await problemsOf(reserved.platform)).toEqual([]);
  });

  test("names all programs that are not there", async () => {
    const fixture = await begin();
    const platform = fixture.another({ start: ["no-such-program"], stop: ["./stop.sh"] });
    expect((await problemsOf(platform)).map((text) => text.split(" >")[0])).toEqual([
      'tool_missing: The start command\'s program "no-such-program" is not there, or may not be run',
      'tool_missing: The stop command\'s program "./stop.sh" is not there, or may not be run',
    ]);
  });

  test("a HAProxy that is gone is unknown, and there again is as it was seen", async () => {
    const fixture = await begin();
    await fixture.deploy("v1");
    const platform = fixture.another({ socket: join(fixture.folder, "..", "no-such-folder", "x.sock") });
    await rejection(platform.observe(signal), "config");
    expect((await fixture.platform.observe(signal)).stable?.release).toEqual(v1);
  });

  test("refuses weights between its steps", async () => {
    const fixture = await begin();
    await fixture.deploy("v1");
    const { platform } = fixture;
    const error = await rejection(
      platform.setWeight(v2, 0.25, await platform.observe(signal), signal),
      "config",
    );
    expect(error.message).toBe("HAProxy weights hold steps of 0.5 %, not 0.25 %");
  });
});
