export const id = 8548;
export const ids = [8548];
export const modules = {

/***/ 50872:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fy: () => (/* binding */ awsAccessInRegion),
  a0: () => (/* binding */ createAwsAccess),
  u1: () => (/* binding */ stsEndpoint)
});

// EXTERNAL MODULE: ./packages/credentials/lib/ports.js
var lib_ports = __webpack_require__(78740);
// EXTERNAL MODULE: ./packages/credentials/lib/renewal.js
var renewal = __webpack_require__(35336);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/credentials/lib/claims.js
var lib_claims = __webpack_require__(56075);
// EXTERNAL MODULE: ./packages/credentials/lib/refusal.js
var refusal = __webpack_require__(14164);
// EXTERNAL MODULE: ./packages/credentials/lib/trust-policy/aws.js
var aws = __webpack_require__(54315);
;// CONCATENATED MODULE: ./packages/credentials/lib/aws/refusal.js




/** What STS refused AssumeRoleWithWebIdentity with, beside the trust policy that would have accepted the token. */
function roleRefusal(refused) {
    const { error, signIn, account, partition, received, ports } = refused;
    const name = (0,lib/* awsErrorName */.ZH)(error);
    const text = (0,lib/* errorMessage */.gJ)(error);
    const what = `AWS did not give the role ${signIn.role} to this job: ${name === undefined ? "" : `${name}: `}${text}`;
    if (name === undefined)
        return (0,lib/* awsError */.es)(error, `give the role ${signIn.role} to this job`, "sts:AssumeRoleWithWebIdentity");
    if (/MaxSessionDuration|durationSeconds/i.test(text)) {
        return new lib/* ActionError */.lZ("config", what, {
            cause: error,
            hint: `The sign-in asks for ${(0,lib/* formatDuration */.a3)(signIn.durationMs)}: ask for less (15m is the least; a rollout that lasts longer renews), or raise the role's maximum session duration.`,
        });
    }
    if (/RegionDisabled/.test(name)) {
        return new lib/* ActionError */.lZ("config", what, {
            cause: error,
            hint: "Activate STS for this region in the account, or name another region.",
        });
    }
    return (0,refusal/* refusalError */.z)({
        code: "permission",
        message: what,
        claims: received?.claims,
        policy: (job) => (0,aws/* awsTrustPolicy */.M)({ ...job, cloud: "aws", account, partition }),
        hint: hintFor(name, text, refused),
        skew: received?.skew,
        cause: error,
    }, ports);
}
function hintFor(name, text, { signIn, account, received }) {
    const claims = received?.claims;
    const issuer = (0,lib_claims/* claimText */.Q1)(claims, "iss") ?? "https://token.actions.githubusercontent.com";
    if (/audience/i.test(text)) {
        return `It is the audience that differs: the token has "${signIn.audience}", and the identity provider of account ${account} does not list it. Add it there (add-client-id-to-open-id-connect-provider), or set \`audience:\` in deploy.yml.`;
    }
    if (/No OpenIDConnect provider/i.test(text)) {
        return `Account ${account} has no identity provider for ${issuer}: make it, or name a role of an account that has one.`;
    }
    if (/^Expired/.test(name) || /expired/i.test(text)) {
        return "It is the time that differs: the token had expired when STS looked at it. A new one is asked for each time, so look at the clock of the runner.";
    }
    if (/^InvalidIdentityToken|^IDPRejectedClaim/.test(name)) {
        return `STS could not verify the token: look at the identity provider of account ${account} for ${issuer}.`;
    }
    const unusual = (0,refusal/* unusualSubject */.q)(claims);
    return `STS does not say which claim differs, nor whether the role exists: compare the conditions of its trust policy with sub, aud${(0,lib_claims/* claimText */.Q1)(claims, "job_workflow_ref") === undefined ? "" : " and job_workflow_ref"} above.${unusual === undefined ? "" : ` ${unusual}`}`;
}
/** What STS refused AssumeRole (a further role) with. */
function chainRefusal(error, role, from) {
    const known = (0,lib/* awsError */.es)(error, `give the role ${role} to ${from}`, "sts:AssumeRole");
    if (known.code !== "permission")
        return known;
    return new lib/* ActionError */.lZ("permission", known.message, {
        cause: error,
        hint: `Both sides have to agree: a policy of ${from} allows sts:AssumeRole on ${role}, and the trust policy of ${role} names ${from} as its principal.`,
    });
}

// EXTERNAL MODULE: ./packages/credentials/lib/aws/region.js
var aws_region = __webpack_require__(36808);
;// CONCATENATED MODULE: ./packages/credentials/lib/aws/session-name.js

const LONGEST = 64;
/** The session's name in CloudTrail: what was asked for, or repository and run; 2 to 64 of the characters STS allows. */
function sessionName(wanted, env) {
    if (wanted !== undefined)
        return legal(wanted).slice(0, LONGEST).padEnd(2, "-");
    const run = (0,lib_ports/* variable */.b)(env, "GITHUB_RUN_ID");
    const suffix = run === undefined ? "" : `-${legal(run)}`;
    const repository = legal((0,lib_ports/* variable */.b)(env, "GITHUB_REPOSITORY") ?? "terminal");
    return `${`deploy-${repository}`.slice(0, LONGEST - suffix.length)}${suffix}`;
}
function legal(text) {
    return text.replace(/[^\w+=,.@-]+/g, "-");
}

// EXTERNAL MODULE: ./packages/credentials/lib/aws/sts.js
var sts = __webpack_require__(19526);
;// CONCATENATED MODULE: ./packages/credentials/lib/aws/chain.js





/** AWS allows no more to a role that was taken by a role. */
const LONGEST_CHAINED_MS = 3_600_000;
/** Takes a further role with the keys of `access`. `from`: who takes it, for the message. */
async function assumeRole(role, from, access, signIn, ports, signal) {
    (0,aws_region/* parseRole */.gP)(role, access.region);
    const durationMs = Math.min(signIn.durationMs, LONGEST_CHAINED_MS);
    const what = `give the role ${role} to ${from}`;
    const client = await (0,sts/* stsClient */.Km)(ports, access, signal);
    const { AssumeRoleCommand } = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(4076)]).then(__webpack_require__.t.bind(__webpack_require__, 71695, 19));
    try {
        return await (0,sts/* withStsRetries */.xj)(ports, signal, what, async () => {
            const startedAt = ports.clock.now();
            const answer = await client.send(new AssumeRoleCommand({
                RoleArn: role,
                RoleSessionName: sessionName(signIn.sessionName, ports.env),
                DurationSeconds: Math.round(durationMs / 1_000),
            }));
            return (0,sts/* receivedKeys */.OJ)(ports, answer.Credentials, startedAt + durationMs, what);
        });
    }
    catch (error) {
        throw error instanceof lib/* ActionError */.lZ ? error : chainRefusal(error, role, from);
    }
    finally {
        client.destroy();
    }
}

// EXTERNAL MODULE: ./packages/credentials/lib/http-json.js
var http_json = __webpack_require__(29069);
;// CONCATENATED MODULE: ./packages/credentials/lib/aws/container-keys.js



const RELATIVE_HOST = "http://169.254.170.2";
/** ECS, EKS Pod Identity and loopback: nowhere else is the answer (or the token that asks for it) safe without TLS. */
const PLAIN_HOSTS = /^(169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\]|127\.0\.0\.\d+|localhost|\[::1\])$/;
const TIMEOUT_MS = 5_000;
/** Whether the runner is told where its container's credentials are. */
function hasContainerKeys(env) {
    return ((0,lib_ports/* variable */.b)(env, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") !== undefined ||
        (0,lib_ports/* variable */.b)(env, "AWS_CONTAINER_CREDENTIALS_FULL_URI") !== undefined);
}
/** Asks the agent of ECS or EKS Pod Identity for the container's keys. */
async function containerKeys(ports, signal) {
    const { env } = ports;
    const relative = (0,lib_ports/* variable */.b)(env, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    const url = relative === undefined
        ? ((0,lib_ports/* variable */.b)(env, "AWS_CONTAINER_CREDENTIALS_FULL_URI") ?? "")
        : `${RELATIVE_HOST}${relative}`;
    const target = URL.canParse(url) ? new URL(url) : undefined;
    if (target === undefined || (target.protocol !== "https:" && !PLAIN_HOSTS.test(target.hostname))) {
        throw new lib/* ActionError */.lZ("config", "AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor a container agent's address.");
    }
    const authorization = await authorizationOf(env);
    if (authorization !== undefined)
        ports.secrets.mask(authorization);
    const answer = await (0,http_json/* sendJson */.jD)(ports, {
        url: target.href,
        timeoutMs: TIMEOUT_MS,
        ...(authorization === undefined ? {} : { headers: { authorization } }),
        signal,
    });
    const accessKeyId = (0,http_json/* textAt */.$6)(answer.body, "AccessKeyId");
    const secretAccessKey = (0,http_json/* textAt */.$6)(answer.body, "SecretAccessKey");
    const sessionToken = (0,http_json/* textAt */.$6)(answer.body, "Token");
    if (answer.status !== 200 || accessKeyId === undefined || secretAccessKey === undefined) {
        throw new lib/* ActionError */.lZ("remote", `The container's agent gave no AWS credentials (HTTP ${answer.status}).`, {
            hint: "Name a role in deploy.yml, or look at the task role (ECS) or the pod identity association (EKS) of the runner.",
        });
    }
    for (const secret of [accessKeyId, secretAccessKey, sessionToken]) {
        if (secret !== undefined)
            ports.secrets.mask(secret);
    }
    const expiresAt = Date.parse((0,http_json/* textAt */.$6)(answer.body, "Expiration") ?? "");
    return {
        accessKeyId,
        secretAccessKey,
        sessionToken,
        expiresAt: Number.isFinite(expiresAt) ? expiresAt : undefined,
    };
}
async function authorizationOf(env) {
    const file = (0,lib_ports/* variable */.b)(env, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    if (file === undefined)
        return (0,lib_ports/* variable */.b)(env, "AWS_CONTAINER_AUTHORIZATION_TOKEN");
    try {
        const { readFile } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 51455, 19));
        return (await readFile(file, "utf8")).trim();
    }
    catch (error) {
        throw new lib/* ActionError */.lZ("config", `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read: ${(0,lib/* errorMessage */.gJ)(error)}.`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./packages/credentials/lib/aws/environment-keys.js



/**
 * The credentials that are already in the environment, as they are: AWS_ACCESS_KEY_ID and its companions (another step
 * signed in), else those of the container the runner lives in. Rejects with a `config` error when there are none.
 */
async function environmentKeys(ports, signal) {
    const { env } = ports;
    const accessKeyId = (0,lib_ports/* variable */.b)(env, "AWS_ACCESS_KEY_ID");
    const secretAccessKey = (0,lib_ports/* variable */.b)(env, "AWS_SECRET_ACCESS_KEY");
    if (accessKeyId !== undefined && secretAccessKey !== undefined) {
        const sessionToken = (0,lib_ports/* variable */.b)(env, "AWS_SESSION_TOKEN");
        for (const secret of [accessKeyId, secretAccessKey, sessionToken]) {
            if (secret !== undefined)
                ports.secrets.mask(secret);
        }
        return { accessKeyId, secretAccessKey, sessionToken, expiresAt: livingUntil(env, ports.clock) };
    }
    if (hasContainerKeys(env))
        return containerKeys(ports, signal);
    const half = accessKeyId ?? secretAccessKey;
    throw new lib/* ActionError */.lZ("config", half === undefined
        ? "Nothing signs in to AWS: deploy.yml names no role, and AWS_ACCESS_KEY_ID is not set."
        : `Nothing signs in to AWS: of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY only ${accessKeyId === undefined ? "the second" : "the first"} is set.`, {
        hint: "Write `role: arn:aws:iam::<account>:role/<name>` under `aws:` of the environment's sign-in and give the job `id-token: write`; or run a login action before this step.",
    });
}
/** One line about where they are from, for the log. */
function describeEnvironmentKeys(env) {
    if ((0,lib_ports/* variable */.b)(env, "AWS_ACCESS_KEY_ID") !== undefined) {
        return "AWS: using the credentials that are already in the environment (AWS_ACCESS_KEY_ID), as they are; they are not renewed.";
    }
    return "AWS: using the credentials of the container this runner lives in (AWS_CONTAINER_CREDENTIALS_*).";
}
/** Whether the key is one of a user, that lives until somebody deletes it. */
function isLongLivedKey(env) {
    return (/^AKIA/.test((0,lib_ports/* variable */.b)(env, "AWS_ACCESS_KEY_ID") ?? "") && (0,lib_ports/* variable */.b)(env, "AWS_SESSION_TOKEN") === undefined);
}
function livingUntil(env, clock) {
    const text = (0,lib_ports/* variable */.b)(env, "AWS_CREDENTIAL_EXPIRATION");
    const expiresAt = text === undefined ? Number.NaN : Date.parse(text);
    if (!Number.isFinite(expiresAt))
        return undefined;
    if (expiresAt <= clock.now()) {
        throw new lib/* ActionError */.lZ("permission", `The AWS credentials of the environment expired at ${new Date(expiresAt).toISOString()}.`, {
            hint: "Write the role into deploy.yml instead of signing in before this step: what this step signs in to is renewed while it runs.",
        });
    }
    return expiresAt;
}

// EXTERNAL MODULE: ./packages/credentials/lib/id-token.js
var id_token = __webpack_require__(23043);
;// CONCATENATED MODULE: ./packages/credentials/lib/aws/web-identity.js







/** Takes a role with a new token of GitHub's: AssumeRoleWithWebIdentity, which is not signed. */
async function assumeWithIdToken(signIn, access, ports, signal) {
    const { account, partition } = (0,aws_region/* parseRole */.gP)(signIn.role, access.region);
    const what = `give the role ${signIn.role} to this job`;
    const client = await (0,sts/* stsClient */.Km)(ports, access, signal);
    const { AssumeRoleWithWebIdentityCommand } = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(4076)]).then(__webpack_require__.t.bind(__webpack_require__, 71695, 19));
    let received;
    let tokenFailure;
    try {
        const attempt = async () => {
            const startedAt = ports.clock.now();
            // A new token for each attempt: a token that waited out a throttle may have expired meanwhile.
            received = await (0,id_token/* requestIdToken */.g)(ports, "AWS", signIn.audience, signal).catch((error) => {
                tokenFailure = error;
                throw error;
            });
            const answer = await client.send(new AssumeRoleWithWebIdentityCommand({
                RoleArn: signIn.role,
                RoleSessionName: sessionName(signIn.sessionName, ports.env),
                WebIdentityToken: received.token,
                DurationSeconds: Math.round(signIn.durationMs / 1_000),
            }));
            return (0,sts/* receivedKeys */.OJ)(ports, answer.Credentials, startedAt + signIn.durationMs, what);
        };
        return await (0,sts/* withStsRetries */.xj)(ports, signal, what, attempt, (error) => error === tokenFailure);
    }
    catch (error) {
        if (error instanceof lib/* ActionError */.lZ)
            throw withEnvironmentHint(error, ports);
        throw roleRefusal({ error, signIn, account, partition, received, ports });
    }
    finally {
        client.destroy();
    }
}
function withEnvironmentHint(error, ports) {
    if (error.code !== "permission" || (0,lib_ports/* variable */.b)(ports.env, "AWS_ACCESS_KEY_ID") === undefined)
        return error;
    return new lib/* ActionError */.lZ(error.code, error.message, {
        cause: error.cause,
        hint: `${error.hint ?? ""} Or leave \`role:\` out of deploy.yml to use the credentials that are already in the environment.`.trim(),
    });
}

;// CONCATENATED MODULE: ./packages/credentials/lib/aws/access.js






const DEFAULT_DURATION_MS = 3_600_000;
/**
 * Access to AWS: the role of the sign-in taken with GitHub's ID token, then the roles of its chain; or, without a role,
 * the credentials that are already in the environment. Nothing is asked before the first `keys`, and keys renew
 * themselves five minutes before they end. AWS_ENDPOINT_URL is every service's endpoint, AWS_ENDPOINT_URL_STS that of STS.
 *
 * Errors of the call: `config` without a region. Of `keys`: `permission` with the token's claims and the trust policy
 * that would accept them, `config`, `remote`.
 */
function createAwsAccess(signIn, ports, options = {}) {
    const region = (0,aws_region/* regionOf */.AP)(signIn, ports.env);
    const endpoint = (0,lib_ports/* variable */.b)(ports.env, "AWS_ENDPOINT_URL");
    const common = { region, ...(options.onCall === undefined ? {} : { onCall: options.onCall }) };
    const sts = { ...common, endpoint: stsEndpoint(ports.env) };
    let source = firstSource(signIn, sts, ports);
    let from = signIn?.role ?? "the credentials of the environment";
    for (const role of signIn?.chain ?? []) {
        const previous = source;
        const taker = from;
        const access = { ...sts, keys: (signal) => previous.get(signal) };
        const session = {
            sessionName: signIn?.sessionName,
            durationMs: signIn?.durationMs ?? DEFAULT_DURATION_MS,
        };
        source = renewed(role, ports, (signal) => assumeRole(role, taker, access, session, ports, signal));
        from = role;
    }
    return { ...common, endpoint, keys: (signal) => source.get(signal) };
}
/** The same keys in another region. */
function awsAccessInRegion(access, region) {
    return { ...access, region };
}
/** The endpoint of STS, where the environment moves it. */
function stsEndpoint(env) {
    return (0,lib_ports/* variable */.b)(env, "AWS_ENDPOINT_URL_STS") ?? (0,lib_ports/* variable */.b)(env, "AWS_ENDPOINT_URL");
}
function firstSource(signIn, sts, ports) {
    if (signIn?.role === undefined)
        return environmentSource(ports);
    const { role } = signIn;
    return renewed(role, ports, (signal) => assumeWithIdToken({ ...signIn, role }, sts, ports, signal));
}
function renewed(role, ports, fetch) {
    return (0,renewal/* createRenewal */.lr)({
        what: `The AWS keys of ${role}`,
        clock: ports.clock,
        log: ports.log,
        fetch,
        expiresAt: (keys) => keys.expiresAt,
        marginMs: renewal/* keyMarginMs */.yj,
    });
}
function environmentSource(ports) {
    let isSaid = false;
    return (0,renewal/* createRenewal */.lr)({
        what: "The AWS keys of the environment",
        clock: ports.clock,
        log: ports.log,
        fetch: async (signal) => {
            const keys = await environmentKeys(ports, signal);
            if (!isSaid) {
                isSaid = true;
                ports.log.info(describeEnvironmentKeys(ports.env));
                if (isLongLivedKey(ports.env)) {
                    ports.log.warning("AWS_ACCESS_KEY_ID is a long-lived key of a user. Name a role in deploy.yml instead: with `id-token: write` the job needs no key at all.");
                }
            }
            return keys;
        },
        expiresAt: (keys) => keys.expiresAt,
        marginMs: renewal/* keyMarginMs */.yj,
    });
}


/***/ }),

