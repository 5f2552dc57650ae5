import { ActionError, type Clock } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { createLocalMetricSource, createPrometheusTextSource } from "../src/prometheus-text-source.ts";

const signal = new AbortController().signal;
const clock: Clock = { now: () => 42, sleep: () => Promise.resolve() };

function release(version: string, role = "stable", epoch = "e1"): string {
  const labels = `release="${version}",role="${role}",epoch="${epoch}"`;
  return `deploy_actions_requests_total{${labels},outcome="ok"} 8
deploy_actions_requests_total{${labels},outcome="error"} 2
deploy_actions_requests_total{${labels},outcome="cancelled"} 5
deploy_actions_request_duration_ms_bucket{${labels},le="1"} 4
deploy_actions_request_duration_ms_bucket{${labels},le="10"} 9
deploy_actions_request_duration_ms_bucket{${labels},le="+Inf"} 10
`;
}

function read(text: string) {
  const fetchText = async (): Promise<string> => text;
  return createPrometheusTextSource({ fetchText, candidateVersion: "v2", stableVersion: "v1", clock }).read(
    signal,
  );
}

const counts = {
  epoch: "e1",
  requests: 10,
  errors: 2,
  latency: { boundsMs: [1, 10], counts: [4, 5, 1] },
};

describe("counters in the Prometheus text", () => {
  test("are read for candidate and stable; a cancelled request is none", async () => {
    expect(await read(release("v1") + release("v2", "candidate"))).toEqual({
      known: true,
      at: 42,
      candidate: { version: "v2", ...counts },
      stable: { version: "v1", ...counts },
    });
  });

  test("of a release that is not there are undefined, not zero", async () => {
    expect(await read(release("v1"))).toMatchObject({ known: true, candidate: undefined });
  });

  test("of a retired process do not mix with those of the one with the traffic", async () => {
    const reading = await read(release("v1", "retired", "e0") + release("v1") + release("v2", "candidate"));
    expect(reading).toMatchObject({ stable: { epoch: "e1", requests: 10 } });
  });

  test.each([
    ["", "metric_missing"],
    ["up 1\n", "metric_missing"],
    ["<html>not found</html>", "metrics_unreadable"],
    [release("v1").replace(" 8\n", " NaN\n"), "metrics_unreadable"],
    [release("v1").replace(" 8\n", " -8\n"), "metrics_unreadable"],
    [release("v1").replace('outcome="ok"', 'outcome="fine"'), "metrics_unreadable"],
    [release("v1").replace('le="10"} 9', 'le="10"} 3'), "metrics_unreadable"],
    [release("v1").replace('le="+Inf"', 'le="20"'), "metrics_unreadable"],
    [release("v1") + release("v1", "stable", "e2"), "metrics_unreadable"],
  ])("that cannot be trusted are unknown (%#)", async (text, reason) => {
    expect(await read(text)).toMatchObject({ known: false, reason });
  });

  test("that cannot be fetched are unknown with the reason", async () => {
    const fetchText = (): Promise<string> => Promise.reject(new ActionError("remote", "connection refused"));
    const source = createLocalMetricSource({ fetchText, candidateVersion: "v2", stableVersion: "v1", clock });
    expect(source.name).toBe("local");
    expect(await source.read(signal)).toEqual({
      known: false,
      reason: "metrics_unreachable",
      text: "the metrics could not be read: connection refused",
    });
  });

  test("stay a cancellation when the run is cancelled", async () => {
    const fetchText = (): Promise<string> => Promise.reject(new ActionError("cancelled", "stop"));
    const source = createPrometheusTextSource({
      fetchText,
      candidateVersion: "v2",
      stableVersion: "v1",
      clock,
    });
    await expect(source.read(signal)).rejects.toMatchObject({ code: "cancelled" });
  });
});
