import type { Hop } from "./http-hop.ts";

/** Headers that may cross an origin; anything else may be a credential (Authorization, Cookie, X-Api-Key, …). */
const HARMLESS = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "cache-control",
  "content-type",
  "user-agent",
]);

/** The request a redirect asks for, or `undefined` when the answer is none that can be followed. */
export function nextHop(hop: Hop, status: number, location: string | undefined): Hop | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  if (!URL.canParse(location, hop.url.href)) return undefined;
  const url = new URL(location, hop.url);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  url.username = "";
  url.password = "";
  const asGet = (status === 303 && hop.method !== "HEAD") || (status < 303 && hop.method === "POST");
  const headers = Object.entries(hop.headers).filter(
    ([name]) =>
      (url.origin === hop.url.origin || HARMLESS.has(name)) && !(asGet && name.startsWith("content-")),
  );
  return {
    url,
    method: asGet ? "GET" : hop.method,
    headers: Object.fromEntries(headers),
    body: asGet ? undefined : hop.body,
  };
}
