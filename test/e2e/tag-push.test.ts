import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type FakeGitHub, startFakeGitHub } from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { ROOT, runDoor } from "../support/door.ts";
import { createExecPlatform, type ExecPlatform } from "../support/exec-platform.ts";
import { createWorkspace, type Workspace } from "../support/workspace.ts";

const TAG = "v2";

interface Caller {
  readonly on: { readonly push?: { readonly tags?: readonly string[] } };
  readonly jobs: {
    readonly deploy: { readonly uses: string; readonly with: Readonly<Record<string, unknown>> };
  };
}

interface Reusable {
  readonly on: {
    readonly workflow_call: { readonly inputs: Readonly<Record<string, { readonly default?: unknown }>> };
  };
  readonly jobs: Readonly<Record<string, { readonly steps?: readonly Step[] }>>;
}

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const read = <Kind>(path: string): Kind => parse(readFileSync(join(ROOT, path), "utf8")) as Kind;

/** What GitHub makes of `${{ … }}` where nothing but names stands in it; a name nobody knows is empty. */
function fill(value: unknown, known: Readonly<Record<string, string>>): string {
  return String(value).replaceAll(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => known[name] ?? "");
}

/** The inputs of the step that deploys, as they follow from the example and the reusable workflow it calls. */
function deployingInputs(example: string, gitHub: Readonly<Record<string, string>>): Record<string, string> {
  const { uses, with: given } = read<Caller>(example).jobs.deploy;
  const [, file = ""] = /(\.github\/workflows\/[\w-]+\.yml)@/.exec(uses) ?? [];
  const { on, jobs } = read<Reusable>(file);
  const inputs = Object.entries(on.workflow_call.inputs).map(([name, { default: otherwise = "" }]) => [
    `inputs.${name}`,
    fill(given[name] ?? otherwise, gitHub),
  ]);
  const step = Object.values(jobs)
    .flatMap(({ steps = [] }) => steps)
    .find((one) => one.uses?.includes("/canary@") === true && one.with?.record !== undefined);
  const known = { ...gitHub, ...Object.fromEntries(inputs) };
  return Object.fromEntries(
    Object.entries(step?.with ?? {}).map(([name, value]) => [name, fill(value, known)] as const),
  );
}

describe("a pushed tag", () => {
  let workspace: Workspace;
  let github: FakeGitHub;
  let platform: ExecPlatform;
  let tagged: string;

  beforeEach(async () => {
    github = await startFakeGitHub();
    workspace = createWorkspace();
    platform = createExecPlatform(workspace.path);
    platform.write({ stable: { version: "v1" } });
    const target = {
      ...(JSON.parse(platform.yaml) as object),
      "set-weight": [
        process.execPath,
        join(workspace.path, "deploy.mjs"),
        "set-weight",
        join(workspace.path, "platform.json"),
      ],
    };
    workspace.write({
      // A deploy command of the user's own: notes which commit it is asked for.
      "deploy.mjs": `import { appendFileSync } from "node:fs";
appendFileSync(new URL("deployed", import.meta.url), \`\${process.env.RELEASE} \${process.env.COMMIT}\\n\`);
await import(${JSON.stringify(join(ROOT, "test/support/exec-target.mjs"))});
`,
      ".github/deploy.yml": `version: 1
service: shop
environments:
  production:
    target: ${JSON.stringify(target)}
    rollout: { steps: [{ weight: 25% }, { weight: 50% }, { weight: 100% }], abort-when: [] }
`,
    });
    tagged = github.state.commit({ files: { "src/cart.ts": "of the tag" } });
    github.state.refs.set(`refs/tags/${TAG}`, tagged);
    // The branch has moved on since the tag was made.
    github.state.commit({ files: { "src/cart.ts": "of tomorrow" } });
  });

  afterEach(async () => {
    const { violations } = github;
    await github.close();
    workspace.dispose();
    expect(violations).toEqual([]);
  });

  test.each([
    ["deploy-on-tag.yml"],
    ["ecs-canary.yml"],
    ["kubernetes-canary.yml"],
    ["lambda-canary.yml"],
    ["staged-canary.yml"],
  ])("deploys the commit it points to, by the example %s [A12] [D24]", async (name) => {
    const example = `workflows-examples/${name}`;
    expect(read<Caller>(example).on.push?.tags).toEqual(["v*"]);
    const main = github.state.resolve("main")?.sha;
    expect(main).not.toBe(tagged);
    const run = await runDoor("canary-deploy", {
      github,
      workspace: workspace.path,
      inputs: deployingInputs(example, { "github.ref_name": TAG, "github.sha": tagged }),
      env: {
        GITHUB_REF: `refs/tags/${TAG}`,
        GITHUB_REF_NAME: TAG,
        GITHUB_REF_TYPE: "tag",
        GITHUB_SHA: tagged,
      },
      // Of an annotated tag GitHub's event names the tag's own object, which is no commit.
      event: { name: "push", payload: { ref: `refs/tags/${TAG}`, after: "7".repeat(40), created: true } },
    });
    expect(run.exitCode).toBe(0);
    const id = Number(run.outputs["deployment-id"]);
    const record = github.state.deployments.find((one) => one.id === id);
    expect(record).toMatchObject({
      environment: "production",
      sha: tagged,
      ref: tagged,
      payload: { version: TAG, sha: tagged },
    });
    const deployed = readFileSync(join(workspace.path, "deployed"), "utf8").trim().split("\n");
    expect(new Set(deployed)).toEqual(new Set([`${TAG} ${tagged}`]));
  });
});
