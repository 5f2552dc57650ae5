import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A checkout in a temporary folder; `dispose` removes it. */
export interface Workspace {
  readonly path: string;
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  dispose(): void;
}

/** Creates a folder with files, by path relative to it. */
export function createWorkspace(files: Readonly<Record<string, string | Uint8Array>> = {}): Workspace {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "deploy-actions-e2e-")));
  const write: Workspace["write"] = (more) => {
    for (const [name, content] of Object.entries(more)) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  };
  write(files);
  return { path, write, dispose: () => rmSync(path, { recursive: true, force: true }) };
}
