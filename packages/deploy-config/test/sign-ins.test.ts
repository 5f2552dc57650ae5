import { describe, expect, test } from "@jest/globals";
import { policyOf, problemsOf } from "./fixtures.ts";

const TARGET = "target: { platform: exec, observe: [o], set-weight: [s], promote: [p], abort: [a] }";
const ROLE = "arn:aws:iam::123456789012:role/deploy";
const GUID = "11111111-2222-3333-4444-555555555555";
const PROVIDER = "projects/123/locations/global/workloadIdentityPools/github/providers/github";
const WHERE = "environments.production.credentials";
const production = (credentials: string): string => `${TARGET}\ncredentials: ${credentials}`;

describe("what an environment signs in to", () => {
  test("is nothing when nobody says so", () => {
    expect(policyOf(TARGET).signIns).toEqual({
      aws: undefined,
      azure: undefined,
      gcp: undefined,
      vault: undefined,
    });
  });

  test("has the audience each cloud expects", () => {
    const { signIns } = policyOf(
      production(
        `{ aws: { role: ${ROLE} }, azure: { tenant: ${GUID}, client: ${GUID} }, gcp: { provider: ${PROVIDER} }, vault: { url: "https://vault.example:8200", role: deploy } }`,
      ),
    );
    expect(signIns).toEqual({
      aws: {
        role: ROLE,
        region: undefined,
        chain: [],
        sessionName: undefined,
        durationMs: 3_600_000,
        audience: "sts.amazonaws.com",
      },
      azure: { tenant: GUID, client: GUID, audience: "api://AzureADTokenExchange", authority: undefined },
      gcp: { provider: PROVIDER, serviceAccount: undefined, audience: undefined },
      vault: {
        url: "https://vault.example:8200",
        role: "deploy",
        mount: "jwt",
        namespace: undefined,
        audience: "https://vault.example:8200",
      },
    });
  });

  test("takes everything that can be said", () => {
    const { signIns } = policyOf(
      production(
        `{ aws: { role: "arn:aws-us-gov:iam::123456789012:role/x/deploy-\${environment}", region: us-gov-west-1, chain: [${ROLE}], session-name: "\${service}", duration: 45m, audience: a }, azure: { tenant: shop.onmicrosoft.com, client: ${GUID}, authority: login.microsoftonline.us }, gcp: { provider: ${PROVIDER}, service-account: deploy@shop.iam.gserviceaccount.com, audience: b }, vault: { url: "http://127.0.0.1:8200", role: r, mount: auth/github, namespace: admin, audience: c } }`,
      ),
    );
    expect(signIns).toMatchObject({
      aws: {
        role: "arn:aws-us-gov:iam::123456789012:role/x/deploy-production",
        region: "us-gov-west-1",
        chain: [ROLE],
        sessionName: "shop",
        durationMs: 2_700_000,
        audience: "a",
      },
      azure: { tenant: "shop.onmicrosoft.com", authority: "login.microsoftonline.us" },
      gcp: { serviceAccount: "deploy@shop.iam.gserviceaccount.com", audience: "b" },
      vault: { url: "http://127.0.0.1:8200", mount: "auth/github", namespace: "admin", audience: "c" },
    });
  });

  test("merges with the defaults, and off takes one away", () => {
    const defaults = `${TARGET}\ncredentials: { aws: { role: ${ROLE}, region: eu-west-1 }, gcp: { provider: ${PROVIDER} } }`;
    const { signIns } = policyOf("credentials: { aws: { region: eu-west-2 }, gcp: off }", defaults);
    expect(signIns.aws).toMatchObject({ role: ROLE, region: "eu-west-2" });
    expect(signIns.gcp).toBeUndefined();
  });

  test("can be overridden by an input", () => {
    const overrides = { "credentials.aws.region": { value: "eu-west-3", place: "region" } };
    expect(policyOf(production(`{ aws: { role: ${ROLE} } }`), "", overrides).signIns.aws?.region).toBe(
      "eu-west-3",
    );
  });

  test("uses the credentials of the environment when no role is named", () => {
    expect(policyOf(production("{ aws: { region: eu-west-1 } }")).signIns.aws).toMatchObject({
      role: undefined,
    });
  });

  test.each([
    [
      "{ aws: { role: deploy } }",
      `"deploy" for ${WHERE}.aws.role: expected the ARN of a role, e.g. arn:aws:iam::123456789012:role/deploy`,
    ],
    [
      `{ aws: { role: ${ROLE}, duration: 5m } }`,
      `"5m" for ${WHERE}.aws.duration: expected from 15m to 12h, e.g. 1h`,
    ],
    [
      `{ aws: { role: ${ROLE}, chain: [${ROLE}], duration: 2h } }`,
      `"2h" for ${WHERE}.aws.duration: expected at most 1h with a chain: AWS lets a chained role live no longer`,
    ],
    [
      `{ azure: { tenant: ${GUID} } }`,
      `no "client" in ${WHERE}.azure: expected the client id of the app registration or managed identity`,
    ],
    [
      `{ azure: { tenant: ${GUID}, client: shop } }`,
      `"shop" for ${WHERE}.azure.client: expected the client id of an app registration or managed identity: a GUID`,
    ],
    [
      "{ gcp: { provider: github } }",
      `"github" for ${WHERE}.gcp.provider: expected projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>`,
    ],
    [
      "{ vault: { url: http://vault.example, role: r } }",
      `"http://vault.example" for ${WHERE}.vault.url: expected an https URL of Vault, e.g. https://vault.example.com:8200`,
    ],
    [
      "{ azur: {} }",
      `the unknown key "azur" in ${WHERE}: expected one of aws, azure, gcp, vault. Did you mean "azure"?`,
    ],
    [
      `{ aws: { rol: ${ROLE} } }`,
      `the unknown key "rol" in ${WHERE}.aws: expected one of role, region, chain, session-name, duration, audience. Did you mean "role"?`,
    ],
  ])("refuses %s", (credentials, expected) => {
    expect(problemsOf(production(credentials))).toEqual([expected]);
  });
});
