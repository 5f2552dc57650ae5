import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { RUN_RECORD_SCHEMA } from "@deploy-actions/action-kit";
import { policyJsonSchema } from "@deploy-actions/deploy-config";
import { specs } from "../../actions/specs.ts";
import { actionYml } from "./action-yml.ts";
import { replaceGenerated } from "./markers.ts";
import { permissionPages } from "./permissions/pages.ts";
import { doorReadme, reference } from "./readme.ts";
import { requirementsPage } from "./requirements.ts";
import { actionsTable } from "./tables.ts";
import { trustPages } from "./trust/pages.ts";

const root = resolve(import.meta.dirname, "../..");

/** Every generated file: path relative to the repository, and its text. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const spec of specs) {
    files.set(join(spec.door, "action.yml"), actionYml(spec));
    if (spec.door !== ".") files.set(join(spec.door, "README.md"), doorReadme(spec));
    const page = `docs/actions/${spec.name}.md`;
    // The headings of the reference become one level deeper inside a page.
    files.set(
      page,
      replaceGenerated(read(page), "reference", reference(spec).replaceAll(/^## /gm, "### "), page),
    );
  }
  files.set("README.md", replaceGenerated(read("README.md"), "actions", actionsTable(specs), "README.md"));
  files.set("docs/record.schema.json", formatJson(RUN_RECORD_SCHEMA));
  files.set("docs/requirements.md", requirementsPage(root));
  files.set("docs/deploy.schema.json", formatJson(policyJsonSchema()));
  for (const [path, text] of [...(await permissionPages()), ...trustPages()]) files.set(path, text);
  return files;
}

/** As the linter wants it, so that neither of the two changes what the other wrote. */
function formatJson(value: unknown): string {
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  return execFileSync(process.execPath, [biome, "format", "--stdin-file-path=docs/any.json"], {
    cwd: root,
    input: JSON.stringify(value, null, 2),
    encoding: "utf8",
  });
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

if (import.meta.main) {
  const stale: string[] = [];
  for (const [path, text] of await generatedFiles()) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    stale.push(path);
    if (process.argv.includes("--check")) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (process.argv.includes("--check") && stale.length > 0) {
    process.stderr.write(
      `These are not what the specs give; run "npm run generate":\n  ${stale.join("\n  ")}\n`,
    );
    process.exitCode = 1;
  } else
    process.stdout.write(
      stale.length === 0 ? "generated files are current\n" : `written: ${stale.join(", ")}\n`,
    );
}