/***/ 36808:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ regionOf),
/* harmony export */   gP: () => (/* binding */ parseRole),
/* harmony export */   iQ: () => (/* binding */ partitionOf)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78740);


const PARTITIONS = [
    { name: "aws-cn", dnsSuffix: "amazonaws.com.cn", regions: /^cn-/ },
    { name: "aws-us-gov", dnsSuffix: "amazonaws.com", regions: /^us-gov-/ },
    { name: "aws-iso", dnsSuffix: "c2s.ic.gov", regions: /^us-iso-/ },
    { name: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov", regions: /^us-isob-/ },
    { name: "aws-eusc", dnsSuffix: "amazonaws.eu", regions: /^eusc-/ },
];
/** The partition a region belongs to. */
function partitionOf(region) {
    return (PARTITIONS.find(({ regions }) => regions.test(region)) ?? { name: "aws", dnsSuffix: "amazonaws.com" });
}
/** The region of a sign-in, or of the environment. Rejects with a `config` error when nobody says it. */
function regionOf(signIn, env) {
    const region = signIn?.region ?? (0,_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .variable */ .b)(env, "AWS_REGION") ?? (0,_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .variable */ .b)(env, "AWS_DEFAULT_REGION");
    if (region === undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", "No AWS region: neither the sign-in in deploy.yml names one, nor is AWS_REGION set.", {
            hint: "Write `region: eu-west-1` under `aws:` of the environment's sign-in.",
        });
    }
    // It becomes part of a host name.
    if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `"${region}" is no AWS region; expected one such as eu-west-1 or cn-north-1.`);
    }
    return region;
}
/** Reads `arn:aws:iam::123456789012:role/name`. Rejects with a `config` error that says what is wrong with it. */
function parseRole(arn, region) {
    const match = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(arn);
    if (match === null) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `"${arn}" is no role: expected arn:aws:iam::<account of 12 digits>:role/<name>.`);
    }
    const [, partition = "", account = ""] = match;
    const expected = partitionOf(region).name;
    if (partition !== expected) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `The role ${arn} is of the partition ${partition}, but the region ${region} belongs to ${expected}.`, { hint: `Name a region of ${partition}, or a role of ${expected}.` });
    }
    return { partition, account };
}


/***/ }),

/***/ 19526:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Km: () => (/* binding */ stsClient),
/* harmony export */   OJ: () => (/* binding */ receivedKeys),
/* harmony export */   xj: () => (/* binding */ withStsRetries)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const MAX_ATTEMPTS = 5;
const BASE_MS = 1_000;
const CAP_MS = 16_000;
/** A client of STS over the one HTTP client; it does not retry by itself, see {@link withStsRetries}. */
async function stsClient(ports, access, signal) {
    const { STSClient: Client } = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(4076)]).then(__webpack_require__.t.bind(__webpack_require__, 71695, 19));
    const full = { ...access, keys: access.keys ?? noKeys };
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .reportAwsCalls */ .Dz)(new Client({ ...(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .awsClientConfig */ .rw)(full, ports.http, signal), maxAttempts: 1 }), "sts", full);
}
async function noKeys() {
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("internal", "A call to STS that needs keys was made without any.");
}
/**
 * Calls STS again on throttling, a failed look at GitHub's keys, 5xx and network errors: jittered, through the clock,
 * five times in all. The last error says how often it was tried. `isFinal`: errors that are somebody else's.
 */
async function withStsRetries(ports, signal, what, attempt, isFinal = () => false) {
    for (let number = 1;; number += 1) {
        try {
            return await attempt();
        }
        catch (error) {
            const reason = isFinal(error) ? undefined : transientReason(error);
            if (reason === undefined)
                throw error;
            if (number === MAX_ATTEMPTS)
                throw exhausted(error, reason, what, number);
            const waitMs = Math.round((0.5 + ports.random.next() / 2) * Math.min(CAP_MS, BASE_MS * 2 ** (number - 1)));
            ports.log.debug(`STS did not ${what} yet (${reason}); trying again in ${waitMs} ms.`);
            await ports.clock.sleep(waitMs, signal);
        }
    }
}
function transientReason(error) {
    // First, because the SDK gives its `$metadata` also to errors that are not its own.
    for (let current = error; (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isError */ .bJ)(current); current = current.cause) {
        if (current instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .HttpFailure */ .HR)
            return current.failure === "tls" ? undefined : current.failure;
    }
    if (error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
        return undefined;
    const name = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .awsErrorName */ .ZH)(error);
    if (name === undefined)
        return undefined;
    if (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/i.test(name))
        return "throttled";
    if (/^IDPCommunicationError/.test(name))
        return "IDPCommunicationError";
    const status = error.$metadata?.httpStatusCode ?? 0;
    if (status === 429)
        return "throttled";
    return status >= 500 ? `${name}, HTTP ${status}` : undefined;
}
function exhausted(error, reason, what, attempts) {
    const hint = reason === "throttled"
        ? "Many jobs sign in at once: run fewer side by side (`concurrency:`, `max-parallel:`), or let STS's limits be raised."
        : reason === "IDPCommunicationError"
            ? "STS could not read GitHub's keys. Run the job again; if it persists, see https://www.githubstatus.com."
            : "Run the job again; if it persists, see https://health.aws.amazon.com.";
    const said = reason === "throttled" ? "STS throttled this job" : `STS did not answer well (${reason})`;
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `${said} in ${attempts} attempts to ${what}: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`, {
        cause: error,
        hint,
    });
}
/** The keys of an answer of STS, masked. Their life is counted on this runner's clock from before the call. */
function receivedKeys(ports, credentials, expiresAt, what) {
    const { AccessKeyId, SecretAccessKey, SessionToken } = credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `STS answered without credentials when asked to ${what}.`);
    }
    for (const secret of [AccessKeyId, SecretAccessKey, SessionToken])
        ports.secrets.mask(secret);
    return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiresAt,
    };
}


/***/ }),

/***/ 68609:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RE: () => (/* binding */ VAULT_SUFFIXES),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   pc: () => (/* binding */ isKnownAuthority),
/* harmony export */   vD: () => (/* binding */ azureCloud)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const CLOUDS = [
    {
        authority: "https://login.microsoftonline.com",
        management: "https://management.azure.com",
        vaultSuffix: "vault.azure.net",
    },
    {
        authority: "https://login.microsoftonline.us",
        management: "https://management.usgovcloudapi.net",
        vaultSuffix: "vault.usgovcloudapi.net",
    },
    {
        authority: "https://login.chinacloudapi.cn",
        management: "https://management.chinacloudapi.cn",
        vaultSuffix: "vault.azure.cn",
    },
    {
        authority: "https://login.partner.microsoftonline.cn",
        management: "https://management.chinacloudapi.cn",
        vaultSuffix: "vault.azure.cn",
    },
];
/** Suffixes a key vault's host may have. */
const VAULT_SUFFIXES = [...new Set(CLOUDS.map(({ vaultSuffix }) => vaultSuffix))];
/** Whether Entra's libraries know the sign-in host. */
function isKnownAuthority(authority) {
    return CLOUDS.some((cloud) => cloud.authority === authority);
}
/** The cloud of a sign-in host; `undefined`: the public one. Another https host (or loopback) is its own sign-in host. */
function azureCloud(authority) {
    const [publicCloud] = CLOUDS;
    if (authority === undefined)
        return publicCloud;
    const text = authority.includes("://") ? authority : `https://${authority}`;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const known = CLOUDS.find((cloud) => cloud.authority === url?.origin);
    if (known !== undefined)
        return known;
    const isSafe = url !== undefined && (url.protocol === "https:" || isLoopback(url));
    if (!isSafe) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `"${authority}" is no sign-in host of Azure.${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .suggest */ .ZA)(text, CLOUDS.map((cloud) => cloud.authority))}`);
    }
    return { ...publicCloud, authority: url.origin };
}
/** Whether a URL stays on this machine, where http is no risk. */
function isLoopback(url) {
    return (url.protocol === "http:" &&
        (url.hostname === "127.0.0.1" || url.hostname === "localhost" || url.hostname === "[::1]"));
}


/***/ }),

/***/ 56075:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q1: () => (/* binding */ claimText),
/* harmony export */   T9: () => (/* binding */ knownClaims),
/* harmony export */   Yq: () => (/* binding */ decodeClaims),
/* harmony export */   Zs: () => (/* binding */ describeClaims),
/* harmony export */   nW: () => (/* binding */ clockSkew)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/** What of a token is shown when a cloud refuses it, in this order. */
const SHOWN = [
    "iss",
    "sub",
    "aud",
    "environment",
    "ref",
    "event_name",
    "job_workflow_ref",
    "repository",
    "repository_id",
    "repository_owner_id",
    "runner_environment",
    "iat",
    "exp",
];
/** The claims of a JWT, not verified; `undefined` for anything that is none. */
function decodeClaims(token) {
    const payload = token.split(".")[1];
    if (payload === undefined)
        return undefined;
    try {
        const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
        return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(claims) ? claims : undefined;
    }
    catch {
        return undefined;
    }
}
/** A claim as text, `undefined` when it is absent or no text. */
function claimText(claims, name) {
    const value = claims?.[name];
    return typeof value === "string" && value !== "" ? value : undefined;
}
/** The claims a trust policy can look at, one aligned line each; never the token. */
function describeClaims(claims) {
    const width = Math.max(...SHOWN.map((name) => name.length));
    return SHOWN.map((name) => `  ${name.padEnd(width)}  ${shown(name, claims[name])}`).join("\n");
}
function shown(name, value) {
    if (value === undefined || value === "")
        return name === "environment" ? "(none: the job names no environment)" : "(none)";
    if ((name === "iat" || name === "exp") && typeof value === "number") {
        return `${value} (${new Date(value * 1_000).toISOString()})`;
    }
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .truncateUtf8 */ .Ck)((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(text), 300);
}
/** What is known of this job without a token: the environment's GITHUB_* variables, and what the ports say. */
function knownClaims(ports) {
    const { env } = ports;
    const named = {
        repository: env.GITHUB_REPOSITORY,
        repository_id: env.GITHUB_REPOSITORY_ID,
        repository_owner_id: env.GITHUB_REPOSITORY_OWNER_ID,
        ref: env.GITHUB_REF,
        event_name: env.GITHUB_EVENT_NAME,
    };
    return {
        ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
        ...ports.claims,
    };
}
// GitHub signs a token when it is asked for it, so that its `iat` tells the time there.
const TOLERATED_SKEW_MS = 60_000;
/** A sentence about the clock of this runner when it differs from GitHub's by more than a minute. */
function clockSkew(claims, receivedAtMs) {
    const issuedAt = claims?.iat;
    if (typeof issuedAt !== "number")
        return undefined;
    const skewMs = receivedAtMs - issuedAt * 1_000;
    if (Math.abs(skewMs) <= TOLERATED_SKEW_MS)
        return undefined;
    const direction = skewMs > 0 ? "ahead of" : "behind";
    return `The clock of this runner is ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.abs(skewMs))} ${direction} GitHub's: synchronise it (NTP).`;
}


/***/ }),

/***/ 29069:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   fK: () => (/* binding */ valueAt),
/* harmony export */   jD: () => (/* binding */ sendJson)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const MAX_BODY_BYTES = 1_048_576;
const LONGEST_QUOTE_BYTES = 600;
/** Sends a request and reads a JSON answer of at most 1 MiB. All the calls made through it may be repeated. */
async function sendJson(ports, request) {
    const { json, form, ...rest } = request;
    const body = json !== undefined
        ? JSON.stringify(json)
        : form === undefined
            ? undefined
            : String(new URLSearchParams(form));
    const type = json !== undefined ? "application/json" : "application/x-www-form-urlencoded";
    const response = await ports.http.send({
        maxBodyBytes: MAX_BODY_BYTES,
        retry: "idempotent",
        ...rest,
        headers: {
            accept: "application/json",
            ...(body === undefined ? {} : { "content-type": type }),
            ...rest.headers,
        },
        ...(body === undefined ? {} : { body }),
    });
    const text = new TextDecoder().decode(response.body);
    return {
        status: response.status,
        body: parse(text),
        text: quote(ports, response, text),
        attempts: response.attempts,
    };
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value) ? value : {};
    }
    catch {
        return {};
    }
}
function quote(ports, response, text) {
    const line = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(ports.secrets.redact(text.replace(/\s+/g, " ").trim()));
    const retried = response.attempts > 1 ? ` after ${response.attempts} attempts` : "";
    return `HTTP ${response.status}${retried}${line === "" ? "" : `: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .truncateUtf8 */ .Ck)(line, LONGEST_QUOTE_BYTES)}`}`;
}
/** A text below `keys` of a JSON answer, `undefined` when it is not there. */
function textAt(value, ...keys) {
    const found = valueAt(value, ...keys);
    return typeof found === "string" && found !== "" ? found : undefined;
}
/** The value below `keys` of a JSON answer. */
function valueAt(value, ...keys) {
    let current = value;
    for (const key of keys) {
        if (typeof key === "number")
            current = Array.isArray(current) ? current[key] : undefined;
        else
            current = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(current) && Object.hasOwn(current, key) ? current[key] : undefined;
    }
    return current;
}


