import { type JsonAnswer, sendJson } from "../http-json.ts";
import type { CredentialPorts } from "../ports.ts";

/** A Vault and, in its enterprise edition, a namespace of it. */
export interface VaultPlace {
  /** Without a slash at the end. */
  readonly url: string;
  readonly namespace: string | undefined;
}

/** One call of Vault's API; any status is an answer. `path`: below `/v1/`, its parts encoded where they need it. */
export async function vaultCall(
  place: VaultPlace,
  ports: Pick<CredentialPorts, "http" | "secrets">,
  call: {
    readonly method: "GET" | "POST";
    readonly path: string;
    readonly token?: string;
    readonly json?: unknown;
    readonly signal: AbortSignal;
  },
): Promise<JsonAnswer> {
  return sendJson(ports, {
    method: call.method,
    url: `${place.url}/v1/${call.path}`,
    headers: {
      "x-vault-request": "true",
      ...(call.token === undefined ? {} : { "x-vault-token": call.token }),
      ...(place.namespace === undefined ? {} : { "x-vault-namespace": place.namespace }),
    },
    ...(call.json === undefined ? {} : { json: call.json }),
    signal: call.signal,
  });
}
