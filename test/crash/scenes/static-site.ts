import { GetDistributionCommand } from "@aws-sdk/client-cloudfront";
import { SiteFixture } from "../../../packages/platforms/test/aws/static-site/site-fixture.ts";
import type { CrashScene } from "../subject.ts";
import type { AwsConfig } from "../subjects/aws.ts";
import { openRelay } from "./relay.ts";

/** A bucket behind a distribution, in an emulator. */
export async function openSiteScene(endpoint: string): Promise<CrashScene> {
  const fixture = await SiteFixture.start(endpoint);
  const relay = await openRelay(fixture.http, endpoint);
  const { target, workspace, cloudfront, distribution } = fixture;
  const config: AwsConfig = { endpoint: relay.url, target, workspace };
  return {
    config,
    async look() {
      const found = await cloudfront.send(new GetDistributionCommand({ Id: distribution }));
      const [origin] = found.Distribution?.DistributionConfig?.Origins?.Items ?? [];
      // Complete releases stay, to go back to; so may the files of one that never got complete.
      const others = (await fixture.keys()).filter((key) => !key.startsWith("releases/"));
      return [`from ${origin?.OriginPath}`, ...others];
    },
    async close() {
      await relay.close();
      await fixture.close();
    },
  };
}
