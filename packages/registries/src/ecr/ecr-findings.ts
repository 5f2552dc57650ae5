import type { DescribeImageScanFindingsCommandOutput, ImageScanFindings } from "@aws-sdk/client-ecr";
import type { Severity } from "@deploy-actions/conditions";
import { printable } from "@deploy-actions/kernel";
import type { Finding, FindingsModel } from "@deploy-actions/reports";
import type { ScanLookup } from "../image-registry.ts";

type Unknown = Extract<ScanLookup, { known: false }>;

// INFORMATIONAL is a note. A finding nobody has rated yet (UNDEFINED, UNTRIAGED) is none the less one: medium, as in SARIF.
const SEVERITY: Readonly<Record<string, Severity>> = {
  CRITICAL: "critical",
  HIGH: "high",
  MEDIUM: "medium",
  LOW: "low",
  INFORMATIONAL: "low",
};
const UNRATED: Severity = "medium";

const NOT_DONE: Readonly<Record<string, readonly [reason: string, text: string, advice: string]>> = {
  PENDING: ["scan_pending", "the scan has not begun", "run this gate again once the scan is done"],
  IN_PROGRESS: ["scan_pending", "the scan is running", "run this gate again once the scan is done"],
  FAILED: [
    "scan_failed",
    "the scan failed",
    "start it again (aws ecr start-image-scan) and look at its description",
  ],
  UNSUPPORTED_IMAGE: [
    "scan_unsupported",
    "the scanner does not support this image",
    "scan it in CI and judge the SARIF report with a findings gate",
  ],
  FINDINGS_UNAVAILABLE: [
    "scan_unavailable",
    "the findings are not available",
    "start the scan again (aws ecr start-image-scan)",
  ],
  SCAN_ELIGIBILITY_EXPIRED: [
    "scan_too_old",
    "the image is too old to be scanned any longer",
    "build and push it again, or lengthen the rescan time of the registry",
  ],
  LIMIT_EXCEEDED: [
    "scan_limit_exceeded",
    "the scan limit of the registry is reached",
    "start the scan again later",
  ],
  IMAGE_ARCHIVED: [
    "scan_unavailable",
    "the image is archived",
    "restore it from the archive, or push it again",
  ],
};

/** Why a scan says nothing, or `undefined` when it is done: `COMPLETE`, or `ACTIVE` for one that goes on for ever. */
export function scanNotDone(
  status: string | undefined,
  description: string | undefined,
): Unknown | undefined {
  if (status === "COMPLETE" || status === "ACTIVE") return undefined;
  const [reason, text, advice] = NOT_DONE[status ?? ""] ?? [
    "scan_unknown",
    `the scan has the status ${printable(status ?? "none")}`,
    "look at the image in the registry",
  ];
  const said =
    description === undefined || description === "" ? "" : ` (${printable(description).slice(0, 200)})`;
  return { known: false, reason, text: `${text}${said}`, advice };
}

/** The findings of all pages of one image in the model that SARIF reports have too. */
export function readEcrFindings(pages: readonly DescribeImageScanFindingsCommandOutput[]): FindingsModel {
  const parts = pages.flatMap((page) => page.imageScanFindings ?? []);
  const isEnhanced = parts.some((part) => part.enhancedFindings !== undefined);
  const tool = isEnhanced ? "Amazon Inspector" : "Amazon ECR scan";
  const all = parts.flatMap((part) => [...basic(part, tool), ...enhanced(part, tool)]);
  const findings = all.filter((item) => item.isActive).map((item) => item.finding);
  const listed = (severity: Severity): number => findings.filter((item) => item.severity === severity).length;
  // The list of a basic scan can be shorter than what it counted; the larger number is the careful one.
  const said = isEnhanced ? {} : countsSaid(parts[0]);
  const count = (severity: Severity): number => Math.max(listed(severity), said[severity] ?? 0);
  return {
    counts: { critical: count("critical"), high: count("high"), medium: count("medium"), low: count("low") },
    suppressed: all.filter((item) => item.isSuppressed).length,
    findings: findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]).slice(0, 100),
    tools: [tool],
    failedTools: [],
  };
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

interface Listed {
  readonly finding: Finding;
  readonly isActive: boolean;
  readonly isSuppressed: boolean;
}

function basic(part: ImageScanFindings, tool: string): readonly Listed[] {
  return (part.findings ?? []).map((item) => {
    const fact = (key: string): string => item.attributes?.find((one) => one.key === key)?.value ?? "";
    const inPackage = `${fact("package_name")} ${fact("package_version")}`.trim();
    const message = [inPackage, item.description ?? ""].filter((text) => text !== "").join(": ");
    const finding = findingOf(item.name, item.severity, message, tool);
    return { finding, isActive: true, isSuppressed: false };
  });
}

function enhanced(part: ImageScanFindings, tool: string): readonly Listed[] {
  return (part.enhancedFindings ?? []).map((item) => {
    const id = item.packageVulnerabilityDetails?.vulnerabilityId ?? item.title;
    const status = item.status ?? "ACTIVE";
    return {
      finding: findingOf(id, item.severity, item.title ?? item.description ?? "", tool),
      isActive: status !== "SUPPRESSED" && status !== "CLOSED",
      isSuppressed: status === "SUPPRESSED",
    };
  });
}

function findingOf(
  id: string | undefined,
  severity: string | undefined,
  message: string,
  tool: string,
): Finding {
  return {
    ruleId: (id ?? "unnamed").slice(0, 120),
    severity: SEVERITY[severity ?? ""] ?? UNRATED,
    message: message.slice(0, 500),
    file: undefined,
    line: undefined,
    tool,
  };
}

function countsSaid(part: ImageScanFindings | undefined): Partial<Record<Severity, number>> {
  const counts: Partial<Record<Severity, number>> = {};
  for (const [word, count] of Object.entries(part?.findingSeverityCounts ?? {})) {
    const severity = SEVERITY[word] ?? UNRATED;
    counts[severity] = (counts[severity] ?? 0) + (count ?? 0);
  }
  return counts;
}
