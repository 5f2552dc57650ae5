import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from "jose";

/** Why a token is not accepted. */
export type TokenFault = "malformed" | "issuer" | "signature" | "audience" | "expired" | "not_yet_valid";

export type VerifiedToken =
  | { readonly claims: JWTPayload }
  | { readonly fault: TokenFault; readonly claims: JWTPayload | undefined };

/**
 * A verifier of GitHub's tokens as the clouds have one: signature by the issuer's published keys, issuer, audience and
 * time at the verifier's own clock.
 */
export function createIdTokenVerifier(options: { readonly issuer: string; readonly now: () => number }): {
  verify(token: string, audiences: readonly string[]): Promise<VerifiedToken>;
} {
  const keys = createRemoteJWKSet(new URL(`${options.issuer}/.well-known/jwks`));
  return {
    async verify(token, audiences) {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: options.issuer,
          audience: [...audiences],
          algorithms: ["RS256"],
          requiredClaims: ["sub", "exp", "iat"],
          currentDate: new Date(options.now()),
        });
        return { claims: payload };
      } catch (error) {
        return { fault: faultOf(error), claims: claimsOf(token) };
      }
    },
  };
}

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTExpired) return "expired";
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === "aud") return "audience";
    if (error.claim === "iss") return "issuer";
    return error.claim === "nbf" || error.claim === "iat" ? "not_yet_valid" : "malformed";
  }
  const isSignature =
    error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey;
  return isSignature ? "signature" : "malformed";
}

function claimsOf(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/** Whether a text fits a pattern with `*` (any text) and `?` (one character), as IAM's StringLike and Vault's globs. */
export function fits(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}
