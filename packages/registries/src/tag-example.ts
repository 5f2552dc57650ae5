/**
 * A tag that a regular expression accepts, for a message, or `undefined` where none is found. Knows literals, classes,
 * groups, alternatives (the first), and counts (the least, at least one); the answer is checked against the expression.
 */
export function tagExample(pattern: string): string | undefined {
  const wanted = wholeTag(pattern);
  if (wanted === undefined) return undefined;
  const made = new Maker(pattern).make();
  return made !== undefined && made !== "" && wanted.test(made) ? made : undefined;
}

/** The expression for a whole tag; `undefined` when it is none. */
export function wholeTag(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, "u");
  } catch {
    return undefined;
  }
}

const CLASS_EXAMPLES: Readonly<Record<string, string>> = { d: "1", w: "a", s: " ", D: "a", W: "-", S: "a" };
const WALK = "1a2b3c4d5e6f7890";

class Maker {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  make(): string | undefined {
    const text = this.#alternatives();
    return this.#at === this.#pattern.length ? text : undefined;
  }

  #alternatives(): string | undefined {
    const first = this.#sequence();
    while (this.#take("|")) this.#sequence();
    return first;
  }

  #sequence(): string | undefined {
    let text: string | undefined = "";
    while (this.#at < this.#pattern.length && !/[|)]/.test(this.#pattern[this.#at] ?? "")) {
      const atom = this.#atom();
      const count = this.#count();
      text = text === undefined || atom === undefined ? undefined : text + atom(count);
    }
    return text;
  }

  #atom(): ((count: number) => string) | undefined {
    const char = this.#pattern[this.#at] ?? "";
    this.#at += 1;
    if (char === "^" || char === "$") return () => "";
    if (char === "(") return this.#group();
    if (char === "[") return this.#class();
    if (char === ".") return (count) => "x".repeat(count);
    if (char !== "\\") return (count) => char.repeat(count);
    const escaped = this.#pattern[this.#at] ?? "";
    this.#at += 1;
    const example = CLASS_EXAMPLES[escaped];
    if (example !== undefined) return (count) => example.repeat(count);
    return /[a-zA-Z0-9]/.test(escaped) ? undefined : (count) => escaped.repeat(count);
  }

  #group(): ((count: number) => string) | undefined {
    const head = /^\?(?::|<[A-Za-z_]\w*>)/.exec(this.#pattern.slice(this.#at))?.[0];
    this.#at += head?.length ?? 0;
    const inner = this.#pattern[this.#at] === "?" ? undefined : this.#alternatives();
    if (!this.#take(")") || inner === undefined) return undefined;
    return (count) => inner.repeat(count);
  }

  #class(): ((count: number) => string) | undefined {
    const source = /^\^?\]?(?:\\.|[^\]\\])*\]/.exec(this.#pattern.slice(this.#at))?.[0];
    if (source === undefined) return undefined;
    this.#at += source.length;
    const allowed = wholeTag(`[${source}`);
    const letters = [...`${WALK}abcxyzABCXYZ._-`].filter((letter) => allowed?.test(letter) === true);
    if (letters.length === 0) return undefined;
    return (count) => Array.from({ length: count }, (_, index) => letters[index % letters.length]).join("");
  }

  #count(): number {
    const match = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#pattern.slice(this.#at));
    if (match === null) return 1;
    this.#at += match[0].length;
    return Math.min(64, match[1] === undefined ? 1 : Number(match[1]));
  }

  #take(char: string): boolean {
    if (this.#pattern[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }
}
