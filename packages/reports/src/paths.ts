/**
 * One spelling of a path: `/` between parts, no `.` or empty parts, `..` resolved where it can be, and relative to
 * `root` when it lies inside. Case is kept.
 */
export function normalisePath(path: string, root?: string): string {
  const plain = simplify(path);
  if (root === undefined || root === "") return plain;
  const base = simplify(root);
  return plain.startsWith(`${base}/`) ? plain.slice(base.length + 1) : plain;
}

function simplify(path: string): string {
  const slashed = path.trim().replaceAll("\\", "/");
  const prefix = slashed.startsWith("/") ? "/" : "";
  const parts: string[] = [];
  for (const part of slashed.split("/")) {
    if (part === "" || part === ".") continue;
    const last = parts.at(-1);
    if (part === ".." && last !== undefined && last !== ".." && !/^[a-z]:$/i.test(last)) parts.pop();
    else if (part !== ".." || prefix === "") parts.push(part);
  }
  return prefix + parts.join("/");
}
