import { parseDeployConfig, resolvePolicy } from "@deploy-actions/deploy-config";
import { describe, expect, test } from "@jest/globals";
import { record } from "../../common/test/records.ts";
import { type AnnouncementFacts, templateValues } from "../announcement.ts";

const { policy } = resolvePolicy(
  parseDeployConfig(
    `version: 1
service: shop
environments:
  production:
    target: { platform: exec, observe: [a], set-weight: [a], promote: [a], abort: [a] }
    rollout: { steps: [{ weight: 25%, bake: 5m }, { weight: 100% }] }
    verify: { checks: [{ http: http://a.example/ }], settle: 1m, for: 4m }
    rollback: { within: 10m }
    notify: { values: { contact: "@shop-team", impact: none } }
`,
    "deploy.yml",
  ),
  "production",
  {},
);

const FACTS: AnnouncementFacts = {
  policy,
  occasion: "completed",
  release: "v2",
  verdict: { outcome: "pass", sentence: "2 checks healthy" },
  record: record("60", "v2", ["started", "verifying", "verified"]),
  now: Date.parse("1970-01-01T01:40:00Z"),
  url: "https://github.example/run",
  actor: "ada",
  given: {},
};

describe("the values of the templates", () => {
  test("come from the record, the policy and the verdict", () => {
    expect(templateValues(FACTS)).toMatchObject({
      environment: "production",
      service: "shop",
      release: "v2",
      "start-time": "1970-01-01 01:00:00 UTC",
      "end-time": "1970-01-01 01:40:00 UTC",
      duration: "40m",
      "expected-duration": "10m",
      strategy: "CANARY",
      "automatic-rollback": "true",
      "rollback-within": "10m",
      "health-checks": { outcome: "pass", text: "2 checks healthy" },
      actor: "ada",
      stage: "verified",
    });
  });

  test("of the caller go over those of the policy file, which go over what is known", () => {
    const given = { contact: "@ada", environment: "PROD" };
    expect(templateValues({ ...FACTS, given })).toMatchObject({
      contact: "@ada",
      environment: "PROD",
      impact: ["none"],
    });
  });

  test("nobody knows are not there, so that the template says which are missing", () => {
    const values = templateValues({ ...FACTS, verdict: undefined, record: undefined });
    for (const name of ["start-time", "duration", "health-checks", "previous-release", "reason", "stage"])
      expect(values).not.toHaveProperty(name);
  });

  test("of a scheduled deployment have a start and no end", () => {
    const values = templateValues({ ...FACTS, occasion: "scheduled", record: undefined, verdict: undefined });
    expect(values["start-time"]).toBe("1970-01-01 01:40:00 UTC");
    expect(values).not.toHaveProperty("end-time");
    expect(values).not.toHaveProperty("duration");
  });

  test("of a rollback name the release that is back: its own, or what was live before the one taken back", () => {
    const rollback = record("61", "v1", ["verified"], { kind: "rollback", reason: "checkout fails" });
    expect(templateValues({ ...FACTS, occasion: "rolled-back", record: rollback })).toMatchObject({
      "previous-release": "v1",
      reason: "checkout fails",
    });
    const taken = record("62", "v2", ["aborted"], { previous: { id: "1", version: "v0" } });
    expect(templateValues({ ...FACTS, occasion: "rolled-back", record: taken })).toMatchObject({
      "previous-release": "v0",
      reason: "2 checks healthy",
    });
  });

  test("of a release that starts without users are those of blue-green", () => {
    const rollout = {
      ...policy.rollout,
      steps: [
        { weight: 0, bakeMs: 0 },
        { weight: 100, bakeMs: 0 },
      ],
    };
    expect(templateValues({ ...FACTS, policy: { ...policy, rollout } }).strategy).toBe("BLUE-GREEN");
  });
});
