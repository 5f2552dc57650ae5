import { createHash } from "node:crypto";
import type { JsonObject } from "@deploy-actions/kernel";
import { repositorySite, repositoryUrl } from "./bodies.ts";
import { type Answer, type Call, problem, type Route } from "./route.ts";

/** Files above this come without content in JSON, as on GitHub; only the raw media type has it. */
const LARGEST_INLINE = 1_048_576;

/** Files and folders at a ref. */
export const contentRoutes: readonly Route[] = [
  {
    route: "GET /repos/{owner}/{repo}/contents/{path}",
    needs: [{ permission: "contents", level: "read" }],
    handle: getContents,
  },
];

function getContents(call: Call): Answer {
  const ref = call.query.ref ?? call.state.defaultBranch;
  const commit = call.state.resolve(ref);
  if (commit === undefined) return problem(404, `No commit found for the ref ${ref}`);
  const path = (call.params.path ?? "").replace(/^\/+|\/+$/g, "");
  const content = commit.files.get(path);
  if (content !== undefined) return fileAnswer(call, path, ref, content);
  const names = new Set(
    [...commit.files.keys()]
      .filter((file) => file.startsWith(`${path}/`))
      .map((file) => file.slice(path.length + 1).split("/")[0] ?? ""),
  );
  if (names.size === 0) return problem(404, "Not Found");
  return {
    status: 200,
    body: [...names].sort().map((name) => {
      const file = commit.files.get(`${path}/${name}`);
      return entry(call, `${path}/${name}`, ref, file === undefined ? "dir" : "file", file ?? "");
    }),
  };
}

function fileAnswer(call: Call, path: string, ref: string, content: string): Answer {
  const accept = call.headers.accept ?? "";
  if (/application\/vnd\.github(\.v3)?\.raw/.test(accept)) {
    return {
      status: 200,
      raw: { contentType: "application/vnd.github.raw+json; charset=utf-8", text: content },
    };
  }
  const inline = Buffer.byteLength(content) <= LARGEST_INLINE;
  // GitHub breaks base64 after 60 characters.
  const encoded = Buffer.from(content)
    .toString("base64")
    .replace(/.{1,60}/g, "$&\n");
  return {
    status: 200,
    body: {
      ...entry(call, path, ref, "file", content),
      content: inline ? encoded : "",
      encoding: inline ? "base64" : "none",
    },
  };
}

function entry(call: Call, path: string, ref: string, type: "file" | "dir", content: string): JsonObject {
  const size = type === "dir" ? 0 : Buffer.byteLength(content);
  const sha = createHash("sha1")
    .update(type === "dir" ? path : `blob ${size}\0${content}`)
    .digest("hex");
  const self = `${repositoryUrl(call)}/contents/${encodeURI(path)}?ref=${encodeURIComponent(ref)}`;
  const git = `${repositoryUrl(call)}/git/${type === "dir" ? "trees" : "blobs"}/${sha}`;
  const html = `${repositorySite(call.state)}/${type === "dir" ? "tree" : "blob"}/${encodeURI(`${ref}/${path}`)}`;
  const raw = `https://raw.githubusercontent.com/${call.state.owner}/${call.state.name}/${encodeURI(`${ref}/${path}`)}`;
  return {
    name: path.split("/").at(-1) ?? path,
    path,
    sha,
    size,
    url: self,
    html_url: html,
    git_url: git,
    download_url: type === "dir" ? null : raw,
    type,
    _links: { self, git, html },
  };
}
