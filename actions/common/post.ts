import type { ActionContext, ActionSpec, InputsOf } from "@deploy-actions/action-kit";
import { errorMessage } from "@deploy-actions/kernel";
import { unfinishedRollout } from "../canary-deploy/interrupted.ts";
import { openLedger } from "./ledger.ts";
import { openTarget } from "./platform.ts";
import { loadPolicy } from "./policy.ts";

/** Inputs of the actions that roll out. */
type RolloutInputs = {
  readonly environment: string;
  readonly config: string;
  readonly ledger: string | undefined;
  readonly "github-token": string | undefined;
};

/**
 * Takes back what main left between two releases: it was killed before it could.
 *
 * Runs after every end of main; does nothing when the rollout came to its end.
 */
export async function post<S extends ActionSpec>(context: ActionContext<S>): Promise<void> {
  const open = unfinishedRollout(context);
  if (open === undefined) return;
  const { log, signal } = context;
  const inputs = context.inputs as InputsOf<S> & RolloutInputs;
  log.warning(`The rollout of ${open.version} was interrupted: its candidate is taken back.`);
  const { policy } = await loadPolicy(context, {
    environment: inputs.environment,
    file: inputs.config,
    token: inputs["github-token"],
    placeholders: { release: open.version },
  });
  const { platform } = openTarget(context, policy, { allowStart: true });
  const traffic = await platform.observe(signal);
  const isOurs = traffic.candidate?.release.version === open.version;
  if (isOurs) await platform.abort({ revision: traffic.revision }, signal);
  const note = isOurs ? "interrupted: the candidate was taken back" : "interrupted: no candidate was left";
  const ledger = await openLedger(context, { file: inputs.ledger, token: inputs["github-token"] });
  try {
    await ledger.append(
      open.deploymentId,
      { phase: "cancelled", weight: 0, note, reason: "interrupted" },
      signal,
    );
  } catch (error) {
    log.warning(`The ledger did not take it: ${errorMessage(error)}`);
  }
  log.info(note);
}
