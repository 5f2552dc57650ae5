import { ActionError, errorMessage, type GoogleSignIn } from "@deploy-actions/kernel";
import { textAt } from "../http-json.ts";
import { type CredentialPorts, variable } from "../ports.ts";

const VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";
const MAX_BYTES = 65_536;

/**
 * The federation a credential file of type `external_account` describes; `undefined` when no file is named. A key of a
 * service account is refused: it lives until somebody deletes it.
 */
export async function credentialFileSignIn(env: CredentialPorts["env"]): Promise<GoogleSignIn | undefined> {
  const path = variable(env, VARIABLE);
  if (path === undefined) return undefined;
  const file = await readJson(path);
  const type = textAt(file, "type");
  if (type === "service_account") {
    throw new ActionError(
      "config",
      `The file of ${VARIABLE} is a long-lived key of a service account, which is not used.`,
      {
        hint: "Sign in by workload identity federation: write `provider:` under `gcp:` of the environment's sign-in.",
      },
    );
  }
  const provider = textAt(file, "audience")?.replace(/^\/\/iam\.googleapis\.com\//, "");
  if (type !== "external_account" || provider === undefined) {
    throw new ActionError(
      "config",
      `The file of ${VARIABLE} has the type ${type ?? "(none)"}; expected external_account.`,
    );
  }
  const url = textAt(file, "service_account_impersonation_url");
  const serviceAccount = /\/serviceAccounts\/([^/:]+):generateAccessToken$/.exec(url ?? "")?.[1];
  return { provider, serviceAccount, audience: sourceAudience(file) };
}

/** google-github-actions/auth asks for the ID token by URL, with the audience in its query. */
function sourceAudience(file: unknown): string | undefined {
  const url = textAt(file, "credential_source", "url");
  return url !== undefined && URL.canParse(url)
    ? (new URL(url).searchParams.get("audience") ?? undefined)
    : undefined;
}

async function readJson(path: string): Promise<unknown> {
  const { open } = await import("node:fs/promises");
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0);
    return JSON.parse(buffer.toString("utf8", 0, bytesRead)) as unknown;
  } catch (error) {
    // A parser's message quotes what it read, and that may be a key.
    const reason = error instanceof SyntaxError ? "it is no JSON" : errorMessage(error);
    throw new ActionError("config", `The file of ${VARIABLE} cannot be read: ${reason}.`);
  }
}
