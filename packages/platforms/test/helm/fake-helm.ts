import { ActionError, type Exec, type ExecRequest, type ExecResult } from "@deploy-actions/kernel";

interface Revision {
  revision: number;
  updated: string;
  status: string;
  chart: string;
  description: string;
  tag: string;
}

/** Helm's command line with its releases in memory, told by argv alone: what the real one does to its history. */
export class FakeHelm implements Exec {
  readonly runs: ExecRequest[] = [];
  revisions: Revision[] = [];
  version = "v3.19.2";
  /** Dies in the middle of the upgrade or rollback that comes next, as from SIGKILL. */
  isKilledNext = false;
  now: () => number = () => 0;

  async run(request: ExecRequest): Promise<ExecResult> {
    this.runs.push(request);
    if (request.signal.aborted) throw new ActionError("cancelled", "cancelled");
    const [, command = ""] = request.argv;
    if (command === "version") return ended(this.version);
    if (command === "show") return ended("name: tiny");
    if (command === "history") return this.#history();
    if (command === "rollback") return this.#rollback(Number(request.argv[3]));
    if (command === "uninstall") {
      this.revisions = [];
      return ended("uninstalled");
    }
    if (command === "upgrade") return this.#upgrade(request.argv);
    return failed(`unknown command "${command}"`);
  }

  /** Commands that ran, without those that only read. */
  get changes(): readonly string[] {
    return this.runs
      .map(({ argv }) => argv)
      .filter(
        (argv) => /^(upgrade|rollback|uninstall)$/.test(argv[1] ?? "") && !argv.includes("--dry-run=server"),
      )
      .map((argv) => `${argv[1]}${argv[1] === "rollback" ? ` ${argv[3]}` : ""}`);
  }

  #history(): ExecResult {
    if (this.revisions.length === 0) return failed("Error: release: not found");
    return ended(JSON.stringify(this.revisions.map(({ tag: _, ...revision }) => revision)));
  }

  #upgrade(argv: readonly string[]): ExecResult {
    const tag = argv.find((part) => part.startsWith("tag="))?.slice("tag=".length) ?? "";
    if (tag === "bad") return failed("Error: UPGRADE FAILED: execution error: no database");
    if (argv.includes("--dry-run=server")) return ended("MANIFEST:");
    if (this.#isPending())
      return failed("Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress");
    const begun = this.#begin(this.revisions.length === 0 ? "pending-install" : "pending-upgrade", tag);
    if (begun === undefined) return killed();
    if (tag === "stuck") {
      begun.status = "failed";
      begun.description = 'Upgrade "shop" failed: context deadline exceeded';
      return failed("Error: UPGRADE FAILED: context deadline exceeded");
    }
    this.#deployed(begun, argv[argv.indexOf("--description") + 1] ?? "");
    return ended("upgraded");
  }

  #rollback(revision: number): ExecResult {
    const wanted = this.revisions.find((entry) => entry.revision === revision);
    if (wanted === undefined) return failed("Error: release: not found");
    const begun = this.#begin("pending-rollback", wanted.tag);
    if (begun === undefined) return killed();
    this.#deployed(begun, `Rollback to ${revision}`);
    return ended("Rollback was a success! Happy Helming!");
  }

  #begin(status: string, tag: string): Revision | undefined {
    const revision = (this.revisions.at(-1)?.revision ?? 0) + 1;
    const updated = new Date(this.now()).toISOString();
    const begun = { revision, updated, status, chart: "tiny-1.0.0", description: "Preparing upgrade", tag };
    this.revisions.push(begun);
    if (!this.isKilledNext) return begun;
    this.isKilledNext = false;
    return undefined;
  }

  #deployed(begun: Revision, description: string): void {
    // The real one leaves failed and pending revisions as they are.
    for (const entry of this.revisions) if (entry.status === "deployed") entry.status = "superseded";
    begun.status = "deployed";
    begun.description = description;
  }

  #isPending(): boolean {
    return this.revisions.at(-1)?.status.startsWith("pending-") === true;
  }
}

function ended(stdout: string): ExecResult {
  return { exitCode: 0, stdout, stderr: "", truncated: false, timedOut: false, durationMs: 1 };
}

function failed(stderr: string): ExecResult {
  return { exitCode: 1, stdout: "", stderr: `${stderr}\n`, truncated: false, timedOut: false, durationMs: 1 };
}

function killed(): ExecResult {
  return { exitCode: null, stdout: "", stderr: "", truncated: false, timedOut: false, durationMs: 1 };
}
