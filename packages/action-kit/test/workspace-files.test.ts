import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { findFiles, resolveInWorkspace } from "../src/workspace-files.ts";

let root = "";
let workspace = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "files-")));
  workspace = join(root, "workspace");
  const files = ["reports/b.xml", "reports/a.xml", "reports/deep/c.xml", "reports/old/d.xml", "x.json"];
  for (const folder of ["reports/deep", "reports/old", ".git", ".hidden", "dir.xml"]) {
    mkdirSync(join(workspace, folder), { recursive: true });
  }
  for (const file of [...files, ".git/e.xml", ".hidden/f.xml"]) writeFileSync(join(workspace, file), "");
  mkdirSync(join(root, "outside"));
  writeFileSync(join(root, "outside", "secret.xml"), "");
  symlinkSync(join(root, "outside"), join(workspace, "leak"));
  symlinkSync(join(root, "outside", "secret.xml"), join(workspace, "reports", "leak.xml"));
  symlinkSync("a.xml", join(workspace, "reports", "same.xml"));
  symlinkSync(join(root, "outside", "new.xml"), join(workspace, "dangling"));
  symlinkSync("loop", join(workspace, "loop"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("a path in the workspace", () => {
  test.each(["x.json", "./reports/../x.json", "not/yet/there.md", "reports/same.xml", "."])(
    "%s is inside",
    (path) => {
      expect(resolveInWorkspace(workspace, path)).toBe(join(workspace, path).replace(/\/$/, ""));
    },
  );

  test("may be absolute, and may lead through a link to the workspace", () => {
    expect(resolveInWorkspace(workspace, join(workspace, "x.json"))).toBe(join(workspace, "x.json"));
    symlinkSync(workspace, join(root, "alias"));
    expect(resolveInWorkspace(join(root, "alias"), "x.json")).toBe(join(workspace, "x.json"));
    expect(resolveInWorkspace(join(root, "alias"), join(root, "alias", "x.json"))).toBe(
      join(root, "alias", "x.json"),
    );
  });

  test.each([
    "../outside/secret.xml",
    "..",
    "/etc/passwd",
    "leak/secret.xml",
    "leak/not-there",
    "leak",
    "reports/leak.xml",
    "dangling",
    "x.json\0.md",
    "reports/../../workspace-2/x",
  ])("%j leaves it", (path) => {
    expect(() => resolveInWorkspace(workspace, path, "config")).toThrow(
      expect.objectContaining({ code: "config", message: expect.stringContaining("leaves the workspace") }),
    );
  });

  test("a link to itself is an error, not a hang", () => {
    expect(() => resolveInWorkspace(workspace, "loop")).toThrow();
  });
});

describe("files of the workspace", () => {
  test("are the regular files that match, sorted, each once", () => {
    expect(findFiles(workspace, ["reports/**/*.xml", "reports/*.xml", "x.json"])).toEqual([
      "reports/a.xml",
      "reports/b.xml",
      "reports/deep/c.xml",
      "reports/old/d.xml",
      "reports/same.xml",
      "x.json",
    ]);
  });

  test("leave out what is excluded, folders, .git and links to the outside", () => {
    expect(
      findFiles(workspace, ["**/*.xml", "leak/*.xml", ".hidden/*.xml", ".git/*"], {
        exclude: ["reports/old/**"],
      }),
    ).toEqual([".hidden/f.xml", "reports/a.xml", "reports/b.xml", "reports/deep/c.xml", "reports/same.xml"]);
  });

  test("that do not exist are none, not an error", () => {
    expect(findFiles(workspace, ["nothing/*.xml", "none.json"])).toEqual([]);
  });

  test.each(["../outside/*.xml", "/etc/*", "reports/../../outside/*.xml"])(
    "glob %s leaves the workspace",
    (glob) => {
      expect(() => findFiles(workspace, [glob], { source: "input" })).toThrow(
        expect.objectContaining({ code: "input", message: `Glob "${glob}" leaves the workspace.` }),
      );
    },
  );

  test("are capped in number", () => {
    expect(() => findFiles(workspace, ["reports/**/*.xml"], { maxFiles: 2 })).toThrow(
      "More than 2 files match reports/**/*.xml.",
    );
  });
});
