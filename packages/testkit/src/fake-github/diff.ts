/** One changed file between two trees, as GitHub describes it. */
export interface FileChange {
  readonly path: string;
  readonly previousPath: string | undefined;
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly additions: number;
  readonly deletions: number;
  /** Hunks without file header; `undefined` for a pure rename and for files too large to compare, as on GitHub. */
  readonly patch: string | undefined;
}

type Tree = ReadonlyMap<string, string>;
type Op = { readonly sign: " " | "+" | "-"; readonly line: string };

const CONTEXT = 3;
const MOST_CELLS = 4_000_000;
const NO_NEWLINE = "\n\\ No newline at end of file";

/** The files that differ between two trees, by path. */
export function compareTrees(before: Tree, after: Tree): readonly FileChange[] {
  const gone = [...before.keys()].filter((path) => !after.has(path));
  const changes: FileChange[] = [];
  for (const [path, content] of after) {
    const old = before.get(path);
    if (old === content) continue;
    const previousPath =
      old === undefined ? gone.find((candidate) => before.get(candidate) === content) : undefined;
    if (previousPath !== undefined) {
      gone.splice(gone.indexOf(previousPath), 1);
      changes.push({ path, previousPath, status: "renamed", additions: 0, deletions: 0, patch: undefined });
    } else {
      changes.push({
        path,
        previousPath,
        status: old === undefined ? "added" : "modified",
        ...diff(old ?? "", content),
      });
    }
  }
  for (const path of gone) {
    changes.push({ path, previousPath: undefined, status: "removed", ...diff(before.get(path) ?? "", "") });
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function diff(before: string, after: string): Pick<FileChange, "additions" | "deletions" | "patch"> {
  const ops = editScript(lines(before), lines(after));
  const additions = ops.filter((op) => op.sign === "+").length;
  const deletions = ops.filter((op) => op.sign === "-").length;
  return { additions, deletions, patch: ops.length === 0 ? undefined : hunks(ops) };
}

function lines(text: string): readonly string[] {
  if (text === "") return [];
  const all = text.split("\n");
  if (all.at(-1) === "") all.pop();
  else all.push(`${all.pop()}${NO_NEWLINE}`);
  return all;
}

/** Longest common subsequence; equal beginnings and ends are set aside first. */
function editScript(a: readonly string[], b: readonly string[]): readonly Op[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const keep = (line: string): Op => ({ sign: " ", line });
  return [
    ...a.slice(0, head).map(keep),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(keep),
  ];
}

function middle(a: readonly string[], b: readonly string[]): readonly Op[] {
  const ops: Op[] = [];
  const width = b.length + 1;
  const table = new Uint32Array(a.length * b.length > MOST_CELLS ? 0 : (a.length + 1) * width);
  if (table.length > 0) {
    for (let i = a.length - 1; i >= 0; i -= 1) {
      for (let j = b.length - 1; j >= 0; j -= 1) {
        const down = table[(i + 1) * width + j] ?? 0;
        const right = table[i * width + j + 1] ?? 0;
        table[i * width + j] =
          a[i] === b[j] ? (table[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(down, right);
      }
    }
  }
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (table.length > 0 && i < a.length && j < b.length && a[i] === b[j]) {
      ops.push({ sign: " ", line: a[i] ?? "" });
      i += 1;
      j += 1;
    } else if (
      i < a.length &&
      (j >= b.length || (table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0))
    ) {
      ops.push({ sign: "-", line: a[i] ?? "" });
      i += 1;
    } else {
      ops.push({ sign: "+", line: b[j] ?? "" });
      j += 1;
    }
  }
  return ops;
}

function hunks(ops: readonly Op[]): string {
  const parts: string[] = [];
  let oldLine = 1;
  let newLine = 1;
  for (let start = 0; start < ops.length; ) {
    const first = ops.findIndex((op, index) => index >= start && op.sign !== " ");
    if (first === -1) break;
    const from = Math.max(start, first - CONTEXT);
    let last = first;
    for (let index = first; index < ops.length && index <= last + 2 * CONTEXT; index += 1) {
      if (ops[index]?.sign !== " ") last = index;
    }
    const to = Math.min(ops.length, last + CONTEXT + 1);
    oldLine += from - start;
    newLine += from - start;
    const body = ops.slice(from, to);
    const oldCount = body.filter((op) => op.sign !== "+").length;
    const newCount = body.filter((op) => op.sign !== "-").length;
    const range = (line: number, count: number): string =>
      count === 1 ? `${line}` : `${count === 0 ? line - 1 : line},${count}`;
    parts.push(
      [
        `@@ -${range(oldLine, oldCount)} +${range(newLine, newCount)} @@`,
        ...body.map((op) => `${op.sign}${op.line}`),
      ].join("\n"),
    );
    oldLine += oldCount;
    newLine += newCount;
    start = to;
  }
  return parts.join("\n");
}
