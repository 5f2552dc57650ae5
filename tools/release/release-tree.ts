import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { specs } from "../../actions/specs.ts";

const root = resolve(import.meta.dirname, "../..");
const OWN_NAME = "org/deploy-actions";
const REWRITTEN = new Set([".yml", ".yaml", ".md"]);

/** What is tagged: what `uses:` opens, what a user copies or reads. No sources, no tests. */
const PATHS = [
  "action.yml",
  ...specs.filter((spec) => spec.door !== ".").map((spec) => spec.door),
  "dist",
  ".github/workflows/gate.yml",
  ".github/workflows/deploy.yml",
  ".github/workflows/rollback.yml",
  "workflows-examples",
  "docs",
  "README.md",
  "CHANGELOG.md",
  "SECURITY.md",
  "LICENSE",
];

/**
 * Writes the tree of a release into `folder` (emptied first), with `org/deploy-actions` replaced by `repository`
 * everywhere a user or a runner reads it.
 */
export function makeReleaseTree(folder: string, repository: string): void {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new Error(`--repository is "${repository}", expected owner/name, e.g. acme/deploy-actions`);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const path of PATHS) cpSync(join(root, path), join(folder, path), { recursive: true });
  if (repository === OWN_NAME) return;
  for (const file of filesBelow(folder)) {
    if (!REWRITTEN.has(extname(file))) continue;
    const text = readFileSync(file, "utf8");
    if (text.includes(OWN_NAME)) writeFileSync(file, text.replaceAll(OWN_NAME, repository));
  }
}

/** Bytes of the tree as tar.gz, what a runner downloads. */
export function packedSize(folder: string): number {
  const archive = execFileSync("tar", ["-czf", "-", "-C", folder, "."], { maxBuffer: 256 * 1_048_576 });
  return archive.length;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      repository: { type: "string", default: OWN_NAME },
      out: { type: "string", default: join(root, "tmp", "release") },
    },
  });
  makeReleaseTree(values.out, values.repository);
  process.stdout.write(`${values.out}: ${(packedSize(values.out) / 1_048_576).toFixed(2)} MiB as tar.gz\n`);
}
