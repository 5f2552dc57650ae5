import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { describe, expect, test } from "@jest/globals";
import { openAccess } from "../access.ts";
import { RUNNER } from "./context.ts";

const ports = {
  idTokens: undefined,
  http: { send: () => Promise.reject(new Error("nobody is asked")) },
  clock: { now: () => 0, sleep: async () => undefined },
  random: { next: () => 0, id: () => "id" },
  secrets: { mask: (value: string) => value, redact: (text: string) => text },
  log: {},
};
const EKS = { platform: "kubernetes", access: { kind: "eks", cluster: "shop", region: "eu-central-1" } };
const LAMBDA = { platform: "aws-lambda", region: "eu-west-3" };

function regionFor(
  target: object,
  env: Readonly<Record<string, string>>,
  aws?: { readonly region: string },
): Promise<string> {
  const context = { ...ports, runner: { ...RUNNER, mode: "terminal", env } } as unknown as ActionContext;
  const signIns = aws === undefined ? {} : { aws: { ...aws, role: undefined } };
  const access = openAccess(context, { target, signIns } as unknown as EffectivePolicy);
  return access.aws(undefined).then(({ region }) => region);
}

describe("the region AWS is asked in", () => {
  test.each([
    ["of an EKS cluster", EKS, "eu-central-1"],
    ["of a function", LAMBDA, "eu-west-3"],
  ])("is that %s, where nobody says another", async (_, target, region) => {
    expect(await regionFor(target, {})).toBe(region);
  });

  test("is that of the environment or the sign-in before that of the target", async () => {
    expect(await regionFor(EKS, { AWS_REGION: "us-east-1" })).toBe("us-east-1");
    expect(await regionFor(EKS, { AWS_DEFAULT_REGION: "us-east-2" })).toBe("us-east-2");
    expect(await regionFor(EKS, {}, { region: "sa-east-1" })).toBe("sa-east-1");
  });

  test("is asked for when nobody says one", async () => {
    const target = { platform: "kubernetes", access: { ...EKS.access, region: undefined } };
    await expect(regionFor(target, {})).rejects.toThrow("No AWS region");
  });
});
