import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeReleaseTree } from "../../../tools/release/release-tree.ts";

/** Of 2026; act 0.2.87 validates workflows against an older schema and refuses the key. It has no deployments anyhow. */
const UNKNOWN_TO_ACT = /^ +deployment: false .*\n/gm;

/** The tree of a release as act can read it: the same but for the lines named in `left`, one for each file and line. */
export function releaseForAct(): {
  readonly folder: string;
  readonly left: readonly string[];
  dispose(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), "deploy-actions-tree-"));
  makeReleaseTree(folder, "org/deploy-actions");
  const workflows = join(folder, ".github/workflows");
  const left = readdirSync(workflows).flatMap((name) => {
    const file = join(workflows, name);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replaceAll(UNKNOWN_TO_ACT, ""));
    return [...text.matchAll(UNKNOWN_TO_ACT)].map(([line]) => `${name}: ${line.trim().split(" #")[0]}`);
  });
  return { folder, left, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
