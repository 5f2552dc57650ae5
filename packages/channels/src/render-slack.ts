import { plural, utf8Length } from "@deploy-actions/kernel";
import { escapeSlack, slackLink } from "./slack-text.ts";
import type { Announcement, AnnouncementPart } from "./types.ts";

/** A block of Slack's Block Kit, as far as announcements use them. */
export type SlackBlock =
  | { readonly type: "header"; readonly text: { type: "plain_text"; text: string; emoji: false } }
  | { readonly type: "section"; readonly text: { type: "mrkdwn"; text: string; verbatim: true } }
  | {
      readonly type: "context";
      readonly elements: readonly { type: "mrkdwn"; text: string; verbatim: true }[];
    };

/** A message that fits Slack's limits; `text` is what notifications show. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

const MAX_HEADER = 150;
const MAX_SECTION = 3_000;
const MAX_TEXT = 4_000;
// Documented are 50 blocks; the sum of all block text has an undocumented limit near 13,200 (slackapi/bolt-js#2509).
const MAX_BLOCKS = 50;
const MAX_BYTES = 12_000;
// Tried in order until the whole fits: better every part shortened than the last ones lost.
const SECTION_BUDGETS = [MAX_SECTION, 1_500, 800, 400];

/** The announcement in Block Kit, within every limit; what had to go is said. */
export function renderSlack(announcement: Announcement): SlackMessage {
  return { text: fallbackText(announcement), blocks: fitBlocks(announcement) };
}

function fitBlocks(announcement: Announcement): readonly SlackBlock[] {
  const { parts } = announcement;
  const most = Math.min(parts.length, MAX_BLOCKS - 3);
  for (const budget of SECTION_BUDGETS) {
    const blocks = buildBlocks(announcement, most, budget);
    if (utf8Length(JSON.stringify(blocks)) <= MAX_BYTES) return blocks;
  }
  const smallest = SECTION_BUDGETS.at(-1) ?? MAX_SECTION;
  for (let kept = most - 1; kept > 0; kept -= 1) {
    const blocks = buildBlocks(announcement, kept, smallest);
    if (utf8Length(JSON.stringify(blocks)) <= MAX_BYTES) return blocks;
  }
  return buildBlocks(announcement, 0, smallest);
}

function buildBlocks(announcement: Announcement, kept: number, budget: number): readonly SlackBlock[] {
  const { subject, parts, url } = announcement;
  const dropped = parts.length - kept;
  const footer = [
    ...(dropped > 0 ? [`_${plural(dropped, "part")} left out: too long for Slack_`] : []),
    ...[slackLink(url, "Open the run")].filter((item) => item !== undefined),
  ].join(" · ");
  return [
    { type: "header", text: { type: "plain_text", text: cut(subject, MAX_HEADER), emoji: false } },
    ...parts.slice(0, kept).map((part) => ({
      type: "section" as const,
      text: { type: "mrkdwn" as const, text: sectionText(part, budget), verbatim: true as const },
    })),
    ...(footer === ""
      ? []
      : [
          {
            type: "context" as const,
            elements: [{ type: "mrkdwn" as const, text: footer, verbatim: true as const }],
          },
        ]),
  ];
}

function sectionText({ heading, items }: AnnouncementPart, budget: number): string {
  let text = `*${escapeSlack(heading, 200)}*`;
  for (const [index, item] of items.entries()) {
    const more = `\n_… ${items.length - index} more_`;
    const room = budget - text.length - more.length - "\n• ".length;
    // A line cut to a stump says less than the count of what is missing.
    if (room < Math.min(40, escapeSlack(item).length + 1)) return `${text}${more}`;
    text += `\n• ${escapeSlack(item, room)}`;
  }
  return text;
}

function fallbackText({ subject, parts, url }: Announcement): string {
  const lines = [
    subject,
    ...parts.flatMap(({ heading, items }) => [heading, ...items.map((item) => `• ${item}`)]),
  ];
  let text = "";
  for (const line of lines) {
    const room = MAX_TEXT - text.length - 1;
    if (room < 2) break;
    text += `${text === "" ? "" : "\n"}${escapeSlack(line, room)}`;
  }
  const footer = slackLink(url, "Open the run");
  return footer === undefined || text.length + footer.length + 1 > MAX_TEXT ? text : `${text}\n${footer}`;
}

// A header is plain text, where Slack interprets nothing: only its length matters.
function cut(text: string, max: number): string {
  const oneLine = text.replace(/\s+/g, " ").trim();
  if (oneLine.length <= max) return oneLine;
  return `${Array.from(oneLine.slice(0, max - 1))
    .filter((char) => !/^[\ud800-\udfff]$/.test(char))
    .join("")}…`;
}
