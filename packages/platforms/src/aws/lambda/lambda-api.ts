import type {
  AliasConfiguration,
  FunctionConfiguration,
  GetProvisionedConcurrencyConfigResponse,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import {
  ActionError,
  type AwsAccess,
  awsClientConfig,
  awsError,
  awsErrorName,
  type Clock,
  errorMessage,
  type HttpClient,
  type Log,
  reportAwsCalls,
  suggest,
} from "@deploy-actions/kernel";
import type { LambdaTarget } from "@deploy-actions/rollout";

/** What a Lambda target needs. */
export interface LambdaPlatformOptions {
  readonly target: LambdaTarget;
  readonly access: AwsAccess;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
}

/** Code of a release, its variables replaced. */
export type LambdaCode = { readonly image: string } | { readonly bucket: string; readonly key: string };

/** A change of the alias, all of it in one call. */
export interface AliasChange {
  readonly functionVersion: string;
  /** Additional version to its share, 0 to 1; empty: none. */
  readonly weights: Readonly<Record<string, number>>;
  readonly description: string;
  /** Of the alias this is a change of; another one there is a `conflict` and nothing is changed. */
  readonly revisionId: string | undefined;
}

/** Most pages of versions, aliases or functions that are read (50 entries each). */
const MAX_PAGES = 100;

/** The calls of Lambda's API on one function and one alias. Every error is an {@link ActionError} that names the call. */
export class LambdaApi {
  readonly #options: LambdaPlatformOptions;
  readonly #sdk: typeof import("@aws-sdk/client-lambda");
  readonly #client: LambdaClient;
  readonly #signal: AbortSignal;

  constructor(
    options: LambdaPlatformOptions,
    sdk: typeof import("@aws-sdk/client-lambda"),
    client: LambdaClient,
    signal: AbortSignal,
  ) {
    this.#options = options;
    this.#sdk = sdk;
    this.#client = client;
    this.#signal = signal;
  }

  /** The alias; a `config` error with the nearest names when it, or the function, is not there. */
  async alias(): Promise<AliasConfiguration> {
    const { function: name, alias } = this.#options.target;
    const command = new this.#sdk.GetAliasCommand({ FunctionName: name, Name: alias });
    return this.#ask(
      `read the alias ${alias} of the function ${name}`,
      "GetAlias",
      () => this.#send(command),
      {
        onMissing: () => this.#missing(),
      },
    );
  }

  /** A version (`$LATEST` for the unpublished one); `undefined` when it is not there. */
  async version(functionVersion: string): Promise<FunctionConfiguration | undefined> {
    const { function: name } = this.#options.target;
    const command = new this.#sdk.GetFunctionConfigurationCommand({
      FunctionName: name,
      Qualifier: functionVersion,
    });
    return this.#ask(
      `read version ${functionVersion} of the function ${name}`,
      "GetFunctionConfiguration",
      () => this.#send(command),
      { onMissing: async () => undefined },
    );
  }

  /** All published versions, the newest first. */
  async versions(): Promise<readonly FunctionConfiguration[]> {
    const { function: name } = this.#options.target;
    const found: FunctionConfiguration[] = [];
    let marker: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const command = new this.#sdk.ListVersionsByFunctionCommand({
        FunctionName: name,
        ...(marker === undefined ? {} : { Marker: marker }),
      });
      const answer = await this.#ask(
        `list the versions of the function ${name}`,
        "ListVersionsByFunction",
        () => this.#send(command),
      );
      found.push(...(answer.Versions ?? []));
      marker = answer.NextMarker === "" ? undefined : answer.NextMarker;
      if (marker === undefined) break;
    }
    return found
      .filter(({ Version }) => /^[0-9]+$/.test(Version ?? ""))
      .sort((a, b) => Number(b.Version) - Number(a.Version));
  }

  async updateAlias(change: AliasChange): Promise<void> {
    const { function: name, alias } = this.#options.target;
    const command = new this.#sdk.UpdateAliasCommand({
      FunctionName: name,
      Name: alias,
      FunctionVersion: change.functionVersion,
      RoutingConfig: { AdditionalVersionWeights: { ...change.weights } },
      Description: change.description,
      ...(change.revisionId === undefined ? {} : { RevisionId: change.revisionId }),
    });
    await this.#ask(`update the alias ${alias} of the function ${name}`, "UpdateAlias", () =>
      this.#send(command),
    );
  }

  /** Puts the code into `$LATEST`; a `config` error when the image or object cannot be had. */
  async updateCode(code: LambdaCode): Promise<void> {
    const { function: name } = this.#options.target;
    const from = "image" in code ? code.image : `s3://${code.bucket}/${code.key}`;
    const command = new this.#sdk.UpdateFunctionCodeCommand({
      FunctionName: name,
      ...("image" in code ? { ImageUri: code.image } : { S3Bucket: code.bucket, S3Key: code.key }),
    });
    await this.#ask(`put ${from} into the function ${name}`, "UpdateFunctionCode", async () => {
      try {
        await this.#send(command);
      } catch (error) {
        if (awsErrorName(error) !== "InvalidParameterValueException") throw error;
        throw new ActionError(
          "config",
          `AWS did not put ${from} into the function ${name}: ${errorMessage(error)}`,
          {
            cause: error,
            hint: "Nothing was changed. Is it there, in this region, and may Lambda read it?",
          },
        );
      }
    });
  }

  /** Publishes `$LATEST`, if it still has this code; the newest version when nothing has changed since that one. */
  async publish(codeSha256: string | undefined, description: string): Promise<FunctionConfiguration> {
    const { function: name } = this.#options.target;
    const command = new this.#sdk.PublishVersionCommand({
      FunctionName: name,
      Description: description,
      ...(codeSha256 === undefined ? {} : { CodeSha256: codeSha256 }),
    });
    return this.#ask(`publish a version of the function ${name}`, "PublishVersion", () =>
      this.#send(command),
    );
  }

  /** Sets the description of `$LATEST`. */
  async describe(description: string): Promise<void> {
    const { function: name } = this.#options.target;
    const command = new this.#sdk.UpdateFunctionConfigurationCommand({
      FunctionName: name,
      Description: description,
    });
    await this.#ask(`describe the function ${name}`, "UpdateFunctionConfiguration", () =>
      this.#send(command),
    );
  }

  /** The provisioned concurrency of the alias; `undefined` when it has none. */
  async provisioned(): Promise<GetProvisionedConcurrencyConfigResponse | undefined> {
    const { function: name, alias } = this.#options.target;
    const command = new this.#sdk.GetProvisionedConcurrencyConfigCommand({
      FunctionName: name,
      Qualifier: alias,
    });
    return this.#ask(
      `read the provisioned concurrency of the alias ${alias} of the function ${name}`,
      "GetProvisionedConcurrencyConfig",
      () => this.#send(command),
      { onMissing: async () => undefined },
    );
  }

  /** The error for an alias that is not there: with the nearest alias, or the nearest function when that is missing too. */
  async #missing(): Promise<never> {
    const { function: name, alias } = this.#options.target;
    const { region } = this.#options.access;
    const command = new this.#sdk.ListAliasesCommand({ FunctionName: name });
    const aliases = await this.#ask(
      `list the aliases of the function ${name}`,
      "ListAliases",
      () => this.#send(command),
      { onMissing: async () => undefined },
    );
    if (aliases !== undefined) {
      const names = (aliases.Aliases ?? []).flatMap(({ Name }) => Name ?? []);
      throw new ActionError(
        "config",
        `The function ${name} in ${region} has no alias ${alias}.${suggest(alias, names)}`,
        {
          hint: "Make it once, on $LATEST or on the version that serves today: deploy-actions moves aliases, it makes none.",
        },
      );
    }
    const functions = await this.#functionNames();
    throw new ActionError("config", `There is no function ${name} in ${region}.${suggest(name, functions)}`);
  }

  async #functionNames(): Promise<readonly string[]> {
    const names: string[] = [];
    let marker: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const command = new this.#sdk.ListFunctionsCommand(marker === undefined ? {} : { Marker: marker });
      const answer = await this.#ask("list the functions", "ListFunctions", () => this.#send(command));
      names.push(...(answer.Functions ?? []).flatMap(({ FunctionName }) => FunctionName ?? []));
      marker = answer.NextMarker === "" ? undefined : answer.NextMarker;
      if (marker === undefined) break;
    }
    return names;
  }

  // The SDK's own overloads give each command its answer.
  get #send(): LambdaClient["send"] {
    return this.#client.send.bind(this.#client) as LambdaClient["send"];
  }

  async #ask<T, M = never>(
    what: string,
    operation: string,
    run: () => Promise<T>,
    options: { readonly onMissing?: () => Promise<M> } = {},
  ): Promise<T | M> {
    if (this.#signal.aborted) throw new ActionError("cancelled", `Cancelled before asking AWS to ${what}`);
    try {
      return await run();
    } catch (error) {
      if (this.#signal.aborted) throw new ActionError("cancelled", `Cancelled while asking AWS to ${what}`);
      const name = awsErrorName(error) ?? "";
      if (options.onMissing !== undefined && /NotFoundException$/.test(name))
        return await options.onMissing();
      throw awsError(error, what, `lambda:${operation}`);
    }
  }
}

/** The API for the calls of one method of the platform; loads the SDK. */
export async function openLambda(options: LambdaPlatformOptions, signal: AbortSignal): Promise<LambdaApi> {
  const sdk = await import("@aws-sdk/client-lambda");
  const { access, http } = options;
  const client = new sdk.LambdaClient(awsClientConfig(access, http, signal));
  return new LambdaApi(options, sdk, reportAwsCalls(client, "lambda", access), signal);
}
