/**
 * The pairs of a command file (GITHUB_OUTPUT, GITHUB_STATE, GITHUB_ENV), read as strictly as the runner does
 * (FileCommandManager.cs): `name=value`, or `name<<delimiter`, lines, `delimiter`. Throws the runner's error.
 */
export function parseCommandFile(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  let index = 0;
  const readLine = (): { readonly line: string; readonly ended: boolean } | undefined => {
    if (index >= text.length) return undefined;
    const start = index;
    const end = text.indexOf("\n", index);
    index = end < 0 ? text.length : end + 1;
    return { line: text.slice(start, end < 0 ? undefined : end), ended: end >= 0 };
  };
  for (let current = readLine(); current !== undefined; current = readLine()) {
    const { line } = current;
    if (line === "") continue;
    const equals = line.indexOf("=");
    const heredoc = line.indexOf("<<");
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      if (equals === 0) throw new Error(`Invalid format '${line}'. Name must not be empty`);
      pairs.set(line.slice(0, equals), line.slice(equals + 1));
      continue;
    }
    if (heredoc < 0) throw new Error(`Invalid format '${line}'`);
    const name = line.slice(0, heredoc);
    const delimiter = line.slice(heredoc + 2);
    if (name === "" || delimiter === "") {
      throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
    }
    const lines: string[] = [];
    for (;;) {
      const inner = readLine();
      if (inner === undefined) {
        throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      }
      if (inner.line === delimiter) break;
      if (!inner.ended) throw new Error(`Invalid value. EOF marker missing new line.`);
      lines.push(inner.line);
    }
    pairs.set(name, lines.join("\n"));
  }
  return pairs;
}
