import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, readFileSync, readlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { systemClock, systemRandom } from "@deploy-actions/action-kit";
import { createFileLedger, type DeploymentRecord } from "@deploy-actions/ledger";
import { afterEach, describe, expect, test } from "@jest/globals";

const TIMEOUT_MS = 180_000;
const demos: ChildProcessWithoutNullStreams[] = [];

/** What `--json` says of a run. */
interface Report {
  readonly outcome: string;
  readonly reason: string | null;
  readonly sentence: string;
  readonly live: string;
  readonly users: {
    readonly requests: number;
    readonly failed: number;
    readonly labels: Readonly<Record<string, { readonly requests: number; readonly failed: number }>>;
  };
  readonly target: { readonly requests: number | null; readonly errors: number | null };
  readonly told: readonly string[];
  readonly summary: string;
  readonly ledger: string;
  readonly pids: readonly number[];
}

function startDemo(...args: readonly string[]) {
  const argv = ["--conditions=deploy-actions-source", join(import.meta.dirname, "demo.ts"), ...args];
  const { NODE_OPTIONS: _ours, ...env } = process.env;
  // As under CI: the pipeline must not take itself for a step of a workflow.
  const child = spawn(process.execPath, argv, { env: { ...env, GITHUB_ACTIONS: "true" } });
  demos.push(child);
  let stdout = "";
  let story = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    story += text;
  });
  const ended = once(child, "close").then(([code]) => ({ exitCode: code as number | null, stdout, story }));
  const told = async (line: RegExp): Promise<void> => {
    const fail = (): never => {
      throw new Error(`The demo ended before it said ${line}:\n${story}`);
    };
    while (!line.test(story)) await Promise.race([once(child.stderr, "data"), ended.then(fail)]);
  };
  return { child, ended, told };
}

afterEach(async () => {
  for (const child of demos.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, "close");
    child.kill("SIGINT");
    await ended;
  }
});

async function recordsOf({ ledger }: Report): Promise<readonly DeploymentRecord[]> {
  const file = createFileLedger({ file: ledger, clock: systemClock, random: systemRandom, liveMs: 60_000 });
  return file.list({ service: "shop", environment: "production" }, new AbortController().signal);
}

const phasesOf = (record: DeploymentRecord | undefined) => record?.events.map(({ phase }) => phase);

/** Processes that the demo named, and (on Linux) all that work in its folder. */
function leftRunning({ pids, summary }: Report): readonly number[] {
  const folder = resolve(dirname(summary), "..");
  const there = globSync("/proc/[0-9]*/cwd").flatMap((link) => {
    try {
      return readlinkSync(link).startsWith(folder) ? [Number(link.split("/")[2])] : [];
    } catch {
      return [];
    }
  });
  return [...pids.filter(isAlive), ...there];
}

