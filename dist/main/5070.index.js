export const id = 5070;
export const ids = [5070];
export const modules = {

/***/ 75070:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openEcrRegistry: () => (/* binding */ openEcrRegistry)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/registries/lib/ecr/ecr-client.js

/** Connects to the registry of an image. Rejects with `config` when the image is of no ECR registry. */
async function connectEcr(access, http, image, signal) {
    const { account, region, registry, repository } = image;
    if (account === undefined || region === undefined) {
        throw new lib/* ActionError */.lZ("config", `${registry} is no Amazon ECR registry (image ${image.text}).`, {
            hint: "An ECR image reads <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>.",
        });
    }
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(8249)]).then(__webpack_require__.t.bind(__webpack_require__, 28249, 19));
    const there = {
        region,
        endpoint: access.endpoint,
        keys: (keySignal) => access.keys(keySignal),
        ...(access.onCall === undefined ? {} : { onCall: access.onCall }),
    };
    const client = (0,lib/* reportAwsCalls */.Dz)(new sdk.ECRClient((0,lib/* awsClientConfig */.rw)(there, http, signal)), "ecr", access);
    return { sdk, client, target: { registryId: account, repositoryName: repository } };
}

// EXTERNAL MODULE: ./packages/registries/lib/image-reference.js
var image_reference = __webpack_require__(82804);
// EXTERNAL MODULE: ./packages/registries/lib/nearest-tags.js
var nearest_tags = __webpack_require__(47869);
;// CONCATENATED MODULE: ./packages/registries/lib/ecr/find-image.js



const MAX_PAGES = 5;
const PAGE = 1_000;
/** Looks an image up by its tag (what it points to now), or by its digest where it has no tag. */
async function findEcrImage(connection, image, signal) {
    const { sdk, client, target } = connection;
    const imageId = image.tag === undefined ? { imageDigest: image.digest } : { imageTag: image.tag };
    try {
        const answer = await (0,lib/* askAws */.xV)(`describe the image ${image.text}`, "ecr:DescribeImages", signal, () => client.send(new sdk.DescribeImagesCommand({ ...target, imageIds: [imageId] }), { abortSignal: signal }));
        const detail = answer.imageDetails?.[0];
        if (detail?.imageDigest !== undefined)
            return foundOf(image, detail, detail.imageDigest);
        return await missingImage(connection, image, signal);
    }
    catch (error) {
        const name = (0,lib/* awsExceptionBehind */.n6)(error);
        if (name === "ImageNotFoundException")
            return missingImage(connection, image, signal);
        if (name === "RepositoryNotFoundException")
            return missingRepository(connection, image, signal);
        throw error;
    }
}
function foundOf(image, detail, digest) {
    return {
        found: true,
        digest,
        mediaType: detail.imageManifestMediaType,
        tags: (detail.imageTags ?? []).filter((tag) => tag !== image.tag),
        pushedAt: detail.imagePushedAt?.getTime(),
    };
}
async function missingImage({ sdk, client, target }, image, signal) {
    const details = [];
    let nextToken;
    for (let page = 0; page < MAX_PAGES; page += 1) {
        const answer = await (0,lib/* askAws */.xV)(`list the images of ${(0,image_reference/* repositoryText */.g)(image)}`, "ecr:DescribeImages", signal, () => client.send(new sdk.DescribeImagesCommand({
            ...target,
            filter: { tagStatus: "TAGGED" },
            maxResults: PAGE,
            ...(nextToken === undefined ? {} : { nextToken }),
        }), { abortSignal: signal }));
        details.push(...(answer.imageDetails ?? []));
        nextToken = answer.nextToken;
        if (nextToken === undefined)
            break;
    }
    const tags = details
        .toSorted((a, b) => (b.imagePushedAt?.getTime() ?? 0) - (a.imagePushedAt?.getTime() ?? 0))
        .flatMap((detail) => detail.imageTags ?? []);
    const what = image.tag === undefined ? `digest ${image.digest}` : `tag ${image.tag}`;
    return {
        found: false,
        reason: "image_not_found",
        text: `${(0,image_reference/* repositoryText */.g)(image)} has no image with the ${what}`,
        advice: (0,nearest_tags/* adviseTag */.d)(image.tag ?? "", tags),
    };
}
async function missingRepository({ sdk, client, target }, image, signal) {
    const names = [];
    let nextToken;
    for (let page = 0; page < MAX_PAGES; page += 1) {
        const answer = await (0,lib/* askAws */.xV)(`list the repositories of ${image.registry}`, "ecr:DescribeRepositories", signal, () => client.send(new sdk.DescribeRepositoriesCommand({
            registryId: target.registryId,
            maxResults: PAGE,
            ...(nextToken === undefined ? {} : { nextToken }),
        }), { abortSignal: signal }));
        names.push(...(answer.repositories ?? []).flatMap((one) => one.repositoryName ?? []));
        nextToken = answer.nextToken;
        if (nextToken === undefined)
            break;
    }
    const near = (0,lib/* nearest */.pA)(image.repository, names);
    const known = names.length === 0 ? "it has none" : `it has ${names.slice(0, 10).join(", ")}`;
    return {
        found: false,
        reason: "repository_not_found",
        text: `the registry ${image.registry} has no repository ${image.repository}`,
        advice: near === undefined ? `look at account, region and name: ${known}` : `did you mean ${near}?`,
    };
}

