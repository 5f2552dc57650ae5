export const id = 2976;
export const ids = [2976];
export const modules = {

/***/ 92976:
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
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/site-session.js


/** Loads the SDKs. The bucket is in the access' region; CloudFront's API is in one region of each partition. */
async function openSite(options, signal) {
    const [s3Sdk, cloudfrontSdk] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(3711)]).then(__webpack_require__.t.bind(__webpack_require__, 53711, 19)),
        Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(3169)]).then(__webpack_require__.t.bind(__webpack_require__, 23169, 19)),
    ]);
    const { access, http } = options;
    // A stand-in at one address has no host name for each bucket.
    const style = access.endpoint === undefined ? {} : { forcePathStyle: true };
    const s3 = new s3Sdk.S3Client({
        ...streamed((0,lib/* awsClientConfig */.rw)(access, http, signal)),
        ...style,
        // The one HTTP client sends no Expect header.
        expectContinueHeader: false,
    });
    const global = { ...access, region: cloudFrontRegion(access.region) };
    const cloudfront = new cloudfrontSdk.CloudFrontClient((0,lib/* awsClientConfig */.rw)(global, http, signal));
    return {
        options,
        signal,
        s3Sdk,
        cloudfrontSdk,
        s3: (0,lib/* reportAwsCalls */.Dz)(s3, "s3", access),
        cloudfront: (0,lib/* reportAwsCalls */.Dz)(cloudfront, "cloudfront", access),
    };
}
/** The bodies of S3's answers as the streams its client insists on. */
function streamed(config) {
    const { handle } = config.requestHandler;
    return {
        ...config,
        requestHandler: {
            handle: async (request, options) => {
                const { response } = await handle(request, options);
                return {
                    response: { ...response, body: external_node_stream_.Readable.from([response.body], { objectMode: false }) },
                };
            },
        },
    };
}
/** Where CloudFront's API is, whatever the bucket's region: signatures for another one are refused. */
function cloudFrontRegion(region) {
    return region.startsWith("cn-") ? "cn-northwest-1" : "us-east-1";
}
/** One call: its error says what was asked. `onMissing`: for the names of exceptions in `missing`. */
async function ask(session, what, action, run, options = undefined) {
    const { signal } = session;
    if (signal.aborted)
        throw new lib/* ActionError */.lZ("cancelled", `Cancelled before asking AWS to ${what}`);
    try {
        return await run();
    }
    catch (error) {
        if (signal.aborted)
            throw new lib/* ActionError */.lZ("cancelled", `Cancelled while asking AWS to ${what}`);
        const name = (0,lib/* awsErrorName */.ZH)(error) ?? "";
        if (options?.missing.test(name) === true)
            return await options.onMissing();
        if (name === "InvalidIfMatchVersion") {
            throw new lib/* ActionError */.lZ("conflict", `AWS did not ${what}: it was changed meanwhile`, { cause: error });
        }
        throw (0,lib/* awsError */.es)(error, what, action);
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/site-bucket.js



/** Largest manifest or marker that is read. */
const MAX_TEXT_BYTES = 8 * 1_024 * 1_024;
/** Most pages of a listing (1,000 keys each). */
const MAX_PAGES = 50;
const RETRY_MS = 1_000;
/** The text of an object, `undefined` when it is not there; a `config` error with the nearest names when the bucket is not. */
async function readText(session, key) {
    const { bucket } = session.options.target;
    const { s3, s3Sdk } = session;
    const command = new s3Sdk.GetObjectCommand({ Bucket: bucket, Key: key });
    const what = `read ${key} of the bucket ${bucket}`;
    return ask(session, what, "s3:GetObject", async () => {
        try {
            const found = await s3.send(command);
            if ((found.ContentLength ?? 0) > MAX_TEXT_BYTES)
                throw new lib/* ActionError */.lZ("remote", `The object ${key} of the bucket ${bucket} is too large to be ours`);
            return { text: (await found.Body?.transformToString("utf-8")) ?? "", etag: found.ETag };
        }
        catch (error) {
            const name = (0,lib/* awsErrorName */.ZH)(error);
            if (name === "NoSuchKey" || name === "NotFound")
                return undefined;
            if (name === "NoSuchBucket")
                throw await bucketMissing(session);
            if (name === "PermanentRedirect")
                throw otherRegion(session);
            throw error;
        }
    });
}
/** Stores an object, again when no answer came: the same bytes under the same key. Returns its ETag. */
async function putObject(session, key, body, put) {
    const { options, s3, s3Sdk, signal } = session;
    const { bucket, settleMs } = options.target;
    const { expected } = put;
    const command = new s3Sdk.PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: put.contentType,
        CacheControl: put.cacheControl,
        ...(expected === undefined ? {} : expected === null ? { IfNoneMatch: "*" } : { IfMatch: expected }),
    });
    const what = `write ${key} into the bucket ${bucket}`;
    const send = () => ask(session, what, "s3:PutObject", () => s3.send(command));
    // With a condition a second try would meet the first one's effect: the caller looks instead.
    const timeoutMs = expected === undefined ? Math.min(settleMs, 30_000) : 0;
    const wait = { timeoutMs, pollMs: RETRY_MS };
    const stored = await (0,wait_until/* waitUntil */.a)(options.clock, wait, signal, send, () => true);
    return stored.ETag;
}
/** Removes an object; one that is gone is success. */
async function removeObject(session, key) {
    const { options, s3, s3Sdk, signal } = session;
    const { bucket, settleMs } = options.target;
    const command = new s3Sdk.DeleteObjectCommand({ Bucket: bucket, Key: key });
    const what = `remove ${key} from the bucket ${bucket}`;
    const send = () => ask(session, what, "s3:DeleteObject", () => s3.send(command));
    const wait = { timeoutMs: Math.min(settleMs, 30_000), pollMs: RETRY_MS };
    await (0,wait_until/* waitUntil */.a)(options.clock, wait, signal, send, () => true);
}
/** Key to size in bytes of everything under a prefix. */
async function listKeys(session, prefix) {
    const { s3, s3Sdk, options } = session;
    const { bucket } = options.target;
    const found = new Map();
    let token;
    for (let page = 0; page < MAX_PAGES; page += 1) {
        const command = new s3Sdk.ListObjectsV2Command({
            Bucket: bucket,
            Prefix: prefix,
            ...(token === undefined ? {} : { ContinuationToken: token }),
        });
        const what = `list ${prefix} of the bucket ${bucket}`;
        const answer = await ask(session, what, "s3:ListBucket", () => s3.send(command));
        for (const { Key, Size } of answer.Contents ?? [])
            if (Key !== undefined)
                found.set(Key, Size ?? 0);
        token = answer.NextContinuationToken;
        if (token === undefined)
            break;
    }
    return found;
}
async function bucketMissing(session) {
    const { bucket } = session.options.target;
    const { s3, s3Sdk } = session;
    // Only for a better message: who may not list the buckets gets it without names.
    const names = await ask(session, "list the buckets", "s3:ListAllMyBuckets", async () => {
        const answer = await s3.send(new s3Sdk.ListBucketsCommand({}));
        return (answer.Buckets ?? []).flatMap(({ Name }) => Name ?? []);
    }).catch(() => []);
    return new lib/* ActionError */.lZ("config", `There is no bucket ${bucket}.${(0,lib/* suggest */.ZA)(bucket, names)}`);
}
function otherRegion(session) {
    const { options } = session;
    return new lib/* ActionError */.lZ("config", `The bucket ${options.target.bucket} is not in ${options.access.region}`, {
        hint: "Give the target the bucket's own region; CloudFront needs none.",
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/site-distribution.js




/** How often CloudFront is asked whether it is done: a change takes minutes. */
const POLL_MS = 5_000;
const site_distribution_MAX_PAGES = 20;
/** How often a change is made anew because something else of the distribution was changed meanwhile. */
const MAX_TRIES = 3;
/** Reads the distribution; a `config` error with the nearest names when it, or its origin, is not there. */
async function readDistribution(session) {
    const { options, cloudfront, cloudfrontSdk } = session;
    const id = options.target.distribution;
    const command = new cloudfrontSdk.GetDistributionCommand({ Id: id });
    const answer = await ask(session, `read the distribution ${id}`, "cloudfront:GetDistribution", () => cloudfront.send(command), { missing: /^NoSuchDistribution$/, onMissing: () => distributionMissing(session) });
    const config = answer.Distribution?.DistributionConfig;
    if (config === undefined) {
        throw new lib/* ActionError */.lZ("remote", `AWS answered without the configuration of the distribution ${id}`);
    }
    const origin = findOrigin(session, config);
    return {
        config,
        etag: answer.ETag,
        isDeployed: answer.Distribution?.Status === "Deployed",
        origin,
        originPath: origin.OriginPath ?? "",
    };
}
/**
 * Switches the origin's path under the distribution's ETag, everything else kept. `conflict` when the path is not the one
 * that was read any more; an answer that was lost is no failure when the new path is seen.
 */
async function switchOriginPath(session, before, originPath) {
    let now = before;
    for (let tries = 1;; tries += 1) {
        const failure = await update(session, now, originPath).then(() => undefined, (error) => error);
        if (failure !== undefined &&
            !(failure instanceof lib/* ActionError */.lZ && /^(remote|conflict)$/.test(failure.code)))
            throw failure;
        const seen = await readDistribution(session);
        if (seen.originPath === originPath)
            return seen;
        if (seen.originPath !== before.originPath)
            throw pathChanged(before, seen);
        const isOtherChange = failure instanceof lib/* ActionError */.lZ && failure.code === "conflict";
        if (!isOtherChange || tries >= MAX_TRIES) {
            throw (failure ??
                new lib/* ActionError */.lZ("remote", `The origin path was set to ${originPath}, still seeing ${show(seen)}`));
        }
        now = seen;
    }
}
/** Waits until the distribution is deployed everywhere, then invalidates and waits for that too. */
async function settleDistribution(session) {
    const { options, signal, cloudfront, cloudfrontSdk } = session;
    const { distribution: id, invalidate, settleMs } = options.target;
    const wait = { timeoutMs: settleMs, pollMs: Math.min(POLL_MS, Math.max(10, settleMs / 20)) };
    const limit = (0,lib/* formatDuration */.a3)(settleMs);
    const seen = await (0,wait_until/* waitUntil */.a)(options.clock, wait, signal, () => readDistribution(session), ({ isDeployed }) => isDeployed);
    if (!seen.isDeployed) {
        throw new lib/* ActionError */.lZ("remote", `The distribution ${id} is not deployed after ${limit}`, {
            hint: "CloudFront goes on by itself: run again, or raise the target's settle time.",
        });
    }
    if (invalidate.length === 0)
        return seen;
    // The same reference and paths give the invalidation there is: so an answer may get lost, or a run end here.
    const facts = `${seen.etag ?? ""} ${seen.originPath}`;
    const reference = `deploy-actions-${(0,external_node_crypto_.createHash)("sha256").update(facts).digest("hex").slice(0, 32)}`;
    const command = new cloudfrontSdk.CreateInvalidationCommand({
        DistributionId: id,
        InvalidationBatch: {
            CallerReference: reference,
            Paths: { Quantity: invalidate.length, Items: [...invalidate] },
        },
    });
    const what = `invalidate ${invalidate.join(", ")} of the distribution ${id}`;
    const create = () => ask(session, what, "cloudfront:CreateInvalidation", () => cloudfront.send(command));
    const made = await (0,wait_until/* waitUntil */.a)(options.clock, wait, signal, create, () => true);
    const invalidation = made.Invalidation?.Id;
    const look = async () => {
        const get = new cloudfrontSdk.GetInvalidationCommand({ DistributionId: id, Id: invalidation });
        const about = `read the invalidation ${invalidation} of the distribution ${id}`;
        const answer = await ask(session, about, "cloudfront:GetInvalidation", () => cloudfront.send(get));
        return answer.Invalidation?.Status?.toLowerCase();
    };
    const status = await (0,wait_until/* waitUntil */.a)(options.clock, wait, signal, look, (found) => found === "completed");
    if (status === "completed")
        return seen;
    throw new lib/* ActionError */.lZ("remote", `The invalidation ${invalidation} of ${id} is not completed after ${limit}`, {
        hint: "Some edges may still serve the release before. Run again, or raise the target's settle time.",
    });
}
async function update(session, now, originPath) {
    const { options, cloudfront, cloudfrontSdk } = session;
    const id = options.target.distribution;
    const items = (now.config.Origins?.Items ?? []).map((origin) => origin.Id === now.origin.Id ? { ...origin, OriginPath: originPath } : origin);
    const command = new cloudfrontSdk.UpdateDistributionCommand({
        Id: id,
        ...(now.etag === undefined ? {} : { IfMatch: now.etag }),
        DistributionConfig: { ...now.config, Origins: { Quantity: items.length, Items: items } },
    });
    const what = `switch the distribution ${id} to ${originPath === "" ? "no origin path" : originPath}`;
    await ask(session, what, "cloudfront:UpdateDistribution", () => cloudfront.send(command));
}
/** The origin that is named, or the only one on the bucket. */
function findOrigin({ options }, config) {
    const { distribution: id, origin: wanted, bucket } = options.target;
    const origins = config.Origins?.Items ?? [];
    const ids = origins.flatMap(({ Id }) => Id ?? []);
    if (wanted !== undefined) {
        const found = origins.find(({ Id }) => Id === wanted);
        if (found !== undefined)
            return found;
        throw new lib/* ActionError */.lZ("config", `The distribution ${id} has no origin ${wanted}.${(0,lib/* suggest */.ZA)(wanted, ids)}`);
    }
    const own = origins.filter(({ DomainName }) => DomainName?.startsWith(`${bucket}.s3`) === true);
    const [first, ...more] = own;
    if (first !== undefined && more.length === 0)
        return first;
    const list = origins.map(({ Id, DomainName }) => `${Id} (${DomainName})`).join(", ");
    const text = first === undefined
        ? `No origin of the distribution ${id} is on the bucket ${bucket}; it has ${list}`
        : `${own.length} origins of the distribution ${id} are on the bucket ${bucket}: ${own.map(({ Id }) => Id).join(", ")}`;
    throw new lib/* ActionError */.lZ("config", text, { hint: "Name the one that is switched as `origin` of the target." });
}
/** The nearest distribution by its id, alias or domain name: what people write is often the latter. */
async function distributionMissing(session) {
    const { options, cloudfront, cloudfrontSdk } = session;
    const wanted = options.target.distribution;
    const ids = new Map();
    let marker;
    for (let page = 0; page < site_distribution_MAX_PAGES; page += 1) {
        const command = new cloudfrontSdk.ListDistributionsCommand(marker === undefined ? {} : { Marker: marker });
        const answer = await ask(session, "list the distributions", "cloudfront:ListDistributions", () => cloudfront.send(command)).catch(() => undefined);
        for (const found of answer?.DistributionList?.Items ?? []) {
            if (found.Id === undefined)
                continue;
            for (const name of [found.Id, found.DomainName, ...(found.Aliases?.Items ?? [])])
                if (name !== undefined)
                    ids.set(name, found.Id);
        }
        marker = answer?.DistributionList?.NextMarker;
        if (marker === undefined || marker === "")
            break;
    }
    const near = (0,lib/* nearest */.pA)(wanted, ids.keys());
    const meant = near === undefined ? undefined : ids.get(near);
    const told = meant === undefined ? (0,lib/* suggest */.ZA)(wanted, [...new Set(ids.values())]) : ` Did you mean "${meant}"?`;
    const why = near === undefined || near === meant ? "" : ` (${near})`;
    throw new lib/* ActionError */.lZ("config", `There is no distribution ${wanted}.${told}${why}`, {
        hint: "`distribution` is the id of the distribution, as in E2EXAMPLE1234.",
    });
}
function pathChanged(before, seen) {
    return new lib/* ActionError */.lZ("conflict", `The origin path was changed meanwhile: it was ${show(before)} and is ${show(seen)}`, { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." });
}
function show({ originPath }) {
    return originPath === "" ? "none" : originPath;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/site-prefix.js

/** The prefix of a release without slashes at its ends, e.g. `releases/v2`. */
function prefixOf(target, release) {
    const { prefix } = target;
    requireReleaseIn(target);
    if (prefix.includes("${commit}") && release.commit === undefined) {
        throw new lib/* ActionError */.lZ("config", `The prefix ${prefix} needs the commit of ${release.version}, which is not known`, { hint: "A prefix of ${release} alone can be found again when it is restored." });
    }
    const filled = prefix
        .replaceAll("${release}", release.version)
        .replaceAll("${commit}", release.commit ?? "")
        .replace(/^\/+|\/+$/g, "");
    // What is the same in a key, an origin path and a URL; and the longest origin path there may be.
    if (/^[A-Za-z0-9!_.*'()/-]{1,250}$/.test(filled) && !filled.split("/").some((part) => /^\.*$/.test(part)))
        return filled;
    throw new lib/* ActionError */.lZ("config", `The prefix ${JSON.stringify(filled)} cannot be an origin path of CloudFront`, {
        hint: "Letters, digits, dots, hyphens and underscores between slashes; at most 250 characters.",
    });
}
/** A `config` error unless each release has a prefix of its own. */
function requireReleaseIn({ prefix }) {
    if (prefix.includes("${release}"))
        return;
    throw new lib/* ActionError */.lZ("config", `The prefix ${JSON.stringify(prefix)} is the same for every release`, {
        hint: "Put ${release} into it, for example releases/${release}.",
    });
}
/** Key of the object that lists a release's files, written last: beside its prefix, so that it is no page of the site. */
function manifestKey(prefix) {
    return `${prefix}${MANIFEST_SUFFIX}`;
}
const MANIFEST_SUFFIX = ".manifest.json";
/** What stands before the release in every key, for listing the releases there are. */
function prefixStart({ prefix }) {
    return prefix.slice(0, Math.max(0, prefix.indexOf("${"))).replace(/^\/+/, "");
}
/** The version in an origin path that `prefix` made, else the path itself without its slash. */
function versionOfPath({ prefix }, originPath) {
    const path = originPath.replace(/^\/+|\/+$/g, "");
    const [start = "", end = ""] = prefix.replace(/^\/+|\/+$/g, "").split("${release}");
    if (start.includes("${") || end.includes("${") || !path.startsWith(start) || !path.endsWith(end))
        return path;
    const version = path.slice(start.length, path.length - end.length);
    return version === "" ? path : version;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/site-files.js




/** Most files and largest file of one release: each is held in memory while it is sent. */
const MAX_FILES = 20_000;
const MAX_FILE_BYTES = 128 * 1_024 * 1_024;
/** All files of a folder, by path. A `config` error when it is not there, is empty, too large, or holds a link. */
async function listSiteFiles(folder, shown) {
    const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true }).catch((error) => {
        throw new lib/* ActionError */.lZ("config", `The folder ${shown} of the site cannot be read`, {
            cause: error,
            hint: "Build the site before this step; `folder` is relative to the workspace.",
        });
    });
    const files = [];
    for (const entry of entries) {
        if (entry.isDirectory())
            continue;
        const full = (0,external_node_path_.join)(entry.parentPath, entry.name);
        const path = (0,external_node_path_.relative)(folder, full).split(external_node_path_.sep).join("/");
        if (!entry.isFile()) {
            throw new lib/* ActionError */.lZ("config", `${shown}/${path} is no plain file, and only those are uploaded`, {
                hint: "Replace links in the built site by what they point at.",
            });
        }
        const { size } = await (0,promises_.stat)(full);
        if (size > MAX_FILE_BYTES) {
            throw new lib/* ActionError */.lZ("config", `${shown}/${path} has ${(0,lib/* formatBytes */.z3)(size)}; a file of a site may have ${(0,lib/* formatBytes */.z3)(MAX_FILE_BYTES)}`);
        }
        files.push({ path, bytes: size });
        if (files.length > MAX_FILES) {
            throw new lib/* ActionError */.lZ("config", `The folder ${shown} holds more than ${(0,lib/* formatCount */.B4)(MAX_FILES)} files`);
        }
    }
    if (files.length === 0) {
        throw new lib/* ActionError */.lZ("config", `The folder ${shown} of the site is empty`, {
            hint: "Build the site before this step.",
        });
    }
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
/** The bytes of a file and their SHA-256 in hex. */
async function readSiteFile(folder, file) {
    const body = await (0,promises_.readFile)((0,external_node_path_.join)(folder, file.path));
    return { body, sha256: (0,external_node_crypto_.createHash)("sha256").update(body).digest("hex") };
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/site-records.js

/** `undefined` for anything that is no manifest. */
function parseManifest(text) {
    const value = parse(text);
    const release = (0,lib/* isObject */.Gv)(value) ? parseRelease(value.release) : undefined;
    if (!(0,lib/* isObject */.Gv)(value) || value.schema !== 1 || release === undefined || !(0,lib/* isObject */.Gv)(value.files))
        return undefined;
    const files = {};
    for (const [path, file] of Object.entries(value.files)) {
        if (!(0,lib/* isObject */.Gv)(file) || typeof file.sha256 !== "string" || typeof file.bytes !== "number")
            return undefined;
        files[path] = { sha256: file.sha256, bytes: file.bytes };
    }
    return { schema: 1, release, files };
}
/** `undefined` for anything that is no marker. */
function parseMarker(text) {
    const value = parse(text);
    const candidate = (0,lib/* isObject */.Gv)(value) ? parseRelease(value.candidate) : undefined;
    if (!(0,lib/* isObject */.Gv)(value) || value.schema !== 1 || candidate === undefined)
        return undefined;
    const { candidatePath, stablePath, unsettled } = value;
    if (typeof candidatePath !== "string" || typeof stablePath !== "string")
        return undefined;
    return { schema: 1, candidate, candidatePath, stablePath, unsettled: unsettled === true };
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function parseRelease(value) {
    if (!(0,lib/* isObject */.Gv)(value) || typeof value.version !== "string" || value.version === "")
        return undefined;
    const { version, commit, artifact } = value;
    return {
        version,
        ...(typeof commit === "string" ? { commit } : {}),
        ...(typeof artifact === "string" ? { artifact } : {}),
    };
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/site-headers.js
const TYPES = {
    avif: "image/avif",
    css: "text/css; charset=utf-8",
    csv: "text/csv; charset=utf-8",
    gif: "image/gif",
    htm: "text/html; charset=utf-8",
    html: "text/html; charset=utf-8",
    ico: "image/x-icon",
    jpeg: "image/jpeg",
    jpg: "image/jpeg",
    js: "text/javascript; charset=utf-8",
    json: "application/json",
    map: "application/json",
    md: "text/markdown; charset=utf-8",
    mjs: "text/javascript; charset=utf-8",
    mp3: "audio/mpeg",
    mp4: "video/mp4",
    ogg: "audio/ogg",
    otf: "font/otf",
    pdf: "application/pdf",
    png: "image/png",
    rss: "application/rss+xml",
    svg: "image/svg+xml",
    ttf: "font/ttf",
    txt: "text/plain; charset=utf-8",
    wasm: "application/wasm",
    wav: "audio/wav",
    webm: "video/webm",
    webmanifest: "application/manifest+json",
    webp: "image/webp",
    woff: "font/woff",
    woff2: "font/woff2",
    xml: "application/xml",
    zip: "application/zip",
};
const YEAR = "public, max-age=31536000, immutable";
const REVALIDATE = "public, max-age=0, must-revalidate";
/**
 * Content type by extension (`application/octet-stream` when unknown) and caching: a file whose name carries a hash of its
 * content may be kept for a year, everything else is asked for again each time.
 */
function siteHeaders(path) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
    const isDocument = extension === "html" || extension === "htm";
    return {
        contentType: name.includes(".")
            ? (TYPES[extension] ?? "application/octet-stream")
            : "application/octet-stream",
        cacheControl: !isDocument && hasHash(name) ? YEAR : REVALIDATE,
    };
}
/**
 * Whether the last part of a name before its extension is a hash as bundlers write it: 8 or more hexadecimal digits
 * (webpack, Parcel), or exactly 8 characters of esbuild's capitals and digits or of Rollup's mixed alphabet. A word (`-component`)
 * or a date (`-20240101`) must not pass: a wrong year in a browser's cache cannot be taken back, a wrong revalidation can.
 */
function hasHash(name) {
    const match = /[.-]([A-Za-z0-9_-]{8,64})(?:\.[a-z0-9]+){1,2}$/.exec(name);
    const text = match?.[1]?.split(/[.]/).at(-1) ?? "";
    // Rollup's alphabet has the hyphen too; of a longer text only what follows the last one is looked at.
    return [text, text.slice(text.lastIndexOf("-") + 1), text.slice(-8)].some(isHash);
}
function isHash(text) {
    const hasDigit = /[0-9]/.test(text);
    if (/^[0-9a-f]{8,64}$/.test(text))
        return hasDigit && /[a-f]/.test(text);
    if (/^[A-Z2-7]{8}$/.test(text))
        return hasDigit && /[A-Z]/.test(text);
    return /^[A-Za-z0-9_-]{8}$/.test(text) && hasDigit && /[a-z]/.test(text) && /[A-Z]/.test(text);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/site-upload.js







const UPLOADS_AT_ONCE = 8;
/** Manifest of the release under a prefix, `undefined` when it was never uploaded to its end. */
async function readManifest(session, prefix) {
    const found = await readText(session, manifestKey(prefix));
    return found === undefined ? undefined : parseManifest(found.text);
}
/** What is missing of the release under a prefix, one line; `undefined` when it is complete. */
async function incompleteness(session, prefix) {
    const manifest = await readManifest(session, prefix);
    if (manifest === undefined)
        return `${manifestKey(prefix)}, which is written last, is not there`;
    const stored = await listKeys(session, `${prefix}/`);
    const missing = Object.entries(manifest.files).filter(([path, { bytes }]) => stored.get(`${prefix}/${path}`) !== bytes);
    const [first] = missing;
    if (first === undefined)
        return undefined;
    return `${(0,lib/* plural */.LS)(missing.length, "file")} of ${Object.keys(manifest.files).length} missing or of another size, e.g. ${first[0]}`;
}
/** Makes the release complete under its prefix: uploads the folder unless it is there. Returns the prefix. */
async function uploadRelease(session, release) {
    const { options } = session;
    const { target, log, workspace } = options;
    const prefix = prefixOf(target, release);
    const found = await readManifest(session, prefix);
    if (found !== undefined && found.release.version !== release.version) {
        throw new lib/* ActionError */.lZ("config", `The prefix ${prefix} of ${release.version} holds the release ${found.release.version}`, { hint: "Each release needs a prefix of its own." });
    }
    if ((await incompleteness(session, prefix)) === undefined) {
        log.info(`${release.version} is complete under s3://${target.bucket}/${prefix} already: nothing is uploaded`);
        return prefix;
    }
    const folder = (0,external_node_path_.join)(workspace, target.folder);
    const files = await listSiteFiles(folder, target.folder);
    const uploaded = new Map();
    const left = [...files];
    const work = async () => {
        for (let file = left.shift(); file !== undefined; file = left.shift()) {
            const { body, sha256 } = await readSiteFile(folder, file);
            await putObject(session, `${prefix}/${file.path}`, body, siteHeaders(file.path));
            uploaded.set(file.path, { sha256, bytes: body.byteLength });
        }
    };
    // One that fails ends the others: nothing is sent in the background after an error was told.
    const workers = Array.from({ length: UPLOADS_AT_ONCE }, () => work().catch((error) => {
        left.length = 0;
        throw error;
    }));
    const failed = (await Promise.allSettled(workers)).find((end) => end.status === "rejected");
    if (failed !== undefined)
        throw failed.reason;
    const sorted = [...uploaded].sort(([a], [b]) => (a < b ? -1 : 1));
    const manifest = { schema: 1, release, files: Object.fromEntries(sorted) };
    await putObject(session, manifestKey(prefix), `${JSON.stringify(manifest, null, 1)}\n`, {
        contentType: "application/json",
        cacheControl: "no-store",
    });
    const bytes = sorted.reduce((sum, [, file]) => sum + file.bytes, 0);
    log.info(`${(0,lib/* plural */.LS)(sorted.length, "file")} (${(0,lib/* formatBytes */.z3)(bytes)}) uploaded to s3://${target.bucket}/${prefix}`);
    return prefix;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/site-state.js







/** Reads distribution, marker and manifests. */
async function readSiteState(session) {
    const distribution = await readDistribution(session);
    const stored = await readText(session, markerKey(session, distribution));
    const found = stored === undefined ? undefined : parseMarker(stored.text);
    const { originPath } = distribution;
    const marker = found !== undefined && (originPath === found.candidatePath || originPath === found.stablePath)
        ? found
        : undefined;
    const stablePath = marker?.stablePath ?? originPath;
    const stable = await runningAt(session, stablePath);
    const candidate = marker === undefined ? null : await candidateOf(session, marker);
    const candidateWeight = marker !== undefined && originPath === marker.candidatePath ? 100 : 0;
    return {
        distribution,
        marker,
        markerEtag: stored?.etag,
        isUnsettled: found?.unsettled === true,
        traffic: {
            stable,
            candidate,
            candidateWeight,
            revision: revisionOf(stablePath, marker?.candidatePath, candidateWeight),
        },
    };
}
/** Writes the marker; a `conflict` when somebody else wrote it meanwhile. */
async function writeMarker(session, state, marker) {
    const key = markerKey(session, state.distribution);
    const text = `${JSON.stringify(marker)}\n`;
    const put = {
        contentType: "application/json",
        cacheControl: "no-store",
        expected: state.markerEtag ?? null,
    };
    try {
        await putObject(session, key, text, put);
    }
    catch (error) {
        if (!(error instanceof lib/* ActionError */.lZ) || !/^(remote|conflict)$/.test(error.code))
            throw error;
        // The answer may have been lost after it took effect.
        const stored = await readText(session, key);
        if (stored?.text !== text)
            throw error;
    }
}
/** Ends what the marker tells of. */
async function removeMarker(session, state) {
    await removeObject(session, markerKey(session, state.distribution));
}
/** Outside every release's prefix, one for each origin of each distribution. */
function markerKey({ options }, { origin }) {
    const name = encodeURIComponent(origin.Id ?? "").replaceAll("%", "_");
    return `.deploy-actions/${options.target.distribution}/${name}.json`;
}
async function runningAt(session, originPath) {
    if (originPath === "")
        return null;
    const manifest = await readManifest(session, originPath.slice(1));
    if (manifest !== undefined)
        return { release: manifest.release, ready: true };
    return {
        release: { version: versionOfPath(session.options.target, originPath) },
        ready: true,
        detail: `Nothing tells which release ${originPath} is: it has no manifest`,
    };
}
async function candidateOf(session, marker) {
    const manifest = await readManifest(session, marker.candidatePath.slice(1));
    if (manifest !== undefined)
        return { release: marker.candidate, ready: true };
    const detail = `${marker.candidatePath} is not uploaded to its end: it has no manifest`;
    return { release: marker.candidate, ready: false, detail };
}
function revisionOf(stablePath, candidatePath, weight) {
    const facts = JSON.stringify([stablePath, candidatePath ?? null, weight]);
    return (0,external_node_crypto_.createHash)("sha256").update(facts).digest("hex").slice(0, 16);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/site-preflight.js







/** What of a static site is missing, all of it; changes nothing. */
async function preflightSite(session) {
    const { target, workspace } = session.options;
    const problems = [];
    const note = async (body) => {
        try {
            await body();
            return true;
        }
        catch (error) {
            if (!(error instanceof lib/* ActionError */.lZ) || error.code === "cancelled")
                throw error;
            problems.push({ code: problemCode(error), text: error.message, hint: error.hint });
            return false;
        }
    };
    const hasPrefix = await note(() => requireReleaseIn(target));
    if (await note(() => readDistribution(session)))
        await note(() => readSiteState(session));
    if (hasPrefix && problems.length === 0)
        await note(() => listKeys(session, prefixStart(target)));
    await note(() => listSiteFiles((0,external_node_path_.join)(workspace, target.folder), target.folder));
    return problems;
}
function problemCode(error) {
    if (error.code === "permission")
        return "permission_missing";
    return error.code === "config" ? "not_found" : "not_checked";
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/static-site-platform.js









/**
 * A folder in a bucket behind CloudFront. A release is a prefix with a manifest written last; traffic is the origin path
 * of the distribution, all at once; a marker object says which release is the candidate and where to go back to.
 */
function createPlatform(options) {
    const run = async (signal, body) => body(await openSite(options, signal));
    return {
        name: "aws-s3-cloudfront",
        capabilities: {
            traffic: "all-at-once",
            granularity: 100,
            candidateUrl: false,
            candidateHeader: undefined,
            waitsForFree: false,
            keepsStableWarm: true,
        },
        observe: (signal) => run(signal, async (session) => (await readSiteState(session)).traffic),
        setWeight: (candidate, weight, precondition, signal) => run(signal, (session) => setWeight(session, candidate, weight, precondition)),
        promote: (candidate, precondition, signal) => run(signal, (session) => promote(session, candidate, precondition)),
        abort: (precondition, signal) => run(signal, (session) => abort(session, precondition)),
        restore: (release, precondition, signal) => run(signal, (session) => restore(session, release, precondition)),
        preflight: (signal) => run(signal, preflightSite),
    };
}
async function setWeight(session, candidate, weight, precondition) {
    if (weight !== 0 && weight !== 100) {
        throw new lib/* ActionError */.lZ("config", `A static site moves all traffic at once: ${(0,lib/* formatPercent */.l9)(weight)} is not possible, only 0 % and 100 %`);
    }
    const before = await readSiteState(session);
    const isWanted = ({ traffic }) => (0,traffic_state/* isCandidate */.qn)(traffic, candidate) && traffic.candidateWeight === weight;
    if (isWanted(before) && before.traffic.candidate?.ready === true) {
        return (await settled(session, before, before.marker)).traffic;
    }
    if (before.traffic.stable?.release.version === candidate.version) {
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} is the stable release already`);
    }
    requireRevision(before.traffic, precondition, "the new weight");
    const prefix = await uploadRelease(session, candidate);
    const staged = (0,traffic_state/* isCandidate */.qn)(before.traffic, candidate)
        ? await readSiteState(session)
        : await stage(session, before, candidate, prefix);
    const { marker } = staged;
    if (marker === undefined || !(0,traffic_state/* isCandidate */.qn)(staged.traffic, candidate))
        throw lost(staged);
    if (isWanted(staged))
        return (await settled(session, staged, marker)).traffic;
    if (weight > 0)
        requireReady(staged.traffic, `${candidate.version} cannot get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic`);
    const path = weight === 0 ? marker.stablePath : marker.candidatePath;
    return (await switchTo(session, staged, marker, path, "keep")).traffic;
}
async function promote(session, candidate, precondition) {
    const now = await readSiteState(session);
    if ((0,traffic_state/* isAllStable */.fu)(now.traffic, candidate))
        return now.traffic;
    requireRevision(now.traffic, precondition, "promote");
    if (!(0,traffic_state/* isCandidate */.qn)(now.traffic, candidate) || now.marker === undefined) {
        const found = now.traffic.candidate === null
            ? "there is no candidate"
            : `the candidate is ${now.traffic.candidate.release.version}`;
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} cannot be promoted: ${found}`);
    }
    requireReady(now.traffic, `${candidate.version} cannot be promoted`);
    return (await switchTo(session, now, now.marker, now.marker.candidatePath, "remove")).traffic;
}
async function abort(session, precondition) {
    const now = await readSiteState(session);
    if (now.marker === undefined)
        return now.traffic;
    requireRevision(now.traffic, precondition, "abort");
    return (await switchTo(session, now, now.marker, now.marker.stablePath, "remove")).traffic;
}
async function restore(session, release, precondition) {
    const now = await readSiteState(session);
    if ((0,traffic_state/* isAllStable */.fu)(now.traffic, release))
        return now.traffic;
    requireRevision(now.traffic, precondition, "restore");
    const { target } = session.options;
    if (now.traffic.stable?.release.version === release.version && now.marker !== undefined) {
        return (await switchTo(session, now, now.marker, now.marker.stablePath, "remove")).traffic;
    }
    const prefix = prefixOf(target, release);
    const missing = await incompleteness(session, prefix);
    if (missing !== undefined) {
        const known = await knownReleases(session);
        const near = known.includes(release.version) ? "" : (0,lib/* suggest */.ZA)(release.version, known);
        throw new lib/* ActionError */.lZ("config", `${release.version} cannot be restored from s3://${target.bucket}/${prefix}: ${missing}.${near}`, {
            hint: "Nothing was changed. Only a release that is complete in the bucket can be switched to: deploy it again.",
        });
    }
    // What serves now is where a run that dies in the middle goes back to.
    const marker = {
        schema: 1,
        candidate: release,
        candidatePath: `/${prefix}`,
        stablePath: now.distribution.originPath,
        unsettled: true,
    };
    return (await switchTo(session, now, marker, marker.candidatePath, "remove")).traffic;
}
/** Makes a release that is uploaded the candidate at 0 %; one before it loses its traffic first. */
async function stage(session, before, candidate, prefix) {
    const { marker } = before;
    const free = marker !== undefined && before.traffic.candidateWeight > 0
        ? await switchTo(session, before, marker, marker.stablePath, "keep")
        : before.isUnsettled
            ? await settled(session, before, marker)
            : before;
    await writeMarker(session, free, {
        schema: 1,
        candidate,
        candidatePath: `/${prefix}`,
        stablePath: free.distribution.originPath,
        unsettled: false,
    });
    return readSiteState(session);
}
/**
 * Switches the origin path, waits for the edges and for the invalidation; the marker is written before and kept or removed
 * after it, so that another run finishes what this one leaves.
 */
async function switchTo(session, now, marker, originPath, after) {
    const isThere = now.distribution.originPath === originPath;
    if (!isThere) {
        await writeMarker(session, now, { ...marker, unsettled: true });
        await switchOriginPath(session, now.distribution, originPath);
    }
    if (!isThere || now.isUnsettled)
        await settleDistribution(session);
    const done = await readSiteState(session);
    if (done.distribution.originPath !== originPath)
        throw lost(done);
    if (after === "remove")
        await removeMarker(session, done);
    else
        await writeMarker(session, done, { ...marker, unsettled: false });
    return readSiteState(session);
}
/** Finishes a switch that another run began, if there is one. */
async function settled(session, state, marker) {
    if (!state.isUnsettled)
        return state;
    await settleDistribution(session);
    const now = await readSiteState(session);
    if (marker === undefined)
        await removeMarker(session, now);
    else
        await writeMarker(session, now, { ...marker, unsettled: false });
    return readSiteState(session);
}
/** Releases that are complete, for messages. */
async function knownReleases(session) {
    const { target } = session.options;
    const keys = [...(await listKeys(session, prefixStart(target))).keys()];
    return keys
        .filter((key) => key.endsWith(MANIFEST_SUFFIX))
        .map((key) => versionOfPath(target, key.slice(0, -MANIFEST_SUFFIX.length)))
        .slice(0, 50);
}
function requireRevision(now, precondition, action) {
    if (now.revision === precondition.revision)
        return;
    throw new lib/* ActionError */.lZ("conflict", `The site changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${now.revision} (${(0,traffic_state/* showTraffic */.xC)(now)})`, { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." });
}
function requireReady({ candidate }, what) {
    if (candidate?.ready === true)
        return;
    throw new lib/* ActionError */.lZ("conflict", `${what}: ${candidate?.detail ?? "there is no candidate"}`);
}
function lost({ traffic }) {
    return new lib/* ActionError */.lZ("conflict", `Somebody else changed the site in the middle: ${(0,traffic_state/* showTraffic */.xC)(traffic)}`, {
        hint: "Run again: it looks at the traffic anew and goes on from there.",
    });
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


/***/ })

};
