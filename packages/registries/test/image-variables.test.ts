import { describe, expect, test } from "@jest/globals";
import { readImageVariables } from "../src/image-variables.ts";
import { looksLikeSecret } from "../src/index.ts";

describe("a variable's name", () => {
  test.each([
    "DB_PASSWORD",
    "NPM_TOKEN",
    "API_KEY",
    "STRIPE_APIKEY",
    "AWS_SECRET_ACCESS_KEY",
    "SECRET_KEY_BASE",
    "DJANGO_SECRET_KEY",
    "github_token",
    "PRIVATE_KEY",
    "REDIS_PASS",
  ])("%s looks like a secret", (name) => {
    expect(looksLikeSecret(name)).toBe(true);
  });

  test.each([
    "PATH",
    "PWD",
    "GPG_KEY",
    "PYTHON_SHA256",
    "DB_PASSWORD_FILE",
    "SECRET_ARN",
    "TOKEN_TTL",
    "MAX_TOKENS",
    "SECRET_KEY_BASE_DUMMY",
    "BYPASS",
    "KEYBOARD",
  ])("%s does not", (name) => {
    expect(looksLikeSecret(name)).toBe(false);
  });
});

describe("an image configuration", () => {
  const configuration = (config: unknown, history: unknown = []) =>
    JSON.stringify({ architecture: "amd64", config, history, rootfs: {} });

  test("shows the variables with a value, and build arguments of the history", () => {
    const found = readImageVariables(
      configuration({ Env: ["PATH=/bin", "DB_PASSWORD=x", "EMPTY=", "BROKEN", "URL=postgres://u:p@db/x"] }, [
        { created_by: "RUN |2 NPM_TOKEN=abc DEBUG=1 /bin/sh -c npm ci TOKEN_IN_SCRIPT=no # buildkit" },
        { created_by: "/bin/sh -c #(nop)  ENV API_KEY=1" },
        { created_by: "ARG WITHOUT_VALUE" },
        { created_by: 7 },
      ]),
    );
    expect(found).toEqual([
      { name: "PATH", place: "environment", hasPasswordInUrl: false },
      { name: "DB_PASSWORD", place: "environment", hasPasswordInUrl: false },
      { name: "URL", place: "environment", hasPasswordInUrl: true },
      { name: "NPM_TOKEN", place: "build history", hasPasswordInUrl: false },
      { name: "DEBUG", place: "build history", hasPasswordInUrl: false },
      { name: "API_KEY", place: "build history", hasPasswordInUrl: false },
    ]);
  });

  test.each([["[]"], ["{"], ["{}"], ['{"config":3}']])("%s is none", (text) => {
    expect(readImageVariables(text)).toBeUndefined();
  });
});
