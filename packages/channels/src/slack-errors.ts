const FIXES: Readonly<Record<string, string>> = {
  not_in_channel: "the bot is not in the channel: type /invite @<bot> there",
  channel_not_found:
    "no such channel, or a private one the bot is not in: check the name and /invite the bot",
  is_archived: "the channel is archived: choose another",
  channel_is_archived: "the webhook's channel is archived: make a webhook for another",
  invalid_auth: "the token is not valid: copy the bot token (xoxb-…) again",
  not_authed: "no token arrived: check the secret",
  token_revoked: "the token was revoked: install the app again and store the new one",
  token_expired: "the token has expired: store a new one",
  account_inactive: "the token's user or workspace is gone: install the app again",
  missing_scope: "the app lacks the scope chat:write: add it and install the app again",
  not_allowed_token_type: "this is not a bot token: use the one that begins with xoxb-",
  restricted_action: "the workspace does not let the bot post there: ask its administrator",
  action_prohibited: "the workspace does not allow this webhook to post: ask its administrator",
  no_service: "the webhook no longer exists: make a new one",
  no_active_hooks: "the webhook is switched off: make a new one",
  no_team: "the webhook's workspace is gone: make a new one",
  invalid_token: "the webhook's URL is not valid: copy it again",
  ratelimited: "Slack's rate limit lasted longer than the deadline",
  rate_limited: "Slack's rate limit lasted longer than the deadline",
  http_429: "Slack's rate limit lasted longer than the deadline",
};

/** Slack's error code with what to do about it, in one line. */
export function explainSlackError(code: string, channel: string | undefined): string {
  const fix = FIXES[code];
  const where = channel === undefined ? "" : ` (${channel.slice(0, 80)})`;
  return fix === undefined ? `Slack answered ${code}${where}` : `${code}${where}, ${fix}`;
}
