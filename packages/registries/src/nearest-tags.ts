import { nearest } from "@deploy-actions/kernel";

const SHOWN = 5;

/** What to do about a tag that is not there: the nearest one, or the newest (`tags`: newest first). */
export function adviseTag(tag: string, tags: readonly string[]): string {
  if (tags.length === 0) return "push the image first: the repository holds no tagged image";
  const near = nearest(tag, tags);
  const shown = tags.slice(0, SHOWN).join(", ");
  const newest = `the newest tags are ${shown}${tags.length > SHOWN ? ", …" : ""}`;
  return near === undefined
    ? `push the image first; ${newest}`
    : `push the image first, or did you mean ${near}? (${newest})`;
}
