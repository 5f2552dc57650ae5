import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json, JsonObject } from "@deploy-actions/kernel";
import type { RunnerContext } from "./action.ts";
import type { Ending } from "./ending.ts";
import type { GivenInputs } from "./inputs.ts";
import { describeEnding, readOutput } from "./report.ts";
import type { ActionSpec } from "./spec.ts";
import { VERSION } from "./version.ts";
import { resolveInWorkspace } from "./workspace-files.ts";

/** What a record is made from. */
export interface RunFacts {
  readonly spec: ActionSpec;
  readonly runner: RunnerContext;
  readonly given: GivenInputs;
  readonly outputs: ReadonlyMap<string, string>;
  readonly ending: Ending;
  readonly exitCode: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly finishedAt: number;
}

/**
 * The record of one run of an action, schema 1: who ran what with which inputs, when, what it came to and on what
 * evidence. Secrets are in it by name only.
 */
export function runRecord(facts: RunFacts): JsonObject {
  const { spec, runner, ending } = facts;
  const inputs = Object.entries(facts.given.texts).filter(
    ([name, text]) => text !== "" && Object.hasOwn(spec.inputs, name),
  );
  return {
    type: "deploy-actions/run",
    schema: 1,
    action: spec.name,
    version: VERSION,
    actor: runner.actor,
    repository:
      runner.repository === undefined ? null : `${runner.repository.owner}/${runner.repository.name}`,
    commit: runner.sha ?? null,
    run_id: runner.runId,
    run_attempt: runner.runAttempt,
    run_url: runner.runUrl,
    started_at: new Date(facts.startedAt).toISOString(),
    finished_at: new Date(facts.finishedAt).toISOString(),
    inputs: Object.fromEntries(
      inputs.map(([name, text]) => [name, spec.inputs[name]?.secret === true ? "(secret)" : text]),
    ),
    outputs: Object.fromEntries(Array.from(facts.outputs, ([name, value]) => [name, readOutput(value)])),
    ...describeEnding(ending),
    evidence: ending.kind === "result" ? (ending.result.evidence ?? []).map((item) => ({ ...item })) : [],
    exit_code: facts.exitCode,
  };
}

/** Writes a record beside the run's other files (in a terminal below `.deploy-actions/`), and gives its path. */
export function writeRunRecord(record: JsonObject, runner: RunnerContext, id: string): string {
  const folder =
    runner.mode === "actions"
      ? join(runner.temp, "deploy-actions", "records")
      : resolveInWorkspace(runner.workspace, join(".deploy-actions", "records"));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${String(record.action)}-${id}.json`);
  writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`);
  return path;
}

/** JSON Schema of {@link runRecord}. */
export const RUN_RECORD_SCHEMA: Json = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "The record of one run of an action",
  type: "object",
  additionalProperties: false,
  required: [
    "type",
    "schema",
    "action",
    "version",
    "actor",
    "repository",
    "commit",
    "run_id",
    "run_attempt",
    "run_url",
    "started_at",
    "finished_at",
    "inputs",
    "outputs",
    "evidence",
    "exit_code",
  ],
  properties: {
    type: { const: "deploy-actions/run" },
    schema: { const: 1 },
    action: { type: "string" },
    version: { type: "string" },
    actor: { type: "string" },
    repository: { type: ["string", "null"], description: "owner/name" },
    commit: { type: ["string", "null"] },
    run_id: { type: "string" },
    run_attempt: { type: "integer", minimum: 1 },
    run_url: { type: "string" },
    started_at: { type: "string", format: "date-time" },
    finished_at: { type: "string", format: "date-time" },
    inputs: {
      type: "object",
      additionalProperties: { type: "string" },
      description: "As given; of secrets only that they were.",
    },
    outputs: { type: "object" },
    result: {
      type: "object",
      required: ["outcome", "reason", "sentence"],
      properties: {
        outcome: { enum: ["pass", "fail", "inconclusive"] },
        reason: { type: "string" },
        sentence: { type: "string" },
      },
    },
    error: {
      type: "object",
      required: ["code", "message"],
      properties: {
        code: { enum: ["input", "config", "permission", "remote", "conflict", "cancelled", "internal"] },
        message: { type: "string" },
        hint: { type: "string" },
      },
    },
    evidence: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "outcome", "reason", "required", "found"],
        properties: {
          name: { type: "string" },
          outcome: { enum: ["pass", "fail", "inconclusive"] },
          reason: { type: "string" },
          required: { type: "string" },
          found: { type: "string" },
        },
      },
    },
    exit_code: { type: "integer" },
  },
};
