import { ActionError } from "@deploy-actions/kernel";

/** Who serves an image, as far as its host tells. */
export type RegistryKind = "ecr" | "docker-hub" | "ghcr" | "oci";

/** An image as it was named; at least one of tag and digest is there. */
export interface ImageReference {
  /** As written. */
  readonly text: string;
  readonly kind: RegistryKind;
  /** Host, with a port where there is one; `docker.io` where none was written. */
  readonly registry: string;
  /** AWS account and region of an ECR registry. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly repository: string;
  readonly tag: string | undefined;
  /** `sha256:…`. */
  readonly digest: string | undefined;
}

// github.com/distribution/reference: grammar of names, tags and digests.
const COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const REPOSITORY = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const HOST =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::\d{1,5})?$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const ECR_HOST =
  /^(\d{12})\.dkr(?:\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?|-ecr(?:-fips)?\.([a-z0-9-]+)\.on\.aws)$/;
const LONGEST = 600;

/**
 * Reads `host/repository:tag`, `…@sha256:…` or both. `latest` and a reference without tag and digest are refused: nobody
 * could say later what ran. Rejects with a `config` ActionError that shows the right form.
 */
export function parseImageReference(text: string): ImageReference {
  const source = text.trim();
  if (source.length > LONGEST) throw refuse(source.slice(0, 80), `it has ${source.length} characters`);
  const at = source.indexOf("@");
  const digest = at === -1 ? undefined : source.slice(at + 1);
  const named = at === -1 ? source : source.slice(0, at);
  if (digest !== undefined && !DIGEST.test(digest)) {
    throw refuse(source, `"${digest}" is no digest, expected sha256: and 64 hexadecimal digits`);
  }
  const slash = named.indexOf("/");
  const first = slash === -1 ? "" : named.slice(0, slash);
  const hasHost = first.includes(".") || first.includes(":") || first === "localhost";
  const registry = hasHost ? first : "docker.io";
  const rest = hasHost ? named.slice(slash + 1) : named;
  const colon = rest.lastIndexOf(":");
  const path = colon === -1 ? rest : rest.slice(0, colon);
  const tag = colon === -1 ? undefined : rest.slice(colon + 1);
  if (!HOST.test(registry)) throw refuse(source, `"${registry}" is no host`);
  if (!REPOSITORY.test(path)) throw refuse(source, badRepository(path));
  if (tag !== undefined && !TAG.test(tag)) throw refuse(source, `"${tag}" is no tag`);
  if (tag === "latest") {
    throw refuse(
      source,
      "latest moves with every push, so that nobody knows what was deployed",
      unpinned(path),
    );
  }
  if (tag === undefined && digest === undefined) {
    throw refuse(source, "it has neither tag nor digest, which means latest", unpinned(path));
  }
  return { text: source, ...identify(registry, path), tag, digest };
}

/** `registry/repository` without tag and digest, for messages. */
export function repositoryText({ registry, repository }: ImageReference): string {
  return `${registry}/${repository}`;
}

function identify(
  host: string,
  path: string,
): Pick<ImageReference, "kind" | "registry" | "account" | "region" | "repository"> {
  const registry = host === "index.docker.io" || host === "registry-1.docker.io" ? "docker.io" : host;
  const [, account, region, dualStackRegion] = ECR_HOST.exec(registry) ?? [];
  if (account !== undefined) {
    return { kind: "ecr", registry, account, region: region ?? dualStackRegion, repository: path };
  }
  const none = { account: undefined, region: undefined };
  if (registry === "docker.io") {
    const repository = path.includes("/") ? path : `library/${path}`;
    return { kind: "docker-hub", registry, ...none, repository };
  }
  return { kind: registry === "ghcr.io" ? "ghcr" : "oci", registry, ...none, repository: path };
}

function badRepository(path: string): string {
  if (path === "") return "the repository is missing";
  const lower = path.toLowerCase();
  const meant = REPOSITORY.test(lower) ? `; did you mean "${lower}"?` : "";
  return `"${path}" is no repository name (lower case letters, digits, ".", "_", "-" and "/")${meant}`;
}

function unpinned(path: string): string {
  return `Name what was built: a tag of the commit or the version (${path}:main-1a2b3c4, ${path}:release-1.2.3), or the digest.`;
}

function refuse(source: string, why: string, hint?: string): ActionError {
  return new ActionError("config", `The image ${JSON.stringify(source)} cannot be used: ${why}.`, {
    hint:
      hint ??
      "Write it as host/repository:tag or host/repository@sha256:…, e.g. 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:main-1a2b3c4.",
  });
}
