import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { AWS_ADAPTERS } from "../permissions/aws-adapters.ts";
import { iamActionOf, operationOf, passesRole } from "../permissions/iam-actions.ts";
import { leastPolicy } from "../permissions/iam-policy.ts";
import { NARROWED_ACTIONS } from "../permissions/iam-resources.ts";
import { kubernetesUses, rulesOf } from "../permissions/kubernetes-page.ts";
import { permissionPages } from "../permissions/pages.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

const uses = AWS_ADAPTERS.flatMap((adapter) =>
  adapter.uses.map((use) => ({ adapter: adapter.name, ...use })),
);

describe("the least IAM policy", () => {
  test.each(uses)(
    "of $adapter $name allows each call it declares, and nothing else [D4]",
    ({ calls, extra }) => {
      expect(calls.length).toBeGreaterThan(0);
      const allowed = leastPolicy(calls, extra).Statement.flatMap((statement) => statement.Action);
      const wanted = [...calls.map(iamActionOf), ...extra.map(({ action }) => action)];
      expect([...new Set(allowed)].sort()).toEqual([...new Set(wanted)].sort());
      expect(allowed.filter((action) => action.includes("*"))).toEqual([]);
    },
  );

  test.each(uses)(
    "of $adapter $name lets a role be passed only where a call hands one over",
    ({ calls, extra }) => {
      const passes = extra.filter(({ action }) => action === "iam:PassRole");
      expect(passes.length > 0).toBe(calls.some(passesRole));
      for (const { condition } of passes)
        expect(condition).toHaveProperty("StringEquals.iam:PassedToService");
    },
  );

  test("changes nothing on every resource there is, but for what cannot be narrowed", () => {
    const wide = uses.flatMap(({ calls, extra }) =>
      leastPolicy(calls, extra)
        .Statement.filter(({ Resource }) => Resource === "*")
        .flatMap(({ Action }) => Action),
    );
    const changing = wide.filter((action) => !/:(?:Describe|List|Get|BatchGet)/.test(action));
    // A task definition is made by its family, which IAM cannot narrow.
    expect([...new Set(changing)]).toEqual(["ecs:RegisterTaskDefinition"]);
  });

  test("knows no action that no adapter calls", () => {
    const called = new Set(uses.flatMap(({ calls }) => calls.map(iamActionOf)));
    expect(NARROWED_ACTIONS.filter((action) => !called.has(action))).toEqual([]);
  });
});

test("the rules of a Kubernetes role are the calls of its route or engine, each once", async () => {
  for (const { name, calls } of await kubernetesUses()) {
    const ruled = rulesOf(calls).flatMap(({ apiGroups, resources, verbs }) =>
      verbs.map((verb) => `${name} ${verb} ${apiGroups[0]}/${resources[0]}`),
    );
    const declared = calls.map(({ verb, group, resource }) => `${name} ${verb} ${group}/${resource}`);
    expect([...ruled].sort()).toEqual([...declared].sort());
  }
});

test("each adapter has its page, with every call it declares, as the docs have it [D4]", async () => {
  const pages = await permissionPages();
  for (const { name, uses: all } of AWS_ADAPTERS) {
    const page = pages.get(`docs/permissions/${name}.md`);
    for (const call of all.flatMap((use) => use.calls))
      expect(page).toContain(`| \`${operationOf(call)}\` |`);
  }
  for (const [path, text] of pages)
    expect([path, readFileSync(join(ROOT, path), "utf8")]).toEqual([path, text]);
  expect(await permissionPages()).toEqual(pages);
});
