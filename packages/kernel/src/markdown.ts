import { truncateUtf8, utf8Length } from "./text.ts";

/** GitHub Flavored Markdown that is safe to print: made only by the functions of this file. */
export class Markdown {
  readonly source: string;

  /** Trusts `source`. Use `md` or {@link escapeMarkdown} for anything that holds text from outside. */
  constructor(source: string) {
    this.source = source;
  }

  toString(): string {
    return this.source;
  }
}

/** What may stand in a `md` template: text and numbers are escaped, Markdown is kept. */
export type MarkdownValue = string | number | Markdown;

/**
 * A Markdown template: `md\`| ${name} |\`` escapes every interpolated string, keeps interpolated {@link Markdown}.
 */
export function md(strings: TemplateStringsArray, ...values: readonly MarkdownValue[]): Markdown {
  let source = strings[0] ?? "";
  values.forEach((value, index) => {
    source +=
      (value instanceof Markdown ? value.source : escapeMarkdown(String(value))) + (strings[index + 1] ?? "");
  });
  return new Markdown(source);
}

// Numeric character references never act as Markdown structure (CommonMark 0.31 §2.5), so one table serves every place.
const SPECIAL = /[\\`*_{}[\]<>()#+\-.!|~&:"'$=]/g;
const HARMLESS = new Set([".", "-", "+", "(", ")", "=", "'", '"', "!", ":", "#"]);

/**
 * One line of text from outside, escaped for any place in GFM (also a table cell): it shows as typed and cannot start
 * a block, close a cell, link, mention a user, reference an issue or open an HTML tag.
 */
export function escapeMarkdown(text: string): string {
  // Four spaces or a tab at the start of a line would make it a code block.
  const oneLine = text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ").replace(/^[ \t]+/, "");
  const escaped = oneLine.replace(SPECIAL, (char, offset: number) => {
    if (HARMLESS.has(char) && !startsSomething(oneLine, char, offset)) return char;
    return `&#${char.charCodeAt(0)};`;
  });
  return (
    breakAutolinks(escaped)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "\ufffd")
  );
}

/**
 * GitHub looks for mentions, URLs and addresses in the rendered text, after entities are decoded: only a character in
 * between (here a zero-width space) stops it.
 */
