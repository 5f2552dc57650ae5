import { join } from "node:path";
import { ActionError, type PreflightProblem } from "@deploy-actions/kernel";
import { listKeys } from "./site-bucket.ts";
import { readDistribution } from "./site-distribution.ts";
import { listSiteFiles } from "./site-files.ts";
import { prefixStart, requireReleaseIn } from "./site-prefix.ts";
import type { SiteSession } from "./site-session.ts";
import { readSiteState } from "./site-state.ts";

/** What of a static site is missing, all of it; changes nothing. */
export async function preflightSite(session: SiteSession): Promise<readonly PreflightProblem[]> {
  const { target, workspace } = session.options;
  const problems: PreflightProblem[] = [];
  const note = async (body: () => unknown): Promise<boolean> => {
    try {
      await body();
      return true;
    } catch (error) {
      if (!(error instanceof ActionError) || error.code === "cancelled") throw error;
      problems.push({ code: problemCode(error), text: error.message, hint: error.hint });
      return false;
    }
  };
  const hasPrefix = await note(() => requireReleaseIn(target));
  if (await note(() => readDistribution(session))) await note(() => readSiteState(session));
  if (hasPrefix && problems.length === 0) await note(() => listKeys(session, prefixStart(target)));
  await note(() => listSiteFiles(join(workspace, target.folder), target.folder));
  return problems;
}

function problemCode(error: ActionError): string {
  if (error.code === "permission") return "permission_missing";
  return error.code === "config" ? "not_found" : "not_checked";
}
