import {
  type EffectivePolicy,
  type EffectiveValue,
  formatValues,
  type ImagePolicy,
} from "@deploy-actions/deploy-config";
import { formatDuration, formatPercent, plural } from "@deploy-actions/kernel";
import type { RolloutPlan } from "@deploy-actions/rollout";

/** A value longer than this does not push the origins of all others aside. */
const WIDEST_VALUE = 44;

/** What would happen, phase by phase, as aligned lines of a log. */
export function planLines(
  policy: EffectivePolicy,
  plan: RolloutPlan,
  migrations: string | undefined,
): readonly string[] {
  const { gates, image, verify, notify } = policy;
  const steps = plan.steps.map(({ weight, bakeMs }) =>
    bakeMs === 0 ? formatPercent(weight) : `${formatPercent(weight)} for ${formatDuration(bakeMs)}`,
  );
  const channels = (["slack", "webhook", "comment"] as const).filter((name) => notify[name] !== undefined);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [
      "gates",
      [
        ...gates.map((gate) =>
          gate.kind === "command"
            ? `${gate.name}: ${gate.run.join(" ")} ends with 0`
            : `${gate.name}: ${gate.require?.text ?? ""} in ${gate.reports.join(", ")}`,
        ),
        ...(image === undefined ? [] : [`image: ${requiredOfImage(image)} of ${image.reference}`]),
      ],
    ],
    ["migrate", migrations === undefined ? [] : [`${migrations} (${policy.migrate?.order} the rollout)`]],
    ["rollout", [steps.join(", then ")]],
    ["taken back", plan.triggers.map(({ name }) => `when ${name}`)],
    [
      "verify",
      verify === undefined
        ? []
        : [`${plural(verify.checks.length, "check")} for ${formatDuration(verify.forMs)}`],
    ],
    ...(image?.promoteTo === undefined
      ? []
      : ([["promotes", [`the image to ${image.promoteTo}, once verified`]]] as const)),
    ["tells", channels.length === 0 ? [] : [channels.join(", ")]],
  ];
  return rows.flatMap(([name, lines]) =>
    (lines.length === 0 ? ["nothing"] : lines).map(
      (line, index) => `${(index === 0 ? name : "").padEnd(10)}  ${line}`,
    ),
  );
}

/** What a policy asks of an image, in the words of its evidence. */
export function requiredOfImage({ tag, scan, noSecrets }: ImagePolicy): string {
  return [
    tag === undefined ? "a tag but latest" : `tag /${tag}/`,
    ...(scan === undefined ? [] : [`scan ${scan.text}`]),
    ...(noSecrets ? ["no secrets in variables"] : []),
  ].join(", ");
}

/** Every effective value with its origin, aligned. */
export function valueLines(values: readonly EffectiveValue[]): readonly string[] {
  const rows = formatValues(values);
  const widest = (lengths: readonly number[]): number => Math.max(0, ...lengths);
  const pathWidth = widest(rows.map(([path]) => path.length));
  const valueWidth = widest(rows.map(([, value]) => value.length).filter((length) => length <= WIDEST_VALUE));
  return rows.map(
    ([path, value, from]) => `${path.padEnd(pathWidth)}  ${value.padEnd(valueWidth)}  <- ${from}`,
  );
}
