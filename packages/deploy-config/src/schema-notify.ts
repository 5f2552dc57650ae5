import * as z from "zod/mini";
import { orOff } from "./schema-gates.ts";
import { flag, keys, optional, plainText, template } from "./schema-scalars.ts";

const EXPECTED_WHEN = "a list of scheduled, completed, failed, rolled-back";

const common = {
  when: optional(
    z.array(z.enum(["scheduled", "completed", "failed", "rolled-back"], { error: EXPECTED_WHEN }), {
      error: EXPECTED_WHEN,
    }),
    "Occasions people are told.",
  ),
  required: optional(flag(), "Whether a message that cannot be sent fails the run."),
};

/** Where people are told. */
export const notify = keys({
  slack: optional(
    orOff(
      keys({ channel: optional(template(), "Channel, for messages sent with a bot token."), ...common }),
      "a map, or off",
    ),
    "Slack; the URL or token is an input of the action.",
  ),
  webhook: optional(
    orOff(
      keys({
        ...common,
        "oidc-audience": optional(plainText(), "Audience of the GitHub id token sent as bearer."),
      }),
      "a map, or off",
    ),
    "A signed POST; URL and secret are inputs of the action.",
  ),
  comment: optional(orOff(keys(common), "a map, or off"), "A comment on the pull request of the commit."),
  values: optional(
    z.record(z.string(), z.union([template(), z.array(template())], { error: "a text or a list of texts" }), {
      error: "a map of names to texts or lists of texts",
    }),
    "Values for the templates: contact, impact, features …",
  ),
});
