import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ROOT } from "../support/door.ts";

/** Stands for GitHub's command line: keeps what it was asked, and knows the releases it created. */
const GH = `#!/usr/bin/env bash
echo "$*" >> "$GH_CALLS"
[ "$2" != view ] || grep -q "release create $3 " "$GH_CALLS"
`;

describe("publishing a release", () => {
  let folder: string;
  let clone: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "deploy-actions-publish-"));
    clone = join(folder, "clone");
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git");
    git(folder, "clone", "--quiet", "origin.git", "clone");
    git(clone, "config", "user.name", "Test");
    git(clone, "config", "user.email", "test@example.com");
    git(clone, "checkout", "--quiet", "-B", "main");
    commit("src/index.ts", "one");
    git(clone, "push", "--quiet", "origin", "main");
    writeFileSync(join(folder, "gh"), GH);
    chmodSync(join(folder, "gh"), 0o755);
    writeFileSync(join(folder, "calls"), "");
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function git(cwd: string, ...argv: readonly string[]): string {
    const env = { PATH: process.env.PATH ?? "", HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
    return execFileSync("git", argv, {
      cwd,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  }

  function write(file: string, text: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  function commit(path: string, text: string): void {
    write(join(clone, path), text);
    git(clone, "add", "--all");
    git(clone, "commit", "--quiet", "--message", text);
  }

  /** Publishes a tree with this dist; what was printed, and the exit code. */
  function publish(
    version: string,
    dist: string,
  ): { readonly status: number | null; readonly output: string } {
    const tree = join(folder, "tree");
    rmSync(tree, { recursive: true, force: true });
    write(join(tree, "dist/index.js"), dist);
    write(join(tree, ".github/workflows/gate.yml"), "on: workflow_call\n");
    // What git would leave out of a commit of sources is in a release all the same.
    write(join(tree, ".gitignore"), "dist/\n");
    const result = spawnSync(join(ROOT, "tools/release/publish"), [version, tree], {
      cwd: clone,
      encoding: "utf8",
      env: {
        PATH: `${folder}:${process.env.PATH}`,
        HOME: folder,
        GIT_CONFIG_NOSYSTEM: "1",
        GH_CALLS: join(folder, "calls"),
      },
    });
    return { status: result.status, output: `${result.stdout}${result.stderr}` };
  }

  const origin = (): string => join(folder, "origin.git");
  const files = (tag: string): string[] => git(origin(), "ls-tree", "-r", "--name-only", tag).split("\n");
  const content = (tag: string): string => git(origin(), "show", `${tag}:dist/index.js`);
  const releases = (): string[] =>
    readFileSync(join(folder, "calls"), "utf8")
      .split("\n")
      .filter((call) => call.startsWith("release create"));

  test("makes the tree, and nothing else, the tag; creates the release; moves the plain tags", () => {
    expect(publish("v1.2.3", "first")).toMatchObject({ status: 0 });
    for (const tag of ["v1.2.3", "v1.2", "v1"]) {
      expect(files(tag)).toEqual([".github/workflows/gate.yml", ".gitignore", "dist/index.js"]);
    }
    expect(git(origin(), "rev-parse", "v1.2.3^")).toBe(git(clone, "rev-parse", "main"));
    expect(git(origin(), "rev-parse", "main")).toBe(git(clone, "rev-parse", "main"));
    expect(releases()).toEqual(["release create v1.2.3 --verify-tag --title v1.2.3 --generate-notes"]);
    expect(git(clone, "status", "--porcelain")).toBe("");
  });

  test("done again it changes nothing", () => {
    publish("v1.2.3", "first");
    const before = git(origin(), "show-ref");
    expect(publish("v1.2.3", "first")).toMatchObject({ status: 0 });
    expect(git(origin(), "show-ref")).toBe(before);
    expect(releases()).toHaveLength(1);
  });

  test("goes on where a run stopped after it pushed the tag", () => {
    publish("v1.2.3", "first");
    git(origin(), "tag", "--delete", "v1");
    writeFileSync(join(folder, "calls"), "");
    expect(publish("v1.2.3", "first")).toMatchObject({ status: 0 });
    expect(releases()).toHaveLength(1);
    expect(content("v1")).toBe("first");
  });

  test("never changes a release", () => {
    publish("v1.2.3", "first");
    const { status, output } = publish("v1.2.3", "second");
    expect(status).toBe(1);
    expect(output).toContain("Releases do not change: take the next version");
    expect(content("v1.2.3")).toBe("first");
  });

  test("a newer version takes the plain tags, a patch of an older one only its own", () => {
    publish("v1.2.9", "1.2.9");
    publish("v1.10.0", "1.10.0");
    publish("v1.2.10", "1.2.10");
    expect(content("v1.2")).toBe("1.2.10");
    expect(content("v1.10")).toBe("1.10.0");
    expect(content("v1")).toBe("1.10.0");
  });

  test("releases only what is on main", () => {
    git(clone, "checkout", "--quiet", "-b", "topic");
    commit("src/index.ts", "topic");
    const { status, output } = publish("v1.2.3", "first");
    expect(status).toBe(1);
    expect(output).toContain("is not on main");
    expect(git(origin(), "tag")).toBe("");
  });

  test.each(["1.2.3", "v1.2", "v1.2.3-rc.1", "v01.2.3", "v1.2.3; true", "--force"])(
    "refuses %j as a version",
    (version) => {
      expect(publish(version, "first")).toMatchObject({ status: 2 });
      expect(git(origin(), "tag")).toBe("");
    },
  );
});
