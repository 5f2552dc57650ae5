import { rmSync } from "node:fs";
import { errorMessage, type JsonObject, toActionError } from "@deploy-actions/kernel";
import type { Action } from "./action.ts";
import { EXIT, errorText, exitCodeOf, printEnding } from "./ending.ts";
import type { Host } from "./host.ts";
import { readInputVariables } from "./inputs.ts";
import type { Launch } from "./launch.ts";
import { type Phase, runPhase } from "./phase.ts";
import { printOutputs, toReport } from "./report.ts";
import { runRecord, writeRunRecord } from "./run-record.ts";
import { type OwnedRunnerContext, readRunnerContext } from "./runner-context.ts";
import { openSession, type Session, TERMINAL_SUMMARY } from "./session.ts";
import type { ActionSpec } from "./spec.ts";
import { VERSION } from "./version.ts";

/**
 * Runs an action from its environment (`INPUT_*`) and ends the process: 0 ok, 1 failed verdict, 2 inconclusive
 * verdict, 3 error, 130 cancelled. The same entry runs `post` when the runner starts it again after main.
 */
export async function runAction<S extends ActionSpec>(action: Action<S>, host: Host): Promise<number> {
  const exitCode = await launchAction(action, host, {
    given: readInputVariables(action.spec, host.env),
    isJson: false,
    showDebug: host.env.RUNNER_DEBUG === "1",
    hasPostStep: host.env.GITHUB_ACTIONS === "true",
  }).catch((error: unknown) => {
    // Node would leave with 1 here, which says that the verdict is a failed one.
    host.stderr.write(`${errorText(toActionError(error))}\n`);
    return EXIT.error;
  });
  host.exit(exitCode);
  return exitCode;
}

/** Runs an action and returns its exit code; does not end the process. */
export async function launchAction<S extends ActionSpec>(
  action: Action<S>,
  host: Host,
  launch: Launch,
): Promise<number> {
  const { spec } = action;
  const session = openSession(spec, host, launch.isJson ? host.stderr : host.stdout, launch.showDebug);
  session.log.info(`deploy-actions ${spec.name} ${VERSION}`);

  let runner: OwnedRunnerContext | undefined;
  const readRunner = (): OwnedRunnerContext => {
    runner ??= readRunnerContext(host.env, host.cwd, host.random);
    return runner;
  };
  const startedAt = host.clock.now();
  const startedAsPost = launch.hasPostStep && session.state.get("isPost") === "true";
  const main = await runPhase(action, host, session, launch, readRunner, startedAsPost ? "post" : "main");
  const phases = [main];
  if (!launch.hasPostStep && action.post !== undefined && main.hasStarted && !main.isAbandoned) {
    phases.push(await runPhase(action, host, session, launch, readRunner, "post"));
  }
  if (runner !== undefined && !startedAsPost)
    keepRecord(spec, session, host, launch, runner, main, startedAt);
  if (runner?.ownsTemp === true) rmSync(runner.temp, { recursive: true, force: true });
  return close(spec, session, host, launch, phases);
}

/** Writes the run's record, and its path as the output `record` where the action has one. */
function keepRecord<S extends ActionSpec>(
  spec: S,
  session: Session<S>,
  host: Host,
  launch: Launch,
  runner: OwnedRunnerContext,
  main: Phase,
  startedAt: number,
): void {
  if (!Object.hasOwn(spec.outputs, "record")) return;
  const { log, outputs, secrets } = session;
  const record = runRecord({
    spec,
    runner,
    given: launch.given,
    outputs: outputs.values,
    ending: main.ending,
    exitCode: exitCodeOf(main.ending, main.failOn),
    startedAt,
    finishedAt: host.clock.now(),
  });
  try {
    const redacted: JsonObject = JSON.parse(secrets.redact(JSON.stringify(record)));
    outputs.set("record", writeRunRecord(redacted, runner, host.random.id().slice(0, 8)));
  } catch (error) {
    log.warning(`The record of this run cannot be kept: ${errorMessage(error)}`);
  }
}

function close<S extends ActionSpec>(
  spec: S,
  session: Session<S>,
  host: Host,
  launch: Launch,
  phases: readonly Phase[],
): number {
  const { log, summary, outputs, secrets } = session;
  const problem = summary.flush();
  if (problem !== undefined) log.warning(problem);
  if (session.mode === "terminal") {
    if (!launch.isJson) printOutputs(log, outputs.values);
    if (summary.writtenTo !== undefined) log.info(`Summary: ${TERMINAL_SUMMARY}`);
  }
  log.close();
  let exitCode: number = EXIT.ok;
  for (const phase of phases) {
    const code = exitCodeOf(phase.ending, phase.failOn);
    printEnding(log, phase.ending, code, spec.title);
    if (exitCode === EXIT.ok) exitCode = code;
  }
  if (launch.isJson) {
    const report = toReport(
      phases[0]?.ending ?? { kind: "done" },
      exitCode,
      outputs.values,
      summary.writtenTo,
    );
    host.stdout.write(`${secrets.redact(JSON.stringify(report))}\n`);
  }
  return exitCode;
}
