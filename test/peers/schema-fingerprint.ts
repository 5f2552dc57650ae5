import { createHash } from "node:crypto";

/** Runs one statement and gives its rows. */
export type RunQuery = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

// Each lists objects of one kind of every schema that is not the server's own, by name and definition, never by oid.
const LISTINGS: readonly string[] = [
  `SELECT nspname, pg_get_userbyid(nspowner), nspacl::text FROM pg_namespace WHERE ${ours("nspname")}`,
  `SELECT table_schema, table_name, column_name, ordinal_position, column_default, is_nullable, data_type,
          character_maximum_length, numeric_precision, numeric_scale, udt_name, is_identity, generation_expression
     FROM information_schema.columns WHERE ${ours("table_schema")}`,
  `SELECT n.nspname, c.relname, c.relkind, c.relpersistence, c.relrowsecurity, c.relacl::text, c.reloptions::text
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ours("n.nspname")}`,
  `SELECT n.nspname, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours("n.nspname")}`,
  `SELECT n.nspname, o.conname, o.conrelid::regclass::text, o.convalidated, pg_get_constraintdef(o.oid)
     FROM pg_constraint o JOIN pg_namespace n ON n.oid = o.connamespace WHERE ${ours("n.nspname")}`,
  `SELECT n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), p.prosrc, p.prokind
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${ours("n.nspname")}`,
  `SELECT n.nspname, c.relname, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid)
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND ${ours("n.nspname")}`,
  `SELECT schemaname, viewname, definition FROM pg_views WHERE ${ours("schemaname")}`,
  `SELECT n.nspname, t.typname, t.typtype, e.enumlabel
     FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_enum e ON e.enumtypid = t.oid
    WHERE ${ours("n.nspname")}`,
  "SELECT extname, extversion FROM pg_extension",
];

function ours(schema: string): string {
  return `${schema} NOT LIKE 'pg\\_%' AND ${schema} <> 'information_schema'`;
}

/** Every object definition of a PostgreSQL database, one a line and sorted, for a readable difference. */
export async function dumpSchema(query: RunQuery): Promise<string> {
  const lines: string[] = [];
  for (const [index, sql] of LISTINGS.entries()) {
    const rows = await query(sql);
    lines.push(...rows.map((row) => `${index} ${JSON.stringify(Object.values(row))}`));
  }
  return lines.sort().join("\n");
}

/** SHA-256 of {@link dumpSchema}: equal exactly when the schema is. */
export async function fingerprintSchema(query: RunQuery): Promise<string> {
  return createHash("sha256")
    .update(await dumpSchema(query))
    .digest("hex");
}
