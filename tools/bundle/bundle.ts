import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { entries, stubSource } from "./entries.ts";
import { bundledPackages, licencesText } from "./licences.ts";

const root = resolve(import.meta.dirname, "../..");

/** A program that @azure/identity's sign-in by browser would start; nothing here opens one. */
const UNUSED_ASSETS: ReadonlySet<string> = new Set(["xdg-open"]);

/** One module of webpack's statistics; concatenated modules hold theirs inside. */
interface StatsModule {
  readonly nameForCondition?: string | null;
  readonly modules?: readonly StatsModule[];
}

/** Builds dist/ (or `outFolder`) from the compiled actions/lib/main.js. */
export function bundle(outFolder: string): void {
  rmSync(outFolder, { recursive: true, force: true });
  mkdirSync(outFolder, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), "deploy-actions-bundle-"));
  try {
    const statsFile = join(work, "stats.json");
    const ncc = join(root, "node_modules/@vercel/ncc/dist/ncc/cli.js");
    const args = ["build", "actions/lib/main.js", "-o", join(work, "main"), "--minify", "--no-cache"];
    execFileSync(
      process.execPath,
      [ncc, ...args, "--no-source-map-register", "--quiet", "--stats-out", statsFile],
      {
        cwd: root,
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    cpSync(join(work, "main"), join(outFolder, "main"), {
      recursive: true,
      filter: (file) => !UNUSED_ASSETS.has(basename(file)),
    });
    const stats = JSON.parse(readFileSync(statsFile, "utf8")) as { modules?: readonly StatsModule[] };
    const packages = bundledPackages(modulePaths(stats.modules ?? []));
    writeFileSync(join(outFolder, "LICENCES.txt"), licencesText(packages));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  writeFileSync(join(outFolder, "package.json"), '{ "type": "module" }\n');
  for (const entry of entries) {
    const file = join(outFolder, entry, "index.js");
    mkdirSync(join(outFolder, entry), { recursive: true });
    writeFileSync(file, stubSource(entry));
    if (entry === "cli") chmodSync(file, 0o755);
  }
}

function* modulePaths(modules: readonly StatsModule[]): Generator<string> {
  for (const module of modules) {
    if (typeof module.nameForCondition === "string") yield module.nameForCondition;
    if (module.modules !== undefined) yield* modulePaths(module.modules);
  }
}

/** Files that differ between two folders (missing ones too), relative and sorted. */
export function differingFiles(a: string, b: string): string[] {
  const list = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const names = new Set([...list(a), ...list(b)]);
  const read = (folder: string, name: string): string | undefined => {
    try {
      return readFileSync(join(folder, name)).toString("base64");
    } catch {
      return undefined;
    }
  };
  return [...names].filter((name) => read(a, name) !== read(b, name)).sort();
}

if (import.meta.main) {
  const dist = join(root, "dist");
  if (process.argv.includes("--check")) {
    const fresh = mkdtempSync(join(tmpdir(), "deploy-actions-dist-"));
    bundle(fresh);
    const differing = differingFiles(dist, fresh);
    rmSync(fresh, { recursive: true, force: true });
    if (differing.length > 0) {
      process.stderr.write(
        `dist/ is not what the sources give. Run "npm run bundle". Differs:\n  ${differing.join("\n  ")}\n`,
      );
      process.exitCode = 1;
    } else process.stdout.write("dist/ is current\n");
  } else {
    // Built beside and swapped in, so that a program that starts meanwhile never finds half of it.
    const fresh = join(root, "tmp", `dist-${process.pid}`);
    bundle(fresh);
    const old = `${fresh}-old`;
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
    rmSync(old, { recursive: true, force: true });
    process.stdout.write(`dist/ written: ${entries.length} entries\n`);
  }
}