/***/ }),

/***/ 23043:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ requestIdToken)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _claims_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56075);


/**
 * Asks GitHub for a new token. Rejects with a `permission` error that names the line to add when the job may have none.
 * `cloud`: for the message, e.g. `AWS`.
 */
async function requestIdToken(ports, cloud, audience, signal) {
    if (ports.idTokens === undefined)
        throw noIdTokens(cloud, audience);
    const token = ports.secrets.mask(await ports.idTokens.get(audience, signal));
    const claims = (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeClaims */ .Yq)(token);
    return { token, claims, skew: (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .clockSkew */ .nW)(claims, ports.clock.now()) };
}
function noIdTokens(cloud, audience) {
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("permission", `This job cannot sign in to ${cloud}: it has no ID token for the audience "${audience}" (ACTIONS_ID_TOKEN_REQUEST_URL is not set).`, {
        hint: 'Add "id-token: write" under `permissions:` of the job (and of the job that calls it, when it is a reusable workflow). ' +
            "Runs of pull requests from forks and of Dependabot get no ID tokens.",
    });
}


/***/ }),

/***/ 58548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  SECRET_STORES: () => (/* reexport */ SECRET_STORES),
  TRUST_POLICY_CLOUDS: () => (/* reexport */ trust_policy_options/* TRUST_POLICY_CLOUDS */.H),
  TRUST_POLICY_OPTIONS: () => (/* reexport */ TRUST_POLICY_OPTIONS),
  aksClusterAccess: () => (/* reexport */ aksClusterAccess),
  awsAccessInRegion: () => (/* reexport */ aws_access/* awsAccessInRegion */.fy),
  createAwsAccess: () => (/* reexport */ aws_access/* createAwsAccess */.a0),
  createAzureTokens: () => (/* reexport */ createAzureTokens),
  createCredentialSources: () => (/* reexport */ createCredentialSources),
  createGoogleTokens: () => (/* reexport */ createGoogleTokens),
  createVaultTokens: () => (/* reexport */ createVaultTokens),
  eksClusterAccess: () => (/* reexport */ eksClusterAccess),
  gkeClusterAccess: () => (/* reexport */ gkeClusterAccess),
  isSecretReference: () => (/* reexport */ isSecretReference),
  parseSecretReference: () => (/* reexport */ parseSecretReference),
  preflightAws: () => (/* reexport */ preflightAws),
  preflightAzure: () => (/* reexport */ preflightAzure),
  preflightGoogle: () => (/* reexport */ preflightGoogle),
  preflightVault: () => (/* reexport */ preflightVault),
  printTrustPolicy: () => (/* reexport */ printTrustPolicy),
  renderTrustPolicy: () => (/* reexport */ renderTrustPolicy),
  resolveSecret: () => (/* reexport */ resolveSecret),
  trustPolicy: () => (/* reexport */ trustPolicy)
});

// EXTERNAL MODULE: ./packages/credentials/lib/aws/access.js + 6 modules
var aws_access = __webpack_require__(50872);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/credentials/lib/claims.js
var lib_claims = __webpack_require__(56075);
// EXTERNAL MODULE: ./packages/credentials/lib/ports.js
var lib_ports = __webpack_require__(78740);
// EXTERNAL MODULE: ./packages/credentials/lib/renewal.js
var lib_renewal = __webpack_require__(35336);
// EXTERNAL MODULE: ./packages/credentials/lib/id-token.js
var id_token = __webpack_require__(23043);
// EXTERNAL MODULE: ./packages/credentials/lib/azure/cloud.js
var azure_cloud = __webpack_require__(68609);
// EXTERNAL MODULE: ./packages/credentials/lib/refusal.js
var refusal = __webpack_require__(14164);
// EXTERNAL MODULE: ./packages/credentials/lib/trust-policy/options.js
var trust_policy_options = __webpack_require__(88896);
;// CONCATENATED MODULE: ./packages/credentials/lib/trust-policy/shell-quote.js
/** A word for a POSIX shell, in a text that a person copies into one. */
function shellQuote(text) {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}

// EXTERNAL MODULE: ./packages/credentials/lib/trust-policy/subject.js
var trust_policy_subject = __webpack_require__(35302);
;// CONCATENATED MODULE: ./packages/credentials/lib/trust-policy/azure.js



/** A federated identity credential of an app registration, as the Azure CLI or Microsoft Graph takes it. */
function azureTrustPolicy(options) {
    const subject = (0,trust_policy_subject/* subjectOf */.e)(options);
    const issuer = options.issuer ?? trust_policy_options/* GITHUB_ISSUER */.o;
    const audiences = [options.audience ?? "api://AzureADTokenExchange"];
    const client = options.client ?? "<client-id>";
    const name = credentialName(options);
    const notes = [...subject.notes, ...(0,trust_policy_subject/* workflowNotes */.f)(options)];
    const hasWorkflow = options.workflow !== undefined && !subject.value.includes("job_workflow_ref:");
    if (!subject.isPattern && !hasWorkflow) {
        return {
            title: "Federated identity credential of the app registration",
            text: createCommand(client, { name, issuer, subject: subject.value, audiences }),
            notes: [
                ...notes,
                "Entra compares the subject letter by letter, case included, and knows no wildcards here: one credential for each environment or branch (20 for each application).",
                `For a managed identity: az identity federated-credential create --identity-name <name> --resource-group <group> --name ${name} --issuer ${issuer} --subject ${shellQuote(subject.value)} --audiences ${audiences.join(" ")}`,
            ],
        };
    }
    const conditions = [`claims['sub'] matches ${quote(subject.value)}`];
    if (hasWorkflow)
        conditions.push(`claims['job_workflow_ref'] eq ${quote(options.workflow ?? "")}`);
    const body = {
        name,
        issuer,
        audiences,
        claimsMatchingExpression: { value: conditions.join(" and "), languageVersion: 1 },
    };
    return {
        title: "Flexible federated identity credential of the app registration",
        text: `az rest --method post \\\n  --url "https://graph.microsoft.com/beta/applications(appId='${client}')/federatedIdentityCredentials" \\\n  --body ${shellQuote(JSON.stringify(body, undefined, 2))}`,
        notes: [
            ...notes,
            "A credential that matches patterns or job_workflow_ref is a flexible one (preview, app registrations only). Without it, put job_workflow_ref into the customised subject of the repository and trust that subject whole.",
        ],
    };
}
function createCommand(client, parameters) {
    return `az ad app federated-credential create --id ${client} --parameters ${shellQuote(JSON.stringify(parameters, undefined, 2))}`;
}
/** Letters, digits, `-` and `_`, 3 to 120 of them. */
function credentialName(options) {
    const place = options.environment ?? options.ref ?? "main";
    return `github-${options.repository}-${place}`.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 120);
}
function quote(text) {
    return `'${text.replaceAll("'", "''")}'`;
}

;// CONCATENATED MODULE: ./packages/credentials/lib/azure/refusal.js




/** What Entra refused, beside the federated credential that would have accepted the token. */
function azureRefusal(refused) {
    const { error, signIn, scope, received, ports } = refused;
    const text = ports.secrets.redact((0,lib/* errorMessage */.gJ)(error)).replace(/\s*Trace ID:.*$/s, "");
    const code = /AADSTS\d+/.exec(text)?.[0];
    const message = `Azure did not sign in the application ${signIn.client} of tenant ${signIn.tenant} for ${scope}: ${text}`;
    const plain = (errorCode, hint) => new lib/* ActionError */.lZ(errorCode, message, { cause: error, hint });
    switch (code) {
        case "AADSTS90002":
        case "AADSTS900023":
            return plain("config", `There is no tenant ${signIn.tenant} at ${signIn.authority ?? "the public cloud"}: correct \`tenant:\` in deploy.yml.`);
        case "AADSTS700016":
            return plain("config", `The tenant ${signIn.tenant} has no application with the id ${signIn.client}: correct \`client:\` in deploy.yml (the application id, not the object id).`);
        case "AADSTS500011":
            return plain("config", `${scope} is no resource of the tenant.`);
        default:
    }
    if (code === undefined)
        return plain("remote", "Run the job again; if it persists, see https://status.azure.com.");
    return (0,refusal/* refusalError */.z)({
        code: "permission",
        message,
        claims: received?.claims,
        policy: (job) => azureTrustPolicy({ ...job, cloud: "azure", client: signIn.client }),
        hint: hintFor(code, text, refused),
        skew: received?.skew,
        cause: error,
    }, ports);
}
function hintFor(code, text, { signIn, received }) {
    const claims = received?.claims;
    switch (code) {
        case "AADSTS700213":
            return `It is the subject that differs: no federated credential of ${signIn.client} has "${(0,lib_claims/* claimText */.Q1)(claims, "sub")}". ${(0,refusal/* unusualSubject */.q)(claims) ?? "Entra compares it letter by letter, case included."}`;
        case "AADSTS700212":
            return `It is the audience that differs: the token has "${signIn.audience}"; a federated credential usually has api://AzureADTokenExchange.`;
        case "AADSTS700211":
            return `It is the issuer that differs: the token has ${(0,lib_claims/* claimText */.Q1)(claims, "iss") ?? "none"}.`;
        case "AADSTS70021":
            return `No federated credential of ${signIn.client} has this issuer, subject and audience; a new one takes some minutes until it acts. ${(0,refusal/* unusualSubject */.q)(claims) ?? ""}`.trim();
        case "AADSTS700024":
        case "AADSTS700222":
            return "It is the time that differs: look at the clock of the runner. A new token is asked for each time.";
        default:
            return /expired|time range/i.test(text)
                ? "It is the time that differs: look at the clock of the runner."
                : `Compare the federated credentials of ${signIn.client} with iss, sub and aud above.`;
    }
}

;// CONCATENATED MODULE: ./packages/credentials/lib/azure/sdk-http.js

const MAX_BODY_BYTES = 1_048_576;
/**
 * The one HTTP client as Azure's SDK wants one. `authority`: the sign-in host; the SDK insists on https, so a loopback
 * host is called https there and http here. `onBody` sees each answer with status 200.
 */
function sdkHttpClient(http, authority, signal, onBody) {
    const local = URL.canParse(authority) && (0,azure_cloud/* isLoopback */.U9)(new URL(authority)) ? new URL(authority) : undefined;
    return {
        async sendRequest(request) {
            const url = new URL(request.url);
            if (local !== undefined && url.host === local.host)
                url.protocol = "http:";
            const { host: _host, "content-length": _length, ...headers } = request.headers.toJSON();
            const answer = await http.send({
                method: request.method,
                url: url.href,
                headers,
                ...(typeof request.body === "string" ? { body: request.body } : {}),
                maxBodyBytes: MAX_BODY_BYTES,
                // The client that sends may repeat: asking for a token twice harms nobody.
                retry: "idempotent",
                signal,
            });
            const bodyAsText = new TextDecoder().decode(answer.body);
            if (answer.status === 200)
                onBody(bodyAsText);
            return {
                request,
                status: answer.status,
                headers: headersOf(request.headers, answer.headers),
                bodyAsText,
            };
        },
    };
}
/** The SDK's headers are of a class of its own, that a request has one of. */
function headersOf(example, values) {
    const Headers = example.constructor;
    return new Headers(values);
}
/** The SDK's own way to be told where https stands for http: its addresses begin with https. */
function sdkAuthority(authority) {
    return authority.replace(/^http:/, "https:");
}

;// CONCATENATED MODULE: ./packages/credentials/lib/azure/federated-token.js





/**
 * One token for `scope`, by @azure/identity's ClientAssertionCredential, whose assertion is a new ID token each time.
 * The credential is made anew as well: the SDK's own cache goes by the wall clock and would hand out the old token.
 */
