import { type ChildProcess, spawn } from "node:child_process";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "@deploy-actions/kernel";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { type RunningPrometheus, startPrometheus } from "../../../../test/peers/prometheus.ts";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { freePort } from "../../../../test/peers/servers.ts";
import { subtract } from "../../src/counts-window.ts";
import type { MetricReading, MetricSource, PastStretch } from "../../src/metric-source.ts";
import { percentile } from "../../src/percentile.ts";
import {
  createPrometheusSource,
  type PrometheusSourceOptions,
} from "../../src/prometheus/prometheus-source.ts";
import { http } from "../support/http-client.ts";

const signal = new AbortController().signal;
const clock: Clock = { now: () => Date.now(), sleep: (ms) => wait(ms) };
const PATIENCE_MS = 30_000;

describePeer("A Prometheus that scrapes every second", "DEPLOY_ACTIONS_PEER_PROMETHEUS", (program) => {
  let prometheus: RunningPrometheus;
  const processes = new Map<number, ChildProcess>();
  const scraped = new Set<number>();

  beforeAll(async () => {
    prometheus = await startPrometheus(
      (folder) => `global: { scrape_interval: 1s }
scrape_configs:
  - job_name: shop
    file_sd_configs: [{ files: ["${folder}/targets.json"] }]
`,
      program,
    );
  }, 60_000);
  afterAll(() => prometheus?.stop());
  afterEach(async () => {
    for (const port of [...processes.keys()]) await end(port);
    scraped.clear();
    await writeTargets();
  });

  async function start(port: number, version: string): Promise<void> {
    const file = join(import.meta.dirname, "counting-process.mjs");
    processes.set(port, spawn(process.execPath, [file, String(port), version], { stdio: "ignore" }));
    while (
      !(await fetch(`http://127.0.0.1:${port}/metrics`).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      await wait(20);
  }
  async function end(port: number): Promise<void> {
    const child = processes.get(port);
    processes.delete(port);
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }
  async function writeTargets(): Promise<void> {
    const targets = Array.from(scraped, (port) => `127.0.0.1:${port}`);
    const file = join(prometheus.folder, "targets.json");
    await writeFile(`${file}.new`, JSON.stringify([{ targets }]));
    await rename(`${file}.new`, file);
  }
  async function scrape(port: number, isScraped = true): Promise<void> {
    if (isScraped) scraped.add(port);
    else scraped.delete(port);
    await writeTargets();
  }
  async function run(version: string): Promise<number> {
    const port = await freePort();
    await start(port, version);
    await scrape(port);
    return port;
  }
  async function hit(port: number, code: number, n: number, seconds = 0.05): Promise<void> {
    const response = await fetch(`http://127.0.0.1:${port}/hit?code=${code}&n=${n}&seconds=${seconds}`);
    expect(response.ok).toBe(true);
  }
  const open = (changes: Partial<PrometheusSourceOptions> = {}): MetricSource =>
    createPrometheusSource({
      url: prometheus.url,
      requests: 'shop_requests_total{version="${version}"}',
      errors: 'shop_requests_total{version="${version}",code=~"5.."}',
      latency: 'shop_seconds_bucket{version="${version}"}',
      ingestDelayMs: 1_000,
      timeoutMs: 10_000,
      http,
      clock,
      candidateVersion: "v2",
      stableVersion: "v1",
      ...changes,
    });
  /** The first reading of which `isAwaited` holds; how long a scrape takes is not for a test to know. */
  async function readUntil(
    source: MetricSource,
    isAwaited: (reading: MetricReading) => boolean,
  ): Promise<MetricReading> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const reading = await source.read(signal);
      if (isAwaited(reading) || Date.now() > deadline) return reading;
      await wait(300);
    }
  }
  async function untilScraped(selector: string, value: number): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const url = `${prometheus.url}/api/v1/query?query=${encodeURIComponent(selector)}`;
      const body = (await (await fetch(url)).json()) as { data: { result: { value: [number, string] }[] } };
      if (body.data.result[0]?.value[1] === String(value)) return;
      if (Date.now() > deadline) throw new Error(`${selector} is not ${value}: ${JSON.stringify(body)}`);
      await wait(100);
    }
  }
  const gained = (
    later: MetricReading,
    earlier: MetricReading,
    role: "candidate" | "stable" = "candidate",
  ) => {
    if (!later.known || !earlier.known) throw new Error(JSON.stringify([later, earlier]));
    const window = subtract(later[role], earlier[role]);
    if (!window.known) throw new Error(window.text);
    return { requests: window.counts.requests, errors: window.counts.errors, latency: window.counts.latency };
  };
  const requestsOf = (reading: MetricReading, role: "candidate" | "stable" = "candidate"): number =>
    reading.known ? (reading[role]?.requests ?? -1) : -1;
  const isKnown = (reading: MetricReading): boolean => reading.known && reading.candidate !== undefined;

  test("gives whole counts of both releases, the first error too, also over a restart in the middle", async () => {
    const [stable, candidate] = [await run("v1"), await run("v2")];
    await hit(stable, 200, 1_000);
    await hit(candidate, 200, 40);
    const source = open();
    const first = await readUntil(
      source,
      (reading) => isKnown(reading) && reading.known && reading.stable !== undefined,
    );
    await hit(candidate, 200, 17);
    await hit(candidate, 500, 3, 0.3);
    await hit(stable, 200, 5);
    const second = await readUntil(source, (reading) => requestsOf(reading) >= requestsOf(first) + 20);
    expect(gained(second, first)).toMatchObject({ requests: 20, errors: 3 });
    expect(percentile(gained(second, first).latency, 80)).toMatchObject({ known: true, n: 20 });
    expect(gained(second, first).latency).toEqual({ boundsMs: [100, 500], counts: [17, 3, 0] });
    expect(
      gained(
        await readUntil(
          source,
          (reading) => requestsOf(reading, "stable") >= requestsOf(first, "stable") + 5,
        ),
        first,
        "stable",
      ).requests,
    ).toBe(5);

    await end(candidate);
    await start(candidate, "v2");
    // In the end more than before the restart, and the same errors: only a look at every scrape can see it.
    await hit(candidate, 200, 1);
    await untilScraped('shop_requests_total{version="v2",code="200"}', 1);
    await hit(candidate, 200, 89);
    await hit(candidate, 500, 3);
    const third = await readUntil(source, (reading) => requestsOf(reading) >= requestsOf(second) + 93);
    expect(gained(third, second)).toMatchObject({ requests: 93, errors: 3 });
  }, 90_000);

  test("counts a process that starts later from its start, and one scraped later from then on", async () => {
    const first = await run("v2");
    await hit(first, 200, 10);
    const old = await freePort();
    await start(old, "v2");
    await hit(old, 200, 5_000);
    await untilScraped('shop_requests_total{version="v2"}', 10);
    const source = open({ stableVersion: undefined });
    // Longer than the ingest delay: the old process is older than the first reading.
    await wait(2_100);
    const before = await readUntil(source, isKnown);
    await scrape(old);
    const young = await run("v2");
    await hit(young, 200, 6);
    const later = await readUntil(source, (reading) => requestsOf(reading) >= requestsOf(before) + 6);
    expect(gained(later, before).requests).toBe(6);
    await wait(2_500);
    await hit(old, 200, 4);
    const last = await readUntil(source, (reading) => requestsOf(reading) >= requestsOf(before) + 10);
    expect(gained(last, before).requests).toBe(10);
  }, 90_000);

  test("is unknown once the target is gone: what does not come any more is no good sign", async () => {
    const [stable, candidate] = [await run("v1"), await run("v2")];
    await hit(candidate, 200, 100);
    await hit(stable, 200, 100);
    const source = open();
    expect(
      await readUntil(source, (reading) => isKnown(reading) && requestsOf(reading, "stable") >= 0),
    ).toMatchObject({ known: true });
    await end(candidate);
    const gone = await readUntil(source, (reading) => !reading.known);
    expect(gone).toMatchObject({ known: false, reason: "stale_series" });
    expect(gone).toMatchObject({ text: expect.stringContaining('shop_requests_total{version="v2"}') });
    await start(candidate, "v2");
    await hit(candidate, 200, 1);
    expect(await readUntil(source, isKnown)).toMatchObject({ known: true });
    await scrape(stable, false);
    const noStable = await readUntil(source, (reading) => reading.known && reading.stable === undefined);
    expect(noStable).toMatchObject({ known: true, stable: undefined });
  }, 120_000);

  test("gives the gauges of processes that live, each sample once", async () => {
    const [stable, candidate, dying] = [await run("v1"), await run("v2"), await run("v2")];
    for (const [port, bytes] of [
      [stable, "100"],
      [candidate, "250.5"],
      [dying, "NaN"],
    ] as const) {
      await hit(port, 200, 1);
      expect((await fetch(`http://127.0.0.1:${port}/heap?bytes=${bytes}`)).ok).toBe(true);
    }
    const source = open({ gauges: { heap: 'shop_heap_bytes{version="${version}"}' } });
    const heapOf = (reading: MetricReading, role: "candidate" | "stable" = "candidate") =>
      reading.known ? reading[role]?.gauges?.heap : undefined;
    const first = await readUntil(source, (reading) => heapOf(reading) !== undefined);
    expect([heapOf(first), heapOf(first, "stable")]).toEqual([[250.5], [100]]);
    // At the same second nothing is new.
    const frozen = first.known ? first.at : 0;
    const again = open({
      gauges: { heap: 'shop_heap_bytes{version="${version}"}' },
      clock: { ...clock, now: () => frozen + 1_000 },
    });
    expect(heapOf(await again.read(signal))).toEqual([250.5]);
    expect(await again.read(signal)).toMatchObject({ known: true, candidate: { gauges: {} } });
    await end(dying);
    expect((await fetch(`http://127.0.0.1:${candidate}/heap?bytes=300`)).ok).toBe(true);
    const later = await readUntil(source, (reading) => heapOf(reading)?.[0] === 300);
    expect(heapOf(later)).toEqual([300]);
  }, 90_000);

  /** Counts, and the past from the first scrape on once it has three failures. */
  async function countAndLookBack(version: string): Promise<readonly PastStretch[]> {
    const port = await run(version);
    await hit(port, 200, 500);
    await untilScraped(`shop_requests_total{version="${version}",code="200"}`, 500);
    await wait(2_500);
    for (const n of [3, 5, 7]) {
      await hit(port, 200, n);
      await hit(port, 500, 1, 0.3);
      await wait(1_200);
    }
    const source = open({ stableVersion: version });
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const past = await source.past?.(60_000, 2_000, signal);
      const stretches = past?.known === true ? past.stretches : [];
      if (stretches.reduce((sum, { stable }) => sum + stable.errors, 0) >= 3 || Date.now() > deadline) {
        return stretches;
      }
      await wait(300);
    }
  }

  test("tells the past of stable as its process really counted it", async () => {
    // On a busy machine a scrape may be late: then a stretch is missing, and it is counted again.
    let stretches: readonly PastStretch[] = [];
    const isWhole = () =>
      stretches.length > 1 &&
      stretches.every(({ fromMs }, index) => index === 0 || fromMs === stretches[index - 1]?.toMs);
    for (const version of ["past1", "past2", "past3"])
      if (!isWhole()) stretches = await countAndLookBack(version);
    expect(isWhole()).toBe(true);
    const counts = stretches.map(({ stable }) => stable);
    const sum = (of: (stable: (typeof counts)[number]) => number | undefined) =>
      counts.reduce((total, stable) => total + (of(stable) ?? Number.NaN), 0);
    expect([sum(({ requests }) => requests), sum(({ errors }) => errors)]).toEqual([18, 3]);
    expect([0, 1, 2].map((index) => sum(({ latency }) => latency.counts[index]))).toEqual([15, 3, 0]);
    expect(counts[0]?.latency.boundsMs).toEqual([100, 500]);
  }, 150_000);

  test("says which selector matches nothing, and what comes near", async () => {
    const port = await run("v2");
    await hit(port, 200, 1);
    await readUntil(open({ stableVersion: undefined }), isKnown);
    const textOf = async (changes: Partial<PrometheusSourceOptions>): Promise<string> => {
      const reading = await open({ stableVersion: undefined, ...changes }).read(signal);
      expect(reading).toMatchObject({ known: false, reason: "no_series" });
      return reading.known ? "" : reading.text;
    };
    expect(await textOf({ requests: 'shop_request_total{version="${version}"}' })).toBe(
      'metrics.requests matches no series: shop_request_total{version="v2"}. Prometheus has no metric shop_request_total. Did you mean "shop_requests_total"?',
    );
    expect(await textOf({ candidateVersion: "v9" })).toMatch(
      /No series of shop_requests_total has version="v9"\. (?:Did you mean|Expected one of)/,
    );
    expect(await textOf({ requests: 'shop_requests_total{app="shop",version="${version}"}' })).toContain(
      "No series of shop_requests_total has the label app.",
    );
    // A misspelt selector of errors would let every release pass.
    expect(await textOf({ errors: 'shop_requests_total{version="${version}",cod=~"5.."}' })).toContain(
      'No series of shop_requests_total has the label cod. Did you mean "code"?',
    );
    expect(await textOf({ errors: 'shop_errors_total{version="${version}"}' })).toContain(
      "Prometheus has no metric shop_errors_total.",
    );
    expect(await textOf({ latency: 'shop_second_bucket{version="${version}"}' })).toContain(
      'Did you mean "shop_seconds_bucket"?',
    );
  }, 60_000);

  test("refuses a regular expression in its own words", async () => {
    const reading = await open({ errors: 'shop_requests_total{version="${version}",code=~"5("}' }).read(
      signal,
    );
    expect(reading).toMatchObject({
      known: false,
      reason: "query_refused",
      text: expect.stringContaining("missing closing )"),
    });
  });
});
