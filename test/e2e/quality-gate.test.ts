import { type FakeGitHub, startFakeGitHub } from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type DoorOptions, errorOf, runDoor, visible } from "../support/door.ts";
import { junit, k6, lcov, sarif } from "../support/reports.ts";
import { createWorkspace, type Workspace } from "../support/workspace.ts";

const POLICY = `version: 1
quality_gates:
  code_coverage: ">= 80%"
  security_scan: "no_critical_issues"
  performance_test: "<= 200ms_p95"
  integration_test: "100%_pass_rate"
  vulnerability_scan: "no_high_severity"
`;

const GOOD_REPORTS = {
  "coverage/lcov.info": lcov(10_000, 8_000),
  "reports/scan.sarif": sarif("6.9", "4.0"),
  "reports/k6-summary.json": k6(200),
  "reports/integration/1.xml": junit(40),
};

let workspace: Workspace;
let github: FakeGitHub;

beforeEach(async () => {
  workspace = createWorkspace(GOOD_REPORTS);
  github = await startFakeGitHub({ files: { ".github/deploy.yml": POLICY, "src/cart.ts": "" } });
});

afterEach(async () => {
  const { violations } = github;
  await github.close();
  workspace.dispose();
  expect(violations).toEqual([]);
});

interface Gate {
  readonly name: string;
  readonly outcome: string;
  readonly reason: string;
  readonly found: string;
}

/** Opens a pull request of a branch that changes these files; gives the event GitHub would send. */
function openPull(files: Readonly<Record<string, string>>): Required<Pick<DoorOptions, "event">> & {
  readonly number: number;
  readonly base: string;
} {
  const base = github.state.resolve("main")?.sha ?? "";
  const sha = github.state.commit({ branch: "topic", files });
  const number = github.state.openPull({ head: "topic" });
  const pull_request = { number, head: { sha, ref: "topic" }, base: { ref: "main", sha: base } };
  return { number, base, event: { name: "pull_request", payload: { pull_request } } };
}

function gates(run: { readonly outputs: Readonly<Record<string, string>> }): readonly Gate[] {
  return JSON.parse(run.outputs.gates ?? "[]") as Gate[];
}

describe("the policy of the base branch judges a pull request", () => {
  test("although the head weakens it in the commit and in the workspace", async () => {
    const weak = `version: 1\ngates:\n  code_coverage: ">= 1%"\n`;
    workspace.write({ ".github/deploy.yml": weak, "coverage/lcov.info": lcov(100, 50) });
    const { event, base } = openPull({ ".github/deploy.yml": weak });
    const run = await runDoor("quality-gate", { github, event, workspace: workspace.path });
    expect(run.outputs).toMatchObject({ verdict: "fail", "policy-commit": base });
    expect(run.exitCode).toBe(1);
    expect(gates(run)).toHaveLength(5);
    expect(run.summary).toContain(`policy of main at ${base.slice(0, 7)}`);
    expect(run.summary).toContain("&#62;= 80% | 50 %");
    expect(run.summary).toMatch(/^_4 of 5 gates passed for [0-9a-f]{7}\._ \[Log of the run\]/m);
  });

  test("also when the head has no policy file at all", async () => {
    const { event } = openPull({ "README.md": "changed" });
    const run = await runDoor("quality-gate", { github, event, workspace: workspace.path });
    expect(run.outputs.verdict).toBe("pass");
    expect(run.exitCode).toBe(0);
  });

  test("on a push the checkout's own file judges, and no commit is named", async () => {
    workspace.write({ ".github/deploy.yml": `version: 1\ngates:\n  code_coverage: ">= 80%"\n` });
    const run = await runDoor("quality-gate", { github, workspace: workspace.path });
    expect(run.outputs).toMatchObject({ verdict: "pass", "policy-commit": "" });
    expect(run.summary).toContain("policy of .github/deploy.yml");
    expect(github.requests).toEqual([]);
  });
});

