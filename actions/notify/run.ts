import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import type { Delivery, TemplateValue } from "@deploy-actions/channels";
import { ActionError, isObject, plural } from "@deploy-actions/kernel";
import type { DeploymentRecord } from "@deploy-actions/ledger";
import { openLedger } from "../common/ledger.ts";
import { loadPolicy } from "../common/policy.ts";
import type { spec } from "./spec.ts";
import { failedRequired, tell } from "./tell.ts";

/** Announces what happened. A channel that fails fails the step only when it is `required`. */
export async function run(context: ActionContext<typeof spec>): Promise<ActionResult> {
  const { inputs, outputs } = context;
  const { policy } = await loadPolicy(context, {
    environment: inputs.environment,
    file: inputs.config,
    token: inputs["github-token"],
    placeholders: { release: inputs.release },
  });
  const verdict =
    inputs.verdict === undefined ? undefined : { outcome: inputs.verdict, sentence: inputs.sentence ?? "" };
  const deliveries = await tell(
    context,
    {
      policy,
      occasion: inputs.occasion,
      release: inputs.release,
      verdict:
        verdict ??
        (inputs.sentence === undefined ? undefined : { outcome: "inconclusive", sentence: inputs.sentence }),
      record: await findRecord(context, policy.service),
      given: readValues(inputs.values),
    },
    inputs,
  );
  const sent = deliveries.filter((delivery) => delivery.state === "sent").length;
  outputs.set("deliveries", deliveries.map(toJson));
  outputs.set("sent", sent);
  const failed = failedRequired(policy, deliveries);
  if (failed.length > 0) {
    const list = failed.map((delivery) => `${delivery.channel}: ${delivery.detail}`).join("; ");
    return {
      outcome: "fail",
      reason: "channel_failed",
      sentence: `a required channel was not told (${list})`,
    };
  }
  return {
    outcome: "pass",
    reason: deliveries.length === 0 ? "nobody_asked" : "told",
    sentence: `${inputs.occasion}: ${plural(sent, "channel")} of ${deliveries.length} told`,
  };
}

async function findRecord(
  context: ActionContext<typeof spec>,
  service: string,
): Promise<DeploymentRecord | undefined> {
  const { inputs, signal, log } = context;
  const id = inputs["deployment-id"];
  if (id === undefined) return undefined;
  const ledger = await openLedger(context, {
    file: inputs.ledger,
    token: inputs["github-token"],
  });
  const records = await ledger.list({ service, environment: inputs.environment, limit: 100 }, signal);
  const record = records.find((item) => item.id === id);
  if (record === undefined) log.warning(`The ledger of ${inputs.environment} has no deployment ${id}.`);
  return record;
}

function readValues(values: unknown): Record<string, TemplateValue> {
  if (values === undefined || values === null) return {};
  if (!isObject(values)) throw wrongValues("a list or a text");
  return Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, TemplateValue] => {
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
        return [name, String(value)];
      }
      if (Array.isArray(value) && value.every((item) => typeof item !== "object"))
        return [name, value.map(String)];
      throw wrongValues(`something else below "${name}"`);
    }),
  );
}

function wrongValues(found: string): ActionError {
  return new ActionError(
    "input",
    `Input values holds ${found}, expected a YAML map from names to a text or a list of texts.`,
  );
}

function toJson(delivery: Delivery): { [key: string]: string | number } {
  return { ...delivery };
}
