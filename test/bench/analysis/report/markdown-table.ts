/** A Markdown table; the first row is the heading. Columns of numbers are set to the right. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [heading = [], ...body] = rows;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = heading.map((_, column) => {
    const isNumber = column > 0 && body.every((row) => /^(\**\d|–|never)/.test(row[column] ?? ""));
    return isNumber ? "--:" : ":--";
  });
  return [line(heading), line(rule), ...body.map(line)].join("\n");
}

/** A part that is shown when asked for. */
export function folded(summary: string, text: string): string {
  return `<details><summary>${summary}</summary>\n\n${text}\n\n</details>`;
}
