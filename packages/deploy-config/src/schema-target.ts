import * as z from "zod/mini";
import { LOCAL_PLACEHOLDERS } from "./placeholders.ts";
import { lambdaTarget, staticSiteTarget } from "./schema-aws.ts";
import { ecsTarget } from "./schema-ecs.ts";
import { haproxyTarget } from "./schema-haproxy.ts";
import { helmTarget, kubernetesTarget } from "./schema-kubernetes.ts";
import {
  argv,
  duration,
  keys,
  optional,
  parsedText,
  type Read,
  stateFolderPath,
  variableNames,
  wholeNumber,
} from "./schema-scalars.ts";

const EXPECTED_LISTEN = "a loopback address with a port, e.g. 127.0.0.1:8080";
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\]):(\d{1,5})$/;

function readListen(text: string): Read<string> {
  const port = Number(LOOPBACK.exec(text)?.[1] ?? "0");
  return port >= 1 && port <= 65_535 ? { ok: true, value: text } : { ok: false, expected: EXPECTED_LISTEN };
}

const EXPECTED_READY = "a path that begins with /, e.g. /health";

const localTarget = keys({
  platform: optional(z.literal("local"), "A supervisor on the machine that runs the workflow."),
  listen: optional(parsedText(EXPECTED_LISTEN, readListen), "Loopback host:port users reach."),
  state: optional(
    stateFolderPath("/var/lib/deploy-actions/shop"),
    "Folder of the supervisor's state; absolute where a checkout cleans the workspace.",
  ),
  command: optional(
    argv(LOCAL_PLACEHOLDERS),
    "The program of one release, one argument an item; ${release}, ${commit} and ${port} are replaced.",
  ),
  "pass-env": optional(variableNames(), "Names of variables of the runner that the release may see."),
  ready: optional(
    parsedText(
      EXPECTED_READY,
      (text): Read<string> =>
        /^\/[^\s]*$/.test(text) ? { ok: true, value: text } : { ok: false, expected: EXPECTED_READY },
    ),
    "Path that answers 2xx when the release is ready.",
  ),
  "ready-timeout": optional(duration(1), "How long a release may take to be ready."),
  drain: optional(duration(), "How long a release that lost its traffic may finish its requests."),
});

const execTarget = keys({
  platform: optional(z.literal("exec"), "Your own commands as the platform."),
  observe: optional(argv(), "Prints the traffic as one JSON object."),
  "set-weight": optional(argv(), "Gives the candidate WEIGHT per cent of the traffic."),
  promote: optional(argv(), "Makes the candidate the stable release."),
  abort: optional(argv(), "Takes the candidate away."),
  restore: optional(argv(), "Brings RELEASE back; without it this target cannot be rolled back."),
  "pass-env": optional(variableNames(), "Names of variables of the runner that the commands may see."),
  timeout: optional(duration(1), "Longest run of one command."),
  settle: optional(duration(), "How long a change may take to be seen by observe."),
  granularity: optional(
    wholeNumber(1, 100),
    "Smallest step of weight the commands can hold; 100 = all at once.",
  ),
});

/** Where a service runs. A block may say only part of it: what is required is asked of the merged environment. */
export const target = z.union(
  [
    localTarget,
    execTarget,
    kubernetesTarget,
    helmTarget,
    ecsTarget,
    lambdaTarget,
    staticSiteTarget,
    haproxyTarget,
  ],
  { error: "a map, e.g. { platform: local, listen: 127.0.0.1:8080, command: [node, server.js] }" },
);
