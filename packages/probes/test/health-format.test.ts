import { describe, expect, test } from "@jest/globals";
import { classifyStatus, readHealthJson, readHealthText } from "../src/health-format.ts";

const HEALTH = "https://shop.example/health";
const ORDERS = "https://shop.example/orders/7";

describe("a status word", () => {
  test.each([
    ["UP", "pass"],
    [" ok ", "pass"],
    ["Healthy", "pass"],
    ["UNHEALTHY", "fail"],
    ["OUT_OF_SERVICE", "fail"],
    ["NOT_SERVING", "fail"],
    ["Degraded", "warn"],
    ["UNKNOWN", "unknown"],
    ["not ok", "unknown"],
    ["", "unknown"],
  ])("%j is %s", (token, expected) => {
    expect(classifyStatus(token)).toBe(expected);
  });
});

describe("a JSON body", () => {
  test.each([
    ["health+json", { status: "pass", checks: { "db:time": [{ status: "pass" }] } }, HEALTH, "pass"],
    ["Actuator up", { status: "UP", components: { db: { status: "UP" } } }, HEALTH, "pass"],
    ["Actuator down", { status: "DOWN" }, HEALTH, "fail"],
    ["Actuator unknown", { status: "UNKNOWN" }, HEALTH, "unknown"],
    ["an unknown word with components anywhere", { status: "FROZEN", components: {} }, ORDERS, "unknown"],
    ["Terminus ok with its empty error", { status: "ok", info: {}, error: {}, details: {} }, HEALTH, "pass"],
    ["ASP.NET degraded", { status: "Degraded", totalDuration: "0", entries: {} }, HEALTH, "warn"],
    ["ok false", { ok: false }, HEALTH, "fail"],
    ["ok true", { ok: true }, HEALTH, "pass"],
    ["healthy false beside a good status", { status: "ok", healthy: false }, HEALTH, "fail"],
    ["an error with status 200", { data: null, error: "connection refused" }, ORDERS, "fail"],
    ["no error", { data: [], error: null }, ORDERS, undefined],
    ["a business status", { status: "shipped", id: 7 }, ORDERS, undefined],
    ["a list", [], HEALTH, undefined],
    ["a number", 1, HEALTH, undefined],
  ])("%s", (_, body, url, expected) => {
    expect(readHealthJson(body, url)?.class).toBe(expected);
  });

  test.each([
    ["Actuator", { status: "UP", components: { disk: { status: "UP" }, db: { status: "DOWN" } } }, "db"],
    ["health+json", { status: "pass", checks: { "db:time": [{ status: "fail" }] } }, "db:time"],
    ["MicroProfile", { status: "UP", checks: [{ name: "queue", status: "DOWN" }] }, "queue"],
  ])("%s names the part that is down although the whole is up", (_, body, part) => {
    expect(readHealthJson(body, HEALTH)?.failedPart).toBe(part);
  });
});

test("a text body is a status only as a whole word", () => {
  expect(readHealthText("Unhealthy\n")?.class).toBe("fail");
  expect(readHealthText("Healthy")?.class).toBe("pass");
  expect(readHealthText("everything is healthy")).toBeUndefined();
});