function breakAutolinks(escaped: string): string {
  return escaped
    .replaceAll("@", "@\u200b")
    .replace(/(?::|&#58;)(?=\/\/)/g, "$&\u200b")
    .replace(/www(?=\.|&#46;)/gi, "$&\u200b");
}

/** Whether a mostly harmless character could act at this place: a block at the start of the line, a link, a reference. */
function startsSomething(line: string, char: string, offset: number): boolean {
  const before = line.slice(0, offset);
  const after = line.slice(offset + 1);
  if (char === ":")
    return after.startsWith("//") || /^[a-z0-9_+-]+:/i.test(after) || /(mailto|xmpp)$/i.test(before);
  if (char === ".") return /^\s*\d*$/.test(before) || /www$/i.test(before);
  if (char === ")") return /^\s*\d*$/.test(before);
  if (char === "#") return true;
  if (char === "!") return after.startsWith("[");
  if (char === "-" || char === "+" || char === "=") return /^[\s\-+=]*$/.test(before);
  return false;
}

/** Text from outside as inline code; the fence is longer than any run of backticks in it. `|` stays safe in a cell. */
export function inlineCode(text: string): Markdown {
  const oneLine = text.replace(/\s+/g, " ").trim();
  if (oneLine === "") return new Markdown("");
  // Inside a table GFM splits cells before it reads code spans; `<code>` with entities is safe in both places.
  return new Markdown(`<code>${escapeMarkdown(oneLine)}</code>`);
}

/** Text from outside as a code block; the fence is longer than any run of backticks in it. */
export function codeBlock(text: string, language = ""): Markdown {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return new Markdown(`${fence}${language.replace(/[^\w-]/g, "")}\n${text.replace(/\s+$/, "")}\n${fence}`);
}

/** A link with escaped text; a URL that is not http(s) is shown as text only. */
export function link(text: string, url: string): Markdown {
  if (!/^https?:\/\//i.test(url)) return md`${text}`;
  const target = url.replace(/[\s<>()|\\`"]/g, (char) =>
    encodeURIComponent(char).replace("(", "%28").replace(")", "%29"),
  );
  return new Markdown(`[${escapeMarkdown(text)}](${target})`);
}

/** A table; a cell may be text (escaped) or Markdown of one line. */
export function table(
  headers: readonly MarkdownValue[],
  rows: readonly (readonly MarkdownValue[])[],
): Markdown {
  const line = (cells: readonly MarkdownValue[]): string =>
    `| ${cells.map((cell) => md`${cell}`.source.replaceAll("\n", " ")).join(" | ")} |`;
  const rule = `| ${headers.map(() => "---").join(" | ")} |`;
  return new Markdown([line(headers), rule, ...rows.map(line)].join("\n"));
}

/** A folded part; the blank lines make GitHub read `body` as Markdown. */
export function details(summary: MarkdownValue, body: Markdown): Markdown {
  return new Markdown(`<details><summary>${md`${summary}`.source}</summary>\n\n${body.source}\n\n</details>`);
}

/** Parts one after the other, with a blank line between them; empty parts vanish. */
export function joinMarkdown(parts: readonly (Markdown | undefined)[]): Markdown {
  return new Markdown(
    parts.flatMap((part) => (part === undefined || part.source === "" ? [] : [part.source])).join("\n\n"),
  );
}

/** A part of a document with a size limit. */
export interface Section {
  readonly markdown: Markdown;
  /** 1 = dropped last (the verdict); higher numbers are dropped first. */
  readonly priority: number;
}

/**
 * The sections in order, at most `maxBytes` of UTF-8: the least important ones are left out (and a line says how many),
 * and if the most important alone is too long it is cut at a line end with its open blocks closed.
 */
export function fitSections(sections: readonly Section[], maxBytes: number): Markdown {
  const kept = new Set(sections.keys());
  const render = (): string => {
    const dropped = sections.length - kept.size;
    const note =
      dropped === 0
        ? undefined
        : new Markdown(
            `_${dropped} of ${sections.length} parts left out: too long for this place. The log has everything._`,
          );
    return joinMarkdown([
      ...sections.flatMap((part, index) => (kept.has(index) ? [part.markdown] : [])),
      note,
    ]).source;
  };
  for (;;) {
    const source = render();
    if (utf8Length(source) <= maxBytes) return new Markdown(source);
    const victim = [...kept].reduce<number | undefined>((worst, index) => {
      if (worst === undefined) return index;
      return (sections[index]?.priority ?? 0) >= (sections[worst]?.priority ?? 0) ? index : worst;
    }, undefined);
    if (victim === undefined || kept.size === 1) return cutAtLine(source, maxBytes);
    kept.delete(victim);
  }
}

function cutAtLine(source: string, maxBytes: number): Markdown {
  const closing = "\n```\n\n</details>\n\n_Cut: too long for this place._";
  const head = truncateUtf8(source, Math.max(0, maxBytes - utf8Length(closing) - 8));
  const lines = head.slice(0, Math.max(0, head.lastIndexOf("\n"))).split("\n");
  let fence: string | undefined;
  let openDetails = 0;
  for (const line of lines) {
    const mark = /^(`{3,})/.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined && line.startsWith(fence)) fence = undefined;
    else if (fence === undefined) {
      openDetails += (line.match(/<details>/g) ?? []).length - (line.match(/<\/details>/g) ?? []).length;
    }
  }
  const ends = [
    fence,
    openDetails > 0 ? `\n${"</details>".repeat(openDetails)}` : undefined,
    "\n_Cut: too long for this place._",
  ];
  return new Markdown([...lines, ...ends.filter((end) => end !== undefined)].join("\n"));
}