// EXTERNAL MODULE: ./packages/registries/lib/manifest.js
var lib_manifest = __webpack_require__(6828);
;// CONCATENATED MODULE: ./packages/registries/lib/ecr/ecr-manifest.js



/** Reads a manifest by its digest. Rejects with `config` when it is not there. */
async function readEcrManifest({ sdk, client, target }, image, digest, signal) {
    const what = `read the manifest ${digest} of ${(0,image_reference/* repositoryText */.g)(image)}`;
    const answer = await (0,lib/* askAws */.xV)(what, "ecr:BatchGetImage", signal, () => client.send(new sdk.BatchGetImageCommand({
        ...target,
        imageIds: [{ imageDigest: digest }],
        acceptedMediaTypes: [...lib_manifest/* MANIFEST_TYPES */._P],
    }), { abortSignal: signal }));
    const found = answer.images?.[0];
    if (found?.imageManifest === undefined) {
        const failure = answer.failures?.[0];
        const why = failure === undefined ? "it is not there" : `${failure.failureCode}: ${failure.failureReason}`;
        throw new lib/* ActionError */.lZ("config", `AWS did not ${what}: ${why}.`);
    }
    return { text: found.imageManifest, mediaType: found.imageManifestMediaType };
}

;// CONCATENATED MODULE: ./packages/registries/lib/ecr/promote-image.js




