/** Go modules as peers of the tests: programs built from them, and files taken out of them. */
import { execFile } from "node:child_process";
import { chmod, copyFile, readFile, stat, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 1_024 * 1_024;

let builds: Promise<unknown> = Promise.resolve();

/** One build after another: each uses all processors, and the memory of several at once is more than a runner has. */
async function inTurn<T>(build: () => Promise<T>): Promise<T> {
  const turn = builds.then(build, build);
  builds = turn.catch(() => undefined);
  return await turn;
}

/** `go install <program>@v<version>` into `folder`. */
export async function goInstall(program: string, version: string, folder: string): Promise<void> {
  const env = { ...process.env, GOBIN: folder, GOFLAGS: "-buildvcs=false" };
  const args = ["install", "-ldflags", "-s -w", `${program}@v${version}`];
  await inTurn(() => run("go", args, { env, cwd: folder, maxBuffer: MAX_OUTPUT_BYTES }));
}

/** The folder with the files of a module, in Go's module cache. */
export async function goModuleFolder(module: string, version: string): Promise<string> {
  const cwd = "/";
  try {
    const { stdout } = await run("go", ["mod", "download", "-json", `${module}@v${version}`], { cwd });
    const { Dir } = JSON.parse(stdout) as { readonly Dir: string };
    return Dir;
  } catch (error) {
    // Go refuses a module that wants a newer Go only once it is unpacked and its checksum is right. Whoever builds
    // with it is told by the build; others need no more than its files.
    const { stdout } = await run("go", ["env", "GOMODCACHE"], { cwd });
    const folder = join(stdout.trim(), `${module}@v${version}`);
    const isThere = await stat(folder).then(
      () => true,
      () => false,
    );
    if (!isThere) throw error;
    return folder;
  }
}

export interface GoBuild {
  readonly module: string;
  readonly version: string;
  /** Paths of the programs' packages inside the module; `.` is the module itself. */
  readonly programs: readonly string[];
  /** Makes of the module's own go.mod one that can be used outside of its repository. */
  readonly goMod?: (text: string) => string;
  readonly ldflags?: string;
}

/**
 * Builds programs of a module that `go install` refuses because of the `replace` lines of its go.mod: a module of ours
 * takes over its go.mod and go.sum, so every dependency has the version that the vendor builds with.
 */
export async function goBuild(build: GoBuild, folder: string): Promise<void> {
  const { module, version, programs, goMod = (text) => text, ldflags = "" } = build;
  const source = await goModuleFolder(module, version);
  const text = goMod(await readFile(join(source, "go.mod"), "utf8"));
  const ours = text.replace(/^module .*$/m, "module peer.test/build");
  await writeFile(join(folder, "go.mod"), `${ours}\nrequire ${module} v${version}\n`);
  await copyFile(join(source, "go.sum"), join(folder, "go.sum"));
  await chmod(join(folder, "go.sum"), 0o644);
  const packages = programs.map((program) => posix.join(module, program));
  const imports = packages.map((one) => `import _ "${one}"\n`).join("");
  await writeFile(join(folder, "tools.go"), `//go:build tools\n\npackage tools\n\n${imports}`);
  const env = { ...process.env, GOFLAGS: "-mod=mod -buildvcs=false" };
  const args = ["build", "-ldflags", `-s -w ${ldflags}`.trim(), "-o", `${folder}/`, ...packages];
  await inTurn(() => run("go", args, { env, cwd: folder, maxBuffer: MAX_OUTPUT_BYTES }));
}
