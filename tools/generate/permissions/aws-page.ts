import type { AwsAdapter, AwsUse } from "./aws-adapters.ts";
import { type AwsCall, iamActionOf, isRead, operationOf, passesRole } from "./iam-actions.ts";
import { leastPolicy } from "./iam-policy.ts";

/** What every page of least permissions begins with. */
export const GENERATED =
  "<!-- Generated from the calls the adapter declares, by `npm run generate`. Do not edit. -->";

/** The page of least permissions of an adapter of AWS. */
export function awsPage({ title, where, uses, notes }: AwsAdapter): string {
  const extra = [...new Map(uses.flatMap((use) => use.extra).map((one) => [one.why, one])).values()];
  return [
    GENERATED,
    `# Least permissions: ${title}`,
    "",
    `For ${where}. The adapter makes no other call: its tests fail on one that is not on this list.`,
    "",
    "## Calls",
    "",
    ...callsTable(uses),
    "",
    ...(extra.length === 0 ? [] : ["Beside them, though no call of ours:", ""]),
    ...extra.map(({ action, why }) => `- \`${action}\`: ${lowerFirst(why)}`),
    ...(extra.length === 0 ? [] : [""]),
    ...uses.flatMap((use) => policySection(use)),
    "## To know",
    "",
    "- Replace each `${…}` by the name your policy file has; `arn:aws` is `arn:aws-cn` in China and `arn:aws-us-gov` in GovCloud.",
    "- An action on `*` has no resources to be narrowed to, or lists them all so that a message can name the nearest.",
    ...notes.map((note) => `- ${note}`),
    "",
  ].join("\n");
}

function callsTable(uses: readonly AwsUse[]): readonly string[] {
  const calls = new Map<string, AwsCall>();
  for (const call of uses.flatMap((use) => use.calls)) calls.set(operationOf(call), call);
  const hasUses = uses.length > 1;
  const rows = [...calls.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([operation, call]) => {
      const inUses = uses.filter((use) => use.calls.some((one) => operationOf(one) === operation));
      const when = inUses.length === uses.length ? "all" : inUses.map((use) => use.name).join("; ");
      const kind = isRead(call) ? "reads" : "changes";
      const cells = [
        `\`${operation}\``,
        `\`${iamActionOf(call)}\``,
        kind,
        passesRole(call) ? "`iam:PassRole`" : "",
        ...(hasUses ? [when] : []),
      ];
      return `| ${cells.join(" | ")} |`;
    });
  return [
    `| call | IAM action | | also needs |${hasUses ? " made for |" : ""}`,
    `| --- | --- | --- | --- |${hasUses ? " --- |" : ""}`,
    ...rows,
  ];
}

function policySection({ name, calls, extra }: AwsUse): readonly string[] {
  return [
    `## Policy${name === "" ? "" : `: ${name}`}`,
    "",
    "```json",
    JSON.stringify(leastPolicy(calls, extra), undefined, 2),
    "```",
    "",
  ];
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
