import { ActionError, type GitHubRest } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { readBasePolicy } from "../src/index.ts";

const SHA = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
const request = { owner: "acme", repo: "shop", baseRef: "main", path: ".github/deploy.yml" };

class RestError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

interface Call {
  readonly route: string;
  readonly ref: unknown;
  readonly needs: string;
}

/** A GitHub with one commit and one file; an Error in place of an answer is thrown. */
function gitHub(answers: { readonly commit: unknown; readonly file: unknown }): {
  github: GitHubRest;
  calls: Call[];
} {
  const calls: Call[] = [];
  const github: GitHubRest = {
    request: async (route, parameters, { needs }) => {
      const { ref } = parameters as unknown as { ref: unknown };
      calls.push({ route, ref, needs });
      const data = route.includes("/contents/") ? answers.file : answers.commit;
      if (data instanceof Error) throw data;
      return { status: 200, data: data as never };
    },
    paginate: async () => {
      throw new Error("not used");
    },
  };
  return { github, calls };
}

function file(text: string | Uint8Array): unknown {
  const bytes = Buffer.from(text as string);
  return {
    type: "file",
    encoding: "base64",
    size: bytes.length,
    content: bytes.toString("base64").replace(/(.{60})/g, "$1\n"),
  };
}

function refused(code: "permission" | "remote" | "conflict", status: number): ActionError {
  return new ActionError(code, "refused", { cause: new RestError(status) });
}

async function failure(answers: { readonly commit: unknown; readonly file: unknown }): Promise<ActionError> {
  const error: unknown = await readBasePolicy(gitHub(answers).github, request, AbortSignal.any([])).catch(
    (e: unknown) => e,
  );
  if (error instanceof ActionError) return error;
  throw new Error("nothing was thrown");
}

describe("the policy of the base branch", () => {
  test("is read at the exact commit the branch points to", async () => {
    const { github, calls } = gitHub({
      commit: { sha: SHA },
      file: file("version: 1\nservice: café\n".repeat(9)),
    });
    const policy = await readBasePolicy(
      github,
      { ...request, baseRef: "refs/heads/release/1" },
      AbortSignal.any([]),
    );
    expect(policy).toEqual({ commit: SHA, source: "version: 1\nservice: café\n".repeat(9) });
    expect(calls.map(({ ref }) => ref)).toEqual(["heads/release/1", SHA]);
    expect(new Set(calls.map(({ needs }) => needs))).toEqual(new Set(["contents: read"]));
  });

  test.each([
    [
      "no branch",
      { commit: refused("permission", 404), file: file("") },
      "config",
      'acme/shop has no branch "main"',
    ],
    ["a branch that is not one", { commit: refused("conflict", 422), file: file("") }, "config", "no branch"],
    [
      "no file",
      { commit: { sha: SHA }, file: refused("permission", 404) },
      "config",
      "There is no .github/deploy.yml on main (1a2b3c4) of acme/shop.",
    ],
    ["a folder", { commit: { sha: SHA }, file: [] }, "config", "is not a file"],
    ["a link", { commit: { sha: SHA }, file: { type: "symlink", target: "x" } }, "config", "is not a file"],
    [
      "a file that is too large",
      { commit: { sha: SHA }, file: { type: "file", size: 300_000 } },
      "config",
      "has 300000 bytes; at most 262144",
    ],
    [
      "a file without content",
      { commit: { sha: SHA }, file: { type: "file", size: 9, encoding: "none", content: "" } },
      "remote",
      "without its content",
    ],
    [
      "a file that is not text",
      { commit: { sha: SHA }, file: file(new Uint8Array([0xff, 0xfe, 0x00])) },
      "config",
      "is not UTF-8",
    ],
    ["a token that may not", { commit: refused("permission", 403), file: file("") }, "permission", "refused"],
    ["a GitHub that is down", { commit: refused("remote", 503), file: file("") }, "remote", "refused"],
  ] as const)("%s is a clear error", async (_, answers, code, message) => {
    const error = await failure(answers);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });

  test("that is missing says what to do", async () => {
    const error = await failure({ commit: { sha: SHA }, file: refused("permission", 404) });
    expect(error.hint).toContain("Commit .github/deploy.yml to main first");
    expect(error.hint).toContain("contents: read");
  });
});
