import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { VERSION } from "@deploy-actions/action-kit";
import { specs } from "../../actions/specs.ts";

const root = resolve(import.meta.dirname, "../..");
const OWN_NAME = "org/deploy-actions";
const REWRITTEN = new Set([".js", ".json", ".md", ".yml"]);

/** What is tagged: what `uses:` opens, what a user copies or reads. No sources, no tests. */
const PATHS = [
  "action.yml",
  ...specs.filter((spec) => spec.door !== ".").map((spec) => spec.door),
  "dist",
  ".github/workflows/gate.yml",
  ".github/workflows/deploy.yml",
  ".github/workflows/deploy-in-stages.yml",
  ".github/workflows/rollback.yml",
  "workflows-examples",
  "docs",
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
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
  for (const path of filesBelow(folder)) {
    if (!REWRITTEN.has(extname(path))) continue;
    const text = readFileSync(join(folder, path), "utf8");
    const linked = extname(path) === ".md" ? withWholeLinks(text, path, folder) : text;
    const named = linked.replaceAll(OWN_NAME, repository);
    if (named !== text) writeFileSync(join(folder, path), named);
  }
}

/** A page with its links to what only the sources have (tests, packages) as links to the repository. */
function withWholeLinks(text: string, page: string, folder: string): string {
  return text.replaceAll(/\]\(([^)#:\s]+)/g, (link, target: string) => {
    const path = join(dirname(page), target);
    if (existsSync(join(folder, path)) || !existsSync(join(root, path))) return link;
    return `](https://github.com/${OWN_NAME}/blob/main/${path}`;
  });
}

/** Bytes of the tree as tar.gz, what a runner downloads. */
export function packedSize(folder: string): number {
  const archive = execFileSync("tar", ["-czf", "-", "-C", folder, "."], { maxBuffer: 256 * 1_048_576 });
  return archive.length;
}

/** Paths relative to the folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
}

/** Refuses to release a version that the sources do not call themselves. */
export function checkVersion(version: string): void {
  const { version: own } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  if (version === `v${own}` && own === VERSION) return;
  const said = `package.json says ${own} and packages/action-kit/src/version.ts says ${VERSION}`;
  throw new Error(`--version is ${version}, but ${said}: make them the same, then tag again.`);
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      repository: { type: "string", default: OWN_NAME },
      version: { type: "string" },
      out: { type: "string", default: join(root, "tmp", "release") },
    },
  });
  if (values.version !== undefined) checkVersion(values.version);
  makeReleaseTree(values.out, values.repository);
  process.stdout.write(`${values.out}: ${(packedSize(values.out) / 1_048_576).toFixed(2)} MiB as tar.gz\n`);
}
