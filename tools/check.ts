import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

// All that CI checks, except the tests against real peers. Every step runs, so that one run shows all that is wrong.
const root = resolve(import.meta.dirname, "..");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

const STEPS: readonly (readonly [name: string, program: string, args: readonly string[]])[] = [
  ["lint", npm, ["run", "lint", "--silent"]],
  ["types", npm, ["run", "typecheck", "--silent"]],
  [
    "generated files",
    process.execPath,
    ["--conditions=deploy-actions-source", "tools/generate/generate.ts", "--check"],
  ],
  ["bundle", process.execPath, ["--conditions=deploy-actions-source", "tools/bundle/bundle.ts", "--check"]],
  ["tests", npm, ["test", "--silent"]],
];

const failed = STEPS.filter(([name, program, args]) => {
  process.stdout.write(`\n== ${name}\n`);
  return spawnSync(program, args, { cwd: root, stdio: "inherit" }).status !== 0;
}).map(([name]) => name);

process.stdout.write(failed.length === 0 ? "\nall checks passed\n" : `\nfailed: ${failed.join(", ")}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
