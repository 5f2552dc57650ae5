export const id = 749;
export const ids = [749];
export const modules = {

/***/ 10749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createPlatform: () => (/* binding */ createPlatform)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/traffic-state.js
var traffic_state = __webpack_require__(40291);
// EXTERNAL MODULE: ./packages/platforms/lib/aws/wait-until.js
var wait_until = __webpack_require__(41310);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/platforms/lib/release-description.js
var release_description = __webpack_require__(18412);
;// CONCATENATED MODULE: ./packages/platforms/lib/aws/lambda/release-mark.js


/** Longest description of a function version or an alias (the API's own limit). */
const MAX_DESCRIPTION = 256;
const FOREIGN = /^function-version-([0-9]+)$/;
const STAGED = / ?\[deploy-actions candidate ([0-9]+)\]$/;
/** The release of a function version: from its description, or `function-version-<number>` when it is not one of ours. */
function releaseOf(description, functionVersion) {
    return (0,release_description/* parseDescription */.a)(description) ?? { version: `function-version-${functionVersion}` };
}
/** The number in `function-version-<number>`, the name of a version that is not one of ours. */
function foreignVersion(release) {
    return FOREIGN.exec(release.version)?.[1];
}
/** An alias' description as its owner wrote it, and the version that is marked in it as the candidate at 0 %. */
function readAliasDescription(description) {
    const text = description ?? "";
    const match = STAGED.exec(text);
    return match === null
        ? { own: text, staged: undefined }
        : { own: text.slice(0, match.index), staged: match[1] };
}
/** The alias' description with the candidate marked; `undefined` when it does not fit. */
function markAliasDescription(own, functionVersion) {
    const text = `${own === "" ? "" : `${own} `}[deploy-actions candidate ${functionVersion}]`;
    return (0,lib/* utf8Length */.wI)(text) <= MAX_DESCRIPTION ? text : undefined;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/lambda/alias-state.js




/** Version number of what was never published. An alias on it has no release of ours yet, and can hold no weights. */
const LATEST = "$LATEST";
/** Reads the alias and the versions it names. */
async function readAliasState(api) {
    const alias = await api.alias();
    const functionVersion = alias.FunctionVersion ?? LATEST;
    const weights = Object.entries(alias.RoutingConfig?.AdditionalVersionWeights ?? {});
    const [additional, ...more] = weights;
    if (more.length > 0) {
        const versions = weights.map(([version]) => version).join(", ");
        throw new lib/* ActionError */.lZ("conflict", `The alias divides its traffic between more than two versions: ${versions}`, {
            hint: "Leave at most one additional version in its routing configuration.",
        });
    }
    const { own, staged } = readAliasDescription(alias.Description);
    const named = additional?.[0] ?? staged;
    const wanted = named === functionVersion ? undefined : named;
    const found = wanted === undefined ? undefined : await api.version(wanted);
    const candidateVersion = found === undefined ? undefined : wanted;
    const candidateWeight = candidateVersion === undefined ? 0 : toPercent(additional?.[1] ?? 0);
    const stable = functionVersion === LATEST ? null : await runningVersion(api, functionVersion);
    return {
        functionVersion,
        candidateVersion,
        isCandidateForeign: found !== undefined && (0,release_description/* parseDescription */.a)(found.Description) === undefined,
        ownDescription: own,
        revisionId: alias.RevisionId,
        traffic: {
            stable,
            candidate: found === undefined || wanted === undefined ? null : toRunning(found, wanted),
            candidateWeight,
            revision: revisionOf(functionVersion, candidateVersion, candidateWeight),
        },
    };
}
async function runningVersion(api, functionVersion) {
    const found = await api.version(functionVersion);
    if (found !== undefined)
        return toRunning(found, functionVersion);
    return {
        release: releaseOf(undefined, functionVersion),
        ready: false,
        detail: `The alias points at version ${functionVersion}, which is not there`,
    };
}
/** What a version's configuration says of it. */
function toRunning(found, functionVersion) {
    const release = releaseOf(found.Description, functionVersion);
    const reason = found.StateReason ?? found.StateReasonCode ?? "no reason given";
    const id = functionVersion;
    switch (found.State) {
        case undefined:
        case "Active":
            return { release, id, ready: true };
        case "Inactive":
            return {
                release,
                id,
                ready: true,
                detail: `Version ${functionVersion} was idle for weeks: its first requests fail until Lambda has it back`,
            };
        case "Failed":
            return {
                release,
                id,
                ready: false,
                detail: `Version ${functionVersion} failed to start: ${reason}`,
                failure: {
                    reason: failureReason(found.StateReasonCode),
                    text: `Version ${functionVersion} of ${found.FunctionName ?? "the function"} failed to start: ${reason}`,
                    lines: [],
                },
            };
        default:
            return { release, ready: false, detail: `Version ${functionVersion} is ${found.State}: ${reason}` };
    }
}
/** Lambda's `StateReasonCode` (`ImageAccessDenied`, `FunctionError.InitTimeout`, …) as a reason code of ours. */
function failureReason(code) {
    if (code === undefined)
        return "start_failed";
    if (code.includes("Image"))
        return "image_pull";
    if (code.startsWith("FunctionError"))
        return "init_failed";
    return code.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();
}
/** A share of 0 to 1 in per cent, without the noise of binary fractions. */
function toPercent(share) {
    return Number((share * 100).toFixed(4));
}
/**
 * What matters of the alias. Lambda's own RevisionId is not it: it also changes with a description or a permission. It is
 * sent with each change all the same, so that nothing can come between the look and the change.
 */
function revisionOf(stable, candidate, weight) {
    const facts = JSON.stringify([stable, candidate ?? null, weight]);
    return (0,external_node_crypto_.createHash)("sha256").update(facts).digest("hex").slice(0, 16);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/lambda/lambda-api.js

/** Most pages of versions, aliases or functions that are read (50 entries each). */
const MAX_PAGES = 100;
/** The calls of Lambda's API on one function and one alias. Every error is an {@link ActionError} that names the call. */
class LambdaApi {
    #options;
    #sdk;
    #client;
    #signal;
    constructor(options, sdk, client, signal) {
        this.#options = options;
        this.#sdk = sdk;
        this.#client = client;
        this.#signal = signal;
    }
    /** The alias; a `config` error with the nearest names when it, or the function, is not there. */
    async alias() {
        const { function: name, alias } = this.#options.target;
        const command = new this.#sdk.GetAliasCommand({ FunctionName: name, Name: alias });
        return this.#ask(`read the alias ${alias} of the function ${name}`, "GetAlias", () => this.#send(command), {
            onMissing: () => this.#missing(),
        });
    }
    /** A version (`$LATEST` for the unpublished one); `undefined` when it is not there. */
    async version(functionVersion) {
        const { function: name } = this.#options.target;
        const command = new this.#sdk.GetFunctionConfigurationCommand({
            FunctionName: name,
            Qualifier: functionVersion,
        });
        return this.#ask(`read version ${functionVersion} of the function ${name}`, "GetFunctionConfiguration", () => this.#send(command), { onMissing: async () => undefined });
    }
    /** All published versions, the newest first. */
    async versions() {
        const { function: name } = this.#options.target;
        const found = [];
        let marker;
        for (let page = 0; page < MAX_PAGES; page += 1) {
            const command = new this.#sdk.ListVersionsByFunctionCommand({
                FunctionName: name,
                ...(marker === undefined ? {} : { Marker: marker }),
            });
            const answer = await this.#ask(`list the versions of the function ${name}`, "ListVersionsByFunction", () => this.#send(command));
            found.push(...(answer.Versions ?? []));
            marker = answer.NextMarker === "" ? undefined : answer.NextMarker;
            if (marker === undefined)
                break;
        }
        return found
            .filter(({ Version }) => /^[0-9]+$/.test(Version ?? ""))
            .sort((a, b) => Number(b.Version) - Number(a.Version));
    }
    async updateAlias(change) {
        const { function: name, alias } = this.#options.target;
        const command = new this.#sdk.UpdateAliasCommand({
            FunctionName: name,
            Name: alias,
            FunctionVersion: change.functionVersion,
            RoutingConfig: { AdditionalVersionWeights: { ...change.weights } },
            Description: change.description,
            ...(change.revisionId === undefined ? {} : { RevisionId: change.revisionId }),
        });
        await this.#ask(`update the alias ${alias} of the function ${name}`, "UpdateAlias", () => this.#send(command));
    }
    /** Puts the code into `$LATEST`; a `config` error when the image or object cannot be had. */
    async updateCode(code) {
        const { function: name } = this.#options.target;
        const from = "image" in code ? code.image : `s3://${code.bucket}/${code.key}`;
        const command = new this.#sdk.UpdateFunctionCodeCommand({
            FunctionName: name,
            ...("image" in code ? { ImageUri: code.image } : { S3Bucket: code.bucket, S3Key: code.key }),
        });
        await this.#ask(`put ${from} into the function ${name}`, "UpdateFunctionCode", async () => {
            try {
                await this.#send(command);
            }
            catch (error) {
                if ((0,lib/* awsErrorName */.ZH)(error) !== "InvalidParameterValueException")
                    throw error;
                throw new lib/* ActionError */.lZ("config", `AWS did not put ${from} into the function ${name}: ${(0,lib/* errorMessage */.gJ)(error)}`, {
                    cause: error,
                    hint: "Nothing was changed. Is it there, in this region, and may Lambda read it?",
                });
            }
        });
    }
    /** Publishes `$LATEST`, if it still has this code; the newest version when nothing has changed since that one. */
    async publish(codeSha256, description) {
        const { function: name } = this.#options.target;
        const command = new this.#sdk.PublishVersionCommand({
            FunctionName: name,
            Description: description,
            ...(codeSha256 === undefined ? {} : { CodeSha256: codeSha256 }),
        });
        return this.#ask(`publish a version of the function ${name}`, "PublishVersion", () => this.#send(command));
    }
    /** Sets the description of `$LATEST`. */
    async describe(description) {
        const { function: name } = this.#options.target;
        const command = new this.#sdk.UpdateFunctionConfigurationCommand({
            FunctionName: name,
            Description: description,
        });
        await this.#ask(`describe the function ${name}`, "UpdateFunctionConfiguration", () => this.#send(command));
    }
    /** The provisioned concurrency of the alias; `undefined` when it has none. */
    async provisioned() {
        const { function: name, alias } = this.#options.target;
        const command = new this.#sdk.GetProvisionedConcurrencyConfigCommand({
            FunctionName: name,
            Qualifier: alias,
        });
        return this.#ask(`read the provisioned concurrency of the alias ${alias} of the function ${name}`, "GetProvisionedConcurrencyConfig", () => this.#send(command), { onMissing: async () => undefined });
    }
    /** The error for an alias that is not there: with the nearest alias, or the nearest function when that is missing too. */
    async #missing() {
        const { function: name, alias } = this.#options.target;
        const { region } = this.#options.access;
        const command = new this.#sdk.ListAliasesCommand({ FunctionName: name });
        const aliases = await this.#ask(`list the aliases of the function ${name}`, "ListAliases", () => this.#send(command), { onMissing: async () => undefined });
        if (aliases !== undefined) {
            const names = (aliases.Aliases ?? []).flatMap(({ Name }) => Name ?? []);
            throw new lib/* ActionError */.lZ("config", `The function ${name} in ${region} has no alias ${alias}.${(0,lib/* suggest */.ZA)(alias, names)}`, {
                hint: "Make it once, on $LATEST or on the version that serves today: deploy-actions moves aliases, it makes none.",
            });
        }
        const functions = await this.#functionNames();
        throw new lib/* ActionError */.lZ("config", `There is no function ${name} in ${region}.${(0,lib/* suggest */.ZA)(name, functions)}`);
    }
    async #functionNames() {
        const names = [];
        let marker;
        for (let page = 0; page < MAX_PAGES; page += 1) {
            const command = new this.#sdk.ListFunctionsCommand(marker === undefined ? {} : { Marker: marker });
            const answer = await this.#ask("list the functions", "ListFunctions", () => this.#send(command));
            names.push(...(answer.Functions ?? []).flatMap(({ FunctionName }) => FunctionName ?? []));
            marker = answer.NextMarker === "" ? undefined : answer.NextMarker;
            if (marker === undefined)
                break;
        }
        return names;
    }
    // The SDK's own overloads give each command its answer.
    get #send() {
        return this.#client.send.bind(this.#client);
    }
    async #ask(what, operation, run, options = {}) {
        if (this.#signal.aborted)
            throw new lib/* ActionError */.lZ("cancelled", `Cancelled before asking AWS to ${what}`);
        try {
            return await run();
        }
        catch (error) {
            if (this.#signal.aborted)
                throw new lib/* ActionError */.lZ("cancelled", `Cancelled while asking AWS to ${what}`);
            const name = (0,lib/* awsErrorName */.ZH)(error) ?? "";
            if (options.onMissing !== undefined && /NotFoundException$/.test(name))
                return await options.onMissing();
            throw (0,lib/* awsError */.es)(error, what, `lambda:${operation}`);
        }
    }
}
/** The API for the calls of one method of the platform; loads the SDK. */
async function openLambda(options, signal) {
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(1696)]).then(__webpack_require__.t.bind(__webpack_require__, 71696, 19));
    const { access, http } = options;
    const client = new sdk.LambdaClient((0,lib/* awsClientConfig */.rw)(access, http, signal));
    return new LambdaApi(options, sdk, (0,lib/* reportAwsCalls */.Dz)(client, "lambda", access), signal);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/lambda/lambda-preflight.js


