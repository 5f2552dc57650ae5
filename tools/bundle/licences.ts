import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

/** One third-party package inside the bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

const ALLOWED = new Set([
  "MIT",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "0BSD",
  "BlueOak-1.0.0",
]);

/**
 * The third-party packages of a bundle, from the modules webpack says are in it, sorted by name and version.
 *
 * Throws when a package has no licence text or a licence that does not fit.
 */
export function bundledPackages(modulePaths: Iterable<string>): BundledPackage[] {
  const folders = new Set<string>();
  for (const path of modulePaths) {
    const folder = packageFolder(path);
    if (folder !== undefined) folders.add(folder);
  }
  const byId = new Map<string, BundledPackage>();
  for (const folder of folders) {
    const found = readPackage(folder);
    byId.set(`${found.name}@${found.version}`, found);
  }
  return [...byId.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/** The text of `dist/LICENCES.txt`. */
export function licencesText(packages: readonly BundledPackage[]): string {
  const head = `The files in this folder hold the third-party packages below.\n\n${packages
    .map((item) => `- ${item.name} ${item.version} (${item.licence})`)
    .join("\n")}\n`;
  const rule = "-".repeat(80);
  const texts = packages.map(
    (item) => `${rule}\n${item.name} ${item.version}\n${rule}\n\n${item.text.trim()}\n`,
  );
  return [head, ...texts].join("\n").replaceAll("\r\n", "\n");
}

function packageFolder(path: string): string | undefined {
  const mark = `${sep}node_modules${sep}`;
  const start = path.lastIndexOf(mark);
  if (start === -1) return undefined;
  const parts = path.slice(start + mark.length).split(sep);
  const name = parts[0]?.startsWith("@") ? parts.slice(0, 2) : parts.slice(0, 1);
  return join(path.slice(0, start), "node_modules", ...name);
}

function readPackage(folder: string): BundledPackage {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
    license?: string;
    author?: string | { name?: string };
  };
  const licence = manifest.license ?? "none stated";
  if (!ALLOWED.has(licence)) {
    throw new Error(
      `${manifest.name} ${manifest.version} has licence "${licence}", which is not one we bundle.`,
    );
  }
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort();
  const shipped = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n\n");
  const author =
    typeof manifest.author === "string" ? manifest.author : (manifest.author?.name ?? "its authors");
  const text = shipped.trim() === "" ? standardText(manifest.name, licence, author) : shipped;
  return { name: manifest.name, version: manifest.version, licence, text };
}

/** The licence's own standard text, for the packages that name a licence in their manifest but ship no file of it. */
function standardText(name: string, licence: string, author: string): string {
  const text = STANDARD_TEXTS.get(licence);
  if (text === undefined)
    throw new Error(`${name} ships no licence text, and none for ${licence} is known here.`);
  return `(The package ships no licence file; its manifest says ${licence}.)\n\nCopyright (c) ${author}\n\n${text}`;
}

const MIT_TEXT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const ISC_TEXT = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.`;

/** The notice of the licence's appendix; its full text stands with the other packages under it. */
const APACHE_TEXT = `Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with the
License. You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on an
"AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the specific
language governing permissions and limitations under the License.`;

const STANDARD_TEXTS = new Map([
  ["Apache-2.0", APACHE_TEXT],
  ["MIT", MIT_TEXT],
  ["ISC", ISC_TEXT],
]);