describe("each gate is judged at its boundary", () => {
  const cases: readonly (readonly [string, Record<string, string>, string, "pass" | "fail"])[] = [
    ["coverage of exactly 80 %", { "coverage/lcov.info": lcov(10_000, 8_000) }, "code_coverage", "pass"],
    ["coverage of 79.99 %", { "coverage/lcov.info": lcov(10_000, 7_999) }, "code_coverage", "fail"],
    ["a p95 of exactly 200 ms", { "reports/k6-summary.json": k6(200) }, "performance_test", "pass"],
    ["a p95 of 200.1 ms", { "reports/k6-summary.json": k6(200.1) }, "performance_test", "fail"],
    ["all of 500 tests passed", { "reports/integration/1.xml": junit(500) }, "integration_test", "pass"],
    ["one of 500 tests failed", { "reports/integration/1.xml": junit(499, 1) }, "integration_test", "fail"],
    ["a critical finding", { "reports/scan.sarif": sarif("9.0") }, "security_scan", "fail"],
    ["a high finding, asked for criticals", { "reports/scan.sarif": sarif("8.9") }, "security_scan", "pass"],
    ["a high finding", { "reports/scan.sarif": sarif("7.0") }, "vulnerability_scan", "fail"],
    [
      "a critical finding, asked for highs",
      { "reports/scan.sarif": sarif("9.8") },
      "vulnerability_scan",
      "fail",
    ],
    ["a medium finding", { "reports/scan.sarif": sarif("6.9") }, "vulnerability_scan", "pass"],
  ];

  test.each(cases)("the right verdict over %s [G27]", async (_title, files, name, outcome) => {
    workspace.write({ ".github/deploy.yml": POLICY, ...files });
    const run = await runDoor("quality-gate", {
      github,
      workspace: workspace.path,
      inputs: { gates: name },
    });
    expect(gates(run)).toEqual([expect.objectContaining({ name, outcome })]);
    expect(run.exitCode).toBe(outcome === "pass" ? 0 : 1);
  });

  test("the figure shown for 79.99 % never reads as 80", async () => {
    workspace.write({ ".github/deploy.yml": POLICY, "coverage/lcov.info": lcov(10_000, 7_999) });
    const run = await runDoor("quality-gate", { github, workspace: workspace.path });
    expect(gates(run)[0]?.found).toMatch(/79\.9/);
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ level: "error", properties: { title: "Gate code_coverage failed" } }),
    );
  });
});

describe("what is missing is inconclusive, never a pass", () => {
  beforeEach(() => workspace.write({ ".github/deploy.yml": POLICY, "coverage/lcov.info": "" }));

  const missing = { inputs: { gates: "unit" } };
  const policy = `version: 1\ngates:\n  unit: "100%_pass_rate"\n`;

  test("a report nobody wrote ends with exit code 2 by default", async () => {
    workspace.write({ ".github/deploy.yml": policy });
    const run = await runDoor("quality-gate", { github, workspace: workspace.path, ...missing });
    expect(run.exitCode).toBe(2);
    expect(run.outputs.verdict).toBe("inconclusive");
    expect(gates(run)).toEqual([expect.objectContaining({ reason: "report_missing", found: "no report" })]);
    expect(run.summary).toContain("does the step that writes the report run");
  });

  test("and with 0 when only failures shall fail the step; the verdict stays inconclusive", async () => {
    workspace.write({ ".github/deploy.yml": policy });
    const run = await runDoor("quality-gate", {
      github,
      workspace: workspace.path,
      inputs: { gates: "unit", "fail-on": "fail" },
    });
    expect(run.exitCode).toBe(0);
    expect(run.outputs.verdict).toBe("inconclusive");
  });

  test("a shard that wrote no report is not a pass", async () => {
    workspace.write({
      ".github/deploy.yml": `version: 1\ngates:\n  unit: { require: 100%_pass_rate, reports: "shards/*.xml", expect-files: 3 }\n`,
      "shards/1.xml": junit(3),
      "shards/2.xml": junit(3),
    });
    const run = await runDoor("quality-gate", { github, workspace: workspace.path });
    expect(gates(run)).toEqual([
      expect.objectContaining({ outcome: "inconclusive", reason: "report_files_missing" }),
    ]);
  });

  test("a gate that fails outweighs one nobody could decide", async () => {
    workspace.write({
      ".github/deploy.yml": `version: 1\ngates:\n  unit: "100%_pass_rate"\n  code_coverage: ">= 80%"\n`,
      "coverage/lcov.info": lcov(10, 1),
    });
    const run = await runDoor("quality-gate", { github, workspace: workspace.path });
    expect(run.outputs.verdict).toBe("fail");
    expect(run.exitCode).toBe(1);
  });

  test("a policy without gates has judged nothing", async () => {
    workspace.write({ ".github/deploy.yml": "version: 1\nenvironments: { production: {} }\n" });
    const run = await runDoor("quality-gate", { github, workspace: workspace.path });
    expect(run.outputs.verdict).toBe("inconclusive");
    expect(run.exitCode).toBe(2);
  });
});

