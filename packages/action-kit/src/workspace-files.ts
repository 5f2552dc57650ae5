import { globSync, lstatSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { ActionError, isObject, plural, printable } from "@deploy-actions/kernel";

const MOST_LINKS = 40;

/** Whose mistake a path outside the workspace is. */
export type PathSource = "input" | "config";

/**
 * The absolute form of a path (relative to the workspace, or absolute) that lies inside it, also after every symbolic
 * link is followed; the file need not exist. Throws an error of code `source` otherwise.
 */
export function resolveInWorkspace(workspace: string, path: string, source: PathSource = "input"): string {
  const root = realpathSync(workspace);
  const absolute = resolve(root, path);
  const lexical = isInside(root, absolute) ? absolute : resolve(workspace, path);
  if (
    path.includes("\0") ||
    !(isInside(root, lexical) || isInside(resolve(workspace), lexical)) ||
    !isInside(root, followLinks(lexical, MOST_LINKS))
  ) {
    throw new ActionError(source, `Path "${printable(path)}" leaves the workspace.`, {
      hint: "Use a path inside the checked-out repository, relative to its root.",
    });
  }
  return lexical;
}

/**
 * The regular files below the workspace that match any of the globs (`*`, `**`, `?`, `{a,b}`, `[…]`), sorted, as paths
 * relative to it with `/`. `*` and `**` match no name that starts with a dot. Directories, devices, `.git` and links that leave the workspace do not count.
 */
export function findFiles(
  workspace: string,
  globs: readonly string[],
  options: {
    readonly exclude?: readonly string[];
    readonly source?: PathSource;
    readonly maxFiles?: number;
  } = {},
): readonly string[] {
  const { exclude = [], source = "config", maxFiles = 10_000 } = options;
  const root = realpathSync(workspace);
  for (const glob of [...globs, ...exclude]) {
    if (isAbsolute(glob) || glob.split(/[\\/]/).includes("..") || glob.includes("\0")) {
      throw new ActionError(source, `Glob "${printable(glob)}" leaves the workspace.`, {
        hint: "Use a glob relative to the root of the checked-out repository, without ..",
      });
    }
  }
  const found = new Set<string>();
  for (const match of globSync([...globs], { cwd: root, exclude: [".git/**", ...exclude] })) {
    if (!isRegularFileInside(root, join(root, match))) continue;
    found.add(match.split(sep).join("/"));
    if (found.size > maxFiles) {
      throw new ActionError(source, `More than ${plural(maxFiles, "file")} match ${globs.join(", ")}.`, {
        hint: "Use a narrower glob.",
      });
    }
  }
  return [...found].sort();
}

function isRegularFileInside(root: string, path: string): boolean {
  try {
    const real = realpathSync(path);
    return isInside(root, real) && statSync(real).isFile();
  } catch {
    // A dangling link, or a file that went away since it was listed.
    return false;
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The real path of a file that may not exist: the links of its existing part followed, also a dangling one. */
function followLinks(path: string, linksLeft: number): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!isObject(error) || error.code !== "ENOENT") throw error;
  }
  const parent = followLinks(dirname(path), linksLeft);
  const here = join(parent, basename(path));
  const isLink = lstatSync(here, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (!isLink || linksLeft === 0) return here;
  return followLinks(resolve(parent, readlinkSync(here)), linksLeft - 1);
}
