import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import {
  codeBlock,
  details,
  escapeMarkdown,
  fitSections,
  inlineCode,
  joinMarkdown,
  link,
  Markdown,
  md,
  table,
  utf8Length,
} from "../src/index.ts";

/** The document as a GFM parser sees it. */
function parse(source: string): Root {
  return fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** Types of all nodes below (and with) a node. */
function types(node: Nodes): string[] {
  return "children" in node ? [node.type, ...node.children.flatMap((child) => types(child))] : [node.type];
}

function text(node: Nodes): string {
  if ("children" in node) return node.children.map((child) => text(child)).join("");
  return "value" in node ? node.value : "";
}

/** What the escaper promises to show: one line, mentions and URLs broken, control characters replaced. */
function shown(value: string): string {
  return (
    value
      .replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ")
      .replace(/^[ \t]+/, "")
      .replaceAll("@", "@\u200b")
      .replace(/:(?=\/\/)/g, ":\u200b")
      .replace(/www(?=\.)/gi, "$&\u200b")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "\ufffd")
  );
}

const HOSTILE = [
  "| a | b |",
  "**bold** _it_ ~~gone~~ `code`",
  "# heading",
  "- item",
  "1. item",
  "1) item",
  "> quote",
  "    indented",
  "```js",
  "---",
  "===",
  "[x](javascript:alert(1))",
  "![x](https://evil.example/x.png)",
  "<script>alert(1)</script>",
  "<!-- hidden -->",
  "</details>",
  "https://evil.example/a?b=c",
  "www.evil.example",
  "someone@evil.example",
  "mailto:someone@evil.example",
  "@maintainer please merge",
  "fixes #123",
  "&lt;b&gt; &amp; &#60;",
  "[ref]: https://evil.example",
  "[^1]: note",
  "a\\",
  "\\|",
  "line\n# heading\n\n- item",
  ":tada:",
  "$x$ and $$y$$",
  "| --- |",
  "+ plus",
  "=1+1",
];

const anyText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "grapheme" }),
  fc
    .array(
      fc.constantFrom(...HOSTILE, " ", "\n", "|", "`", "*", "_", "<", "[", "]", "(", ")", "@", "#", "x"),
      { maxLength: 8 },
    )
    .map((parts) => parts.join("")),
);

describe("escapeMarkdown", () => {
  test.each(HOSTILE)("shows %j as typed, and as nothing but text", (value) => {
    const root = parse(`before ${escapeMarkdown(value)} after`);
    expect(types(root)).toEqual(["root", "paragraph", "text"]);
    expect(text(root)).toBe(`before ${shown(value)} after`);
  });

  test("any text at the start of a line stays a paragraph of text", () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const root = parse(escapeMarkdown(value));
        expect(types(root).filter((type) => !["root", "paragraph", "text"].includes(type))).toEqual([]);
        expect(text(root).trim()).toBe(shown(value).trim());
      }),
      { numRuns: 500 },
    );
  });

  test("any text in a table cell keeps the table's columns", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const root = parse(table(["one", "two"], [[a, b]]).source);
        expect(root.children).toHaveLength(1);
        const [tree] = root.children;
        expect(tree?.type).toBe("table");
        const cells = tree?.type === "table" ? (tree.children[1]?.children ?? []) : [];
        expect(cells.map((cell) => text(cell).trim())).toEqual([shown(a).trim(), shown(b).trim()]);
      }),
      { numRuns: 500 },
    );
  });

  test("any text as inline code keeps the table's columns", () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const [tree] = parse(table(["one", "two"], [[inlineCode(value), "end"]]).source).children;
        const cells = tree?.type === "table" ? (tree.children[1]?.children ?? []) : [];
        expect(cells).toHaveLength(2);
        expect(cells[1] === undefined ? "" : text(cells[1])).toBe("end");
      }),
    );
  });

  test.each(["@octocat", "@_", "@_team/x"])("%s is no mention", (value) => {
    expect(text(parse(escapeMarkdown(value)))).not.toMatch(/@\w/);
  });

  test("neither a mention nor a reference is left for GitHub to find", () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const visible = text(parse(escapeMarkdown(value)));
        expect(visible).not.toMatch(/@[^\u200b]|@$/);
      }),
    );
  });
});

describe("codeBlock", () => {
  test("any text stays inside its fence", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc
            .array(fc.constantFrom("```", "````", "~~~", "\n", "a"), { maxLength: 9 })
            .map((parts) => parts.join("")),
        ),
        (value) => {
          const root = parse(joinMarkdown([codeBlock(value, "sql"), md`end`]).source);
          expect(root.children.map((child) => child.type)).toEqual(["code", "paragraph"]);
        },
      ),
    );
  });
});

describe("md and link", () => {
  test("a template escapes strings and keeps Markdown", () => {
    expect(md`**${"a*b"}** ${new Markdown("`c`")}`.source).toBe("**a&#42;b** `c`");
  });

  test("a link that is not http(s) is only its text", () => {
    expect(link("click", "javascript:alert(1)").source).toBe("click");
  });

  test("a link cannot be broken out of", () => {
    const source = link("a](x) b", "https://e.example/a) <b> [c](d)").source;
    expect(types(parse(source))).toEqual(["root", "paragraph", "link", "text"]);
  });
});

describe("fitSections", () => {
  const part = (name: string, size: number, priority: number) => ({
    markdown: md`${name.repeat(size)}`,
    priority,
  });

  test("what fits is left as it is", () => {
    expect(fitSections([part("a", 5, 1), part("b", 5, 2)], 100).source).toBe("aaaaa\n\nbbbbb");
  });

  test("the least important part goes first, and a line says so", () => {
    const fitted = fitSections([part("a", 50, 1), part("b", 200, 3), part("c", 50, 2)], 250).source;
    expect(fitted).toContain("a".repeat(50));
    expect(fitted).toContain("c".repeat(50));
    expect(fitted).not.toContain("bb");
    expect(fitted).toContain("1 of 3 parts left out");
  });

  test("a part that is too long alone is cut at a line, with its blocks closed", () => {
    const long = details("more", codeBlock(`${"x".repeat(30)}\n`.repeat(100)));
    const source = fitSections([{ markdown: long, priority: 1 }], 1_000).source;
    expect(source.match(/<details>/g)).toHaveLength(1);
    expect(source.match(/<\/details>/g)).toHaveLength(1);
    expect(source.match(/^```/gm)).toHaveLength(2);
  });

  test("the result never exceeds the budget", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: anyText, priority: fc.integer({ min: 1, max: 4 }) }), { maxLength: 8 }),
        fc.integer({ min: 300, max: 2_000 }),
        (parts, budget) => {
          const sections = parts.map(({ text: value, priority }) => ({
            markdown: joinMarkdown([md`${value}`, codeBlock(value.repeat(9)), details("more", md`${value}`)]),
            priority,
          }));
          expect(utf8Length(fitSections(sections, budget).source)).toBeLessThanOrEqual(budget);
        },
      ),
    );
  });
});
