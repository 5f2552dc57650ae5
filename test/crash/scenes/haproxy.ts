import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HaproxyFixture } from "../../../packages/platforms/test/support/haproxy-fixture.ts";
import type { CrashScene } from "../subject.ts";
import type { HaproxyConfig } from "../subjects/haproxy.ts";
import { untilNobodyNames } from "./processes.ts";

const IN_MAINTENANCE = "1";
const OUT = "nothing, in maintenance";

/** A real HAProxy before releases that are processes. */
export async function openHaproxyScene(program: string): Promise<CrashScene> {
  const fixture = await HaproxyFixture.open(program, {
    server: "check inter 20ms weight 100",
    target: { drainMs: 500 },
  });
  const { target, folder } = fixture;
  const config: HaproxyConfig = { target, workspace: folder };
  return {
    config,
    async look() {
      const table = (await fixture.say("show servers state web")).trim().split("\n").slice(2);
      const servers = table.map((line) => {
        const [, , , name = "", , up, admin, weight] = line.split(" ");
        const file = join(folder, `${name}.version`);
        if (existsSync(file)) {
          return `${readFileSync(file, "utf8").trim()}: up ${up}, administrative state ${admin}, weight ${weight}`;
        }
        return admin === IN_MAINTENANCE ? OUT : `nothing: up ${up}, administrative state ${admin}`;
      });
      // Where nothing runs at all, a server may be as the file of HAProxy has it.
      if (servers.every((line) => line === OUT || line.startsWith("nothing: up 0"))) return [OUT, OUT];
      // Which of the two servers is the stable one differs from release to release.
      return servers.sort();
    },
    async gaps() {
      const { status } = await fixture.get();
      return status === 200 ? [] : [`Users are answered with ${status}`];
    },
    // A command outlives the run that started it.
    async afterKill() {
      for (const command of ["start", "stop"])
        await untilNobodyNames(`haproxy-server.sh ${command} ${folder}`);
    },
    close: () => fixture.close(),
  };
}
