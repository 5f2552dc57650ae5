import * as z from "zod/mini";
import {
  EXPECTED_ANSWER_VERSION,
  EXPECTED_RATE,
  readAddress,
  readAnswerVersion,
  readPointer,
  readRate,
  SELECTOR_PLACEHOLDERS,
} from "./metric-texts.ts";
import { awsRegion, fixedText, nameOf } from "./name-texts.ts";
import { TEMPLATES } from "./prometheus-templates.ts";
import { ANALYSIS_METRICS } from "./schema-analysis.ts";
import { orOff } from "./schema-gates.ts";
import { duration, expectedPlaceholder, keys, optional, parsedText, type Read } from "./schema-scalars.ts";
import { statuses } from "./schema-verify.ts";
import { readReference } from "./secret-references.ts";

const SELECTOR = /^(?:[A-Za-z_:][\w:]*)?(?:\{[^{}]*(?:\$\{\w+\}[^{}]*)*\})?$/;

function selector(example: string, refused?: RegExp) {
  const expected = `a selector of series without functions, e.g. ${example}`;
  return parsedText(expected, (text): Read<string> => {
    const unknown = expectedPlaceholder(text, SELECTOR_PLACEHOLDERS);
    if (unknown !== undefined) return { ok: false, expected: unknown };
    const name = text.split("{")[0] ?? "";
    const isSelector =
      text.trim() !== "" && text !== "{}" && SELECTOR.test(text) && refused?.test(name) !== true;
    return isSelector ? { ok: true, value: text } : { ok: false, expected };
  });
}

function address(example: string, perRelease: boolean) {
  return parsedText(`an http or https URL, e.g. ${example}`, (text) =>
    readAddress(text, example, perRelease),
  );
}

function pointer(example: string) {
  return parsedText(`a path with slashes (JSON Pointer), e.g. ${example}`, (text) =>
    readPointer(text, example),
  );
}

const GAUGE_NAME = /^[A-Za-z][\w-]{0,39}$/;
const EXPECTED_GAUGE_NAME = "a name of letters, digits, - and _ that is not errors or latency, e.g. cpu";

function gauges<T extends z.core.SomeType>(place: T, example: string, description: string) {
  const name = parsedText(EXPECTED_GAUGE_NAME, (text): Read<string> => {
    const isFree = !ANALYSIS_METRICS.some((taken) => taken === text);
    return isFree && GAUGE_NAME.test(text)
      ? { ok: true, value: text }
      : { ok: false, expected: EXPECTED_GAUGE_NAME };
  });
  return optional(z.record(name, place, { error: `a map of names, e.g. ${example}` }), description);
}

const token = () =>
  optional(
    parsedText("a reference to a secret: secret://<store>/<path>", readReference),
    "Reference to a bearer token.",
  );
const timeout = () => optional(duration(1), "Longest wait for one answer.");
const ingestDelay = () => optional(duration(), "Samples younger than this may still be missing.");

const prometheus = keys({
  prometheus: optional(address("http://prometheus:9090", false), "Address of the Prometheus server."),
  template: optional(
    z.enum(TEMPLATES, { error: "istio, ingress-nginx, traefik, gateway or app" }),
    "Who counts, in place of requests, errors and latency; what is written goes over it.",
  ),
  requests: optional(
    selector('http_requests_total{app="shop", version="${version}"}'),
    "Counter of requests; ${version}, ${role} and ${workload} are replaced for each release.",
  ),
  errors: optional(
    selector('http_requests_total{app="shop", version="${version}", code=~"5.."}'),
    "Counter of the failed ones.",
  ),
  latency: optional(
    selector(
      'http_request_duration_seconds_bucket{app="shop", version="${version}"}',
      /_(?:sum|count|total)$/,
    ),
    "The _bucket series of a histogram, or a native one; without it latency is not known.",
  ),
  gauges: gauges(
    selector('process_resident_memory_bytes{app="shop", version="${version}"}'),
    "{ memory: 'process_resident_memory_bytes{version=\"${version}\"}' }",
    "Series of values that are no counts (CPU, memory, queues) by name, for rollout.analysis.",
  ),
  token: token(),
  "ingest-delay": ingestDelay(),
  timeout: timeout(),
});

const EXPECTED_CLOUDWATCH = "true, or an AWS region, e.g. eu-west-1";
const EXPECTED_ALARMS = "a list of names of alarms, e.g. [shop-5xx]";

const cloudwatch = keys({
  cloudwatch: optional(
    z.union([z.literal(true), awsRegion()], { error: EXPECTED_CLOUDWATCH }),
    "true, or the AWS region where it is another.",
  ),
  "load-balancer": optional(
    nameOf(
      /^app\/[\w-]+\/[0-9a-fx]+$/,
      "the last part of the load balancer's ARN, e.g. app/shop/50dc6c495c0c9188",
    ),
    "Load balancer of the target groups; that of the listener by default.",
  ),
  alarms: optional(
    z.array(fixedText("the name of an alarm, e.g. shop-5xx"), { error: EXPECTED_ALARMS }),
    "Alarms that abort while they are in ALARM.",
  ),
  "ingest-delay": ingestDelay(),
});

const json = keys({
  json: optional(
    address("https://stats.example/releases/${version}", true),
    "Address that answers with counts; ${version} and ${role} are replaced for each release.",
  ),
  requests: optional(pointer("/requests"), "Where the answer counts requests since it began to count."),
  errors: optional(pointer("/errors"), "Where it counts the failed ones."),
  latency: optional(
    pointer("/latency"),
    'Where it counts requests by upper bound in ms, cumulative: {"100": 980, "+Inf": 1000}.',
  ),
  users: optional(pointer("/harmed_users"), "Where it counts distinct users with a failed request."),
  epoch: optional(pointer("/started_at"), "What changes when its counts began anew."),
  version: optional(
    pointer("/version"),
    "Where it says whose counts they are; those of another are not taken.",
  ),
  gauges: gauges(
    pointer("/cpu"),
    "{ cpu: /cpu }",
    "Where it says values that are no counts (a number, or a list of one of each instance) by name, for rollout.analysis.",
  ),
  token: token(),
  timeout: timeout(),
});

const synthetic = keys({
  synthetic: optional(
    address("https://shop.example/health", true),
    "What is asked of both releases; ${version} and ${role} are replaced for each.",
  ),
  candidate: optional(
    address("https://candidate.shop.example/health", true),
    "Asked of the candidate in its place.",
  ),
  stable: optional(address("https://stable.shop.example/health", true), "Asked of stable in its place."),
  rate: optional(parsedText(EXPECTED_RATE, readRate), "Probes to each release."),
  timeout: optional(duration(1), "Longest wait for one answer; then the probe is an error."),
  status: optional(statuses, "Statuses of a good answer."),
  version: optional(
    parsedText(EXPECTED_ANSWER_VERSION, readAnswerVersion),
    "Where an answer says its version; those of another release are not counted.",
  ),
});

/** Who counts requests where the platform does not. */
export const metrics = orOff(
  z.union([prometheus, cloudwatch, json, synthetic], {
    error: "a map with prometheus, cloudwatch, json or synthetic",
  }),
  "a map with prometheus (its URL), cloudwatch (true or a region), json or synthetic (a URL), or off",
);
