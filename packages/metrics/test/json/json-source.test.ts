import { afterEach, describe, expect, test } from "@jest/globals";
import { subtract } from "../../src/counts-window.ts";
import { createJsonMetricSource, type JsonSourceOptions } from "../../src/json/json-source.ts";
import type { MetricReading } from "../../src/metric-source.ts";
import { http } from "../support/http-client.ts";
import { serve, stopServers } from "../support/local-server.ts";

const signal = new AbortController().signal;
const clock = { now: () => 42, sleep: () => Promise.resolve() };
afterEach(stopServers);

function open(url: string, changes: Partial<JsonSourceOptions> = {}) {
  return createJsonMetricSource({
    url,
    requests: "/requests",
    errors: "/errors",
    timeoutMs: 10_000,
    http,
    clock,
    candidateVersion: "v2",
    stableVersion: "v1",
    ...changes,
  });
}

/** A server that answers each release with its document; what is no object is sent as it is. */
async function answering(documents: Readonly<Record<string, unknown>>): Promise<string> {
  const url = await serve((request, response) => {
    const document = documents[decodeURIComponent(request.url ?? "").slice(1)];
    response.end(typeof document === "string" ? document : JSON.stringify(document ?? {}));
  });
  return `${url}/\${version}`;
}

const STABLE = { requests: 900, errors: 1 };
const textOf = (reading: MetricReading): string => (reading.known ? "" : reading.text);