/** What of a Lambda target is missing or cannot work, all of it; changes nothing. */
async function preflightLambda(options, api, signal) {
    const { target } = options;
    const problems = [];
    const note = async (body) => {
        try {
            return await body();
        }
        catch (error) {
            if (!(error instanceof lib/* ActionError */.lZ) || error.code === "cancelled")
                throw error;
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
        if (stable !== undefined)
            problems.push(...differences(latest, stable));
    }
    if ("bucket" in target.code && !target.code.bucket.includes("${")) {
        const { bucket } = target.code;
        await note(() => requireBucket(options, bucket, signal));
    }
    return problems;
}
/** Two versions share an alias only with the same execution role and dead-letter queue. */
function differences(latest, stable) {
    const facts = [
        ["execution role", latest.Role, stable.Role],
        ["dead-letter queue", latest.DeadLetterConfig?.TargetArn, stable.DeadLetterConfig?.TargetArn],
    ];
    return facts.flatMap(([what, next, now]) => next === now
        ? []
        : [
            {
                code: "versions_differ",
                text: `The next version would have the ${what} ${next ?? "none"}, version ${stable.Version} that serves has ${now ?? "none"}.`,
                hint: "Lambda divides an alias only between versions that have the same: move the alias to such a version at once first.",
            },
        ]);
}
async function requireBucket(options, bucket, signal) {
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(3711)]).then(__webpack_require__.t.bind(__webpack_require__, 53711, 19));
    const { access, http } = options;
    const client = new sdk.S3Client({
        ...(0,lib/* awsClientConfig */.rw)(access, http, signal),
        ...(access.endpoint === undefined ? {} : { forcePathStyle: true }),
        // A bucket of another region is told by its redirect.
        followRegionRedirects: false,
    });
    try {
        await (0,lib/* reportAwsCalls */.Dz)(client, "s3", access).send(new sdk.HeadBucketCommand({ Bucket: bucket }));
    }
    catch (error) {
        if (signal.aborted)
            throw new lib/* ActionError */.lZ("cancelled", "Cancelled");
        // HEAD answers have no body: the name is all there is, and 403 also means a bucket of another account.
        const name = (0,lib/* awsErrorName */.ZH)(error) ?? (0,lib/* errorMessage */.gJ)(error);
        const text = `The bucket ${bucket} of the function's code cannot be read in ${access.region}: ${name}`;
        throw new lib/* ActionError */.lZ(name === "NotFound" ? "config" : "permission", text, {
            cause: error,
            hint: "It has to be there, in the function's region, and the role of this job needs s3:ListBucket on it and s3:GetObject on the objects.",
        });
    }
}
function problemCode(error) {
    if (error.code === "permission")
        return "permission_missing";
    return error.code === "config" ? "not_found" : "not_checked";
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/lambda/publish-release.js





/** How often Lambda is asked whether it is done. */
const POLL_MS = 2_000;
/** The newest published version of a release, `undefined` when there is none. */
async function findVersion(api, release) {
    const versions = await api.versions();
    const ours = versions.find(({ Description }) => (0,release_description/* parseDescription */.a)(Description)?.version === release.version);
    if (ours !== undefined)
        return ours.Version;
    const foreign = foreignVersion(release);
    return versions.find(({ Version }) => foreign !== undefined && Version === foreign)?.Version;
}
/** Releases that have a version, the newest first; for messages. */
async function knownReleases(api) {
    const versions = await api.versions();
    const names = versions.flatMap(({ Description }) => (0,release_description/* parseDescription */.a)(Description)?.version ?? []);
    return [...new Set(names)].slice(0, 20);
}
/**
 * The version of a release: the one that is there, or a new one from the release's code. Code and configuration that are
 * those of another release are published once more under this one's description, because Lambda would give that version.
 */
async function publishRelease(api, options, release, signal) {
    const found = await findVersion(api, release);
    if (found !== undefined) {
        options.log.debug(`${release.version} is version ${found} of ${options.target.function} already`);
        return found;
    }
    const description = (0,release_description/* describeRelease */.N)(release, MAX_DESCRIPTION);
    if (description === undefined) {
        throw new lib/* ActionError */.lZ("config", `The release ${release.version.slice(0, 60)}… is too long a name for a function version: its description holds ${MAX_DESCRIPTION} bytes`);
    }
    const code = codeOf(options, release);
    await api.updateCode(code);
    const sha = await settled(api, options, "code", signal);
    const first = await api.publish(sha, description);
    if (isOf(first.Description, release))
        return numberOf(first.Version);
    // Nothing had changed since that version: only another description makes it another one.
    const own = (await api.version(LATEST))?.Description ?? "";
    await api.describe(description);
    await settled(api, options, "description", signal);
    const second = await api.publish(sha, description);
    await api.describe(own);
    await settled(api, options, "description", signal);
    if (isOf(second.Description, release))
        return numberOf(second.Version);
    const other = (0,release_description/* parseDescription */.a)(second.Description)?.version ?? "a release that is not ours";
    throw new lib/* ActionError */.lZ("conflict", `${release.version} has the code and configuration of version ${second.Version} (${other}), and Lambda publishes no other one of it`);
}
/** The code of a release, its variables replaced. */
function codeOf(options, release) {
    const { code } = options.target;
    const fill = (text) => {
        if (text.includes("${commit}") && release.commit === undefined) {
            throw new lib/* ActionError */.lZ("config", `The code ${text} needs the commit of ${release.version}, which is not known`);
        }
        return text.replaceAll("${release}", release.version).replaceAll("${commit}", release.commit ?? "");
    };
    return "image" in code ? { image: fill(code.image) } : { bucket: fill(code.bucket), key: fill(code.key) };
}
/** Waits until `$LATEST` has taken a change; gives the hash of its code. */
async function settled(api, { target, clock }, what, signal) {
    const wait = { timeoutMs: target.readyTimeoutMs, pollMs: POLL_MS };
    const look = await (0,wait_until/* waitUntil */.a)(clock, wait, signal, () => api.version(LATEST), (seen) => seen?.LastUpdateStatus !== "InProgress" && seen?.State !== "Pending");
    if (look?.LastUpdateStatus === "Failed" || look?.State === "Failed") {
        const reason = look.LastUpdateStatusReason ?? look.StateReason ?? "no reason given";
        throw new lib/* ActionError */.lZ("remote", `The function ${target.function} did not take the ${what}: ${reason}`, {
            hint: "No version was published and no traffic moved.",
        });
    }
    if (look?.LastUpdateStatus === "InProgress" || look?.State === "Pending") {
        const limit = (0,lib/* formatDuration */.a3)(target.readyTimeoutMs);
        throw new lib/* ActionError */.lZ("remote", `The function ${target.function} did not take the ${what} within ${limit}`, {
            hint: "No version was published and no traffic moved. Raise the target's ready timeout if it needs longer.",
        });
    }
    return look?.CodeSha256;
}
function isOf(description, release) {
    return (0,release_description/* parseDescription */.a)(description)?.version === release.version;
}
function numberOf(version) {
    if (version !== undefined && /^[0-9]+$/.test(version))
        return version;
    throw new lib/* ActionError */.lZ("remote", `AWS published a version without a number: ${version ?? "none"}`);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/lambda/lambda-platform.js








/**
 * A Lambda function behind a weighted alias. A release is a published version, known by its description; the candidate
 * at 0 % is marked in the alias' description, above 0 % it is the additional version of its routing configuration.
 */
function createPlatform(options) {
    const run = async (signal, body) => body({ options, api: await openLambda(options, signal), signal });
    return {
        name: "aws-lambda",
        capabilities: {
            traffic: "weights",
            granularity: 0.1,
            candidateUrl: false,
            candidateHeader: undefined,
            waitsForFree: false,
            keepsStableWarm: true,
        },
        observe: (signal) => run(signal, async ({ api }) => (await readAliasState(api)).traffic),
        setWeight: (candidate, weight, precondition, signal) => run(signal, (call) => setWeight(call, candidate, weight, precondition)),
        promote: (candidate, precondition, signal) => run(signal, (call) => promote(call, candidate, precondition)),
        abort: (precondition, signal) => run(signal, (call) => abort(call, precondition)),
        restore: (release, precondition, signal) => run(signal, (call) => restore(call, release, precondition)),
        preflight: (signal) => run(signal, ({ api }) => preflightLambda(options, api, signal)),
    };
}
async function setWeight(call, candidate, weight, precondition) {
    const { api, options, signal } = call;
    const before = await readAliasState(api);
    const isWanted = ({ traffic }) => (0,traffic_state/* isCandidate */.qn)(traffic, candidate) && Math.abs(traffic.candidateWeight - weight) < 1e-4;
    if (isWanted(before) && (before.traffic.candidate?.ready === true || weight === 0)) {
        return weight === 0 ? (await readyCandidate(call, before)).traffic : before.traffic;
    }
    if (before.traffic.stable?.release.version === candidate.version) {
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} is the stable release already`);
    }
    requireRevision(before.traffic, precondition, "the new weight");
    refuseForeign(before);
    if (weight > 0 && before.functionVersion === LATEST) {
        throw new lib/* ActionError */.lZ("conflict", `The alias ${options.target.alias} points at $LATEST, which Lambda cannot share traffic with: ${candidate.version} can be promoted from 0 %, but cannot get ${(0,lib/* formatPercent */.l9)(weight)}`, { hint: "The first release has no steps: promote it when its checks pass." });
    }
    const isRunning = (0,traffic_state/* isCandidate */.qn)(before.traffic, candidate);
    const version = isRunning && before.candidateVersion !== undefined
        ? before.candidateVersion
        : await publishRelease(api, options, candidate, signal);
    // A candidate gets its first traffic only from 0 %, and only when it is ready.
    const staged = isRunning && weight > 0
        ? before
        : await change(call, before, precondition, stage(call, before, version), (seen) => (0,traffic_state/* isCandidate */.qn)(seen, candidate) && seen.candidateWeight === 0);
    const ready = await readyCandidate(call, staged);
    if (weight === 0)
        return ready.traffic;
    requireReady(ready.traffic, `${candidate.version} cannot get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic`);
    const wanted = {
        functionVersion: ready.functionVersion,
        weights: { [version]: Number((weight / 100).toFixed(6)) },
        description: ready.ownDescription,
        revisionId: ready.revisionId,
    };
    return (await change(call, ready, ready.traffic, wanted, () => true, isWanted)).traffic;
}
async function promote(call, candidate, precondition) {
    const now = await readAliasState(call.api);
    const isDone = (traffic) => (0,traffic_state/* isAllStable */.fu)(traffic, candidate);
    if (isDone(now.traffic))
        return withCapacity(call, now);
    requireRevision(now.traffic, precondition, "promote");
    if (!(0,traffic_state/* isCandidate */.qn)(now.traffic, candidate) || now.candidateVersion === undefined) {
        const found = now.traffic.candidate === null
            ? "there is no candidate"
            : `the candidate is ${now.traffic.candidate.release.version}`;
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} cannot be promoted: ${found}`);
    }
    refuseForeign(now);
    requireReady(now.traffic, `${candidate.version} cannot be promoted`);
    const wanted = pointAt(now, now.candidateVersion);
    return withCapacity(call, await change(call, now, precondition, wanted, isDone));
}
async function abort(call, precondition) {
    const now = await readAliasState(call.api);
    if (now.traffic.candidate === null)
        return now.traffic;
    requireRevision(now.traffic, precondition, "abort");
    const wanted = pointAt(now, now.functionVersion);
    return (await change(call, now, precondition, wanted, (seen) => seen.candidate === null)).traffic;
}
async function restore(call, release, precondition) {
    const { api, options } = call;
    const now = await readAliasState(api);
    const isDone = (traffic) => (0,traffic_state/* isAllStable */.fu)(traffic, release);
    if (isDone(now.traffic))
        return withCapacity(call, now);
    requireRevision(now.traffic, precondition, "restore");
    const version = now.traffic.stable?.release.version === release.version
        ? now.functionVersion
        : await findVersion(api, release);
    if (version === undefined) {
        const text = `The function ${options.target.function} has no version of ${release.version}.`;
        throw new lib/* ActionError */.lZ("config", `${text}${(0,lib/* suggest */.ZA)(release.version, await knownReleases(api))}`, {
            hint: "Versions that were deleted cannot be brought back: deploy that release again.",
        });
    }
    const found = await api.version(version);
    if (found?.State === "Failed" || found?.State === "Pending") {
        const reason = found.StateReason ?? found.StateReasonCode ?? "no reason given";
        throw new lib/* ActionError */.lZ("conflict", `${release.version} cannot be restored: version ${version} is ${found.State} (${reason})`);
    }
    if (found?.State === "Inactive") {
        options.log.warning(`Version ${version} (${release.version}) was idle for weeks: its first requests fail until Lambda has it back.`);
    }
    return withCapacity(call, await change(call, now, precondition, pointAt(now, version), isDone));
}
/** The alias on one version alone. */
function pointAt(now, functionVersion) {
    return { functionVersion, weights: {}, description: now.ownDescription, revisionId: now.revisionId };
}
/** The alias as it is, with a candidate marked at 0 %. */
function stage(call, now, version) {
    const description = markAliasDescription(now.ownDescription, version);
    if (description !== undefined)
        return { ...pointAt(now, now.functionVersion), description };
    const { function: name, alias } = call.options.target;
    throw new lib/* ActionError */.lZ("config", `The description of the alias ${alias} of ${name} is too long to mark the candidate in it`, { hint: "Shorten it to 200 characters." });
}
/**
 * Makes a change of the alias and returns when it is seen. An answer that was lost is no failure when the change is seen;
 * a RevisionId that is another one by now is a `conflict`.
 */
