import { ActionError, isObject } from "@deploy-actions/kernel";
import { parseDocument } from "yaml";

/** An entry of a kubeconfig and the folder its relative paths start from. */
export interface KubeconfigEntry {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly folder: string;
  /** Path of the file, for messages. */
  readonly file: string;
}

/** One or more kubeconfig files as kubectl merges them: of two entries with one name the first counts. */
export interface Kubeconfig {
  readonly files: readonly string[];
  readonly currentContext: string | undefined;
  readonly contexts: readonly KubeconfigEntry[];
  readonly clusters: readonly KubeconfigEntry[];
  readonly users: readonly KubeconfigEntry[];
}

/** The text of one file; format: client-go `clientcmd/api/v1`. */
export interface KubeconfigText {
  readonly file: string;
  readonly folder: string;
  readonly text: string;
}

/** Parses and merges the files in order. Error: `config` with file and line. */
export function mergeKubeconfigs(texts: readonly KubeconfigText[]): Kubeconfig {
  const parsed = texts.map(parseKubeconfig);
  const merge = (key: "contexts" | "clusters" | "users"): readonly KubeconfigEntry[] => {
    const byName = new Map<string, KubeconfigEntry>();
    for (const entry of parsed.flatMap((one) => one[key])) {
      if (!byName.has(entry.name)) byName.set(entry.name, entry);
    }
    return [...byName.values()];
  };
  return {
    files: texts.map(({ file }) => file),
    currentContext: parsed.map((one) => one.currentContext).find((name) => name !== undefined),
    contexts: merge("contexts"),
    clusters: merge("clusters"),
    users: merge("users"),
  };
}

function parseKubeconfig(source: KubeconfigText): Kubeconfig {
  const { file, folder, text } = source;
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line;
    throw new ActionError("config", `The kubeconfig ${file} is not YAML: ${problem.message.split("\n")[0]}`, {
      location: { file, ...(line === undefined ? {} : { line }) },
    });
  }
  const root: unknown = toPlain(document, file);
  if (!isObject(root)) {
    throw new ActionError(
      "config",
      `The kubeconfig ${file} is not a mapping with clusters, users and contexts.`,
    );
  }
  const entries = (key: string, bodyKey: string): readonly KubeconfigEntry[] => {
    const list = root[key] ?? [];
    if (!Array.isArray(list))
      throw new ActionError("config", `${key} of the kubeconfig ${file} is not a list.`);
    return list.flatMap((item: unknown) => {
      if (!isObject(item) || typeof item.name !== "string") return [];
      const body = item[bodyKey];
      return [{ name: item.name, body: isObject(body) ? body : {}, folder, file }];
    });
  };
  const current = root["current-context"];
  return {
    files: [file],
    currentContext: typeof current === "string" && current !== "" ? current : undefined,
    contexts: entries("contexts", "context"),
    clusters: entries("clusters", "cluster"),
    users: entries("users", "user"),
  };
}

function toPlain(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    // A file of a few lines must not unfold to gigabytes.
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new ActionError("config", `The kubeconfig ${file} cannot be read as YAML.`, { cause: error });
  }
}
