import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import {
  ActionError,
  awsClientConfig,
  awsErrorName,
  errorMessage,
  type PreflightProblem,
  reportAwsCalls,
} from "@deploy-actions/kernel";
import { LATEST } from "./alias-state.ts";
import type { LambdaApi, LambdaPlatformOptions } from "./lambda-api.ts";

/** What of a Lambda target is missing or cannot work, all of it; changes nothing. */
export async function preflightLambda(
  options: LambdaPlatformOptions,
  api: LambdaApi,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const { target } = options;
  const problems: PreflightProblem[] = [];
  const note = async <T>(body: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await body();
    } catch (error) {
      if (!(error instanceof ActionError) || error.code === "cancelled") throw error;
      problems.push({ code: problemCode(error), text: error.message, hint: error.hint });
      return undefined;
    }
  };
  const alias = await note(() => api.alias());
  const latest = await note(() => api.version(LATEST));
  const live = alias?.FunctionVersion;
  const stable = live === undefined || live === LATEST ? undefined : await note(() => api.version(live));
  if (alias !== undefined) {
    await note(() => api.versions());
    await note(() => api.provisioned());
  }
  if (latest !== undefined) {
    const isImage = latest.PackageType === "Image";
    if (isImage !== "image" in target.code) {
      const has = isImage ? "an image" : "an archive";
      const given = isImage ? "an object of a bucket" : "an image";
      problems.push({
        code: "code_kind",
        text: `The function ${target.function} runs ${has}, and the target gives it ${given}.`,
        hint: `Give the target ${isImage ? "`image`" : "`bucket` and `key`"}: Lambda never changes the package type of a function.`,
      });
    }
    if (stable !== undefined) problems.push(...differences(latest, stable));
  }
  if ("bucket" in target.code && !target.code.bucket.includes("${")) {
    const { bucket } = target.code;
    await note(() => requireBucket(options, bucket, signal));
  }
  return problems;
}

/** Two versions share an alias only with the same execution role and dead-letter queue. */
function differences(
  latest: FunctionConfiguration,
  stable: FunctionConfiguration,
): readonly PreflightProblem[] {
  const facts = [
    ["execution role", latest.Role, stable.Role],
    ["dead-letter queue", latest.DeadLetterConfig?.TargetArn, stable.DeadLetterConfig?.TargetArn],
  ] as const;
  return facts.flatMap(([what, next, now]) =>
    next === now
      ? []
      : [
          {
            code: "versions_differ",
            text: `The next version would have the ${what} ${next ?? "none"}, version ${stable.Version} that serves has ${now ?? "none"}.`,
            hint: "Lambda divides an alias only between versions that have the same: move the alias to such a version at once first.",
          },
        ],
  );
}

async function requireBucket(
  options: LambdaPlatformOptions,
  bucket: string,
  signal: AbortSignal,
): Promise<void> {
  const sdk = await import("@aws-sdk/client-s3");
  const { access, http } = options;
  const client = new sdk.S3Client({
    ...awsClientConfig(access, http, signal),
    ...(access.endpoint === undefined ? {} : { forcePathStyle: true }),
    // A bucket of another region is told by its redirect.
    followRegionRedirects: false,
  });
  try {
    await reportAwsCalls(client, "s3", access).send(new sdk.HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (signal.aborted) throw new ActionError("cancelled", "Cancelled");
    // HEAD answers have no body: the name is all there is, and 403 also means a bucket of another account.
    const name = awsErrorName(error) ?? errorMessage(error);
    const text = `The bucket ${bucket} of the function's code cannot be read in ${access.region}: ${name}`;
    throw new ActionError(name === "NotFound" ? "config" : "permission", text, {
      cause: error,
      hint: "It has to be there, in the function's region, and the role of this job needs s3:ListBucket on it and s3:GetObject on the objects.",
    });
  }
}

function problemCode(error: ActionError): string {
  if (error.code === "permission") return "permission_missing";
  return error.code === "config" ? "not_found" : "not_checked";
}
