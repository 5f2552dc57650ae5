import { ActionError, formatDuration, toActionError } from "@deploy-actions/kernel";
import type { Action, ActionContext, RunnerContext } from "./action.ts";
import { type Ending, endingOf, type FailOn } from "./ending.ts";
import type { Crash, Host } from "./host.ts";
import { parseInputs } from "./inputs.ts";
import type { Launch } from "./launch.ts";
import type { Session } from "./session.ts";
import type { ActionSpec, InputsOf } from "./spec.ts";
import { VERSION } from "./version.ts";

// The runner kills 10 s after SIGINT; what is left of them is for the files to be written and the process to end.
const GRACE_MS = 7_000;

/** How main or post ended. */
export interface Phase {
  readonly ending: Ending;
  readonly failOn: FailOn;
  /** Whether the action itself was called: its environment and inputs were right. */
  readonly hasStarted: boolean;
  /** Whether the action had not ended when the process had to leave. */
  readonly isAbandoned: boolean;
}

/** Runs main or post to its end, or to the end of the grace time after a stop signal or an uncaught error. */
export async function runPhase<S extends ActionSpec>(
  action: Action<S>,
  host: Host,
  session: Session<S>,
  launch: Launch,
  readRunner: () => RunnerContext,
  kind: "main" | "post",
): Promise<Phase> {
  const { log, summary, state } = session;
  const stop = new AbortController();
  const settled = new AbortController();
  const forced = Promise.withResolvers<Ending>();
  let failOn: FailOn = "inconclusive";
  let hasStarted = false;
  let isAbandoned = false;
  let crash: Ending | undefined;

  const leaveSoon = (reason: ActionError, ending: Ending): void => {
    stop.abort(reason);
    summary.flush();
    host.clock.sleep(host.graceMs ?? GRACE_MS, settled.signal).then(
      () => {
        isAbandoned = true;
        forced.resolve(crash ?? ending);
      },
      () => {},
    );
  };
  const offStop = host.onStop((signal) => {
    if (stop.signal.aborted) return;
    log.info(`${signal}: leaving within ${formatDuration(host.graceMs ?? GRACE_MS)}`);
    const error = new ActionError("cancelled", `Cancelled by ${signal}.`);
    leaveSoon(error, { kind: "cancelled", error });
  });
  const offCrash = host.onCrash((event: Crash) => {
    if (event.kind === "drained") {
      forced.resolve(crash ?? { kind: "error", error: neverEnded(action.spec) });
      return;
    }
    if (crash !== undefined) return;
    // The action still gets the grace time: it may hold a rollout that has to reach a safe end.
    const error = toActionError(event.error);
    crash = { kind: "error", error };
    if (!stop.signal.aborted) leaveSoon(error, crash);
  });

  const body = async (): Promise<Ending> => {
    // Before anything can fail: post is started in any case, and must know that it is post.
    if (kind === "main" && launch.hasPostStep && action.post !== undefined) state.save("isPost", "true");
    if (kind === "post" && launch.hasPostStep && state.get("hasStarted") !== "true") {
      log.info("Nothing to finish: the main step did not start.");
      return { kind: "done" };
    }
    const inputs = parseInputs(action.spec, launch.given, session.secrets, launch.label);
    failOn = readFailOn(inputs);
    const runner = readRunner();
    const userAgent = `deploy-actions/${action.spec.name}/${VERSION}`;
    const { clock, random, env } = host;
    const { secrets } = session;
    const wiring = { env, clock, random, secrets, signal: stop.signal, apiUrl: runner.apiUrl, userAgent };
    const context: ActionContext<S> = {
      ...host.wire(wiring),
      clock,
      random,
      log,
      secrets,
      inputs,
      outputs: session.outputs,
      summary,
      progress: session.progress,
      state,
      runner,
      selfArgv: host.selfArgv,
      signal: stop.signal,
    };
    if (kind === "post") {
      await action.post?.(context);
      return { kind: "done" };
    }
    if (launch.hasPostStep && action.post !== undefined) state.save("hasStarted", "true");
    hasStarted = true;
    return { kind: "result", result: await action.run(context) };
  };

  const ending = await Promise.race([body().catch((error) => endingOf(error, stop.signal)), forced.promise]);
  settled.abort();
  offStop();
  offCrash();
  return { ending: crash ?? ending, failOn, hasStarted, isAbandoned };
}

function readFailOn<S extends ActionSpec>(inputs: InputsOf<S>): FailOn {
  const value: unknown = Object.entries(inputs).find(([name]) => name === "fail-on")?.[1];
  return value === "fail" || value === "never" ? value : "inconclusive";
}

function neverEnded(spec: ActionSpec): ActionError {
  return toActionError(new Error(`${spec.name} waits for something that can no longer happen`));
}
