/** How an object of a site is served. */
export interface SiteHeaders {
  readonly contentType: string;
  readonly cacheControl: string;
}

const TYPES: Readonly<Record<string, string>> = {
  avif: "image/avif",
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  gif: "image/gif",
  htm: "text/html; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  map: "application/json",
  md: "text/markdown; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  ogg: "audio/ogg",
  otf: "font/otf",
  pdf: "application/pdf",
  png: "image/png",
  rss: "application/rss+xml",
  svg: "image/svg+xml",
  ttf: "font/ttf",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  wav: "audio/wav",
  webm: "video/webm",
  webmanifest: "application/manifest+json",
  webp: "image/webp",
  woff: "font/woff",
  woff2: "font/woff2",
  xml: "application/xml",
  zip: "application/zip",
};

const YEAR = "public, max-age=31536000, immutable";
const REVALIDATE = "public, max-age=0, must-revalidate";

/**
 * Content type by extension (`application/octet-stream` when unknown) and caching: a file whose name carries a hash of its
 * content may be kept for a year, everything else is asked for again each time.
 */
export function siteHeaders(path: string): SiteHeaders {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const isDocument = extension === "html" || extension === "htm";
  return {
    contentType: name.includes(".")
      ? (TYPES[extension] ?? "application/octet-stream")
      : "application/octet-stream",
    cacheControl: !isDocument && hasHash(name) ? YEAR : REVALIDATE,
  };
}

/**
 * Whether the last part of a name before its extension is a hash as bundlers write it: 8 or more hexadecimal digits
 * (webpack, Parcel), or exactly 8 characters of esbuild's capitals and digits or of Rollup's mixed alphabet. A word (`-component`)
 * or a date (`-20240101`) must not pass: a wrong year in a browser's cache cannot be taken back, a wrong revalidation can.
 */
function hasHash(name: string): boolean {
  const match = /[.-]([A-Za-z0-9_-]{8,64})(?:\.[a-z0-9]+){1,2}$/.exec(name);
  const text = match?.[1]?.split(/[.]/).at(-1) ?? "";
  // Rollup's alphabet has the hyphen too; of a longer text only what follows the last one is looked at.
  return [text, text.slice(text.lastIndexOf("-") + 1), text.slice(-8)].some(isHash);
}

function isHash(text: string): boolean {
  const hasDigit = /[0-9]/.test(text);
  if (/^[0-9a-f]{8,64}$/.test(text)) return hasDigit && /[a-f]/.test(text);
  if (/^[A-Z2-7]{8}$/.test(text)) return hasDigit && /[A-Z]/.test(text);
  return /^[A-Za-z0-9_-]{8}$/.test(text) && hasDigit && /[a-z]/.test(text) && /[A-Z]/.test(text);
}
