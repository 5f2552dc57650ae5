import { ActionError } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { renderTrustPolicy, TRUST_POLICY_CLOUDS, TRUST_POLICY_OPTIONS, trustPolicy } from "../src/index.ts";

const JOB = { repository: "shop/web", environment: "production", subject: "default" } as const;
const WORKFLOW = "org/deploy-actions/.github/workflows/deploy.yml@refs/tags/v1";

function awsConditions(changes: object): unknown {
  const { text } = trustPolicy({ ...JOB, cloud: "aws", account: "123456789012", ...changes });
  return (JSON.parse(text) as { Statement: { Condition: unknown }[] }).Statement[0]?.Condition;
}

const key = (name: string): string => `token.actions.githubusercontent.com:${name}`;

describe("the trust policy of an IAM role", () => {
  test.each([
    ["an environment", {}, "repo:shop/web:environment:production"],
    ["an environment with a colon", { environment: "prod:eu" }, "repo:shop/web:environment:prod%3Aeu"],
    [
      "a branch",
      { environment: undefined, ref: "refs/heads/release" },
      "repo:shop/web:ref:refs/heads/release",
    ],
    ["nothing: main", { environment: undefined }, "repo:shop/web:ref:refs/heads/main"],
    [
      "an immutable subject",
      { subject: "immutable", repositoryId: "74", ownerId: "65" },
      "repo:shop@65/web@74:environment:production",
    ],
    [
      "an immutable subject whose ids are not known",
      { subject: "immutable" },
      "repo:shop@<owner-id>/web@<repository-id>:environment:production",
    ],
    [
      "a customised subject",
      { subject: { template: ["repo", "context", "job_workflow_ref"] }, workflow: undefined },
      "repo:shop/web:environment:production:job_workflow_ref:<job_workflow_ref>",
    ],
    ["the subject of a token", { subject: { exact: "repository_id:74" } }, "repository_id:74"],
  ])("for %s", (_name, changes, sub) => {
    expect(awsConditions(changes)).toMatchObject({
      StringEquals: { [key("aud")]: "sts.amazonaws.com", [key("sub")]: sub },
    });
  });

  test("for a reusable workflow trusts every repository of the owner that calls it", () => {
    expect(awsConditions({ workflow: WORKFLOW })).toEqual({
      StringEquals: { [key("aud")]: "sts.amazonaws.com", [key("job_workflow_ref")]: WORKFLOW },
      StringLike: { [key("sub")]: "repo:shop/*:environment:production" },
    });
  });

  test("names the provider of the partition and the issuer", () => {
    const { text } = trustPolicy({
      ...JOB,
      cloud: "aws",
      account: "123456789012",
      partition: "aws-cn",
      issuer: "https://ghe.example/_services/token",
    });
    expect(text).toContain("arn:aws-cn:iam::123456789012:oidc-provider/ghe.example/_services/token");
  });
});

describe("the federated credential of Azure", () => {
  test("has the whole subject", () => {
    const { text, title } = trustPolicy({ ...JOB, cloud: "azure", client: "app" });
    expect(title).toBe("Federated identity credential of the app registration");
    const parameters = JSON.parse(/--parameters '([^']+)'/s.exec(text)?.[1] ?? "") as unknown;
    expect(parameters).toEqual({
      name: "github-shop-web-production",
      issuer: "https://token.actions.githubusercontent.com",
      subject: "repo:shop/web:environment:production",
      audiences: ["api://AzureADTokenExchange"],
    });
  });

  test("for a reusable workflow is a flexible one, and says that it is a preview", () => {
    const { text, notes } = trustPolicy({ ...JOB, cloud: "azure", client: "app", workflow: WORKFLOW });
    const body = JSON.parse((/--body '(.+)'$/s.exec(text)?.[1] ?? "").replaceAll(`'\\''`, "'")) as {
      claimsMatchingExpression: { value: string };
    };
    expect(body.claimsMatchingExpression.value).toBe(
      `claims['sub'] matches 'repo:shop/*:environment:production' and claims['job_workflow_ref'] eq '${WORKFLOW}'`,
    );
    expect(notes.join(" ")).toContain("preview");
  });
});

