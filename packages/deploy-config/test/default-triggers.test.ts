import { describe, expect, test } from "@jest/globals";
import { parseDeployConfig, resolvePolicy } from "../src/index.ts";

function triggers(rollout: string, verify = ""): readonly string[] {
  const source = `version: 1
service: shop
environments:
  production:
    target: { platform: local, listen: "127.0.0.1:8080", command: [node, server.js] }
    rollout: ${rollout}
${verify}`;
  const { policy } = resolvePolicy(parseDeployConfig(source, "deploy.yml"), "production");
  return policy.rollout.abortWhen.map((trigger) => trigger.name);
}

const CHECKS = "    verify: { checks: [{ http: https://shop.example/health }] }\n";
const RATE = "error-rate > 5%";
const BASELINE = "latency p95 > 200% of baseline";

describe("the triggers nobody wrote are those the steps can answer", () => {
  test.each([
    ["{ strategy: canary }", [RATE, BASELINE]],
    ["{ strategy: blue-green }", [RATE]],
    ["{ strategy: all-at-once }", []],
    ["{ steps: [{ weight: 10%, bake: 1m }, { weight: 100% }] }", [RATE, BASELINE]],
    ["{ steps: [{ weight: 100%, bake: 1m }] }", [RATE]],
    ["{ steps: [{ weight: 50% }, { weight: 100% }] }", []],
  ])("%s has %j", (rollout, expected) => expect(triggers(rollout)).toEqual(expected));

  test("with checks, failures in a row count too", () => {
    expect(triggers("{ strategy: all-at-once }", CHECKS)).toEqual(["3 consecutive failures"]);
  });

  test("what somebody wrote stays as it is", () => {
    expect(triggers(`{ strategy: all-at-once, abort-when: ["${RATE}"] }`)).toEqual([RATE]);
  });
});
