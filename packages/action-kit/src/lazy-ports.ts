import type { Exec, GitHubRest, HttpClient, IdTokens } from "@deploy-actions/kernel";
import type { WiredPorts, Wiring } from "./host.ts";

/** The real effects; each adapter, and the library below it, is loaded when it is first used. */
export function wireLazily(wiring: Wiring): WiredPorts {
  const { env, clock, random, secrets, signal, apiUrl, userAgent } = wiring;
  const loadHttp = once(async (): Promise<HttpClient> => {
    const { createHttpClient } = await import("./http.ts");
    return createHttpClient({ clock, random, secrets, env, userAgent });
  });
  const loadExec = once(async (): Promise<Exec> => {
    const { createExec } = await import("./exec.ts");
    return createExec({ clock });
  });
  const http: HttpClient = { send: async (request) => (await loadHttp()).send(request) };
  const loadIdTokens = once(async (): Promise<IdTokens> => {
    const { createIdTokens } = await import("./id-tokens.ts");
    return createIdTokens({ env, http, secrets });
  });
  return {
    http,
    exec: { run: async (request) => (await loadExec()).run(request) },
    idTokens: {
      get: async (audience, given) =>
        (await loadIdTokens()).get(audience, given === undefined ? signal : AbortSignal.any([given, signal])),
    },
    github(token) {
      secrets.mask(token);
      const load = once(async (): Promise<GitHubRest> => {
        const { createGitHub } = await import("./github.ts");
        return createGitHub({ token, apiUrl, http, secrets, userAgent });
      });
      return {
        request: async (route, parameters, options) => (await load()).request(route, parameters, options),
        paginate: async (route, parameters, options) => (await load()).paginate(route, parameters, options),
      };
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
