import { output } from "@deploy-actions/action-kit";

/** Outputs that several actions share. */

export const verdict = output("`pass`, `fail` or `inconclusive`.");
export const reason = output("Reason code of the verdict, e.g. `coverage_below_threshold`.");
export const sentence = output("The verdict in one sentence.");
export const policyCommit = output(
  "Commit whose policy file judged; empty when it was a file of the workspace.",
);
export const deploymentId = output("Id of the deployment in the ledger.");
export const record = output(
  "Path of the run's record: a JSON file with actor, commit, run, inputs, verdict, reason, evidence and times.",
);
