import { describe, expect, test } from "@jest/globals";
import { type UrlCheckInputs, verifyUrl } from "../url-check.ts";

const INPUTS: UrlCheckInputs = {
  url: "https://shop.example/health?full=1",
  status: undefined,
  version: undefined,
  forMs: undefined,
  intervalMs: undefined,
  settleMs: undefined,
};

describe("a verification of one URL", () => {
  test("looks three times by default, allows no failure, and follows no redirect", () => {
    const policy = verifyUrl(INPUTS);
    expect(policy).toMatchObject({ forMs: 15_000, intervalMs: 5_000, settleMs: 0, errorRate: undefined });
    expect(policy.checks).toEqual([
      expect.objectContaining({
        kind: "http",
        name: "/health",
        method: "GET",
        followRedirects: false,
        status: [{ from: 200, to: 299 }],
        version: undefined,
      }),
    ]);
  });

  test("looks three times at another interval too", () => {
    expect(verifyUrl({ ...INPUTS, intervalMs: 100 }).forMs).toBe(300);
    expect(verifyUrl({ ...INPUTS, intervalMs: 100, forMs: 0 }).forMs).toBe(0);
  });

  test("may expect a version, three times in a row", () => {
    const [check] = verifyUrl({ ...INPUTS, version: "v2" }).checks;
    expect(check).toMatchObject({ version: { expected: "v2", from: "auto", consecutive: 3 } });
  });

  test("takes statuses and ranges", () => {
    const [check] = verifyUrl({ ...INPUTS, status: ["204", "400-499"] }).checks;
    expect(check).toMatchObject({
      status: [
        { from: 204, to: 204 },
        { from: 400, to: 499 },
      ],
    });
  });

  test.each(["", "2xx", "99", "600", "200-", "-200", "299-200", "200 201", "200-299-300"])(
    "refuses the status %j, with what is expected",
    (status) => {
      expect(() => verifyUrl({ ...INPUTS, status: [status] })).toThrow(
        `Input expect-status has "${status}", expected a status code (204) or a range (200-299).`,
      );
    },
  );
});
