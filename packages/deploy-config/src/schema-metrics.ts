import * as z from "zod/mini";
import { readUrl } from "./check-texts.ts";
import { awsRegion, fixedText, NAME_PLACEHOLDERS, nameOf } from "./name-texts.ts";
import { orOff } from "./schema-gates.ts";
import { duration, expectedPlaceholder, keys, optional, parsedText, type Read } from "./schema-scalars.ts";
import { readReference } from "./secret-references.ts";

const METRIC_PLACEHOLDERS = [...NAME_PLACEHOLDERS, "version", "role", "workload"];
const SELECTOR = /^(?:[A-Za-z_:][\w:]*)?(?:\{[^{}]*(?:\$\{\w+\}[^{}]*)*\})?$/;

function selector(example: string, suffix = "") {
  const expected = `a selector of series without functions, e.g. ${example}`;
  return parsedText(expected, (text): Read<string> => {
    const unknown = expectedPlaceholder(text, METRIC_PLACEHOLDERS);
    if (unknown !== undefined) return { ok: false, expected: unknown };
    const name = text.split("{")[0] ?? "";
    const isSelector =
      text.trim() !== "" && text !== "{}" && SELECTOR.test(text) && (name === "" || name.endsWith(suffix));
    return isSelector ? { ok: true, value: text } : { ok: false, expected };
  });
}

function readMetricsUrl(text: string): Read<string> {
  const unknown = expectedPlaceholder(text, NAME_PLACEHOLDERS);
  if (unknown !== undefined) return { ok: false, expected: unknown };
  const read = readUrl(text);
  return read.ok
    ? read
    : { ok: false, expected: read.expected.replace(/e\.g\. .*/, "e.g. http://prometheus:9090") };
}

const ingestDelay = () => optional(duration(), "Samples younger than this may still be missing.");

const prometheus = keys({
  prometheus: optional(
    parsedText("an http or https URL, e.g. http://prometheus:9090", readMetricsUrl),
    "Address of the Prometheus server.",
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
    selector('http_request_duration_seconds_bucket{app="shop", version="${version}"}', "_bucket"),
    "The _bucket series of a histogram in seconds; without it latency is not known.",
  ),
  token: optional(
    parsedText("a reference to a secret: secret://<store>/<path>", readReference),
    "Reference to a bearer token.",
  ),
  "ingest-delay": ingestDelay(),
  timeout: optional(duration(1), "Longest wait for one answer."),
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

/** Who counts requests where the platform does not. */
export const metrics = orOff(
  z.union([prometheus, cloudwatch], { error: "a map with prometheus or cloudwatch" }),
  "a map with prometheus (its URL) or cloudwatch (true or a region), or off",
);
