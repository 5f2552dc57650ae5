const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/**
 * Text from outside for Slack's mrkdwn, at most `max` characters after escaping and never cut inside an entity: no
 * `<!channel>`, link or user reference survives, and the words that notify everyone are broken up.
 */
export function escapeSlack(text: string, max = Number.POSITIVE_INFINITY): string {
  const calm = text.replace(/\s+/g, " ").replace(/@(?=everyone|channel|here|group)/gi, "@\u200b");
  let escaped = "";
  for (const char of calm) {
    const piece = ENTITIES[char] ?? char;
    if (escaped.length + piece.length > max - 1) return `${escaped}…`;
    escaped += piece;
  }
  return escaped;
}

/** A link in mrkdwn; a URL that is not http(s) is dropped. */
export function slackLink(url: string, label: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  const target = href.replace(/[<>|]/g, (char) => encodeURIComponent(char)).replaceAll("&", "&amp;");
  return target.length > 2_000 ? undefined : `<${target}|${escapeSlack(label)}>`;
}
