import { spawn } from "node:child_process";
import { request } from "node:http";
import {
  ActionError,
  type Clock,
  type Exec,
  type HttpClient,
  HttpFailure,
  type HttpResponse,
} from "@deploy-actions/kernel";

/** Real time. */
export const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const cancel = (): void => {
        clearTimeout(timer);
        reject(new ActionError("cancelled", "cancelled"));
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", cancel);
        resolve();
      }, ms);
      if (signal.aborted) cancel();
      else signal.addEventListener("abort", cancel, { once: true });
    }),
};

/** An HTTP client of one connection a request. */
export const http: HttpClient = {
  send: (options) =>
    new Promise<HttpResponse>((resolve, reject) => {
      const startedAt = performance.now();
      const fail = (error: Error): void =>
        reject(
          options.signal.aborted
            ? new ActionError("cancelled", "cancelled")
            : new ActionError("remote", `${options.url}: ${error.message}`, {
                cause: new HttpFailure("network", error.message),
              }),
        );
      const outgoing = request(options.url, {
        method: options.method ?? "GET",
        headers: { ...options.headers },
        agent: false,
        timeout: options.timeoutMs ?? 30_000,
        signal: options.signal,
      });
      outgoing.on("timeout", () => outgoing.destroy(new Error("timeout")));
      outgoing.on("error", fail);
      outgoing.on("response", (response) => {
        const headersMs = performance.now() - startedAt;
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", fail);
        response.on("end", () => {
          const headers = Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [
              name,
              Array.isArray(value) ? value.join(", ") : (value ?? ""),
            ]),
          );
          resolve({
            status: response.statusCode ?? 0,
            headers,
            body: Buffer.concat(chunks),
            truncated: false,
            url: options.url,
            redirects: 0,
            proxied: false,
            timings: { headersMs, totalMs: performance.now() - startedAt },
            attempts: 1,
          });
        });
      });
      outgoing.end(options.body);
    }),
};

/** Runs programs. */
export const exec: Exec = {
  run: (options) =>
    new Promise((resolve, reject) => {
      const [program = "", ...args] = options.argv;
      const startedAt = performance.now();
      const child = spawn(program, args, { cwd: options.cwd, env: options.env, detached: true });
      let timedOut = false;
      const kill = (): void => {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      };
      const timer =
        options.timeoutMs === undefined
          ? undefined
          : setTimeout(() => {
              timedOut = true;
              kill();
            }, options.timeoutMs);
      options.signal.addEventListener("abort", kill, { once: true });
      const texts = { stdout: "", stderr: "" };
      child.stdout.on("data", (chunk: Buffer) => {
        texts.stdout += chunk.toString();
      });
      child.stderr.on("data", (chunk: Buffer) => {
        texts.stderr += chunk.toString();
      });
      child.on("error", (error) => reject(new ActionError("config", error.message)));
      child.on("close", (code) => {
        clearTimeout(timer);
        options.signal.removeEventListener("abort", kill);
        if (options.signal.aborted) reject(new ActionError("cancelled", "cancelled"));
        else {
          const durationMs = performance.now() - startedAt;
          resolve({ exitCode: code, ...texts, truncated: false, timedOut, durationMs });
        }
      });
    }),
};
