import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeReleaseTree } from "../../../tools/release/release-tree.ts";

/** Of 2026; act 0.2.87 validates workflows against an older schema and refuses the key. It has no deployments anyhow. */
export const UNKNOWN_TO_ACT = /^ +deployment: false.*\n/gm;
/** What an environment would hold; in its place, with BAKE_REJECTED, the job fails as a rejected one does. */
const BAKED = 'echo "Baked."';
/** Where, with SECOND_STAGE_LOST, the job ends as one does whose runner is gone or whose time is up: nothing of ours runs. */
const SECOND_STAGE = "      - name: Second stage\n";

/**
 * The tree of a release as act can read it: the same but for the lines named in `left`, one for each file and line, and for
 * what stands for an environment's reviewers and for a runner that is lost.
 */
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
    const readable = text.replaceAll(UNKNOWN_TO_ACT, "");
    const lost = '      - run: test "$SECOND_STAGE_LOST" != yes\n';
    writeFileSync(
      file,
      readable
        .replaceAll(BAKED, 'test "$BAKE_REJECTED" != yes')
        .replaceAll(SECOND_STAGE, `${lost}${SECOND_STAGE}`),
    );
    return [...text.matchAll(UNKNOWN_TO_ACT)].map(([line]) => `${name}: ${line.trim().split(" #")[0]}`);
  });
  return { folder, left, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
