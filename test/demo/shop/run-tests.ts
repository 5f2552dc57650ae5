/**
 * The shop's own test job: `node run-tests.ts <output folder> [workspace]` runs its tests and writes
 * `reports/junit/unit.xml` and `coverage/lcov.info` into the folder; paths in them are relative to the workspace
 * (default: the working directory).
 */
import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";

const MIN_LINE_COVERAGE = 85;
const [output, workspace = "."] = process.argv.slice(2);

/** Runs the tests; resolves with node's exit code. */
async function runTests(outputFolder: string, workspaceFolder: string): Promise<number> {
  const cwd = resolve(workspaceFolder);
  const shop = relative(cwd, import.meta.dirname) || ".";
  const junit = resolve(outputFolder, "reports/junit/unit.xml");
  const lcov = resolve(outputFolder, "coverage/lcov.info");
  for (const file of [junit, lcov]) await mkdir(resolve(file, ".."), { recursive: true });
  const argv = [
    // Three reporters listen to one stream.
    "--disable-warning=MaxListenersExceededWarning",
    "--test",
    "--experimental-test-coverage",
    `--test-coverage-include=${join(shop, "*.ts")}`,
    `--test-coverage-exclude=${join(shop, "run-tests.ts")}`,
    `--test-coverage-lines=${MIN_LINE_COVERAGE}`,
    ...reporter("spec", "stdout"),
    ...reporter("junit", junit),
    ...reporter("lcov", lcov),
    join(shop, "specs", "shop.spec.ts"),
  ];
  // Another test runner around this one would make node report to it instead of into the files.
  const { NODE_TEST_CONTEXT: _outer, NODE_OPTIONS: _options, ...env } = process.env;
  const child = spawn(process.execPath, argv, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
  return await new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
}

function reporter(name: string, destination: string): readonly string[] {
  return [`--test-reporter=${name}`, `--test-reporter-destination=${destination}`];
}

if (output === undefined) {
  console.error("Usage: node run-tests.ts <output folder> [workspace]");
  process.exitCode = 2;
} else {
  process.exitCode = await runTests(output, workspace);
}
