import type { Clock, HttpClient, IdTokens, Log, Random, Secrets } from "@deploy-actions/kernel";

/** What every sign-in stands on. */
export interface CredentialPorts {
  /** GitHub's ID tokens; `undefined` outside a job that may have any. */
  readonly idTokens: IdTokens | undefined;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  /** The environment of the job: region, credentials of an earlier login step, facts of the run. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** Claims of this job, as far as somebody knows them before a token is had; for the texts of errors. */
  readonly claims?: TokenClaims;
}

/** What an ID token says. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** A variable of the environment that is set and not empty. */
export function variable(env: CredentialPorts["env"], name: string): string | undefined {
  const value = env[name];
  return value === undefined || value === "" ? undefined : value;
}
