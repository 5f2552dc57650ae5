import { GetAliasCommand, ListVersionsByFunctionCommand } from "@aws-sdk/client-lambda";
import { LambdaFixture } from "../../../packages/platforms/test/aws/lambda/lambda-fixture.ts";
import type { CrashScene } from "../subject.ts";
import type { AwsConfig } from "../subjects/aws.ts";
import { openRelay } from "./relay.ts";

/** A function behind an alias, in an emulator. */
export async function openLambdaScene(endpoint: string): Promise<CrashScene> {
  const fixture = await LambdaFixture.start(endpoint, { settleMs: 1_000 });
  const relay = await openRelay(fixture.http, endpoint);
  // One object is the code of every release, as an image under a moving tag would be.
  const target = { ...fixture.target, code: { bucket: fixture.bucket, key: "code-v1.zip" } };
  const config: AwsConfig = { endpoint: relay.url, target, workspace: "" };
  const { lambda, name } = fixture;
  return {
    config,
    async look() {
      const alias = await lambda.send(new GetAliasCommand({ FunctionName: name, Name: "live" }));
      const found = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName: name }));
      const served = found.Versions?.find(({ Version }) => Version === alias.FunctionVersion);
      const releases = (found.Versions ?? []).flatMap(({ Version, Description = "" }) =>
        Version === "$LATEST" ? [] : [Description],
      );
      const twice = releases.filter((text, index) => releases.indexOf(text) !== index);
      return [
        `alias "${alias.Description}" at "${alias.FunctionVersion === "$LATEST" ? "nothing" : served?.Description}"`,
        `beside it ${JSON.stringify(alias.RoutingConfig?.AdditionalVersionWeights ?? {})}`,
        ...twice.map((text) => `published twice: ${text}`),
      ];
    },
    async close() {
      await relay.close();
      await fixture.close();
    },
  };
}
