/** A process that migrates and can be killed: `node --conditions=deploy-actions-source migrate-process.ts <workspace>`. */
import { createSqlEngine } from "../src/sql-engine.ts";
import { keepLog, keepSecrets, never, realClock } from "./ports.ts";

const engine = createSqlEngine({
  databaseUrl: process.env.DATABASE_URL ?? "",
  folder: "migrations",
  workspace: process.argv[2] ?? "",
  clock: realClock,
  log: keepLog(),
  secrets: keepSecrets(),
  runLabel: "a run that dies",
});
await engine.apply(
  { lockWaitMs: 0, lockTimeoutMs: 5_000, statementTimeoutMs: 120_000 },
  ({ migration }) => console.log(migration.file),
  never,
);