async function federatedToken(signIn, scope, ports, signal) {
    const { ClientAssertionCredential } = await Promise.all(/* import() */[__webpack_require__.e(2088), __webpack_require__.e(8256)]).then(__webpack_require__.bind(__webpack_require__, 48256));
    const { authority } = (0,azure_cloud/* azureCloud */.vD)(signIn.authority);
    const startedAt = ports.clock.now();
    let received;
    let ownFailure;
    let lifetimeMs;
    const assertion = async () => {
        try {
            received = await (0,id_token/* requestIdToken */.g)(ports, "Azure", signIn.audience, signal);
            return received.token;
        }
        catch (error) {
            // The SDK wraps what is thrown here in a text of its own.
            ownFailure = error;
            throw error;
        }
    };
    const guarded = {
        send: (request) => ports.http.send(request).catch((error) => {
            ownFailure = error;
            throw error;
        }),
    };
    try {
        const credential = new ClientAssertionCredential(signIn.tenant, signIn.client, assertion, {
            authorityHost: sdkAuthority(authority),
            disableInstanceDiscovery: !(0,azure_cloud/* isKnownAuthority */.pc)(authority),
            httpClient: sdkHttpClient(guarded, authority, signal, (body) => {
                lifetimeMs = lifetimeOf(body) ?? lifetimeMs;
            }),
            retryOptions: { maxRetries: 0 },
        });
        const token = await credential.getToken(scope, { abortSignal: signal });
        ports.secrets.mask(token.token);
        return { value: token.token, expiresAt: startedAt + (lifetimeMs ?? 0) };
    }
    catch (error) {
        if (ownFailure instanceof lib/* ActionError */.lZ)
            throw ownFailure;
        throw azureRefusal({ error: ownFailure ?? error, signIn, scope, received, ports });
    }
}
function lifetimeOf(body) {
    try {
        const answer = JSON.parse(body);
        const seconds = (0,lib/* isObject */.Gv)(answer) && "access_token" in answer ? Number(answer.expires_in) : Number.NaN;
        return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/credentials/lib/azure/tokens.js





/** What Azure's own login action and Terraform call the two ids; no secrets. */
const CLIENT = "AZURE_CLIENT_ID";
const TENANT = "AZURE_TENANT_ID";
const TOKEN = "AZURE_ACCESS_TOKEN";
const DEFAULT_AUDIENCE = "api://AzureADTokenExchange";
/**
 * Tokens of Azure for a resource (`https://management.azure.com`) or scope (`…/.default`): by federated credential of
 * the sign-in; without one by AZURE_CLIENT_ID and AZURE_TENANT_ID; or AZURE_ACCESS_TOKEN as it is.
 *
 * Errors of `get`: `permission` with the token's claims and the federated credential that would accept them, `config`,
 * `remote`.
 */
function createAzureTokens(signIn, resource, ports) {
    const scope = scopeOf(resource);
    let isSaid = false;
    const say = (text) => {
        if (!isSaid)
            ports.log.info(text);
        isSaid = true;
    };
    return (0,lib_renewal/* createRenewal */.lr)({
        what: `The Azure tokens for ${scope}`,
        clock: ports.clock,
        log: ports.log,
        fetch: async (signal) => {
            if (signIn !== undefined)
                return federatedToken(signIn, scope, ports, signal);
            const given = (0,lib_ports/* variable */.b)(ports.env, TOKEN);
            if (given !== undefined) {
                const token = givenToken(ports, given, scope);
                say(`Azure: using the token that is already in the environment (${TOKEN}), as it is; it is not renewed.`);
                return token;
            }
            const fromEnvironment = environmentSignIn(ports.env);
            if (fromEnvironment === undefined)
                throw nothingSignsIn(ports.env);
            say(`Azure: signing in with the ids that are already in the environment (${CLIENT}, ${TENANT}) and GitHub's ID token.`);
            return federatedToken(fromEnvironment, scope, ports, signal);
        },
        expiresAt: (token) => token.expiresAt,
        marginMs: lib_renewal/* tokenMarginMs */.W0,
    });
}
/** The scope a token is asked for: a resource with `/.default`. */
function scopeOf(resource) {
    return resource.endsWith("/.default") ? resource : `${resource.replace(/\/$/, "")}/.default`;
}
function environmentSignIn(env) {
    const client = (0,lib_ports/* variable */.b)(env, CLIENT);
    const tenant = (0,lib_ports/* variable */.b)(env, TENANT);
    if (client === undefined || tenant === undefined)
        return undefined;
    return { client, tenant, audience: DEFAULT_AUDIENCE, authority: (0,lib_ports/* variable */.b)(env, "AZURE_AUTHORITY_HOST") };
}
function nothingSignsIn(env) {
    const secret = (0,lib_ports/* variable */.b)(env, "AZURE_CLIENT_SECRET") === undefined
        ? ""
        : " AZURE_CLIENT_SECRET is not read: it is a long-lived key.";
    return new lib/* ActionError */.lZ("config", `Nothing signs in to Azure: deploy.yml names no application, and neither ${CLIENT} with ${TENANT} nor ${TOKEN} is set.${secret}`, {
        hint: "Write `tenant:` and `client:` under `azure:` of the environment's sign-in and give the job `id-token: write`. The session of the Azure CLI (azure/login) is not used.",
    });
}
function givenToken(ports, value, scope) {
    ports.secrets.mask(value);
    const claims = (0,lib_claims/* decodeClaims */.Yq)(value);
    const expiresAt = typeof claims?.exp === "number" ? claims.exp * 1_000 : undefined;
    if (expiresAt !== undefined && expiresAt <= ports.clock.now()) {
        throw new lib/* ActionError */.lZ("permission", `${TOKEN} expired at ${new Date(expiresAt).toISOString()}.`, {
            hint: "Write `tenant:` and `client:` into deploy.yml: what this step signs in to is renewed while it runs.",
        });
    }
    const audience = (0,lib_claims/* claimText */.Q1)(claims, "aud");
    const resource = scope.replace(/\/\.default$/, "");
    if (audience !== undefined && audience.replace(/\/$/, "") !== resource) {
        throw new lib/* ActionError */.lZ("config", `${TOKEN} is a token for ${audience}, but one for ${resource} is needed.`, {
            hint: "A token is for one resource. Write `tenant:` and `client:` into deploy.yml, then each resource gets its own.",
        });
    }
    return { value, expiresAt };
}

// EXTERNAL MODULE: ./packages/credentials/lib/http-json.js
var http_json = __webpack_require__(29069);
;// CONCATENATED MODULE: ./packages/credentials/lib/clusters/access.js

/** There is no such cluster; names those there are. `where`: region, resource group or project that was asked. */
function clusterMissing(name, where, names) {
    const rest = names === undefined
        ? ""
        : names.length === 0
            ? " There is no cluster at all."
            : (0,lib/* suggest */.ZA)(name, names.slice(0, 50));
    return new lib/* ActionError */.lZ("config", `There is no cluster "${name}" in ${where}.${rest}`, {
        hint: "Correct the name of the cluster in deploy.yml, or the place it is looked for in.",
    });
}
/** The job may not look. */
function clusterForbidden(what, said, allow) {
    return new lib/* ActionError */.lZ("permission", `This job may not ${what}: ${said}`, { hint: allow });
}

;// CONCATENATED MODULE: ./packages/credentials/lib/clusters/aks.js




/** The application that stands for every AKS cluster in Entra. */
const AKS_SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630";
const API_VERSION = "2025-05-01";
const RESOURCE = /^\/subscriptions\/[\w-]+\/resourceGroups\/([\w.()-]+)\/providers\/Microsoft\.ContainerService\/managedClusters\/([\w-]+)$/i;
/**
 * Access to an AKS cluster that trusts Entra: server and authority from its user's kubeconfig, tokens of Entra.
 * `azureTokensFor`: tokens for a resource, as {@link createAzureTokens} makes them.
 *
 * Errors: `config` when there is no such cluster (with the nearest name) or it does not trust Entra, `permission` naming
 * the action, `remote`.
 */
async function aksClusterAccess(resourceId, azureTokensFor, ports, signal, options = {}) {
    const match = RESOURCE.exec(resourceId);
    if (match === null) {
        throw new lib/* ActionError */.lZ("config", `"${resourceId}" is no AKS cluster: expected /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerService/managedClusters/<name>.`);
    }
    const [, group = "", name = ""] = match;
    const { management } = (0,azure_cloud/* azureCloud */.vD)(options.authority);
    const token = await azureTokensFor(management).get(signal);
    const headers = { authorization: `Bearer ${token.value}` };
    const answer = await (0,http_json/* sendJson */.jD)(ports, {
        method: "POST",
        url: `${management}${resourceId}/listClusterUserCredential?api-version=${API_VERSION}&format=exec`,
        headers,
        signal,
    });
    if (answer.status === 404) {
        const list = await (0,http_json/* sendJson */.jD)(ports, {
            url: `${management}${resourceId.replace(/\/[^/]+$/, "")}?api-version=${API_VERSION}`,
            headers,
            signal,
        });
        throw clusterMissing(name, `the resource group ${group}`, list.status === 200 ? namesIn(list.body) : undefined);
    }
    if (answer.status === 401 || answer.status === 403) {
        throw clusterForbidden(`look at the AKS cluster ${name}`, answer.text, 'Give the application of this job the role "Azure Kubernetes Service Cluster User Role" on the cluster (Microsoft.ContainerService/managedClusters/listClusterUserCredential/action).');
    }
    const encoded = (0,http_json/* textAt */.$6)(answer.body, "kubeconfigs", 0, "value");
    if (answer.status !== 200 || encoded === undefined) {
        throw new lib/* ActionError */.lZ("remote", `Azure did not say where the AKS cluster ${name} is: ${answer.text}`);
    }
    return { ...readKubeconfig(encoded, name, ports), tokens: azureTokensFor(AKS_SERVER) };
}
/** Server and authority of the one cluster in a kubeconfig of AKS: two lines of YAML that Azure itself writes. */
function readKubeconfig(encoded, name, ports) {
    const text = Buffer.from(encoded, "base64").toString("utf8");
    // Without Entra the file holds a key or a token of an administrator.
    for (const [, secret] of text.matchAll(/(?:client-key-data|\btoken): "?([^\s"]+)/g))
        ports.secrets.mask(secret ?? "");
    const server = /^\s*server: "?(https:\/\/[^\s"]+?)\/?"?\s*$/m.exec(text)?.[1];
    const caData = /^\s*certificate-authority-data: "?([A-Za-z0-9+/=]+)"?\s*$/m.exec(text)?.[1];
    if (server === undefined || caData === undefined) {
        throw new lib/* ActionError */.lZ("remote", `The kubeconfig of the AKS cluster ${name} names no server or no authority.`);
    }
    if (!/^\s*(exec|auth-provider):/m.test(text)) {
        throw new lib/* ActionError */.lZ("config", `The AKS cluster ${name} does not trust Entra: it has local accounts only.`, {
            hint: "Enable Microsoft Entra integration (az aks update --enable-aad), or give a kubeconfig instead.",
        });
    }
    return { server, caData };
}
function namesIn(body) {
    const list = (0,http_json/* valueAt */.fK)(body, "value");
    if (!Array.isArray(list))
        return [];
    return list.map((item) => (0,http_json/* textAt */.$6)(item, "name")).filter((name) => name !== undefined);
}

// EXTERNAL MODULE: ./packages/credentials/lib/aws/region.js
var region = __webpack_require__(36808);
;// CONCATENATED MODULE: ./packages/credentials/lib/clusters/signed-request.js


/** One signed GET of a REST-JSON service of AWS, without its SDK. `operation`: as its permissions name it. */
async function signedGet(call, access, ports, signal) {
    const base = access.endpoint ?? `https://${call.service}.${access.region}.${(0,region/* partitionOf */.iQ)(access.region).dnsSuffix}`;
    const url = new URL(call.path, base);
    const signer = await awsSigner(access, call.service, signal);
    const signed = await signer.sign({
        method: "GET",
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port === "" ? {} : { port: Number(url.port) }),
        path: url.pathname,
        query: {},
        headers: { host: url.host },
    }, { signingDate: new Date(ports.clock.now()) });
    const { host: _host, ...headers } = signed.headers;
    access.onCall?.({ api: "aws", service: call.service, operation: call.operation });
    return (0,http_json/* sendJson */.jD)(ports, { url: url.href, headers, signal });
}
/** A signer (version 4) with the keys of an access. */
async function awsSigner(access, service, signal) {
    const [{ SignatureV4 }, { Sha256 }] = await Promise.all([
        __webpack_require__.e(/* import() */ 5118).then(__webpack_require__.t.bind(__webpack_require__, 75118, 19)),
        __webpack_require__.e(/* import() */ 3156).then(__webpack_require__.t.bind(__webpack_require__, 23156, 19)),
    ]);
    const keys = await access.keys(signal);
    return new SignatureV4({
        service,
        region: access.region,
        sha256: Sha256,
        credentials: {
            accessKeyId: keys.accessKeyId,
            secretAccessKey: keys.secretAccessKey,
            ...(keys.sessionToken === undefined ? {} : { sessionToken: keys.sessionToken }),
        },
    });
}

;// CONCATENATED MODULE: ./packages/credentials/lib/clusters/eks.js






/** EKS takes a token for 15 minutes from its signature. */
const LIFETIME_MS = 14 * 60_000;
/** What the URL itself says: EKS's authenticator refuses longer ones. */
const URL_LIFETIME_SECONDS = 60;
/**
 * Access to an EKS cluster of the region: server and authority from DescribeCluster, the token a presigned
 * GetCallerIdentity as `aws eks get-token` makes it.
 *
 * Errors: `config` when there is no such cluster (with the nearest name), `permission` naming the action, `remote`.
 */
async function eksClusterAccess(cluster, aws, ports, signal) {
    const describe = {
        service: "eks",
        operation: "DescribeCluster",
        path: `/clusters/${encodeURIComponent(cluster)}`,
    };
    const answer = await signedGet(describe, aws, ports, signal);
    if (answer.status === 404)
        throw clusterMissing(cluster, aws.region, await clusterNames(aws, ports, signal));
    if (answer.status === 401 || answer.status === 403) {
        throw clusterForbidden(`look at the EKS cluster ${cluster} in ${aws.region}`, answer.text, "Allow eks:DescribeCluster on the cluster to the role of this job, and give the role an access entry of the cluster.");
    }
    const server = (0,http_json/* textAt */.$6)(answer.body, "cluster", "endpoint");
    const caData = (0,http_json/* textAt */.$6)(answer.body, "cluster", "certificateAuthority", "data");
    if (answer.status !== 200 || server === undefined || caData === undefined) {
        const status = (0,http_json/* textAt */.$6)(answer.body, "cluster", "status");
        throw new lib/* ActionError */.lZ("remote", `EKS did not say where the cluster ${cluster} is: ${answer.status === 200 ? `it is ${status ?? "without status"}` : answer.text}`);
    }
    const tokens = (0,lib_renewal/* createRenewal */.lr)({
        what: `The tokens of the EKS cluster ${cluster}`,
        clock: ports.clock,
        log: ports.log,
        fetch: (inner) => eksToken(cluster, aws, ports, inner),
        expiresAt: (token) => token.expiresAt,
        marginMs: lib_renewal/* tokenMarginMs */.W0,
    });
    return { server, caData, tokens };
}
async function clusterNames(aws, ports, signal) {
    const answer = await signedGet({ service: "eks", operation: "ListClusters", path: "/clusters" }, aws, ports, signal);
    const names = (0,http_json/* valueAt */.fK)(answer.body, "clusters");
    return answer.status === 200 && Array.isArray(names)
        ? names.filter((name) => typeof name === "string")
        : undefined;
}
/** `k8s-aws-v1.` and a presigned STS URL: always AWS's own host, since the cluster asks there itself. */
async function eksToken(cluster, aws, ports, signal) {
    const startedAt = ports.clock.now();
    const hostname = `sts.${aws.region}.${(0,region/* partitionOf */.iQ)(aws.region).dnsSuffix}`;
    const signer = await awsSigner(aws, "sts", signal);
    const { expiresAt: keysEnd } = await aws.keys(signal);
    const signed = await signer.presign({
        method: "GET",
        protocol: "https:",
        hostname,
        path: "/",
        query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
        headers: { host: hostname, "x-k8s-aws-id": cluster },
    }, { expiresIn: URL_LIFETIME_SECONDS, signingDate: new Date(startedAt) });
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(signed.query ?? {}))
        query.set(name, String(value));
    const url = `https://${hostname}/?${query}`;
    const value = ports.secrets.mask(`k8s-aws-v1.${Buffer.from(url).toString("base64url")}`);
    return { value, expiresAt: Math.min(startedAt + LIFETIME_MS, keysEnd ?? Number.POSITIVE_INFINITY) };
}

;// CONCATENATED MODULE: ./packages/credentials/lib/clusters/gke.js



const NAME = /^projects\/([\w.:-]+)\/locations\/([\w-]+)\/clusters\/([\w-]+)$/;
const URL_BASE = "https://container.googleapis.com/v1";
/**
 * Access to a GKE cluster, `projects/<project>/locations/<location>/clusters/<name>`: by its DNS endpoint where the
 * IP endpoint is off, else by IP address; the tokens are Google's own.
 *
 * Errors: `config` when there is no such cluster (with the nearest name), `permission` naming the action, `remote`.
 */
async function gkeClusterAccess(name, google, ports, signal) {
    const match = NAME.exec(name);
    if (match === null) {
        throw new lib/* ActionError */.lZ("config", `"${name}" is no GKE cluster: expected projects/<project>/locations/<location>/clusters/<name>.`);
    }
    const [, project = "", location = "", short = ""] = match;
    const token = await google.get(signal);
    const headers = { authorization: `Bearer ${token.value}` };
    const answer = await (0,http_json/* sendJson */.jD)(ports, { url: `${URL_BASE}/${name}`, headers, signal });
    if (answer.status === 404) {
        const list = await (0,http_json/* sendJson */.jD)(ports, {
            url: `${URL_BASE}/projects/${project}/locations/-/clusters`,
            headers,
            signal,
        });
        throw clusterMissing(short, `${location} of the project ${project}`, list.status === 200 ? gke_namesIn(list.body, location) : undefined);
    }
    if (answer.status === 401 || answer.status === 403) {
        throw clusterForbidden(`look at the GKE cluster ${name}`, (0,http_json/* textAt */.$6)(answer.body, "error", "message") ?? answer.text, "Give the principal of this job roles/container.clusterViewer on the project (container.clusters.get), and a role inside the cluster.");
    }
    const found = endpointOf(answer.body);
    if (answer.status !== 200 || found === undefined) {
        throw new lib/* ActionError */.lZ("remote", `Google did not say where the GKE cluster ${name} is: ${answer.status === 200 ? `it is ${(0,http_json/* textAt */.$6)(answer.body, "status") ?? "without an endpoint"}` : answer.text}`);
    }
    return { ...found, tokens: google };
}
function endpointOf(body) {
    const endpoints = "controlPlaneEndpointsConfig";
    const dns = (0,http_json/* textAt */.$6)(body, endpoints, "dnsEndpointConfig", "endpoint");
    const isIpOff = (0,http_json/* valueAt */.fK)(body, endpoints, "ipEndpointsConfig", "enabled") === false;
    if (dns !== undefined && isIpOff)
        return { server: `https://${dns}`, caData: undefined };
    const address = (0,http_json/* textAt */.$6)(body, "endpoint");
    const caData = (0,http_json/* textAt */.$6)(body, "masterAuth", "clusterCaCertificate");
    return address === undefined || caData === undefined ? undefined : { server: `https://${address}`, caData };
}
/** Names in the same place as they are, those of elsewhere with their place. */
function gke_namesIn(body, location) {
    const list = (0,http_json/* valueAt */.fK)(body, "clusters");
    if (!Array.isArray(list))
        return [];
    return list.flatMap((item) => {
        const name = (0,http_json/* textAt */.$6)(item, "name");
        const place = (0,http_json/* textAt */.$6)(item, "location");
        if (name === undefined)
            return [];
        return [place === location || place === undefined ? name : `${name} (${place})`];
    });
}

