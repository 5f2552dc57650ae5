import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, test } from "@jest/globals";

const root = resolve(import.meta.dirname, "../..");

/** The floors of the house, from the ground up; a package may import only from floors below its own. */
const FLOORS: readonly (readonly string[])[] = [
  ["kernel"],
  ["conditions"],
  ["canary-analysis", "rollout", "reports", "rollout-report"],
  [
    "deploy-config",
    "ledger",
    "migration-engines",
    "platforms",
    "metrics",
    "probes",
    "channels",
    "credentials",
    "registries",
  ],
  ["action-kit", "testkit"],
  ["actions"],
];
const FLOOR = new Map(FLOORS.flatMap((names, floor) => names.map((name) => [name, floor] as const)));

/** Packages that know no domain: they stand on the kernel alone. */
const NO_DOMAIN = ["action-kit", "testkit"];

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/(^|[\\/])(lib|test|node_modules)[\\/]/.test(name))
    .map((name) => join(folder, name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;]*?\bfrom\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g,
  );
  return Array.from(found, (match) => ({ file, specifier: match[1] ?? match[2] ?? "" }));
}

function packageOf(file: string): string {
  const parts = relative(root, join(root, file)).split(sep);
  return parts[0] === "packages" ? (parts[1] ?? "") : (parts[0] ?? "");
}

const packages = readdirSync(join(root, "packages"));
const files = [...packages.flatMap((name) => sources(`packages/${name}/src`)), ...sources("actions")];
const imports = files.flatMap(importsOf);

describe("the house", () => {
  test("every package stands on a floor", () => {
    expect(packages.filter((name) => !FLOOR.has(name))).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
  });

  test("imports between packages point down", () => {
    const wrong = imports.filter(({ file, specifier }) => {
      const target = /^@deploy-actions\/([\w-]+)/.exec(specifier)?.[1];
      if (target === undefined) return false;
      return (FLOOR.get(target) ?? 99) >= (FLOOR.get(packageOf(file)) ?? -1);
    });
    expect(wrong).toEqual([]);
  });

  test("action-kit and testkit know no domain", () => {
    const wrong = imports.filter(({ file, specifier }) => {
      if (!NO_DOMAIN.includes(packageOf(file))) return false;
      return specifier.startsWith("@deploy-actions/") && specifier !== "@deploy-actions/kernel";
    });
    expect(wrong).toEqual([]);
  });

  test("a package is imported by its name, never by a path into it", () => {
    const wrong = imports.filter(({ file, specifier }) => {
      if (/^@deploy-actions\/[\w-]+\/./.test(specifier)) return true;
      if (!specifier.startsWith(".")) return false;
      return packageOf(join(dirname(file), specifier)) !== packageOf(file);
    });
    expect(wrong).toEqual([]);
  });

  test("the files of a package import each other without a circle", () => {
    const edges = new Map<string, string[]>();
    for (const { file, specifier } of imports) {
      if (!specifier.startsWith(".")) continue;
      edges.set(file, [...(edges.get(file) ?? []), join(dirname(file), specifier)]);
    }
    expect(findCircle(edges)).toBeUndefined();
  });

  test("a package declares what it imports, and nothing more", () => {
    const problems = packages.flatMap((name) => {
      const manifest = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as {
        dependencies?: Record<string, string>;
      };
      const declared = new Set(Object.keys(manifest.dependencies ?? {}));
      const used = new Set(
        imports
          .filter(({ file, specifier }) => packageOf(file) === name && !/^(\.|node:)/.test(specifier))
          .map(({ specifier }) =>
            specifier
              .split("/")
              .slice(0, specifier.startsWith("@") ? 2 : 1)
              .join("/"),
          ),
      );
      const missing = [...used].filter((item) => !declared.has(item)).map((item) => `${name} uses ${item}`);
      const idle = [...declared].filter((item) => !used.has(item) && !READ_OTHERWISE.has(item));
      return [...missing, ...idle.map((item) => `${name} declares ${item} for nothing`)];
    });
    expect(problems).toEqual([]);
  });

  test("the ground floor has no I/O, no clock and no environment", () => {
    const wrong = files
      .filter((file) => ["kernel", "conditions", "rollout", "reports"].includes(packageOf(file)))
      .flatMap((file) => {
        const text = readFileSync(join(root, file), "utf8");
        const found =
          /\bfrom "node:|Date\.now\(|new Date\(\)|process\.|\bfetch\(|setTimeout\(|Math\.random\(/.exec(text);
        return found === null ? [] : [`${file}: ${found[0]}`];
      });
    expect(wrong).toEqual([]);
  });
});

/** Packages that are read as files (an API description), not imported. */
const READ_OTHERWISE = new Set(["@octokit/openapi"]);

function findCircle(edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of edges.get(node) ?? []) {
      const circle = visit(next, [...path, node]);
      if (circle !== undefined) return circle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of edges.keys()) {
    const circle = visit(node, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
