import { findUnknownPlaceholder, hasPlaceholder } from "./placeholders.ts";
import { expectedPlaceholder, parsedText, type Read } from "./schema-scalars.ts";

/** What a name of the target or of the credentials may hold: known before any release is. */
export const NAME_PLACEHOLDERS: readonly string[] = ["environment", "service"];

/** What the platform replaces for each release it starts, also for an earlier one that comes back. */
const RELEASE_PLACEHOLDERS: readonly string[] = ["release", "commit", ...NAME_PLACEHOLDERS];

/** Whether a text has a form; its placeholders stand for a letter, since what they become is checked once more. */
export function matchesForm(text: string, form: RegExp): boolean {
  return form.test(text.replace(/\$\{[^}]*\}/g, "x"));
}

/** Reads a text of a form in which `${environment}` and `${service}` may stand. */
export function readName(text: string, form: RegExp, expected: string): Read<string> {
  const unknown = expectedPlaceholder(text, NAME_PLACEHOLDERS);
  if (unknown !== undefined) return { ok: false, expected: unknown };
  return matchesForm(text, form) ? { ok: true, value: text } : { ok: false, expected };
}

/** A name of a form. */
export function nameOf(form: RegExp, expected: string) {
  return parsedText(expected, (text) => readName(text, form, expected));
}

/** A text known before any release is: `${environment}` and `${service}` may stand in it. */
export const fixedText = (expected = "a text that is not empty") => nameOf(/\S/, expected);

/** Reads a text of a form that names the release: without it every release would be the same. */
export function readReleaseText(text: string, form: RegExp, expected: string): Read<string> {
  const unknown = expectedPlaceholder(text, RELEASE_PLACEHOLDERS);
  if (unknown !== undefined) return { ok: false, expected: unknown };
  const namesRelease = hasPlaceholder(text) && findUnknownPlaceholder(text, NAME_PLACEHOLDERS) !== undefined;
  return namesRelease && matchesForm(text, form) ? { ok: true, value: text } : { ok: false, expected };
}

/** A text of a form that names the release. */
export function releaseText(form: RegExp, expected: string) {
  return parsedText(expected, (text) => readReleaseText(text, form, expected));
}

// The parts of `host:port/path:tag@digest`; a tag or digest is looked at by the registry.
const IMAGE = /^[\w.-]+(?::\d{1,5})?(?:\/[a-z0-9][a-z0-9._-]*)*(?::\w[\w.-]{0,127})?(?:@[\w:+.-]+)?$/;

/** An image that names the release. */
export const image = () =>
  releaseText(IMAGE, "an image that names the release, e.g. ghcr.io/acme/shop:${release}");

/** DNS-1123 label: names of namespaces and Services. */
export const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** DNS-1123 subdomain: names of everything else in a cluster. */
export const DNS_SUBDOMAIN =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** What a DNS-1123 label is, in words. */
export const EXPECTED_LABEL = "a name of at most 63 lower-case letters, digits and -, e.g. shop";

/** What a DNS-1123 subdomain is, in words. */
export const EXPECTED_SUBDOMAIN = "a name of at most 253 lower-case letters, digits, - and ., e.g. web";

/** The name of a namespace, a Service or a container. */
export const dnsLabel = () => nameOf(DNS_LABEL, EXPECTED_LABEL);

/** The name of a Deployment. */
export const dnsSubdomain = () => nameOf(DNS_SUBDOMAIN, EXPECTED_SUBDOMAIN);

/** The code of an AWS region. */
export const awsRegion = () => nameOf(/^[a-z]{2,}(?:-[a-z]+)+-\d+$/, "an AWS region, e.g. eu-west-1");
