import type { ActionContext } from "@deploy-actions/action-kit";
import {
  announce,
  type Channel,
  createCommentChannel,
  createSlackChannel,
  createWebhookChannel,
  type Delivery,
  renderTemplate,
  summaryRenderer,
} from "@deploy-actions/channels";
import type { EffectivePolicy, NotifyOccasion } from "@deploy-actions/deploy-config";
import { runOrder } from "../common/run-order.ts";
import { type AnnouncementFacts, templateValues } from "./announcement.ts";

/** The secrets and addresses of the channels, as an action has them from its inputs. */
export interface ChannelSecrets {
  readonly "slack-token": string | undefined;
  readonly "slack-webhook-url": string | undefined;
  readonly "slack-api-url": string | undefined;
  readonly "webhook-url": string | undefined;
  readonly "webhook-secret": string | undefined;
  readonly "issue-number": number | undefined;
  readonly "github-token": string | undefined;
}

/**
 * Tells the channels that want this occasion; without any nothing is rendered, and nothing is asked for.
 *
 * Errors: `input` when the template lacks values. A channel that fails is a delivery, not an error.
 */
export async function tell(
  context: ActionContext,
  facts: Omit<AnnouncementFacts, "now" | "url" | "actor">,
  secrets: ChannelSecrets,
): Promise<readonly Delivery[]> {
  const { clock, log, runner, signal, summary } = context;
  const channels = channelsFor(context, facts.policy, facts.occasion, secrets);
  if (channels.length === 0) {
    log.info(`No channel of ${facts.policy.environment} wants to hear of "${facts.occasion}".`);
    return [];
  }
  const values = templateValues({ ...facts, now: clock.now(), url: runner.runUrl, actor: runner.actor });
  const announcement = renderTemplate(facts.occasion, values);
  summary.add(summaryRenderer(announcement), 4);
  const deliveries = await announce(channels, announcement, signal);
  for (const { channel, state, detail } of deliveries) {
    if (state === "failed") log.warning(detail, { title: `${channel} was not told` });
    else if (state === "skipped") log.notice(detail);
    else log.info(`told "${facts.occasion}": ${detail}`);
  }
  return deliveries;
}

/** The required channels that did not take it. */
export function failedRequired(
  policy: EffectivePolicy,
  deliveries: readonly Delivery[],
): readonly Delivery[] {
  const { slack, webhook, comment } = policy.notify;
  const required = new Set([
    ...(slack?.required === true ? ["slack"] : []),
    ...(webhook?.required === true ? ["webhook"] : []),
    ...(comment?.required === true ? ["comment"] : []),
  ]);
  return deliveries.filter((delivery) => delivery.state === "failed" && required.has(delivery.channel));
}

function channelsFor(
  context: ActionContext,
  { notify, environment }: EffectivePolicy,
  occasion: NotifyOccasion,
  secrets: ChannelSecrets,
): Channel[] {
  const { clock, http, idTokens, runner } = context;
  const channels: Channel[] = [];
  if (notify.slack?.when.includes(occasion) === true) {
    const apiUrl = secrets["slack-api-url"];
    channels.push(
      createSlackChannel({
        token: secrets["slack-token"],
        channel: notify.slack.channel,
        webhookUrl: secrets["slack-webhook-url"],
        http,
        clock,
        required: notify.slack.required,
        ...(apiUrl === undefined ? {} : { apiUrl }),
      }),
    );
  }
  if (notify.webhook?.when.includes(occasion) === true) {
    const audience = notify.webhook.oidcAudience;
    channels.push(
      createWebhookChannel({
        url: secrets["webhook-url"],
        secret: secrets["webhook-secret"],
        idToken: audience === undefined ? undefined : () => idTokens.get(audience),
        http,
        clock,
        required: notify.webhook.required,
      }),
    );
  }
  const token = secrets["github-token"];
  if (notify.comment?.when.includes(occasion) === true) {
    if (token === undefined || runner.repository === undefined) {
      context.log.notice("comment: nothing was written, there is no github-token.");
    } else {
      channels.push(
        createCommentChannel({
          github: context.github(token),
          owner: runner.repository.owner,
          repo: runner.repository.name,
          issue: secrets["issue-number"] ?? issueOf(runner.event),
          marker: { key: `deployment-${environment}`, run: runOrder(runner) },
          required: notify.comment.required,
        }),
      );
    }
  }
  return channels;
}

function issueOf(event: Readonly<Record<string, unknown>>): number | undefined {
  for (const name of ["pull_request", "issue"]) {
    const value = event[name];
    if (
      typeof value === "object" &&
      value !== null &&
      "number" in value &&
      typeof value.number === "number"
    ) {
      return value.number;
    }
  }
  return undefined;
}
