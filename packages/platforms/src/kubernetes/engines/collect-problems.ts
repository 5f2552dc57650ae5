import { ActionError, type PreflightProblem } from "@deploy-actions/kernel";

/** What a look finds missing or wrong, as problems; a fault of the cluster stays an error. */
export async function collectProblems(look: () => Promise<void>): Promise<readonly PreflightProblem[]> {
  try {
    await look();
    return [];
  } catch (error) {
    if (!(error instanceof ActionError) || (error.code !== "config" && error.code !== "permission"))
      throw error;
    const code = error.code === "config" ? "not_found" : "permission_missing";
    return [{ code, text: error.message, hint: error.hint }];
  }
}
