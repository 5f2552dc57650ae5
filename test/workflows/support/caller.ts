import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "../../support/door.ts";
import { LocalMachine } from "./local-machine.ts";

/** Audience of the id token that the repository's webhook asks for. */
export const WEBHOOK_AUDIENCE = "https://webhook.example";
/** Where a repository keeps its workflows. */
export const WORKFLOWS = ".github/workflows";

/** A repository that uses the example workflows as they are, and the machine its service runs on. */
export class Caller {
  readonly folder = mkdtempSync(join(tmpdir(), "deploy-actions-caller-"));
  readonly #machine: LocalMachine;

  private constructor(machine: LocalMachine, options: { readonly migrates: boolean }) {
    this.#machine = machine;
    cpSync(join(import.meta.dirname, "../fixtures/caller"), this.folder, { recursive: true });
    for (const from of [
      join(ROOT, "workflows-examples"),
      join(import.meta.dirname, "../fixtures/workflows"),
    ]) {
      cpSync(from, join(this.folder, WORKFLOWS), { recursive: true });
    }
    this.write(".github/deploy.yml", policy(machine, options.migrates));
    this.#git("init", "--quiet", "--initial-branch=main");
    this.#git("remote", "add", "origin", "https://github.com/shop/web.git");
    this.#git("add", "--all");
    this.#git("commit", "--quiet", "--message=First commit");
  }

  static async create(options: { readonly migrates: boolean }): Promise<Caller> {
    return new Caller(await LocalMachine.create(), options);
  }

  /** Where users reach the service. */
  get url(): string {
    return this.#machine.url;
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
    writeFileSync(file, text);
  }

  /** Stops the service and removes everything. */
  async dispose(): Promise<void> {
    try {
      await this.#machine.dispose();
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  #git(...argv: readonly string[]): void {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    execFileSync("git", [...identity, ...argv], { cwd: this.folder });
  }
}

function policy({ listen, state }: LocalMachine, migrates: boolean): string {
  return `version: 1
service: web
environments:
  production:
    target:
      platform: local
      listen: ${listen}
      state: ${state}
      command: [node, server.mjs]
      drain: 1s
    gates:
      unit: { reports: reports/junit/*.xml, require: 100%_pass_rate }
      coverage: { reports: coverage/lcov.info, require: ">= 80%" }
${migrates ? "    migrate: { folder: migrations }\n" : ""}    rollout:
      steps: [{ weight: 50%, bake: 1s }, { weight: 100% }]
      abort-when: [error-rate > 5%]
      min-requests: 100
      interval: 200ms
    verify:
      checks: [{ http: "http://${listen}/health", version: "\${release}" }]
      for: 1s
      interval: 200ms
    notify:
      webhook:
        oidc-audience: ${WEBHOOK_AUDIENCE}
        when: [scheduled, completed, failed, rolled-back]
      values:
        changes: [prices with tax]
        impact: none expected
        contact: the shop team
        rollback-plan: the rollback button
`;
}
