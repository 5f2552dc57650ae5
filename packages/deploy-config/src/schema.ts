import * as z from "zod/mini";
import { credentials } from "./schema-credentials.ts";
import { gates, type OFF, orOff } from "./schema-gates.ts";
import { image } from "./schema-image.ts";
import { metrics } from "./schema-metrics.ts";
import { migrate } from "./schema-migrate.ts";
import { notify } from "./schema-notify.ts";
import { preflight } from "./schema-preflight.ts";
import { rollout } from "./schema-rollout.ts";
import { duration, flag, keys, optional, parsedText, type Read } from "./schema-scalars.ts";
import { target } from "./schema-target.ts";
import { verify } from "./schema-verify.ts";
import { readCron, readZone } from "./window-texts.ts";

const rollback = keys({
  within: optional(duration(1), "From the trigger to verified; longer is recorded as a breach."),
  automatic: optional(flag(), "Whether the pipeline rolls back by itself when verification fails."),
});

const window = keys(
  {
    cron: parsedText('five fields, e.g. "0 2 * * SUN"', readCron).check(z.describe("When the window opens.")),
    for: duration(1).check(z.describe("How long it stays open.")),
    zone: optional(
      parsedText("an IANA time zone, e.g. Europe/Berlin", readZone),
      "Time zone of cron; UTC by default.",
    ),
  },
  'a window, e.g. { cron: "0 2 * * SUN", for: 2h, zone: UTC }',
);

const EXPECTED_WINDOWS = 'a list of windows, e.g. [{ cron: "0 2 * * SUN", for: 2h, zone: UTC }]';

/** What `defaults` and each environment may say. Everything is optional: a block says only what differs. */
export const block = keys({
  target: optional(target, "Where the service runs."),
  credentials: optional(credentials, "What is signed in to, with GitHub's token instead of keys."),
  preflight: optional(
    orOff(preflight, 'a map, e.g. { tools: { kubectl: ">= 1.30" } }, or off'),
    "What is asked before anything is touched.",
  ),
  image: optional(image, "The image of a release in its registry."),
  metrics: optional(metrics, "Who counts requests where the platform does not."),
  gates: optional(gates, "Questions to evidence about a release, by name."),
  quality_gates: optional(gates, "The same as gates."),
  migrate: optional(
    orOff(migrate, "a map, e.g. { folder: migrations }, or off"),
    "How the database is migrated.",
  ),
  rollout: optional(rollout, "How a release gets its traffic."),
  verify: optional(
    orOff(verify, "a map, e.g. { checks: [{ http: https://shop.example/health }] }, or off"),
    "What a healthy release has to show.",
  ),
  rollback: optional(rollback, "When and how fast a release is taken back."),
  notify: optional(notify, "Who is told."),
  windows: optional(
    z.array(window, { error: EXPECTED_WINDOWS }),
    "When deploying is allowed; an empty list is always.",
  ),
}).check(z.meta({ id: "block" }));

/** A block as it comes out of the schema: texts parsed, everything optional. */
export type Block = z.output<typeof block>;

/** The word that switches a section off. */
export type Off = typeof OFF;

const EXPECTED_SERVICE = "a name of letters, digits, dots, dashes and underscores, e.g. shop";

/** Keys of the file around its blocks. */
export const fileKeys = {
  version: z
    .literal(1, { error: "1, the version of this schema" })
    .check(z.describe("Version of this schema.")),
  service: optional(
    parsedText(
      EXPECTED_SERVICE,
      (text): Read<string> =>
        /^[A-Za-z0-9][\w.-]{0,99}$/.test(text)
          ? { ok: true, value: text }
          : { ok: false, expected: EXPECTED_SERVICE },
    ),
    "Name of the service in records and messages.",
  ),
};

const EXPECTED_ENVIRONMENT =
  "a name of 1 to 255 printable characters that does not begin or end with a space";

/** Names of environments: any name GitHub takes. */
export const environmentName = parsedText(
  EXPECTED_ENVIRONMENT,
  (text): Read<string> =>
    /^(?!\s)[^\p{Cc}\p{Cf}]{1,255}(?<!\s)$/u.test(text)
      ? { ok: true, value: text }
      : { ok: false, expected: EXPECTED_ENVIRONMENT },
);

/** The whole file, as editors know it. */
export const policyFile = keys({
  ...fileKeys,
  defaults: optional(z.union([block, z.null()]), "What every environment starts from."),
  gates: optional(gates, "Gates of the defaults."),
  quality_gates: optional(gates, "The same as gates."),
  environments: optional(
    z.record(environmentName, z.union([block, z.null()])),
    "The environments by name; each says only what differs from the defaults.",
  ),
});
