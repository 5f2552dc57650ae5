import { inlineCode, joinMarkdown, type Markdown, md } from "@deploy-actions/kernel";
import type { PromotedImage } from "./image.ts";

/** The section of a summary about the tag of a verified image. */
export function renderPromotion(promoted: PromotedImage): Markdown {
  if ("digest" in promoted)
    return md`Image ${inlineCode(promoted.digest)} has the tag ${inlineCode(promoted.tag)}.`;
  return joinMarkdown([
    md`### ⚠️ Image not promoted`,
    md`The release is live and verified, but ${promoted.problem}`,
  ]);
}
