/**
 * A document with the text between `<!-- generated:<name> -->` and `<!-- /generated -->` replaced.
 *
 * Throws when the document does not have the marker.
 */
export function replaceGenerated(document: string, name: string, text: string, file: string): string {
  const start = `<!-- generated:${name} -->`;
  const end = "<!-- /generated -->";
  const from = document.indexOf(start);
  const to = document.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`${file} has no "${start} … ${end}"`);
  return `${document.slice(0, from + start.length)}\n${text.trim()}\n${document.slice(to)}`;
}