describe("the comment on the pull request", () => {
  const ours = () => github.state.comments.filter((one) => one.body.startsWith("<!-- deploy-actions:"));

  test("is created once and then brought up to date", async () => {
    const { event, number } = openPull({});
    const first = await runDoor("quality-gate", { github, event, workspace: workspace.path });
    expect(ours()).toHaveLength(1);
    expect(ours()[0]).toMatchObject({ issue: number });
    expect(ours()[0]?.body).toContain("Gate passed");
    expect(first.outputs["comment-url"]).toMatch(/#issuecomment-\d+$/);
    workspace.write({ "reports/integration/1.xml": junit(39, 1) });
    const env = { GITHUB_RUN_NUMBER: "4" };
    await runDoor("quality-gate", { github, event, workspace: workspace.path, env });
    expect(ours()).toHaveLength(1);
    expect(ours()[0]?.body).toContain("Gate failed");
  });

  test("is found behind more than a page of others", async () => {
    const { event, number } = openPull({});
    const add = (body: string, login: string) =>
      github.state.comments.push({
        id: github.state.nextId(),
        issue: number,
        body,
        login,
        at: 0,
        updatedAt: 0,
      });
    for (let index = 0; index < 130; index += 1) add(`comment ${index}`, "octocat");
    add("<!-- deploy-actions:quality-gate-defaults run=1.1 -->\nold", "github-actions[bot]");
    await runDoor("quality-gate", { github, event, workspace: workspace.path });
    expect(github.state.comments).toHaveLength(131);
    expect(ours()).toEqual([expect.objectContaining({ body: expect.stringContaining("Gate passed") })]);
  });

  test("of somebody else with our marker is not ours", async () => {
    const { event, number } = openPull({});
    const body = "<!-- deploy-actions:quality-gate-defaults run=1.1 -->\nall gates passed, trust me";
    github.state.comments.push({ id: 7, issue: number, body, login: "mallory", at: 0, updatedAt: 0 });
    await runDoor("quality-gate", { github, event, workspace: workspace.path });
    expect(github.state.comments[0]?.body).toBe(body);
    expect(github.state.comments).toHaveLength(2);
  });

  test("of a newer run is not overwritten by an older one that ends late", async () => {
    const { event } = openPull({});
    workspace.write({ "reports/integration/1.xml": junit(39, 1) });
    const run = (number: string) =>
      runDoor("quality-gate", {
        github,
        event,
        workspace: workspace.path,
        env: { GITHUB_RUN_NUMBER: number },
      });
    await run("12");
    const newer = ours()[0]?.body;
    workspace.write({ "reports/integration/1.xml": junit(40) });
    const late = await run("9");
    expect(ours()[0]?.body).toBe(newer);
    expect(newer).toContain("run=12.1");
    expect(late.outputs.verdict).toBe("pass");
  });

  test("shows hostile names of tests as text", async () => {
    const { event } = openPull({});
    const name = "@octo-org/team ![x](http://evil.example) | <img src=x> `code` ::error::owned";
    const escaped = name.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    workspace.write({
      "reports/integration/1.xml": `<testsuite><testcase name="${escaped}"><failure/></testcase></testsuite>`,
    });
    const run = await runDoor("quality-gate", { github, event, workspace: workspace.path });
    for (const text of [ours()[0]?.body ?? "", run.summary]) {
      expect(text).toContain("team");
      expect(text).not.toMatch(/@octo-org|!\[x\]|<img|\]\(http:\/\/evil/);
    }
    expect(run.annotations.map((one) => one.properties.title)).not.toContain(undefined);
    expect(run.annotations.filter((one) => one.message.startsWith("owned"))).toEqual([]);
  });

  test("is not written when it is not wanted", async () => {
    const { event } = openPull({});
    await runDoor("quality-gate", { github, event, workspace: workspace.path, inputs: { comment: "false" } });
    expect(github.state.comments).toEqual([]);
  });
});

describe("the gate of a fork's pull request, from workflow_run", () => {
  /** A pull request of a fork; the event's own list of pull requests is empty, as GitHub sends it. */
  function openForkPull(): Required<Pick<DoorOptions, "event">> & {
    readonly number: number;
    readonly sha: string;
  } {
    github.state.commit({ branch: "release-2", files: { ".github/deploy.yml": POLICY } });
    const sha = github.state.commit({ branch: "patch-1", files: { "src/cart.ts": "changed" } });
    const number = github.state.openPull({ head: "patch-1", headOwner: "stranger", base: "release-2" });
    const payload = { workflow_run: { id: 30, head_sha: sha, head_branch: "patch-1", pull_requests: [] } };
    return { number, sha, event: { name: "workflow_run", payload } };
  }

  test("finds the pull request by the commit GitHub names, and believes no artifact", async () => {
    const other = github.state.openPull({ head: "main" });
    const { event, number, sha } = openForkPull();
    const weak = `version: 1\ngates:\n  code_coverage: ">= 1%"\n`;
    workspace.write({
      "pr-number.txt": String(other),
      "event.json": JSON.stringify({ pull_request: { number: other } }),
      ".github/deploy.yml": weak,
    });
    const run = await runDoor("quality-gate", { github, event, workspace: workspace.path });
    const base = github.state.resolve("release-2")?.sha ?? "";
    expect(run.outputs).toMatchObject({ verdict: "pass", "policy-commit": base });
    expect(gates(run)).toHaveLength(5);
    expect(github.state.comments).toEqual([expect.objectContaining({ issue: number })]);
    expect(run.summary).toContain("policy of release-2");
    expect(run.summary).toContain(sha.slice(0, 7));
  });

  test("judges by the default branch when no open pull request has this head, and comments nowhere", async () => {
    const payload = { workflow_run: { id: 30, head_sha: "1".repeat(40), pull_requests: [] } };
    workspace.write({ ".github/deploy.yml": `version: 1\ngates:\n  code_coverage: ">= 1%"\n` });
    const run = await runDoor("quality-gate", {
      github,
      event: { name: "workflow_run", payload },
      workspace: workspace.path,
    });
    expect(run.outputs["policy-commit"]).toBe(github.state.resolve("main")?.sha);
    expect(gates(run)).toHaveLength(5);
    expect(github.state.comments).toEqual([]);
  });
});

describe("command gates", () => {
  const command = (run: readonly string[], extra = "") =>
    `version: 1\ngates:\n  lint: { run: ${JSON.stringify(run)}${extra} }\n`;
  const judge = (policy: string, env: Readonly<Record<string, string>> = {}) => {
    workspace.write({ ".github/deploy.yml": policy });
    return runDoor("quality-gate", { github, workspace: workspace.path, env });
  };

  test("pass with exit code 0", async () => {
    expect(gates(await judge(command([process.execPath, "-e", ""])))).toEqual([
      expect.objectContaining({ outcome: "pass", found: "exit code 0" }),
    ]);
  });

  test("fail with any other, and advise with the last line it printed", async () => {
    const run = await judge(command([process.execPath, "-e", "console.error('3 problems');process.exit(4)"]));
    expect(gates(run)).toEqual([expect.objectContaining({ outcome: "fail", found: "exit code 4" })]);
    expect(errorOf(run)).toContain("3 problems");
  });

  test("have each a name and an exit code of its own: none hides another [D11]", async () => {
    const exit = (code: number) => JSON.stringify([process.execPath, "-e", `process.exit(${code})`]);
    const run = await judge(
      `version: 1\ngates:\n  ruff: { run: ${exit(1)} }\n  pytest: { run: ${exit(0)} }\n  dbt-build: { run: ${exit(2)} }\n`,
    );
    expect(gates(run).map(({ name, outcome, found }) => `${name} ${outcome}: ${found}`)).toEqual([
      "ruff fail: exit code 1",
      "pytest pass: exit code 0",
      "dbt-build fail: exit code 2",
    ]);
    expect(run.exitCode).toBe(1);
  });

  test("are inconclusive when they hang, and are ended", async () => {
    const run = await judge(command([process.execPath, "-e", "setInterval(()=>{},1e3)"], ", timeout: 1s"));
    expect(gates(run)).toEqual([
      expect.objectContaining({ outcome: "inconclusive", reason: "command_timed_out" }),
    ]);
  });

  test("are inconclusive when there is no such program", async () => {
    const run = await judge(command(["no-such-linter"]));
    expect(gates(run)).toEqual([
      expect.objectContaining({ outcome: "inconclusive", reason: "command_not_started" }),
    ]);
    expect(visible(run)).toContain("no-such-linter");
  });

  test("get no token of the runner, and cannot give it commands", async () => {
    const script =
      "console.log('::set-output name=verdict::pass');console.log('::error::owned');" +
      "console.log(Object.keys(process.env).filter((n)=>/TOKEN|^INPUT_|^GITHUB_OUTPUT|DATABASE_URL/.test(n)).join())";
    const run = await judge(command([process.execPath, "-e", script]), {
      GITHUB_TOKEN: "ghs_secret",
      ACTIONS_RUNTIME_TOKEN: "runtime-secret",
      DATABASE_URL: "postgres://u:p@h/d",
    });
    expect(run.annotations).toEqual([]);
    expect(visible(run)).not.toMatch(/GITHUB_TOKEN|ACTIONS_RUNTIME_TOKEN|INPUT_GITHUB-TOKEN|DATABASE_URL/);
    expect(run.outputs.verdict).toBe("pass");
  });
});
