import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { ROOT } from "../support/door.ts";

interface Concurrency {
  readonly group: string;
  readonly "cancel-in-progress": boolean;
}

interface Workflow {
  readonly concurrency?: Concurrency;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly environment?: { readonly name: string };
        readonly concurrency?: Concurrency;
        readonly steps?: readonly { readonly if?: string; readonly run?: string }[];
      }
    >
  >;
}

const read = (path: string): Workflow => parse(readFileSync(join(ROOT, path), "utf8")) as Workflow;
const inProduction = (text: string | undefined): string =>
  (text ?? "").replaceAll("${{ inputs.environment }}", "production");

describe("work beside a singleton", () => {
  const { concurrency, jobs } = read("workflows-examples/singleton-maintenance.yml");

  test("and a deployment wait for each other, and for the same approval [D24]", () => {
    const { deploy } = read(".github/workflows/deploy.yml").jobs;
    expect(concurrency).toEqual({ group: "deploy-production", "cancel-in-progress": false });
    expect(inProduction(deploy?.concurrency?.group)).toBe(concurrency?.group);
    expect(deploy?.concurrency?.["cancel-in-progress"]).toBe(false);
    expect(inProduction(deploy?.environment?.name)).toBe("production");
    expect(jobs.maintain?.environment?.name).toBe("production");
  });

  test("is the only step between stop and start, and start comes last whatever happened [D24]", () => {
    const steps = (jobs.maintain?.steps ?? []).filter(({ run }) => run !== undefined);
    expect(steps.map((step) => [step.run, step.if])).toEqual([
      ["./deploy/stop-beat", undefined],
      ["./deploy/rotate-keys", undefined],
      ["./deploy/start-beat", "${{ always() }}"],
    ]);
  });
});
