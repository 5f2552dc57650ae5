import type { Verdict } from "@deploy-actions/conditions";
import { joinMarkdown, type Markdown, md, plural } from "@deploy-actions/kernel";
import { evidenceTable, verdictHeading } from "../common/render.ts";

/** The gate's summary and comment: the verdict and what to do, in one screen. */
export function renderGates(
  verdict: Verdict,
  source: string,
  commit: string | undefined,
  runUrl: string,
): Markdown {
  const passed = verdict.evidence.filter((item) => item.outcome === "pass").length;
  const about = commit === undefined ? "" : ` for ${commit.slice(0, 7)}`;
  const footer =
    runUrl === "" ? undefined : md`_${plural(passed, "gate")} of ${verdict.evidence.length} passed${about}._`;
  return joinMarkdown([verdictHeading("Gate", verdict, source), evidenceTable(verdict.evidence), footer]);
}
