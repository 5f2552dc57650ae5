import { ConditionSyntaxError } from "./syntax-error.ts";
import type { Token } from "./tokenize.ts";

/** A token of one kind. */
export type TokenOf<K extends Token["kind"]> = Extract<Token, { kind: K }>;

/** A place in a list of tokens; moves forward only. */
export class Cursor {
  readonly text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.text = text;
    this.#tokens = tokens;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** The next token, taken, if it is of this kind (and is this word). */
  accept<K extends Token["kind"]>(kind: K, text?: string): TokenOf<K> | undefined {
    const token = this.peek();
    if (!isKind(token, kind) || (text !== undefined && token.text !== text)) return undefined;
    this.#at += 1;
    return token;
  }

  /** The next token, taken; stops with `expected` when it is of another kind. */
  take<K extends Token["kind"]>(kind: K, expected: string): TokenOf<K> {
    return this.accept(kind) ?? this.stop(expected);
  }

  /** Stops unless everything was read. */
  end(expected: string): void {
    if (this.peek() !== undefined) this.stop(expected);
  }

  stop(expected: string, nearest?: string): never {
    return this.stopAt(this.peek() ?? { offset: this.text.length, text: "" }, expected, nearest);
  }

  stopAt(
    where: { readonly offset: number; readonly text: string },
    expected: string,
    nearest?: string,
  ): never {
    const read =
      where.text === "" ? "the end" : this.text.slice(where.offset, where.offset + where.text.length);
    throw new ConditionSyntaxError({
      read,
      expected,
      offset: where.offset,
      ...(nearest === undefined ? {} : { nearest }),
    });
  }
}

function isKind<K extends Token["kind"]>(token: Token | undefined, kind: K): token is TokenOf<K> {
  return token?.kind === kind;
}
