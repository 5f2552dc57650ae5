import type { Platform } from "../../platform.ts";
import type { LambdaPlatformOptions } from "./lambda-api.ts";

/** A Lambda function behind a weighted alias as a platform; nothing of AWS is loaded before it is asked for something. */
export async function createLambdaPlatform(options: LambdaPlatformOptions): Promise<Platform> {
  const { createPlatform } = await import("./lambda-platform.ts");
  return createPlatform(options);
}
