import { createHash, createHmac } from "node:crypto";
import type { Clock, HttpClient } from "@deploy-actions/kernel";
import { givenSecret, sendWithin, skipped } from "./deliver.ts";
import type { Announcement, Channel, Delivery } from "./types.ts";

/** What a webhook channel stands on. */
export interface WebhookChannelOptions {
  /** Secret: where to post. Empty on a fork: the delivery is skipped. */
  readonly url: string | undefined;
  /** Key of the HMAC; without it there is no signature header. */
  readonly secret?: string | undefined;
  /** Gives a token that is sent as bearer, fresh for each delivery. */
  readonly idToken?: (() => Promise<string>) | undefined;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly required: boolean;
  /** Default `webhook`. */
  readonly name?: string;
}

/**
 * Posts an announcement as JSON: `{schema: 1, occasion, subject, parts, facts, url, sent_at}`.
 *
 * The signature header is `t=<unix seconds>,v1=<hex>`, HMAC-SHA256 of `<t>.<body>`; the delivery id is the same for all
 * attempts, so that a receiver can drop a repeated one.
 */
export function createWebhookChannel(options: WebhookChannelOptions): Channel {
  const { http, clock, required, name = "webhook" } = options;

  async function send(announcement: Announcement, signal: AbortSignal): Promise<Delivery> {
    const url = givenSecret(options.url);
    if (url === undefined) return skipped(name, "its URL");
    const failed = (why: string, attempts = 1): Delivery => ({
      channel: name,
      state: "failed",
      detail: `not sent to ${name}: ${why}`,
      attempts,
    });
    if (!isSafeUrl(url)) return failed("its URL must begin with https://", 0);
    const sentAt = clock.now();
    const body = webhookBody(announcement, sentAt);
    const headers: Record<string, string> = {
      "content-type": "application/json",
      "x-deploy-actions-delivery": deliveryId(body),
    };
    const secret = givenSecret(options.secret);
    if (secret !== undefined) headers["x-deploy-actions-signature"] = signBody(body, secret, sentAt);
    if (options.idToken !== undefined) {
      try {
        headers.authorization = `Bearer ${await options.idToken()}`;
      } catch (error) {
        if (signal.aborted) throw error;
        return failed("no id token: the job needs `permissions: id-token: write`", 0);
      }
    }
    const sent = await sendWithin(
      http,
      clock,
      { method: "POST", url, headers, body, retry: "idempotent" },
      signal,
    );
    if (!sent.answered) return failed(sent.why);
    const { status, attempts } = sent.response;
    if (status >= 200 && status < 300) {
      return { channel: name, state: "sent", detail: `${name} answered ${status}`, attempts };
    }
    return failed(`it answered ${status}${explainStatus(status)}`, attempts);
  }

  return { name, required, send };
}

/** The body of a webhook delivery, schema 1. `at` in milliseconds since the epoch. */
export function webhookBody({ occasion, subject, parts, facts, url }: Announcement, at: number): string {
  return JSON.stringify({
    schema: 1,
    occasion,
    subject,
    parts,
    facts,
    url,
    sent_at: new Date(at).toISOString(),
  });
}

/** The value of the signature header. A receiver computes the same, compares in constant time and checks that t is recent. */
export function signBody(body: string, secret: string, at: number): string {
  const seconds = Math.floor(at / 1_000);
  const digest = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${digest}`;
}

// From the body, which holds the time: the same for every attempt, another for every announcement.
function deliveryId(body: string): string {
  const hex = createHash("sha256").update(body).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

// The URL and the bearer token are secrets: they go in the clear only to this machine.
function isSafeUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(hostname))
  );
}

function explainStatus(status: number): string {
  if (status >= 300 && status < 400) return " (a redirect is not followed: give the final URL)";
  if (status === 401 || status === 403) return " (check the shared secret or the token's audience)";
  return status === 404 || status === 410 ? " (the webhook no longer exists: make a new one)" : "";
}
