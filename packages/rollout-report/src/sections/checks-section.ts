import type { Limits } from "../model/limits.ts";
import { type Html, html } from "../page/html.ts";
import { absent, outcomeChip, section, table } from "../page/parts.ts";
import type { RolloutHistory } from "../rollout-history.ts";

const TITLE = "Checks";

/** The checks by name with their last answer; those that did not pass come first. */
export function checksSection({ checks }: RolloutHistory, { listRows }: Limits): Html {
  if (checks.length === 0) return section("checks", TITLE, absent("No checks were configured."));
  const order = { fail: 0, inconclusive: 1, pass: 2 };
  const sorted = checks.toSorted((one, other) => order[one.outcome] - order[other.outcome]);
  const rows = sorted
    .slice(0, listRows)
    .map(({ name, outcome, text }) => [
      html`${name}<span class="sentence">${text}</span>`,
      outcomeChip(outcome),
    ]);
  return section(
    "checks",
    TITLE,
    table("Checks", [{ title: "Check", className: "words" }, { title: "Last answer" }], rows),
    checks.length > listRows
      ? html`<p class="caption">The first ${listRows} of ${checks.length} checks.</p>`
      : undefined,
  );
}
