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
export const report = output(
  "Path of the report of the rollout: one HTML file, with its figures as JSON beside it. Empty when no rollout was begun.",
);

/** What the analysis came to, for scripts; each empty without `rollout.analysis` in the policy file. */
export const analysisOutputs = {
  "analysis-outcome": output("What the analysis said last: `pass`, `fail` or `inconclusive`."),
  "analysis-reason": output("Its reason code, e.g. `regressed_errors`, `certified`, `zero_requests`."),
  "evidence-regressed": output(
    "Evidence for a regression, as a number that decides from 1 / `alpha` on, e.g. `3.2` of 100.",
  ),
  "evidence-certified": output(
    "Evidence that the release is no regression, as a number that decides from 1 / `beta` on, e.g. `12.5` of 20.",
  ),
};
