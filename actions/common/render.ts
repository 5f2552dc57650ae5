import type { Evidence, Outcome, Verdict } from "@deploy-actions/conditions";
import { Markdown, md, table } from "@deploy-actions/kernel";

const SIGN: Readonly<Record<Outcome, string>> = { pass: "✅", fail: "❌", inconclusive: "❔" };

/** The sign and word of an outcome. */
export function outcomeText(outcome: Outcome): Markdown {
  return new Markdown(`${SIGN[outcome]} ${outcome}`);
}

/** The heading of a summary: the verdict in one line, before anything else. */
export function verdictHeading(title: string, verdict: Verdict, subject: string): Markdown {
  const word = { pass: "passed", fail: "failed", inconclusive: "inconclusive" }[verdict.outcome];
  const bad = verdict.evidence.filter((item) => item.outcome !== "pass").length;
  const count = bad > 0 ? `: ${bad} of ${verdict.evidence.length}` : "";
  return md`## ${SIGN[verdict.outcome]} ${title} ${word}${count} (${subject})`;
}

/** The table of a verdict's evidence: what failed first, then what nobody knows, then what passed. */
export function evidenceTable(evidence: readonly Evidence[]): Markdown | undefined {
  if (evidence.length === 0) return undefined;
  const rank: Readonly<Record<Outcome, number>> = { fail: 0, inconclusive: 1, pass: 2 };
  const rows = [...evidence]
    .sort((a, b) => rank[a.outcome] - rank[b.outcome])
    .map((item) => [outcomeText(item.outcome), item.name, item.required, item.found, item.advice]);
  return table(["", "what", "required", "found", "what to do"], rows);
}

/** Facts as a two-column table; empty values are left out. */
export function factsTable(facts: readonly (readonly [string, string | undefined])[]): Markdown {
  const rows = facts.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value]]));
  return table(["", ""], rows);
}
