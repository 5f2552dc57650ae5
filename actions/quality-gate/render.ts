import type { Verdict } from "@deploy-actions/conditions";
import { joinMarkdown, link, type Markdown, md, plural } from "@deploy-actions/kernel";
import { evidenceTable, verdictHeading } from "../common/render.ts";

/**
 * The gate's summary and comment: the verdict and what to do, in one screen. `runUrl` is empty outside a workflow; `note`:
 * what was not asked, and why.
 */
export function renderGates(
  verdict: Verdict,
  source: string,
  commit: string | undefined,
  runUrl: string,
  note?: string,
): Markdown {
  const passed = verdict.evidence.filter((item) => item.outcome === "pass").length;
  const about = commit === undefined ? md`` : md` for ${commit.slice(0, 7)}`;
  const log = runUrl === "" ? md`` : md` ${link("Log of the run", runUrl)}`;
  const footer = md`_${passed} of ${plural(verdict.evidence.length, "gate")} passed${about}._${log}`;
  return joinMarkdown([
    verdictHeading("Gate", verdict, source),
    evidenceTable(verdict.evidence),
    note === undefined ? undefined : md`${note}.`,
    footer,
  ]);
}
