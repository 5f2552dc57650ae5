import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { specs } from "../../specs.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

/** Secrets an action may be given: each is for one database, channel or repository, none for a cloud. */
const KNOWN_SECRETS = [
  "database-url",
  "github-token",
  "slack-token",
  "slack-webhook-url",
  "webhook-secret",
  "webhook-url",
];

/** Names under which a key of a cloud or cluster is usually handed over. */
const CLOUD_KEY =
  /access-?key|session-?token|client-?secret|service-?account|credential|kube-?config|private-?key|(?:^|-)(?:aws|azure|gcp|google|vault|eks|aks|gke)(?:-|$)|(?:^|-)(?:password|passwd|api-?key)(?:-|$)/i;

describe.each(specs)("$name", ({ inputs, examples }) => {
  test("has no input for a key of a cloud [A11]", () => {
    expect(Object.keys(inputs).filter((name) => CLOUD_KEY.test(name))).toEqual([]);
    const secret = Object.entries(inputs).flatMap(([name, input]) => (input.secret ? [name] : []));
    expect(secret.filter((name) => !KNOWN_SECRETS.includes(name))).toEqual([]);
  });

  test("shows no example with one [A11]", () => {
    for (const example of Object.values(examples)) {
      const given = [...example.matchAll(/secrets\.([A-Za-z_]+)/g)].map(([, name = ""]) => name);
      expect(given.filter((name) => CLOUD_KEY.test(name.replaceAll("_", "-")))).toEqual([]);
    }
  });
});

interface Workflow {
  readonly on?: { readonly workflow_call?: { readonly secrets?: Readonly<Record<string, unknown>> } };
  readonly permissions?: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly environment?: unknown;
        readonly uses?: string;
        readonly permissions?: Readonly<Record<string, string>> | string;
      }
    >
  >;
}

const REUSABLE = ["deploy", "deploy-in-stages", "gate", "rollback"].map(
  (name) => `.github/workflows/${name}.yml`,
);
const EXAMPLES = globSync("workflows-examples/*.yml", { cwd: ROOT }).sort();
const read = (file: string): Workflow => parse(readFileSync(join(ROOT, file), "utf8")) as Workflow;

test.each(REUSABLE)("%s takes no key of a cloud as a secret [A11]", (file) => {
  const secrets = Object.keys(read(file).on?.workflow_call?.secrets ?? {});
  expect(secrets.filter((name) => !KNOWN_SECRETS.includes(name))).toEqual([]);
});

test.each([...REUSABLE, ...EXAMPLES])(
  "%s lets only jobs that deploy ask for a token of GitHub [A11]",
  (file) => {
    const { jobs, permissions } = read(file);
    expect(JSON.stringify(permissions ?? {})).not.toContain("id-token");
    for (const [name, job] of Object.entries(jobs)) {
      if (typeof job.permissions !== "object" || job.permissions["id-token"] === undefined) continue;
      // A job with an environment, or one that calls the reusable workflow which has it.
      const deploys =
        job.environment !== undefined || /\/(?:deploy|deploy-in-stages|rollback)\.yml@/.test(job.uses ?? "");
      expect([name, deploys]).toEqual([name, true]);
    }
  },
);
