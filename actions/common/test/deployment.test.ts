import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { parseDeployConfig, resolvePolicy } from "@deploy-actions/deploy-config";
import type { Clock } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { checkWindow, placeholdersOf, releaseOf } from "../deployment.ts";
import { contextWith, RUNNER } from "./context.ts";

function policy(windows: string, rest = ""): EffectivePolicy {
  const source = `version: 1
service: shop
environments:
  production:
    target: { platform: exec, observe: [a], set-weight: [a], promote: [a], abort: [a] }
    windows: ${windows}
${rest}`;
  return resolvePolicy(parseDeployConfig(source, "deploy.yml"), "production", {}).policy;
}

function check(at: string, subject: EffectivePolicy, breakGlass?: string): readonly string[] {
  const warnings: string[] = [];
  const clock: Clock = { now: () => Date.parse(at), sleep: async () => undefined };
  const context = contextWith({ clock, log: { warning: (text) => void warnings.push(text) } });
  checkWindow(context, subject, breakGlass);
  return warnings;
}

describe("the deployment window", () => {
  const sunday = policy(
    '[{ cron: "0 2 * * SUN", for: 2h, zone: UTC }]',
    "    rollout: { steps: [{ weight: 50%, bake: 30m }, { weight: 100% }] }\n",
  );

  test("is open while the whole rollout fits into it", () => {
    expect(check("2026-02-01T02:00:00Z", sunday)).toEqual([]);
    expect(check("2026-02-01T03:30:00Z", sunday)).toEqual([]);
  });

  test.each([
    ["before it opens", "2026-02-01T01:59:59Z", "2026-02-01T02:00:00.000Z"],
    ["when it closes before the rollout is done", "2026-02-01T03:30:01Z", "2026-02-08T02:00:00.000Z"],
    ["on another day", "2026-02-03T02:30:00Z", "2026-02-08T02:00:00.000Z"],
  ])("refuses %s, with the time of the next one", (_title, at, next) => {
    expect(() => check(at, sunday)).toThrow(`The next window opens at ${next}`);
  });

  test("counts the time of the verification as well", () => {
    const subject = policy(
      '[{ cron: "0 2 * * SUN", for: 1h, zone: UTC }]',
      "    rollout: { strategy: all-at-once }\n    verify: { checks: [{ http: http://a.example/ }], settle: 10m, for: 30m }\n",
    );
    expect(check("2026-02-01T02:20:00Z", subject)).toEqual([]);
    expect(() => check("2026-02-01T02:20:01Z", subject)).toThrow("40m");
  });

  test("gives way to a person's reason, which is printed", () => {
    const [warning] = check("2026-02-03T12:00:00Z", sunday, "checkout is down");
    expect(warning).toContain("outside its deployment windows");
    expect(warning).toContain("Deploying all the same: checkout is down");
  });

  test("without any is always open", () => {
    expect(check("2026-02-03T12:00:00Z", policy("[]"))).toEqual([]);
  });
});

describe("the release", () => {
  test("is of the commit that is given, else of the one the workflow runs for", () => {
    const inputs = { release: "v2", commit: undefined, artifact: undefined };
    expect(releaseOf(inputs, contextWith({}))).toEqual({ version: "v2", commit: RUNNER.sha });
    expect(releaseOf({ ...inputs, commit: "c", artifact: "sha256:1" }, contextWith({}))).toEqual({
      version: "v2",
      commit: "c",
      artifact: "sha256:1",
    });
  });

  test("fills the placeholders; a commit nobody knows stays open", () => {
    expect(placeholdersOf({ version: "v2" }, "production")).toEqual({
      release: "v2",
      environment: "production",
    });
  });
});