;// CONCATENATED MODULE: ./packages/credentials/lib/google/credential-file.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});



const VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";
const MAX_BYTES = 65_536;
/**
 * The federation a credential file of type `external_account` describes; `undefined` when no file is named. A key of a
 * service account is refused: it lives until somebody deletes it.
 */
async function credentialFileSignIn(env) {
    const path = (0,lib_ports/* variable */.b)(env, VARIABLE);
    if (path === undefined)
        return undefined;
    const file = await readJson(path);
    const type = (0,http_json/* textAt */.$6)(file, "type");
    if (type === "service_account") {
        throw new lib/* ActionError */.lZ("config", `The file of ${VARIABLE} is a long-lived key of a service account, which is not used.`, {
            hint: "Sign in by workload identity federation: write `provider:` under `gcp:` of the environment's sign-in.",
        });
    }
    const provider = (0,http_json/* textAt */.$6)(file, "audience")?.replace(/^\/\/iam\.googleapis\.com\//, "");
    if (type !== "external_account" || provider === undefined) {
        throw new lib/* ActionError */.lZ("config", `The file of ${VARIABLE} has the type ${type ?? "(none)"}; expected external_account.`);
    }
    const url = (0,http_json/* textAt */.$6)(file, "service_account_impersonation_url");
    const serviceAccount = /\/serviceAccounts\/([^/:]+):generateAccessToken$/.exec(url ?? "")?.[1];
    return { provider, serviceAccount, audience: sourceAudience(file) };
}
/** google-github-actions/auth asks for the ID token by URL, with the audience in its query. */
function sourceAudience(file) {
    const url = (0,http_json/* textAt */.$6)(file, "credential_source", "url");
    return url !== undefined && URL.canParse(url)
        ? (new URL(url).searchParams.get("audience") ?? undefined)
        : undefined;
}
async function readJson(path) {
    const { open } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 51455, 19));
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const file = __addDisposableResource(env_1, await open(path), true);
            const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0);
            return JSON.parse(buffer.toString("utf8", 0, bytesRead));
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch (error) {
        // A parser's message quotes what it read, and that may be a key.
        const reason = error instanceof SyntaxError ? "it is no JSON" : (0,lib/* errorMessage */.gJ)(error);
        throw new lib/* ActionError */.lZ("config", `The file of ${VARIABLE} cannot be read: ${reason}.`);
    }
}

;// CONCATENATED MODULE: ./packages/credentials/lib/trust-policy/gcp.js




const PROVIDER = /^projects\/([\w.:-]+)\/locations\/global\/workloadIdentityPools\/([\w-]+)\/providers\/([\w-]+)$/;
/** Longest `google.subject`. */
const MAX_SUBJECT_BYTES = 127;
/** The provider of a workload identity pool and who may use it, as gcloud commands. */
function gcpTrustPolicy(options) {
    const [, project = "<project-number>", pool = "<pool>", provider = "<provider>"] = PROVIDER.exec(options.provider ?? "") ?? [];
    const subject = (0,trust_policy_subject/* subjectOf */.e)(options);
    const issuer = options.issuer ?? trust_policy_options/* GITHUB_ISSUER */.o;
    const isLong = (0,lib/* utf8Length */.wI)(subject.value) > MAX_SUBJECT_BYTES;
    const mapping = [
        isLong ? "google.subject=assertion.repository_id" : "google.subject=assertion.sub",
        "attribute.repository_id=assertion.repository_id",
        "attribute.repository_owner_id=assertion.repository_owner_id",
        "attribute.job_workflow_ref=assertion.job_workflow_ref",
    ].join(",");
    const members = `iam.googleapis.com/projects/${project}/locations/global/workloadIdentityPools/${pool}`;
    const member = options.workflow !== undefined
        ? `principalSet://${members}/attribute.job_workflow_ref/${options.workflow}`
        : isLong
            ? `principal://${members}/subject/${options.repositoryId ?? "<repository-id>"}`
            : `principal://${members}/subject/${subject.value}`;
    const audience = options.audience === undefined ? "" : ` \\\n  --allowed-audiences=${shellQuote(options.audience)}`;
    const grant = options.serviceAccount === undefined
        ? `gcloud projects add-iam-policy-binding ${project} \\\n  --role=<role> \\\n  --member=${shellQuote(member)}`
        : `gcloud iam service-accounts add-iam-policy-binding ${shellQuote(options.serviceAccount)} \\\n  --role=roles/iam.workloadIdentityUser \\\n  --member=${shellQuote(member)}`;
    return {
        title: "Workload identity provider and its principal",
        text: `gcloud iam workload-identity-pools providers create-oidc ${provider} \\
  --project=${project} --location=global --workload-identity-pool=${pool} \\
  --issuer-uri=${shellQuote(issuer)}${audience} \\
  --attribute-mapping=${shellQuote(mapping)} \\
  --attribute-condition=${shellQuote(condition(options, subject.value))}
${grant}`,
        notes: [
            ...subject.notes,
            ...(0,trust_policy_subject/* workflowNotes */.f)(options),
            "Use update-oidc for a provider that exists. Bindings take a few minutes until they act.",
            ...(isLong
                ? [
                    `The subject has more than ${MAX_SUBJECT_BYTES} bytes, which google.subject cannot hold: the repository's id stands for it, and the condition holds the rest.`,
                ]
                : []),
            ...(options.ownerId === undefined
                ? ["Names can be taken over after a rename; ids cannot: give --owner-id and --repository-id."]
                : []),
        ],
    };
}
function condition(options, subject) {
    const owner = options.repository.split("/")[0] ?? "";
    const parts = [
        options.ownerId === undefined
            ? equal("repository_owner", owner)
            : equal("repository_owner_id", options.ownerId),
    ];
    if (options.workflow !== undefined) {
        parts.push(equal("job_workflow_ref", options.workflow));
        if (options.environment !== undefined)
            parts.push(equal("environment", options.environment));
    }
    else {
        if (options.repositoryId !== undefined)
            parts.push(equal("repository_id", options.repositoryId));
        parts.push(equal("sub", subject));
    }
    return parts.join(" && ");
}
/** A comparison in CEL. */
function equal(claim, value) {
    return `assertion.${claim} == '${value.replace(/[\\']/g, "\\$&")}'`;
}

;// CONCATENATED MODULE: ./packages/credentials/lib/google/refusal.js





/** What Google refused, beside the provider or binding that would have accepted the token. */
function googleRefusal(refused) {
    const { answer, signIn, received, hop, ports } = refused;
    const who = hop === "account" ? `a token of ${signIn.serviceAccount}` : `a federated token of ${signIn.provider}`;
    const description = (0,http_json/* textAt */.$6)(answer.body, "error_description") ?? (0,http_json/* textAt */.$6)(answer.body, "error", "message");
    const code = (0,http_json/* textAt */.$6)(answer.body, "error") ?? (0,http_json/* textAt */.$6)(answer.body, "error", "status");
    const said = description === undefined ? answer.text : `${code ?? `HTTP ${answer.status}`}: ${description}`;
    const message = `Google Cloud did not give ${who} to this job: ${said}`;
    if (answer.status === 429 || answer.status >= 500) {
        return new lib/* ActionError */.lZ("remote", `${message} (${answer.attempts} attempts)`, {
            hint: answer.status === 429
                ? "Many jobs sign in at once: run fewer side by side."
                : "Run the job again; if it persists, see https://status.cloud.google.com.",
        });
    }
    if (code === "invalid_target") {
        return new lib/* ActionError */.lZ("config", message, {
            hint: `The pool or the provider does not exist, or is disabled: correct \`provider:\` in deploy.yml (${signIn.provider}; the project's number, not its id).`,
        });
    }
    return (0,refusal/* refusalError */.z)({
        code: "permission",
        message,
        claims: received.claims,
        policy: (job) => gcpTrustPolicy({
            ...job,
            cloud: "gcp",
            audience: signIn.audience,
            provider: signIn.provider,
            serviceAccount: signIn.serviceAccount,
        }),
        hint: refusal_hintFor(code, description ?? "", refused),
        skew: received.skew,
        cause: undefined,
    }, ports);
}
function refusal_hintFor(code, description, { signIn, received, hop }) {
    const { claims } = received;
    if (hop === "account") {
        return `The provider accepted the token; it is the binding on ${signIn.serviceAccount} that does not name this principal (roles/iam.workloadIdentityUser), or the account does not exist. ${(0,refusal/* unusualSubject */.q)(claims) ?? ""}`.trim();
    }
    if (/audience/i.test(description)) {
        return `It is the audience that differs: the token has "${(0,lib_claims/* claimText */.Q1)(claims, "aud")}", as \`audience:\` of deploy.yml says or by default; the provider expects https://iam.googleapis.com/${signIn.provider} unless it lists allowed audiences.`;
    }
    if (code === "unauthorized_client" || /attribute condition/i.test(description)) {
        return `It is the provider's attribute condition that rejects the token: compare it with the claims above. ${(0,refusal/* unusualSubject */.q)(claims) ?? ""}`.trim();
    }
    if (/stale|expired|issued|future/i.test(description)) {
        return "It is the time that differs: look at the clock of the runner. A new token is asked for each time.";
    }
    if (/issuer/i.test(description))
        return `It is the issuer that differs: the token has ${(0,lib_claims/* claimText */.Q1)(claims, "iss") ?? "none"}.`;
    return "Compare issuer, audiences and attribute condition of the provider with iss, aud and sub above.";
}

;// CONCATENATED MODULE: ./packages/credentials/lib/google/federated-token.js




const STS_URL = "https://sts.googleapis.com/v1/token";
const IAM_URL = "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts";
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const ACCOUNT_TOKEN_SECONDS = 3_600;
const federated_token_PROVIDER = /^projects\/[\w.:-]+\/locations\/global\/workloadIdentityPools\/[\w-]+\/providers\/[\w-]+$/;
/** GitHub's token exchanged at Google's STS, then, for a service account, exchanged for a token of that account. */
async function federatedGoogleToken(signIn, ports, signal) {
    if (!federated_token_PROVIDER.test(signIn.provider)) {
        throw new lib/* ActionError */.lZ("config", `"${signIn.provider}" is no workload identity provider: expected projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>.`);
    }
    const received = await (0,id_token/* requestIdToken */.g)(ports, "Google Cloud", googleAudience(signIn), signal);
    const startedAt = ports.clock.now();
    const answer = await (0,http_json/* sendJson */.jD)(ports, {
        method: "POST",
        url: STS_URL,
        json: {
            audience: `//iam.googleapis.com/${signIn.provider}`,
            grantType: "urn:ietf:params:oauth:grant-type:token-exchange",
            requestedTokenType: "urn:ietf:params:oauth:token-type:access_token",
            scope: SCOPE,
            subjectTokenType: "urn:ietf:params:oauth:token-type:jwt",
            subjectToken: received.token,
        },
        signal,
    });
    const federated = receivedToken(answer, (0,http_json/* textAt */.$6)(answer.body, "access_token"), ports);
    if (federated === undefined)
        throw googleRefusal({ answer, signIn, received, hop: "federation", ports });
    const seconds = Number(answer.body.expires_in);
    if (signIn.serviceAccount === undefined) {
        return { value: federated, expiresAt: startedAt + (Number.isFinite(seconds) ? seconds : 0) * 1_000 };
    }
    return accountToken(federated, { ...signIn, serviceAccount: signIn.serviceAccount }, received, ports, signal);
}
async function accountToken(federated, signIn, received, ports, signal) {
    const startedAt = ports.clock.now();
    const answer = await (0,http_json/* sendJson */.jD)(ports, {
        method: "POST",
        url: `${IAM_URL}/${encodeURIComponent(signIn.serviceAccount)}:generateAccessToken`,
        headers: { authorization: `Bearer ${federated}` },
        json: { scope: [SCOPE], lifetime: `${ACCOUNT_TOKEN_SECONDS}s` },
        signal,
    });
    const value = receivedToken(answer, (0,http_json/* textAt */.$6)(answer.body, "accessToken"), ports);
    if (value === undefined)
        throw googleRefusal({ answer, signIn, received, hop: "account", ports });
    return { value, expiresAt: startedAt + ACCOUNT_TOKEN_SECONDS * 1_000 };
}
/** The audience GitHub's token is asked for. */
function googleAudience(signIn) {
    return signIn.audience ?? `https://iam.googleapis.com/${signIn.provider}`;
}
function receivedToken(answer, value, ports) {
    return answer.status === 200 && value !== undefined ? ports.secrets.mask(value) : undefined;
}

;// CONCATENATED MODULE: ./packages/credentials/lib/google/tokens.js





const GIVEN = ["CLOUDSDK_AUTH_ACCESS_TOKEN", "GOOGLE_OAUTH_ACCESS_TOKEN"];
/**
 * Tokens of Google Cloud (scope cloud-platform): by workload identity federation of the sign-in, direct or as a service
 * account; without one CLOUDSDK_AUTH_ACCESS_TOKEN or GOOGLE_OAUTH_ACCESS_TOKEN as it is, or the federation that
 * GOOGLE_APPLICATION_CREDENTIALS describes (google-github-actions/auth writes such a file).
 *
 * Errors of `get`: `permission` with the token's claims and the provider that would accept them, `config`, `remote`.
 */
function createGoogleTokens(signIn, ports) {
    let isSaid = false;
    const say = (text) => {
        if (!isSaid)
            ports.log.info(text);
        isSaid = true;
    };
    return (0,lib_renewal/* createRenewal */.lr)({
        what: "The Google Cloud tokens",
        clock: ports.clock,
        log: ports.log,
        fetch: async (signal) => {
            if (signIn !== undefined)
                return federatedGoogleToken(signIn, ports, signal);
            for (const name of GIVEN) {
                const value = (0,lib_ports/* variable */.b)(ports.env, name);
                if (value === undefined)
                    continue;
                say(`Google Cloud: using the token that is already in the environment (${name}), as it is; it is not renewed.`);
                return { value: ports.secrets.mask(value), expiresAt: undefined };
            }
            const found = await credentialFileSignIn(ports.env);
            if (found === undefined)
                throw tokens_nothingSignsIn();
            say("Google Cloud: signing in as the file of GOOGLE_APPLICATION_CREDENTIALS says (workload identity federation).");
            return federatedGoogleToken(found, ports, signal);
        },
        expiresAt: (token) => token.expiresAt,
        marginMs: lib_renewal/* tokenMarginMs */.W0,
    });
}
function tokens_nothingSignsIn() {
    return new lib/* ActionError */.lZ("config", `Nothing signs in to Google Cloud: deploy.yml names no provider, and none of ${[...GIVEN, "GOOGLE_APPLICATION_CREDENTIALS"].join(", ")} is set.`, {
        hint: "Write `provider: projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>` under `gcp:` of the environment's sign-in and give the job `id-token: write`.",
    });
}