describe("the provider of Google Cloud", () => {
  const provider = "projects/123/locations/global/workloadIdentityPools/github/providers/shop";

  test("has a condition on ids and the subject, and a binding of the subject", () => {
    const { text } = trustPolicy({
      ...JOB,
      cloud: "gcp",
      provider,
      serviceAccount: "deploy@shop.iam.gserviceaccount.com",
      ownerId: "65",
      repositoryId: "74",
    });
    expect(text).toContain("--workload-identity-pool=github");
    expect(text).toContain(
      "assertion.repository_owner_id == '\\''65'\\'' && assertion.repository_id == '\\''74'\\'' && assertion.sub == '\\''repo:shop/web:environment:production'\\''",
    );
    expect(text).toContain(
      "principal://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/subject/repo:shop/web:environment:production",
    );
  });

  test("says that a subject is too long for google.subject", () => {
    const { text, notes } = trustPolicy({
      ...JOB,
      cloud: "gcp",
      provider,
      environment: "e".repeat(120),
      repositoryId: "74",
    });
    expect(text).toContain("google.subject=assertion.repository_id");
    expect(notes.join(" ")).toContain("more than 127 bytes");
  });

  test("for a reusable workflow binds all who call it", () => {
    const { text } = trustPolicy({ ...JOB, cloud: "gcp", provider, workflow: WORKFLOW, ownerId: "65" });
    expect(text).toContain(`attribute.job_workflow_ref/${WORKFLOW}`);
    expect(text).toContain("assertion.environment == ");
  });
});

describe("the role of Vault", () => {
  test.each([
    [{ repositoryId: "74" }, "string", { sub: "repo:shop/web:environment:production", repository_id: "74" }],
    [
      { workflow: WORKFLOW },
      "glob",
      { sub: "repo:shop/*:environment:production", job_workflow_ref: WORKFLOW, repository_owner: "shop" },
    ],
  ])("with %p binds %s claims", (changes, kind, claims) => {
    const { text } = trustPolicy({
      ...JOB,
      cloud: "vault",
      role: "deploy",
      audience: "https://vault.example",
      policies: ["deploy"],
      ...changes,
    });
    const role = JSON.parse(/\{.+\}/s.exec(text)?.[0] ?? "") as unknown;
    expect(role).toMatchObject({
      bound_audiences: ["https://vault.example"],
      bound_claims_type: kind,
      bound_claims: claims,
      token_policies: ["deploy"],
    });
  });
});

describe("the command trust-policy", () => {
  test.each(TRUST_POLICY_CLOUDS)("prints title, text and notes for %s", (cloud) => {
    const text = renderTrustPolicy({
      cloud,
      repository: "shop/web",
      environment: "production",
      subject: "repo, context",
      policies: "a, b",
    });
    expect(text).toContain(":\n\n");
    expect(text).toContain("repo:shop/web:environment:production");
    expect(text).toContain("- The subject is customised (include_claim_keys: repo, context)");
  });

  test("describes every option once", () => {
    const names = TRUST_POLICY_OPTIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(["cloud", "repository", "environment", "subject", "workflow"]),
    );
  });

  test("lists every problem at once, with the nearest name", () => {
    let error: unknown;
    try {
      renderTrustPolicy({ cloud: "asw", enviroment: "production", account: "12", workflow: "deploy.yml" });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ActionError);
    const { message, code } = error as ActionError;
    expect(code).toBe("input");
    expect(message).toContain('--cloud: "asw" is none. Did you mean "aws"?');
    expect(message).toContain('--enviroment: unknown option. Did you mean "environment"?');
    expect(message).toContain("--repository: is missing; expected <owner/name>.");
    expect(message).toContain('--account: "12" was read; expected <number>.');
    expect(message).toContain('--workflow: "deploy.yml" was read');
  });

  test("lets nothing into a command that a shell would act on", () => {
    const text = renderTrustPolicy({ cloud: "azure", repository: "shop/web", environment: "a'; rm -rf / #" });
    expect(text).toContain("a'\\''; rm -rf / #");
    expect(() => renderTrustPolicy({ cloud: "azure", repository: "shop/$(id)" })).toThrow("--repository");
    expect(() => renderTrustPolicy({ cloud: "azure", repository: "shop/web", client: "$(id)" })).toThrow(
      "--client",
    );
  });
});
