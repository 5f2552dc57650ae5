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