describe("Counts of a JSON endpoint", () => {
  test("are those of the document of each release", async () => {
    const candidate = {
      version: "v2",
      started_at: 1_700_000_000,
      requests: 100,
      errors: 3,
      harmed_users: 2,
      latency: { "100": 90, "50.5": 40, "+Inf": 100 },
    };
    const url = await answering({ v2: candidate, v1: { ...candidate, version: "v1", requests: 900 } });
    const reading = await open(url, {
      latency: "/latency",
      users: "/harmed_users",
      epoch: "/started_at",
      version: "/version",
    }).read(signal);
    expect(reading).toMatchObject({ known: true, at: 42, stable: { version: "v1", requests: 900 } });
    expect(reading.known && reading.candidate).toEqual({
      version: "v2",
      epoch: "1700000000",
      requests: 100,
      errors: 3,
      harmedUsers: 2,
      latency: { boundsMs: [50.5, 100], counts: [40, 50, 10] },
    });
  });

  test("may be of one document for both, which is then asked for once; pointers are as RFC 6901 has them", async () => {
    let asked = 0;
    const url = await serve((request, response) => {
      asked += 1;
      expect(request.headers.authorization).toBe("Bearer t0ken");
      response.end(
        JSON.stringify({ by: { "a/b~c": [{ candidate: { n: 7, bad: 0 }, stable: { n: 9, bad: 9 } }] } }),
      );
    });
    const reading = await open(url, {
      requests: "/by/a~1b~0c/0/${role}/n",
      errors: "/by/a~1b~0c/0/${role}/bad",
      token: "t0ken",
    }).read(signal);
    expect(reading).toMatchObject({
      candidate: { requests: 7, errors: 0 },
      stable: { requests: 9, errors: 9 },
    });
    expect(reading.known && reading.candidate).not.toHaveProperty("harmedUsers");
    expect(asked).toBe(1);
  });

  test("stand beside gauges: numbers, or lists of them; what is no number is left out and spoils nothing", async () => {
    const document = {
      ...STABLE,
      v2: { cpu: 0.61, temperature: [-3, null, "7", 12.5, {}], text: "0.4", none: null, empty: [], big: 0 },
    };
    const gauges = {
      cpu: "/${version}/cpu",
      temperature: "/${version}/temperature",
      text: "/${version}/text",
      none: "/${version}/none",
      empty: "/${version}/empty",
      zero: "/${version}/big",
      absent: "/${version}/nowhere/else",
    };
    const url = await answering({ v2: document, v1: document });
    const reading = await open(url, { gauges }).read(signal);
    expect(reading.known && reading.candidate).toMatchObject({ requests: 900, errors: 1 });
    expect(reading.known && reading.candidate?.gauges).toEqual({
      cpu: [0.61],
      temperature: [-3, 12.5],
      zero: [0],
    });
    expect(reading.known && reading.stable).toMatchObject({ requests: 900, gauges: {} });
    const without = await open(url).read(signal);
    expect(without.known && without.candidate).not.toHaveProperty("gauges");
  });

  test.each<readonly [string, Partial<JsonSourceOptions>, string]>([
    ["a gauge without a slash", { gauges: { cpu: "stats.cpu" } }, 'metrics.gauges.cpu is "stats.cpu"'],
    ["an unknown placeholder", { gauges: { cpu: "/${host}/cpu" } }, "${host} in"],
    [
      "one gauge for both releases",
      { url: "http://x.test/", requests: "/${role}/n", errors: "/${role}/e", gauges: { cpu: "/cpu" } },
      'metrics.json asks for the same "/cpu" for candidate and stable',
    ],
  ])("refuse %s at once", (_name, changes, message) => {
    expect(() => open("http://x.test/${version}", changes)).toThrow(message);
  });

  test("find a version whatever it is made of", async () => {
    const url = await serve((_request, response) => {
      response.end(JSON.stringify({ "1/2~3": { requests: 5, errors: 0 } }));
    });
    const reading = await open(url, {
      requests: "/${version}/requests",
      errors: "/${version}/errors",
      candidateVersion: "1/2~3",
      stableVersion: undefined,
    }).read(signal);
    expect(reading).toMatchObject({ known: true, candidate: { version: "1/2~3", requests: 5 } });
  });

  test("that began anew, or went backwards, make no window", async () => {
    const document = { v2: { requests: 100, errors: 3, started: "a" }, v1: { ...STABLE, started: "a" } };
    const source = open(await answering(document), { epoch: "/started" });
    const read = async () => {
      const reading = await source.read(signal);
      return reading.known ? reading.candidate : undefined;
    };
    const first = await read();
    document.v2 = { requests: 90, errors: 3, started: "a" };
    expect(subtract(await read(), first)).toMatchObject({ known: false, reason: "counter_decreased" });
    document.v2 = { requests: 200, errors: 3, started: "b" };
    expect(subtract(await read(), first)).toMatchObject({ known: false, reason: "epoch_changed" });
  });

  test("are unknown while the source is dead, and whole over the hole when it comes back", async () => {
    let isUp = true;
    let requests = 100;
    const url = await serve((_request, response) => {
      response.writeHead(isUp ? 200 : 503).end(JSON.stringify({ requests, errors: 0 }));
    });
    const source = open(`${url}/\${version}`);
    const first = await source.read(signal);
    isUp = false;
    requests = 150;
    expect(await source.read(signal)).toMatchObject({ known: false, reason: "metrics_unreachable" });
    isUp = true;
    const last = await source.read(signal);
    if (!first.known || !last.known) throw new Error("unknown");
    expect(subtract(last.candidate, first.candidate)).toMatchObject({ counts: { requests: 50, errors: 0 } });
  });

  test.each<readonly [string, unknown, string, string]>([
    [
      "no such path",
      { requests: 5, eror: 0 },
      "metric_missing",
      "there is no /errors; the path ends at the top.",
    ],
    ["NaN", '{"requests": NaN, "errors": 0}', "metrics_unreadable", "answers no JSON"],
    [
      "null",
      { requests: null, errors: 0 },
      "metrics_unreadable",
      "/requests is null, expected a whole number",
    ],
    [
      "a text",
      { requests: "5", errors: 0 },
      "metrics_unreadable",
      '/requests is "5", expected a whole number',
    ],
    ["less than nothing", { requests: 5, errors: -1 }, "metrics_unreadable", "/errors is -1"],
    ["half a request", { requests: 5.5, errors: 0 }, "metrics_unreadable", "/requests is 5.5"],
    ["more than can be counted", { requests: 1e300, errors: 0 }, "metrics_unreadable", "/requests is 1e+300"],
    ["an object", { requests: {}, errors: 0 }, "metrics_unreadable", "/requests is an object"],
    [
      "more errors than requests",
      { requests: 5, errors: 6 },
      "counts_contradict",
      "6 errors in only 5 requests",
    ],
    ["HTML", "<html>Sign in</html>", "metrics_unreadable", 'answers no JSON: "<html>Sign in</html>"'],
    ["nothing", "", "metrics_unreadable", "answers no JSON"],
    ["a list", [], "metric_missing", "there is no /requests"],
    ["too much", " ".repeat(1_048_577), "too_much", "larger than 1 MiB"],
    ["another prototype", '{"__proto__": {"requests": 1, "errors": 0}}', "metric_missing", "no /requests"],
  ])("are unknown, never zero, after %s", async (_name, document, reason, text) => {
    const url = await answering({ v2: document, v1: STABLE });
    const reading = await open(url).read(signal);
    expect(reading).toMatchObject({ known: false, reason, text: expect.stringContaining(text) });
    expect(textOf(reading)).toMatch(/^127\.0\.0\.1:\d+\/v2 for the candidate v2: /);
  });

  test.each<readonly [string, Partial<JsonSourceOptions>, unknown, string]>([
    ["another release", { version: "/version" }, { ...STABLE, version: "v1" }, "wrong_release"],
    ["nobody", { version: "/version" }, STABLE, "metric_missing"],
    ["more users than errors", { users: "/users" }, { ...STABLE, users: 2 }, "counts_contradict"],
    ["users that are no count", { users: "/users" }, { ...STABLE, users: "many" }, "metrics_unreadable"],
    ["buckets without the last", { latency: "/l" }, { ...STABLE, l: { "100": 5 } }, "metrics_unreadable"],
    ["buckets that fall", { latency: "/l" }, { ...STABLE, l: { "9": 5, "+Inf": 4 } }, "metrics_unreadable"],
    [
      "a bound that is none",
      { latency: "/l" },
      { ...STABLE, l: { fast: 5, "+Inf": 5 } },
      "metrics_unreadable",
    ],
    ["a list of latencies", { latency: "/l" }, { ...STABLE, l: [1, 2] }, "metrics_unreadable"],
    ["an epoch that is an object", { epoch: "/e" }, { ...STABLE, e: {} }, "metrics_unreadable"],
  ])("are unknown after %s", async (_name, changes, document, reason) => {
    const url = await answering({ v2: document });
    const reading = await open(url, { ...changes, stableVersion: undefined }).read(signal);
    expect(reading).toMatchObject({ known: false, reason });
  });

  test.each<readonly [number, string, string]>([
    [302, "redirected", "answers 302 to https://login.example/, expected the counts themselves"],
    [401, "unauthorized", "answers 401: the token was not accepted"],
    [404, "metrics_unreachable", "answers 404"],
    [500, "metrics_unreachable", "answers 500"],
  ])("are unknown after a status %i", async (status, reason, text) => {
    const url = await serve((_request, response) => {
      // What an error page says is no count.
      response.writeHead(status, { location: "https://login.example/" });
      response.end(JSON.stringify({ requests: 1, errors: 0 }));
    });
    const reading = await open(`${url}/\${role}`, { token: "t0ken" }).read(signal);
    expect(reading).toMatchObject({ known: false, reason, text: expect.stringContaining(text) });
  });

  test("do not repeat the token or control characters of what answered", async () => {
    const url = await answering({ v2: "t0ken\u001b[31m", v1: STABLE });
    const reading = await open(url, { token: "t0ken" }).read(signal);
    expect(textOf(reading)).not.toContain("t0ken");
    expect(textOf(reading)).not.toContain("\u001b");
  });

  test("are cancelled when asked to be", async () => {
    const url = await serve(() => undefined);
    const controller = new AbortController();
    const reading = open(`${url}/\${role}`).read(controller.signal);
    controller.abort();
    await expect(reading).rejects.toMatchObject({ code: "cancelled" });
  });

  test.each<readonly [string, Partial<JsonSourceOptions>, string]>([
    ["the same for both", { url: "http://x/" }, 'asks for the same "/requests" for candidate and stable'],
    [
      "the same errors for both",
      { url: "http://x/", requests: "/${role}/r" },
      'asks for the same "/errors" for candidate and stable',
    ],
    ["no URL", { url: "u:hunter2@x/${role}" }, "expected an http or https URL"],
    [
      "a path of another language",
      { errors: "$.errors" },
      'metrics.errors is "$.errors", expected a JSON Pointer',
    ],
    ["an unknown placeholder", { requests: "/${release}" }, "${release} in"],
  ])("are refused at once: %s", (_name, changes, message) => {
    expect(() => open("http://x/${role}", changes)).toThrow(message);
  });
});
