import type { Platform } from "../platform.ts";
import type { HelmPlatformOptions } from "./helm-command.ts";

/** A Helm release as a platform, by the `helm` on PATH. */
export async function createHelmPlatform(options: HelmPlatformOptions): Promise<Platform> {
  const { createPlatform } = await import("./helm-platform.ts");
  return createPlatform(options);
}
