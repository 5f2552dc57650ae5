import type { ActionContext } from "@deploy-actions/action-kit";
import { createEcsPlatform, createLambdaPlatform, createStaticSitePlatform } from "@deploy-actions/platforms";
import type { EcsTarget, LambdaTarget, StaticSiteTarget } from "@deploy-actions/rollout";
import type { RunAccess } from "../access.ts";
import { NOBODY_COUNTS, type OpenedTarget } from "../target-access.ts";

/** Services of an ECS cluster. */
export async function openEcs(
  { clock, http, log }: ActionContext,
  run: RunAccess,
  target: EcsTarget,
): Promise<OpenedTarget> {
  const access = await run.aws(target.region);
  return { ...NOBODY_COUNTS, platform: await createEcsPlatform({ target, access, http, clock, log }) };
}

/** A Lambda function behind an alias. */
export async function openLambda(
  { clock, http, log }: ActionContext,
  run: RunAccess,
  target: LambdaTarget,
): Promise<OpenedTarget> {
  const access = await run.aws(target.region);
  return { ...NOBODY_COUNTS, platform: await createLambdaPlatform({ target, access, http, clock, log }) };
}

/** A static site in a bucket behind CloudFront. */
export async function openStaticSite(
  { clock, http, log, runner }: ActionContext,
  run: RunAccess,
  target: StaticSiteTarget,
): Promise<OpenedTarget> {
  const access = await run.aws(target.region);
  const { workspace } = runner;
  return {
    ...NOBODY_COUNTS,
    platform: await createStaticSitePlatform({ target, access, http, clock, log, workspace }),
  };
}
