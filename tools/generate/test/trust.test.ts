import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { renderTrustPolicy, TRUST_POLICY_CLOUDS } from "@deploy-actions/credentials";
import { expect, test } from "@jest/globals";
import { trustPages } from "../trust/pages.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

test("the pages of trust policies are as the docs have them", () => {
  for (const [path, text] of trustPages())
    expect([path, readFileSync(join(ROOT, path), "utf8")]).toEqual([path, text]);
});

test.each(TRUST_POLICY_CLOUDS)("each command on the page of %s prints what stands below it", (cloud) => {
  const page = trustPages().get(`docs/trust/${cloud}.md`) ?? "";
  const shown = [
    ...page.matchAll(/```sh\ndeploy-actions trust-policy ([^`]*)\n```\n\n```text\n([^`]*(?:`[^`]+)*?)\n```/g),
  ];
  expect(shown.length).toBe(6);
  for (const [, command = "", printed] of shown) {
    const words = command.replaceAll(/\\\n/g, " ").trim().split(/\s+/);
    const given = Object.fromEntries(
      words.flatMap((word, index) =>
        word.startsWith("--") ? [[word.slice(2), words[index + 1] ?? ""] as const] : [],
      ),
    );
    expect(renderTrustPolicy(given).trim()).toBe(printed);
  }
});
