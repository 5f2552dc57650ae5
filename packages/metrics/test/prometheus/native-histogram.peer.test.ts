import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type RunningPrometheus, startPrometheus } from "../../../../test/peers/prometheus.ts";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { subtract } from "../../src/counts-window.ts";
import type { MetricReading } from "../../src/metric-source.ts";
import { createPrometheusSource } from "../../src/prometheus/prometheus-source.ts";
import { http } from "../support/http-client.ts";
import { serve, stopServers } from "../support/local-server.ts";
import { CONTENT_TYPE, counterFamily, delimited, histogramFamily } from "../support/protobuf-metrics.ts";

const signal = new AbortController().signal;
const clock = { now: () => Date.now(), sleep: (ms: number) => wait(ms) };
const PATIENCE_MS = 30_000;

describePeer("Native histograms of a real Prometheus", "DEPLOY_ACTIONS_PEER_PROMETHEUS", (program) => {
  let prometheus: RunningPrometheus;
  let folder: string;
  // Buckets 0.0884 to 0.0964 s, 0.0964 to 0.105 s, …: schema 3, from index -27 on.
  let buckets: readonly number[] = [10, 4, 0, 0, 3];

  beforeAll(async () => {
    // An option of this version, which only its command line knows.
    folder = await mkdtemp(join(tmpdir(), "prometheus-native-"));
    const wrapper = join(folder, "prometheus");
    await writeFile(wrapper, `#!/bin/sh\nexec '${program}' --enable-feature=native-histograms "$@"\n`);
    await chmod(wrapper, 0o755);
    const target = await serve((_request, response) => {
      const total = buckets.reduce((sum, count) => sum + count, 0);
      const labels = { version: "v2" };
      response.setHeader("content-type", CONTENT_TYPE);
      response.write(delimited(counterFamily("http_requests_total", { ...labels, code: "200" }, total)));
      response.end(
        delimited(
          histogramFamily("http_request_duration_seconds", labels, { schema: 3, firstIndex: -27, buckets }),
        ),
      );
    });
    prometheus = await startPrometheus(
      () => `global: { scrape_interval: 1s }
scrape_configs:
  - job_name: shop
    static_configs: [{ targets: ["${new URL(target).host}"] }]
`,
      wrapper,
    );
  }, 60_000);
  afterAll(async () => {
    await prometheus?.stop();
    await stopServers();
    await rm(folder, { recursive: true, force: true });
  });

  test("give the latencies of a step", async () => {
    const source = createPrometheusSource({
      url: prometheus.url,
      requests: 'http_requests_total{version="${version}"}',
      errors: 'http_requests_total{version="${version}",code=~"5.."}',
      latency: 'http_request_duration_seconds{version="${version}"}',
      ingestDelayMs: 1_000,
      timeoutMs: 10_000,
      http,
      clock,
      candidateVersion: "v2",
      stableVersion: undefined,
    });
    const readUntil = async (isAwaited: (reading: MetricReading) => boolean): Promise<MetricReading> => {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const reading = await source.read(signal);
        if (isAwaited(reading) || Date.now() > deadline) return reading;
        await wait(300);
      }
    };
    const windowOf = (later: MetricReading, earlier: MetricReading) =>
      subtract(later.known ? later.candidate : undefined, earlier.known ? earlier.candidate : undefined);
    const first = await readUntil((reading) => reading.known);
    buckets = [10, 24, 0, 0, 8];
    const last = await readUntil((reading) => {
      const window = windowOf(reading, first);
      return window.known && window.counts.requests === 25;
    });
    const window = windowOf(last, first);
    if (!window.known) throw new Error(window.text);
    const { boundsMs, counts } = window.counts.latency;
    const filled = counts.flatMap((count, index) =>
      count === 0 ? [] : [[Math.round(boundsMs[index] ?? 0), count]],
    );
    expect(filled).toEqual([
      [125, 20],
      [177, 5],
    ]);
  }, 90_000);
});
