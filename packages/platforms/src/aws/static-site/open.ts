import type { Platform } from "../../platform.ts";
import type { StaticSitePlatformOptions } from "./site-session.ts";

/** A folder in a bucket behind CloudFront as a platform; nothing of AWS is loaded before it is asked for something. */
export async function createStaticSitePlatform(options: StaticSitePlatformOptions): Promise<Platform> {
  const { createPlatform } = await import("./static-site-platform.ts");
  return createPlatform(options);
}