// EXTERNAL MODULE: ./packages/credentials/lib/aws/sts.js
var sts = __webpack_require__(19526);
// EXTERNAL MODULE: ./packages/credentials/lib/vault/call.js
var call = __webpack_require__(84199);
;// CONCATENATED MODULE: ./packages/credentials/lib/preflight.js







/** Who this job is for AWS (GetCallerIdentity, which needs no permission). The line goes to the log. */
async function preflightAws(access, ports, signal) {
    return look("aws", ports, async () => {
        const client = await (0,sts/* stsClient */.Km)(ports, { ...access, endpoint: (0,aws_access/* stsEndpoint */.u1)(ports.env) }, signal);
        const { GetCallerIdentityCommand } = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(4076)]).then(__webpack_require__.t.bind(__webpack_require__, 71695, 19));
        const what = "say who this job is";
        try {
            const who = await (0,sts/* withStsRetries */.xj)(ports, signal, what, () => client.send(new GetCallerIdentityCommand({})));
            return `AWS: ${who.Arn ?? "unknown"} in account ${who.Account ?? "unknown"}, ${access.region}`;
        }
        catch (error) {
            throw (0,lib/* awsError */.es)(error, what, "sts:GetCallerIdentity");
        }
        finally {
            client.destroy();
        }
    });
}
/**
 * Who this job is for Azure: what its token says and, with a subscription, that it may be read. The line goes to the log.
 * `authority`: sign-in host of the cloud, `undefined`: the public one.
 */
async function preflightAzure(azureTokensFor, ports, signal, options = {}) {
    const { management } = (0,azure_cloud/* azureCloud */.vD)(options.authority);
    return look("azure", ports, async () => {
        const token = await azureTokensFor(management).get(signal);
        const claims = (0,lib_claims/* decodeClaims */.Yq)(token.value);
        const who = `Azure: object ${(0,lib_claims/* claimText */.Q1)(claims, "oid") ?? "unknown"}, application ${(0,lib_claims/* claimText */.Q1)(claims, "appid") ?? (0,lib_claims/* claimText */.Q1)(claims, "azp") ?? "unknown"} of tenant ${(0,lib_claims/* claimText */.Q1)(claims, "tid") ?? "unknown"}`;
        if (options.subscription === undefined)
            return who;
        const answer = await (0,http_json/* sendJson */.jD)(ports, {
            url: `${management}/subscriptions/${encodeURIComponent(options.subscription)}?api-version=2022-12-01`,
            headers: { authorization: `Bearer ${token.value}` },
            signal,
        });
        if (answer.status === 200)
            return `${who}, subscription ${(0,http_json/* textAt */.$6)(answer.body, "displayName") ?? options.subscription}`;
        const isMissing = [401, 403, 404].includes(answer.status);
        throw new lib/* ActionError */.lZ(isMissing ? "permission" : "remote", `The subscription ${options.subscription} cannot be read: ${answer.text}`, {
            hint: "Give the application a role in the subscription (Reader, or less: a role on what is deployed to), or correct the id.",
        });
    });
}
/**
 * Who this job is for Google Cloud: the account of the token, or the federated principal (of which tokeninfo knows
 * nothing). The line goes to the log.
 */
async function preflightGoogle(tokens, ports, signal, options = {}) {
    return look("gcp", ports, async () => {
        const token = await tokens.get(signal);
        const { signIn } = options;
        if (signIn !== undefined && signIn.serviceAccount === undefined)
            return `Google Cloud: federated identity of ${signIn.provider}`;
        const answer = await (0,http_json/* sendJson */.jD)(ports, {
            method: "POST",
            url: "https://oauth2.googleapis.com/tokeninfo",
            form: { access_token: token.value },
            signal,
        });
        if (answer.status === 200)
            return `Google Cloud: ${(0,http_json/* textAt */.$6)(answer.body, "email") ?? signIn?.serviceAccount ?? "an account without email scope"}`;
        if (answer.status === 400) {
            throw new lib/* ActionError */.lZ("permission", `Google Cloud does not take the token of this job: ${(0,http_json/* textAt */.$6)(answer.body, "error_description") ?? answer.text}`);
        }
        throw new lib/* ActionError */.lZ("remote", `Google Cloud did not say who this job is: ${answer.text}`);
    });
}
/** Who this job is for Vault (lookup-self) and its policies. The line goes to the log. */
async function preflightVault(vault, ports, signal) {
    return look("vault", ports, async () => {
        const token = await vault.get(signal);
        const answer = await (0,call/* vaultCall */.$)(vault.place, ports, {
            method: "GET",
            path: "auth/token/lookup-self",
            token: token.value,
            signal,
        });
        if (answer.status === 200) {
            const policies = (0,http_json/* valueAt */.fK)(answer.body, "data", "policies");
            const names = Array.isArray(policies) ? policies.join(", ") : "unknown";
            return `Vault: ${(0,http_json/* textAt */.$6)(answer.body, "data", "display_name") ?? "unknown"} with the policies ${names} at ${vault.place.url}`;
        }
        if (answer.status === 403) {
            throw new lib/* ActionError */.lZ("permission", `Vault does not take the token of this job: ${answer.text}`, {
                hint: 'The token has expired, or has not the policy "default" (auth/token/lookup-self).',
            });
        }
        throw new lib/* ActionError */.lZ("remote", `Vault did not say who this job is: ${answer.text}`);
    });
}
async function look(cloud, ports, who) {
    try {
        ports.log.info(`Signed in to ${await who()}.`);
        return [];
    }
    catch (error) {
        if (!(error instanceof lib/* ActionError */.lZ) || error.code === "cancelled" || error.code === "internal")
            throw error;
        return [{ code: `${cloud}_${codeOf(error)}`, text: error.message, hint: error.hint }];
    }
}
function codeOf(error) {
    if (error.code === "permission")
        return "sign_in_refused";
    return error.code === "remote" ? "unreachable" : "sign_in_wrong";
}

;// CONCATENATED MODULE: ./packages/credentials/lib/secrets/reference.js


const SECRET_STORES = [
    "aws-secretsmanager",
    "aws-ssm",
    "azure-keyvault",
    "vault",
    "gcp-secretmanager",
];
const FORMS = {
    "aws-secretsmanager": "secret://aws-secretsmanager/<name or ARN>[#<JSON key>]",
    "aws-ssm": "secret://aws-ssm/<name>",
    "azure-keyvault": "secret://azure-keyvault/<vault>/<name>[/<version>]",
    vault: "secret://vault/<mount>/<path>#<key>",
    "gcp-secretmanager": "secret://gcp-secretmanager/<project>/<name>[/<version>]",
};
const SCHEME = "secret://";
/** Whether a text is meant as a reference. */
function isSecretReference(text) {
    return text.startsWith(SCHEME);
}
/** Reads a reference. Throws a `config` error that says what was read, what was expected and the nearest store. */
function parseSecretReference(text) {
    if (!isSecretReference(text)) {
        throw new lib/* ActionError */.lZ("config", `A secret reference begins with ${SCHEME}; this one does not.`, {
            hint: `Write e.g. ${FORMS["aws-secretsmanager"]}. If the text is a secret itself, take it out of the file and revoke it.`,
        });
    }
    const body = text.slice(SCHEME.length);
    const hash = body.indexOf("#");
    const key = hash < 0 ? undefined : body.slice(hash + 1);
    const [storeText = "", ...parts] = (hash < 0 ? body : body.slice(0, hash)).split("/");
    const store = SECRET_STORES.find((name) => name === storeText);
    if (store === undefined) {
        throw new lib/* ActionError */.lZ("config", `${text}: "${storeText}" is no secret store.${(0,lib/* suggest */.ZA)(storeText, SECRET_STORES)}`);
    }
    const found = read(store, parts, key, text);
    if (typeof found === "string")
        throw new lib/* ActionError */.lZ("config", `${text}: ${found}; expected ${FORMS[store]}.`);
    return found;
}
function read(store, parts, key, text) {
    if (/[\s\p{Cc}]/u.test(text))
        return "it holds a space or a line break";
    if (key === "")
        return "the key after # is empty";
    if (key !== undefined && store !== "aws-secretsmanager" && store !== "vault")
        return "this store knows no key after #";
    switch (store) {
        case "aws-secretsmanager": {
            const id = parts.join("/");
            if (id === "")
                return "the name is missing";
            return /^[\w/+=.@:-]+$/.test(id)
                ? { text, store, id, key }
                : "the name has characters that Secrets Manager does not allow";
        }
        case "aws-ssm": {
            const name = parts.join("/").replace(/^\/+/, "");
            if (name === "")
                return "the name is missing";
            if (!/^[\w./:-]+$/.test(name))
                return "the name has characters that Parameter Store does not allow";
            // A name in a hierarchy begins with a slash; one slash of the reference stands for it.
            return { text, store, name: name.startsWith("arn:") || !name.includes("/") ? name : `/${name}` };
        }
        case "azure-keyvault":
            return readKeyVault(parts, text);
        case "vault": {
            const [mount = "", ...path] = parts;
            if (mount === "" || path.join("/") === "")
                return "mount or path is missing";
            if (path.some((part) => part === "" || part === "." || part === ".."))
                return "the path has an empty part or dots";
            if (key === undefined)
                return "the key after # is missing";
            return { text, store, mount, path: path.join("/"), key };
        }
        case "gcp-secretmanager": {
            const [project = "", name = "", version = "latest", ...rest] = parts;
            if (project === "" || name === "")
                return "project or name is missing";
            if (rest.length > 0 || version === "")
                return "the part after the version is too much";
            return [project, name, version].every((part) => /^[\w.:-]+$/.test(part) && !/^\.+$/.test(part))
                ? { text, store, project, name, version }
                : "it has characters that Secret Manager does not allow";
        }
    }
}
function readKeyVault(parts, text) {
    const [vault = "", name = "", version, ...rest] = parts;
    if (vault === "" || name === "")
        return "vault or name is missing";
    if (rest.length > 0 || version === "")
        return "the part after the version is too much";
    if (!/^[A-Za-z0-9-]{1,127}$/.test(name))
        return "the name may have letters, digits and - only";
    if (version !== undefined && !/^[A-Za-z0-9]+$/.test(version))
        return "the version may have letters and digits only";
    const [label = "", ...domain] = vault.split(".");
    if (!/^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/.test(label))
        return `"${vault}" is no name of a key vault`;
    // A token goes there: no host but Azure's own.
    if (domain.length > 0 && !azure_cloud/* VAULT_SUFFIXES */.RE.includes(domain.join("."))) {
        return `"${vault}" is no host of a key vault (they end in ${azure_cloud/* VAULT_SUFFIXES */.RE.join(", ")})`;
    }
    return { text, store: "azure-keyvault", vaultHost: vault.toLowerCase(), name, version };
}

;// CONCATENATED MODULE: ./packages/credentials/lib/secrets/mask.js
const SHORTEST_LINE = 4;
/**
 * Masks a secret in the forms it is likely to be printed in: whole, line by line (a runner masks single lines only), in
 * base64 and in a URL. Returns the value.
 */
function maskSecret(value, secrets) {
    const lines = value.split(/[\r\n]+/).map((line) => line.trim());
    const forms = new Set([value, value.trim(), ...(lines.length > 1 ? lines : [])]);
    for (const form of [...forms]) {
        if (form.length < SHORTEST_LINE * 2)
            continue;
        forms.add(Buffer.from(form).toString("base64"));
        forms.add(encodeURIComponent(form.toWellFormed()));
    }
    for (const form of forms)
        if (form.length >= SHORTEST_LINE)
            secrets.mask(form);
    return value;
}

;// CONCATENATED MODULE: ./packages/credentials/lib/secrets/resolve.js


const resolved = new WeakMap();
/**
 * The value of a reference: asked for once per `sources` (a run), masked before anybody else sees it, never in a message.
 *
 * Errors: `config` when it is not there (names reference and store), `permission` with the action to allow, `remote`,
 * and those of the sign-in. A failure is not remembered.
 */
function resolveSecret(reference, sources, signal) {
    const known = resolved.get(sources) ?? new Map();
    resolved.set(sources, known);
    const running = known.get(reference.text);
    if (running !== undefined)
        return running;
    const value = resolve_read(reference, sources, signal).then((text) => maskSecret(text, sources.ports.secrets));
    known.set(reference.text, value);
    value.catch(() => known.delete(reference.text));
    return value;
}
async function resolve_read(reference, sources, signal) {
    switch (reference.store) {
        case "aws-secretsmanager": {
            const { readSecretsManager } = await __webpack_require__.e(/* import() */ 9223).then(__webpack_require__.bind(__webpack_require__, 19223));
            return readSecretsManager(reference, sources.aws(), sources.ports, signal);
        }
        case "aws-ssm": {
            const { readParameter } = await __webpack_require__.e(/* import() */ 9223).then(__webpack_require__.bind(__webpack_require__, 19223));
            return readParameter(reference, sources.aws(), sources.ports, signal);
        }
        case "azure-keyvault": {
            const { readKeyVault } = await __webpack_require__.e(/* import() */ 1303).then(__webpack_require__.bind(__webpack_require__, 71303));
            return readKeyVault(reference, sources, signal);
        }
        case "vault": {
            const { readVaultSecret } = await __webpack_require__.e(/* import() */ 9302).then(__webpack_require__.bind(__webpack_require__, 19302));
            return readVaultSecret(reference, sources, signal);
        }
        case "gcp-secretmanager": {
            const { readGoogleSecret } = await __webpack_require__.e(/* import() */ 8494).then(__webpack_require__.bind(__webpack_require__, 78494));
            return readGoogleSecret(reference, sources, signal);
        }
        default:
            return (0,lib/* assertNever */.xb)(reference);
    }
}

;// CONCATENATED MODULE: ./packages/credentials/lib/trust-policy/vault.js


/** A role of Vault's JWT method, as the command that writes it. */
function vaultTrustPolicy(options) {
    const subject = (0,trust_policy_subject/* subjectOf */.e)(options);
    const owner = options.repository.split("/")[0] ?? "";
    const mount = options.mount ?? "jwt";
    const issuer = options.issuer ?? trust_policy_options/* GITHUB_ISSUER */.o;
    const claims = { sub: subject.value };
    if (options.workflow !== undefined) {
        claims.job_workflow_ref = options.workflow;
        if (options.ownerId === undefined)
            claims.repository_owner = owner;
    }
    else if (options.repositoryId !== undefined)
        claims.repository_id = options.repositoryId;
    if (options.ownerId !== undefined)
        claims.repository_owner_id = options.ownerId;
    const role = {
        role_type: "jwt",
        user_claim: "repository",
        bound_audiences: [options.audience ?? "<audience of deploy.yml>"],
        bound_claims_type: subject.isPattern ? "glob" : "string",
        bound_claims: claims,
        token_policies: options.policies ?? ["<policy>"],
        token_ttl: "15m",
    };
    return {
        title: "Role of Vault's JWT method",
        text: `vault write auth/${mount}/role/${options.role ?? "<role>"} - <<'EOF'\n${JSON.stringify(role, undefined, 2)}\nEOF`,
        notes: [
            ...subject.notes,
            ...(0,trust_policy_subject/* workflowNotes */.f)(options),
            `The method is set up once: vault auth enable -path=${mount} jwt && vault write auth/${mount}/config oidc_discovery_url=${issuer} bound_issuer=${issuer}`,
            "Every claim that is bound must match; without bound_audiences Vault refuses a token that has an audience.",
        ],
    };
}

