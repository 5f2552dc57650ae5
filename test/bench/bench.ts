import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { entries } from "../../tools/bundle/entries.ts";
import { makeReleaseTree, packedSize } from "../../tools/release/release-tree.ts";
import { benchAnalysis } from "./analysis/analysis-bench.ts";
import { measureWeightChanges } from "./kubernetes-weight.ts";

// Speed is measured here and nowhere else, as ratios inside one run: machines differ, and so does the same machine.
const root = resolve(import.meta.dirname, "../..");
const RUNS = Number(process.argv.includes("--quick") ? 5 : 15);

const work = mkdtempSync(join(tmpdir(), "deploy-actions-bench-"));
try {
  if (process.argv[2] === "analysis") {
    // Minutes long, and about what is decided, not about speed: asked for by name.
    const folders = { docs: join(root, "docs"), scratch: join(root, "tmp", "bench") };
    await benchAnalysis(folders, process.argv.slice(3), (line) => process.stdout.write(`${line}\n`));
  } else {
    await benchStartUp();
    benchSize();
    await benchKubernetesWeight();
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Wall time to the first line of each entry, beside an empty script that prints one, in turn. */
async function benchStartUp(): Promise<void> {
  const empty = join(work, "empty.mjs");
  writeFileSync(empty, 'console.log("x");\n');
  const rows: { entry: string; ms: number; emptyMs: number; ratio: number }[] = [];
  for (const entry of entries.filter((name) => name !== "local-supervisor")) {
    const file = join(root, "dist", entry, "index.js");
    const pairs: { ms: number; emptyMs: number }[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const emptyMs = await firstLine(empty);
      const ms = await firstLine(file);
      // The first pair warms the file cache.
      if (run > 0) pairs.push({ ms, emptyMs });
    }
    rows.push({
      entry,
      ms: median(pairs.map((pair) => pair.ms)),
      emptyMs: median(pairs.map((pair) => pair.emptyMs)),
      ratio: median(pairs.map((pair) => pair.ms / pair.emptyMs)),
    });
  }
  print("Start-up to the first line (medians of pairs; the goal is a ratio of at most 80 / 30 = 2.7)", [
    ["entry", "ms", "empty script ms", "ratio"],
    ...rows.map((row) => [row.entry, row.ms.toFixed(0), row.emptyMs.toFixed(0), row.ratio.toFixed(2)]),
  ]);
}

function benchSize(): void {
  const tree = join(work, "release");
  makeReleaseTree(tree, "org/deploy-actions");
  print("Release tree as tar.gz (the goal is at most 4 MiB)", [
    ["MiB"],
    [(packedSize(tree) / 1_048_576).toFixed(2)],
  ]);
}

/** The one measure in milliseconds: what a change of weight costs beyond the API's own time. */
async function benchKubernetesWeight(): Promise<void> {
  const kubeconfig = process.env.DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG ?? "";
  if (kubeconfig === "") {
    print("Weight change on Kubernetes: skipped (DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG is not set)", []);
    return;
  }
  const changes = await measureWeightChanges(kubeconfig, RUNS);
  const ms = changes.map((change) => change.ms);
  const ownMs = changes.map((change) => change.ownMs);
  print("Weight change of an HTTPRoute (the goal is at most 1000 ms beyond the API's own time)", [
    ["median ms", "median own ms", "largest own ms"],
    [median(ms).toFixed(0), median(ownMs).toFixed(0), Math.max(...ownMs).toFixed(0)],
  ]);
}

/** Milliseconds from the start of the process to its first line of output. */
function firstLine(file: string): Promise<number> {
  return new Promise((done, fail) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [file], {
      cwd: work,
      env: {
        PATH: process.env.PATH ?? "",
        GITHUB_ACTIONS: "true",
        GITHUB_WORKSPACE: work,
        RUNNER_TEMP: work,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let ms: number | undefined;
    const seen = (): void => {
      ms ??= performance.now() - startedAt;
    };
    child.stdout.on("data", seen);
    child.stderr.on("data", seen);
    child.once("error", fail);
    child.once("close", () => (ms === undefined ? fail(new Error(`${file} printed nothing`)) : done(ms)));
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function print(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  process.stdout.write(`\n${title}\n${lines.map((line) => `  ${line}`).join("\n")}\n`);
}
