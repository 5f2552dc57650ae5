import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecRequest } from "@deploy-actions/kernel";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createExec } from "../src/exec.ts";
import { collectOutput } from "../src/exec-output.ts";
import { calm, rejection, TestClock } from "./network-ports.ts";

const node = process.execPath;
const exec = createExec({ clock: new TestClock() });
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "exec-test-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(source: string, options: Partial<ExecRequest> = {}): ExecRequest {
  return { argv: [node, "--eval", source], env: {}, signal: calm(), ...options };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie still has its number; it runs no more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let count = 0; count < 500; count += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("The condition did not come true within 10 s.");
}

/** A program with a grandchild, both deaf to SIGTERM: prints both process ids and hangs. */
function hangingFamily(options: Partial<ExecRequest>): ExecRequest {
  // An ignored signal stays ignored in what is started.
  const source = 'trap "" TERM; sleep 1000 & echo "$$ $!"; wait';
  return {
    argv: ["/bin/sh", "-c", source],
    env: { PATH: process.env.PATH ?? "" },
    signal: calm(),
    ...options,
  };
}

describe("a program", () => {
  test("ends with its code and both outputs", async () => {
    const result = await exec.run(script("console.log('out'); console.error('err'); process.exit(3)"));
    expect(result).toMatchObject({
      exitCode: 3,
      stdout: "out\n",
      stderr: "err\n",
      timedOut: false,
      truncated: false,
    });
  });

  test("gets its arguments as they are, without a shell", async () => {
    const argv = [
      node,
      "--eval",
      "console.log(JSON.stringify(process.argv.slice(1)))",
      "a b",
      "$HOME",
      "; exit 1",
      "*",
    ];
    const result = await exec.run({ argv, env: {}, signal: calm() });
    expect(JSON.parse(result.stdout)).toEqual(["a b", "$HOME", "; exit 1", "*"]);
  });

  test("sees only the environment it was given", async () => {
    process.env.EXEC_TEST_LEAK = "leaked";
    try {
      const result = await exec.run(
        script("console.log(JSON.stringify(process.env))", { env: { GIVEN: "1" } }),
      );
      expect(JSON.parse(result.stdout)).toEqual({ GIVEN: "1" });
    } finally {
      delete process.env.EXEC_TEST_LEAK;
    }
  });

  test("reads its standard input, or finds it empty", async () => {
    const echo = "process.stdin.pipe(process.stdout)";
    expect((await exec.run(script(echo, { stdin: "select 1;\n" }))).stdout).toBe("select 1;\n");
    expect((await exec.run(script(echo))).stdout).toBe("");
  });

  test("may leave without reading its input", async () => {
    const result = await exec.run(script("process.exit(0)", { stdin: "x".repeat(1_000_000) }));
    expect(result.exitCode).toBe(0);
  });

  test("runs in the folder it is told", async () => {
    const result = await exec.run(script("console.log(process.cwd())", { cwd: folder }));
    expect(result.stdout.trim().endsWith(folder)).toBe(true);
  });

  test("is found on the PATH it was given", async () => {
    writeFileSync(join(folder, "my-tool"), `#!${node}\nconsole.log("tool")\n`, { mode: 0o755 });
    const result = await exec.run({ argv: ["my-tool"], env: { PATH: folder }, signal: calm() });
    expect(result.stdout).toBe("tool\n");
  });

  test("that kills itself has no exit code", async () => {
    const result = await exec.run(script("process.kill(process.pid, 'SIGKILL')"));
    expect(result).toMatchObject({ exitCode: null, timedOut: false });
  });
});

describe("output", () => {
  test("comes line by line from both streams", async () => {
    const lines: string[] = [];
    const source = "process.stdout.write('one\\r\\ntwo\\nhalf'); process.stderr.write('warn\\n')";
    await exec.run(script(source, { onLine: (line) => lines.push(line) }));
    expect(lines.toSorted()).toEqual(["half", "one", "two", "warn"]);
  });

  test("keeps the last bytes", async () => {
    const source = "for (let i = 0; i < 20000; i += 1) console.log('line ' + i)";
    const result = await exec.run(script(source, { maxOutputBytes: 1_000 }));
    expect(Buffer.byteLength(result.stdout)).toBe(1_000);
    expect(result.stdout.endsWith("line 19999\n")).toBe(true);
    expect(result.truncated).toBe(true);
  });

  test("is never cut inside a character", () => {
    const collector = collectOutput(4, () => undefined);
    for (const byte of Buffer.from("aé€b")) collector.push(Buffer.from([byte]));
    collector.end();
    expect(collector.text()).toBe("€b");
    expect(collector.truncated).toBe(true);
  });

  test("a line without end comes in pieces", () => {
    const lines: string[] = [];
    const collector = collectOutput(1_000_000, (line) => lines.push(line));
    collector.push(Buffer.from("x".repeat(150_000)));
    collector.end();
    expect(lines.map(({ length }) => length)).toEqual([65_536, 65_536, 18_928]);
  });

  test("a line handler that throws ends the program and is the error", async () => {
    const source = "console.log(process.pid); setInterval(() => {}, 1000)";
    let pid = 0;
    const running = exec.run(
      script(source, {
        onLine: (line) => {
          pid = Number(line);
          throw new Error("handler failed");
        },
      }),
    );
    await expect(running).rejects.toThrow("handler failed");
    expect(isAlive(pid)).toBe(false);
  });
});

