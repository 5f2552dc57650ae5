/** A server as `show servers state` has it. */
export interface ServerState {
  readonly backend: string;
  readonly name: string;
  /** `stopped` is down; `starting` is up with a weight that still grows; `stopping` finishes what it has. */
  readonly operational: "stopped" | "starting" | "running" | "stopping";
  readonly isMaintenance: boolean;
  readonly isDrained: boolean;
  /** Weight as set, 0 to 256. */
  readonly weight: number;
  /** Weight of the configuration file. */
  readonly initialWeight: number;
}

/** Values of one row of `show stat` by the name of their column. */
export type StatRow = Readonly<Record<string, string>>;

/** An answer, or what was expected where. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

const OPERATIONAL = ["stopped", "starting", "running", "stopping"] as const;
// include/haproxy/server-t.h: SRV_ADMF_FMAINT, _IMAINT, _RMAINT, _HMAINT; _FDRAIN, _IDRAIN. 0x04 only says what the file said.
const MAINTENANCE_BITS = 0x01 | 0x02 | 0x20 | 0x40;
const DRAIN_BITS = 0x08 | 0x10;

/** Reads `show servers state` of version 1 (management guide, 9.3). */
export function parseServersState(answer: string): Parsed<readonly ServerState[]> {
  const [version, header, ...rows] = answer.split("\n").filter((line) => line.trim() !== "");
  if (version?.trim() !== "1") return problem("a table of version 1", version);
  if (header === undefined || !header.startsWith("# ")) return problem("a header line", header);
  const columns = header.slice(2).trim().split(" ");
  const servers: ServerState[] = [];
  for (const row of rows) {
    const cells = row.trim().split(" ");
    const cell = (column: string): string => cells[columns.indexOf(column)] ?? "";
    const operational = OPERATIONAL[readCount(cell("srv_op_state")) ?? -1];
    const admin = readCount(cell("srv_admin_state"));
    const weight = readCount(cell("srv_uweight"));
    const initialWeight = readCount(cell("srv_iweight"));
    const [backend, name] = [cell("be_name"), cell("srv_name")];
    if (operational === undefined || admin === undefined || weight === undefined) {
      return problem("a server's states and weight", row);
    }
    if (initialWeight === undefined || backend === "" || name === "") {
      return problem("a server's names and weights", row);
    }
    const isMaintenance = (admin & MAINTENANCE_BITS) !== 0;
    const isDrained = (admin & DRAIN_BITS) !== 0;
    servers.push({ backend, name, operational, isMaintenance, isDrained, weight, initialWeight });
  }
  return { ok: true, value: servers };
}

/** Reads the CSV of `show stat`. Columns are found by their names: HAProxy adds new ones in every version. */
export function parseStat(answer: string): Parsed<readonly StatRow[]> {
  const [header, ...lines] = answer.split("\n").filter((line) => line.trim() !== "");
  if (header === undefined || !header.startsWith("# ")) return problem("a CSV header", header);
  const columns = splitCsv(header.slice(2));
  for (const needed of ["pxname", "svname", "scur", "weight", "status"]) {
    if (columns?.includes(needed) !== true) return problem(`a column ${needed}`, header);
  }
  const rows: StatRow[] = [];
  for (const line of lines) {
    const cells = splitCsv(line);
    if (columns === undefined || cells === undefined || cells.length !== columns.length) {
      return problem(`${columns?.length ?? 0} columns`, line);
    }
    rows.push(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""])));
  }
  return { ok: true, value: rows };
}

/** Reads `show info`: name to value. */
export function parseInfo(answer: string): ReadonlyMap<string, string> {
  const pairs = answer.split("\n").flatMap((line) => {
    const at = line.indexOf(": ");
    return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 2).trim()] as const];
  });
  return new Map(pairs);
}

/** Reads `show backend`: the names. */
export function parseBackends(answer: string): Parsed<readonly string[]> {
  const [header, ...names] = answer.split("\n").filter((line) => line.trim() !== "");
  if (header?.trim() !== "# name") return problem("a list of names", header);
  return { ok: true, value: names.map((name) => name.trim()) };
}

/** A count, `undefined` for anything else (HAProxy leaves a cell empty that does not apply). */
export function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Cells of a line; a quoted one may hold commas and doubled quotes. `undefined` when a quote is not closed. */
function splitCsv(line: string): readonly string[] | undefined {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  while (cell.lastIndex < line.length) {
    const match = cell.exec(line);
    if (match === null) return undefined;
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "") return cells;
  }
  // The line ended with a comma: so do all of HAProxy's.
  return cells;
}

function problem(
  expected: string,
  read: string | undefined,
): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem: `read ${JSON.stringify((read ?? "").slice(0, 120))}, expected ${expected}` };
}
