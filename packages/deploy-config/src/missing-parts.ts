import { anyOf } from "./any-of.ts";
import { hasTypoOf, hasTypoOfAny } from "./key-typos.ts";
import { formatPath } from "./path.ts";
import { type ConfigProblem, problemAt, quoted } from "./problem.ts";
import { isEngineWorkload } from "./target-traits.ts";
import { type MapTree, mapAt, type Path, type Place, textAt, treeAt } from "./tree.ts";

const DEPLOYING = ["target", "migrate", "rollout", "verify", "rollback", "windows"];

/** Whether a merged block is about deploying, not only about gates and messages. */
export function isAboutDeploying(block: MapTree): boolean {
  return DEPLOYING.some((key) => block.entries.has(key));
}

type Part = readonly [key: string, expected: string];

const TARGET =
  "where it runs, e.g. target: { platform: local, listen: 127.0.0.1:8080, command: [node, server.js] }";
const command = (key: string): Part => [key, `a command, e.g. ${key}: [./deploy.sh, ${key}]`];
const bucket = (name: string): Part => ["bucket", `the bucket, e.g. bucket: ${name}`];

const PARTS_OF_TARGETS: Readonly<Record<string, readonly Part[]>> = {
  local: [
    ["listen", "the address users reach, e.g. listen: 127.0.0.1:8080"],
    ["command", "the program of a release, e.g. command: [node, server.js]"],
  ],
  exec: ["observe", "set-weight", "promote", "abort"].map(command),
  kubernetes: [
    ["namespace", "the namespace, e.g. namespace: shop"],
    ["workload", "what runs the pods, e.g. workload: deployment/web"],
  ],
  helm: [
    ["namespace", "the namespace, e.g. namespace: shop"],
    ["release", "the name of the Helm release, e.g. release: shop"],
    ["chart", "the chart, e.g. chart: charts/shop"],
  ],
  "aws-ecs": [
    ["cluster", "the cluster, e.g. cluster: shop"],
    ["services", "the services, e.g. services: [web]"],
    ["route", "what moves the traffic: rolling, { target-groups: … } or { native: canary }"],
  ],
  "aws-lambda": [
    ["function", "the function, e.g. function: shop-api"],
    ["alias", "the alias callers use, e.g. alias: live"],
    ["code", 'the code of a release, e.g. code: { image: "…/shop:${release}" }'],
  ],
  "aws-s3-cloudfront": [
    bucket("shop-site"),
    ["distribution", "the id of the distribution, e.g. distribution: E2EXAMPLE51"],
    ["folder", "the folder that is uploaded, e.g. folder: dist"],
  ],
  haproxy: [
    ["socket", "the admin socket, e.g. socket: /run/haproxy/admin.sock"],
    ["backend", "the backend, e.g. backend: shop"],
    ["servers", "the two servers, e.g. servers: [{ name: blue, address: 127.0.0.1:9001 }, …]"],
    command("start"),
    command("stop"),
    command("version"),
  ],
};

/** Names of the platforms. */
export const PLATFORMS: readonly string[] = Object.keys(PARTS_OF_TARGETS);

const ROUTE: Part = [
  "route",
  "what moves the traffic, e.g. route: httproute/web; or route: rolling, which replaces all pods at once",
];

const PARTS: readonly (readonly [path: Path, parts: readonly Part[]])[] = [
  [
    ["target", "route", "target-groups"],
    [
      ["listener", "the ARN of the listener or its rule"],
      ["stable", "the ARN of the target group of the stable release"],
      ["candidate", "the ARN of the target group of the candidate"],
      ["candidate-service", "the service of the candidate, e.g. candidate-service: web-candidate"],
    ],
  ],
  [
    ["credentials", "azure"],
    [
      ["tenant", "the tenant's id"],
      ["client", "the client id of the app registration or managed identity"],
    ],
  ],
  [
    ["credentials", "gcp"],
    [
      [
        "provider",
        "the workload identity provider, e.g. provider: projects/123/locations/global/workloadIdentityPools/github/providers/github",
      ],
    ],
  ],
  [
    ["credentials", "vault"],
    [
      ["url", "the address of Vault, e.g. url: https://vault.example.com"],
      ["role", "a role of the JWT method, e.g. role: deploy"],
    ],
  ],
  [["image"], [["reference", 'the image, e.g. reference: "ghcr.io/acme/shop:${release}"']]],
  [["migrate", "backup"], [["rds", "the database, e.g. rds: shop-db"]]],
  [
    ["migrate", "run-on"],
    [["ecs-task", "the task, e.g. ecs-task: { task-definition: shop-migrate, commands: [[./migrate]] }"]],
  ],
  [
    ["migrate", "run-on", "ecs-task"],
    [
      ["task-definition", "its family or ARN, e.g. task-definition: shop-migrate"],
      ["commands", "the commands, e.g. commands: [[python, manage.py, migrate]]"],
    ],
  ],
  [["verify"], [["checks", "a list of checks, e.g. checks: [{ http: https://shop.example/health }]"]]],
];

