import type { Json } from "@deploy-actions/kernel";

/** Tokens a fake cloud gave out, and whether they still live at its clock. */
export interface IssuedTokens {
  /** A new token; a JWT (with no real signature) when it is given claims. */
  issue(prefix: string, lifetimeSeconds: number, facts: Readonly<Record<string, Json>>): string;
  /** What was issued with a token, `undefined` for a foreign or dead one. */
  factsOf(token: string | undefined): Readonly<Record<string, Json>> | undefined;
  revoke(token: string): void;
  extend(token: string, lifetimeSeconds: number): void;
  readonly count: number;
}

export function createIssuedTokens(now: () => number): IssuedTokens {
  const tokens = new Map<string, { facts: Readonly<Record<string, Json>>; expiresAt: number }>();
  return {
    issue(prefix, lifetimeSeconds, facts) {
      const expiresAt = now() + lifetimeSeconds * 1_000;
      const part = (value: Json): string => Buffer.from(JSON.stringify(value)).toString("base64url");
      const token =
        prefix === "jwt"
          ? `${part({ alg: "RS256", typ: "JWT" })}.${part({ ...facts, exp: Math.floor(expiresAt / 1_000) })}.fake-${crypto.randomUUID()}`
          : `${prefix}${crypto.randomUUID()}`;
      tokens.set(token, { facts, expiresAt });
      return token;
    },
    factsOf(token) {
      const found = tokens.get(token ?? "");
      return found !== undefined && found.expiresAt > now() ? found.facts : undefined;
    },
    revoke: (token) => void tokens.delete(token),
    extend(token, lifetimeSeconds) {
      const found = tokens.get(token);
      if (found !== undefined) found.expiresAt = now() + lifetimeSeconds * 1_000;
    },
    get count() {
      return tokens.size;
    },
  };
}
