import { ActionError, nearest, plural } from "@deploy-actions/kernel";
import { TEMPLATES, type Template, type TemplateLine, type TemplateSection } from "./template.ts";
import { factsOf, placeholderName, readValues, type TemplateValues, valueName } from "./template-values.ts";
import type { Announcement, AnnouncementPart, Occasion } from "./types.ts";

const PLACEHOLDER = /\[([A-Z][A-Z0-9_]*)\]/g;

/**
 * The announcement of an occasion from values. Value `url` is the link to the run.
 *
 * Throws one `input` ActionError that lists every value that is missing. What looks like a placeholder inside a value
 * is text.
 */
export function renderTemplate(
  occasion: Occasion,
  values: TemplateValues,
  template: Template = TEMPLATES[occasion],
): Announcement {
  const filler = createFiller(values);
  const subject = filler.fill(template.subject);
  const parts = template.sections.flatMap((section) => renderSection(section, filler));
  if (filler.missing.size > 0) throw missingValues(occasion, [...filler.missing], Object.keys(values));
  const { url, ...facts } = factsOf(values);
  return { occasion, subject: `[${template.tag}] ${subject}`, parts, url: url ?? "", facts };
}

interface Filler {
  readonly missing: Set<string>;
  has(name: string): boolean;
  lines(name: string): readonly string[];
  fill(text: string): string;
}

function createFiller(values: TemplateValues): Filler {
  const known = readValues(values);
  const missing = new Set<string>();
  const lines = (name: string): readonly string[] => {
    const found = known.get(name);
    if (found === undefined) missing.add(name);
    // Environments are written in lower case and head a sentence here.
    return name === "ENVIRONMENT" ? (found ?? []).map(capitalise) : (found ?? []);
  };
  return {
    missing,
    has: (name) => known.has(name),
    lines,
    // One pass: a value is never searched for placeholders again.
    fill: (text) => text.replace(PLACEHOLDER, (_, name: string) => lines(name).join(", ")),
  };
}

function renderSection(section: TemplateSection, filler: Filler): readonly AnnouncementPart[] {
  const { heading, own } = section;
  if (own !== undefined && filler.has(own)) return [{ heading, items: filler.lines(own) }];
  const items = section.lines.flatMap((line) => renderLine(line, filler));
  if (items.length > 0) return [{ heading, items }];
  if (section.isOptional !== true && own !== undefined) filler.lines(own);
  return [];
}

function renderLine(line: TemplateLine, filler: Filler): readonly string[] {
  if (line.when !== undefined) {
    const isTrue = filler.has(line.when) && /^(true|yes)$/i.test(filler.lines(line.when).join());
    if (!isTrue) return [];
  }
  const names = Array.from(line.text.matchAll(PLACEHOLDER), ([, name]) => name ?? "");
  if (names.some((name) => !filler.has(name))) {
    if (line.otherwise !== undefined) return [line.otherwise];
    if (line.isOptional === true) return [];
  }
  const only = /^\[([A-Z][A-Z0-9_]*)\]$/.exec(line.text)?.[1];
  return only === undefined ? [filler.fill(line.text)] : filler.lines(only);
}

function missingValues(
  occasion: Occasion,
  missing: readonly string[],
  given: readonly string[],
): ActionError {
  const list = missing.map((name) => {
    const near = nearest(name, given.map(placeholderName));
    const typed = given.find((item) => placeholderName(item) === near);
    return `${valueName(name)} for [${name}]${typed === undefined ? "" : ` (is "${typed}" meant for it?)`}`;
  });
  return new ActionError(
    "input",
    `The "${occasion}" announcement lacks ${plural(missing.length, "value")}: ${list.join(", ")}`,
    {
      hint: "Give them below `notify.values` of the policy file (the notify action also takes them in its input `values`).",
    },
  );
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
