import { ActionError, type HttpClient, HttpFailure } from "@deploy-actions/kernel";

/** An HTTP client of the platform's own fetch. */
export const http: HttpClient = {
  send: async ({ url, headers = {}, signal, timeoutMs = 30_000, maxBodyBytes = 1_048_576 }) => {
    try {
      const response = await fetch(url, {
        headers,
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      const body = new Uint8Array(await response.arrayBuffer());
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: body.slice(0, maxBodyBytes),
        truncated: body.length > maxBodyBytes,
        url,
        redirects: 0,
        proxied: false,
        timings: { headersMs: 0, totalMs: 0 },
        attempts: 1,
      };
    } catch (error) {
      if (signal.aborted) throw new ActionError("cancelled", "cancelled");
      throw new ActionError("remote", `GET ${new URL(url).host} failed`, {
        cause: new HttpFailure("refused", String(error)),
      });
    }
  },
};
