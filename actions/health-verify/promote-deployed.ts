import type { ActionContext } from "@deploy-actions/action-kit";
import { type EffectivePolicy, type ImagePolicy, substitute } from "@deploy-actions/deploy-config";
import { errorMessage } from "@deploy-actions/kernel";
import type { DeploymentRecord, Ledger } from "@deploy-actions/ledger";
import { placeholdersOf } from "../common/deployment.ts";
import { promoteImage } from "../common/image.ts";
import { renderPromotion } from "../common/render-image.ts";
import type { spec } from "./spec.ts";

/**
 * Gives the image of a deployment that was just verified its tag: the digest that was deployed, as the record has it.
 * `openPolicy`: with its `${release}` still open.
 */
export async function promoteDeployed(
  context: ActionContext<typeof spec>,
  openPolicy: EffectivePolicy & { readonly image: ImagePolicy },
  ledger: Ledger,
  id: string,
): Promise<void> {
  const { inputs, outputs, summary, log } = context;
  const record = await findRecord(context, openPolicy, ledger, id);
  if (record === undefined) {
    log.error(
      `The ledger does not show deployment ${id} of ${openPolicy.environment}: its image got no tag.`,
      {
        title: "Image not promoted",
      },
    );
    return;
  }
  const policy = substitute(openPolicy, placeholdersOf(record.release, openPolicy.environment));
  const { artifact } = record.release;
  const image = policy.image ?? openPolicy.image;
  const promoted = await promoteImage(context, { ...policy, image }, artifact, inputs["github-token"]);
  if (promoted === undefined) return;
  outputs.set("image-promoted", "digest" in promoted ? promoted.tag : "");
  summary.add(renderPromotion(promoted), 2);
}

async function findRecord(
  { log, signal }: ActionContext<typeof spec>,
  { service, environment }: EffectivePolicy,
  ledger: Ledger,
  id: string,
): Promise<DeploymentRecord | undefined> {
  try {
    return (await ledger.list({ service, environment }, signal)).find((record) => record.id === id);
  } catch (error) {
    log.warning(`The ledger cannot be read: ${errorMessage(error)}`);
    return undefined;
  }
}
