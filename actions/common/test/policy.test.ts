import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActionContext, RunnerContext } from "@deploy-actions/action-kit";
import { ActionError } from "@deploy-actions/kernel";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { loadGates } from "../policy.ts";
import { contextWith, RUNNER } from "./context.ts";

const FILE = ".github/deploy.yml";
const policyWith = (gate: string): string => `version: 1\ngates: { ${gate}: { run: [check] } }\n`;

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "deploy-actions-policy-"));
  mkdirSync(join(workspace, ".github"));
  writeFileSync(join(workspace, FILE), policyWith("of-workspace"));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

/** A GitHub whose every ref has a policy with a gate of that name; the asked refs are kept. */
function refsOf(asked: string[]): ActionContext["github"] {
  const request = async (route: string, parameters: { readonly ref: string }) => {
    if (route.includes("/commits/")) {
      asked.push(parameters.ref);
      return { status: 200, data: { sha: "b".repeat(40) } };
    }
    const content = Buffer.from(policyWith("of-github")).toString("base64");
    return { status: 200, data: { type: "file", encoding: "base64", content, size: 60 } };
  };
  return (() => ({ request })) as unknown as ActionContext["github"];
}

async function load(
  runner: Partial<RunnerContext>,
  more: { readonly baseRef?: string; readonly token?: string } = {},
) {
  const asked: string[] = [];
  const context = contextWith({ runner: { workspace, ...runner }, github: refsOf(asked) });
  const { token = "ghs_x", ...rest } = more;
  const request = { environment: undefined, file: FILE, token: token === "" ? undefined : token, ...rest };
  const { gates, source } = await loadGates(context, request);
  return { gate: gates[0]?.name, source, asked };
}

describe("whose policy judges", () => {
  test.each([
    "push",
    "schedule",
    "workflow_dispatch",
    "repository_dispatch",
    "release",
    "create",
    "deployment",
  ])("on %s the checkout's, which only people with write access move", async (eventName) => {
    expect(await load({ eventName })).toMatchObject({
      gate: "of-workspace",
      source: { commit: undefined, text: `policy of ${FILE}` },
      asked: [],
    });
  });

  test.each([
    ["pull_request", { pull_request: { base: { ref: "release-2" } } }, "heads/release-2"],
    ["pull_request_target", { pull_request: { base: { ref: "main" } } }, "heads/main"],
    ["pull_request_review", { pull_request: { base: { ref: "main" } } }, "heads/main"],
    ["merge_group", { merge_group: { base_ref: "refs/heads/main" } }, "heads/main"],
    ["issue_comment", { issue: { number: 1, pull_request: {} } }, RUNNER.sha],
    ["workflow_run", { workflow_run: { head_sha: "c".repeat(40) } }, RUNNER.sha],
    ["check_run", {}, RUNNER.sha],
    ["fork", {}, RUNNER.sha],
    ["an event of tomorrow", {}, RUNNER.sha],
  ])("on %s what GitHub has, never the workspace", async (eventName, event, ref) => {
    expect(await load({ eventName, event })).toMatchObject({ gate: "of-github", asked: [ref] });
  });

  test("a base branch in the payload goes over the name of the event", async () => {
    const event = { pull_request: { base: { ref: "main" } } };
    expect(await load({ eventName: "push", event })).toMatchObject({ gate: "of-github" });
  });

  test("a pull request without a readable base is not trusted either", async () => {
    const event = { pull_request: { base: { ref: 7 } } };
    expect(await load({ eventName: "pull_request", event })).toMatchObject({
      gate: "of-github",
      asked: [RUNNER.sha],
    });
  });

  test("the base branch a caller found goes over everything", async () => {
    const found = await load({ eventName: "workflow_run" }, { baseRef: "release-3" });
    expect(found).toMatchObject({ gate: "of-github", asked: ["heads/release-3"] });
    expect(found.source.text).toBe("policy of release-3 at bbbbbbb");
  });

  test("in a terminal the file that is there", async () => {
    const runner = { mode: "terminal", eventName: "", repository: undefined } as const;
    expect(await load(runner)).toMatchObject({ gate: "of-workspace" });
  });

  test("without a checkout, on a push, the commit the workflow runs for", async () => {
    rmSync(join(workspace, FILE));
    const found = await load({ eventName: "push" });
    expect(found).toMatchObject({ gate: "of-github", asked: [RUNNER.sha] });
    expect(found.source.text).toBe("policy at bbbbbbb");
  });
});

describe("what cannot be read", () => {
  const rejection = (promise: Promise<unknown>): Promise<ActionError> =>
    promise.then(
      () => Promise.reject(new Error("it was read")),
      (error: unknown) => (error instanceof ActionError ? error : Promise.reject(error)),
    );

  test("without a token says which input to pass", async () => {
    const error = await rejection(load({ eventName: "issue_comment" }, { token: "" }));
    expect(error).toMatchObject({ code: "input", hint: expect.stringContaining("contents: read") });
  });

  test("in a terminal without the file names it", async () => {
    rmSync(join(workspace, FILE));
    const error = await rejection(load({ mode: "terminal", eventName: "", repository: undefined }));
    expect(error).toMatchObject({ code: "config", message: expect.stringContaining(FILE) });
  });

  test("a folder in its place is an error that names it", async () => {
    rmSync(join(workspace, FILE));
    mkdirSync(join(workspace, FILE));
    expect(await rejection(load({}))).toMatchObject({
      code: "config",
      message: expect.stringContaining(`${FILE} cannot be read`),
    });
  });
});