async function change(call, now, precondition, wanted, isTraffic, isState = () => true) {
    const { api, options, signal } = call;
    const isSeen = (state) => isTraffic(state.traffic) && isState(state);
    const failure = await api.updateAlias(wanted).then(() => undefined, (error) => error);
    if (failure !== undefined && !isDoubtful(failure))
        throw failure;
    const { settleMs, alias } = options.target;
    const wait = { timeoutMs: failure === undefined ? settleMs : 0, pollMs: Math.min(POLL_MS, settleMs / 10) };
    const seen = await (0,wait_until/* waitUntil */.a)(options.clock, wait, signal, () => readAliasState(api), isSeen);
    if (isSeen(seen))
        return seen;
    if (failure === undefined) {
        throw new lib/* ActionError */.lZ("remote", `The alias ${alias} was updated, still seeing ${(0,traffic_state/* showTraffic */.xC)(seen.traffic)} after ${(0,lib/* formatDuration */.a3)(settleMs)}`);
    }
    if (failure instanceof lib/* ActionError */.lZ && failure.code === "conflict") {
        // Also when only Lambda's own revision is another one (a description, a permission): the next try reads it anew.
        throw changed(now.traffic, precondition, seen.traffic);
    }
    throw failure;
}
/** Whether the change may have been made all the same, or was refused because somebody else made one. */
function isDoubtful(error) {
    return error instanceof lib/* ActionError */.lZ && (error.code === "remote" || error.code === "conflict");
}
/** Waits for the candidate to be ready, to have failed, or for the time to be up. */
async function readyCandidate(call, state) {
    const isSettled = ({ traffic: { candidate } }) => candidate === null || candidate.ready || candidate.failure !== undefined;
    if (isSettled(state))
        return state;
    const { clock, target } = call.options;
    const wait = { timeoutMs: target.readyTimeoutMs, pollMs: POLL_MS };
    return (0,wait_until/* waitUntil */.a)(clock, wait, call.signal, () => readAliasState(call.api), isSettled);
}
/** The traffic, once the alias' provisioned concurrency (if it has any) is there for the version it points at. */
async function withCapacity(call, state) {
    const { api, options, signal } = call;
    const { target, clock } = options;
    const wait = { timeoutMs: target.readyTimeoutMs, pollMs: POLL_MS };
    const seen = await (0,wait_until/* waitUntil */.a)(clock, wait, signal, () => api.provisioned(), (found) => found === undefined || found.Status !== "IN_PROGRESS");
    if (seen === undefined || seen.Status === "READY")
        return state.traffic;
    const what = `The alias ${target.alias} points at version ${state.functionVersion}, but its provisioned concurrency`;
    const asked = seen.RequestedProvisionedConcurrentExecutions ?? "?";
    const text = seen.Status === "FAILED"
        ? `failed: ${seen.StatusReason ?? "no reason given"}`
        : `is ${seen.AvailableProvisionedConcurrentExecutions ?? 0} of ${asked} after ${(0,lib/* formatDuration */.a3)(target.readyTimeoutMs)}`;
    throw new lib/* ActionError */.lZ("remote", `${what} ${text}`, {
        hint: "Requests are served all the same, with cold starts.",
    });
}
function requireRevision(now, precondition, action) {
    if (now.revision !== precondition.revision)
        throw changed(now, precondition, now, action);
}
function changed(before, precondition, found, action = "the change") {
    const what = before.revision === found.revision ? "the alias was changed" : (0,traffic_state/* showTraffic */.xC)(found);
    return new lib/* ActionError */.lZ("conflict", `The alias changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${found.revision} (${what})`, { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." });
}
/** Weights that somebody gave by hand to a version that is no release are theirs. */
function refuseForeign(state) {
    if (!state.isCandidateForeign || state.traffic.candidateWeight === 0)
        return;
    const weight = (0,lib/* formatPercent */.l9)(state.traffic.candidateWeight);
    throw new lib/* ActionError */.lZ("conflict", `The alias gives ${weight} to version ${state.candidateVersion}, which deploy-actions did not publish`, {
        hint: "Somebody moves this alias by hand. Empty its routing configuration first, or abort: that does it.",
    });
}
function requireReady(state, what) {
    if (state.candidate?.ready === true)
        return;
    throw new lib/* ActionError */.lZ("conflict", `${what}: ${state.candidate?.detail ?? "there is no candidate"}`);
}


/***/ }),

