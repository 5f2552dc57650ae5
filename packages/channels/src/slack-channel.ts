import {
  type Clock,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  isObject,
} from "@deploy-actions/kernel";
import { givenSecret, sendWithin, skipped } from "./deliver.ts";
import { renderSlack } from "./render-slack.ts";
import { explainSlackError } from "./slack-errors.ts";
import type { Announcement, Channel, Delivery } from "./types.ts";

/** What a Slack channel stands on: a bot token with a channel, or an incoming webhook. The token wins. */
export interface SlackChannelOptions {
  /** Secret: bot token (`xoxb-…`). */
  readonly token?: string | undefined;
  /** Name or id of the channel, for the bot. */
  readonly channel?: string | undefined;
  /** Secret: URL of an incoming webhook. */
  readonly webhookUrl?: string | undefined;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly required: boolean;
  /** Base of the Web API; default `https://slack.com/api`. */
  readonly apiUrl?: string;
}

const NAME = "slack";

/**
 * Posts an announcement to Slack. Only a 429, where Slack says that it did nothing, is tried again: after a time-out
 * nobody knows whether the message is there.
 */
export function createSlackChannel(options: SlackChannelOptions): Channel {
  const { http, clock, required } = options;
  const failed = (why: string, attempts: number): Delivery => ({
    channel: NAME,
    state: "failed",
    detail: `not sent to Slack: ${why}`,
    attempts,
  });

  async function send(announcement: Announcement, signal: AbortSignal): Promise<Delivery> {
    const token = givenSecret(options.token);
    const webhookUrl = givenSecret(options.webhookUrl);
    const channel = givenSecret(options.channel);
    if (token === undefined && webhookUrl === undefined)
      return skipped(NAME, "the Slack token and webhook URL");
    if (token !== undefined && channel === undefined) {
      return failed("no channel: give `notify.slack.channel` in .github/deploy.yml", 0);
    }
    const message = { ...renderSlack(announcement), unfurl_links: false, unfurl_media: false };
    const request =
      token === undefined
        ? post(webhookUrl ?? "", message, {})
        : post(
            `${(options.apiUrl ?? "https://slack.com/api").replace(/\/+$/, "")}/chat.postMessage`,
            { channel, parse: "none", ...message },
            { authorization: `Bearer ${token}` },
          );
    const sent = await sendWithin(http, clock, request, signal);
    if (!sent.answered) return failed(`${sent.why}; whether the message arrived is not known`, 1);
    const error = readError(sent.response, token !== undefined);
    const { attempts } = sent.response;
    if (error !== undefined) return failed(explainSlackError(error, channel), attempts);
    return { channel: NAME, state: "sent", detail: `posted to Slack${inChannel(token, channel)}`, attempts };
  }

  return { name: NAME, required, send };
}

function post(
  url: string,
  payload: object,
  headers: Readonly<Record<string, string>>,
): Omit<HttpRequest, "signal"> {
  return {
    method: "POST",
    url,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(payload),
    retry: "if-refused",
  };
}

/** Slack's error code, `undefined` when the message is posted. The Web API fails with status 200 and `ok: false`. */
function readError({ status, body }: HttpResponse, isWebApi: boolean): string | undefined {
  const text = new TextDecoder().decode(body).trim();
  if (!isWebApi) {
    if (status === 200 && text === "ok") return undefined;
    return isCode(text) ? text : `http_${status}`;
  }
  try {
    const answer: unknown = JSON.parse(text);
    if (isObject(answer)) {
      if (status === 200 && answer.ok === true) return undefined;
      if (isCode(answer.error)) return answer.error;
    }
  } catch {
    // Not Slack's JSON: a proxy or an outage page, named by its status.
  }
  return `http_${status}`;
}

function isCode(value: unknown): value is string {
  return typeof value === "string" && /^[a-z][a-z0-9_-]{2,60}$/.test(value);
}

function inChannel(token: string | undefined, channel: string | undefined): string {
  return token === undefined || channel === undefined ? "" : ` in ${channel}`;
}