/** What a block that stands for a whole environment still lacks. `prefix`: its path in the file. */
export function missingParts(block: MapTree, prefix: Path, needsTarget: boolean): readonly ConfigProblem[] {
  const need = (path: Path, [key, expected]: Part): readonly ConfigProblem[] => {
    const map = treeAt(block, path);
    if (map?.kind !== "map" || map.entries.has(key) || hasTypoOf(map, key)) return [];
    const read = `no ${quoted(key)} in ${formatPath([...prefix, ...path])}`;
    return [problemAt(placeOfKey(block, path), read, expected)];
  };
  return [
    ...(needsTarget ? need([], ["target", TARGET]) : []),
    ...partsOfTarget(block).flatMap((part) => need(["target"], part)),
    ...PARTS.flatMap(([path, parts]) => parts.flatMap((part) => need(path, part))),
    ...partsOfMetrics(block).flatMap((part) => need(["metrics"], part)),
    ...partsOfMigrate(block).flatMap(([path, part]) => need(path, part)),
  ];
}

function partsOfTarget(block: MapTree): readonly Part[] {
  const platform = textAt(block, ["target", "platform"]);
  if (platform === undefined) return [["platform", anyOf(PLATFORMS)]];
  const parts = Object.hasOwn(PARTS_OF_TARGETS, platform) ? (PARTS_OF_TARGETS[platform] ?? []) : [];
  const needsRoute =
    platform === "kubernetes" &&
    !isEngineWorkload(textAt(block, ["target", "workload"])) &&
    !hasTypoOfAny(mapAt(block, ["target"]), ["workload"]);
  return needsRoute ? [...parts, ROUTE] : parts;
}

function partsOfMetrics(block: MapTree): readonly Part[] {
  const metrics = mapAt(block, ["metrics"]);
  const hasAny = (...keys: readonly string[]): boolean => keys.some((key) => metrics?.entries.has(key));
  if (hasAny("cloudwatch", "alarms", "load-balancer")) {
    return [["cloudwatch", "cloudwatch: true, or a region, e.g. cloudwatch: eu-west-1"]];
  }
  if (hasAny("synthetic", "candidate", "stable", "rate", "status")) {
    return [["synthetic", "what is asked, e.g. synthetic: https://shop.example/health"]];
  }
  if (hasAny("json", "users", "epoch", "version")) {
    return [
      ["json", "the address of the counts, e.g. json: https://stats.example/releases/${version}"],
      ["requests", "where the answer counts requests, e.g. requests: /requests"],
      ["errors", "where it counts the failed ones, e.g. errors: /errors"],
    ];
  }
  if (!hasAny("prometheus", "template", "requests", "errors", "latency", "token")) {
    return [["prometheus", "prometheus (its URL), cloudwatch (true or a region), json or synthetic (a URL)"]];
  }
  const server: Part = ["prometheus", "the address of the server, e.g. prometheus: http://prometheus:9090"];
  if (hasAny("template")) return [server];
  return [
    server,
    [
      "requests",
      "the counter of requests, e.g. requests: 'http_requests_total{version=\"${version}\"}'; or a template",
    ],
    [
      "errors",
      'the counter of the failed ones, e.g. errors: \'http_requests_total{version="${version}", code=~"5.."}\'',
    ],
  ];
}

function partsOfMigrate(block: MapTree): readonly (readonly [Path, Part])[] {
  const migrate = mapAt(block, ["migrate"]);
  if (migrate?.entries.has("run-on")) {
    const onTarget = textAt(block, ["target", "platform"]) === "aws-ecs";
    return onTarget
      ? []
      : [
          [
            ["migrate", "run-on", "ecs-task"],
            ["cluster", "the cluster it runs on, e.g. cluster: shop"],
          ],
        ];
  }
  return textAt(migrate, ["engine"]) === "command"
    ? [
        [
          ["migrate"],
          [
            "run-on",
            "where the commands run, e.g. run-on: { ecs-task: { task-definition: shop-migrate, commands: [[./migrate]] } }",
          ],
        ],
      ]
    : [[["migrate"], ["folder", "the folder of the SQL files, e.g. folder: migrations"]]];
}

/** The key of the map at a path; the block's own place for the block. */
function placeOfKey(block: MapTree, path: Path): Place {
  const parent = mapAt(block, path.slice(0, -1));
  return parent?.entries.get(String(path.at(-1)))?.key ?? block.place;
}
