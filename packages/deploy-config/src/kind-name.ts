import { nearest } from "@deploy-actions/kernel";
import { DNS_LABEL, DNS_SUBDOMAIN, EXPECTED_LABEL, EXPECTED_SUBDOMAIN, readName } from "./name-texts.ts";
import { quoted } from "./problem.ts";
import type { Read } from "./schema-scalars.ts";

/** A resource as `kubectl` names it: `deployment/web`. */
export interface KindName<Kind extends string> {
  readonly kind: Kind;
  readonly name: string;
  /** What stands after `#`. */
  readonly rule: string | undefined;
}

/** A kind that may be written, and how its names are formed. */
export interface KindForm {
  readonly name: "label" | "subdomain";
  /** Whether one of several rules of it may be named after `#`. */
  readonly rules: boolean;
}

/** Other names `kubectl` takes for a kind. */
const ALIASES: Readonly<Record<string, string>> = {
  deploy: "deployment",
  deployments: "deployment",
  svc: "service",
  services: "service",
  ing: "ingress",
  ingresses: "ingress",
  vs: "virtualservice",
  virtualservices: "virtualservice",
  httproutes: "httproute",
  traefikservices: "traefikservice",
  rollouts: "rollout",
  canaries: "canary",
};

const RULE = /^[^\s#/]{1,253}$/;

/** Reads `kind/name`, and `kind/name#rule` of kinds with rules; the nearest right text when the kind is a typo. */
export function readKindName<Kind extends string>(
  text: string,
  kinds: Readonly<Record<Kind, KindForm>>,
  example: string,
): Read<KindName<Kind>> {
  const known = Object.keys(kinds);
  const [, kind = "", name = "", rule] = /^([^/#]*)\/([^#]*)(?:#(.*))?$/s.exec(text) ?? [];
  if (!isKind(kind, kinds)) {
    const near = ALIASES[kind.toLowerCase()] ?? nearest(kind, known);
    return {
      ok: false,
      expected: `a kind and a name, e.g. ${example} (kinds: ${known.join(", ")})`,
      nearest: near === undefined || !known.includes(near) ? undefined : `${near}${text.slice(kind.length)}`,
    };
  }
  const form = kinds[kind];
  const [pattern, expected] =
    form.name === "label" ? [DNS_LABEL, EXPECTED_LABEL] : [DNS_SUBDOMAIN, EXPECTED_SUBDOMAIN];
  const read = readName(name, pattern, `${kind}/ and ${expected}`);
  if (!read.ok) return read;
  if (rule === undefined) return { ok: true, value: { kind, name, rule } };
  if (!form.rules) return { ok: false, expected: `${kind}/${name} without #: only routes have rules` };
  const named = readName(rule, RULE, `the name of a rule after ${quoted("#")}, e.g. ${kind}/${name}#web`);
  return named.ok ? { ok: true, value: { kind, name, rule } } : named;
}

function isKind<Kind extends string>(text: string, kinds: Readonly<Record<Kind, KindForm>>): text is Kind {
  return Object.hasOwn(kinds, text);
}