/***/ 41310:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ waitUntil)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/**
 * The last look: the first that `isEnough`, or the one when the time was up. A look that got no answer counts only when
 * there is no time left for another one.
 */
async function waitUntil(clock, wait, signal, look, isEnough) {
    const deadline = clock.now() + wait.timeoutMs;
    for (;;) {
        try {
            const seen = await look();
            if (isEnough(seen) || clock.now() >= deadline)
                return seen;
        }
        catch (error) {
            const isPassing = error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ && error.code === "remote";
            if (!isPassing || clock.now() >= deadline)
                throw error;
        }
        await clock.sleep(Math.max(1, Math.min(wait.pollMs, deadline - clock.now())), signal);
    }
}


/***/ }),

/***/ 18412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ describeRelease),
/* harmony export */   a: () => (/* binding */ parseDescription)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const PREFIX = "deploy-actions: ";
/**
 * A release as the description of what a platform keeps of it, `deploy-actions: {"version":…}`; commit and artifact are in
 * it as far as `maxBytes` allow. `undefined` when not even the version fits.
 */
function describeRelease(release, maxBytes) {
    const { version, commit, artifact } = release;
    const withCommit = { version, ...(commit === undefined ? {} : { commit }) };
    const all = { ...withCommit, ...(artifact === undefined ? {} : { artifact }) };
    return [all, withCommit, { version }]
        .map((facts) => `${PREFIX}${JSON.stringify(facts)}`)
        .find((text) => (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .utf8Length */ .wI)(text) <= maxBytes);
}
/** The release a description tells of, `undefined` when it is not one of ours. */
function parseDescription(description) {
    if (description?.startsWith(PREFIX) !== true)
        return undefined;
    try {
        const facts = JSON.parse(description.slice(PREFIX.length));
        if (!(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(facts) || typeof facts.version !== "string" || facts.version === "")
            return undefined;
        return {
            version: facts.version,
            ...(typeof facts.commit === "string" ? { commit: facts.commit } : {}),
            ...(typeof facts.artifact === "string" ? { artifact: facts.artifact } : {}),
        };
    }
    catch {
        return undefined;
    }
}


/***/ })

};
