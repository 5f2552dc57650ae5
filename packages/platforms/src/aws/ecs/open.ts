import type { Platform } from "../../platform.ts";
import type { EcsPlatformOptions } from "./ecs-session.ts";

/** Services of an ECS cluster as a platform; the SDK is loaded with its first call. */
export async function createEcsPlatform(options: EcsPlatformOptions): Promise<Platform> {
  const { buildEcsPlatform } = await import("./ecs-platform.ts");
  return buildEcsPlatform(options);
}
