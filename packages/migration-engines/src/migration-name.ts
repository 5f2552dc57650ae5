/** Version and name of a migration's file name, or why it is none. */
export type ParsedName =
  | { readonly ok: true; readonly version: string; readonly name: string }
  | { readonly ok: false; readonly sentence: string; readonly advice: string };

const NAME = /^(\d+(?:\.\d+)*)[_-]+([\p{L}\p{N}][\p{L}\p{N}_-]*)\.sql$/u;

/**
 * Reads `<version>_<name>.sql`, e.g. `0003_order_note.sql`.
 *
 * `nextVersion` is proposed for a file that has no version of its own.
 */
export function parseMigrationName(fileName: string, nextVersion: string): ParsedName {
  const match = NAME.exec(fileName);
  if (match !== null) return { ok: true, version: match[1] ?? "", name: match[2] ?? "" };
  if (/\.(down|undo|revert|rollback)\.sql$/i.test(fileName) || /^u\d+.*\.sql$/i.test(fileName)) {
    return {
      ok: false,
      sentence: `${fileName} looks like a way back (down file), and the sql engine only goes forward.`,
      advice: "Move it out of the migrations folder; undo a migration with a new one.",
    };
  }
  return {
    ok: false,
    sentence: `${fileName} is not named <version>_<name>.sql (digits, then _ or -, then a name).`,
    advice: `Rename it to ${nearestName(fileName, nextVersion)}.`,
  };
}

/** The file name that was probably meant, e.g. `V3__add users.sql` -> `3_add_users.sql`. */
function nearestName(fileName: string, nextVersion: string): string {
  const stem = fileName.replace(/\.sql$/i, "").replace(/\.up$/i, "");
  const version = /^\D{0,2}(\d+)/.exec(stem)?.[1];
  const rest = version === undefined ? stem : stem.slice(stem.indexOf(version) + version.length);
  const name = rest.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "");
  return `${version ?? nextVersion}_${name === "" ? "what_it_does" : name}.sql`;
}

/** Orders versions by number, part by part: `2` before `10`, `1.9` before `1.10`; `0003` equals `3`. */
export function compareVersions(a: string, b: string): number {
  const left = a.split(".");
  const right = b.split(".");
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = partOf(left, index) - partOf(right, index);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return 0;
}

function partOf(parts: readonly string[], index: number): bigint {
  const part = parts[index] ?? "0";
  return /^\d+$/.test(part) ? BigInt(part) : 0n;
}

/** The version after `version`, as wide as it is: `0009` -> `0010`. */
export function versionAfter(version: string): string {
  const [major = "0"] = version.split(".");
  return String(BigInt(major) + 1n).padStart(major.length, "0");
}
