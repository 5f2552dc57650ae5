import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ActionError, type PreflightProblem, printable, suggest } from "@deploy-actions/kernel";
import { showChartArgv } from "./helm-argv.ts";
import { type HelmPlatformOptions, readHistory, runHelm, saidBy } from "./helm-command.ts";

/** `--dry-run=server` came with it. */
const OLDEST = { major: 3, minor: 13 };

/** What of a Helm target is missing, all of it; changes nothing. */
export async function preflightHelm(
  options: HelmPlatformOptions,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const files = await missingFiles(options);
  const tool = await toolProblem(options, signal);
  if (tool !== undefined) return [tool, ...files];
  return [...files, ...(await chartProblems(options, signal)), ...(await clusterProblems(options, signal))];
}

async function toolProblem(
  options: HelmPlatformOptions,
  signal: AbortSignal,
): Promise<PreflightProblem | undefined> {
  const hint = `Install Helm ${OLDEST.major}.${OLDEST.minor} or newer before this step.`;
  try {
    const result = await runHelm(options, ["helm", "version", "--template", "{{.Version}}"], signal);
    const [, major, minor] = /^v?([0-9]+)\.([0-9]+)/.exec(result.stdout.trim()) ?? [];
    if (result.exitCode !== 0 || major === undefined || minor === undefined) {
      const said = printable(result.stdout.trim().slice(0, 100)) || saidBy(result);
      return { code: "tool_missing", text: `helm version printed no version: ${said}`, hint };
    }
    const isOld =
      Number(major) < OLDEST.major || (Number(major) === OLDEST.major && Number(minor) < OLDEST.minor);
    if (!isOld) return undefined;
    return {
      code: "tool_version",
      text: `helm is ${major}.${minor}, and cannot rehearse on the server.`,
      hint,
    };
  } catch (error) {
    if (!(error instanceof ActionError) || error.code !== "config") throw error;
    return { code: "tool_missing", text: `helm is not on PATH: ${error.message}`, hint };
  }
}

async function missingFiles({
  target,
  workspace,
}: HelmPlatformOptions): Promise<readonly PreflightProblem[]> {
  const problems: PreflightProblem[] = [];
  for (const file of target.values) {
    const full = join(workspace, file);
    if (
      await stat(full).then(
        (found) => found.isFile(),
        () => false,
      )
    )
      continue;
    const beside = await readdir(dirname(full)).catch(() => []);
    const near = suggest(
      file.slice(file.lastIndexOf("/") + 1),
      beside.filter((name) => /\.ya?ml$/.test(name)),
    );
    problems.push({
      code: "not_found",
      text: `The values file ${file} of the Helm release ${target.release} is not there.${near}`,
      hint: "Paths are relative to the workspace.",
    });
  }
  return problems;
}

async function chartProblems(
  options: HelmPlatformOptions,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const { chart } = options.target;
  const result = await runHelm(options, showChartArgv(options.target), signal);
  if (result.exitCode === 0) return [];
  return [
    {
      code: "not_found",
      text: `The chart ${chart} cannot be read: ${saidBy(result)}`,
      hint: "A folder or archive is relative to the workspace; a repository has to be added, or give oci://… .",
    },
  ];
}

async function clusterProblems(
  options: HelmPlatformOptions,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  try {
    await readHistory(options, signal);
    return [];
  } catch (error) {
    if (!(error instanceof ActionError) || error.code === "cancelled") throw error;
    const code = error.code === "permission" ? "permission_missing" : "not_checked";
    return [{ code, text: error.message, hint: error.hint }];
  }
}
