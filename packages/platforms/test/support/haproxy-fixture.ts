import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Exec, Log } from "@deploy-actions/kernel";
import type { HaproxyTarget } from "@deploy-actions/rollout";
import type { HaproxyPlatformOptions } from "../../src/haproxy/haproxy-options.ts";
import { createPlatform } from "../../src/haproxy/haproxy-platform.ts";
import { openRuntimeSocket, type RuntimeSocket } from "../../src/haproxy/runtime-socket.ts";
import type { Platform } from "../../src/platform.ts";
import { clock, exec, http } from "./ports.ts";

/** What differs from the usual HAProxy of a test. */
export interface HaproxyFixtureOptions {
  readonly behaviours?: Readonly<Record<string, { readonly notReady?: string }>>;
  readonly balance?: string;
  /** Options of both servers, beside the address. */
  readonly server?: string;
  readonly level?: "admin" | "operator";
  /** More lines of the backend. */
  readonly backend?: string;
  /** Frontend and backend `mode`. */
  readonly mode?: "http" | "tcp";
  readonly target?: Partial<HaproxyTarget>;
  readonly exec?: Exec;
  readonly socket?: (real: RuntimeSocket) => RuntimeSocket;
}

const support = import.meta.dirname;
const signal = new AbortController().signal;

/** A real HAProxy with two servers, and a service manager that runs releases there; `close` ends all of it. */
export class HaproxyFixture {
  readonly folder = mkdtempSync(join(tmpdir(), "deploy-actions-hap-"));
  readonly target: HaproxyTarget;
  readonly options: HaproxyPlatformOptions;
  readonly platform: Platform;
  readonly warnings: string[] = [];
  readonly url: string;
  readonly tcpSocket: string;
  readonly #program: string;
  readonly #config: string;
  #pid: number | undefined;

  static async open(program: string, options: HaproxyFixtureOptions = {}): Promise<HaproxyFixture> {
    const ports = await freePorts(4);
    const fixture = new HaproxyFixture(program, options, ports);
    await fixture.startHaproxy();
    return fixture;
  }

  private constructor(program: string, options: HaproxyFixtureOptions, ports: readonly number[]) {
    const [front = 0, blue = 0, green = 0, admin = 0] = ports;
    this.#program = program;
    this.url = `http://127.0.0.1:${front}`;
    this.tcpSocket = `127.0.0.1:${admin}`;
    writeFileSync(join(this.folder, "behaviours.json"), JSON.stringify(options.behaviours ?? {}));
    const { mode = "http", balance = "roundrobin", level = "admin", server = "check weight 100" } = options;
    this.#config = `global
  stats socket ${join(this.folder, "admin.sock")} mode 600 level ${level}
  stats socket ipv4@${this.tcpSocket} level ${level}
defaults
  mode ${mode}
  retries 3
  option redispatch
  timeout connect 2s
  timeout client 20s
  timeout server 20s
  timeout check 5s
frontend users
  bind 127.0.0.1:${front}
  default_backend web
backend web
  balance ${balance}
  ${mode === "http" ? "option httpchk GET /ready" : ""}
  ${options.backend ?? ""}
  default-server inter 50ms rise 2 fall 3
  server blue 127.0.0.1:${blue} ${server}
  server green 127.0.0.1:${green} ${server}
backend other
  server one 127.0.0.1:${blue}
`;
    const command = (name: string): readonly string[] => [
      join(support, "haproxy-server.sh"),
      name,
      this.folder,
      process.execPath,
      join(support, "haproxy-release.mjs"),
    ];
    this.target = {
      platform: "haproxy",
      socket: "admin.sock",
      backend: "web",
      servers: [
        { name: "blue", address: `127.0.0.1:${blue}` },
        { name: "green", address: `127.0.0.1:${green}` },
      ],
      start: command("start"),
      stop: command("stop"),
      version: command("version"),
      ready: "/ready",
      passEnv: [],
      timeoutMs: 15_000,
      readyTimeoutMs: 20_000,
      drainMs: 3_000,
      ...options.target,
    };
    const log = { info: () => {}, warning: (text: string) => this.warnings.push(text) };
    const real = openRuntimeSocket(this.target.socket, this.folder);
    this.options = {
      target: this.target,
      exec: options.exec ?? exec,
      http,
      clock,
      env: process.env,
      workspace: this.folder,
      environment: "staging",
      log: log as unknown as Log,
      ...(options.socket === undefined ? {} : { socket: options.socket(real) }),
    };
    this.platform = createPlatform(this.options);
  }

  /** A fresh client of the same target, as another run has it. */
  another(changes: Partial<HaproxyTarget> = {}): Platform {
    return createPlatform({ ...this.options, target: { ...this.target, ...changes } });
  }

  /** Says a line to HAProxy, as a person does. */
  async say(line: string): Promise<string> {
    return openRuntimeSocket("admin.sock", this.folder).ask(line, signal);
  }

  async deploy(version: string): Promise<void> {
    const started = await this.platform.setWeight(
      { version },
      0,
      await this.platform.observe(signal),
      signal,
    );
    await this.platform.promote({ version }, started, signal);
  }

  /** Forgets every weight and state, as a reload of HAProxy does. */
  async restartHaproxy(): Promise<void> {
    await this.#stopHaproxy();
    await this.startHaproxy();
  }

  async startHaproxy(): Promise<void> {
    const file = join(this.folder, "haproxy.cfg");
    writeFileSync(file, this.#config);
    const child = spawn(this.#program, ["-db", "-f", file], { stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    this.#pid = child.pid;
    const deadline = Date.now() + 15_000;
    for (;;) {
      const isUp = await this.say("show info").then(
        (answer) => answer.startsWith("Name: HAProxy"),
        () => false,
      );
      if (isUp) return;
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`HAProxy did not start:\n${stderr}`);
      await clock.sleep(20, signal);
    }
  }

  /** How often the service manager was called, e.g. `start green v2`. */
  get calls(): readonly string[] {
    const file = join(this.folder, "calls");
    return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  }

  async get(path = "/"): Promise<{ readonly status: number; readonly text: string }> {
    const response = await http.send({ url: `${this.url}${path}`, signal });
    return { status: response.status, text: new TextDecoder().decode(response.body) };
  }

  async close(): Promise<void> {
    await this.#stopHaproxy();
    for (const { name } of this.target.servers) this.killRelease(name);
    rmSync(this.folder, { recursive: true, force: true });
  }

  killRelease(server: string): void {
    const file = join(this.folder, `${server}.pid`);
    if (!existsSync(file)) return;
    kill(Number(readFileSync(file, "utf8")));
  }

  async #stopHaproxy(): Promise<void> {
    const pid = this.#pid;
    if (pid === undefined) return;
    kill(pid);
    this.#pid = undefined;
    while (isAlive(pid)) await clock.sleep(10, signal);
  }
}

/** TCP ports of the loopback interface that are free now, all different. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve(typeof address === "object" && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function kill(pid: number): void {
  if (!(pid > 1)) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Ended, as it should have.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
