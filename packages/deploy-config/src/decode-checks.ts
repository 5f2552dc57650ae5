import type {
  Check,
  HttpCheck,
  JsonExpectation,
  StatusRange,
  VersionExpectation,
} from "@deploy-actions/conditions";
import { commandName, urlName } from "./check-name.ts";
import type { Fill } from "./placeholders.ts";
import { present } from "./present.ts";
import type { Block } from "./schema.ts";

type Checks = NonNullable<Exclude<Block["verify"], "off" | undefined>["checks"]>;
type WrittenHttp = Extract<Checks[number], { http: string }>;

const VERSION = { from: "auto", consecutive: 3 };

/** The checks of a complete block. */
export function decodeChecks(checks: Checks, fill: Fill): readonly Check[] {
  return checks.map((check): Check => {
    const common = {
      timeoutMs: present(check.timeout, "timeout"),
      critical: present(check.critical, "critical"),
    };
    if ("http" in check) return decodeHttp(check, fill, common);
    const name = check.name ?? commandName(check.command);
    return { kind: "command", name: fill(name), argv: check.command.map(fill), ...common };
  });
}

function decodeHttp(
  check: WrittenHttp,
  fill: Fill,
  common: { readonly timeoutMs: number; readonly critical: boolean },
): HttpCheck {
  const method = present(check.method, "method");
  return {
    kind: "http",
    name: fill(check.name ?? urlName(check.http, method)),
    url: fill(check.http),
    method,
    headers: fillValues(check.headers, fill),
    body: check.body === undefined ? undefined : fill(check.body),
    status: ranges(present(check.status, "status")),
    expectHeaders: Object.fromEntries(
      Object.entries(fillValues(check["expect-header"], fill)).map(([name, text]) => [
        name.toLowerCase(),
        text,
      ]),
    ),
    contains: check.contains === undefined ? undefined : fill(check.contains),
    json: Object.entries(check.json ?? {}).map(([path, value]) => ({
      path,
      expect: decodeExpectation(value, fill),
    })),
    version: decodeVersion(check.version, fill),
    latency: check.latency,
    followRedirects: present(check["follow-redirects"], "follow-redirects"),
    ...common,
  };
}

/** One status or several as a list. */
export function ranges(status: StatusRange | readonly StatusRange[]): readonly StatusRange[] {
  return "from" in status ? [status] : status;
}

function decodeExpectation(
  value: number | boolean | null | JsonExpectation["expect"],
  fill: Fill,
): JsonExpectation["expect"] {
  if (typeof value !== "object" || value === null) return { equals: value };
  if ("condition" in value || typeof value.equals !== "string") return value;
  return { equals: fill(value.equals) };
}

function decodeVersion(version: WrittenHttp["version"], fill: Fill): VersionExpectation | undefined {
  if (version === undefined) return undefined;
  if (typeof version === "string") return { expected: fill(version), ...VERSION };
  return {
    expected: fill(version.expected),
    from: version.from ?? VERSION.from,
    consecutive: version.consecutive ?? VERSION.consecutive,
  };
}

function fillValues(
  texts: Readonly<Record<string, string>> | undefined,
  fill: Fill,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts ?? {}).map(([name, text]) => [name, fill(text)]));
}
