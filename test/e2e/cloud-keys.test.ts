import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { specs } from "../../actions/specs.ts";
import { ROOT } from "../support/door.ts";

interface Job {
  readonly uses?: string;
  readonly environment?: { readonly name: string };
  readonly permissions?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: { readonly workflow_call?: { readonly secrets?: Readonly<Record<string, unknown>> } };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (path: string): Workflow => parse(readFileSync(join(ROOT, path), "utf8")) as Workflow;
const reusable = globSync(".github/workflows/*.yml", { cwd: ROOT })
  .sort()
  .filter((path) => read(path).on.workflow_call !== undefined);
const examples = globSync("workflows-examples/*.yml", { cwd: ROOT }).sort();
const mayAskForTokens = ({ permissions = {} }: Job | Workflow): boolean =>
  permissions["id-token"] !== undefined;
/** Bound to an environment, or handed on to a workflow of ours that is. */
const isDeploying = ({ environment, uses = "" }: Job): boolean =>
  environment !== undefined || /\/(deploy|deploy-in-stages|rollback)\.yml@/.test(uses);

describe("no key of a cloud is kept anywhere:", () => {
  test.each([...reusable, ...examples])("in %s only jobs that deploy may ask for a token [A11]", (path) => {
    const workflow = read(path);
    expect(mayAskForTokens(workflow)).toBe(false);
    const asking = Object.entries(workflow.jobs).filter(([, job]) => mayAskForTokens(job));
    expect(asking.filter(([, job]) => !isDeploying(job)).map(([name]) => name)).toEqual([]);
  });

  test("the workflows that deploy do ask", () => {
    const asking = reusable.filter((path) => Object.values(read(path).jobs).some(mayAskForTokens));
    expect(asking).toEqual(
      ["deploy-in-stages", "deploy", "rollback"].map((name) => `.github/workflows/${name}.yml`),
    );
  });

  test("every secret that an action or a workflow takes is named here, and none is a cloud's [A11]", () => {
    const ofActions = specs.flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([name, input]) => (input.secret ? [name] : [])),
    );
    const ofWorkflows = reusable.flatMap((path) => Object.keys(read(path).on.workflow_call?.secrets ?? {}));
    expect([...new Set([...ofActions, ...ofWorkflows])].sort()).toEqual([
      "database-url",
      "github-token",
      "slack-token",
      "slack-webhook-url",
      "webhook-secret",
      "webhook-url",
    ]);
    const all = specs.flatMap(({ inputs }) => Object.keys(inputs));
    expect(
      all.filter((name) => /aws|azure|gcp|google|vault|access-key|client-secret|kubeconfig/.test(name)),
    ).toEqual([]);
  });
});
