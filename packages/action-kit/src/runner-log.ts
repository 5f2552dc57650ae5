import { type LogLocation, plural, type Random, type Secrets } from "@deploy-actions/kernel";
import { type AnnotationLevel, type StepLog, visibleLines } from "./log.ts";
import { formatCommand, mayActAsCommand } from "./runner-commands.ts";
import type { Writer } from "./writer.ts";

// The runner keeps 10 annotations of a type per step: 8 as they come, 1 for all that follow, 1 for the conclusion.
const SHOWN_AT_ONCE = 8;
/** The runner cuts an annotation's message here, without a mark. */
const LONGEST_MESSAGE = 4_096;

/** The log of a step under GitHub's runner. */
export function createRunnerLog(options: {
  readonly out: Writer;
  readonly secrets: Secrets;
  readonly random: Random;
}): StepLog {
  const { out, secrets, random } = options;
  const shown: Record<AnnotationLevel, number> = { notice: 0, warning: 0, error: 0 };
  const held: Record<AnnotationLevel, string[]> = { notice: [], warning: [], error: [] };
  let groups = 0;

  const command = (
    name: string,
    properties: Readonly<Record<string, string | number | undefined>>,
    message: string,
  ): void => out.write(`${formatCommand(name, properties, secrets.redact(message))}\n`);

  const plain = (text: string): void => {
    const safe = secrets.redact(text);
    if (!mayActAsCommand(safe)) {
      out.write(`${safe}\n`);
      return;
    }
    const token = random.id();
    out.write(`::stop-commands::${token}\n${safe}\n::${token}::\n`);
  };

  const annotate = (level: AnnotationLevel, message: string, location: LogLocation = {}): void => {
    const { file, line, title } = location;
    const properties = { file, line, title };
    for (const [key, value] of Object.entries(properties)) {
      if (typeof value === "string") Object.assign(properties, { [key]: secrets.redact(value) });
    }
    command(level, properties, cut(secrets.redact(message)));
  };

  const budgeted = (level: AnnotationLevel, message: string, location?: LogLocation): void => {
    if (shown[level] < SHOWN_AT_ONCE) {
      shown[level] += 1;
      annotate(level, message, location);
      return;
    }
    const place = location?.file === undefined ? "" : ` (${location.file}:${location.line ?? 1})`;
    held[level].push(`${message}${place}`);
    plain(visibleLines(`${level}: ${message}${place}`).join("\n"));
  };

  return {
    info: (message) => plain(visibleLines(message).join("\n")),
    debug: (message) => command("debug", {}, message),
    notice: (message, location) => budgeted("notice", message, location),
    warning: (message, location) => budgeted("warning", message, location),
    error: (message, location) => budgeted("error", message, location),
    foreign: (text) => plain(text.replace(/\r?\n$/, "")),
    async group(title, body) {
      // The runner does not nest groups: an inner end would close the outer one.
      groups += 1;
      if (groups === 1) command("group", {}, title);
      else plain(visibleLines(title).join(" "));
      try {
        return await body();
      } finally {
        groups -= 1;
        if (groups === 0) command("endgroup", {}, "");
      }
    },
    conclude: annotate,
    close() {
      for (const level of ["notice", "warning", "error"] as const) {
        const messages = held[level].splice(0);
        if (messages.length === 0) continue;
        const list = messages.map((message) => `- ${message}`).join("\n");
        annotate(level, `${plural(messages.length, `more ${level}`)}, all in the log:\n${list}`);
      }
    },
  };
}

function cut(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  return `${message.slice(0, LONGEST_MESSAGE - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
