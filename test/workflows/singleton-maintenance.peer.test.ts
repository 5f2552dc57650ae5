import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { describePeer } from "../peers/require-peer.ts";
import { ExampleRun } from "./support/example-run.ts";

const RUN_MS = 60_000;
const command = (name: string, body = ""): string =>
  `#!/usr/bin/env bash\nset -eu\necho ${name} >> "$DEPLOY_CALLS"\n${body}\n`;

describePeer(
  "the example of work beside a singleton in a real runner",
  "DEPLOY_ACTIONS_PEER_ACT",
  (binary) => {
    let folder: string;
    let run: ExampleRun;

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), "deploy-actions-calls-"));
      run = await ExampleRun.start(binary, {
        example: "singleton-maintenance",
        files: {
          "deploy/stop-beat": command("stop"),
          "deploy/rotate-keys": command("rotate", '[ "$ROTATION" != broken ]'),
          "deploy/start-beat": command("start"),
        },
        env: { DEPLOY_CALLS: join(folder, "calls") },
      });
    });

    afterEach(async () => {
      await run.dispose();
      rmSync(folder, { recursive: true, force: true });
    });

    test.each([
      ["goes well", "fine", "success"],
      ["fails", "broken", "failure"],
    ])(
      "the singleton is stopped before and runs again after work that %s [D24]",
      async (_how, ROTATION, result) => {
        const { jobs } = await run.dispatch({ ROTATION });
        expect(jobs).toEqual({ "singleton maintenance/maintain": result });
        expect(readFileSync(join(folder, "calls"), "utf8").trim().split("\n")).toEqual([
          "stop",
          "rotate",
          "start",
        ]);
      },
      RUN_MS,
    );
  },
);
