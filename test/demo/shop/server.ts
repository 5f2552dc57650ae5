/** The shop as a process: `PORT=8080 RELEASE=v1 DATABASE_URL=postgres://… node server.ts`; SIGTERM ends it gracefully. */
import { startShop } from "./shop.ts";

const { PORT = "8080", HOST = "127.0.0.1", RELEASE = "", DATABASE_URL = "" } = process.env;

try {
  if (DATABASE_URL === "") throw new Error("DATABASE_URL is not set.");
  if (!/^\d{1,5}$/.test(PORT)) throw new Error(`PORT is "${PORT}"; expected a port number.`);
  const shop = await startShop({
    port: Number(PORT),
    host: HOST,
    release: RELEASE,
    databaseUrl: DATABASE_URL,
  });
  console.log(`Shop ${RELEASE} listens on ${shop.url}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      console.log(`${signal}: finishing requests.`);
      void shop.stop().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(`The shop did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
