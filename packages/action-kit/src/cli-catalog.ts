import type { Action } from "./action.ts";

/** A command of the command line: an action, or an alias of one with some inputs preset. */
export interface CatalogEntry {
  readonly command: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Input texts the alias fixes, by input name; such inputs are not options of the command. */
  readonly presets?: Readonly<Record<string, string>>;
  load(): Promise<Action>;
}

/** A command that only prints a text made from its options; it touches nothing. */
export interface TextCommand {
  readonly command: string;
  /** One line for the list of commands. */
  readonly summary: string;
  loadText(): Promise<{
    readonly options: readonly TextOption[];
    /** The text, from option texts by name; rejects with `input` when they are wrong. */
    render(given: Readonly<Record<string, string | undefined>>): string;
  }>;
}

/** An option of a {@link TextCommand}; its value is a text. */
export interface TextOption {
  readonly name: string;
  /** What stands for its value in help, e.g. `<owner/name>`. */
  readonly value: string;
  readonly description: string;
  readonly required: boolean;
  /** Variable of the environment it is taken from when it is not given. */
  readonly env: string | undefined;
}

/** A command of the command line. */
export type Command = CatalogEntry | TextCommand;
