/** The custom resources of the platforms that the tests know: taken out of the vendors' Go modules. */
import { copyFile, readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { ARGO_ROLLOUTS_VERSION } from "./argo-rollouts-version.ts";
import { cachedPeer } from "./cache.ts";
import { goModuleFolder } from "./go.ts";

interface CrdSource {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** A folder or a file of the module. */
  readonly path: string;
}

/** The pinned versions. */
export const CRD_SOURCES: readonly CrdSource[] = [
  {
    name: "gateway-api",
    module: "sigs.k8s.io/gateway-api",
    version: "1.7.0",
    path: "config/crd/standard",
  },
  {
    name: "argo-rollouts",
    module: "github.com/argoproj/argo-rollouts",
    version: ARGO_ROLLOUTS_VERSION,
    path: "manifests/crds",
  },
  {
    name: "istio",
    module: "istio.io/api",
    version: "1.28.0",
    path: "kubernetes/customresourcedefinitions.gen.yaml",
  },
  {
    name: "traefik",
    module: "github.com/traefik/traefik/v3",
    version: "3.5.4",
    path: "docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml",
  },
  {
    name: "flagger",
    module: "github.com/fluxcd/flagger",
    version: "1.36.1",
    path: "artifacts/flagger/crd.yaml",
  },
];

/** Has the definitions in the cache folder and returns the folder, made for `kubectl apply -f`. */
export async function installCrds(): Promise<string> {
  const name = CRD_SOURCES.map((source) => `${source.name}-${source.version}`).join("-");
  return await cachedPeer(`crds-${name}`, async (staging) => {
    for (const source of CRD_SOURCES) {
      const from = join(await goModuleFolder(source.module, source.version), source.path);
      const files = await definitionFiles(from);
      if (files.length === 0) throw new Error(`No CustomResourceDefinition in ${from}.`);
      for (const file of files) {
        await copyFile(file, join(staging, `${source.name}-${basename(file, extname(file))}.yaml`));
      }
    }
  });
}

async function definitionFiles(path: string): Promise<readonly string[]> {
  const isFile = (await stat(path)).isFile();
  const candidates = isFile ? [path] : (await readdir(path)).map((file) => join(path, file));
  const files: string[] = [];
  for (const file of candidates) {
    if (/^kind: CustomResourceDefinition$/m.test(await readFile(file, "utf8"))) files.push(file);
  }
  return files;
}
