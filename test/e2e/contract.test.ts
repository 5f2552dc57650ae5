import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { type FakeRunResult, runFakeRun } from "@deploy-actions/testkit";
import { describe, expect, test } from "@jest/globals";
import { parse, parseAllDocuments } from "yaml";
import { specs } from "../../actions/specs.ts";
import { doorOf, entryFile, errorOf, ROOT, readMetadata, runDoor } from "../support/door.ts";
import { createWorkspace } from "../support/workspace.ts";

const names = specs.map((spec) => spec.name);

/** Values that every type of input takes, so that only what is not known can be complained of. */
const VALID: Readonly<Record<string, string>> = {
  url: "https://shop.example/health",
  "slack-api-url": "https://slack.com/api",
};

describe.each(names)("%s", (name) => {
  const metadata = readMetadata(name);
  const folder = join(ROOT, doorOf(name));

  test("runs on node24, and the files its action.yml starts exist", () => {
    expect(metadata.runs.using).toBe("node24");
    for (const file of [metadata.runs.main, metadata.runs.post ?? metadata.runs.main]) {
      expect(relative(ROOT, normalize(join(folder, file)))).toMatch(/^dist\//);
      expect(existsSync(join(folder, file))).toBe(true);
    }
  });

  test("without any input ends with exit code 3 and an input error, and prints no stack", async () => {
    const workspace = createWorkspace();
    const run = await runFakeRun({ entry: entryFile(name), workspace: workspace.path });
    workspace.dispose();
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toMatch(/^(input|config): /);
    expect(run.stderr).toEqual([]);
    const printed = run.stdout.filter((line) => !line.startsWith("::debug::"));
    expect(printed.filter((line) => /^\s+at .*:\d+|node:internal/.test(line))).toEqual([]);
    expect(run.problems).toEqual([]);
  });

  test("knows every input of its action.yml", async () => {
    const workspace = createWorkspace();
    const inputs = Object.fromEntries(
      Object.keys(metadata.inputs).map((input) => [input, VALID[input] ?? ""]),
    );
    const run = await runDoor(name, { workspace: workspace.path, inputs });
    workspace.dispose();
    expect(run.log.join("\n")).not.toMatch(/unknown input|not an input|is not known/i);
  });

  test("says so when it gets one that its action.yml does not have", async () => {
    const workspace = createWorkspace();
    const run = await runDoor(name, { workspace: workspace.path, inputs: { "no-such-input": "x" } });
    workspace.dispose();
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("no-such-input");
  });

  test("sets no output in its code that its action.yml does not have, and has none nobody sets", () => {
    const declared = Object.keys(metadata.outputs).sort();
    const read = (pattern: string): string =>
      globSync(pattern, { cwd: ROOT })
        .map((file) => readFileSync(join(ROOT, file), "utf8"))
        .join("\n");
    const own = read(`actions/${name}/*.ts`);
    const common =
      read("packages/action-kit/src/*.ts") +
      (own.includes("conclude(") ? read("actions/common/outcome.ts") : "");
    const set = new Set(
      [...(own + common).matchAll(/outputs\s*\.set\(\s*"([\w-]+)"/g)].map((match) => match[1]),
    );
    expect([...set].sort()).toEqual(declared);
  });
});

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly steps?: readonly Step[];
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, unknown>> | "inherit";
}
interface ReusableWorkflow {
  readonly on: {
    readonly workflow_call?: {
      readonly inputs?: Readonly<Record<string, { readonly required?: boolean }>>;
      readonly secrets?: Readonly<Record<string, unknown>>;
      readonly outputs?: Readonly<Record<string, unknown>>;
    };
  };
}

/** The action that `uses:` opens, when it is one of ours. */
function actionOf(uses: string | undefined): string | undefined {
  const door = /^(?:org\/deploy-actions(\/[a-z-]+)?@v1|\.(\/[a-z-]*)?)$/.exec(uses ?? "");
  if (door === null) return undefined;
  const folder = (door[1] ?? door[2] ?? "").slice(1);
  return specs.find((spec) => spec.door === (folder === "" ? "." : folder))?.name ?? `no action at ${uses}`;
}

const WORKFLOWS = globSync([".github/workflows/*.yml", "workflows-examples/*.yml"], { cwd: ROOT }).sort();
const PAGES = globSync(["README.md", "*/README.md", "docs/**/*.md"], {
  cwd: ROOT,
  exclude: ["node_modules/**", "packages/**", "dist/**", "tmp/**"],
}).sort();

/** Every list of steps that a file shows, with the text they stand in. */
function shownSteps(file: string): readonly { readonly steps: readonly Step[]; readonly text: string }[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  const blocks = file.endsWith(".md")
    ? [...source.matchAll(/^( *)```ya?ml\n([\s\S]*?)^\1```/gm)].map((match) => match[2] ?? "")
    : [source];
  return blocks.flatMap((text) =>
    parseAllDocuments(text).flatMap((document) => {
      const value = (document as { toJS(): unknown }).toJS();
      return stepsIn(value).map((steps) => ({ steps, text }));
    }),
  );
}

function stepsIn(value: unknown): readonly (readonly Step[])[] {
  if (Array.isArray(value)) return [value as readonly Step[]];
  if (typeof value !== "object" || value === null) return [];
  if ("steps" in value && Array.isArray(value.steps)) return [value.steps as readonly Step[]];
  if (!("jobs" in value) || typeof value.jobs !== "object" || value.jobs === null) return [];
  return Object.values(value.jobs as Record<string, Job>).flatMap((job) => (job.steps ? [job.steps] : []));
}

describe.each([...WORKFLOWS, ...PAGES])("%s", (file) => {
  test("passes only inputs that exist and reads only outputs that exist", () => {
    const wrong: string[] = [];
    for (const { steps, text } of shownSteps(file)) {
      for (const step of steps) {
        const name = actionOf(step.uses);
        if (name === undefined) continue;
        if (!names.includes(name)) {
          wrong.push(name);
          continue;
        }
        const { inputs, outputs } = readMetadata(name);
        for (const input of Object.keys(step.with ?? {})) {
          if (!(input in inputs)) wrong.push(`${step.uses} has no input ${input}`);
        }
        for (const [input, { required }] of Object.entries(inputs)) {
          if (required === true && !(input in (step.with ?? {}))) wrong.push(`${step.uses} lacks ${input}`);
        }
        if (step.id === undefined) continue;
        for (const [, output = ""] of text.matchAll(
          new RegExp(`steps\\.${step.id}\\.outputs\\.([\\w-]+)`, "g"),
        )) {
          if (!(output in outputs)) wrong.push(`${step.uses} (id ${step.id}) has no output ${output}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe.each(globSync("workflows-examples/*.yml", { cwd: ROOT }).sort())("%s", (file) => {
  test("calls our reusable workflows with inputs, secrets and outputs they have", () => {
    const source = readFileSync(join(ROOT, file), "utf8");
    const { jobs } = parse(source) as { readonly jobs: Readonly<Record<string, Job>> };
    const wrong: string[] = [];
    for (const [id, job] of Object.entries(jobs)) {
      const called = /^org\/deploy-actions\/(\.github\/workflows\/[\w-]+\.yml)@v1$/.exec(job.uses ?? "")?.[1];
      if (called === undefined) continue;
      const { on } = parse(readFileSync(join(ROOT, called), "utf8")) as ReusableWorkflow;
      const { inputs = {}, secrets = {}, outputs = {} } = on.workflow_call ?? {};
      const given = Object.keys(job.with ?? {});
      wrong.push(
        ...given.filter((name) => !(name in inputs)).map((name) => `${called} has no input ${name}`),
      );
      const lacking = Object.keys(inputs).filter(
        (name) => inputs[name]?.required === true && !given.includes(name),
      );
      wrong.push(...lacking.map((name) => `${id} lacks the input ${name} of ${called}`));
      for (const name of Object.keys(typeof job.secrets === "object" ? job.secrets : {})) {
        if (!(name in secrets)) wrong.push(`${called} has no secret ${name}`);
      }
      for (const [, name = ""] of source.matchAll(new RegExp(`needs\\.${id}\\.outputs\\.([\\w-]+)`, "g"))) {
        if (!(name in outputs)) wrong.push(`${called} has no output ${name}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("what an entry loads", () => {
  /** The files of dist/main that a run loaded, as text. */
  async function loadedText(
    name: string,
    inputs: Readonly<Record<string, string>>,
    files: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly text: string; readonly run: FakeRunResult }> {
    const workspace = createWorkspace({ ...files, "hook.mjs": HOOK });
    const list = join(workspace.path, "loaded.txt");
    const run = await runDoor(name, {
      workspace: workspace.path,
      inputs,
      env: { LOADED_LIST: list },
      nodeArgs: ["--import", join(workspace.path, "hook.mjs")],
    });
    const loaded = existsSync(list) ? readFileSync(list, "utf8").trim().split("\n") : [];
    workspace.dispose();
    const main = `${dirname(dirname(entryFile(name)))}/main/`;
    const text = loaded.filter((file) => file.startsWith(main)).map((file) => readFileSync(file, "utf8"));
    expect(text.length).toBeGreaterThan(1);
    return { text: text.join("\n"), run };
  }

  // Texts that survive minifying, each of one package.
  const MARKS: Readonly<Record<string, RegExp>> = {
    "@actions/github": /octokit-core\.js/,
    pg: /scram-sha-256|SCRAM-SHA-256/i,
    zod: /unrecognized_keys/,
    yaml: /BLOCK_AS_IMPLICIT_KEY/,
    undici: /undici\.globalDispatcher/,
  };

  const packagesIn = (text: string): readonly string[] =>
    Object.keys(MARKS).filter((name) => MARKS[name]?.test(text));

  test("each mark is in the bundle, so that its absence means something", () => {
    const all = globSync("dist/main/*.js", { cwd: ROOT }).map((file) =>
      readFileSync(join(ROOT, file), "utf8"),
    );
    expect(packagesIn(all.join("\n"))).toEqual(Object.keys(MARKS));
  });

  test("health-verify with a url: nothing but the probes and HTTP", async () => {
    const { text, run } = await loadedText("health-verify", {
      url: "http://127.0.0.1:9/health",
      for: "0",
      interval: "10ms",
    });
    expect(run.outputs.verdict).toBe("fail");
    expect(packagesIn(text).filter((name) => name !== "undici")).toEqual([]);
  });

  test("quality-gate on a push: no GitHub client, no database, no network", async () => {
    const { text, run } = await loadedText(
      "quality-gate",
      {},
      { ".github/deploy.yml": `version: 1\ngates: { lint: { run: ["true"] } }\n` },
    );
    expect(run.outputs.verdict).toBe("pass");
    expect(packagesIn(text)).toEqual(expect.arrayContaining(["zod", "yaml"]));
    for (const name of ["@actions/github", "pg", "undici"]) expect(packagesIn(text)).not.toContain(name);
  });

  test("an input error: only what reads inputs", async () => {
    const { text, run } = await loadedText("health-verify", { url: "no url" });
    expect(run.exitCode).toBe(3);
    expect(packagesIn(text)).toEqual([]);
  });
});

const HOOK = `import { registerHooks } from "node:module";
import { appendFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
registerHooks({
  load(url, context, next) {
    if (url.startsWith("file:")) appendFileSync(process.env.LOADED_LIST, fileURLToPath(url) + "\\n");
    return next(url, context);
  },
});
`;
