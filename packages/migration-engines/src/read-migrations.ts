import { readMigrationContent } from "./migration-file.ts";
import { compareVersions, parseMigrationName, versionAfter } from "./migration-name.ts";
import type { Migration, MigrationProblem } from "./types.ts";

/** One entry of the migrations folder. Only the content of a regular `*.sql` file is needed. */
export type FolderEntry =
  | { readonly kind: "file"; readonly name: string; readonly content: Uint8Array }
  | { readonly kind: "folder" | "link" | "other"; readonly name: string };

/** What a folder says, before anybody looked at the database. */
export interface MigrationFolder {
  /** By version; files of one version by name. */
  readonly migrations: readonly Migration[];
  /** `bad_name` and `duplicate_version`. */
  readonly problems: readonly MigrationProblem[];
}

/**
 * Reads the entries of the folder at `path` (relative to the workspace, `/` between its parts). Files that do not end
 * in `.sql` and hidden ones are no migrations. Throws a `config` ActionError for a file whose text cannot be read.
 */
export function readMigrations(path: string, entries: readonly FolderEntry[]): MigrationFolder {
  const migrations: Migration[] = [];
  const problems: MigrationProblem[] = [];
  const nextVersion = nextVersionOf(entries);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path === "" ? entry.name : `${path}/${entry.name}`;
    if (!isCandidate(entry)) continue;
    if (entry.kind !== "file") {
      problems.push(notAFile(file, entry));
      continue;
    }
    const parsed = parseMigrationName(entry.name, nextVersion);
    if (!parsed.ok) {
      problems.push({ reason: "bad_name", file, sentence: parsed.sentence, advice: parsed.advice });
      continue;
    }
    const content = readMigrationContent(file, entry.content);
    migrations.push({ version: parsed.version, name: parsed.name, file, ...content });
  }
  migrations.sort((a, b) => compareVersions(a.version, b.version) || (a.file < b.file ? -1 : 1));
  return { migrations, problems: [...problems, ...findDuplicates(migrations)] };
}

function isCandidate(entry: FolderEntry): boolean {
  if (entry.name.startsWith(".")) return false;
  return /\.sql$/i.test(entry.name) || (entry.kind === "folder" && /^\d+[_-]/.test(entry.name));
}

function notAFile(file: string, entry: FolderEntry): MigrationProblem {
  const what = { folder: "a folder", link: "a symbolic link", file: "a file", other: "no regular file" }[
    entry.kind
  ];
  return {
    reason: "bad_name",
    file,
    sentence: `${file} is ${what}; the sql engine reads regular files in one flat folder.`,
    advice: `Put the statements into a file ${entry.name.replace(/\.sql$/i, "")}.sql, or choose another engine.`,
  };
}

function findDuplicates(migrations: readonly Migration[]): readonly MigrationProblem[] {
  return migrations.flatMap((migration, index) => {
    const previous = migrations[index - 1];
    if (previous === undefined || compareVersions(previous.version, migration.version) !== 0) return [];
    const highest = migrations.at(-1)?.version ?? migration.version;
    return [
      {
        reason: "duplicate_version" as const,
        file: migration.file,
        sentence: `${migration.file} has the same version (${migration.version}) as ${previous.file}.`,
        advice: `Rename the newer of the two to version ${versionAfter(highest)}.`,
      },
    ];
  });
}

function nextVersionOf(entries: readonly FolderEntry[]): string {
  const versions = entries.flatMap((entry) => {
    const parsed = parseMigrationName(entry.name, "");
    return parsed.ok ? [parsed.version] : [];
  });
  const highest = versions.toSorted(compareVersions).at(-1);
  return highest === undefined ? "0001" : versionAfter(highest);
}
