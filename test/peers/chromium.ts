/** Chromium as a peer of the tests (Debian package): `node test/peers/chromium.ts` prints the path of the program. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { candidateVersion, downloadPackages, fetchLists, MACHINE_LISTS, missingPackages } from "./apt.ts";
import { cachedPeer, hasCachedPeer } from "./cache.ts";
import { unpackPackages, writeStarter } from "./debian.ts";

const run = promisify(execFile);
const PROGRAM = "chromium";
const INSTALLED = "/usr/bin/chromium";
/** Text without a font has no width, and nothing could be seen to overflow; the first is as wide as Arial. */
const FONTS = ["fonts-liberation", "fonts-dejavu-core"];
const PACKAGES = [PROGRAM, ...FONTS];

/**
 * The path of the program: the machine's own, or one in the cache folder. The archive replaces its only version every few weeks, so
 * none is named here: it is the one that the lists of the machine name, and today's when that is not in the cache.
 */
export async function installChromium(): Promise<string> {
  if (existsSync(INSTALLED)) return INSTALLED;
  const known = await candidateVersion(MACHINE_LISTS, PROGRAM).catch(() => undefined);
  if (known !== undefined && (await hasCachedPeer(peerName(known)))) {
    return join(await cachedPeer(peerName(known), async () => undefined), PROGRAM);
  }
  const state = await mkdtemp(join(tmpdir(), "deploy-actions-apt-"));
  try {
    const lists = await fetchLists(state);
    const version = await candidateVersion(lists, PROGRAM);
    if (version === undefined) throw new Error(`The archive of this machine has no ${PROGRAM}.`);
    const folder = await cachedPeer(peerName(version), async (staging) => {
      const downloads = join(staging, "downloads");
      await downloadPackages(lists, await missingPackages(lists, PACKAGES), downloads);
      await unpackPackages(downloads, join(staging, "root"));
      await writeFile(join(staging, "fonts.conf"), fontsConfiguration());
      const start = await writeStarter(staging, {
        name: PROGRAM,
        program: "usr/lib/chromium/chromium",
        libraryFolders: ["pulseaudio"],
        environment: { FONTCONFIG_FILE: "$here/fonts.conf" },
      });
      await run(start, ["--version"]);
    });
    return join(folder, PROGRAM);
  } finally {
    await rm(state, { recursive: true, force: true });
  }
}

/** The cache's name of a version, e.g. `chromium-156.0.8078.79` for `156.0.8078.79-1~deb12u1`. */
function peerName(version: string): string {
  return `${PROGRAM}-${version.replace(/-[^-]*$/, "")}`;
}

/** Fonts of the machine, and those that came with the program; a family that is not there is Liberation Sans. */
function fontsConfiguration(): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    "<fontconfig>",
    "  <dir>/usr/share/fonts</dir>",
    '  <dir prefix="relative">root/usr/share/fonts</dir>',
    '  <match target="pattern"><edit name="family" mode="append_last">',
    "    <string>Liberation Sans</string><string>DejaVu Sans</string>",
    "  </edit></match>",
    '  <cachedir prefix="xdg">fontconfig</cachedir>',
    "</fontconfig>",
    "",
  ].join("\n");
}

if (import.meta.main) console.log(await installChromium());
