/** Ends all servers that `prepare.ts` has left running: `node test/peers/stop.ts <state file>`. */
import { readFile } from "node:fs/promises";
import { endServer, type ServerState } from "./servers.ts";

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: node test/peers/stop.ts "$DEPLOY_ACTIONS_PEER_STATE"');
  process.exitCode = 2;
} else {
  const states = JSON.parse(await readFile(file, "utf8")) as readonly ServerState[];
  const results = await Promise.allSettled(states.map((state) => endServer(state)));
  for (const result of results) {
    if (result.status === "fulfilled") continue;
    console.error(result.reason);
    process.exitCode = 1;
  }
}
