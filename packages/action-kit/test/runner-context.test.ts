import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { readRunnerContext } from "../src/runner-context.ts";
import { countingRandom } from "./support/memory-host.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "context-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const base = () => ({
  GITHUB_ACTIONS: "true",
  GITHUB_REPOSITORY: "octo-org/shop.web",
  GITHUB_SHA: "ffac537",
  GITHUB_REF: "refs/heads/main",
  GITHUB_ACTOR: "octocat",
  GITHUB_RUN_ID: "42",
  GITHUB_RUN_ATTEMPT: "2",
  GITHUB_SERVER_URL: "https://git.example/",
  GITHUB_API_URL: "https://git.example/api/v3/",
  GITHUB_EVENT_NAME: "push",
  GITHUB_WORKSPACE: "/w",
  RUNNER_TEMP: folder,
  INPUT_TOKEN: "secret",
});

function read(env: Readonly<Record<string, string>>) {
  return readRunnerContext(env, "/cwd", countingRandom());
}

describe("the runner's context", () => {
  test("is parsed once from the environment, without the inputs", () => {
    const path = join(folder, "event.json");
    writeFileSync(path, '{"ref":"refs/heads/main"}');
    const context = read({ ...base(), GITHUB_EVENT_PATH: path });
    expect(context).toMatchObject({
      mode: "actions",
      repository: { owner: "octo-org", name: "shop.web" },
      sha: "ffac537",
      ref: "refs/heads/main",
      actor: "octocat",
      runId: "42",
      runAttempt: 2,
      runUrl: "https://git.example/octo-org/shop.web/actions/runs/42/attempts/2",
      eventName: "push",
      event: { ref: "refs/heads/main" },
      workspace: "/w",
      apiUrl: "https://git.example/api/v3",
      serverUrl: "https://git.example",
      temp: folder,
      ownsTemp: false,
    });
    expect(context.env).toHaveProperty("GITHUB_SHA");
    expect(context.env).not.toHaveProperty("INPUT_TOKEN");
  });

  test("of a terminal has its own run id, folder and workspace", () => {
    const context = read({ USER: "ada" });
    try {
      expect(context).toMatchObject({
        mode: "terminal",
        repository: undefined,
        sha: undefined,
        actor: "ada",
        runId: "local-id-1",
        runAttempt: 1,
        runUrl: "",
        event: {},
        workspace: "/cwd",
        ownsTemp: true,
      });
      expect(existsSync(context.temp)).toBe(true);
    } finally {
      rmSync(context.temp, { recursive: true });
    }
  });

  test.each([
    ["invalid JSON", "{oops", "is not valid JSON"],
    ["a list", "[]", "is not a JSON object"],
    ["25 MiB and one byte", " ".repeat(25 * 1_024 * 1_024 + 1), "is too large: 25.0 MiB, at most 25.0 MiB"],
  ])("refuses an event of %s", (_, content, problem) => {
    const path = join(folder, "event.json");
    writeFileSync(path, content);
    expect(() => read({ ...base(), GITHUB_EVENT_PATH: path })).toThrow(
      expect.objectContaining({
        code: "config",
        message: `The event payload ${path} (GITHUB_EVENT_PATH) ${problem}.`,
      }),
    );
  });

  test("refuses an event file that is not there", () => {
    expect(() => read({ ...base(), GITHUB_EVENT_PATH: join(folder, "none") })).toThrow("cannot be read");
  });

  test.each([
    [{ GITHUB_REPOSITORY: "shop" }, 'GITHUB_REPOSITORY is "shop", expected owner/name.'],
    [{ GITHUB_REPOSITORY: "a/b/../c" }, 'GITHUB_REPOSITORY is "a/b/../c", expected owner/name.'],
    [{ GITHUB_RUN_ATTEMPT: "two" }, 'GITHUB_RUN_ATTEMPT is "two", expected a whole number from 1.'],
  ])("refuses %j", (env, message) => {
    expect(() => read({ ...base(), ...env })).toThrow(expect.objectContaining({ code: "config", message }));
  });
});
