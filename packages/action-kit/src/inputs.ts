import { ActionError, nearest, plural, printable, type Secrets } from "@deploy-actions/kernel";
import type { ActionSpec, InputSpec, InputsOf } from "./spec.ts";

const PREFIX = "INPUT_";
const LONGEST_ECHO = 80;

/** Texts of inputs as given, keyed by the name in the spec, and names that are not in it. */
export interface GivenInputs {
  readonly texts: Readonly<Record<string, string>>;
  readonly unknown: readonly string[];
  /** Other mistakes in how the inputs were given, one line each. */
  readonly problems?: readonly string[];
  /** Inputs whose absence one of the problems explains. */
  readonly explained?: readonly string[];
  /** Where the user finds the inputs, a sentence; default the README. */
  readonly help?: string;
}

/** The inputs the runner put into the environment: `INPUT_` + name in upper case, spaces as `_`, hyphens kept. */
export function readInputVariables(
  spec: ActionSpec,
  env: Readonly<Record<string, string | undefined>>,
): GivenInputs {
  const names = new Map(Object.keys(spec.inputs).map((name) => [variableName(name), name]));
  const texts: Record<string, string> = {};
  const unknown: string[] = [];
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith(PREFIX) || value === undefined) continue;
    const name = names.get(variable);
    if (name === undefined) unknown.push(variable.slice(PREFIX.length).toLowerCase());
    else texts[name] = value;
  }
  return { texts, unknown };
}

/** The environment variable in which the runner passes an input. */
export function variableName(input: string): string {
  return `${PREFIX}${input.replaceAll(" ", "_").toUpperCase()}`;
}

/**
 * All inputs as values. Secrets are masked before anything else; an empty text is an absent input; every problem is in
 * the one `input` error, a line each. `label` writes a name as the user does (`--name` on a command line).
 */
export function parseInputs<S extends ActionSpec>(
  spec: S,
  given: GivenInputs,
  secrets: Secrets,
  label: (name: string) => string = (name) => name,
): InputsOf<S> {
  for (const [name, input] of Object.entries(spec.inputs)) {
    if (input.secret) secrets.mask(given.texts[name] ?? "");
  }
  const problems = [...(given.problems ?? [])];
  const explained = new Set(given.explained);
  for (const name of given.unknown) {
    const near = nearest(name, Object.keys(spec.inputs));
    if (near !== undefined) explained.add(near);
    const advice = near === undefined ? "" : ` Did you mean "${label(near)}"?`;
    problems.push(`${label(printable(name))}: unknown input.${advice}`);
  }
  const values: Record<string, unknown> = {};
  for (const [name, input] of Object.entries(spec.inputs)) {
    const text = (given.texts[name] ?? "").trim();
    if (text === "" && explained.has(name)) continue;
    const outcome = parseInput(spec, name, input, text);
    if ("problem" in outcome) problems.push(`${label(name)}: ${outcome.problem}`);
    else values[name] = outcome.value;
  }
  if (problems.length === 0) return values as InputsOf<S>;
  throw new ActionError(
    "input",
    problems.length === 1
      ? `${problems[0]}`
      : `${plural(problems.length, "mistake")} in the inputs of ${spec.name}:\n${problems.map((line) => `- ${line}`).join("\n")}`,
    { hint: given.help ?? unknownHint(spec, given.unknown, label) },
  );
}

function parseInput(
  spec: ActionSpec,
  name: string,
  input: InputSpec<unknown>,
  text: string,
): { readonly value: unknown } | { readonly problem: string } {
  if (text === "") {
    if (input.default === undefined) {
      return input.required ? { problem: "required, but missing or empty." } : { value: undefined };
    }
    const parsed = input.type.parse(input.default);
    if (parsed.ok) return { value: parsed.value };
    throw new ActionError(
      "internal",
      `The default of input "${name}" of ${spec.name} is not ${parsed.expected}.`,
    );
  }
  const parsed = input.type.parse(text);
  if (parsed.ok) return { value: parsed.value };
  // What a type expected may quote what it read (a parser's message): nothing of it is shown for a secret.
  return input.secret
    ? { problem: `the value (secret, not shown) is not a valid ${input.type.label}.` }
    : { problem: `read ${echo(text)}, expected ${parsed.expected}.` };
}

function echo(text: string): string {
  const shown = text.length > LONGEST_ECHO ? `${text.slice(0, LONGEST_ECHO)}…` : text;
  return `"${printable(shown)}"`;
}

function unknownHint(spec: ActionSpec, unknown: readonly string[], label: (name: string) => string): string {
  return unknown.length === 0
    ? `The inputs of ${spec.name} and their forms are listed in its README.`
    : `Inputs of ${spec.name}: ${Object.keys(spec.inputs).map(label).join(", ")}.`;
}
