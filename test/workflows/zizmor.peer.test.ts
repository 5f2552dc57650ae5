import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describePeer } from "../peers/require-peer.ts";
import { ROOT } from "../support/door.ts";
import { type IgnoredFinding, unexpected } from "./support/ignored-findings.ts";
import { actionFiles, documentedWorkflows, workflowFiles } from "./support/published-yaml.ts";

const run = promisify(execFile);

/** What zizmor prints for one finding, as far as it is read here. */
interface Finding {
  readonly ident: string;
  readonly desc: string;
  readonly ignored: boolean;
  readonly locations: readonly {
    readonly symbolic: { readonly key: { readonly Local?: { readonly verbatim_path: string } } };
    readonly concrete: { readonly location: { readonly start_point: { readonly row: number } } };
  }[];
}

const IGNORED_IN_DOCUMENTATION: readonly IgnoredFinding[] = [
  {
    place: /^README\.md:/,
    finding: /^undocumented-permissions:/,
    reason:
      "the first workflow of the README is shown in one look; what each permission is for stands in the examples",
  },
];

describePeer("zizmor, pedantic", "DEPLOY_ACTIONS_PEER_ZIZMOR", (binary) => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "deploy-actions-zizmor-"));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function findings(paths: readonly string[]) {
    const config = join(ROOT, ".github/zizmor.yml");
    const options = [
      "--offline",
      "--persona",
      "pedantic",
      "--format",
      "json",
      "--no-exit-codes",
      "--config",
      config,
    ];
    const { stdout, stderr } = await run(binary, [...options, ...paths], {
      cwd: ROOT,
      maxBuffer: 64 * 1_048_576,
    });
    // A file that is not audited must not pass for a clean one.
    const audited = stderr.match(/completed /g)?.length ?? 0;
    const found = (JSON.parse(stdout) as readonly Finding[])
      .filter(({ ignored }) => !ignored)
      .map(({ ident, desc, locations }) => {
        const path = locations[0]?.symbolic.key.Local?.verbatim_path ?? "";
        const row = (locations[0]?.concrete.location.start_point.row ?? 0) + 1;
        return { place: `${path}:${row}`, finding: `${ident}: ${desc}` };
      });
    return { audited, found };
  }

  test("finds what is wrong", async () => {
    const file = join(folder, "wrong.yml");
    writeFileSync(
      file,
      "on: push\njobs: { a: { runs-on: x, steps: [{ run: 'echo ${{ github.head_ref }}' }] } }\n",
    );
    expect((await findings([file])).found.map(({ finding }) => finding).join("\n")).toContain(
      "template-injection",
    );
  });

  test("has nothing to say about our workflows, the examples and the actions", async () => {
    const paths = [...workflowFiles().map(({ place }) => place), ...actionFiles()];
    const { audited, found } = await findings(paths);
    expect(audited).toBe(paths.length);
    expect(unexpected(found, [])).toEqual({ findings: [], staleIgnores: [] });
  });

  test("has nothing to say about the workflows and steps in the documentation", async () => {
    const files = documentedWorkflows().map(({ place, text }, index) => {
      const file = join(folder, String(index), `${place.replaceAll("/", "-")}.yml`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    });
    const { audited, found } = await findings(files);
    expect(audited).toBe(files.length);
    const named = found.map(({ place, finding }) => ({ place: basename(place), finding }));
    expect(unexpected(named, IGNORED_IN_DOCUMENTATION)).toEqual({ findings: [], staleIgnores: [] });
  });
});
