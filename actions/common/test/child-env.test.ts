import { expect, test } from "@jest/globals";
import { childEnv } from "../child-env.ts";
import { RUNNER } from "./context.ts";

test("a check's or gate's program gets the environment without tokens and the runner's command files", () => {
  const env = {
    PATH: "/bin",
    HOME: "/root",
    GITHUB_SHA: "abc",
    MY_TOKEN: "wanted by the user",
    GITHUB_TOKEN: "t",
    ACTIONS_RUNTIME_TOKEN: "t",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t",
    "INPUT_SLACK-TOKEN": "t",
    STATE_isPost: "true",
    GITHUB_OUTPUT: "/f",
    GITHUB_ENV: "/f",
    GITHUB_PATH: "/f",
    GITHUB_STATE: "/f",
    GITHUB_STEP_SUMMARY: "/f",
    DATABASE_URL: "postgres://u:p@h/d",
  };
  expect(Object.keys(childEnv({ ...RUNNER, env }))).toEqual(["PATH", "HOME", "GITHUB_SHA", "MY_TOKEN"]);
});
