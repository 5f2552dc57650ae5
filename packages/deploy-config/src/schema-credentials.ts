import { parseDuration } from "@deploy-actions/kernel";
import * as z from "zod/mini";
import { awsRegion, fixedText, nameOf, readName } from "./name-texts.ts";
import { arn } from "./schema-ecs.ts";
import { orOff } from "./schema-gates.ts";
import { keys, optional, parsedText, type Read } from "./schema-scalars.ts";

const roleArn = () =>
  arn("iam", /role\/[\w+=,.@/-]+/, "the ARN of a role, e.g. arn:aws:iam::123456789012:role/deploy");

const EXPECTED_CHAIN = "a list of ARNs of roles, e.g. [arn:aws:iam::123456789012:role/deploy]";
const EXPECTED_SESSION = "from 15m to 12h, e.g. 1h";
const MIN_SESSION_MS = 900_000;
const MAX_SESSION_MS = 43_200_000;

const sessionDuration = parsedText(EXPECTED_SESSION, (text): Read<number> => {
  const ms = parseDuration(text);
  return ms !== undefined && ms >= MIN_SESSION_MS && ms <= MAX_SESSION_MS
    ? { ok: true, value: ms }
    : { ok: false, expected: EXPECTED_SESSION };
});

const audience = (byDefault: string) =>
  optional(fixedText("the audience of the token"), `Audience of GitHub's token; ${byDefault} by default.`);

const aws = keys({
  role: optional(
    roleArn(),
    "Role taken with GitHub's token; without it the credentials of the environment are used.",
  ),
  region: optional(awsRegion(), "AWS region; AWS_REGION by default."),
  chain: optional(z.array(roleArn(), { error: EXPECTED_CHAIN }), "Roles taken after it, in order."),
  "session-name": optional(
    nameOf(/^[\w+=,.@-]{2,64}$/, "2 to 64 letters, digits and +=,.@-_, e.g. deploy-shop"),
    "Name of the session in CloudTrail; made of repository and run by default.",
  ),
  duration: optional(sessionDuration, "How long one session lives; it is renewed while it is needed."),
  audience: audience("sts.amazonaws.com"),
});

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const GUID_OR_DOMAIN = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i;

const azure = keys({
  tenant: optional(
    nameOf(GUID_OR_DOMAIN, "the id of a tenant, e.g. 11111111-2222-3333-4444-555555555555, or its domain"),
    "Directory (tenant) id.",
  ),
  client: optional(
    nameOf(GUID, "the client id of an app registration or managed identity: a GUID"),
    "Client id of the app registration or managed identity.",
  ),
  audience: audience("api://AzureADTokenExchange"),
  authority: optional(
    nameOf(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i, "a host, e.g. login.microsoftonline.us"),
    "Sign-in host; the public cloud's by default.",
  ),
});

const gcp = keys({
  provider: optional(
    nameOf(
      /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+\/providers\/[a-z0-9-]+$/,
      "projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>",
    ),
    "Full name of the workload identity provider.",
  ),
  "service-account": optional(
    nameOf(
      /^[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com$/,
      "a service account, e.g. deploy@shop.iam.gserviceaccount.com",
    ),
    "Account to act as; without it the federated identity has access of its own.",
  ),
  audience: audience("https://iam.googleapis.com/<provider>"),
});

const EXPECTED_VAULT = "an https URL of Vault, e.g. https://vault.example.com:8200";
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;

function readVaultUrl(text: string): Read<string> {
  const read = readName(text, /^https?:\/\/[^\s/?#]/, EXPECTED_VAULT);
  if (!read.ok) return read;
  const url = URL.parse(text.replace(/\$\{[^}]*\}/g, "x"));
  // The token of a login must not cross a network in the clear.
  const isSafe = url !== null && (url.protocol === "https:" || LOOPBACK.test(url.hostname));
  return isSafe && url.username === "" && url.password === ""
    ? read
    : { ok: false, expected: EXPECTED_VAULT };
}

const vault = keys({
  url: optional(parsedText(EXPECTED_VAULT, readVaultUrl), "Address of Vault."),
  role: optional(
    nameOf(/^[\w.-]+$/, "the name of a role of the JWT method, e.g. deploy"),
    "Role of the JWT method.",
  ),
  mount: optional(
    nameOf(/^(?!\/)[\w./-]+(?<!\/)$/, "the path of the auth method, e.g. jwt"),
    "Path of the JWT auth method.",
  ),
  namespace: optional(
    nameOf(/^[\w./-]+$/, "a namespace of Vault, e.g. admin/shop"),
    "Namespace, in Vault Enterprise.",
  ),
  audience: audience("the URL of Vault"),
});

/** What an environment signs in to; every section may be switched off. */
export const credentials = keys({
  aws: optional(
    orOff(aws, "a map, e.g. { role: arn:aws:iam::123456789012:role/deploy }, or off"),
    "Amazon Web Services.",
  ),
  azure: optional(orOff(azure, "a map, e.g. { tenant: <id>, client: <id> }, or off"), "Microsoft Azure."),
  gcp: optional(orOff(gcp, "a map, e.g. { provider: projects/… }, or off"), "Google Cloud."),
  vault: optional(
    orOff(vault, "a map, e.g. { url: https://vault.example.com, role: deploy }, or off"),
    "HashiCorp Vault.",
  ),
});
