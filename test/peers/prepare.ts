/**
 * Installs all peers side by side, starts PostgreSQL, and prints what the tests want to know as
 * `export NAME='value'` lines for a shell. The last two name what `node test/peers/postgres.ts stop` takes.
 */
import { installAct } from "./act.ts";
import { startPostgres } from "./postgres.ts";
import { installZizmor } from "./zizmor.ts";

const [act, zizmor, postgres] = await Promise.allSettled([installAct(), installZizmor(), startPostgres()]);
if (act.status === "rejected" || zizmor.status === "rejected" || postgres.status === "rejected") {
  for (const one of [act, zizmor, postgres]) if (one.status === "rejected") console.error(one.reason);
  if (postgres.status === "fulfilled") await postgres.value.stop();
  process.exitCode = 1;
} else {
  const variables = {
    DEPLOY_ACTIONS_PEER_ACT: act.value,
    DEPLOY_ACTIONS_PEER_ZIZMOR: zizmor.value,
    DEPLOY_ACTIONS_PEER_POSTGRES_URL: postgres.value.url,
    DEPLOY_ACTIONS_PEER_POSTGRES_PID: String(postgres.value.pid),
    DEPLOY_ACTIONS_PEER_POSTGRES_DATA: postgres.value.dataDir,
  };
  for (const [name, value] of Object.entries(variables)) {
    console.log(`export ${name}='${value.replaceAll("'", "'\\''")}'`);
  }
}
