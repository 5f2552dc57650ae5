import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { checkVersion, makeReleaseTree, packedSize } from "../../tools/release/release-tree.ts";
import { documentedWorkflows } from "./support/published-yaml.ts";

const NAME = "acme/deploy-actions";
/** A runner downloads the tree at the start of every job. */
const MAX_PACKED_BYTES = 4 * 1_048_576;

/** What an `action.yml` or a reusable workflow takes and gives. */
interface Callable {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly secrets: readonly string[];
  readonly outputs: readonly string[];
}

/** One `uses:` of ours with what is passed to it. */
interface Use {
  readonly place: string;
  readonly id: string | undefined;
  readonly path: string;
  readonly inputs: readonly string[];
  readonly secrets: readonly string[];
}

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job extends Step {
  readonly secrets?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly Step[];
}

describe("the tree of a release", () => {
  let tree: string;
  let files: readonly string[];

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), "deploy-actions-release-"));
    makeReleaseTree(tree, NAME);
    files = readdirSync(tree, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(tree.length + 1));
  });

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  const read = (path: string): string => readFileSync(join(tree, path), "utf8");
  const matching = (pattern: RegExp): readonly string[] => files.filter((path) => pattern.test(path));

  function callable(path: string): Callable {
    const isWorkflow = path.endsWith(".yml");
    const text = read(isWorkflow ? path : join(path, "action.yml"));
    const value = parse(text) as { readonly on?: { readonly workflow_call: object } };
    const given = (isWorkflow ? value.on?.workflow_call : value) as {
      readonly inputs?: Callable["inputs"];
      readonly secrets?: object;
      readonly outputs?: object;
    };
    return {
      inputs: given.inputs ?? {},
      secrets: Object.keys(given.secrets ?? {}),
      outputs: Object.keys(given.outputs ?? {}),
    };
  }

  /** Everything the workflows of the tree and of the documentation use of ours. */
  function uses(): readonly Use[] {
    const inTree = matching(/^(\.github\/workflows|workflows-examples)\/[^/]+$/).map((place) => ({
      place,
      text: read(place),
    }));
    const inPages = documentedWorkflows().map(({ place, text }) => ({
      place,
      text: text.replaceAll("org/deploy-actions", NAME),
    }));
    return [...inTree, ...inPages].flatMap(({ place, text }) => {
      const { jobs } = parse(text) as { readonly jobs: Readonly<Record<string, Job>> };
      return Object.values(jobs).flatMap((job) =>
        [job, ...(job.steps ?? [])].flatMap((step) => useOf(place, step)),
      );
    });
  }

  test("names the repository it is released from, and no other", () => {
    expect(files.filter((path) => read(path).includes("org/deploy-actions"))).toEqual([]);
    expect(read("README.md")).toContain(`uses: ${NAME}/.github/workflows/deploy.yml@v1`);
  });

  test("refuses a name that is none", () => {
    expect(() => makeReleaseTree(join(tree, "x"), "acme")).toThrow("expected owner/name");
  });

  test("is not made for a version that the sources do not call themselves", () => {
    expect(() => checkVersion("v0.0.1")).toThrow("package.json says");
  });

  test("has all that its workflows, examples and pages use, and is used with inputs, secrets and values it knows", () => {
    const found = uses();
    expect(found.length).toBeGreaterThan(30);
    const problems = found.flatMap(({ place, path, inputs, secrets }) => {
      if (!existsSync(join(tree, path.endsWith(".yml") ? path : join(path, "action.yml"))))
        return [`${place}: no ${path}`];
      const known = callable(path);
      const required = Object.keys(known.inputs).filter((name) => known.inputs[name]?.required === true);
      return [
        ...inputs
          .filter((name) => !(name in known.inputs))
          .map((name) => `${place}: ${path} has no input ${name}`),
        ...secrets
          .filter((name) => !known.secrets.includes(name))
          .map((name) => `${place}: ${path} has no secret ${name}`),
        ...required.filter((name) => !inputs.includes(name)).map((name) => `${place}: ${path} lacks ${name}`),
      ];
    });
    expect(problems).toEqual([]);
  });

  test("reads only outputs that its doors have", () => {
    const problems = matching(/^\.github\/workflows\//).flatMap((place) => {
      const byId = new Map(
        uses().flatMap((use) => (use.place === place && use.id ? [[use.id, use.path]] : [])),
      );
      return [...read(place).matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)].flatMap(
        ([text, id = "", output = ""]) => {
          const path = byId.get(id);
          return path !== undefined && callable(path).outputs.includes(output) ? [] : [`${place}: ${text}`];
        },
      );
    });
    expect(problems).toEqual([]);
  });

  test("has every file that an action starts, and needs no installation for it", () => {
    const doors = matching(/(^|\/)action\.yml$/);
    expect(doors).toHaveLength(7);
    const started = doors.flatMap((door) => {
      const { runs } = parse(read(door)) as { readonly runs: Readonly<Record<string, string>> };
      expect(runs.using).toBe("node24");
      return [runs.main, runs.post, runs.pre].flatMap((file) =>
        file === undefined ? [] : [join(dirname(door), file)],
      );
    });
    expect(started.filter((file) => !files.includes(file))).toEqual([]);
    expect(matching(/(^|\/)(package-lock\.json|node_modules)$/)).toEqual([]);
    expect(JSON.parse(read("dist/package.json"))).toEqual({ type: "module" });
  });

  test("holds what its pages link to", () => {
    const broken = matching(/\.md$/).flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)]
        .map(([, target = ""]) => target)
        .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(resolve(tree, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
    expect(read("docs/actions/health-verify.md")).toContain(
      `](https://github.com/${NAME}/blob/main/packages/probes/README.md)`,
    );
  });

  test("is small enough to be downloaded by every job", () => {
    expect(packedSize(tree)).toBeLessThanOrEqual(MAX_PACKED_BYTES);
  });
});

function useOf(place: string, step: Job): readonly Use[] {
  const match = new RegExp(`^${NAME}(?:/(.+))?@v1$`).exec(step.uses ?? "");
  if (match === null) return [];
  return [
    {
      place,
      id: step.id,
      path: match[1] ?? ".",
      inputs: Object.keys(step.with ?? {}),
      secrets: Object.keys(step.secrets ?? {}),
    },
  ];
}
