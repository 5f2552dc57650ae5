/** How the text of an input becomes a value. Made by the functions of input-types.ts. */
export interface InputType<T> {
  /** Name for documentation: `duration`, `percent`, `boolean`, `list`, `one of a, b`. */
  readonly label: string;
  /** Accepts the text (trimmed, never empty), or says what was expected, e.g. `a duration such as 90s, 5m or 1h30m`. */
  parse(
    text: string,
  ): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string };
}

/** One input. With `required` or `default` its value is there; otherwise it may be `undefined`. */
export interface InputSpec<T, Present extends boolean = boolean> {
  readonly type: InputType<T>;
  readonly description: string;
  readonly required: boolean;
  /** As text, exactly as a user would write it; it goes into action.yml. */
  readonly default: string | undefined;
  /** An expression only the runner can evaluate, e.g. `${{ github.token }}`: action.yml's default, absent in a terminal. */
  readonly runnerDefault?: string;
  /** Masked before anything else happens, never echoed in an error. */
  readonly secret: boolean;
  /** Type-level only: whether the value is always there. */
  readonly present?: Present;
}

export interface OutputSpec {
  readonly description: string;
}

/** A line of `permissions:` and why it is needed. */
export interface PermissionSpec {
  readonly name: string;
  readonly level: "read" | "write";
  readonly why: string;
}

/** The one source of an action: its action.yml, README, docs and types come from it. */
export interface ActionSpec {
  /** Name of the folder below actions/ and of the bundle below dist/. */
  readonly name: string;
  /** Folder users open (`uses: org/deploy-actions/<door>@v1`); `.` for the root action. */
  readonly door: string;
  readonly title: string;
  /** One sentence: what it does for the caller. */
  readonly description: string;
  readonly inputs: Readonly<Record<string, InputSpec<unknown>>>;
  readonly outputs: Readonly<Record<string, OutputSpec>>;
  readonly permissions: readonly PermissionSpec[];
  /** Whole steps (YAML, starting with `- uses: org/deploy-actions/…@v1`). */
  readonly examples: { readonly minimal: string; readonly complete: string };
  /** Octicon-like name and colour of the Marketplace badge. */
  readonly branding: { readonly icon: string; readonly color: string };
  /** Whether the action has a post step. */
  readonly post: boolean;
}

/** The closed type of an action's inputs, keyed by the names users write. */
export type InputsOf<S extends ActionSpec> = {
  readonly [K in keyof S["inputs"]]: S["inputs"][K] extends InputSpec<infer T, infer Present>
    ? Present extends true
      ? T
      : T | undefined
    : never;
};

/** Declares an action; the identity function, for the types. */
export function defineAction<const S extends ActionSpec>(spec: S): S {
  return spec;
}

/** An input that must be given. */
export function required<T>(
  type: InputType<T>,
  description: string,
  options: { readonly secret?: boolean } = {},
): InputSpec<T, true> {
  return { type, description, required: true, default: undefined, secret: options.secret ?? false };
}

/** An input that may be left out. */
export function optional<T>(
  type: InputType<T>,
  description: string,
  options: { readonly secret?: boolean } = {},
): InputSpec<T, false> {
  return { type, description, required: false, default: undefined, secret: options.secret ?? false };
}

/** An input with a default, written as a user would write it. */
export function withDefault<T>(
  type: InputType<T>,
  defaultText: string,
  description: string,
): InputSpec<T, true> {
  return { type, description, required: false, default: defaultText, secret: false };
}

/** An output. */
export function output(description: string): OutputSpec {
  return { description };
}
