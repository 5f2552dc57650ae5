import { systemClock, systemRandom } from "@deploy-actions/action-kit";
import { formatDuration, isObject } from "@deploy-actions/kernel";
import { createFileLedger, findRelease } from "@deploy-actions/ledger";
import { startTraffic, startWebhookReceiver, type WebhookReceiver } from "@deploy-actions/testkit";
import { STORIES, type Story } from "./options.ts";
import { type CommandPlace, runQuietly, runShown } from "./pipeline.ts";
import type { DemoResult } from "./result.ts";
import { startDatabase } from "./shop/database.ts";
import { lookAtTarget, stopTarget } from "./target.ts";
import { CLI, openWorkspace, type Workspace } from "./workspace.ts";

const RATE_PER_SECOND = 70;
const ENVIRONMENT = ["--environment", "production"];
const RELEASE_HEADER = "x-deploy-actions-release";

/** Where the story is told. */
export interface Audience {
  /** File descriptor of the stream everything is shown on. */
  readonly fd: 1 | 2;
  say(line: string): void;
}

/**
 * Makes v1 live, sends it users, and takes the release through the pipeline. Whatever happens, nothing is left running
 * when it returns. An abort of the signal is the pipeline's cancel.
 */
export async function tellStory(
  release: Story,
  { fd, say }: Audience,
  signal: AbortSignal,
): Promise<DemoResult> {
  const startedAt = performance.now();
  await using ends = new AsyncDisposableStack();
  say(`The shop's ${release} over v1. It is ${STORIES[release]}.`);
  const workspace = await openWorkspace(release, stopTarget);
  ends.defer(workspace.close);
  const { folder, address, summary, ledger } = workspace;

  const tests = runQuietly(["run-tests.ts", "."], { folder, env: {}, signal });
  // A failure here is met where it is awaited; until then it must not end the process.
  tests.catch(() => undefined);
  ends.defer(() => tests.catch(() => undefined));
  const [database, webhook] = await Promise.all([startDatabase(), startWebhookReceiver()]);
  ends.defer(() => database.stop());
  ends.defer(() => webhook.close());
  const place = { folder, env: { DATABASE_URL: database.url, WEBHOOK_URL: webhook.url }, signal };
  ends.defer(() => stopTarget(folder));
  await makeV1Live(workspace, place);
  const url = `http://${address}`;
  say(`ready     v1 is live at ${url}, its database has one migration (${since(startedAt)})`);

  const traffic = startTraffic({
    urls: [`${url}/products`, { url: `${url}/orders`, body: '{"productId":2,"quantity":1}' }],
    ratePerSecond: RATE_PER_SECOND,
    labelHeader: RELEASE_HEADER,
  });
  ends.defer(async () => void (await traffic.stop()));
  say(`users     ${RATE_PER_SECOND} requests a second to /products and /orders, until the end`);
  await tests;
  const preparedMs = performance.now() - startedAt;
  say(`tests     the shop's own are run; their reports go to the gate (${since(startedAt)})`);
  say(`pipeline  deploy-actions run ${ENVIRONMENT.join(" ")} --release ${release}\n`);
  const report = await runShown(["run", ...ENVIRONMENT, "--release", release], place, fd);
  say("");

  const users = await traffic.stop();
  const { live, pids } = await lookAtTarget(folder);
  const records = await createFileLedger({
    file: ledger,
    clock: systemClock,
    random: systemRandom,
    liveMs: 60_000,
  }).list({ service: "shop", environment: "production" }, new AbortController().signal);
  await ends.disposeAsync();
  return {
    release,
    report,
    live,
    users,
    ratePerSecond: RATE_PER_SECOND,
    told: occasions(webhook),
    record: findRelease(records, release),
    summary,
    ledger,
    preparedMs,
    totalMs: performance.now() - startedAt,
    pids: [database.pid, ...pids],
  };
}

/** The first deploy, through the same commands, with the migrations there were then. */
async function makeV1Live({ migrationsOfV1 }: Workspace, place: CommandPlace): Promise<void> {
  await runQuietly([CLI, "migrate", ...ENVIRONMENT, "--folder", migrationsOfV1], place);
  await runQuietly([CLI, "canary-deploy", ...ENVIRONMENT, "--release", "v1"], place);
}

function occasions({ requests }: WebhookReceiver): readonly string[] {
  return requests.map(({ json }) => (isObject(json) ? String(json.occasion) : "something unreadable"));
}

function since(startedAt: number): string {
  return formatDuration(performance.now() - startedAt);
}
