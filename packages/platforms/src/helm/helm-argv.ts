import { ActionError } from "@deploy-actions/kernel";
import type { HelmTarget, Release } from "@deploy-actions/rollout";
import { describeRelease } from "../release-description.ts";

/** Longest description of a Helm revision that is written. */
const MAX_DESCRIPTION = 4_096;

/** Which cluster `helm` talks to. */
export interface HelmCluster {
  /** A kubeconfig file; `undefined`: KUBECONFIG or ~/.kube/config. */
  readonly kubeconfigPath: string | undefined;
}

/**
 * argv of `helm upgrade --install` for a release. `isRehearsal`: the API server checks what would be applied, and nothing is.
 * Not `--atomic`: it was renamed in Helm 4, and after a first install that failed it removes what would say why.
 */
export function upgradeArgv(
  target: HelmTarget,
  cluster: HelmCluster,
  release: Release,
  isRehearsal: boolean,
): readonly string[] {
  const set = Object.entries(target.set).flatMap(([key, value]) => [
    "--set-string",
    `${key}=${escapeValue(fill(value, release))}`,
  ]);
  return [
    "helm",
    "upgrade",
    "--install",
    nameOf(target),
    chartOf(target),
    ...(target.chartVersion === undefined ? [] : ["--version", target.chartVersion]),
    ...clusterArgs(target, cluster),
    // Without it a run that gives no values would keep the ones of the release before.
    "--reset-values",
    ...target.values.flatMap((file) => ["--values", file]),
    ...set,
    "--description",
    descriptionOf(release),
    ...(isRehearsal ? ["--dry-run=server"] : ["--wait", "--timeout", timeoutOf(target)]),
  ];
}

/** argv of `helm rollback` to a revision. */
export function rollbackArgv(target: HelmTarget, cluster: HelmCluster, revision: number): readonly string[] {
  return [
    "helm",
    "rollback",
    nameOf(target),
    String(revision),
    ...clusterArgs(target, cluster),
    "--wait",
    "--timeout",
    timeoutOf(target),
  ];
}

/** argv of `helm history`, as JSON. */
export function historyArgv(target: HelmTarget, cluster: HelmCluster): readonly string[] {
  return [
    "helm",
    "history",
    nameOf(target),
    ...clusterArgs(target, cluster),
    "--max",
    "256",
    "--output",
    "json",
  ];
}

/** argv that removes a release of which no revision was ever deployed. */
export function uninstallArgv(target: HelmTarget, cluster: HelmCluster): readonly string[] {
  return [
    "helm",
    "uninstall",
    nameOf(target),
    ...clusterArgs(target, cluster),
    "--wait",
    "--timeout",
    timeoutOf(target),
  ];
}

/** argv that prints the chart's own description: is it there? */
export function showChartArgv(target: HelmTarget): readonly string[] {
  const version = target.chartVersion === undefined ? [] : ["--version", target.chartVersion];
  return ["helm", "show", "chart", chartOf(target), ...version];
}

function clusterArgs({ namespace, access }: HelmTarget, { kubeconfigPath }: HelmCluster): readonly string[] {
  const context = access.kind === "kubeconfig" ? access.context : undefined;
  return [
    "--namespace",
    namespace,
    ...(kubeconfigPath === undefined ? [] : ["--kubeconfig", kubeconfigPath]),
    ...(context === undefined ? [] : ["--kube-context", context]),
  ];
}

function timeoutOf({ readyTimeoutMs }: HelmTarget): string {
  return `${Math.max(1, Math.ceil(readyTimeoutMs / 1_000))}s`;
}

function nameOf({ release }: HelmTarget): string {
  if (/^[a-z0-9]([-a-z0-9.]{0,51}[a-z0-9])?$/.test(release)) return release;
  throw new ActionError("config", `${JSON.stringify(release)} cannot be the name of a Helm release`, {
    hint: "Lower-case letters, digits, hyphens and dots; at most 53 characters.",
  });
}

function chartOf({ chart }: HelmTarget): string {
  if (chart !== "" && !chart.startsWith("-")) return chart;
  throw new ActionError("config", `${JSON.stringify(chart)} is no chart`, {
    hint: "A folder, an archive, repository/name or oci://… .",
  });
}

function fill(text: string, release: Release): string {
  if (text.includes("${commit}") && release.commit === undefined) {
    throw new ActionError(
      "config",
      `The value ${text} needs the commit of ${release.version}, which is not known`,
    );
  }
  return text.replaceAll("${release}", release.version).replaceAll("${commit}", release.commit ?? "");
}

/** What `--set-string` reads as one text: commas, braces and backslashes mean something to it. */
function escapeValue(value: string): string {
  return value.replace(/[\\,{}]/g, "\\$&");
}

function descriptionOf(release: Release): string {
  const text = describeRelease(release, MAX_DESCRIPTION);
  if (text !== undefined) return text;
  throw new ActionError("config", `The release ${release.version.slice(0, 60)}… has too long a name`);
}