/** Puts the manifest of a digest under another tag: no layer moves, the digest stays. */
async function promoteEcrImage(connection, image, digest, tag, signal) {
    const { sdk, client, target } = connection;
    const before = await digestOf(connection, image, tag, signal);
    if (before === digest)
        return { digest, tag, changed: false };
    if (before !== undefined)
        throw await taken(connection, image, digest, tag, before, signal);
    const manifest = await readEcrManifest(connection, image, digest, signal);
    try {
        const what = `tag ${(0,image_reference/* repositoryText */.g)(image)}@${digest} as ${tag}`;
        await (0,lib/* askAws */.xV)(what, "ecr:PutImage", signal, () => client.send(new sdk.PutImageCommand({
            ...target,
            imageManifest: manifest.text,
            imageTag: tag,
            imageDigest: digest,
            ...(manifest.mediaType === undefined ? {} : { imageManifestMediaType: manifest.mediaType }),
        }), { abortSignal: signal }));
    }
    catch (error) {
        // Somebody else was quicker; whether that matters, the look below says.
        if (!/^Image(Tag)?AlreadyExistsException$/.test((0,lib/* awsExceptionBehind */.n6)(error)))
            throw error;
    }
    const after = await digestOf(connection, image, tag, signal);
    if (after !== digest)
        throw await taken(connection, image, digest, tag, after ?? "nothing", signal);
    return { digest, tag, changed: true };
}
async function digestOf(connection, image, tag, signal) {
    const found = await findEcrImage(connection, { ...image, tag, digest: undefined }, signal);
    if (!found.found && found.reason === "repository_not_found") {
        throw new lib/* ActionError */.lZ("config", `Cannot promote ${image.text}: ${found.text}.`, {
            hint: `${found.advice}.`,
        });
    }
    return found.found ? found.digest : undefined;
}
async function taken(connection, image, digest, tag, other, signal) {
    const isImmutable = await hasImmutableTags(connection, image, signal);
    const text = `The tag ${tag} of ${(0,image_reference/* repositoryText */.g)(image)} is ${other}, not ${digest}; it was not moved.`;
    return new lib/* ActionError */.lZ("conflict", text, {
        hint: isImmutable
            ? "Tags of this repository are immutable: promote to a tag of its own for each release, e.g. release-1.2.3."
            : "A tag that says what was released never moves: promote to one of its own for each release, or delete it first.",
    });
}
async function hasImmutableTags({ sdk, client, target }, image, signal) {
    const what = `describe the repository ${(0,image_reference/* repositoryText */.g)(image)}`;
    const answer = await (0,lib/* askAws */.xV)(what, "ecr:DescribeRepositories", signal, () => client.send(new sdk.DescribeRepositoriesCommand({
        registryId: target.registryId,
        repositoryNames: [target.repositoryName],
    }), { abortSignal: signal }));
    return answer.repositories?.[0]?.imageTagMutability?.startsWith("IMMUTABLE") === true;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/registries/lib/image-variables.js
var image_variables = __webpack_require__(29044);
;// CONCATENATED MODULE: ./packages/registries/lib/ecr/platform-digests.js


/** The images behind a digest: itself, or those its index lists. `text`: why they could not be read. */
async function platformImages(connection, image, digest, signal) {
    const manifest = (0,lib_manifest/* readManifest */.WI)((await readEcrManifest(connection, image, digest, signal)).text);
    if (manifest.kind === "unknown")
        return { text: manifest.text };
    if (manifest.kind === "image")
        return { images: [{ digest, configDigest: manifest.configDigest }] };
    const images = [];
    for (const child of manifest.digests) {
        const inner = (0,lib_manifest/* readManifest */.WI)((await readEcrManifest(connection, image, child, signal)).text);
        if (inner.kind !== "image")
            return { text: `${child} in its index is no image` };
        images.push({ digest: child, configDigest: inner.configDigest });
    }
    return { images };
}

;// CONCATENATED MODULE: ./packages/registries/lib/ecr/read-variables.js





const MAX_CONFIG_BYTES = 4 * 1_024 * 1_024;
/** The variables of every platform of a digest, from the configuration blobs: no layer is read. */
async function readEcrVariables(connection, http, image, digest, signal) {
    const platforms = await platformImages(connection, image, digest, signal);
    if ("text" in platforms)
        return { known: false, reason: "manifest_unreadable", text: platforms.text };
    const variables = [];
    for (const { configDigest } of platforms.images) {
        const blob = await readConfig(connection, http, image, configDigest, signal);
        const found = blob === undefined ? undefined : (0,image_variables/* readImageVariables */.z)(blob);
        if (found === undefined) {
            const text = `the configuration ${configDigest} of the image cannot be read`;
            return { known: false, reason: "configuration_unreadable", text };
        }
        variables.push(...found);
    }
    return { known: true, variables };
}
async function readConfig({ sdk, client, target }, http, image, digest, signal) {
    const what = `give access to the configuration ${digest} of ${(0,image_reference/* repositoryText */.g)(image)}`;
    const { downloadUrl } = await (0,lib/* askAws */.xV)(what, "ecr:GetDownloadUrlForLayer", signal, () => client.send(new sdk.GetDownloadUrlForLayerCommand({ ...target, layerDigest: digest }), {
        abortSignal: signal,
    }));
    if (downloadUrl === undefined)
        return undefined;
    const answer = await http.send({
        url: downloadUrl,
        redirect: "follow",
        maxBodyBytes: MAX_CONFIG_BYTES,
        signal,
    });
    // The address is signed for a short time and must not be printed.
    if (answer.status !== 200) {
        throw new lib/* ActionError */.lZ("remote", `The configuration ${digest} of ${(0,image_reference/* repositoryText */.g)(image)} answered ${answer.status}.`);
    }
    const isWhole = `sha256:${(0,external_node_crypto_.createHash)("sha256").update(answer.body).digest("hex")}` === digest;
    return answer.truncated || !isWhole ? undefined : new TextDecoder().decode(answer.body);
}

// EXTERNAL MODULE: ./packages/reports/lib/index.js + 29 modules
var reports_lib = __webpack_require__(47765);
;// CONCATENATED MODULE: ./packages/registries/lib/ecr/ecr-findings.js

// INFORMATIONAL is a note. A finding nobody has rated yet (UNDEFINED, UNTRIAGED) is none the less one: medium, as in SARIF.
const SEVERITY = {
    CRITICAL: "critical",
    HIGH: "high",
    MEDIUM: "medium",
    LOW: "low",
    INFORMATIONAL: "low",
};
const UNRATED = "medium";
const NOT_DONE = {
    PENDING: ["scan_pending", "the scan has not begun", "run this gate again once the scan is done"],
    IN_PROGRESS: ["scan_pending", "the scan is running", "run this gate again once the scan is done"],
    FAILED: [
        "scan_failed",
        "the scan failed",
        "start it again (aws ecr start-image-scan) and look at its description",
    ],
    UNSUPPORTED_IMAGE: [
        "scan_unsupported",
        "the scanner does not support this image",
        "scan it in CI and judge the SARIF report with a findings gate",
    ],
    FINDINGS_UNAVAILABLE: [
        "scan_unavailable",
        "the findings are not available",
        "start the scan again (aws ecr start-image-scan)",
    ],
    SCAN_ELIGIBILITY_EXPIRED: [
        "scan_too_old",
        "the image is too old to be scanned any longer",
        "build and push it again, or lengthen the rescan time of the registry",
    ],
    LIMIT_EXCEEDED: [
        "scan_limit_exceeded",
        "the scan limit of the registry is reached",
        "start the scan again later",
    ],
    IMAGE_ARCHIVED: [
        "scan_unavailable",
        "the image is archived",
        "restore it from the archive, or push it again",
    ],
};
/** Why a scan says nothing, or `undefined` when it is done: `COMPLETE`, or `ACTIVE` for one that goes on for ever. */
function scanNotDone(status, description) {
    if (status === "COMPLETE" || status === "ACTIVE")
        return undefined;
    const [reason, text, advice] = NOT_DONE[status ?? ""] ?? [
        "scan_unknown",
        `the scan has the status ${(0,lib/* printable */.g$)(status ?? "none")}`,
        "look at the image in the registry",
    ];
    const said = description === undefined || description === "" ? "" : ` (${(0,lib/* printable */.g$)(description).slice(0, 200)})`;
    return { known: false, reason, text: `${text}${said}`, advice };
}
/** The findings of all pages of one image in the model that SARIF reports have too. */
function readEcrFindings(pages) {
    const parts = pages.flatMap((page) => page.imageScanFindings ?? []);
    const isEnhanced = parts.some((part) => part.enhancedFindings !== undefined);
    const tool = isEnhanced ? "Amazon Inspector" : "Amazon ECR scan";
    const all = parts.flatMap((part) => [...basic(part, tool), ...enhanced(part, tool)]);
    const findings = all.filter((item) => item.isActive).map((item) => item.finding);
    const listed = (severity) => findings.filter((item) => item.severity === severity).length;
    // The list of a basic scan can be shorter than what it counted; the larger number is the careful one.
    const said = isEnhanced ? {} : countsSaid(parts[0]);
    const count = (severity) => Math.max(listed(severity), said[severity] ?? 0);
    return {
        counts: { critical: count("critical"), high: count("high"), medium: count("medium"), low: count("low") },
        suppressed: all.filter((item) => item.isSuppressed).length,
        findings: findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]).slice(0, 100),
        tools: [tool],
        failedTools: [],
    };
}
const RANK = { critical: 0, high: 1, medium: 2, low: 3 };
function basic(part, tool) {
    return (part.findings ?? []).map((item) => {
        const fact = (key) => item.attributes?.find((one) => one.key === key)?.value ?? "";
        const inPackage = `${fact("package_name")} ${fact("package_version")}`.trim();
        const message = [inPackage, item.description ?? ""].filter((text) => text !== "").join(": ");
        const finding = findingOf(item.name, item.severity, message, tool);
        return { finding, isActive: true, isSuppressed: false };
    });
}
function enhanced(part, tool) {
    return (part.enhancedFindings ?? []).map((item) => {
        const id = item.packageVulnerabilityDetails?.vulnerabilityId ?? item.title;
        const status = item.status ?? "ACTIVE";
        return {
            finding: findingOf(id, item.severity, item.title ?? item.description ?? "", tool),
            isActive: status !== "SUPPRESSED" && status !== "CLOSED",
            isSuppressed: status === "SUPPRESSED",
        };
    });
}
function findingOf(id, severity, message, tool) {
    return {
        ruleId: (id ?? "unnamed").slice(0, 120),
        severity: SEVERITY[severity ?? ""] ?? UNRATED,
        message: message.slice(0, 500),
        file: undefined,
        line: undefined,
        tool,
    };
}
function countsSaid(part) {
    const counts = {};
    for (const [word, count] of Object.entries(part?.findingSeverityCounts ?? {})) {
        const severity = SEVERITY[word] ?? UNRATED;
        counts[severity] = (counts[severity] ?? 0) + (count ?? 0);
    }
    return counts;
}