describe("a program that does not end", () => {
  test("is ended by the time-out, with its grandchildren, although both ignore SIGTERM", async () => {
    const lines: string[] = [];
    const result = await exec.run(hangingFamily({ timeoutMs: 1_500, onLine: (line) => lines.push(line) }));
    expect(result).toMatchObject({ timedOut: true, exitCode: null });
    const pids = (lines[0] ?? "").split(" ").map(Number);
    expect(pids).toHaveLength(2);
    await until(() => !pids.some(isAlive));
  });

  test("has no exit code even when it leaves with 0 on SIGTERM", async () => {
    const source = "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)";
    expect(await exec.run(script(source, { timeoutMs: 700 }))).toMatchObject({
      timedOut: true,
      exitCode: null,
    });
  });

  test("is ended when the run is cancelled, with its grandchildren", async () => {
    const abort = new AbortController();
    const lines: string[] = [];
    const running = exec.run(
      hangingFamily({
        signal: abort.signal,
        onLine: (line) => {
          lines.push(line);
          abort.abort();
        },
      }),
    );
    expect((await rejection(running)).code).toBe("cancelled");
    const pids = (lines[0] ?? "").split(" ").map(Number);
    await until(() => !pids.some(isAlive));
  });

  test("is ended when this process exits", async () => {
    const program = `
      import { createExec } from "@deploy-actions/action-kit";
      const exec = createExec({ clock: { now: () => 0, sleep: async () => {} } });
      exec.run({ argv: ["/bin/sh", "-c", 'trap "" TERM; echo $$; sleep 1000'], env: { PATH: process.env.PATH },
        signal: new AbortController().signal, onLine: (line) => { console.log(line); process.exit(0); } });
    `;
    const argv = [node, "--conditions=deploy-actions-source", "--input-type=module", "--eval", program];
    const env = { PATH: process.env.PATH ?? "" };
    const result = await exec.run({ argv, env, cwd: import.meta.dirname, signal: calm() });
    expect(result.stderr).toBe("");
    const pid = Number(result.stdout);
    expect(pid).toBeGreaterThan(1);
    await until(() => !isAlive(pid));
  });

  test("is not started when the run is cancelled already", async () => {
    const marker = join(folder, "started");
    const request = script(`require("node:fs").writeFileSync(${JSON.stringify(marker)}, "")`, {
      signal: AbortSignal.abort(),
    });
    expect((await rejection(exec.run(request))).code).toBe("cancelled");
    expect(() => readFileSync(marker)).toThrow();
  });

  test("leaves no background process behind, and its open pipe does not hold the run", async () => {
    const source = `
      const { spawn } = require("node:child_process");
      const child = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
      child.unref();
      console.log(child.pid);
    `;
    const result = await exec.run(script(source));
    expect(result.exitCode).toBe(0);
    const pid = Number(result.stdout);
    await until(() => !isAlive(pid));
  });
});

describe("a program that cannot be started", () => {
  test("names the program and the PATH that was searched", async () => {
    const error = await rejection(
      exec.run({ argv: ["no-such-tool"], env: { PATH: "/nowhere" }, signal: calm() }),
    );
    expect(error.code).toBe("config");
    expect(error.message).toBe('Cannot run "no-such-tool": it is not in PATH (/nowhere).');
    expect(error.hint).toContain("Install no-such-tool");
  });

  test("names a file that does not exist", async () => {
    const error = await rejection(exec.run({ argv: ["./missing.sh"], env: {}, signal: calm() }));
    expect(error.message).toBe('Cannot run "./missing.sh": there is no such file.');
  });

  test("names a folder that does not exist", async () => {
    const error = await rejection(exec.run(script("", { cwd: join(folder, "gone") })));
    expect(error.message).toContain("gone does not exist");
  });

  test("says how to make a file executable", async () => {
    const file = join(folder, "plain.sh");
    writeFileSync(file, "echo hi\n", { mode: 0o644 });
    const error = await rejection(exec.run({ argv: [file], env: {}, signal: calm() }));
    expect(error.code).toBe("config");
    expect(error.hint).toContain("chmod +x");
  });

  test("an empty command is a configuration error", async () => {
    expect((await rejection(exec.run({ argv: [], env: {}, signal: calm() }))).code).toBe("config");
  });
});
