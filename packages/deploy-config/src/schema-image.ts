import * as z from "zod/mini";
import { fitsKind } from "./gate-kinds.ts";
import { image as imageText } from "./name-texts.ts";
import { OFF } from "./schema-gates.ts";
import { condition, flag, keys, optional, parsedText, type Read, template } from "./schema-scalars.ts";

const EXPECTED_TAG = 'a regular expression for the whole tag, e.g. "release-.*"';

function readExpression(text: string): Read<string> {
  try {
    new RegExp(`^(?:${text})$`, "u");
    return text.length > 0 && text.length <= 200
      ? { ok: true, value: text }
      : { ok: false, expected: EXPECTED_TAG };
  } catch {
    return { ok: false, expected: EXPECTED_TAG };
  }
}

/** The image of a release in its registry. */
export const image = z.union(
  [
    z.literal(OFF),
    imageText(),
    keys({
      reference: optional(imageText(), "The image, with ${release} or ${commit}."),
      tag: optional(parsedText(EXPECTED_TAG, readExpression), "Expression the whole tag must match."),
      scan: optional(
        condition("no_critical_issues", (parsed) =>
          fitsKind("findings", parsed) ? undefined : "a condition on findings, e.g. no_critical_issues",
        ),
        "What the registry's scan findings must hold.",
      ),
      "no-secrets": optional(flag(), "Whether variables of the image with names of secrets fail it."),
      "promote-to": optional(
        template('a tag, e.g. "production-${release}"'),
        "Tag the same digest gets once the release is verified.",
      ),
    }),
  ],
  { error: 'an image, e.g. "ghcr.io/acme/shop:${release}", or a map with reference, or off' },
);
