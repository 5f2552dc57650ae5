import { itemsAt, type Tree, textAt, toPlain, treeAt } from "./tree.ts";

/** The name of a check as written, or made of its URL or command; `undefined` when it has neither. */
export function checkName(check: Tree): string | undefined {
  const name = textAt(check, ["name"]);
  if (name !== undefined) return name;
  const url = textAt(check, ["http"]);
  if (url !== undefined) return urlName(url, textAt(check, ["method"]));
  if (treeAt(check, ["command"]) === undefined) return undefined;
  return commandName(itemsAt(check, ["command"]).map((item) => String(toPlain(item))));
}

/** `shop.example/health`, with the method in front when it is not GET. */
export function urlName(url: string, method: string | undefined): string {
  // A query can hold a key; names are printed everywhere.
  const address = url.replace(/^https?:\/\//i, "").replace(/[?#].*$/, "");
  return method === undefined || method === "GET" ? address : `${method} ${address}`;
}

/** The command on one line, short. */
export function commandName(argv: readonly string[]): string {
  const line = argv.join(" ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
