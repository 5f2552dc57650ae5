import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { CLI } from "./workspace.ts";

test("the plan of the demo's policy says in a few lines what would happen", () => {
  const folder = mkdtempSync(join(tmpdir(), "demo-plan-"));
  try {
    mkdirSync(join(folder, ".github"));
    cpSync(join(import.meta.dirname, "deploy.yml"), join(folder, ".github/deploy.yml"));
    const argv = [CLI, "plan", "--environment", "production", "--release", "v2"];
    const env = { PATH: process.env.PATH ?? "" };
    const lines = execFileSync(process.execPath, argv, { cwd: folder, env, encoding: "utf8" }).split("\n");
    const from = lines.findIndex((line) => line.startsWith("gates "));
    expect(lines.slice(from, from + 9)).toEqual([
      "gates       unit: 100%_pass_rate in reports/junit/*.xml",
      "            coverage: >= 85% in coverage/lcov.info",
      "migrate     not known (before the rollout)",
      "rollout     25 % for 6s, then 50 % for 6s, then 100 % for 6s",
      "taken back  when 3 consecutive failures",
      "            when error-rate > 5%",
      "            when latency p95 > 200% of baseline",
      "verify      2 checks for 4s",
      "tells       webhook",
    ]);
    expect(lines.at(-2)).toBe("pass: v2 would be rolled out to production over nothing (planned)");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
