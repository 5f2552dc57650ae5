import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isSecretReference, parseSecretReference, SECRET_STORES } from "../src/index.ts";

describe("a secret reference", () => {
  test.each([
    ["secret://aws-secretsmanager/shop/db", { store: "aws-secretsmanager", id: "shop/db", key: undefined }],
    [
      "secret://aws-secretsmanager/shop/db#password",
      { store: "aws-secretsmanager", id: "shop/db", key: "password" },
    ],
    [
      "secret://aws-secretsmanager/arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-AbCdEf#url",
      { id: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-AbCdEf", key: "url" },
    ],
    ["secret://aws-ssm/db-password", { store: "aws-ssm", name: "db-password" }],
    ["secret://aws-ssm/prod/db/password", { store: "aws-ssm", name: "/prod/db/password" }],
    ["secret://aws-ssm//prod/db", { store: "aws-ssm", name: "/prod/db" }],
    [
      "secret://azure-keyvault/Shop-1/db",
      { store: "azure-keyvault", vaultHost: "shop-1", name: "db", version: undefined },
    ],
    [
      "secret://azure-keyvault/shop.vault.azure.cn/db/0123abc",
      { vaultHost: "shop.vault.azure.cn", version: "0123abc" },
    ],
    [
      "secret://vault/secret/shop/db#password",
      { store: "vault", mount: "secret", path: "shop/db", key: "password" },
    ],
    [
      "secret://gcp-secretmanager/shop-1/db",
      { store: "gcp-secretmanager", project: "shop-1", name: "db", version: "latest" },
    ],
    ["secret://gcp-secretmanager/shop-1/db/7", { version: "7" }],
  ])("%s is read", (text, expected) => {
    expect(parseSecretReference(text)).toMatchObject({ text, ...expected });
  });

  test.each([
    [
      "secret://vualt/secret/x#y",
      'secret://vualt/secret/x#y: "vualt" is no secret store. Did you mean "vault"?',
    ],
    [
      "secret://zzz/x",
      `secret://zzz/x: "zzz" is no secret store. Expected one of: ${SECRET_STORES.join(", ")}.`,
    ],
    [
      "secret://vault/secret/shop/db",
      "secret://vault/secret/shop/db: the key after # is missing; expected secret://vault/<mount>/<path>#<key>.",
    ],
    [
      "secret://vault/secret#x",
      "secret://vault/secret#x: mount or path is missing; expected secret://vault/<mount>/<path>#<key>.",
    ],
    [
      "secret://vault/secret/../sys/raw#x",
      "secret://vault/secret/../sys/raw#x: the path has an empty part or dots; expected secret://vault/<mount>/<path>#<key>.",
    ],
    ["secret://aws-ssm/", "secret://aws-ssm/: the name is missing; expected secret://aws-ssm/<name>."],
    [
      "secret://aws-ssm/a#b",
      "secret://aws-ssm/a#b: this store knows no key after #; expected secret://aws-ssm/<name>.",
    ],
    [
      "secret://aws-secretsmanager/a#",
      "secret://aws-secretsmanager/a#: the key after # is empty; expected secret://aws-secretsmanager/<name or ARN>[#<JSON key>].",
    ],
    [
      "secret://azure-keyvault/shop",
      "secret://azure-keyvault/shop: vault or name is missing; expected secret://azure-keyvault/<vault>/<name>[/<version>].",
    ],
    [
      "secret://azure-keyvault/shop.evil.example/db",
      'secret://azure-keyvault/shop.evil.example/db: "shop.evil.example" is no host of a key vault (they end in vault.azure.net, vault.usgovcloudapi.net, vault.azure.cn); expected secret://azure-keyvault/<vault>/<name>[/<version>].',
    ],
    [
      "secret://gcp-secretmanager/shop/db/1/2",
      "secret://gcp-secretmanager/shop/db/1/2: the part after the version is too much; expected secret://gcp-secretmanager/<project>/<name>[/<version>].",
    ],
    [
      "secret://gcp-secretmanager/../db",
      "secret://gcp-secretmanager/../db: it has characters that Secret Manager does not allow; expected secret://gcp-secretmanager/<project>/<name>[/<version>].",
    ],
  ])("%s is refused", (text, message) => {
    expect(() => parseSecretReference(text)).toThrow(new Error(message));
  });

  test("a secret that stands there itself is not repeated", () => {
    expect(isSecretReference("hunter22")).toBe(false);
    expect(() => parseSecretReference("hunter22")).toThrow(
      /^A secret reference begins with secret:\/\/; this one does not\.$/,
    );
  });

  test("of any text either is read or refused with a sentence", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SECRET_STORES), fc.string(), (store, rest) => {
        const text = `secret://${store}/${rest}`;
        try {
          expect(parseSecretReference(text).text).toBe(text);
        } catch (error) {
          expect(String(error)).toContain("; expected secret://");
        }
      }),
    );
  });
});
