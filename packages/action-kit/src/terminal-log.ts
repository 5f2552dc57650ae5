import type { LogLocation, Secrets } from "@deploy-actions/kernel";
import { type AnnotationLevel, type StepLog, visibleLines } from "./log.ts";
import type { Screen } from "./screen.ts";

const COLOURS = { notice: 36, warning: 33, error: 31, debug: 90, title: 1 } as const;

/** The log of a run in a terminal: plain lines; colours only on a terminal and without NO_COLOR. */
export function createTerminalLog(options: {
  readonly screen: Screen;
  readonly secrets: Secrets;
  readonly env: Readonly<Record<string, string>>;
  readonly showDebug: boolean;
}): StepLog {
  const { screen, secrets, env, showDebug } = options;
  const isColoured = screen.writer.isTty && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
  let indent = "";

  const paint = (kind: keyof typeof COLOURS, text: string): string =>
    isColoured ? `\u001b[${COLOURS[kind]}m${text}\u001b[0m` : text;

  const print = (text: string, kind?: keyof typeof COLOURS): void => {
    for (const line of visibleLines(secrets.redact(text))) {
      screen.print(`${indent}${kind === undefined ? line : paint(kind, line)}`);
    }
  };

  const annotate = (level: AnnotationLevel, message: string, location: LogLocation = {}): void => {
    const { title, file, line } = location;
    print(`${level}: ${title === undefined ? "" : `${title}: `}${message}${place(file, line)}`, level);
  };

  return {
    info: (message) => print(message),
    debug: (message) => {
      if (showDebug) print(message, "debug");
    },
    notice: (message, location) => annotate("notice", message, location),
    warning: (message, location) => annotate("warning", message, location),
    error: (message, location) => annotate("error", message, location),
    foreign: (text) => print(text.replace(/\r?\n$/, "")),
    async group(title, body) {
      print(title, "title");
      indent += "  ";
      try {
        return await body();
      } finally {
        indent = indent.slice(2);
      }
    },
    conclude(level, message, { file, line } = {}) {
      const [first = "", ...rest] = message.split("\n");
      // A message that names its file also says where in it.
      const where = file !== undefined && message.includes(file) ? "" : place(file, line);
      print([`${first}${where}`, ...rest].join("\n"), level);
    },
    close() {},
  };
}

function place(file: string | undefined, line: number | undefined): string {
  return file === undefined ? "" : ` (${file}${line === undefined ? "" : `:${line}`})`;
}