;// CONCATENATED MODULE: ./packages/credentials/lib/vault/refusal.js





/** What Vault refused, beside the role that would have accepted the token. */
function vaultRefusal(refused) {
    const { answer, signIn, received, ports } = refused;
    const errors = (0,http_json/* valueAt */.fK)(answer.body, "errors");
    const said = Array.isArray(errors) && errors.length > 0 ? errors.join("; ") : answer.text;
    const message = `Vault did not log this job in with the role ${signIn.role} of auth/${signIn.mount} at ${signIn.url}: ${said}`;
    if (answer.status === 429 || answer.status >= 500) {
        const isSealed = /sealed/i.test(said);
        return new lib/* ActionError */.lZ("remote", `${message} (${answer.attempts} attempts)`, {
            hint: isSealed
                ? "Vault is sealed: somebody has to unseal it."
                : "Run the job again; if it persists, look at Vault's own log.",
        });
    }
    if (/role ".*" could not be found|missing role/.test(said)) {
        return new lib/* ActionError */.lZ("config", message, {
            hint: `auth/${signIn.mount} has no role ${signIn.role}: make it, or correct \`role:\` in deploy.yml.`,
        });
    }
    if (answer.status === 404 ||
        /no handler for route|unsupported path/.test(said) ||
        (answer.status === 403 && /permission denied/.test(said))) {
        return new lib/* ActionError */.lZ("config", message, {
            hint: `There is no method at auth/${signIn.mount}${signIn.namespace === undefined ? "" : ` in the namespace ${signIn.namespace}`}: correct \`mount:\` or \`namespace:\` in deploy.yml.`,
        });
    }
    return (0,refusal/* refusalError */.z)({
        code: "permission",
        message,
        claims: received.claims,
        policy: (job) => vaultTrustPolicy({ ...job, cloud: "vault", mount: signIn.mount, role: signIn.role }),
        hint: vault_refusal_hintFor(said, refused),
        skew: received.skew,
        cause: undefined,
    }, ports);
}
function vault_refusal_hintFor(said, { signIn, received }) {
    const { claims } = received;
    const claim = /claim "([^"]+)" (does not match|is missing)/.exec(said)?.[1];
    if (claim !== undefined) {
        const unusual = claim === "sub" ? (0,refusal/* unusualSubject */.q)(claims) : undefined;
        return `It is the claim ${claim} that differs: the token has ${JSON.stringify(claims?.[claim.replace(/^\//, "")] ?? null)}, bound_claims of the role wants something else. ${unusual ?? ""}`.trim();
    }
    if (/sub claim|bound subject|\(sub\)/.test(said)) {
        return `It is the claim sub that differs from bound_subject of the role: the token has "${(0,lib_claims/* claimText */.Q1)(claims, "sub")}". ${(0,refusal/* unusualSubject */.q)(claims) ?? ""}`.trim();
    }
    if (/audience/.test(said)) {
        return `It is the audience that differs: the token has "${signIn.audience}"; bound_audiences of the role must list it, or \`audience:\` of deploy.yml must be one that it lists.`;
    }
    if (/expired|not yet valid|\(exp\)|\(nbf\)|\(iat\)|used before issued/.test(said)) {
        return "It is the time that differs: look at the clocks of the runner and of Vault. A new token is asked for each time.";
    }
    if (/issuer|\(iss\)/.test(said))
        return `It is the issuer that differs: the token has ${(0,lib_claims/* claimText */.Q1)(claims, "iss") ?? "none"}; see bound_issuer of auth/${signIn.mount}/config.`;
    return "Compare bound_audiences, bound_subject and bound_claims of the role with the claims above.";
}

;// CONCATENATED MODULE: ./packages/credentials/lib/vault/tokens.js







/**
 * Tokens of Vault: JWT login with GitHub's ID token, renewed (or logged in anew) before they end; without a sign-in
 * VAULT_TOKEN at VAULT_ADDR as it is.
 *
 * Errors of `get`: `permission` with the token's claims and the role that would accept them, `config`, `remote`.
 */
function createVaultTokens(signIn, ports) {
    const place = placeOf(signIn, ports.env);
    const received = new Map();
    const keep = (token) => {
        received.set(token.value, token.expiresAt ?? Number.POSITIVE_INFINITY);
        return token;
    };
    const renewal = (0,lib_renewal/* createRenewal */.lr)({
        what: `The Vault tokens of ${place.url}`,
        clock: ports.clock,
        log: ports.log,
        fetch: async (signal, previous) => {
            if (signIn === undefined)
                return environmentToken(ports);
            const renewed = previous === undefined ? undefined : await renew(previous, place, ports, signal);
            return renewed === undefined ? keep(await login(signIn, place, ports, signal)) : keep(renewed);
        },
        expiresAt: (token) => token.expiresAt,
        marginMs: lib_renewal/* tokenMarginMs */.W0,
    });
    return {
        place,
        get: async (signal) => {
            const { value, expiresAt } = await renewal.get(signal);
            return { value, expiresAt };
        },
        async revoke(signal) {
            const now = ports.clock.now();
            const living = [...received].filter(([, expiresAt]) => expiresAt > now).map(([token]) => token);
            received.clear();
            for (const token of living) {
                const answer = await (0,call/* vaultCall */.$)(place, ports, {
                    method: "POST",
                    path: "auth/token/revoke-self",
                    token,
                    signal,
                }).catch((error) => ({
                    status: 0,
                    text: error instanceof Error ? error.message : "no answer",
                }));
                if (answer.status !== 204 && answer.status !== 200) {
                    ports.log.warning(`A Vault token of this run could not be revoked and lives on until its lease ends: ${answer.text}`);
                }
            }
        },
    };
}
async function login(signIn, place, ports, signal) {
    const received = await (0,id_token/* requestIdToken */.g)(ports, "Vault", signIn.audience, signal);
    const startedAt = ports.clock.now();
    const answer = await (0,call/* vaultCall */.$)(place, ports, {
        method: "POST",
        path: `auth/${signIn.mount}/login`,
        json: { role: signIn.role, jwt: received.token },
        signal,
    });
    const token = answer.status === 200 ? tokenOf(answer.body, startedAt, ports) : undefined;
    if (token === undefined)
        throw vaultRefusal({ answer, signIn, received, ports });
    return token;
}
/** The same token for longer; `undefined` when Vault does not make it last at least half as long as at first. */
async function renew(token, place, ports, signal) {
    if (!token.isRenewable || (token.expiresAt ?? 0) <= ports.clock.now())
        return undefined;
    const startedAt = ports.clock.now();
    const answer = await (0,call/* vaultCall */.$)(place, ports, {
        method: "POST",
        path: "auth/token/renew-self",
        token: token.value,
        json: {},
        signal,
    });
    const renewed = answer.status === 200 ? tokenOf(answer.body, startedAt, ports) : undefined;
    // Near the token's maximum life a renewal gives only what is left of it.
    if (renewed === undefined || renewed.leaseMs < token.leaseMs / 2)
        return undefined;
    return { ...renewed, leaseMs: token.leaseMs };
}
function tokenOf(body, startedAt, ports) {
    const value = (0,http_json/* textAt */.$6)(body, "auth", "client_token");
    if (value === undefined)
        return undefined;
    ports.secrets.mask(value);
    const seconds = Number((0,http_json/* valueAt */.fK)(body, "auth", "lease_duration"));
    // A lease of 0 does not end.
    const expiresAt = seconds > 0 ? startedAt + seconds * 1_000 : undefined;
    return {
        value,
        expiresAt,
        leaseMs: seconds * 1_000,
        isRenewable: (0,http_json/* valueAt */.fK)(body, "auth", "renewable") === true,
    };
}
function environmentToken(ports) {
    const value = (0,lib_ports/* variable */.b)(ports.env, "VAULT_TOKEN");
    if (value === undefined) {
        throw new lib/* ActionError */.lZ("config", "Nothing signs in to Vault: deploy.yml names no role, and VAULT_TOKEN is not set.", {
            hint: "Write `url:` and `role:` under `vault:` of the environment's sign-in and give the job `id-token: write`.",
        });
    }
    ports.log.info("Vault: using the token that is already in the environment (VAULT_TOKEN), as it is; it is neither renewed nor revoked.");
    return { value: ports.secrets.mask(value), expiresAt: undefined, leaseMs: 0, isRenewable: false };
}
function placeOf(signIn, env) {
    const url = signIn?.url ?? (0,lib_ports/* variable */.b)(env, "VAULT_ADDR");
    if (url === undefined) {
        throw new lib/* ActionError */.lZ("config", "No Vault: neither the sign-in in deploy.yml has a `url:`, nor is VAULT_ADDR set.");
    }
    return {
        url: url.replace(/\/+$/, ""),
        namespace: signIn === undefined ? (0,lib_ports/* variable */.b)(env, "VAULT_NAMESPACE") : signIn.namespace,
    };
}

;// CONCATENATED MODULE: ./packages/credentials/lib/sources.js






/** The sources of an environment's sign-ins; nothing is asked and no SDK loaded before they are used. */
function createCredentialSources(signIns, ports, options = {}) {
    const azure = new Map();
    const cloud = () => (0,azure_cloud/* azureCloud */.vD)(signIns.azure?.authority ?? (0,lib_ports/* variable */.b)(ports.env, "AZURE_AUTHORITY_HOST"));
    let aws;
    let google;
    let vault;
    return {
        ports,
        get keyVaultSuffix() {
            return cloud().vaultSuffix;
        },
        get azureManagement() {
            return cloud().management;
        },
        aws() {
            aws ??= (0,aws_access/* createAwsAccess */.a0)(signIns.aws, ports, options);
            return aws;
        },
        azure(resource) {
            const scope = scopeOf(resource);
            const tokens = azure.get(scope) ?? createAzureTokens(signIns.azure, scope, ports);
            azure.set(scope, tokens);
            return tokens;
        },
        google() {
            google ??= createGoogleTokens(signIns.gcp, ports);
            return google;
        },
        vault() {
            vault ??= createVaultTokens(signIns.vault, ports);
            return vault;
        },
        async revoke(signal) {
            await vault?.revoke(signal);
        },
    };
}

// EXTERNAL MODULE: ./packages/credentials/lib/trust-policy/aws.js
var aws = __webpack_require__(54315);
;// CONCATENATED MODULE: ./packages/credentials/lib/trust-policy/trust-policy.js





/** The trust policy that accepts the tokens of a job, in the cloud's own form; pure. */
function trustPolicy(options) {
    switch (options.cloud) {
        case "aws":
            return (0,aws/* awsTrustPolicy */.M)(options);
        case "azure":
            return azureTrustPolicy(options);
        case "gcp":
            return gcpTrustPolicy(options);
        case "vault":
            return vaultTrustPolicy(options);
        default:
            return (0,lib/* assertNever */.xb)(options);
    }
}

;// CONCATENATED MODULE: ./packages/credentials/lib/trust-policy/command.js



const ID = /^\d+$/;
const command_NAME = /^[\w.@:/-]+$/;
/** The options of the command, for whoever reads a command line and prints help. All values are text. */
const TRUST_POLICY_OPTIONS = [
    command_option("cloud", "aws|azure|gcp|vault", "cloud whose form the policy is printed in", /^/, {
        required: true,
    }),
    command_option("repository", "<owner/name>", "repository whose jobs are trusted", /^[\w.-]+\/[\w.-]+$/, {
        required: true,
        env: "GITHUB_REPOSITORY",
    }),
    command_option("environment", "<name>", "environment the job names", /^[^\r\n]+$/),
    command_option("ref", "<ref>", "branch or tag that is trusted when there is no environment, e.g. refs/heads/main", /^refs\/\S+$/),
    command_option("subject", "default|immutable|<claim,claim,…>", "how the repository's subjects are made; a list is the customised include_claim_keys, e.g. repo,context,job_workflow_ref", /^\w+(\s*,\s*\w+)*$/),
    command_option("repository-id", "<id>", "number of the repository", ID, { env: "GITHUB_REPOSITORY_ID" }),
    command_option("owner-id", "<id>", "number of its owner", ID, { env: "GITHUB_REPOSITORY_OWNER_ID" }),
    command_option("workflow", "<org/repo/.github/workflows/file.yml@ref>", "reusable workflow that is trusted instead of the repository", /^[\w.-]+\/[\w.-]+\/\.github\/workflows\/[\w.-]+\.ya?ml@\S+$/),
    command_option("issuer", "<url>", "issuer of the tokens, for GitHub Enterprise", /^https:\/\/[\w.:/-]+$/),
    command_option("audience", "<text>", "audience of the tokens, when it is not the cloud's usual one", /^[\w.:/@-]+$/),
    command_option("account", "<number>", "aws: account of the role", /^\d{12}$/),
    command_option("partition", "aws|aws-cn|aws-us-gov", "aws: partition of the account", /^aws(-[a-z]+)*$/),
    command_option("client", "<id>", "azure: application (client) id", command_NAME),
    command_option("provider", "<projects/…/providers/…>", "gcp: full name of the workload identity provider", /^projects\/[\w.:-]+\/locations\/global\/workloadIdentityPools\/[\w-]+\/providers\/[\w-]+$/),
    command_option("service-account", "<email>", "gcp: account that is acted as", /^[\w.-]+@[\w.-]+$/),
    command_option("mount", "<path>", "vault: path of the JWT method, default jwt", command_NAME),
    command_option("role", "<name>", "vault: name of the role", command_NAME),
    command_option("policies", "<name,name>", "vault: policies a login gets", /^[\w./-]+(\s*,\s*[\w./-]+)*$/),
];
function command_option(name, value, description, pattern, more = {}) {
    return { name, value, description, pattern, required: more.required ?? false, env: more.env };
}
/**
 * The text the command prints, from option texts by name (absent or empty: not given). Rejects with one `input` error
 * that lists every problem.
 */
function renderTrustPolicy(given) {
    const policy = trustPolicy(parseTrustPolicyOptions(given));
    return printTrustPolicy(policy);
}
/** Title, text and notes as plain text. */
function printTrustPolicy(policy) {
    const notes = policy.notes.map((note) => `- ${note}`).join("\n");
    return `${policy.title}:\n\n${policy.text}\n${notes === "" ? "" : `\n${notes}\n`}`;
}
function parseTrustPolicyOptions(given) {
    const names = TRUST_POLICY_OPTIONS.map(({ name }) => name);
    const problems = Object.keys(given)
        .filter((name) => !names.includes(name))
        .map((name) => `--${name}: unknown option.${(0,lib/* suggest */.ZA)(name, names)}`);
    const texts = {};
    for (const { name, required, pattern, value } of TRUST_POLICY_OPTIONS) {
        const text = given[name]?.trim() ?? "";
        if (text === "") {
            if (required)
                problems.push(`--${name}: is missing; expected ${value}.`);
        }
        else if (!pattern.test(text))
            problems.push(`--${name}: "${text}" was read; expected ${value}.`);
        else
            texts[name] = text;
    }
    const cloud = trust_policy_options/* TRUST_POLICY_CLOUDS */.H.find((name) => name === texts.cloud);
    if (texts.cloud !== undefined && cloud === undefined) {
        problems.push(`--cloud: "${texts.cloud}" is none.${(0,lib/* suggest */.ZA)(texts.cloud, trust_policy_options/* TRUST_POLICY_CLOUDS */.H)}`);
    }
    if (cloud === undefined || texts.repository === undefined || problems.length > 0) {
        throw new lib/* ActionError */.lZ("input", `trust-policy cannot be printed:\n${problems.map((one) => `  ${one}`).join("\n")}`, {
            hint: "deploy-actions trust-policy --cloud aws --repository owner/name --environment production",
        });
    }
    const job = {
        repository: texts.repository,
        repositoryId: texts["repository-id"],
        ownerId: texts["owner-id"],
        environment: texts.environment,
        ref: texts.ref,
        subject: subjectForm(texts.subject),
        workflow: texts.workflow,
        issuer: texts.issuer,
        audience: texts.audience,
    };
    switch (cloud) {
        case "aws":
            return { ...job, cloud, account: texts.account, partition: texts.partition };
        case "azure":
            return { ...job, cloud, client: texts.client };
        case "gcp":
            return { ...job, cloud, provider: texts.provider, serviceAccount: texts["service-account"] };
        case "vault":
            return { ...job, cloud, mount: texts.mount, role: texts.role, policies: list(texts.policies) };
    }
}
function subjectForm(text) {
    if (text === undefined || text === "default")
        return "default";
    return text === "immutable" ? "immutable" : { template: list(text) ?? [] };
}
function list(text) {
    return text?.split(",").map((part) => part.trim());
}

