import * as z from "zod/mini";
import {
  readHeaderName,
  readJsonExpectation,
  readJsonPath,
  readStatus,
  readUrl,
  readVersionSource,
} from "./check-texts.ts";
import { expectedErrorRate, expectedLatency, expectedReplyLatency } from "./condition-places.ts";
import { PLACEHOLDERS } from "./placeholders.ts";
import {
  argv,
  condition,
  duration,
  expectedPlaceholder,
  flag,
  keys,
  optional,
  parsedText,
  type Read,
  template,
  wholeNumber,
} from "./schema-scalars.ts";
import { readSecretText } from "./secret-references.ts";

const EXPECTED_STATUS = "a status or range, e.g. 200, 200-299 or [200, 204]";

const statusRange = z.pipe(
  z.union([z.number(), z.string()], { error: EXPECTED_STATUS }),
  z.transform((written, context) => {
    const range = readStatus(String(written));
    if (range !== undefined) return range;
    context.issues.push({ code: "custom", message: EXPECTED_STATUS, input: written });
    return z.NEVER;
  }),
);

/** Statuses and ranges of them. */
export const statuses = z.union(
  [statusRange, z.array(statusRange).check(z.minLength(1, { error: EXPECTED_STATUS }))],
  { error: EXPECTED_STATUS },
);

const version = z.union(
  [
    template(),
    keys({
      expected: template().check(z.describe("The version every reply must say, e.g. ${release}.")),
      from: optional(
        parsedText("auto, body, json:$.path or header:name", readVersionSource),
        "Where the reply says its version.",
      ),
      consecutive: optional(wholeNumber(1), "Replies in a row that must say it."),
    }),
  ],
  { error: 'a version in quotes, e.g. "${release}", or a map with expected' },
);

const json = z.record(
  parsedText("a path such as $.checks.db.status or checks[0].status", readJsonPath),
  z.union([z.number(), z.boolean(), z.null(), parsedText("a text", readJsonExpectation)], {
    error: 'an exact value, e.g. ok or true, or a condition, e.g. "> 5"',
  }),
  { error: "a map of paths to values" },
);

const headerName = () => parsedText("the name of a header", readHeaderName);

const texts = (what: string) => z.record(headerName(), template(), { error: `a map of ${what}` });

function readTemplate(text: string): Read<string> {
  const problem = expectedPlaceholder(text, PLACEHOLDERS);
  return problem === undefined ? { ok: true, value: text } : { ok: false, expected: problem };
}

const sentHeaders = z.record(
  headerName(),
  parsedText("a text", (text) => readSecretText(text, readTemplate)),
  { error: "a map of header names to texts" },
);

const common = {
  name: optional(template(), "Name in messages; the URL or the command by default."),
  timeout: optional(duration(1), "Longest wait for one answer; then the sample failed."),
  critical: optional(flag(), "Whether one failure of it counts at once, instead of several in a row."),
};

const httpCheck = keys({
  http: parsedText("a URL, e.g. https://shop.example/health", readUrl).check(
    z.describe("The URL that is asked."),
  ),
  method: optional(z.enum(["GET", "HEAD", "POST"], { error: "GET, HEAD or POST" }), "HTTP method."),
  status: optional(statuses, "Statuses that are healthy."),
  headers: optional(sentHeaders, "Headers that are sent; a secret only as secret://<store>/<path>."),
  body: optional(template(), "Body that is sent."),
  "expect-header": optional(
    texts("header names to texts they must hold"),
    "Texts the reply's headers must hold.",
  ),
  contains: optional(template(), "Text the reply's body must hold, compared exactly."),
  json: optional(json, "Values inside the reply's JSON body."),
  version: optional(version, "The version the reply must say."),
  latency: optional(condition('"<= 200ms"', expectedReplyLatency), "Highest latency of one reply."),
  "follow-redirects": optional(flag(), "Whether a redirect is followed; else it is an answer of its own."),
  ...common,
});

const commandCheck = keys({
  command: argv().check(z.describe("A program whose exit code is the answer: 0 is healthy.")),
  ...common,
});

const EXPECTED_CHECKS = "a list of checks, e.g. [{ http: https://shop.example/health }]";

/** Success criteria over a time. */
export const verify = keys({
  checks: optional(
    z
      .array(
        z.union([httpCheck, commandCheck], { error: "a check, e.g. { http: https://shop.example/health }" }),
        {
          error: EXPECTED_CHECKS,
        },
      )
      .check(z.minLength(1, { error: EXPECTED_CHECKS })),
    "Questions to the running system.",
  ),
  for: optional(duration(), "How long everything has to hold."),
  interval: optional(duration(1), "Time between two samples of a check."),
  settle: optional(duration(), "Waited before the first sample."),
  "max-consecutive-failures": optional(
    wholeNumber(1),
    "Failures of one check in a row that end it as unhealthy.",
  ),
  "error-rate": optional(
    condition('"< 1%"', expectedErrorRate),
    "Highest share of failed samples; without it none may fail.",
  ),
  latency: optional(condition('"p95 < 200ms"', expectedLatency), "Highest latency over all samples."),
});
