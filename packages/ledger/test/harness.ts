import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGitHub, createHttpClient, createSecrets, systemRandom } from "@deploy-actions/action-kit";
import { type FakeGitHub, startFakeGitHub } from "@deploy-actions/testkit";
import { createFileLedger, createGitHubLedger, type GitHubLedgerOptions, type Ledger } from "../src/index.ts";
import { LIVE_MS, type TestClock, testClock } from "./builders.ts";

/** A ledger under test with its clock; `another` opens the same records as another process would. */
export interface Harness {
  readonly ledger: Ledger;
  readonly clock: TestClock;
  another(): Promise<Ledger>;
  close(): Promise<void>;
}

export interface FileHarness extends Harness {
  readonly file: string;
}

export async function fileHarness(): Promise<FileHarness> {
  const folder = await mkdtemp(join(tmpdir(), "ledger-"));
  const file = join(folder, "deep", "ledger.jsonl");
  const clock = testClock();
  const create = (): Ledger => createFileLedger({ file, clock, random: systemRandom, liveMs: LIVE_MS });
  return {
    file,
    clock,
    ledger: create(),
    another: async () => create(),
    close: () => rm(folder, { recursive: true }),
  };
}

export interface GitHubHarness extends Harness {
  readonly fake: FakeGitHub;
  create(options?: Partial<GitHubLedgerOptions>): Promise<Ledger>;
}

export async function gitHubHarness(): Promise<GitHubHarness> {
  const clock = testClock();
  const fake = await startFakeGitHub({ now: () => clock.now() });
  const sha = fake.state.resolve("main")?.sha ?? "";
  async function create(options: Partial<GitHubLedgerOptions> = {}): Promise<Ledger> {
    const secrets = createSecrets();
    const http = createHttpClient({
      clock,
      random: systemRandom,
      secrets,
      env: {},
      userAgent: "deploy-actions/test",
    });
    const github = await createGitHub({
      token: fake.token,
      apiUrl: fake.url,
      http,
      secrets,
      userAgent: "deploy-actions/test",
    });
    return createGitHubLedger({
      github,
      owner: "shop",
      repo: "web",
      clock,
      liveMs: LIVE_MS,
      sha,
      ...options,
    });
  }
  return { fake, clock, create, ledger: await create(), another: () => create(), close: () => fake.close() };
}