;// CONCATENATED MODULE: ./packages/registries/lib/ecr/scan-image.js





const scan_image_PAGE = 1_000;
const scan_image_MAX_PAGES = 20;
/** The findings of every platform of a digest; one that is not scanned makes the whole unknown. */
async function scanEcrImage(connection, image, digest, { clock, maxScanAgeMs }, signal) {
    const platforms = await platformImages(connection, image, digest, signal);
    if ("text" in platforms) {
        return { known: false, reason: "scan_unsupported", text: platforms.text, advice: "push the image again" };
    }
    const models = [];
    let oldest;
    for (const platform of platforms.images) {
        const pages = await readPages(connection, image, platform.digest, signal);
        if ("known" in pages)
            return pages;
        const [first] = pages;
        const completedAt = first?.imageScanFindings?.imageScanCompletedAt?.getTime();
        const isContinuous = first?.imageScanStatus?.status === "ACTIVE";
        // What a scan knew ages ago says nothing about what is known today.
        if (!isContinuous && completedAt !== undefined && clock.now() - completedAt > maxScanAgeMs) {
            return tooOld(clock.now() - completedAt, maxScanAgeMs);
        }
        if (completedAt !== undefined)
            oldest = Math.min(oldest ?? completedAt, completedAt);
        models.push(readEcrFindings(pages));
    }
    return { known: true, model: (0,reports_lib/* mergeFindings */.DF)(models), completedAt: oldest };
}
async function readPages({ sdk, client, target }, image, digest, signal) {
    const pages = [];
    let nextToken;
    do {
        let page;
        try {
            const what = `read the scan findings of ${(0,image_reference/* repositoryText */.g)(image)}@${digest}`;
            page = await (0,lib/* askAws */.xV)(what, "ecr:DescribeImageScanFindings", signal, () => client.send(new sdk.DescribeImageScanFindingsCommand({
                ...target,
                imageId: { imageDigest: digest },
                maxResults: scan_image_PAGE,
                ...(nextToken === undefined ? {} : { nextToken }),
            }), { abortSignal: signal }));
        }
        catch (error) {
            if ((0,lib/* awsExceptionBehind */.n6)(error) !== "ScanNotFoundException")
                throw error;
            return {
                known: false,
                reason: "scan_missing",
                text: "the image was never scanned",
                advice: "turn on scan on push for the repository, or start one: aws ecr start-image-scan",
            };
        }
        const notDone = scanNotDone(page.imageScanStatus?.status, page.imageScanStatus?.description);
        if (notDone !== undefined)
            return notDone;
        if (page.imageScanFindings === undefined) {
            return {
                known: false,
                reason: "scan_unavailable",
                text: "the scan is done, but its findings are not in the answer",
                advice: "start the scan again (aws ecr start-image-scan)",
            };
        }
        pages.push(page);
        nextToken = page.nextToken;
        if (pages.length >= scan_image_MAX_PAGES && nextToken !== undefined) {
            return {
                known: false,
                reason: "scan_too_large",
                text: `the scan has more than ${scan_image_MAX_PAGES * scan_image_PAGE} findings`,
                advice: "build on a smaller base image",
            };
        }
    } while (nextToken !== undefined);
    return pages;
}
function tooOld(ageMs, maxMs) {
    return {
        known: false,
        reason: "scan_too_old",
        text: `the last scan is ${(0,lib/* formatDuration */.a3)(ageMs)} old, at most ${(0,lib/* formatDuration */.a3)(maxMs)} counts`,
        advice: "start a new scan: aws ecr start-image-scan",
    };
}

