import * as z from "zod/mini";
import { awsRegion, image, nameOf } from "./name-texts.ts";
import { duration, flag, keys, optional, percent, wholeNumber } from "./schema-scalars.ts";

/** The name of an ECS cluster or service. */
export const ecsName = (what: string, example: string) =>
  nameOf(/^[\w-]{1,255}$/, `the name of ${what}: at most 255 letters, digits, - and _, e.g. ${example}`);

/** The ARN of something, of a service and with a resource of a form. */
export function arn(service: string, resource: RegExp, expected: string) {
  return nameOf(new RegExp(`^arn:aws[\\w-]*:${service}:[\\w-]*:[\\w-]*:(?:${resource.source})$`), expected);
}

const containerName = () => nameOf(/^[\w-]{1,255}$/, "the name of a container, e.g. web");
/** The region of a target. */
export const region = () => optional(awsRegion(), "AWS region; AWS_REGION by default.");
/** How long a release may take. */
export const readyTimeout = () => optional(duration(1), "How long a release may take to be ready.");
/** How long a change may take. */
export const settle = () => optional(duration(), "How long a change may take to hold.");

const EXPECTED_SERVICE = "a service: its name, or a map, e.g. { name: worker, wave: 2 }";
const EXPECTED_SERVICES = "a list of services, e.g. [web, { name: worker, wave: 2 }]";

const ecsService = z.union(
  [
    ecsName("a service", "web"),
    keys(
      {
        name: ecsName("a service", "web").check(z.describe("Name of the service.")),
        container: optional(containerName(), "Container whose image is the release."),
        image: optional(image(), "Image of this service, where it is not the target's."),
        wave: optional(
          wholeNumber(1, 100),
          "Services of a lower wave are done before those of a higher one.",
        ),
        singleton: optional(flag(), "Never two tasks at once: stopped before started."),
      },
      EXPECTED_SERVICE,
    ),
  ],
  { error: EXPECTED_SERVICE },
);

const EXPECTED_ROUTE =
  "rolling, { target-groups: { listener, stable, candidate, candidate-service } } or { native: canary, step: 10% }";
const TARGET_GROUP = /targetgroup\/[\w-]+\/[0-9a-fx]+/;
const targetGroup = (release: string) =>
  optional(
    arn(
      "elasticloadbalancing",
      TARGET_GROUP,
      "the ARN of a target group: arn:aws:elasticloadbalancing:…:targetgroup/…",
    ),
    `ARN of the target group of ${release}.`,
  );

const ecsRoute = z.union(
  [
    z.literal("rolling", { error: EXPECTED_ROUTE }),
    keys({
      "target-groups": keys(
        {
          listener: optional(
            arn(
              "elasticloadbalancing",
              /listener(?:-rule)?\/app\/[\w/-]+/,
              "the ARN of a listener or of one of its rules: arn:aws:elasticloadbalancing:…:listener-rule/app/…",
            ),
            "ARN of the listener's rule, or of the listener for its default action.",
          ),
          stable: targetGroup("the stable release"),
          candidate: targetGroup("the candidate"),
          "candidate-service": optional(
            ecsName("a service", "web-candidate"),
            "Service of the candidate's tasks; made like the stable one when it is not there.",
          ),
        },
        "a map of listener, stable, candidate and candidate-service",
      ).check(z.describe("Two services behind weighted target groups.")),
    }),
    keys({
      native: z
        .enum(["canary", "linear", "blue-green"], { error: "canary, linear or blue-green" })
        .check(z.describe("ECS's own strategy, held before every shift.")),
      step: optional(percent(), "Share of the first (canary) or of each shift (linear)."),
    }),
  ],
  { error: EXPECTED_ROUTE },
);

const EXPECTED_VARIABLES = "a map of names of variables to texts, e.g. { LOG_LEVEL: info }";
const EXPECTED_SECRETS =
  "a map of names of variables to ARNs, e.g. { DATABASE_URL: arn:aws:secretsmanager:… }";
const variableName = () => nameOf(/^[A-Za-z_]\w*$/, "the name of a variable, e.g. LOG_LEVEL");

/** Services of an ECS cluster. */
export const ecsTarget = keys({
  platform: optional(z.literal("aws-ecs"), "Services of an Amazon ECS cluster."),
  region: region(),
  cluster: optional(ecsName("a cluster", "shop"), "Name of the cluster."),
  services: optional(
    z.array(ecsService, { error: EXPECTED_SERVICES }).check(z.minLength(1, { error: EXPECTED_SERVICES })),
    "Services of the release; the first with a load balancer gets the weights.",
  ),
  image: optional(image(), "Image of a release; ${release} and ${commit} are replaced for each."),
  environment: optional(
    z.record(variableName(), nameOf(/^/, "a text; put numbers and true/false in quotes"), {
      error: EXPECTED_VARIABLES,
    }),
    "Variables of the containers; those not named stay as they are.",
  ),
  secrets: optional(
    z.record(
      variableName(),
      arn(
        "(?:secretsmanager|ssm)",
        /(?:secret:|parameter\/)[^\s]+/,
        "the ARN of a secret or parameter, never its value",
      ),
      { error: EXPECTED_SECRETS },
    ),
    "Variables ECS fills from Secrets Manager or SSM; never values.",
  ),
  route: optional(ecsRoute, "What moves the traffic."),
  "ready-timeout": readyTimeout(),
  settle: settle(),
});
