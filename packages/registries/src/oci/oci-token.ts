import { ActionError, type HttpClient, type Secrets } from "@deploy-actions/kernel";
import { parseObject } from "../manifest.ts";

/** What a registry's 401 asks for: `Bearer realm="…",service="…"`. */
export interface Challenge {
  readonly realm: string;
  readonly service: string | undefined;
}

/** Who asks: a user (any for GitHub) and a password or token. */
export interface RegistryLogin {
  readonly user: string;
  readonly password: string;
}

/** Reads a `WWW-Authenticate` header of the token flow; `undefined` for anything else. */
export function readChallenge(header: string | undefined): Challenge | undefined {
  if (header === undefined || !/^bearer\s/i.test(header)) return undefined;
  const fields = new Map(
    Array.from(header.matchAll(/([a-z_]+)="([^"]*)"/gi), (match) => [
      String(match[1]).toLowerCase(),
      String(match[2]),
    ]),
  );
  const realm = fields.get("realm");
  return realm === undefined || !URL.canParse(realm) ? undefined : { realm, service: fields.get("service") };
}

/**
 * A token for one repository (distribution.github.io/distribution/spec/auth/token). A realm that is not https is used
 * only on the registry's own host, so that a registry cannot have a password sent elsewhere in clear.
 */
export async function fetchRegistryToken(
  {
    http,
    secrets,
    login,
  }: { readonly http: HttpClient; readonly secrets: Secrets; readonly login: RegistryLogin | undefined },
  challenge: Challenge,
  origin: string,
  scope: string,
  signal: AbortSignal,
): Promise<string> {
  const url = new URL(challenge.realm);
  if (url.protocol !== "https:" && url.origin !== origin) {
    throw new ActionError(
      "remote",
      `${origin} sends its clients to ${url.origin} for a token, which is not https.`,
    );
  }
  if (challenge.service !== undefined) url.searchParams.set("service", challenge.service);
  url.searchParams.set("scope", scope);
  const answer = await http.send({
    url: url.href,
    headers: login === undefined ? {} : { authorization: basic(login, secrets) },
    signal,
  });
  const body = parseObject(new TextDecoder().decode(answer.body));
  const token = body?.token ?? body?.access_token;
  if (answer.status !== 200 || typeof token !== "string" || token === "") {
    throw new ActionError(
      "permission",
      `${url.host} answered ${answer.status} instead of a token for ${scope}.`,
      {
        hint:
          login === undefined
            ? "Sign in: give the registry a user and a token that may read packages (on GitHub: permissions: packages: read)."
            : `Let ${login.user} read this repository (on GitHub: permissions: packages: read, and the repository's access to the package).`,
      },
    );
  }
  return secrets.mask(token);
}

function basic({ user, password }: RegistryLogin, secrets: Secrets): string {
  const pair = btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)));
  return `Basic ${secrets.mask(pair)}`;
}
