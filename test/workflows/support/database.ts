import { randomUUID } from "node:crypto";
import pg from "pg";

/** A database of its own on the peer's server. */
export interface Database {
  readonly url: string;
  tables(): Promise<readonly string[]>;
  drop(): Promise<void>;
}

/** Creates a database on the server of `serverUrl`. */
export async function createDatabase(serverUrl: string): Promise<Database> {
  const name = `workflows_${randomUUID().replaceAll("-", "")}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await query(serverUrl, `CREATE DATABASE ${name}`);
  return {
    url: url.href,
    tables: async () => {
      const rows = await query(
        url.href,
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
      );
      return rows.map((row) => String(row.tablename));
    },
    drop: async () => {
      await query(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}