/** A process that ended and only waits to be collected is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const status = process.platform === "linux" ? readFileSync(`/proc/${pid}/status`, "utf8") : "";
    return !/^State:\s+Z/m.test(status);
  } catch {
    return false;
  }
}

describe("the demo", () => {
  test(
    "promotes v2 without one failed request [A2] [A30]",
    async () => {
      const { exitCode, stdout, story } = await startDemo("--json").ended;
      expect([exitCode, story]).toEqual([0, expect.stringContaining("exit code 0")]);
      const report = JSON.parse(stdout) as Report;
      expect(report).toMatchObject({ outcome: "promoted", live: "v2", told: ["scheduled", "completed"] });
      expect(report.users.failed).toBe(0);
      expect(report.users.labels.v2?.requests).toBeGreaterThan(100);
      expect(report.target).toMatchObject({ errors: 0 });
      const [v2, v1] = await recordsOf(report);
      expect(phasesOf(v2)?.at(-1)).toBe("verified");
      expect(v2).toMatchObject({ release: { version: "v2" }, migrations: ["0002", "0003"] });
      expect(phasesOf(v1)).toContain("verified");
      expect(readFileSync(report.summary, "utf8")).toMatch(
        /^## ✅ Deployment: promoted, passed .*\n\nv2 is live: /,
      );
      for (const weight of ["25 %", "50 %", "100 %"]) expect(story).toContain(` ${weight}  candidate`);
      expect(report.pids.length).toBeGreaterThanOrEqual(3);
      expect(leftRunning(report)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "takes v3 back because of its failures, and says how many it harmed [A30] [U2]",
    async () => {
      const { exitCode, stdout, story } = await startDemo("--json", "--release=v3").ended;
      expect([exitCode, story]).toEqual([1, expect.stringContaining("taken back (error_rate)")]);
      const report = JSON.parse(stdout) as Report;
      expect(report).toMatchObject({ outcome: "aborted", reason: "error_rate", live: "v1" });
      expect(report.told).toEqual(["scheduled", "rolled-back"]);
      const { failed, labels } = report.users;
      expect(failed).toBeGreaterThan(0);
      expect(labels.v3?.failed).toBe(failed);
      expect(labels.v1?.failed).toBe(0);
      expect(report.target.errors).toBeGreaterThan(0);
      expect(report.target.errors).toBeLessThanOrEqual(failed);
      expect(story).toContain(`${failed} failed (`);
      const [v3, v1] = await recordsOf(report);
      expect(v3?.events.at(-1)).toMatchObject({ phase: "aborted", reason: "error_rate", weight: 0 });
      expect(v3?.release.version).toBe("v3");
      expect(v1?.release.version).toBe("v1");
      expect(phasesOf(v1)?.at(-1)).toBe("verified");
      expect(readFileSync(report.summary, "utf8")).toMatch(
        /^## ❌ Deployment: taken back, failed.*\n\nv3 was taken back: error-rate &#62; 5%/,
      );
      expect(leftRunning(report)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "a Ctrl-C in the middle takes the candidate back and everything down",
    async () => {
      const demo = startDemo("--json");
      await demo.told(/25 % {2}.*hold/);
      demo.child.kill("SIGINT");
      const { exitCode, stdout, story } = await demo.ended;
      expect([exitCode, story]).toEqual([130, expect.stringContaining("exit code 130")]);
      const report = JSON.parse(stdout) as Report;
      expect(report).toMatchObject({ outcome: "aborted", live: "v1", users: { failed: 0 } });
      const [v2] = await recordsOf(report);
      expect(v2?.events.at(-1)).toMatchObject({ phase: "cancelled", weight: 0 });
      expect(leftRunning(report)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "a Ctrl-C while v1 is still prepared leaves nothing either",
    async () => {
      const demo = startDemo();
      await once(demo.child.stdout, "data");
      const folder = resolve(import.meta.dirname, "../../.deploy-actions/demo-v2");
      while (!existsSync(join(folder, ".github/deploy.yml")))
        await new Promise((next) => setTimeout(next, 20));
      demo.child.kill("SIGINT");
      expect((await demo.ended).exitCode).toBe(130);
      const summary = join(folder, ".deploy-actions/summary.md");
      expect(leftRunning({ pids: [], summary } as unknown as Report)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "a second demo of the same release is refused while one runs",
    async () => {
      const first = startDemo("--release", "v4");
      await once(first.child.stdout, "data");
      const lock = resolve(import.meta.dirname, "../../.deploy-actions/demo-v4.pid");
      while (!existsSync(lock)) await new Promise((next) => setTimeout(next, 20));
      const second = await startDemo("--release", "v4").ended;
      expect(second).toMatchObject({
        exitCode: 3,
        story: expect.stringContaining(`Another demo of v4 is running (process ${first.child.pid})`),
      });
      first.child.kill("SIGINT");
      await first.ended;
      expect(existsSync(lock)).toBe(false);
    },
    TIMEOUT_MS,
  );

  test.each([
    [["--releas", "v3"], '--releas: unknown option. Did you mean "--release"?'],
    [["--release", "v9"], "--release: v9, expected one of v2, v3, v4."],
    [["--release"], "--release: nothing, expected one of v2, v3, v4."],
  ])("%j is refused: %s", async (args, message) => {
    const { exitCode, story } = await startDemo(...args).ended;
    expect([exitCode, story]).toEqual([3, expect.stringContaining(message)]);
  });

  test("its help says what the exit codes mean", async () => {
    const { exitCode, stdout } = await startDemo("--help").ended;
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("0 promoted, 1 taken back")]);
  });
});
