import type { Platform } from "../platform.ts";
import type { HaproxyPlatformOptions } from "./haproxy-options.ts";
import type { HaproxyCounts } from "./read-haproxy-counts.ts";

/** Two servers of an HAProxy backend as a platform, moved through the runtime API. */
export async function createHaproxyPlatform(options: HaproxyPlatformOptions): Promise<Platform> {
  const { createPlatform } = await import("./haproxy-platform.ts");
  return createPlatform(options);
}

/** What HAProxy counted for both releases until now; rejects as `observe` does. */
export async function readHaproxyCounts(
  options: HaproxyPlatformOptions,
  signal: AbortSignal,
): Promise<HaproxyCounts> {
  const { readCounts } = await import("./read-haproxy-counts.ts");
  return readCounts(options, signal);
}
