import { joinMarkdown, link, Markdown, md } from "@deploy-actions/kernel";
import type { Announcement, AnnouncementPart, Renderer } from "./types.ts";

/** The announcement as Markdown, for a step summary or a comment; everything in it is escaped. */
export const summaryRenderer: Renderer = (announcement: Announcement) =>
  joinMarkdown([
    md`## ${announcement.subject}`,
    ...announcement.parts.map(renderPart),
    announcement.url === "" ? undefined : link("Open the run", announcement.url),
  ]);

function renderPart({ heading, items }: AnnouncementPart): Markdown {
  if (items.length === 1 && heading === "Contact") return md`**Contact:** ${items[0] ?? ""}`;
  const lines = items.map((item) => md`- ${item}`.source).join("\n");
  return new Markdown(`${md`**${heading}**`.source}\n\n${lines}`);
}
