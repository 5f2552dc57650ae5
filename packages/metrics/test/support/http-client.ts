import { type ClientRequest, request as send } from "node:http";
import { ActionError, type HttpClient, HttpFailure, type HttpResponse } from "@deploy-actions/kernel";

/** An HTTP client of the platform's own parts: every request on a connection of its own, no redirects, no retries. */
export const http: HttpClient = {
  send: ({ url, headers = {}, signal, timeoutMs = 30_000, maxBodyBytes = 1_048_576 }) =>
    new Promise<HttpResponse>((resolve, reject) => {
      const startedMs = performance.now();
      let failure: "timeout" | "cancelled" | undefined;
      const end = (why: typeof failure): void => {
        failure = why;
        asked.destroy(new Error(why));
      };
      const timer = setTimeout(() => end("timeout"), timeoutMs);
      const cancel = (): void => end("cancelled");
      const finish = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", cancel);
      };
      const fail = (error: NodeJS.ErrnoException): void => {
        finish();
        const code = failure ?? (error.code === "ECONNREFUSED" ? "refused" : "reset");
        reject(
          code === "cancelled"
            ? new ActionError("cancelled", "cancelled")
            : new ActionError("remote", `GET ${new URL(url).host} failed`, {
                cause: new HttpFailure(code, error.message),
              }),
        );
      };
      const asked: ClientRequest = send(url, { headers, agent: false }, (answer) => {
        const headersMs = performance.now() - startedMs;
        const chunks: Uint8Array[] = [];
        answer.on("data", (chunk: Uint8Array) => chunks.push(chunk));
        answer.on("error", fail);
        answer.on("end", () => {
          finish();
          const body = Buffer.concat(chunks);
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
            ),
            body: body.subarray(0, maxBodyBytes),
            truncated: body.length > maxBodyBytes,
            url,
            redirects: 0,
            proxied: false,
            timings: { headersMs, totalMs: performance.now() - startedMs },
            attempts: 1,
          });
        });
      });
      asked.on("error", fail);
      if (signal.aborted) cancel();
      signal.addEventListener("abort", cancel, { once: true });
      asked.end();
    }),
};