;// CONCATENATED MODULE: ./packages/credentials/lib/index.js
















/***/ }),

/***/ 78740:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ variable)
/* harmony export */ });
/** A variable of the environment that is set and not empty. */
function variable(env, name) {
    const value = env[name];
    return value === undefined || value === "" ? undefined : value;
}


/***/ }),

/***/ 14164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ unusualSubject),
/* harmony export */   z: () => (/* binding */ refusalError)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _claims_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56075);
/* harmony import */ var _trust_policy_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(88896);



/** The error of a refused sign-in: the token's claims beside the trust policy that would accept them. */
function refusalError(refusal, ports) {
    const { claims } = refusal;
    const job = trustedJob({ ...(0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .knownClaims */ .T9)(ports), ...claims });
    const parts = [refusal.message];
    if (claims !== undefined)
        parts.push(`The token of this job says:\n${(0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .describeClaims */ .Zs)(claims)}`);
    if (claims !== undefined && job !== undefined) {
        const policy = refusal.policy(job);
        parts.push(`${policy.title} that accepts it:\n${policy.text}`);
    }
    const hints = [refusal.skew, refusal.hint].filter((hint) => hint !== undefined);
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(refusal.code, ports.secrets.redact(parts.join("\n")), {
        hint: hints.join(" "),
        cause: refusal.cause,
    });
}
/** Whom a policy has to trust so that these claims are accepted. */
function trustedJob(claims) {
    const repository = (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "repository");
    const sub = (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "sub");
    if (repository === undefined || sub === undefined)
        return undefined;
    const issuer = (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "iss");
    return {
        repository,
        repositoryId: (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "repository_id"),
        ownerId: (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "repository_owner_id"),
        environment: (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "environment"),
        ref: (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "ref"),
        subject: { exact: sub },
        issuer: issuer === _trust_policy_options_js__WEBPACK_IMPORTED_MODULE_2__/* .GITHUB_ISSUER */ .o ? undefined : issuer,
        audience: (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "aud"),
    };
}
/**
 * What about the subject is likely to surprise a trust policy that was written for a deployment, when the cloud does
 * not say what differs: no environment, a pull request, a customised or an immutable subject.
 */
function unusualSubject(claims) {
    const sub = (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "sub");
    const repository = (0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "repository");
    if (sub === undefined || repository === undefined)
        return undefined;
    if (/^repo:[^:/]+@\d+\/[^:/]+@\d+:/.test(sub)) {
        return `The subject has the immutable form with ids: a policy that expects "repo:${repository}:…" does not match it.`;
    }
    if (!sub.startsWith(`repo:${repository}:`)) {
        return "The subject is customised (include_claim_keys of the repository or organisation): a policy for the usual form does not match it.";
    }
    if (sub.endsWith(":pull_request"))
        return "This is a run of a pull request: a policy for an environment or a branch does not match it. Do not let pull requests in; run this job for a branch or an environment.";
    if ((0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "environment") === undefined) {
        return `The job names no \`environment:\`, so its subject ends in the ref (${(0,_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .claimText */ .Q1)(claims, "ref") ?? "none"}): a policy for an environment or for another branch does not match it.`;
    }
    return undefined;
}


/***/ }),

/***/ 35336:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W0: () => (/* binding */ tokenMarginMs),
/* harmony export */   lr: () => (/* binding */ createRenewal),
/* harmony export */   yj: () => (/* binding */ keyMarginMs)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/** Keys are replaced five minutes before they end: a request that was signed with them may still be on its way. */
const keyMarginMs = (lifetimeMs) => Math.min(300_000, lifetimeMs / 2);
/** Tokens are replaced when a fifth of their life, and at least a minute, is left. */
const tokenMarginMs = (lifetimeMs) => Math.min(Math.max(60_000, lifetimeMs / 5), lifetimeMs / 2);
const LONGEST_PAUSE_MS = 30_000;
/**
 * A cache of one value that renews itself when it is asked for: one fetch at a time however many ask, and a failed
 * renewal keeps the old value while that still lives, and says so. Rejects with the fetch's error once nothing lives.
 */
function createRenewal(options) {
    const { clock, log, what } = options;
    let held;
    let flight;
    const fetch = async (signal) => {
        // The life of what comes back began no earlier than this: counted from here it is never overrated.
        const startedAt = clock.now();
        const value = await options.fetch(signal, held?.value);
        const expiresAt = options.expiresAt(value);
        const renewFrom = expiresAt === undefined ? undefined : expiresAt - options.marginMs(Math.max(0, expiresAt - startedAt));
        return { value, expiresAt, renewFrom, retryFrom: 0 };
    };
    const join = async (signal) => {
        if (flight === undefined) {
            const controller = new AbortController();
            const started = {
                controller,
                waiters: 0,
                promise: fetch(controller.signal).finally(() => {
                    if (flight === started)
                        flight = undefined;
                }),
            };
            flight = started;
        }
        const joined = flight;
        joined.waiters += 1;
        try {
            return await withSignal(joined.promise, signal);
        }
        finally {
            joined.waiters -= 1;
            // Only when nobody waits any more: one caller's cancellation is not the others'.
            if (joined.waiters === 0 && signal.aborted)
                joined.controller.abort(signal.reason);
        }
    };
    return {
        async get(signal) {
            if (signal.aborted)
                throw cancelled(signal, what);
            const nowMs = clock.now();
            if (held !== undefined && (held.renewFrom === undefined || nowMs < held.renewFrom))
                return held.value;
            const old = held;
            const lives = () => old?.expiresAt !== undefined && clock.now() < old.expiresAt;
            if (old !== undefined && lives() && nowMs < old.retryFrom)
                return old.value;
            try {
                held = await join(signal);
                return held.value;
            }
            catch (error) {
                if (signal.aborted)
                    throw cancelled(signal, what);
                if (old === undefined || old.expiresAt === undefined || !lives())
                    throw error;
                const restMs = old.expiresAt - clock.now();
                // All who waited for the one fetch come through here; one of them says it.
                if (held === old) {
                    held = { ...old, retryFrom: clock.now() + Math.min(LONGEST_PAUSE_MS, restMs / 4) };
                    log.warning(`${what} could not be renewed and are good for ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(restMs)} more; it will be tried again: ${firstLine((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error))}`);
                }
                return old.value;
            }
        },
    };
}
function firstLine(text) {
    return text.split("\n", 1)[0] ?? "";
}
function withSignal(promise, signal) {
    return new Promise((resolve, reject) => {
        const onAbort = () => reject(cancelled(signal, "a sign-in"));
        signal.addEventListener("abort", onAbort, { once: true });
        promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
    });
}
function cancelled(signal, what) {
    const reason = signal.reason;
    if (reason instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ && reason.code === "cancelled")
        return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .toActionError */ .ie)(reason);
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("cancelled", `Cancelled while waiting for ${what}.`, { cause: reason });
}


/***/ }),

/***/ 54315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ awsTrustPolicy)
/* harmony export */ });
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88896);
/* harmony import */ var _subject_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(35302);


/** The trust policy of an IAM role, as JSON. */
function awsTrustPolicy(options) {
    const issuer = (options.issuer ?? _options_js__WEBPACK_IMPORTED_MODULE_0__/* .GITHUB_ISSUER */ .o).replace(/^https?:\/\//, "");
    const subject = (0,_subject_js__WEBPACK_IMPORTED_MODULE_1__/* .subjectOf */ .e)(options);
    const audience = options.audience ?? "sts.amazonaws.com";
    const equal = { [`${issuer}:aud`]: audience };
    const like = {};
    (subject.isPattern ? like : equal)[`${issuer}:sub`] = subject.value;
    if (options.workflow !== undefined)
        equal[`${issuer}:job_workflow_ref`] = options.workflow;
    else if (options.repositoryId !== undefined && options.subject === "default") {
        equal[`${issuer}:repository_id`] = options.repositoryId;
    }
    const partition = options.partition ?? "aws";
    const provider = `arn:${partition}:iam::${options.account ?? "<account-id>"}:oidc-provider/${issuer}`;
    const policy = {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Federated: provider },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                    StringEquals: equal,
                    ...(Object.keys(like).length === 0 ? {} : { StringLike: like }),
                },
            },
        ],
    };
    return {
        title: "Trust policy of the IAM role",
        text: JSON.stringify(policy, undefined, 2),
        notes: [
            ...subject.notes,
            ...(0,_subject_js__WEBPACK_IMPORTED_MODULE_1__/* .workflowNotes */ .f)(options),
            `The account needs the identity provider once: aws iam create-open-id-connect-provider --url https://${issuer} --client-id-list ${audience}`,
            ...(Object.keys(equal).some((key) => /:(job_workflow_ref|repository_id)$/.test(key))
                ? [
                    "STS reads repository_id and job_workflow_ref as condition keys since January 2026; sub and aud it always read.",
                ]
                : []),
            ...(partition === "aws-cn" && options.audience === undefined
                ? [
                    "In China the audience is often sts.amazonaws.com.cn: it must be what deploy.yml and the provider say.",
                ]
                : []),
        ],
    };
}


/***/ }),

/***/ 88896:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ TRUST_POLICY_CLOUDS),
/* harmony export */   o: () => (/* binding */ GITHUB_ISSUER)
/* harmony export */ });
/** Clouds a trust policy can be printed for. */
const TRUST_POLICY_CLOUDS = ["aws", "azure", "gcp", "vault"];
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";


/***/ }),

/***/ 35302:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ subjectOf),
/* harmony export */   f: () => (/* binding */ workflowNotes)
/* harmony export */ });
/** Colons of a value are `%3A` in a subject, so that nobody can name a branch `x:environment:production`. */
const encode = (value) => value.replaceAll(":", "%3A");
/** The subject of the tokens of a job, as GitHub makes it. */
function subjectOf(job) {
    const notes = [];
    if (typeof job.subject === "object" && "exact" in job.subject && job.workflow === undefined) {
        return { value: job.subject.exact, isPattern: false, notes };
    }
    if (job.environment === undefined && job.ref === undefined) {
        notes.push("Neither an environment nor a ref was given, so the branch main is trusted. An environment is better: only jobs that passed its protection rules have it in their token.");
    }
    if (typeof job.subject === "object" && "template" in job.subject) {
        const parts = job.subject.template.map((key) => templatePart(job, key, notes));
        notes.push(`The subject is customised (include_claim_keys: ${job.subject.template.join(", ")}); see \`gh api repos/${job.repository}/actions/oidc/customization/sub\`.`);
        return { value: parts.join(":"), isPattern: parts.some((part) => part.includes("*")), notes };
    }
    const isImmutable = job.subject === "immutable" ||
        (typeof job.subject === "object" && /^repo:[^:/]+@\d+\//.test(job.subject.exact));
    const value = `${repositoryPart(job, isImmutable, notes)}:${contextPart(job)}`;
    return { value, isPattern: job.workflow !== undefined, notes };
}
function contextPart(job) {
    if (job.environment !== undefined)
        return `environment:${encode(job.environment)}`;
    return `ref:${encode(job.ref ?? "refs/heads/main")}`;
}
function repositoryPart(job, isImmutable, notes) {
    const [owner = "", name = ""] = job.repository.split("/");
    if (!isImmutable)
        return job.workflow === undefined ? `repo:${owner}/${name}` : `repo:${owner}/*`;
    if (job.ownerId === undefined || (job.repositoryId === undefined && job.workflow === undefined)) {
        notes.push(`The ids are printed by \`gh api repos/${job.repository} --jq '"\\(.owner.id) \\(.id)"'\`.`);
    }
    const ownerPart = `${owner}@${job.ownerId ?? "<owner-id>"}`;
    return job.workflow === undefined
        ? `repo:${ownerPart}/${name}@${job.repositoryId ?? "<repository-id>"}`
        : `repo:${ownerPart}/*`;
}
/** What stands for one of the `include_claim_keys`: `key:value`, `repo:owner/name`, or the context of the default. */
function templatePart(job, key, notes) {
    const [owner = "", name = ""] = job.repository.split("/");
    switch (key) {
        case "repo":
            return job.workflow === undefined ? `repo:${owner}/${name}` : `repo:${owner}/*`;
        case "context":
            return contextPart(job);
        case "environment":
            return `environment:${encode(job.environment ?? "")}`;
        case "ref":
            return `ref:${encode(job.ref ?? "refs/heads/main")}`;
        case "repository":
            return job.workflow === undefined ? `repository:${job.repository}` : `repository:${owner}/*`;
        case "repository_owner":
            return `repository_owner:${owner}`;
        case "repository_id":
            return `repository_id:${job.workflow === undefined ? (job.repositoryId ?? "<repository-id>") : "*"}`;
        case "repository_owner_id":
            return `repository_owner_id:${job.ownerId ?? "<owner-id>"}`;
        case "job_workflow_ref":
            if (job.workflow === undefined)
                notes.push("Replace <job_workflow_ref>, or say which workflow with --workflow.");
            return `job_workflow_ref:${encode(job.workflow ?? "<job_workflow_ref>")}`;
        default:
            notes.push(`Replace <${key}> by the value of that claim in the tokens of the job.`);
            return `${key}:<${key}>`;
    }
}
/** What to know when a reusable workflow is trusted. */
function workflowNotes(job) {
    if (job.workflow === undefined)
        return [];
    const ref = job.workflow.split("@")[1] ?? "";
    const owner = job.repository.split("/")[0] ?? "";
    return [
        `Every repository of ${owner} that calls this workflow is trusted${job.environment === undefined ? "" : ` when its job names the environment ${job.environment}`}.`,
        ref.startsWith("refs/tags/")
            ? `A tag can be moved: protect ${ref} with a ruleset. A caller that pins the workflow by commit has that commit after the @ instead.`
            : "The text after the @ is what the caller wrote after it: a tag, a branch or a commit.",
    ];
}


/***/ }),

/***/ 84199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ vaultCall)
/* harmony export */ });
/* harmony import */ var _http_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29069);

/** One call of Vault's API; any status is an answer. `path`: below `/v1/`, its parts encoded where they need it. */
async function vaultCall(place, ports, call) {
    return (0,_http_json_js__WEBPACK_IMPORTED_MODULE_0__/* .sendJson */ .jD)(ports, {
        method: call.method,
        url: `${place.url}/v1/${call.path}`,
        headers: {
            "x-vault-request": "true",
            ...(call.token === undefined ? {} : { "x-vault-token": call.token }),
            ...(place.namespace === undefined ? {} : { "x-vault-namespace": place.namespace }),
        },
        ...(call.json === undefined ? {} : { json: call.json }),
        signal: call.signal,
    });
}


/***/ })

};