;// CONCATENATED MODULE: ./packages/registries/lib/ecr/ecr-registry.js





const MONTH_MS = 30 * 86_400_000;
/** Amazon ECR; the SDK is loaded already when this file is. */
function openEcrRegistry({ access, http, clock, maxScanAgeMs = MONTH_MS }) {
    return {
        name: "ecr",
        find: async (image, signal) => findEcrImage(await connectEcr(access, http, image, signal), image, signal),
        scan: async (image, digest, signal) => {
            const connection = await connectEcr(access, http, image, signal);
            return scanEcrImage(connection, image, digest, { clock, maxScanAgeMs }, signal);
        },
        variables: async (image, digest, signal) => readEcrVariables(await connectEcr(access, http, image, signal), http, image, digest, signal),
        promote: async (image, digest, tag, signal) => promoteEcrImage(await connectEcr(access, http, image, signal), image, digest, tag, signal),
    };
}


/***/ }),

/***/ 47869:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ adviseTag)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const SHOWN = 5;
/** What to do about a tag that is not there: the nearest one, or the newest (`tags`: newest first). */
function adviseTag(tag, tags) {
    if (tags.length === 0)
        return "push the image first: the repository holds no tagged image";
    const near = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .pA)(tag, tags);
    const shown = tags.slice(0, SHOWN).join(", ");
    const newest = `the newest tags are ${shown}${tags.length > SHOWN ? ", …" : ""}`;
    return near === undefined
        ? `push the image first; ${newest}`
        : `push the image first, or did you mean ${near}? (${newest})`;
}


/***/ })

};
