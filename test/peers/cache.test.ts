import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { cachedPeer, peersFolder } from "./cache.ts";

describe("the cache of peers", () => {
  const cacheBefore = process.env.XDG_CACHE_HOME;
  let cache: string;

  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), "deploy-actions-cache-"));
    process.env.XDG_CACHE_HOME = cache;
  });

  afterEach(() => {
    if (cacheBefore === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = cacheBefore;
    rmSync(cache, { recursive: true, force: true });
  });

  async function install(staging: string): Promise<void> {
    writeFileSync(join(staging, "program"), "");
  }

  test("installs a peer once", async () => {
    const folder = await cachedPeer("peer-1.0", install);
    expect(existsSync(join(folder, "program"))).toBe(true);
    await cachedPeer("peer-1.0", () => Promise.reject(new Error("a second time")));
    expect(readdirSync(peersFolder())).toEqual(["peer-1.0"]);
  });

  test("leaves nothing of an installation that failed, and tries again", async () => {
    const failing = cachedPeer("peer-1.0", async (staging) => {
      await install(staging);
      throw new Error("no network");
    });
    await expect(failing).rejects.toThrow("no network");
    expect(readdirSync(peersFolder())).toEqual([]);
    await cachedPeer("peer-1.0", install);
  });

  test("gives two that install at once the same folder", async () => {
    const folders = await Promise.all([cachedPeer("peer-1.0", install), cachedPeer("peer-1.0", install)]);
    expect(new Set(folders).size).toBe(1);
    expect(readdirSync(peersFolder())).toEqual(["peer-1.0"]);
  });
});
