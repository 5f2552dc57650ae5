import { describe, expect, test } from "@jest/globals";
import {
  historyArgv,
  rollbackArgv,
  showChartArgv,
  uninstallArgv,
  upgradeArgv,
} from "../../src/helm/helm-argv.ts";
import { helmTarget } from "./helm-target.ts";

const release = { version: "v2", commit: "abc123" };
const none = { kubeconfigPath: undefined };

describe("the command lines of helm", () => {
  test("an upgrade is built exactly [A17]", () => {
    const target = helmTarget({
      namespace: "production",
      chart: "oci://registry.example/charts/shop",
      chartVersion: "1.4.2",
      values: ["deploy/values.yaml", "deploy/production.yaml"],
      set: { "image.tag": "${release}", "labels.commit": "${commit}" },
      readyTimeoutMs: 299_500,
      access: { kind: "kubeconfig", path: undefined, context: "prod" },
    });
    expect(upgradeArgv(target, { kubeconfigPath: "/run/kubeconfig" }, release, false)).toEqual([
      "helm",
      "upgrade",
      "--install",
      "shop",
      "oci://registry.example/charts/shop",
      "--version",
      "1.4.2",
      "--namespace",
      "production",
      "--kubeconfig",
      "/run/kubeconfig",
      "--kube-context",
      "prod",
      "--reset-values",
      "--values",
      "deploy/values.yaml",
      "--values",
      "deploy/production.yaml",
      "--set-string",
      "image.tag=v2",
      "--set-string",
      "labels.commit=abc123",
      "--description",
      'deploy-actions: {"version":"v2","commit":"abc123"}',
      "--wait",
      "--timeout",
      "300s",
    ]);
  });

  test("a rehearsal differs only in that nothing is applied [A17]", () => {
    const real = upgradeArgv(helmTarget(), none, release, false);
    const rehearsal = upgradeArgv(helmTarget(), none, release, true);
    expect(rehearsal).toEqual([...real.slice(0, -3), "--dry-run=server"]);
  });

  test("a rollback names its revision [A17] [E23]", () => {
    expect(rollbackArgv(helmTarget(), none, 7)).toEqual(
      "helm rollback shop 7 --namespace shop --wait --timeout 60s".split(" "),
    );
  });

  test("the rest is built exactly", () => {
    expect(historyArgv(helmTarget(), none)).toEqual(
      "helm history shop --namespace shop --max 256 --output json".split(" "),
    );
    expect(uninstallArgv(helmTarget(), none)).toEqual(
      "helm uninstall shop --namespace shop --wait --timeout 60s".split(" "),
    );
    expect(showChartArgv(helmTarget({ chartVersion: "1" }))).toEqual(
      "helm show chart charts/shop --version 1".split(" "),
    );
  });

  test("a value is one text, whatever --set-string would make of it", () => {
    const target = helmTarget({ set: { note: "a,b={c}\\ ${release}" } });
    expect(upgradeArgv(target, none, release, false)).toContain("note=a\\,b=\\{c\\}\\\\ v2");
  });

  test.each([
    [{ chart: "--kubeconfig=/etc/x" }, "is no chart"],
    [{ release: "--help" }, "cannot be the name of a Helm release"],
    [{ set: { commit: "${commit}" } }, "needs the commit of v2"],
  ])("%j is refused before helm runs", (changes, text) => {
    expect(() => upgradeArgv(helmTarget(changes), none, { version: "v2" }, false)).toThrow(text);
  });
});
