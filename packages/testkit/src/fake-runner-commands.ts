import type { Masks } from "./fake-runner-masks.ts";

/** An annotation as GitHub shows it: its message is cut at 4,096 characters. */
export interface FakeAnnotation {
  readonly level: "notice" | "warning" | "error";
  readonly message: string;
  /** `file`, `line`, `title` … as given, unescaped. */
  readonly properties: Readonly<Record<string, string>>;
}

/** What a runner makes of the lines a step prints. */
export interface CommandReader {
  read(line: string): void;
  /** The log a person sees: masked, debug lines and group marks as `##[debug]…`, masking commands left out. */
  readonly log: readonly string[];
  /** At most 10 of a level are kept. */
  readonly annotations: readonly FakeAnnotation[];
  /** Annotations above the limit, which nobody sees. */
  readonly lostAnnotations: readonly FakeAnnotation[];
  /** Outputs and state set by the deprecated `::set-output::` and `::save-state::`. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  /** Commands the runner refused; they fail the step. */
  readonly problems: readonly string[];
  /** Whether commands are still stopped: nothing printed acts any more. */
  readonly isStopped: boolean;
}

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const COMMANDS = new Set([
  ...["add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice"],
  ...["remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning"],
]);
const ANNOTATIONS_PER_LEVEL = 10;
const LONGEST_MESSAGE = 4_096;

/** A reader for the lines of one step, as ActionCommandManager.cs of GitHub's runner works. */
export function createCommandReader(masks: Masks): CommandReader {
  const log: string[] = [];
  const annotations: FakeAnnotation[] = [];
  const lostAnnotations: FakeAnnotation[] = [];
  const outputs = new Map<string, string>();
  const state = new Map<string, string>();
  const problems: string[] = [];
  let stopToken: string | undefined;

  const show = (line: string): void => {
    log.push(masks.mask(line));
  };
  const annotate = (level: FakeAnnotation["level"], command: Command): void => {
    show(`##[${level}]${command.data}`);
    const kept = annotations.filter((annotation) => annotation.level === level).length;
    (kept < ANNOTATIONS_PER_LEVEL ? annotations : lostAnnotations).push({
      level,
      message: masks.mask(command.data).slice(0, LONGEST_MESSAGE),
      properties: command.properties,
    });
  };
  const act = (line: string, command: Command): void => {
    const { name, properties, data } = command;
    switch (name) {
      case "add-mask":
        if (data.trim() === "") problems.push("Can't add secret mask for empty string");
        else masks.add(data);
        return;
      case "notice":
      case "warning":
      case "error":
        annotate(name, command);
        return;
      case "debug":
      case "group":
        show(`##[${name}]${data}`);
        return;
      case "endgroup":
        show("##[endgroup]");
        return;
      case "set-output":
        outputs.set(properties.name ?? "", data);
        return;
      case "save-state":
        state.set(properties.name ?? "", data);
        return;
      case "set-env":
      case "add-path":
        problems.push(`The \`${name}\` command is disabled.`);
        return;
      case "stop-commands":
        show(line);
        if (data === "" || data === "pause-logging" || COMMANDS.has(data)) {
          problems.push(`Invalid stop-commands token "${data}"`);
        } else {
          stopToken = data;
        }
        return;
      default:
        return;
    }
  };

  return {
    log,
    annotations,
    lostAnnotations,
    outputs,
    state,
    problems,
    get isStopped() {
      return stopToken !== undefined;
    },
    read(line) {
      if (stopToken === undefined) {
        const command = parseCommand(line, COMMANDS);
        if (command === undefined) show(line);
        else act(line, command);
        return;
      }
      show(line);
      if (parseCommand(line, new Set([stopToken.toLowerCase()])) !== undefined) stopToken = undefined;
    },
  };
}

/** A line as a command, as ActionCommand.cs reads it: `::name k=v,…::data` after leading space, or `##[name k=v;…]data`. */
function parseCommand(line: string, registered: ReadonlySet<string>): Command | undefined {
  const modern = /^\s*::(.*?)::(.*)$/s.exec(line);
  return (
    (modern === null ? undefined : build(modern[1], modern[2], ",", registered, MODERN)) ??
    parseOld(line, registered)
  );
}

function parseOld(line: string, registered: ReadonlySet<string>): Command | undefined {
  const match = /##\[([^\]]*)\](.*)$/s.exec(line);
  return match === null ? undefined : build(match[1], match[2], ";", registered, OLD);
}

type Escapes = readonly (readonly [string, string])[];
const DATA: Escapes = [
  ["%0D", "\r"],
  ["%0A", "\n"],
];
const MODERN: Escapes = [...DATA, ["%3A", ":"], ["%2C", ","]];
const OLD: Escapes = [["%3B", ";"], ...DATA, ["%5D", "]"]];

function build(
  info = "",
  data = "",
  separator: string,
  registered: ReadonlySet<string>,
  escapes: Escapes,
): Command | undefined {
  const space = info.indexOf(" ");
  const name = (space < 0 ? info : info.slice(0, space)).toLowerCase();
  if (!registered.has(name)) return undefined;
  const properties: Record<string, string> = {};
  for (const pair of space < 0 ? [] : info.slice(space + 1).split(separator)) {
    const equals = pair.indexOf("=");
    if (equals <= 0 || equals === pair.length - 1) continue;
    properties[pair.slice(0, equals).trim()] = decode(pair.slice(equals + 1), escapes);
  }
  return { name, properties, data: decode(data, escapes === OLD ? OLD : DATA) };
}

function decode(text: string, escapes: Escapes): string {
  // `%25` comes last, as in the runner: `%250A` is the text `%0A`.
  return [...escapes, ["%25", "%"] as const].reduce(
    (result, [code, char]) => result.replaceAll(code, char),
    text,
  );
}
