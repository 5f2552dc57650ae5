import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "../../support/door.ts";
import { UNKNOWN_TO_ACT } from "./release-for-act.ts";

const EXAMPLES = join(ROOT, "workflows-examples");

/** What stands in a shipped policy, and what takes its place in a test: names, addresses and durations. */
export type Replacements = Readonly<Record<string, string>>;

/** A repository with one example workflow and, as its policy, the one that ships with it, if one does. */
export class ExampleRepository {
  readonly folder = mkdtempSync(join(tmpdir(), "deploy-actions-example-"));
  /** File of the workflow below the repository. */
  readonly workflow: string;

  /** `example` is the workflow's name without `.yml`; every replacement has to find something. */
  constructor(example: string, replacements: Replacements, files: Readonly<Record<string, string>> = {}) {
    this.workflow = `.github/workflows/${example}.yml`;
    this.write(this.workflow, shipped(`${example}.yml`));
    const policy = `policies/${example}.deploy.yml`;
    if (existsSync(join(EXAMPLES, policy)))
      this.write(".github/deploy.yml", replaceAll(shipped(policy), replacements));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.#git("init", "--quiet", "--initial-branch=main");
    this.#git("remote", "add", "origin", "https://github.com/shop/web.git");
    this.#git("add", "--all");
    this.#git("commit", "--quiet", "--message=First commit");
  }

  /** Every file, for a GitHub that answers questions about the repository. */
  files(): Record<string, string> {
    const names = readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.folder.length + 1))
      .filter((name) => !name.startsWith(".git/"));
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(this.folder, name), "utf8")]));
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #git(...argv: readonly string[]): void {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    execFileSync("git", [...identity, ...argv], { cwd: this.folder });
  }
}

function shipped(path: string): string {
  return readFileSync(join(EXAMPLES, path), "utf8").replaceAll(UNKNOWN_TO_ACT, "");
}

function replaceAll(text: string, replacements: Replacements): string {
  return Object.entries(replacements).reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`The shipped policy does not say ${from}.`);
    return now.replaceAll(from, to);
  }, text);
}
