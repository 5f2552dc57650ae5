import * as z from "zod/mini";
import { NAME_PLACEHOLDERS, nameOf } from "./name-texts.ts";
import { argv, duration, keys, optional, variableNames } from "./schema-scalars.ts";

const EXPECTED_SERVERS =
  "the two servers releases take in turn, e.g. [{ name: blue, address: 127.0.0.1:9001 }, { name: green, address: 127.0.0.1:9002 }]";
const ADDRESS = /^(?:[\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/;

const server = keys(
  {
    name: nameOf(/^[\w.:-]+$/, "the name of a server of the backend, e.g. blue").check(
      z.describe("Name of the server in the backend."),
    ),
    address: nameOf(ADDRESS, "an address with a port, e.g. 127.0.0.1:9001").check(
      z.describe("Where the release on it is reached directly."),
    ),
  },
  EXPECTED_SERVERS,
);

/** Two servers of an HAProxy backend. */
export const haproxyTarget = keys({
  platform: optional(z.literal("haproxy"), "Two servers of an HAProxy backend."),
  socket: optional(
    nameOf(/^\S+$/, "the path of the admin socket, or host:port, e.g. /run/haproxy/admin.sock"),
    "Admin socket of the runtime API: a path, or host:port.",
  ),
  backend: optional(nameOf(/^[\w.:-]+$/, "the name of a backend, e.g. shop"), "Backend of the two servers."),
  servers: optional(
    z
      .array(server, { error: EXPECTED_SERVERS })
      .check(z.minLength(2, { error: EXPECTED_SERVERS }), z.maxLength(2, { error: EXPECTED_SERVERS })),
    "The two servers releases take in turn.",
  ),
  start: optional(argv(NAME_PLACEHOLDERS), "Makes RELEASE run on SERVER at ADDRESS."),
  stop: optional(argv(NAME_PLACEHOLDERS), "Ends what runs on SERVER."),
  version: optional(argv(NAME_PLACEHOLDERS), "Prints the version that runs on SERVER, or nothing."),
  ready: optional(
    nameOf(/^\/\S*$/, "a path that begins with /, e.g. /health"),
    "Path at a server's address that answers 2xx when the release there is ready.",
  ),
  "pass-env": optional(variableNames(), "Names of variables of the runner that the commands may see."),
  timeout: optional(duration(1), "Longest run of one command."),
  "ready-timeout": optional(duration(1), "How long a release may take to be ready."),
  drain: optional(duration(), "How long a server that lost its traffic may finish its requests."),
});
