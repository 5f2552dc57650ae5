import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { LocalTarget } from "@deploy-actions/rollout";
import { afterEach, describe, expect, test } from "@jest/globals";
import { localStatus, stopLocalTarget } from "../src/local/local-target.ts";
import { isProcessAlive } from "../src/local/process-alive.ts";
import { runSupervisor } from "../src/local/supervisor.ts";
import { rejection } from "./contract.ts";
import { type Behaviour, LocalFixture } from "./support/local-fixture.ts";
import { clock, http } from "./support/ports.ts";

let fixture: LocalFixture | undefined;

afterEach(async () => {
  await fixture?.close();
  fixture = undefined;
});

function open(
  behaviours?: Readonly<Record<string, Behaviour>>,
  changes?: Partial<LocalTarget>,
): LocalFixture {
  fixture = new LocalFixture(behaviours, changes);
  return fixture;
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await clock.sleep(20, new AbortController().signal);
}

describe("the supervisor", () => {
  test("killed and started again, serves the recorded traffic and leaves no process behind", async () => {
    const subject = open();
    const { platform, signal } = subject;
    await subject.deploy("v1");
    const before = await platform.setWeight({ version: "v2" }, 25, await platform.observe(signal), signal);
    const { processes, listen } = subject.stateFile;
    expect(processes.map(({ version, role }) => [version, role])).toEqual([
      ["v1", "stable"],
      ["v2", "candidate"],
    ]);
    await subject.crashSupervisor();

    const look = await subject.client("a plan", false).observe(signal);
    expect(look).toMatchObject({
      stable: { release: { version: "v1" }, ready: false, detail: "the supervisor is not running" },
      candidateWeight: 25,
      revision: before.revision,
    });
    const after = await platform.observe(signal);
    expect(after.revision).toBe(before.revision);
    expect(after).toMatchObject({ stable: { ready: true }, candidate: { ready: true }, candidateWeight: 25 });
    expect(subject.stateFile.listen).toBe(listen);
    for (const { pid } of processes) expect(isProcessAlive(pid)).toBe(false);
    const texts = [];
    for (let count = 0; count < 8; count += 1) texts.push((await subject.fetch()).text);
    expect(texts.filter((text) => text === "v2")).toHaveLength(2);
  });

  test.each([0, 3, 10, 30, 100])(
    "killed %d ms into a change, serves the state before it or after it",
    async (ms) => {
      const subject = open();
      const { platform, signal } = subject;
      await subject.deploy("v1");
      const state = await platform.setWeight({ version: "v2" }, 25, await platform.observe(signal), signal);
      const change = platform
        .promote({ version: "v2" }, state, signal)
        .then(() =>
          platform.observe(signal).then((now) => platform.setWeight({ version: "v3" }, 10, now, signal)),
        );
      const settled = Promise.allSettled([change]);
      await clock.sleep(ms, signal);
      process.kill(subject.stateFile.supervisor?.pid ?? 0, "SIGKILL");
      await settled;
      const after = await platform.observe(signal);
      const seen = [after.stable?.release.version, after.candidate?.release.version, after.candidateWeight];
      expect(["v1 v2 25", "v2  0", "v2 v3 0", "v2 v3 10"]).toContain(seen.join(" "));
      await until(async () => (await platform.observe(signal)).stable?.ready === true);
      expect((await subject.fetch("/", { "x-deploy-actions": "stable" })).text).toBe(seen[0]);
      const aborted = await platform.abort(after, signal);
      expect(aborted).toMatchObject({ candidate: null, candidateWeight: 0 });
    },
  );

  test("keeps its state to its owner", async () => {
    const subject = open();
    await subject.deploy("v1");
    expect(statSync(join(subject.workspace, ".state", "state.json")).mode & 0o777).toBe(0o600);
    const { adminUrl } = subject.stateFile.supervisor ?? { adminUrl: "" };
    for (const authorization of ["", "Bearer wrong"]) {
      const answer = await http.send({
        url: `${adminUrl}/state`,
        headers: { authorization },
        signal: subject.signal,
      });
      expect(answer.status).toBe(401);
    }
  });

  test("gives a release its own environment and nothing else", async () => {
    const subject = open();
    await subject.deploy("v1");
    const env = JSON.parse((await subject.fetch("/env")).text) as Record<string, string>;
    expect(env).toMatchObject({ RELEASE: "v1", COMMIT: "", GREETING: "hello" });
    expect(env).not.toHaveProperty("SECRET");
    expect(
      Object.keys(env).filter(
        (name) => !/^(PATH|HOME|PORT|RELEASE|COMMIT|GREETING|DEPLOY_ACTIONS_INSTANCE)$/.test(name),
      ),
    ).toEqual([]);
  });

  test("keeps no value of the environment in its folder", async () => {
    const subject = open();
    await subject.deploy("v1");
    expect(JSON.stringify(subject.stateFile)).not.toContain("hello");
  });

  test("a candidate that crashes is not ready any more, even when it runs again", async () => {
    const subject = open();
    const { platform, signal } = subject;
    await subject.deploy("v1");
    const state = await platform.setWeight({ version: "v2" }, 25, await platform.observe(signal), signal);
    await subject.fetch("/crash", { "x-deploy-actions": "candidate" });
    await until(async () => {
      const status = await localStatus(subject.context, signal);
      return (
        status.running && status.state.candidate?.phase === "ready" && status.state.candidate.crashes === 1
      );
    });
    const { candidate } = await platform.observe(signal);
    expect(candidate?.ready).toBe(false);
    expect(candidate?.detail).toMatch(/ended 1 time, last after .*: exit code 3: out of luck/);
    const error = await rejection(platform.promote({ version: "v2" }, state, signal), "conflict");
    expect(error.message).toContain("out of luck");
  });

  test("a stable release that crashes is started again", async () => {
    const subject = open();
    const { platform, signal } = subject;
    await subject.deploy("v1");
    expect((await subject.fetch("/crash")).status).toBe(502);
    await until(async () => (await platform.observe(signal)).stable?.ready === true);
    expect((await subject.fetch()).text).toBe("v1");
  });

  test("a candidate that answers but not 2xx is given up at its time-out, with what it answered", async () => {
    const subject = open({ v2: { neverReady: true } }, { readyTimeoutMs: 300 });
    const { platform, signal } = subject;
    const state = await platform.setWeight({ version: "v2" }, 0, await platform.observe(signal), signal);
    expect(state.candidate).toMatchObject({ ready: false });
    expect(state.candidate?.detail).toContain("no 2xx from /ready within 300ms (last: status 503)");
  });

  test("a command that does not exist is named", async () => {
    const subject = open({}, { command: ["no-such-program"] });
    const { platform, signal } = subject;
    const state = await platform.setWeight({ version: "v1" }, 0, await platform.observe(signal), signal);
    expect(state.candidate?.detail).toContain("command not found: no-such-program");
  });

  test("a release that cannot be brought back leaves the traffic where it was", async () => {
    const subject = open({ bad: { exitAtStart: 7 } });
    const { platform, signal } = subject;
    await subject.deploy("v1");
    const error = await rejection(
      platform.restore({ version: "bad" }, await platform.observe(signal), signal),
      "remote",
    );
    expect(error.message).toContain("no database");
    expect(await platform.observe(signal)).toMatchObject({
      stable: { release: { version: "v1" } },
      candidate: null,
    });
    expect((await subject.fetch()).text).toBe("v1");
  });

  test("a release that ignores SIGTERM is killed in the end", async () => {
    const subject = open({ v1: { ignoreTerm: true } });
    await subject.deploy("v1");
    const [running] = subject.stateFile.processes;
    await subject.deploy("v2");
    await until(() => !isProcessAlive(running?.pid ?? 0));
    expect((await subject.fetch()).text).toBe("v2");
  });

  test("stopping after a kill ends the releases that were left", async () => {
    const subject = open();
    await subject.deploy("v1");
    const { processes } = subject.stateFile;
    await subject.crashSupervisor();
    expect(processes.map(({ pid }) => isProcessAlive(pid))).toEqual([true]);
    await stopLocalTarget(subject.context, subject.signal);
    expect(processes.map(({ pid }) => isProcessAlive(pid))).toEqual([false]);
  });

  test("answers who comes while it starts again", async () => {
    // The release it has to end first takes its time: all of it, somebody listens and nobody serves yet.
    const subject = open({ v1: { ignoreTerm: true } });
    await subject.deploy("v1");
    await subject.crashSupervisor();
    const starting = subject.platform.observe(subject.signal);
    let answer: { readonly status: number } | undefined;
    await until(async () => {
      answer = await subject.fetch().catch(() => undefined);
      return answer !== undefined;
    });
    expect([200, 503]).toContain(answer?.status);
    await starting;
  });

  test("stopped, it ends its releases; started again, it serves what was deployed", async () => {
    const subject = open();
    const { platform, signal } = subject;
    await subject.deploy("v1");
    const { processes } = subject.stateFile;
    await stopLocalTarget(subject.context, signal);
    for (const { pid } of processes) expect(isProcessAlive(pid)).toBe(false);
    expect(await localStatus(subject.context, signal)).toEqual({ running: false });
    expect((await platform.observe(signal)).stable).toMatchObject({
      release: { version: "v1" },
      ready: true,
    });
    expect((await subject.fetch()).text).toBe("v1");
  });

  test("a plan starts nothing", async () => {
    const subject = open();
    const plan = subject.client("a plan", false);
    expect(await plan.observe(subject.signal)).toEqual({
      stable: null,
      candidate: null,
      candidateWeight: 0,
      revision: "none",
    });
    const error = await rejection(
      plan.setWeight({ version: "v1" }, 0, { revision: "none" }, subject.signal),
      "config",
    );
    expect(error.message).toContain("No supervisor runs");
    expect(existsSync(join(subject.workspace, ".state"))).toBe(false);
  });

  test("is started once when two ask for it at the same time", async () => {
    const subject = open();
    const { signal } = subject;
    const none = { revision: "none" };
    const [first, second] = await Promise.allSettled([
      subject.platform.setWeight({ version: "v1" }, 0, none, signal),
      subject.client("another").setWeight({ version: "v1" }, 0, none, signal),
    ]);
    expect([first.status, second.status]).toEqual(["fulfilled", "fulfilled"]);
    expect(subject.stateFile.processes).toHaveLength(1);
    await expect(
      runSupervisor({ state: join(subject.workspace, ".state"), listen: "127.0.0.1:0" }, {}),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("says which port is taken", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    try {
      const address = taken.address();
      const port = typeof address === "object" ? address?.port : 0;
      const subject = open({}, { listen: `127.0.0.1:${port}` });
      const error = await rejection(
        subject.platform.setWeight({ version: "v1" }, 0, { revision: "none" }, subject.signal),
        "config",
      );
      expect(error.message).toContain(`127.0.0.1:${port}`);
      expect(error.message).toContain("another program uses this port");
    } finally {
      taken.close();
    }
  });

  test.each([["0.0.0.0:80"], ["example.com:80"], ["192.168.1.5:8080"], ["8080"], ["127.0.0.1:99999"]])(
    "refuses to listen on %s",
    async (listen) => {
      const subject = open({}, { listen });
      const call = subject.platform.setWeight({ version: "v1" }, 0, { revision: "none" }, subject.signal);
      await rejection(call, "config");
    },
  );

  test("does not take an unreadable state for an empty one", async () => {
    const subject = open();
    await subject.deploy("v1");
    await stopLocalTarget(subject.context, subject.signal);
    const path = join(subject.workspace, ".state", "state.json");
    const good = JSON.stringify(subject.stateFile);
    writeFileSync(path, "{");
    const error = await rejection(subject.platform.observe(subject.signal), "config");
    expect(error.message).toContain("state.json is not a state of the local target");
    writeFileSync(path, good);
  });

  test("writes a log for each release and names it by its version", async () => {
    const subject = open();
    await subject.deploy("v1/../../x");
    expect(readdirSync(join(subject.workspace, ".state", "logs"))).toEqual(["v1_.._.._x-1.log"]);
  });
});
