import { describe, test } from "@jest/globals";

/**
 * Runs `body` with the value of `envVar` when it is set. Without it the suite is skipped with a warning that says how
 * to have the peer; with `DEPLOY_ACTIONS_REQUIRE_PEERS=1` (CI) it fails instead, so that nobody mistakes a skip for a
 * pass.
 */
export function describePeer(name: string, envVar: string, body: (value: string) => void): void {
  const value = process.env[envVar] ?? "";
  if (value !== "") {
    describe(name, () => body(value));
    return;
  }
  const message = `${name}: ${envVar} is not set, so nothing of it was tested.`;
  if (process.env.DEPLOY_ACTIONS_REQUIRE_PEERS === "1") {
    test(name, () => {
      throw new Error(`${message} DEPLOY_ACTIONS_REQUIRE_PEERS=1 forbids that.`);
    });
    return;
  }
  console.warn(`SKIPPED ${message} Start the peer (see test/peers/) and set the variable.`);
  test.skip(`${name} (needs ${envVar})`, () => undefined);
}
