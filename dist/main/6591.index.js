export const id = 6591;
export const ids = [6591];
export const modules = {

/***/ 48972:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  buildEcsPlatform: () => (/* binding */ buildEcsPlatform)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/traffic-state.js
var traffic_state = __webpack_require__(40291);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/ecs-session.js

/** Loads the SDK and makes clients for one call of a platform method. */
async function openSession(options, revisions, signal) {
    refuseCancelled(signal);
    const [{ ECS }, { ElasticLoadBalancingV2 }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(212)]).then(__webpack_require__.t.bind(__webpack_require__, 80212, 19)),
        Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(586)]).then(__webpack_require__.t.bind(__webpack_require__, 50586, 19)),
    ]);
    const { access, http } = options;
    const config = (0,lib/* awsClientConfig */.rw)(access, http, signal);
    return {
        ...options,
        ecs: (0,lib/* reportAwsCalls */.Dz)(new ECS(config), "ecs", access),
        elb: (0,lib/* reportAwsCalls */.Dz)(new ElasticLoadBalancingV2(config), "elasticloadbalancing", access),
        signal,
        revisions,
        call: async (what, action, send) => {
            refuseCancelled(signal);
            try {
                return await send({ abortSignal: signal });
            }
            catch (error) {
                refuseCancelled(signal, error);
                throw (0,lib/* awsError */.es)(error, what, action);
            }
        },
    };
}
const CHANGE_TRIES = 4;
const FIRST_WAIT_MS = 1_000;
/** Somebody else's change is under way, or AWS is busy: the same call may succeed a little later. */
const PASSING = /Throttl|TooManyRequests|RequestLimit|UpdateInProgress|ConflictException|ResourceInUse|ServerException|ServiceUnavailable|InternalError/;
/**
 * Makes a change whose answer may be lost or that is refused for a moment: after a fault it looks whether the change
 * took effect, and asks again when it did not. `isMade` looks.
 */
async function change(session, make, isMade) {
    for (let tries = 1;; tries += 1) {
        try {
            await make();
            return;
        }
        catch (error) {
            if (!isPassing(error))
                throw error;
            await session.clock.sleep(FIRST_WAIT_MS * 2 ** (tries - 1), session.signal);
            const made = await isMade().catch((again) => {
                if (isPassing(again))
                    return false;
                throw again;
            });
            if (made)
                return;
            if (tries >= CHANGE_TRIES)
                throw error;
        }
    }
}
function isPassing(error) {
    if (!(error instanceof lib/* ActionError */.lZ))
        return false;
    const name = (0,lib/* awsErrorName */.ZH)(error.cause);
    // Without a name there was no answer of AWS at all.
    if (error.code === "remote")
        return name === undefined || PASSING.test(name);
    return error.code === "conflict" && name !== undefined && PASSING.test(name);
}
function refuseCancelled(signal, cause) {
    if (cause instanceof lib/* ActionError */.lZ && cause.code === "cancelled")
        throw cause;
    if (signal.aborted)
        throw new lib/* ActionError */.lZ("cancelled", "The call to AWS was cancelled", { cause });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/release-tags.js

/** Tags of a task definition: which release it is. */
const VERSION_TAG = "deploy-actions/version";
const COMMIT_TAG = "deploy-actions/commit";
const ARTIFACT_TAG = "deploy-actions/artifact";
/** Tags of a service while a rollout is open. The revision that is being rolled out. */
const CANDIDATE_TAG = "deploy-actions/candidate";
/** The revision the service had before, to come back to. */
const PREVIOUS_TAG = "deploy-actions/previous";
/** How many tasks the service is to have when it was stopped, or never started. */
const TASKS_TAG = "deploy-actions/tasks";
/** The version ECS took back by itself. */
const FAILED_TAG = "deploy-actions/failed";
/** This service was made here, for a candidate. */
const MADE_TAG = "deploy-actions/made";
const LONGEST_VALUE = 256;
const ALLOWED = /^[\p{L}\p{N}\s+\-=._:/@]*$/u;
/** Value of a tag. */
function tagValue(tags, key) {
    return tags?.find((tag) => tag.key === key)?.value;
}
/** The tags that name a release. Throws `config` for a value AWS does not accept in a tag. */
function releaseTags(release) {
    const { version, commit, artifact } = release;
    if (version.length > LONGEST_VALUE || !ALLOWED.test(version)) {
        throw new lib/* ActionError */.lZ("config", `The version ${JSON.stringify(version)} does not fit into a tag of AWS`, {
            hint: "Use at most 256 letters, digits, spaces and + - = . _ : / @ in a version.",
        });
    }
    const optional = [
        { key: COMMIT_TAG, value: commit },
        { key: ARTIFACT_TAG, value: artifact },
    ].filter((tag) => tag.value !== undefined && tag.value.length <= LONGEST_VALUE && ALLOWED.test(tag.value));
    return [{ key: VERSION_TAG, value: version }, ...optional];
}
/** The release that the tags name, if they do. */
function readRelease(tags) {
    const version = tagValue(tags, VERSION_TAG);
    if (version === undefined || version === "")
        return undefined;
    const commit = tagValue(tags, COMMIT_TAG);
    const artifact = tagValue(tags, ARTIFACT_TAG);
    return {
        version,
        ...(commit === undefined ? {} : { commit }),
        ...(artifact === undefined ? {} : { artifact }),
    };
}
/** Tags of the user's own: neither ours nor AWS's. */
function userTags(tags) {
    return (tags ?? []).filter(({ key = "" }) => !key.startsWith("deploy-actions/") && !/^aws:/i.test(key));
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/task-definition.js


/** Name of the container whose image is the release. Throws `config` when there is none or several could be it. */
function releaseContainer(definition, service) {
    const containers = definition.containerDefinitions ?? [];
    const names = containers.map(({ name = "" }) => name);
    const where = `task definition ${definition.family}:${definition.revision} of service ${service.name}`;
    if (service.container !== undefined) {
        if (names.includes(service.container))
            return service.container;
        throw new lib/* ActionError */.lZ("config", `The ${where} has no container "${service.container}".${(0,lib/* suggest */.ZA)(service.container, names)}`);
    }
    const essential = containers.filter((one) => one.essential !== false).map(({ name = "" }) => name);
    const [only, second] = essential;
    if (only !== undefined && second === undefined)
        return only;
    throw new lib/* ActionError */.lZ("config", `The ${where} has ${essential.length} essential containers: ${essential.join(", ")}`, { hint: `Say with \`container\` which one of them has the image of the release.` });
}
/** Image of a release for a service. Throws `config` when nothing says it. */
function imageOf(source, service, release) {
    const image = service.image ?? source.image ?? release.artifact;
    if (image === undefined) {
        throw new lib/* ActionError */.lZ("config", `Nothing says which image ${release.version} of service ${service.name} has`, {
            hint: "Give `image` in the target (with ${release} in it), or an image reference as the release's artifact.",
        });
    }
    if (image.includes("${commit}") && release.commit === undefined) {
        throw new lib/* ActionError */.lZ("config", `The image ${image} needs the commit of ${release.version}, which is not known`);
    }
    return image.replaceAll("${release}", release.version).replaceAll("${commit}", release.commit ?? "");
}
/** The image of the release's container in a revision. */
function runningImage(definition, service) {
    const name = releaseContainer(definition, service);
    return definition.containerDefinitions?.find((one) => one.name === name)?.image ?? "";
}
/** Which release a revision is: by its tags, else (adopted) by tag or digest of its image. */
function releaseOf(revision, service) {
    return readRelease(revision.tags) ?? { version: imageVersion(runningImage(revision.definition, service)) };
}
/** `v1` of `registry:5000/shop:v1`, `sha256:…` of `shop@sha256:…`, `latest` of `shop`. */
function imageVersion(image) {
    const [reference = "", digest] = image.split("@", 2);
    const tag = /:([^/:]+)$/.exec(reference)?.[1];
    return tag ?? digest ?? "latest";
}
/** What RegisterTaskDefinition needs for a copy of a definition: the fields that only Describe has are left out. */
function registration(definition) {
    const { taskDefinitionArn: _arn, revision: _revision, status: _status, requiresAttributes: _attributes, compatibilities: _compatibilities, registeredAt: _registeredAt, registeredBy: _registeredBy, deregisteredAt: _deregisteredAt, deleteRequestedAt: _deleteRequestedAt, ...kept } = definition;
    return { ...kept, family: kept.family ?? "", containerDefinitions: kept.containerDefinitions ?? [] };
}
/** The definition of a release, made from another one: image, environment and secrets changed, everything else kept. */
function definitionFor(base, service, source, release) {
    const request = registration(base.definition);
    const name = releaseContainer(base.definition, service);
    const image = imageOf(source, service, release);
    return {
        ...request,
        containerDefinitions: (request.containerDefinitions ?? []).map((one) => one.name === name ? withVariables({ ...one, image }, source) : one),
        tags: [...userTags(base.tags), ...releaseTags(release)],
    };
}
/** A name is either a variable or a secret: ECS refuses both. */
function withVariables(container, source) {
    const isGiven = (name) => name !== undefined && (Object.hasOwn(source.environment, name) || Object.hasOwn(source.secrets, name));
    const environment = [
        ...(container.environment ?? []).filter((one) => !isGiven(one.name)),
        ...Object.entries(source.environment).map(([key, value]) => ({ name: key, value })),
    ];
    const secrets = [
        ...(container.secrets ?? []).filter((one) => !isGiven(one.name)),
        ...Object.entries(source.secrets).map(([key, valueFrom]) => ({ name: key, valueFrom })),
    ];
    return {
        ...container,
        ...(environment.length === 0 && container.environment === undefined ? {} : { environment }),
        ...(secrets.length === 0 && container.secrets === undefined ? {} : { secrets }),
    };
}
/** Whether a revision is what would be registered, tags of the release included. */
function isSameDefinition(revision, wanted) {
    const { tags: wantedTags, ...definition } = wanted;
    if (canonical(registration(revision.definition)) !== canonical(definition))
        return false;
    return canonical(readRelease(revision.tags) ?? null) === canonical(readRelease(wantedTags ?? []) ?? null);
}
/** Lists that are sets of names, in any order; an absent and an empty list are the same to ECS. */
const SETS = { environment: "name", secrets: "name" };
function canonical(value) {
    return JSON.stringify(value, (key, inner) => {
        if (Array.isArray(inner)) {
            if (inner.length === 0)
                return undefined;
            const by = SETS[key];
            if (by === undefined)
                return inner;
            return [...inner].sort((a, b) => (a[by] ?? "") < (b[by] ?? "") ? -1 : 1);
        }
        if (!(0,lib/* isObject */.Gv)(inner))
            return inner;
        return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
    });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/revisions.js




/** How many revisions back a release is looked for. */
const DEPTH = 50;
/** A revision by ARN, or by `family:revision`. */
async function readRevision(session, arn) {
    const known = session.revisions.get(arn);
    if (known !== undefined)
        return known;
    const answer = await session.call(`describe task definition ${arn}`, "ecs:DescribeTaskDefinition", (options) => session.ecs.describeTaskDefinition({ taskDefinition: arn, include: ["TAGS"] }, options));
    const definition = answer.taskDefinition;
    if (definition === undefined)
        throw new lib/* ActionError */.lZ("remote", `AWS described task definition ${arn} as nothing`);
    const revision = { arn: definition.taskDefinitionArn ?? arn, definition, tags: answer.tags ?? [] };
    session.revisions.set(arn, revision);
    return revision;
}
/** The revision of a release, made from `base` when no revision that is the same is there. Returns its ARN. */
async function ensureRevision(session, service, base, release) {
    const wanted = definitionFor(base, service, session.target, release);
    const find = () => findNewest(session, wanted.family ?? "", (revision) => isSameDefinition(revision, wanted));
    const found = isSameDefinition(base, wanted) ? base : await find();
    if (found !== undefined)
        return found.arn;
    let made;
    await change(session, async () => {
        const answer = await session.call(`register a task definition ${wanted.family} for ${release.version}`, "ecs:RegisterTaskDefinition", (options) => session.ecs.registerTaskDefinition(wanted, options));
        const { taskDefinition: definition, tags = wanted.tags ?? [] } = answer;
        const arn = definition?.taskDefinitionArn;
        if (definition !== undefined && arn !== undefined)
            made = { arn, definition, tags };
    }, async () => {
        made = await find();
        return made !== undefined;
    });
    if (made === undefined) {
        throw new lib/* ActionError */.lZ("remote", `AWS registered task definition ${wanted.family} without saying its ARN`);
    }
    const { arn } = made;
    session.log.info(`Registered ${nameOf(arn)} for ${release.version} of service ${service.name}`);
    session.revisions.set(arn, made);
    return arn;
}
/**
 * The revision an earlier release had: by its tags, else by its image. When it is gone, one is made from what runs, with
 * the image of that release, and the log says so. Returns its ARN.
 */
async function findRevision(session, service, running, release) {
    const { version } = release;
    if (releaseOf(running, service).version === version)
        return running.arn;
    const family = running.definition.family ?? "";
    let byImage;
    const tagged = await findNewest(session, family, (revision) => {
        const known = readRelease(revision.tags);
        if (known !== undefined)
            return known.version === version;
        if (byImage === undefined && isImageOf(session, service, revision, release))
            byImage = revision.arn;
        return false;
    });
    const arn = tagged?.arn ?? byImage;
    if (arn !== undefined)
        return arn;
    session.log.warning(`No revision of ${family} is ${version} any more (the ${DEPTH} newest were looked at): one is made from what runs, with that release's image`);
    return await ensureRevision(session, service, running, release);
}
function isImageOf(session, service, revision, release) {
    if (releaseOf(revision, service).version === release.version)
        return true;
    try {
        return runningImage(revision.definition, service) === imageOf(session.target, service, release);
    }
    catch {
        // The release has no image that could be compared.
        return false;
    }
}
async function findNewest(session, family, isWanted) {
    const list = await session.call(`list revisions of ${family}`, "ecs:ListTaskDefinitions", (options) => session.ecs.listTaskDefinitions({ familyPrefix: family, sort: "DESC", status: "ACTIVE", maxResults: DEPTH }, options));
    const arns = (list.taskDefinitionArns ?? [])
        .filter((arn) => nameOf(arn).startsWith(`${family}:`))
        .sort((a, b) => numberOf(b) - numberOf(a))
        .slice(0, DEPTH);
    for (const arn of arns) {
        const revision = await readRevision(session, arn);
        if (isWanted(revision))
            return revision;
    }
    return undefined;
}
/** `shop:7` of a task definition's ARN. */
function nameOf(arn) {
    return arn.slice(arn.lastIndexOf("/") + 1);
}
function numberOf(arn) {
    return Number(arn.slice(arn.lastIndexOf(":") + 1));
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/services.js




const PER_CALL = 10;
const LIST_CALLS = 20;
/** The services of the target in the order they are deployed. Throws `config` naming all that are missing. */
async function lookAtServices(session) {
    const { target } = session;
    const specs = inWaves(target.services);
    const found = await describeServices(session, specs.map((spec) => spec.name));
    const missing = specs.filter((spec) => found.get(spec.name) === undefined).map((spec) => spec.name);
    if (missing.length > 0) {
        const names = await listServiceNames(session);
        const text = missing.map((name) => `"${name}".${(0,lib/* suggest */.ZA)(name, names)}`).join(" Nor ");
        throw new lib/* ActionError */.lZ("config", `The cluster ${target.cluster} has no active service ${text}`, {
            hint: "Services are made once, with their network and load balancer; deploying only gives them a release.",
        });
    }
    const looks = [];
    for (const spec of specs) {
        const service = found.get(spec.name);
        if (service !== undefined)
            looks.push(await lookAt(session, spec, service));
    }
    return looks;
}
/** The facts of one service. */
async function lookAt(session, spec, service) {
    const { serviceArn, taskDefinition, desiredCount = 0 } = service;
    if (serviceArn === undefined || taskDefinition === undefined) {
        throw new lib/* ActionError */.lZ("config", `Service ${spec.name} of cluster ${session.target.cluster} has no task definition`, {
            hint: "Only services of the deployment controller ECS can be deployed to.",
        });
    }
    const revision = await readRevision(session, taskDefinition);
    const isNamed = tagValue(revision.tags, "deploy-actions/version") !== undefined;
    return {
        spec,
        arn: serviceArn,
        service,
        revision,
        release: releaseOf(revision, spec),
        isBlank: desiredCount === 0 && !isNamed && !spec.singleton,
    };
}
/** Active and draining services by name; those that are not there are absent. */
async function describeServices(session, names, statuses = ["ACTIVE"]) {
    const { cluster } = session.target;
    const found = new Map();
    for (let from = 0; from < names.length; from += PER_CALL) {
        const services = names.slice(from, from + PER_CALL);
        const answer = await session.call(`describe services ${services.join(", ")} of cluster ${cluster}`, "ecs:DescribeServices", (options) => session.ecs.describeServices({ cluster, services, include: ["TAGS"] }, options));
        for (const service of answer.services ?? []) {
            const name = service.serviceName ?? "";
            if (statuses.includes(service.status ?? ""))
                found.set(name, service);
        }
    }
    return found;
}
/** One active service. Throws `conflict` when it is gone. */
async function describeService(session, name) {
    const service = (await describeServices(session, [name])).get(name);
    if (service === undefined) {
        throw new lib/* ActionError */.lZ("conflict", `Service ${name} of cluster ${session.target.cluster} is gone`);
    }
    return service;
}
/** Names of the services of the cluster, for a message. */
async function listServiceNames(session) {
    const { cluster } = session.target;
    const names = [];
    let nextToken;
    for (let calls = 0; calls < LIST_CALLS; calls += 1) {
        const page = await session.call(`list services of cluster ${cluster}`, "ecs:ListServices", (options) => session.ecs.listServices({ cluster, maxResults: 100, nextToken }, options));
        names.push(...(page.serviceArns ?? []).map((arn) => arn.slice(arn.lastIndexOf("/") + 1)));
        nextToken = page.nextToken;
        if (nextToken === undefined)
            break;
    }
    return names;
}
/** Services in the order of their waves, as they are given inside one. */
function inWaves(services) {
    return [...services].sort((a, b) => a.wave - b.wave);
}
/** The service that gets weights: the first of the lowest wave with a load balancer, else the first of all. */
function primaryOf(looks) {
    const primary = looks.find((look) => (look.service.loadBalancers ?? []).length > 0) ?? looks[0];
    if (primary === undefined)
        throw new lib/* ActionError */.lZ("config", "The ECS target names no service");
    return primary;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/task-failure.js


const LINES = 8;
const LINE_BYTES = 500;
/** A start that failed may succeed the next time; what failed so often does not. */
const REPEATS = 2;
const CLASSES = [
    { reason: "out_of_memory", pattern: /OutOfMemory/i, repeats: 1 },
    // The registry said no: asking again does not change its mind.
    {
        reason: "image_pull",
        pattern: /CannotPull.*(not found|does not exist|manifest unknown|denied|invalid reference)/is,
        repeats: 1,
    },
    { reason: "image_pull", pattern: /CannotPull|InvalidImage/i, repeats: REPEATS },
    { reason: "secret_missing", pattern: /ResourceInitializationError.*(secret|ssm|parameter)/is, repeats: 1 },
    {
        reason: "resource_missing",
        pattern: /ResourceInitializationError|CannotCreate|CannotStart/i,
        repeats: REPEATS,
    },
    { reason: "probe_failed", pattern: /failed (ELB|container) health checks/i, repeats: REPEATS },
    {
        reason: "crash_loop",
        pattern: /Essential container.*exited|EssentialContainerExited/i,
        repeats: REPEATS,
    },
];
/** Why the tasks of a revision will not come up by waiting; `undefined` when nothing says so. */
function findTaskFailure(facts) {
    const { service, revision, stopped } = facts;
    const deployments = (service.deployments ?? []).filter((one) => one.taskDefinition === revision);
    const deployment = deployments.find((one) => one.status === "PRIMARY") ?? deployments[0];
    const since = deployment?.createdAt?.getTime() ?? 0;
    const own = stopped
        .filter((task) => task.taskDefinitionArn === revision && (task.createdAt?.getTime() ?? since) >= since)
        .sort((a, b) => (a.stoppedAt?.getTime() ?? 0) - (b.stoppedAt?.getTime() ?? 0));
    const events = (service.events ?? [])
        .filter((event) => (event.createdAt?.getTime() ?? 0) >= since)
        .reverse()
        .map((event) => event.message ?? "");
    const texts = own.map(describeTask);
    const lines = [...events.slice(-3), ...texts.slice(-5)].slice(-LINES).map(line);
    const name = service.serviceName ?? "";
    const what = nameOf(revision);
    if (deployment?.rolloutState === "FAILED") {
        const text = `ECS gave the deployment of ${what} to service ${name} up: ${deployment.rolloutStateReason ?? "no reason given"}`;
        const cause = classify(texts);
        return { reason: cause ?? "rolled_back", text: line(text), lines };
    }
    const reason = classify(texts);
    if (reason !== undefined) {
        const last = texts.findLast((text) => classOf(text) === reason) ?? "";
        return { reason, text: line(`Tasks of ${what} in service ${name} stop: ${last}`), lines };
    }
    const unplaceable = events.filter((event) => /unable to place a task/i.test(event)).at(-1);
    if (unplaceable !== undefined)
        return { reason: "unschedulable", text: line(unplaceable), lines };
    return undefined;
}
function classify(texts) {
    return CLASSES.find(({ pattern, repeats }) => texts.filter((text) => pattern.test(text)).length >= repeats)
        ?.reason;
}
function classOf(text) {
    return CLASSES.find(({ pattern }) => pattern.test(text))?.reason;
}
/** `Essential container in task exited; web: exit code 1, OutOfMemoryError: …`. */
function describeTask(task) {
    const containers = (task.containers ?? []).flatMap(({ name, exitCode, reason }) => {
        const facts = [
            ...(exitCode === undefined || (exitCode === 0 && reason === undefined)
                ? []
                : [`exit code ${exitCode}`]),
            ...(reason === undefined ? [] : [reason]),
        ];
        return facts.length === 0 ? [] : [`${name}: ${facts.join(", ")}`];
    });
    return [task.stoppedReason ?? task.stopCode ?? "stopped", ...containers].join("; ");
}
function line(text) {
    return (0,lib/* truncateUtf8 */.Ck)((0,lib/* printable */.g$)(text), LINE_BYTES);
}
/** Reads the stopped tasks of a service and says what is wrong with a revision of it, if that can be known. */
async function readTaskFailure(session, service, revision) {
    const stopped = await readTasks(session, service.serviceName ?? "", "STOPPED");
    return findTaskFailure({ service, revision, stopped });
}
const TASKS_PER_CALL = 100;
/** Tasks of a service that ECS wants to be running, or stopped (those of the last hour). */
async function readTasks(session, serviceName, desiredStatus) {
    const { cluster } = session.target;
    const list = await session.call(`list tasks of service ${serviceName}`, "ecs:ListTasks", (options) => session.ecs.listTasks({ cluster, serviceName, desiredStatus, maxResults: TASKS_PER_CALL }, options));
    const tasks = list.taskArns ?? [];
    if (tasks.length === 0)
        return [];
    const answer = await session.call(`describe tasks of service ${serviceName}`, "ecs:DescribeTasks", (options) => session.ecs.describeTasks({ cluster, tasks }, options));
    return answer.tasks ?? [];
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/await-steady.js




/** What the service itself says, without looking at its tasks. */
function steadiness(service, revision) {
    const { deployments = [], desiredCount = 0, runningCount = 0, serviceName = "" } = service;
    const primary = deployments.find((one) => one.status === "PRIMARY");
    const own = primary?.taskDefinition === revision
        ? primary
        : deployments.find((one) => one.taskDefinition === revision);
    if (own?.rolloutState === "FAILED") {
        return { kind: "failed", detail: own.rolloutStateReason ?? `ECS gave ${nameOf(revision)} up` };
    }
    const wanted = primary?.taskDefinition ?? service.taskDefinition ?? "";
    if (wanted !== revision)
        return { kind: "other", found: wanted };
    const running = primary?.runningCount ?? runningCount;
    const isComplete = primary?.rolloutState === undefined ? deployments.length <= 1 : primary.rolloutState === "COMPLETED";
    if (isComplete && running >= desiredCount)
        return { kind: "steady" };
    const failed = primary?.failedTasks ?? 0;
    const more = failed === 0 ? "" : `, ${failed} failed`;
    return { kind: "moving", detail: `service ${serviceName} runs ${running} of ${desiredCount} tasks${more}` };
}
const SHORTEST_POLL_MS = 500;
const LONGEST_POLL_MS = 5_000;
/**
 * Waits until a service runs a revision with all its tasks, and `isReady` holds of it; ends early when the tasks cannot
 * come up. A deployment that ECS took back by itself is a failure. Throws `conflict` when somebody else deployed.
 */
async function awaitSteady(session, name, revision, isReady = async () => undefined) {
    const { clock, target, signal } = session;
    const startedAt = clock.now();
    const deadline = startedAt + target.readyTimeoutMs;
    let wasOurs = false;
    for (;;) {
        const service = await describeService(session, name);
        const state = steadiness(service, revision);
        let detail = "";
        switch (state.kind) {
            case "steady":
                detail = (await isReady(service)) ?? "";
                if (detail === "")
                    return { isSteady: true, service };
                wasOurs = true;
                break;
            case "failed":
                return failed(state.detail, (await readTaskFailure(session, service, revision)) ?? rolledBack(state.detail));
            case "other":
                if (wasOurs || isTakenBack(service)) {
                    const text = `ECS took ${nameOf(revision)} back by itself: service ${name} runs ${nameOf(state.found)} again`;
                    return failed(text, await withLines(session, service, revision, text));
                }
                // What was just asked for may take a moment to be seen.
                if (clock.now() >= startedAt + target.settleMs) {
                    throw new lib/* ActionError */.lZ("conflict", `Service ${name} was to run ${nameOf(revision)}, but somebody else gave it ${nameOf(state.found)}`, { hint: "Nothing more was changed. End the other deployment, then run this one again." });
                }
                detail = `service ${name} still runs ${nameOf(state.found)}`;
                break;
            case "moving":
                wasOurs = true;
                detail = state.detail;
                break;
        }
        if (state.kind !== "other") {
            const failure = await readTaskFailure(session, service, revision);
            if (failure !== undefined)
                return failed(failure.text, failure);
        }
        const left = deadline - clock.now();
        if (left <= 0)
            return failed(`${detail} after ${(0,lib/* formatDuration */.a3)(target.readyTimeoutMs)}`, undefined);
        await clock.sleep(Math.min(left, pollMs(session)), signal);
    }
}
/** Time between two looks, from what the target allows. */
function pollMs({ target }) {
    return Math.min(LONGEST_POLL_MS, Math.max(SHORTEST_POLL_MS, target.readyTimeoutMs / 60));
}
function failed(detail, failure) {
    return { isSteady: false, detail, failure };
}
function isTakenBack(service) {
    const primary = service.deployments?.find((one) => one.status === "PRIMARY");
    return /rolling back|circuit breaker/i.test(primary?.rolloutStateReason ?? "");
}
async function withLines(session, service, revision, text) {
    const found = await readTaskFailure(session, service, revision);
    return found === undefined ? rolledBack(text) : { ...found, text: `${text}. ${found.text}` };
}
function rolledBack(text) {
    return { reason: "rolled_back", text, lines: [] };
}
/** A release whose tasks do not come up, or that ECS took back. */
class ReleaseFailed extends lib/* ActionError */.lZ {
}
/**
 * The service of a wait that ended well. Throws `conflict` (a {@link ReleaseFailed}) when the release itself failed, `remote`
 * when the time was up.
 */
function requireSteady(wait, what) {
    if (wait.isSteady)
        return wait.service;
    const { failure, detail } = wait;
    const hint = "The platform was left as it is now; run again, or abort, to bring it to one end.";
    if (failure === undefined)
        throw new lib/* ActionError */.lZ("remote", `${what}: ${detail}`, { hint });
    throw new ReleaseFailed("conflict", [`${what}: ${failure.text}`, ...failure.lines].join("\n"), { hint });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/ecs-look.js






/** Reads all services of the target. */
async function lookAtTarget(session) {
    const services = await lookAtServices(session);
    return { services, primary: primaryOf(services) };
}
/** The state of the traffic with its lock: revisions and tags of every service, and what the route adds. */
function trafficOf(look, facts) {
    const { lock, stable, candidate, candidateWeight, engine } = facts;
    const services = look.services.map(({ spec, service, revision }) => [
        spec.name,
        revision.arn,
        ...[CANDIDATE_TAG, PREVIOUS_TAG, FAILED_TAG].map((key) => tagValue(service.tags, key) ?? ""),
    ]);
    const text = JSON.stringify([services, lock.map((one) => one ?? ""), candidateWeight]);
    const revision = (0,external_node_crypto_.createHash)("sha256").update(text).digest("hex").slice(0, 16);
    return {
        stable,
        candidate,
        candidateWeight,
        ...(engine === undefined ? {} : { engine }),
        revision,
    };
}
/** A release in a service that runs it. `unready`: why it takes no requests though its tasks run. */
async function runningRelease(session, service, revision, release, unready) {
    const state = steadiness(service, revision);
    switch (state.kind) {
        case "steady":
            return unready === "" ? { release, ready: true } : notReady(release, unready, await failureOf());
        case "moving":
            return notReady(release, [state.detail, unready].filter(Boolean).join("; "), await failureOf());
        case "failed":
            return notReady(release, state.detail, (await failureOf()) ?? ecs_look_rolledBack(state.detail));
        case "other":
            return notReady(release, `service ${service.serviceName} is to run ${nameOf(state.found)}`, undefined);
    }
    async function failureOf() {
        return await readTaskFailure(session, service, revision);
    }
}
function notReady(release, detail, failure) {
    if (failure === undefined)
        return { release, ready: false, detail };
    const lines = [detail, failure.text, ...failure.lines].filter(Boolean);
    return { release, ready: false, detail: [...new Set(lines)].join("; "), failure };
}
function ecs_look_rolledBack(text) {
    return { reason: "rolled_back", text, lines: [] };
}
/** Whether every service runs the release. */
function isEverywhere(look, release) {
    return look.services.every((one) => one.release.version === release.version);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/native-deployment.js

/** A service has few deployments at once; the newest is what counts. */
const NEWEST = 20;
/** The newest deployment of a service, if there was one in the last 90 days. */
async function newestDeployment(session, service) {
    const { cluster } = session.target;
    const list = await session.call(`list deployments of service ${service}`, "ecs:ListServiceDeployments", (options) => session.ecs.listServiceDeployments({ cluster, service, maxResults: NEWEST }, options));
    const [newest] = [...(list.serviceDeployments ?? [])].sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
    const arn = newest?.serviceDeploymentArn;
    if (arn === undefined)
        return undefined;
    const described = await session.call(`describe deployment ${arn}`, "ecs:DescribeServiceDeployments", (options) => session.ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] }, options));
    const deployment = described.serviceDeployments?.[0];
    const targetArn = deployment?.targetServiceRevision?.arn;
    if (deployment === undefined || targetArn === undefined)
        return undefined;
    const sourceArn = sourceOf(deployment)?.arn;
    const serviceRevisionArns = [targetArn, ...(sourceArn === undefined ? [] : [sourceArn])];
    const revisions = await session.call(`describe revisions of service ${service}`, "ecs:DescribeServiceRevisions", (options) => session.ecs.describeServiceRevisions({ serviceRevisionArns }, options));
    const taskDefinition = (wanted) => revisions.serviceRevisions?.find((one) => one.serviceRevisionArn === wanted)?.taskDefinition;
    return {
        arn,
        deployment,
        target: taskDefinition(targetArn) ?? "",
        source: taskDefinition(sourceArn),
        weight: deployment.targetServiceRevision?.requestedProductionTrafficWeight ?? 0,
        state: stateOf(deployment),
    };
}
/** The revision that had the traffic: of several, the one with most of it. */
function sourceOf(deployment) {
    return [...(deployment.sourceServiceRevisions ?? [])].sort((a, b) => (b.requestedProductionTrafficWeight ?? 0) - (a.requestedProductionTrafficWeight ?? 0))[0];
}
function stateOf({ status }) {
    switch (status) {
        case "PENDING":
        case "IN_PROGRESS":
            return "forward";
        case "STOP_REQUESTED":
        case "ROLLBACK_REQUESTED":
        case "ROLLBACK_IN_PROGRESS":
            return "back";
        case "SUCCESSFUL":
            return "done";
        case "STOPPED":
        case "ROLLBACK_SUCCESSFUL":
            return "taken-back";
        default:
            // ROLLBACK_FAILED, and whatever AWS adds: nothing that could be taken for an end.
            return "stuck";
    }
}
/** Stages whose PAUSE hooks are ours to answer. */
const OUR_STAGES = ["PRE_PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT"];
/** The PAUSE hook that waits, and whether it is at a stage this rollout holds. */
function waitingHook(deployment) {
    const hook = deployment.lifecycleHookDetails?.find((one) => one.targetType === "PAUSE" && one.status === "AWAITING_ACTION");
    if (hook === undefined)
        return undefined;
    return { hook, isOurs: OUR_STAGES.includes(deployment.lifecycleStage ?? "") };
}
/** Whether the candidate's tasks are up: ECS moves no traffic before that. */
function hasScaledUp({ lifecycleStage, targetServiceRevision }) {
    const { requestedTaskCount = 0, runningTaskCount = 0 } = targetServiceRevision ?? {};
    const isEarly = ["RECONCILE_SERVICE", "PRE_SCALE_UP", "SCALE_UP", undefined].includes(lifecycleStage);
    return !isEarly && requestedTaskCount > 0 && runningTaskCount >= requestedTaskCount;
}
/** What ECS says of its rollout. */
function engineOf({ deployment, state, weight }) {
    const stage = deployment.lifecycleStage ?? "no stage yet";
    const reason = deployment.statusReason === undefined ? "" : `: ${deployment.statusReason}`;
    const status = `${deployment.status ?? "unknown status"} at ${stage}, ${(0,lib/* formatPercent */.l9)(weight)}${reason}`;
    const waiting = waitingHook(deployment);
    switch (state) {
        case "forward": {
            if (waiting === undefined)
                return { phase: "running", message: status, inconclusive: false };
            const { expiresAt, timeoutAction } = waiting.hook;
            const until = expiresAt === undefined
                ? ""
                : `, until ${expiresAt.toISOString()}, then ${timeoutAction ?? "ROLLBACK"}`;
            return {
                phase: "waiting",
                message: `paused at ${stage}, ${(0,lib/* formatPercent */.l9)(weight)}${until}`,
                inconclusive: false,
            };
        }
        case "done":
            return { phase: "idle", message: status, inconclusive: false };
        case "back":
        case "taken-back":
        case "stuck":
            return { phase: "failed", message: status, inconclusive: false };
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/native-drive.js







/**
 * Lets ECS's rollout of a revision go on until it holds at `until` per cent, or (`end`) has ended well. Answers only PAUSE
 * hooks of the stages this project holds; a hook of the user's own is waited for. The time allowed counts from the last
 * move. Errors: `conflict` when the newest deployment is of another revision.
 */
async function driveTo(session, service, revision, until) {
    const { clock, target, signal } = session;
    let movedAt = clock.now();
    let mark = "";
    for (;;) {
        const now = await newestDeployment(session, service);
        if (now === undefined || now.target !== revision) {
            // What was just asked for may take a moment to be listed.
            if (clock.now() >= movedAt + target.settleMs)
                throw isAnother(service, revision, now);
        }
        else {
            const { deployment, weight, state } = now;
            const reason = deployment.statusReason ?? "no reason given";
            if (state === "done")
                return { kind: "there", at: now };
            if (state !== "forward") {
                const text = `ECS took ${nameOf(revision)} of service ${service} back (${deployment.status}): ${reason}`;
                return { kind: "not-there", text, failure: { reason: "rolled_back", text, lines: [] } };
            }
            const waiting = waitingHook(deployment);
            if (waiting?.isOurs === true) {
                if (until !== "end" && weight >= until)
                    return { kind: "there", at: now };
                await answer(session, service, now, waiting.hook.hookId ?? "", "CONTINUE");
            }
            const seen = JSON.stringify([deployment.lifecycleStage, weight, waiting?.hook.hookId]);
            if (seen !== mark) {
                mark = seen;
                movedAt = clock.now();
            }
            const failure = await readTaskFailure(session, await describeService(session, service), revision);
            if (failure !== undefined)
                return { kind: "not-there", text: failure.text, failure };
            if (clock.now() >= movedAt + target.readyTimeoutMs) {
                const where = `${deployment.lifecycleStage ?? deployment.status}, ${(0,lib/* formatPercent */.l9)(weight)}`;
                const why = waiting === undefined ? "does not move" : "waits for a hook that is not ours";
                const text = `ECS's rollout of ${nameOf(revision)} ${why} for ${(0,lib/* formatDuration */.a3)(target.readyTimeoutMs)} (${where})`;
                return { kind: "not-there", text, failure: undefined };
            }
        }
        await clock.sleep(pollMs(session), signal);
    }
}
/** Has ECS take its rollout back, and waits until stable has everything again. */
async function driveBack(session, service) {
    const { clock, target, signal } = session;
    const deadline = clock.now() + target.readyTimeoutMs;
    for (;;) {
        const now = await newestDeployment(session, service);
        if (now === undefined || now.state === "done" || now.state === "taken-back")
            return;
        if (now.state === "stuck") {
            const text = `ECS could not take its rollout of service ${service} back (${now.deployment.status}): ${now.deployment.statusReason ?? "no reason given"}`;
            throw new lib/* ActionError */.lZ("remote", text, {
                hint: "Look at the service's deployments in ECS, then run again.",
            });
        }
        if (now.state === "forward") {
            const waiting = waitingHook(now.deployment);
            if (waiting === undefined)
                await stop(session, service, now);
            else
                await answer(session, service, now, waiting.hook.hookId ?? "", "ROLLBACK");
        }
        if (clock.now() >= deadline) {
            throw new lib/* ActionError */.lZ("remote", `ECS is still taking its rollout of service ${service} back after ${(0,lib/* formatDuration */.a3)(target.readyTimeoutMs)} (${now.deployment.status})`);
        }
        await clock.sleep(pollMs(session), signal);
    }
}
async function answer(session, service, { arn }, hookId, action) {
    await change(session, () => session.call(`${action.toLowerCase()} the deployment of service ${service}`, "ecs:ContinueServiceDeployment", (options) => session.ecs.continueServiceDeployment({ serviceDeploymentArn: arn, hookId, action }, options)), async () => !(await isWaitingFor(session, service, hookId))).catch(async (error) => {
        // Answered already, by a call whose answer was lost or by somebody else: what is seen next decides.
        if (error instanceof lib/* ActionError */.lZ &&
            error.code === "remote" &&
            !(await isWaitingFor(session, service, hookId))) {
            return;
        }
        throw error;
    });
}
async function isWaitingFor(session, service, hookId) {
    const now = await newestDeployment(session, service);
    return now !== undefined && waitingHook(now.deployment)?.hook.hookId === hookId;
}
async function stop(session, service, { arn }) {
    await change(session, () => session.call(`stop the deployment of service ${service}`, "ecs:StopServiceDeployment", (options) => session.ecs.stopServiceDeployment({ serviceDeploymentArn: arn, stopType: "ROLLBACK" }, options)), async () => (await newestDeployment(session, service))?.state !== "forward");
}
function isAnother(service, revision, now) {
    const found = now === undefined ? "has no deployment" : `deploys ${nameOf(now.target)}`;
    return new lib/* ActionError */.lZ("conflict", `Service ${service} was to deploy ${nameOf(revision)}, but ${found}`, {
        hint: "Somebody else deployed. Nothing more was changed; run again when the other deployment has ended.",
    });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/service-tags.js

/** Writes tags of a service; others stay. */
async function writeTags(session, arn, values) {
    const tags = Object.entries(values).map(([key, value]) => ({ key, value }));
    const write = () => session.call(`tag ${arn}`, "ecs:TagResource", (options) => session.ecs.tagResource({ resourceArn: arn, tags }, options));
    // Twice is once.
    await change(session, write, async () => false);
}
/** Removes tags of a service; one that is not there is removed already. */
async function removeTags(session, arn, tagKeys) {
    const remove = () => session.call(`untag ${arn}`, "ecs:UntagResource", (options) => session.ecs.untagResource({ resourceArn: arn, tagKeys: [...tagKeys] }, options));
    await change(session, remove, async () => false);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/update-service.js








/** Gives a service a revision and waits until it runs with all its tasks; one that runs it already is only awaited. */
async function rollService(session, look, revision, options = {}) {
    if (look.spec.singleton)
        return await rollSingleton(session, look, revision);
    const { name } = look.spec;
    const { tasks, deploymentConfiguration, isReady } = options;
    const now = await describeService(session, name);
    const state = steadiness(now, revision);
    const isAsked = state.kind === "steady" || state.kind === "moving";
    if (!isAsked || (tasks !== undefined && now.desiredCount !== tasks)) {
        await updateService(session, {
            service: name,
            taskDefinition: revision,
            ...(tasks === undefined ? {} : { desiredCount: tasks }),
            ...(deploymentConfiguration === undefined ? {} : { deploymentConfiguration }),
            // The same revision that was given up is only tried again when that is said.
            ...(state.kind === "failed" ? { forceNewDeployment: true } : {}),
        }, revision);
    }
    return await awaitSteady(session, name, revision, isReady);
}
/**
 * A service that must never have two tasks: stopped, seen to be stopped, then started. How many it is to have (one, or
 * none when it is switched off) is kept in a tag meanwhile, so that a run that died in between is finished by the next.
 */
async function rollSingleton(session, look, revision) {
    const { name } = look.spec;
    const now = await describeService(session, name);
    const kept = tagValue(now.tags, TASKS_TAG);
    const tasks = kept === undefined ? (now.desiredCount ?? 0) : Number(kept);
    if (tasks > 1) {
        throw new lib/* ActionError */.lZ("config", `Service ${name} is a singleton and wants ${tasks} tasks`, {
            hint: "Set its desired count to 1, and leave it out of every auto scaling, before it is deployed.",
        });
    }
    if (kept === undefined && steadiness(now, revision).kind === "steady") {
        return await awaitSteady(session, name, revision);
    }
    await writeTags(session, look.arn, { [TASKS_TAG]: String(tasks) });
    const deploymentConfiguration = {
        ...now.deploymentConfiguration,
        maximumPercent: 100,
        minimumHealthyPercent: 0,
    };
    // Rebalancing starts the new task before it stops the old one.
    const single = now.availabilityZoneRebalancing === "ENABLED" ? { availabilityZoneRebalancing: "DISABLED" } : {};
    const isStarted = steadiness(now, revision).kind !== "other" && now.desiredCount === tasks;
    if (!isStarted) {
        await updateService(session, { service: name, desiredCount: 0, deploymentConfiguration, ...single }, now.taskDefinition ?? revision);
        await awaitStopped(session, name);
        await updateService(session, { service: name, taskDefinition: revision, desiredCount: tasks, deploymentConfiguration }, revision);
    }
    const wait = await awaitSteady(session, name, revision, async () => {
        const running = await readTasks(session, name, "RUNNING");
        if (running.length > 1) {
            throw new lib/* ActionError */.lZ("conflict", `Singleton ${name} has ${running.length} tasks: somebody else starts it too`);
        }
        return undefined;
    });
    if (wait.isSteady)
        await removeTags(session, look.arn, [TASKS_TAG]);
    return wait;
}
/** Until no task of the service is left, those that are still stopping included. */
async function awaitStopped(session, name) {
    const { clock, target, signal } = session;
    const deadline = clock.now() + target.readyTimeoutMs;
    for (;;) {
        const service = await describeService(session, name);
        const running = await readTasks(session, name, "RUNNING");
        const stopping = (await readTasks(session, name, "STOPPED")).filter((task) => task.lastStatus !== "STOPPED");
        const left = Math.max((service.runningCount ?? 0) + (service.pendingCount ?? 0), running.length + stopping.length);
        if (left === 0)
            return;
        if (clock.now() >= deadline) {
            throw new lib/* ActionError */.lZ("remote", `Singleton ${name} still has a task after it was to stop: no second one is started`);
        }
        await clock.sleep(pollMs(session), signal);
    }
}
/** One UpdateService; asked again when it was refused for a moment or its answer was lost. */
async function updateService(session, request, revision) {
    const { cluster } = session.target;
    const { service } = request;
    await change(session, () => session.call(`update service ${service} of cluster ${cluster}`, "ecs:UpdateService", (options) => session.ecs.updateService({ ...request, cluster }, options)), async () => {
        const now = await describeService(session, service);
        const hasTasks = request.desiredCount === undefined || now.desiredCount === request.desiredCount;
        // A forced deployment of the same revision cannot be told from the one before: it is asked for again.
        return hasTasks && steadiness(now, revision).kind !== "other" && request.forceNewDeployment !== true;
    });
    if (request.taskDefinition !== undefined)
        session.log.info(`Service ${service} gets ${nameOf(revision)}`);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/waves.js





/** The revision a service had before this rollout, if one was noted. */
function previousOf(look) {
    return tagValue(look.service.tags, PREVIOUS_TAG);
}
/**
 * Gives every service its revision of the release, wave by wave, one service after the other; each is awaited before the
 * next begins. What a service had before is noted in its tags first, the primary service's before all others, so that
 * {@link revertServices} can bring it back.
 */
async function rollServices(session, { services, primary }, release, options = {}) {
    if (previousOf(primary) === undefined)
        await notePrevious(session, primary);
    for (const look of services) {
        const revision = await ensureRevision(session, look.spec, await baseOf(session, look), release);
        const isNoted = look === primary || previousOf(look) !== undefined;
        if (look.revision.arn !== revision && !isNoted)
            await notePrevious(session, look);
        await roll(session, look, revision, release.version, options);
    }
}
/** Gives every service the revision that an earlier release had, wave by wave. */
async function restoreServices(session, looks, release, options = {}) {
    for (const look of looks) {
        const revision = await findRevision(session, look.spec, look.revision, release);
        await roll(session, look, revision, release.version, options);
    }
}
/**
 * Gives back what services had before the rollout, the last wave first. Those without a note were not touched; when the
 * primary service has none, the rollout was over, and notes of others are leftovers.
 */
async function revertServices(session, { services, primary }, options = {}) {
    if (previousOf(primary) === undefined)
        return;
    for (const look of [...services].reverse()) {
        const previous = previousOf(look);
        if (previous === undefined)
            continue;
        await roll(session, look, previous, nameOf(previous), { ...options, firstTasks: 0 });
    }
}
/**
 * Ends the rollout in the tags. The primary service's note goes first: from then on nothing is taken back any more. That
 * there is a candidate goes last, so that a run which dies in between is followed by one that finishes.
 */
async function forgetRollout(session, { services, primary }) {
    // A singleton's number of tasks is kept until it runs again.
    const notes = (look) => look.spec.singleton ? [PREVIOUS_TAG, FAILED_TAG] : [PREVIOUS_TAG, FAILED_TAG, TASKS_TAG];
    await removeTags(session, primary.arn, notes(primary));
    for (const look of services) {
        if (look !== primary)
            await removeTags(session, look.arn, notes(look));
    }
    await removeTags(session, primary.arn, [CANDIDATE_TAG]);
}
/** Notes the revision a service has, once. A service that was never deployed to had no tasks. */
async function notePrevious(session, look) {
    const tasks = look.isBlank ? { [TASKS_TAG]: "0" } : {};
    await writeTags(session, look.arn, { [PREVIOUS_TAG]: look.revision.arn, ...tasks });
}
/** Whether the service had never been deployed to when the rollout began. */
function wasBlank(look) {
    return look.isBlank || (!look.spec.singleton && tagValue(look.service.tags, TASKS_TAG) === "0");
}
/** A new revision is made from what ran before the rollout, not from another candidate. */
async function baseOf(session, look) {
    const previous = previousOf(look);
    return previous === undefined ? look.revision : await readRevision(session, previous);
}
async function roll(session, look, revision, what, options) {
    if ((await options.rollOwn?.(look, revision)) === true)
        return;
    const { isReady, firstTasks } = options;
    const tasks = wasBlank(look) && (look.service.desiredCount ?? 0) !== firstTasks ? firstTasks : undefined;
    // What goes back to no tasks has none that could be healthy.
    const isEmptied = wasBlank(look) && firstTasks === 0;
    const wait = await rollService(session, look, revision, {
        ...(tasks === undefined ? {} : { tasks }),
        ...(isReady === undefined || isEmptied ? {} : { isReady: (service) => isReady(look, service) }),
    });
    requireSteady(wait, `Service ${look.spec.name} did not come up with ${what}`);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/native-look.js







/** Reads the services, and ECS's own deployment of the one with the traffic. */
async function lookAtNative(session) {
    const target = await lookAtTarget(session);
    const { primary } = target;
    const deployment = await newestDeployment(session, primary.spec.name);
    const facts = await factsOf(session, target, deployment);
    return { ...target, deployment, traffic: trafficOf(target, facts) };
}
async function factsOf(session, { primary }, newest) {
    const engine = newest === undefined ? undefined : { engine: engineOf(newest) };
    // What ECS does by itself at a weight is nobody's change: it must not refuse an abort.
    const lock = [newest?.arn, newest?.state, newest?.weight];
    const marked = tagValue(primary.service.tags, CANDIDATE_TAG);
    const isMoving = newest?.state === "forward" || newest?.state === "back" || newest?.state === "stuck";
    if (newest !== undefined && isMoving && newest.source !== undefined && newest.target !== "") {
        const source = await readRevision(session, newest.source);
        const wasEmpty = wasBlank(primary);
        return {
            stable: wasEmpty ? null : stableOf(newest, releaseOf(source, primary.spec)),
            candidate: await candidateOf(session, primary, newest),
            candidateWeight: newest.weight,
            ...engine,
            lock,
        };
    }
    const resting = primary.isBlank
        ? null
        : { release: primary.release, ready: (primary.service.runningCount ?? 0) > 0 };
    if (marked === undefined)
        return { stable: resting, candidate: null, candidateWeight: 0, ...engine, lock };
    const release = releaseOf(await readRevision(session, marked), primary.spec);
    if (primary.revision.arn === marked) {
        // ECS is through; the services of later waves are not, or nobody wrote down that they are.
        const stable = resting === null ? null : { ...resting, release };
        return { stable, candidate: { release, ready: true }, candidateWeight: 100, ...engine, lock };
    }
    if (newest?.target === marked && newest.state === "taken-back") {
        const text = `ECS took ${release.version} back: ${newest.deployment.statusReason ?? newest.deployment.status ?? ""}`;
        const candidate = {
            release,
            ready: false,
            detail: text,
            failure: { reason: "rolled_back", text, lines: [] },
        };
        return { stable: resting, candidate, candidateWeight: 0, ...engine, lock };
    }
    return { stable: resting, candidate: null, candidateWeight: 0, lock };
}
function stableOf({ deployment }, release) {
    const { requestedTaskCount = 0, runningTaskCount = 0 } = sourceOf(deployment) ?? {};
    if (runningTaskCount > 0 && runningTaskCount >= requestedTaskCount)
        return { release, ready: true };
    return { release, ready: false, detail: `${runningTaskCount} of ${requestedTaskCount} tasks run` };
}
async function candidateOf(session, primary, newest) {
    const { deployment, state, target } = newest;
    const release = releaseOf(await readRevision(session, target), primary.spec);
    const reason = deployment.statusReason ?? "no reason given";
    if (state !== "forward") {
        const text = `ECS takes ${release.version} back (${deployment.status}): ${reason}`;
        return { release, ready: false, detail: text, failure: { reason: "rolled_back", text, lines: [] } };
    }
    if (hasScaledUp(deployment))
        return { release, ready: true };
    const { requestedTaskCount = 0, runningTaskCount = 0 } = deployment.targetServiceRevision ?? {};
    const failure = await readTaskFailure(session, primary.service, target);
    const detail = `${runningTaskCount} of ${requestedTaskCount} tasks run (${deployment.lifecycleStage ?? deployment.status})`;
    if (failure === undefined)
        return { release, ready: false, detail };
    return { release, ready: false, detail: [detail, failure.text, ...failure.lines].join("; "), failure };
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/native-strategy.js

/** ECS's own step sizes. */
const DEFAULT_PERCENT = { canary: 5, linear: 10, "blue-green": 100 };
/** Longest stop of a rollout whose runner is gone: ECS then takes it back. */
const HOLD_MINUTES = 1_440;
/** The weights ECS stops at, 0 and 100 included. */
function stopsOf(route) {
    const step = route.stepPercent ?? DEFAULT_PERCENT[route.strategy];
    switch (route.strategy) {
        case "blue-green":
            return [0, 100];
        case "canary":
            return step >= 100 ? [0, 100] : [0, step, 100];
        case "linear": {
            const stops = [];
            for (let n = 0; n * step < 100 - 1e-9; n += 1)
                stops.push(Math.round(n * step * 10) / 10);
            return [...stops, 100];
        }
    }
}
/** What is wrong with the steps of a plan, or with the size of the route's step. */
function stopProblems(route, weights) {
    const stops = stopsOf(route);
    const step = route.stepPercent ?? DEFAULT_PERCENT[route.strategy];
    const least = route.strategy === "linear" ? 3 : 0.1;
    const sizes = route.strategy !== "blue-green" && (step < least || step > 100)
        ? [`ECS takes steps of ${least} % to 100 % for ${route.strategy}, not ${step} %`]
        : [];
    const known = stops.map((stop) => (0,lib/* formatPercent */.l9)(stop)).join(", ");
    const wrong = weights
        .filter((weight) => !stops.includes(weight))
        .map((weight) => `${(0,lib/* formatPercent */.l9)(weight)} is no stop of ECS's ${route.strategy} rollout: it stops at ${known}`);
    return [...sizes, ...wrong];
}
/**
 * The deployment configuration that holds at every stop: a PAUSE hook before each shift and one after the last, which end
 * in a rollback when nobody answers. ECS's own bake times are 0, because the steps of the policy say how long to wait;
 * hooks of the user's own and alarms are kept.
 */
function heldConfiguration(route, now) {
    const step = route.stepPercent ?? DEFAULT_PERCENT[route.strategy];
    const hold = {
        targetType: "PAUSE",
        lifecycleStages: ["PRE_PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT"],
        timeoutConfiguration: { timeoutInMinutes: HOLD_MINUTES, action: "ROLLBACK" },
    };
    const common = { ...kept(now), bakeTimeInMinutes: 0, lifecycleHooks: [...ownHooks(now), hold] };
    switch (route.strategy) {
        case "canary":
            return {
                ...common,
                strategy: "CANARY",
                canaryConfiguration: { canaryPercent: step, canaryBakeTimeInMinutes: 0 },
            };
        case "linear":
            return {
                ...common,
                strategy: "LINEAR",
                linearConfiguration: { stepPercent: step, stepBakeTimeInMinutes: 0 },
            };
        case "blue-green":
            return { ...common, strategy: "BLUE_GREEN" };
    }
}
/** Straight to an earlier release, without a stop and without a gap. */
function straightConfiguration(now) {
    return { ...kept(now), strategy: "BLUE_GREEN", bakeTimeInMinutes: 0, lifecycleHooks: [...ownHooks(now)] };
}
/** The circuit breaker is for rolling updates only, and each strategy has its own fields. */
function kept(now) {
    const { maximumPercent, minimumHealthyPercent, alarms } = now ?? {};
    return { maximumPercent, minimumHealthyPercent, ...(alarms === undefined ? {} : { alarms }) };
}
function ownHooks(now) {
    return (now?.lifecycleHooks ?? []).filter((hook) => hook.targetType !== "PAUSE" || !(hook.lifecycleStages ?? []).includes("PRE_PRODUCTION_TRAFFIC_SHIFT"));
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/native-route.js











/**
 * ECS moves the traffic by its own strategy and stops at a PAUSE hook before every shift; a weight is reached by letting it
 * go on. Nobody has to wait while it is stopped: without an answer it takes the candidate back by itself.
 */
function createNativeRoute(route) {
    return {
        capabilities: {
            traffic: "weights",
            granularity: 0.1,
            candidateUrl: false,
            candidateHeader: undefined,
            waitsForFree: true,
            keepsStableWarm: true,
        },
        look: lookAtNative,
        setWeight: async (session, _before, candidate, weight) => {
            const [problem] = stopProblems(route, [weight]);
            if (problem !== undefined)
                throw new lib/* ActionError */.lZ("conflict", problem);
            await setWeight(session, route, await lookAtNative(session), candidate, weight);
        },
        promote: async (session, _before, candidate) => {
            const now = await lookAtNative(session);
            await rollServices(session, now, candidate, ownService(session, now.primary, "held"));
            await forgetRollout(session, now);
        },
        abort: async (session) => {
            const now = await lookAtNative(session);
            await driveBack(session, now.primary.spec.name);
            const after = await lookAtNative(session);
            await revertServices(session, after, ownService(session, after.primary, "straight"));
            await forgetRollout(session, after);
        },
        restore: async (session, _before, release) => {
            const now = await lookAtNative(session);
            await driveBack(session, now.primary.spec.name);
            const after = await lookAtNative(session);
            await restoreServices(session, after.services, release, ownService(session, after.primary, "straight"));
            await forgetRollout(session, after);
        },
        preflight: async (_session, target) => nativeProblems(target),
        planProblems: (weights) => stopProblems(route, weights),
    };
}
async function setWeight(session, route, now, candidate, weight) {
    const { primary, traffic } = now;
    const { name } = primary.spec;
    const isRunning = now.deployment?.state === "forward" && traffic.candidate?.release.version === candidate.version;
    if (isRunning && traffic.candidateWeight > weight) {
        throw new lib/* ActionError */.lZ("conflict", `ECS does not go back from ${(0,lib/* formatPercent */.l9)(traffic.candidateWeight)} to ${(0,lib/* formatPercent */.l9)(weight)}: it can only take ${candidate.version} back altogether`, { hint: "Abort the rollout, and begin again." });
    }
    if (!isRunning)
        await driveBack(session, name);
    const revision = isRunning
        ? (now.deployment?.target ?? "")
        : await begin(session, route, await lookAtNative(session), candidate);
    const drive = await driveTo(session, name, revision, weight);
    if (drive.kind === "there")
        return;
    if (weight > 0) {
        const failed = drive.failure?.reason === "rolled_back" ? "remote" : "conflict";
        throw new lib/* ActionError */.lZ(failed, `${candidate.version} cannot get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic: ${drive.text}`);
    }
    session.log.info(`${candidate.version} is not ready: ${drive.text}`);
}
/** Starts ECS's rollout; the note of what runs now and of what is brought comes first. Returns the revision's ARN. */
async function begin(session, route, now, candidate) {
    const { primary } = now;
    const { name } = primary.spec;
    const revision = await ensureRevision(session, primary.spec, primary.revision, candidate);
    if (previousOf(primary) !== primary.revision.arn)
        await notePrevious(session, primary);
    await writeTags(session, primary.arn, { [CANDIDATE_TAG]: revision });
    const service = await describeService(session, name);
    await updateService(session, {
        service: name,
        taskDefinition: revision,
        deploymentConfiguration: heldConfiguration(route, service.deploymentConfiguration),
        ...(wasBlank(primary) ? { desiredCount: 1 } : {}),
    }, revision);
    return revision;
}
/** The service with the traffic is rolled by ECS: to the end of what is held, or straight to an earlier revision. */
function ownService(session, primary, how) {
    return {
        rollOwn: async (look, revision) => {
            const { name } = look.spec;
            if (name !== primary.spec.name)
                return false;
            const newest = await newestDeployment(session, name);
            const isThere = newest?.state !== "forward" && look.revision.arn === revision;
            if (isThere)
                return true;
            if (how === "straight") {
                const service = await describeService(session, name);
                const deploymentConfiguration = straightConfiguration(service.deploymentConfiguration);
                const tasks = wasBlank(look) ? { desiredCount: 0 } : {};
                const request = { service: name, taskDefinition: revision, deploymentConfiguration, ...tasks };
                await updateService(session, request, revision);
            }
            const drive = await driveTo(session, name, revision, "end");
            if (drive.kind === "not-there")
                throw new lib/* ActionError */.lZ("remote", drive.text);
            return true;
        },
    };
}
function nativeProblems({ primary }) {
    const { name } = primary.spec;
    const advanced = primary.service.loadBalancers?.some((one) => one.advancedConfiguration?.alternateTargetGroupArn !== undefined);
    if (advanced === true)
        return [];
    return [
        {
            code: "not_found",
            text: `Service ${name} has no load balancer with an alternate target group, so ECS cannot shift its traffic`,
            hint: "Give its load balancer an advancedConfiguration: alternateTargetGroupArn, productionListenerRule and roleArn.",
        },
    ];
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/preflight.js



/** Read-only: the cluster, every service and its container, and what the route needs. Everything missing at once. */
async function findProblems(driver, session) {
    return await asProblems(async () => {
        const missing = await clusterProblems(session);
        if (missing.length > 0)
            return missing;
        const specs = inWaves(session.target.services);
        const found = await describeServices(session, specs.map((spec) => spec.name));
        const looks = [];
        const problems = [];
        for (const spec of specs) {
            const service = found.get(spec.name);
            if (service === undefined) {
                problems.push(await missingService(session, spec.name));
                continue;
            }
            problems.push(...(await asProblems(async () => {
                const look = await lookAt(session, spec, service);
                releaseContainer(look.revision.definition, spec);
                looks.push(look);
                return singletonProblems(look);
            })));
        }
        if (looks.length === 0)
            return problems;
        const target = { services: looks, primary: primaryOf(looks) };
        return [...problems, ...(await asProblems(() => driver.preflight(session, target)))];
    });
}
/** What a look threw, as a problem; faults of AWS itself stay errors. */
async function asProblems(look) {
    try {
        return await look();
    }
    catch (error) {
        if (!(error instanceof lib/* ActionError */.lZ))
            throw error;
        const code = problemCode(error);
        if (code === undefined)
            throw error;
        return [{ code, text: error.message, hint: error.hint }];
    }
}
function problemCode({ code }) {
    switch (code) {
        case "permission":
            return "permission_missing";
        case "config":
            return "not_found";
        case "conflict":
            return "not_as_expected";
        default:
            return undefined;
    }
}
async function clusterProblems(session) {
    const { cluster } = session.target;
    const answer = await session.call(`describe cluster ${cluster}`, "ecs:DescribeClusters", (options) => session.ecs.describeClusters({ clusters: [cluster] }, options));
    if (answer.clusters?.some((one) => one.status === "ACTIVE") === true)
        return [];
    const list = await session.call("list clusters", "ecs:ListClusters", (options) => session.ecs.listClusters({ maxResults: 100 }, options));
    const names = (list.clusterArns ?? []).map((arn) => arn.slice(arn.lastIndexOf("/") + 1));
    const where = `in ${session.access.region}`;
    return [
        {
            code: "not_found",
            text: `There is no ECS cluster "${cluster}" ${where}.${(0,lib/* suggest */.ZA)(cluster, names)}`,
            hint: "Check the cluster's name, and the region and account the job signed in to.",
        },
    ];
}
async function missingService(session, name) {
    const names = await listServiceNames(session);
    return {
        code: "not_found",
        text: `Cluster ${session.target.cluster} has no active service "${name}".${(0,lib/* suggest */.ZA)(name, names)}`,
        hint: "Services are made once, with their network and load balancer; deploying only gives them a release.",
    };
}
function singletonProblems({ spec, service }) {
    if (!spec.singleton || (service.desiredCount ?? 0) <= 1)
        return [];
    return [
        {
            code: "not_as_expected",
            text: `Service ${spec.name} is a singleton and wants ${service.desiredCount} tasks`,
            hint: "Set its desired count to 1, and leave it out of every auto scaling.",
        },
    ];
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/rolling-route.js








/**
 * Nobody moves traffic: services are updated in place, task by task. At 0 % the candidate is a registered revision, noted
 * in the tags of the first service; at 100 % all services run it, and stable is what abort brings back.
 */
function createRollingRoute() {
    return {
        capabilities: {
            traffic: "all-at-once",
            granularity: 100,
            candidateUrl: false,
            candidateHeader: undefined,
            waitsForFree: false,
            keepsStableWarm: false,
        },
        look,
        setWeight: async (session, before, candidate, weight) => {
            if (weight !== 0 && weight !== 100) {
                throw new lib/* ActionError */.lZ("conflict", `Services that are updated in place hold 0 % and 100 % only, not ${weight} %`);
            }
            const isOther = before.traffic.candidate?.release.version !== candidate.version;
            // What another candidate, or a step back, leaves running is taken back first.
            if (before.traffic.candidateWeight > 0 && (isOther || weight === 0)) {
                await revertServices(session, before);
            }
            const now = await look(session);
            await register(session, now, candidate);
            if (weight === 100)
                await rollOut(session, await look(session), candidate);
        },
        promote: async (session, before, candidate) => {
            await rollOut(session, before, candidate);
            await forgetRollout(session, before);
        },
        abort: async (session, before) => {
            await revertServices(session, before);
            await forgetRollout(session, before);
        },
        restore: async (session, before, release) => {
            await restoreServices(session, before.services, release);
            await forgetRollout(session, before);
        },
        preflight: async () => [],
    };
}
async function look(session) {
    const target = await lookAtTarget(session);
    const { primary } = target;
    const arn = tagValue(primary.service.tags, CANDIDATE_TAG);
    const candidateRevision = arn === undefined ? undefined : await readRevision(session, arn);
    if (candidateRevision === undefined) {
        const traffic = trafficOf(target, {
            stable: await stableNow(session, target),
            candidate: null,
            candidateWeight: 0,
            lock: [],
        });
        return { ...target, traffic };
    }
    const candidate = releaseOf(candidateRevision, primary.spec);
    const isRunning = primary.revision.arn === candidateRevision.arn;
    const traffic = trafficOf(target, {
        stable: isRunning ? await stableBefore(session, target) : await stableNow(session, target),
        candidate: isRunning ? await runningOf(session, target, candidate) : waitingOf(target, candidate),
        candidateWeight: isRunning ? 100 : 0,
        lock: [],
    });
    return { ...target, traffic };
}
async function stableNow(session, { primary }) {
    if (wasBlank(primary) && primary.service.desiredCount === 0)
        return null;
    const { service, revision, release } = primary;
    return await runningRelease(session, service, revision.arn, release, "");
}
/** What abort brings back: it does not run. */
async function stableBefore(session, { primary }) {
    const previous = previousOf(primary);
    if (wasBlank(primary))
        return null;
    // The promotion is over but for its last tags.
    if (previous === undefined)
        return { release: primary.release, ready: true };
    const release = releaseOf(await readRevision(session, previous), primary.spec);
    return { release, ready: false, detail: `${nameOf(previous)} was replaced; an abort brings it back` };
}
/** Registered, not started. One that ECS took back is not ready any more, whatever runs now. */
function waitingOf({ primary }, release) {
    const failed = tagValue(primary.service.tags, FAILED_TAG);
    if (failed === undefined)
        return { release, ready: true, detail: "registered; starts with its traffic" };
    const text = `ECS gave ${release.version} up: ${failed}`;
    return { release, ready: false, detail: text, failure: { reason: "rolled_back", text, lines: [] } };
}
/** Ready when every service runs it. */
async function runningOf(session, target, release) {
    for (const { spec, service, revision, release: found } of target.services) {
        if (found.version !== release.version) {
            return { release, ready: false, detail: `service ${spec.name} still runs ${found.version}` };
        }
        const running = await runningRelease(session, service, revision.arn, release, "");
        if (!running.ready)
            return running;
    }
    return { release, ready: true };
}
/** Registers the revisions of all services, so that nothing can fail for that later, and notes the first in its tags. */
async function register(session, now, candidate) {
    const { services, primary } = now;
    let wanted = "";
    for (const one of services) {
        const previous = previousOf(one);
        const base = previous === undefined ? one.revision : await readRevision(session, previous);
        const revision = await ensureRevision(session, one.spec, base, candidate);
        if (one === primary)
            wanted = revision;
    }
    if (tagValue(primary.service.tags, FAILED_TAG) !== undefined)
        await removeTags(session, primary.arn, [FAILED_TAG]);
    if (previousOf(primary) === undefined)
        await notePrevious(session, primary);
    if (tagValue(primary.service.tags, CANDIDATE_TAG) !== wanted) {
        await writeTags(session, primary.arn, { [CANDIDATE_TAG]: wanted });
    }
}
async function rollOut(session, now, candidate) {
    try {
        await rollServices(session, now, candidate, wasBlank(now.primary) ? { firstTasks: 1 } : {});
    }
    catch (error) {
        if (error instanceof ReleaseFailed)
            await noteFailure(session, now, error.message);
        throw error;
    }
}
/** ECS forgets what it took back; the tag keeps it, so that the next look does not take it for one that waits. */
async function noteFailure(session, { primary }, message) {
    const fitting = message.replace(/[^\p{L}\p{N} +\-=._:/@]+/gu, " ").slice(0, 250);
    await writeTags(session, primary.arn, { [FAILED_TAG]: fitting });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/candidate-service.js







/**
 * The request for a service like stable's. Left out is what would give the candidate traffic nobody counts: other target
 * groups, service discovery, names of Service Connect.
 */
function candidateRequest(place, cluster, revision) {
    const { stable, name, group, stableGroup, tasks } = place;
    const entry = stable.loadBalancers?.find((one) => one.targetGroupArn === stableGroup);
    if (entry === undefined) {
        throw new lib/* ActionError */.lZ("config", `Service ${stable.serviceName} does not register its tasks in the stable target group ${stableGroup}`, { hint: "Name in `stable` the target group of the service's own load balancer entry." });
    }
    const primary = stable.deployments?.find((one) => one.status === "PRIMARY");
    const connect = primary?.serviceConnectConfiguration;
    const hasStrategy = (stable.capacityProviderStrategy ?? []).length > 0;
    const isOwnRole = stable.roleArn !== undefined && !stable.roleArn.includes("/AWSServiceRoleForECS");
    const { maximumPercent, minimumHealthyPercent } = stable.deploymentConfiguration ?? {};
    return {
        cluster,
        serviceName: name,
        taskDefinition: revision,
        desiredCount: tasks,
        loadBalancers: [
            { targetGroupArn: group, containerName: entry.containerName, containerPort: entry.containerPort },
        ],
        ...(hasStrategy ? { capacityProviderStrategy: stable.capacityProviderStrategy } : {}),
        ...(hasStrategy ? {} : { launchType: stable.launchType }),
        platformVersion: stable.platformVersion,
        networkConfiguration: stable.networkConfiguration?.awsvpcConfiguration && stable.networkConfiguration,
        healthCheckGracePeriodSeconds: stable.healthCheckGracePeriodSeconds,
        schedulingStrategy: stable.schedulingStrategy,
        placementConstraints: stable.placementConstraints,
        placementStrategy: stable.placementStrategy,
        enableECSManagedTags: stable.enableECSManagedTags,
        enableExecuteCommand: stable.enableExecuteCommand,
        propagateTags: stable.propagateTags,
        volumeConfigurations: primary?.volumeConfigurations,
        ...(connect?.enabled === true ? { serviceConnectConfiguration: { ...connect, services: [] } } : {}),
        ...(isOwnRole ? { role: stable.roleArn } : {}),
        deploymentConfiguration: { maximumPercent, minimumHealthyPercent },
        tags: [...userTags(stable.tags), { key: MADE_TAG, value: "candidate" }],
    };
}
/** Makes the candidate's service run a revision; creates it when it is not there. Does not wait for its tasks. */
async function startCandidate(session, place, revision, options) {
    const { name, tasks } = place;
    const found = await awaitNotDraining(session, name);
    if (found !== undefined) {
        const isAsked = found.taskDefinition === revision && (found.desiredCount ?? 0) > 0;
        if (isAsked && !options.isAgain)
            return;
        const again = isAsked ? { forceNewDeployment: true } : {};
        const wanted = Math.max(tasks, found.desiredCount ?? 0);
        await updateService(session, { service: name, taskDefinition: revision, desiredCount: wanted, ...again }, revision);
        return;
    }
    const request = candidateRequest(place, session.target.cluster, revision);
    await change(session, () => session.call(`create service ${name}`, "ecs:CreateService", (one) => session.ecs.createService(request, one)), async () => (await describeServices(session, [name])).has(name));
    session.log.info(`Service ${name} starts ${nameOf(revision)} with ${tasks} tasks`);
}
/** Ends the candidate's service: gone with its tasks when it was made here, else without tasks. */
async function removeCandidate(session, name) {
    const { cluster } = session.target;
    const found = (await describeServices(session, [name])).get(name);
    if (found === undefined)
        return;
    if (tagValue(found.tags, MADE_TAG) === undefined) {
        if ((found.desiredCount ?? 0) === 0)
            return;
        await updateService(session, { service: name, desiredCount: 0 }, found.taskDefinition ?? "");
        session.log.info(`Service ${name} was there before: it keeps no tasks, but stays`);
        return;
    }
    await change(session, () => 
    // One call that scales it down too, so that no run can die in between and leave an empty service.
    session.call(`delete service ${name} of cluster ${cluster}`, "ecs:DeleteService", (options) => session.ecs.deleteService({ cluster, service: name, force: true }, options)), async () => !(await describeServices(session, [name])).has(name));
}
/** The service, or `undefined`; one that is being deleted has to be gone before its name is free. */
async function awaitNotDraining(session, name) {
    const { clock, target, signal } = session;
    const deadline = clock.now() + target.readyTimeoutMs;
    for (;;) {
        const found = (await describeServices(session, [name], ["ACTIVE", "DRAINING"])).get(name);
        if (found?.status !== "DRAINING")
            return found;
        if (clock.now() >= deadline) {
            throw new lib/* ActionError */.lZ("remote", `Service ${name} of an earlier candidate is still draining`, {
                hint: "Its tasks finish their requests (stop timeout, deregistration delay). Run again when it is gone.",
            });
        }
        await clock.sleep(pollMs(session), signal);
    }
}
/** The candidate's service when it runs a candidate. */
async function findCandidate(session, name) {
    const found = (await describeServices(session, [name])).get(name);
    return (found?.desiredCount ?? 0) > 0 ? found : undefined;
}
/** Gives a service at least so many tasks: stable may have been scaled in while it had little traffic. */
async function ensureTasks(session, name, tasks) {
    const service = await describeService(session, name);
    if ((service.desiredCount ?? 0) >= tasks)
        return;
    session.log.info(`Service ${name} gets ${tasks} tasks before it gets traffic again`);
    await updateService(session, { service: name, desiredCount: tasks }, service.taskDefinition ?? "");
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/listener-actions.js

/**
 * Reads the weights of the two groups. Throws `config` when nothing is forwarded, `conflict` when a third group has a part
 * of the traffic or nobody has. `where`: the rule in words.
 */
function readWeights(actions, groups, where) {
    const tuples = forwardTuples(actions, where);
    const foreign = tuples
        .filter((one) => !isOurs(one, groups))
        .map((one) => shortName(one.TargetGroupArn ?? ""));
    if (foreign.length > 0) {
        throw new lib/* ActionError */.lZ("conflict", `The ${where} forwards to ${foreign.join(", ")} too, which is neither ${shortName(groups.stable)} nor ${shortName(groups.candidate)}`, {
            hint: "It was edited by hand, or belongs to another service. Leave only the two target groups in it.",
        });
    }
    const stable = tuples.find((one) => one.TargetGroupArn === groups.stable);
    const candidate = tuples.find((one) => one.TargetGroupArn === groups.candidate);
    const isAlone = tuples.length === 1;
    const weightOf = (one) => one === undefined ? 0 : isAlone ? 1 : (one.Weight ?? 1);
    const total = weightOf(stable) + weightOf(candidate);
    if (total === 0) {
        throw new lib/* ActionError */.lZ("conflict", `The ${where} gives every target group the weight 0`, {
            hint: "It was edited by hand. Give the stable group a weight.",
        });
    }
    return {
        candidate: Math.round((weightOf(candidate) / total) * 100_000) / 1_000,
        isCandidateAttached: candidate !== undefined,
        isStableAttached: stable !== undefined,
    };
}
/**
 * The actions with new weights for the two groups, both attached; stickiness and every other action are kept. A load
 * balancer takes weights from 0 to 999, so that a tenth of a per cent is the smallest step.
 */
function withWeight(actions, groups, candidate) {
    const scale = Number.isInteger(candidate) ? 1 : 10;
    const weight = Math.round(candidate * scale);
    return actions.map((action) => {
        if (action.Type !== "forward")
            return writable(action);
        const { TargetGroupArn: _single, ForwardConfig, ...rest } = action;
        return {
            ...rest,
            ForwardConfig: {
                ...ForwardConfig,
                TargetGroups: [
                    { TargetGroupArn: groups.stable, Weight: 100 * scale - weight },
                    { TargetGroupArn: groups.candidate, Weight: weight },
                ],
            },
        };
    });
}
/** The secret of a sign-in action is never told; keeping it has to be asked for. */
function writable(action) {
    if (action.AuthenticateOidcConfig === undefined)
        return action;
    const { ClientSecret: _secret, ...config } = action.AuthenticateOidcConfig;
    return { ...action, AuthenticateOidcConfig: { ...config, UseExistingClientSecret: true } };
}
function forwardTuples(actions, where) {
    const forward = actions.find((action) => action.Type === "forward");
    if (forward === undefined) {
        const found = actions.map((action) => action.Type).join(", ") || "no action";
        throw new lib/* ActionError */.lZ("config", `The ${where} forwards to no target group (${found})`, {
            hint: "Name the rule, or the listener, that forwards the users' requests to the stable target group.",
        });
    }
    const tuples = forward.ForwardConfig?.TargetGroups ?? [];
    return tuples.length > 0 ? tuples : [{ TargetGroupArn: forward.TargetGroupArn }];
}
function isOurs(tuple, groups) {
    return tuple.TargetGroupArn === groups.stable || tuple.TargetGroupArn === groups.candidate;
}
/** `shop-blue` of `arn:…:targetgroup/shop-blue/6d0e…`. */
function shortName(arn) {
    return arn.split("/")[1] ?? arn;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/load-balancer.js




/** Finds the two groups, given by ARN or by name. Throws `config` with the nearest names. */
async function findBalancer(session, route) {
    const isArn = (one) => one.startsWith("arn:");
    if (isArn(route.stable) && isArn(route.candidate)) {
        return { listener: route.listener, groups: { stable: route.stable, candidate: route.candidate } };
    }
    const known = await listGroups(session);
    const find = (wanted) => {
        if (isArn(wanted))
            return wanted;
        const arn = known.get(wanted);
        if (arn !== undefined)
            return arn;
        throw new lib/* ActionError */.lZ("config", `There is no target group "${wanted}".${(0,lib/* suggest */.ZA)(wanted, [...known.keys()])}`);
    };
    return {
        listener: route.listener,
        groups: { stable: find(route.stable), candidate: find(route.candidate) },
    };
}
const load_balancer_LIST_CALLS = 20;
/** ARNs of all target groups of the region, by name. */
async function listGroups(session) {
    const found = new Map();
    let marker;
    for (let calls = 0; calls < load_balancer_LIST_CALLS; calls += 1) {
        const page = await session.call("list target groups", "elasticloadbalancing:DescribeTargetGroups", (options) => session.elb.describeTargetGroups({ Marker: marker, PageSize: 400 }, options));
        for (const group of page.TargetGroups ?? []) {
            found.set(group.TargetGroupName ?? "", group.TargetGroupArn ?? "");
        }
        marker = page.NextMarker;
        if (marker === undefined || marker === "")
            break;
    }
    return found;
}
/** Whether an ARN is that of a rule; else it is that of a listener, whose default action is meant. */
function isRule(arn) {
    return arn.includes(":listener-rule/");
}
/** `rule app/shop/…` or `default action of listener app/shop/…`. */
function listenerName(arn) {
    const path = arn.slice(arn.indexOf("/") + 1);
    return isRule(arn) ? `rule ${path}` : `default action of listener ${path}`;
}
/** The actions of the rule, or the default actions of the listener. */
async function readActions(session, arn) {
    const what = `describe the ${listenerName(arn)}`;
    if (isRule(arn)) {
        const answer = await session.call(what, "elasticloadbalancing:DescribeRules", (options) => session.elb.describeRules({ RuleArns: [arn] }, options));
        return answer.Rules?.[0]?.Actions ?? [];
    }
    const answer = await session.call(what, "elasticloadbalancing:DescribeListeners", (options) => session.elb.describeListeners({ ListenerArns: [arn] }, options));
    return answer.Listeners?.[0]?.DefaultActions ?? [];
}
/** The weights as the load balancer has them. */
async function observeWeights(session, balancer) {
    const actions = await readActions(session, balancer.listener);
    return readWeights(actions, balancer.groups, listenerName(balancer.listener));
}
/**
 * Gives the candidate's group a weight, both groups attached, and returns when it is seen. `before`: the weights the
 * change starts from; others are a `conflict`, and nothing is written. Both groups stay attached, also at 0.
 */
async function writeWeight(session, balancer, weight, before) {
    const { listener, groups } = balancer;
    const where = listenerName(listener);
    const actions = await readActions(session, listener);
    const now = readWeights(actions, groups, where);
    const isHeld = (one) => one.candidate === weight && one.isCandidateAttached && one.isStableAttached;
    if (isHeld(now))
        return now;
    if (now.candidate !== before.candidate) {
        throw new lib/* ActionError */.lZ("conflict", `The ${where} gave the candidate ${(0,lib/* formatPercent */.l9)(before.candidate)} a moment ago and gives it ${(0,lib/* formatPercent */.l9)(now.candidate)} now: somebody else changes it`, { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." });
    }
    const wanted = withWeight(actions, groups, weight);
    const what = `give the candidate ${(0,lib/* formatPercent */.l9)(weight)} in the ${where}`;
    await change(session, () => isRule(listener)
        ? session.call(what, "elasticloadbalancing:ModifyRule", (options) => session.elb.modifyRule({ RuleArn: listener, Actions: wanted }, options))
        : session.call(what, "elasticloadbalancing:ModifyListener", (options) => session.elb.modifyListener({ ListenerArn: listener, DefaultActions: wanted }, options)), async () => isHeld(await observeWeights(session, balancer)));
    const deadline = session.clock.now() + session.target.settleMs;
    for (;;) {
        const seen = await observeWeights(session, balancer);
        if (isHeld(seen))
            return seen;
        if (session.clock.now() >= deadline) {
            throw new lib/* ActionError */.lZ("remote", `Asked for ${(0,lib/* formatPercent */.l9)(weight)} in the ${where}, still seeing ${(0,lib/* formatPercent */.l9)(seen.candidate)} after ${(0,lib/* formatDuration */.a3)(session.target.settleMs)}`, { hint: "Something else may write this rule: infrastructure code, or the ECS service itself." });
        }
        await session.clock.sleep(pollMs(session), session.signal);
    }
}
/** The health of a group as the load balancer sees it. A group that nothing forwards to is never healthy: said. */
async function groupHealth(session, arn) {
    const name = shortName(arn);
    const answer = await session.call(`describe the health of target group ${name}`, "elasticloadbalancing:DescribeTargetHealth", (options) => session.elb.describeTargetHealth({ TargetGroupArn: arn }, options));
    const targets = (answer.TargetHealthDescriptions ?? []).filter((one) => one.TargetHealth?.State !== "draining");
    const healthy = targets.filter((one) => one.TargetHealth?.State === "healthy").length;
    if (targets.length === 0)
        return { healthy, detail: `target group ${name} has no targets` };
    if (healthy === targets.length)
        return { healthy, detail: "" };
    if (targets.some((one) => one.TargetHealth?.Reason === "Target.NotInUse")) {
        const text = `target group ${name} is not attached to a listener that is in use: its targets report unused`;
        return { healthy, detail: text };
    }
    const reasons = [...new Set(targets.filter((one) => one.TargetHealth?.State !== "healthy").map(reasonOf))];
    return {
        healthy,
        detail: `${healthy} of ${targets.length} targets of ${name} are healthy (${reasons.slice(0, 3).join("; ")})`,
    };
}
function reasonOf({ TargetHealth }) {
    const { State = "unknown", Reason, Description } = TargetHealth ?? {};
    return [State, Reason, Description].filter((part) => part !== undefined && part !== "").join(", ");
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/preflight-balancer.js




const LISTENER_ARN = /^arn:[^:]+:elasticloadbalancing:[^:]+:\d+:listener(-rule)?\/app\/[^/]+\/[^/]+\//;
/** What of the load balancer is missing or in the way. */
async function balancerProblems(session, route, { primary }) {
    const groups = await groupProblems(session, [route.stable, route.candidate]);
    if (groups.length > 0)
        return [...groups, ...(await listenerProblems(session, route.listener))];
    return await asProblems(async () => {
        const balancer = await findBalancer(session, route);
        const missing = await listenerProblems(session, route.listener);
        if (missing.length > 0)
            return missing;
        const actions = await readActions(session, balancer.listener);
        const where = listenerName(balancer.listener);
        const weights = readWeights(actions, balancer.groups, where);
        const problems = [];
        if (!weights.isStableAttached) {
            problems.push({
                code: "not_as_expected",
                text: `The stable target group ${shortName(balancer.groups.stable)} is not attached to the ${where}`,
                hint: "Let the rule forward to it: a group that no listener forwards to is never healthy.",
            });
        }
        const registers = (primary.service.loadBalancers ?? []).map((one) => one.targetGroupArn ?? "");
        if (!registers.includes(balancer.groups.stable)) {
            const found = registers.map(shortName).join(", ") || "none";
            problems.push({
                code: "not_as_expected",
                text: `Service ${primary.spec.name} registers its tasks in ${found}, not in the stable target group ${shortName(balancer.groups.stable)}`,
                hint: "Name in `stable` the target group of the service's load balancer.",
            });
        }
        return problems;
    });
}
async function groupProblems(session, wanted) {
    return await asProblems(async () => {
        const known = await listGroups(session);
        const names = [...known.keys()];
        const arns = new Set(known.values());
        return wanted
            .filter((one) => !(known.has(one) || arns.has(one)))
            .map((one) => ({
            code: "not_found",
            text: `There is no target group "${shortName(one)}".${(0,lib/* suggest */.ZA)(shortName(one), names)}`,
            hint: "Both target groups are made once, in the network of the load balancer.",
        }));
    });
}
async function listenerProblems(session, arn) {
    if (!LISTENER_ARN.test(arn)) {
        return [
            {
                code: "not_found",
                text: `"${arn}" is not the ARN of a listener or of a listener rule of an Application Load Balancer`,
                hint: "Expected arn:aws:elasticloadbalancing:<region>:<account>:listener/app/… or …:listener-rule/app/….",
            },
        ];
    }
    const found = await asProblems(async () => {
        await readActions(session, arn);
        return [];
    });
    if (found.length === 0 || found.some((one) => one.code === "permission_missing"))
        return found;
    const names = await nearListeners(session, arn);
    const hint = names.length === 0
        ? "The load balancer in its ARN has no listener."
        : `Its listeners: ${names.join(", ")}.`;
    const what = isRule(arn) ? "listener rule" : "listener";
    return [{ code: "not_found", text: `There is no ${what} ${arn}`, hint }];
}
/** The listeners of the load balancer that is named in the ARN. */
async function nearListeners(session, arn) {
    const match = /^(.*):listener(?:-rule)?\/(app\/[^/]+\/[^/]+)\//.exec(arn);
    if (match === null)
        return [];
    try {
        const answer = await session.call("list listeners", "elasticloadbalancing:DescribeListeners", (options) => session.elb.describeListeners({ LoadBalancerArn: `${match[1]}:loadbalancer/${match[2]}` }, options));
        return (answer.Listeners ?? []).map((one) => `${one.Protocol}:${one.Port} ${one.ListenerArn}`);
    }
    catch {
        // The load balancer is not there either: nothing near can be named.
        return [];
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/target-groups-look.js






/** Reads services, rule, target health and the candidate's service. */
async function lookAtGroups(session, route) {
    const target = await lookAtTarget(session);
    const { primary } = target;
    const balancer = await findBalancer(session, route);
    const weights = await observeWeights(session, balancer);
    const candidateService = await findCandidate(session, route.candidateService);
    const stable = await target_groups_look_stableOf(session, primary, balancer);
    const candidate = await target_groups_look_candidateOf(session, target, balancer, route, candidateService, weights);
    const traffic = trafficOf(target, {
        stable,
        candidate,
        candidateWeight: candidate === null ? 0 : weights.candidate,
        lock: [candidateService?.serviceArn, candidateService?.taskDefinition, weights.candidate],
    });
    return { ...target, traffic, balancer, weights, candidateService };
}
async function target_groups_look_stableOf(session, primary, balancer) {
    if (primary.isBlank)
        return null;
    const unready = await missingCapacity(session, primary.service, balancer.groups.stable);
    const { service, revision, release } = primary;
    const running = await runningRelease(session, service, revision.arn, release, unready);
    // While its tasks are moved about, stable serves as long as enough of them are healthy.
    return unready === "" && !running.ready && running.failure === undefined
        ? { ...running, ready: true }
        : running;
}
async function target_groups_look_candidateOf(session, { primary }, balancer, route, service, weights) {
    if (service?.taskDefinition === undefined) {
        if (weights.candidate === 0)
            return null;
        const detail = `service ${route.candidateService} does not run, but its target group has ${(0,lib/* formatPercent */.l9)(weights.candidate)} of the traffic`;
        return { release: { version: "(none)" }, ready: false, detail };
    }
    const revision = await readRevision(session, service.taskDefinition);
    const unready = await missingCapacity(session, service, balancer.groups.candidate);
    return await runningRelease(session, service, revision.arn, releaseOf(revision, primary.spec), unready);
}
/** Empty when enough tasks of a service take requests: its own minimum while it is deployed. */
async function missingCapacity(session, service, group) {
    const { desiredCount = 0, deploymentConfiguration } = service;
    const share = Math.min(100, deploymentConfiguration?.minimumHealthyPercent ?? 100);
    const needed = Math.max(1, Math.ceil((desiredCount * share) / 100));
    const { healthy, detail } = await groupHealth(session, group);
    if (healthy >= needed)
        return "";
    return detail === "" ? `${healthy} of ${needed} needed targets are healthy` : detail;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/target-groups-route.js









/** Two services behind two target groups of one listener or rule, which get weights. */
function createTargetGroupsRoute(route) {
    const look = (session) => lookAtGroups(session, route);
    const name = route.candidateService;
    return {
        capabilities: {
            traffic: "weights",
            granularity: 0.1,
            candidateUrl: false,
            candidateHeader: undefined,
            waitsForFree: false,
            keepsStableWarm: true,
        },
        look,
        setWeight: async (session, _before, candidate, weight) => {
            const now = await look(session);
            const isOther = now.traffic.candidate !== null && now.traffic.candidate.release.version !== candidate.version;
            if (isOther || weight < now.weights.candidate) {
                // Another candidate takes over without traffic, whatever the one before had.
                await giveStable(session, now, isOther ? 0 : weight);
            }
            const weights = await start(session, await look(session), candidate, name);
            if (weight > 0 && weight !== weights.candidate)
                await giveCandidate(session, now, candidate, name, weight);
        },
        promote: async (session, _before, candidate) => {
            const now = await look(session);
            const { balancer } = now;
            if (now.weights.candidate < 100)
                await giveCandidate(session, now, candidate, name, 100);
            const firstTasks = wasBlank(now.primary) ? tasksOf(now.candidateService) : undefined;
            await rollServices(session, now, candidate, {
                ...healthyIn(now.primary, session, balancer),
                ...(firstTasks === undefined ? {} : { firstTasks }),
            });
            await giveStable(session, await look(session), 0);
            await forgetRollout(session, now);
            await removeCandidate(session, name);
        },
        abort: async (session) => {
            const now = await look(session);
            const options = healthyIn(now.primary, session, now.balancer);
            // A promotion that was begun had changed stable: it has to be what it was before it gets traffic again.
            await revertServices(session, { ...now, services: [now.primary] }, options);
            await giveStable(session, await look(session), 0);
            await revertServices(session, now, options);
            await forgetRollout(session, now);
            await removeCandidate(session, name);
        },
        restore: async (session, _before, release) => {
            const now = await look(session);
            if (now.traffic.stable?.ready === true)
                await giveStable(session, now, 0);
            await restoreServices(session, now.services, release, healthyIn(now.primary, session, now.balancer));
            await giveStable(session, await look(session), 0);
            await forgetRollout(session, now);
            await removeCandidate(session, name);
        },
        preflight: async (session, target) => await balancerProblems(session, route, target),
    };
}
/** The candidate runs at the weight it has; returns the weights. Not being ready is no error here. */
async function start(session, now, candidate, name) {
    const { primary, balancer } = now;
    const base = previousOf(primary);
    const revision = await ensureRevision(session, primary.spec, base === undefined ? primary.revision : await readRevision(session, base), candidate);
    // A group that no listener forwards to is not health-checked, and ECS refuses a service for it.
    const weights = now.weights.isCandidateAttached
        ? now.weights
        : await writeWeight(session, balancer, now.weights.candidate, now.weights);
    const place = {
        name,
        stable: primary.service,
        stableGroup: balancer.groups.stable,
        group: balancer.groups.candidate,
        tasks: Math.max(1, primary.service.desiredCount ?? 0),
    };
    const hasFailed = now.traffic.candidate?.failure !== undefined;
    await startCandidate(session, place, revision, { isAgain: hasFailed && weights.candidate === 0 });
    const wait = await awaitSteady(session, name, revision, (service) => notHealthy(session, service, balancer));
    if (!wait.isSteady)
        session.log.info(`${candidate.version} is not ready: ${wait.failure?.text ?? wait.detail}`);
    return weights;
}
async function notHealthy(session, service, balancer) {
    const missing = await missingCapacity(session, service, balancer.groups.candidate);
    return missing === "" ? undefined : missing;
}
/** Traffic for the candidate, which has to be ready. */
async function giveCandidate(session, before, candidate, name, weight) {
    const { balancer } = before;
    const service = await findCandidate(session, name);
    const missing = service === undefined ? "it does not run" : await notHealthy(session, service, balancer);
    if (missing !== undefined || service?.taskDefinition === undefined) {
        const revision = service?.taskDefinition ?? "";
        const running = service === undefined
            ? undefined
            : await runningRelease(session, service, revision, candidate, missing ?? "");
        const why = running?.detail ?? missing;
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} cannot get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic: ${why}`);
    }
    const weights = await observeWeights(session, balancer);
    await writeWeight(session, balancer, weight, weights);
}
/** Traffic back to stable, when stable has the tasks for it. `weight`: what the candidate keeps. */
async function giveStable(session, now, weight) {
    const { weights, balancer, primary } = now;
    if (weights.candidate === weight && weights.isStableAttached)
        return;
    if (primary.isBlank) {
        // A first deploy has nothing to go back to.
        await writeWeight(session, balancer, weight, weights);
        return;
    }
    await ensureTasks(session, primary.spec.name, tasksOf(now.candidateService));
    const { clock, target, signal } = session;
    const deadline = clock.now() + target.readyTimeoutMs;
    for (;;) {
        const [service, look] = [primary.spec.name, await lookAtTarget(session)];
        const missing = await missingCapacity(session, look.primary.service, balancer.groups.stable);
        if (missing === "")
            break;
        const [stable, candidate] = [
            await groupHealth(session, balancer.groups.stable),
            await groupHealth(session, balancer.groups.candidate),
        ];
        // Few tasks are better than none at all.
        if (candidate.healthy === 0 && stable.healthy > 0)
            break;
        if (clock.now() >= deadline) {
            throw new lib/* ActionError */.lZ("remote", `Traffic stays where it is: ${service} cannot take it back after ${(0,lib/* formatDuration */.a3)(target.readyTimeoutMs)}: ${missing}`, { hint: "Bring stable's tasks back, then run again." });
        }
        await clock.sleep(pollMs(session), signal);
    }
    await writeWeight(session, balancer, weight, weights);
}
function healthyIn(primary, session, balancer) {
    return {
        isReady: async (look, service) => {
            if (look.spec.name !== primary.spec.name)
                return undefined;
            const missing = await missingCapacity(session, service, balancer.groups.stable);
            return missing === "" ? undefined : missing;
        },
    };
}
function tasksOf(service) {
    return Math.max(1, service?.desiredCount ?? 1);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/ecs-platform.js








/** Services of an ECS cluster as a platform. */
function buildEcsPlatform(options) {
    const driver = createRoute(options.target.route);
    const revisions = new Map();
    const open = (signal) => openSession(options, revisions, signal);
    return {
        name: "aws-ecs",
        capabilities: driver.capabilities,
        observe: async (signal) => (await driver.look(await open(signal))).traffic,
        setWeight: async (candidate, weight, precondition, signal) => await ecs_platform_setWeight(driver, await open(signal), candidate, weight, precondition),
        promote: async (candidate, precondition, signal) => await promote(driver, await open(signal), candidate, precondition),
        abort: async (precondition, signal) => await abort(driver, await open(signal), precondition),
        restore: async (release, precondition, signal) => await restore(driver, await open(signal), release, precondition),
        preflight: async (signal) => await findProblems(driver, await open(signal)),
        planProblems: async (weights) => driver.planProblems?.(weights) ?? [],
    };
}
function createRoute(route) {
    switch (route.kind) {
        case "rolling":
            return createRollingRoute();
        case "target-groups":
            return createTargetGroupsRoute(route);
        case "native":
            return createNativeRoute(route);
        default:
            return (0,lib/* assertNever */.xb)(route);
    }
}
async function ecs_platform_setWeight(driver, session, candidate, weight, precondition) {
    const before = await driver.look(session);
    const { traffic } = before;
    const isWanted = (0,traffic_state/* isCandidate */.qn)(traffic, candidate) && traffic.candidateWeight === weight;
    if (isWanted && traffic.candidate?.ready === true)
        return traffic;
    if (traffic.stable?.release.version === candidate.version && !(0,traffic_state/* isCandidate */.qn)(traffic, candidate)) {
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} is the stable release already`);
    }
    if (!isWanted)
        requireRevision(traffic, precondition, "set-weight");
    await driver.setWeight(session, before, candidate, weight);
    const after = (await driver.look(session)).traffic;
    if ((0,traffic_state/* isCandidate */.qn)(after, candidate) && after.candidateWeight === weight)
        return after;
    const wanted = `${candidate.version} at ${(0,lib/* formatPercent */.l9)(weight)}`;
    throw new lib/* ActionError */.lZ("remote", `Asked for ${wanted}, seeing ${(0,traffic_state/* showTraffic */.xC)(after)}`, {
        hint: "Somebody else may have changed it at the same moment. Run again: it goes on from what it sees.",
    });
}
async function promote(driver, session, candidate, precondition) {
    const before = await driver.look(session);
    const { traffic } = before;
    if (isAllStable(before, candidate))
        return traffic;
    requireRevision(traffic, precondition, "promote");
    if (!(0,traffic_state/* isCandidate */.qn)(traffic, candidate)) {
        const found = traffic.candidate === null
            ? "there is no candidate"
            : `the candidate is ${traffic.candidate.release.version}`;
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} cannot be promoted: ${found}`);
    }
    if (traffic.candidate?.ready !== true) {
        const why = traffic.candidate?.detail ?? "it is not ready";
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} cannot be promoted: ${why}`);
    }
    await driver.promote(session, before, candidate);
    return await allStable(driver, session, candidate);
}
async function abort(driver, session, precondition) {
    const before = await driver.look(session);
    if (before.traffic.candidate === null)
        return before.traffic;
    requireRevision(before.traffic, precondition, "abort");
    await driver.abort(session, before);
    const after = (await driver.look(session)).traffic;
    if (after.candidate === null)
        return after;
    throw new lib/* ActionError */.lZ("remote", `Asked for no candidate, seeing ${(0,traffic_state/* showTraffic */.xC)(after)}`);
}
async function restore(driver, session, release, precondition) {
    const before = await driver.look(session);
    if (isAllStable(before, release))
        return before.traffic;
    requireRevision(before.traffic, precondition, "restore");
    await driver.restore(session, before, release);
    return await allStable(driver, session, release);
}
async function allStable(driver, session, release) {
    const after = await driver.look(session);
    if (isAllStable(after, release))
        return after.traffic;
    throw new lib/* ActionError */.lZ("remote", `Asked for ${release.version} as the only release, seeing ${(0,traffic_state/* showTraffic */.xC)(after.traffic)}`);
}
function requireRevision(now, precondition, action) {
    if (now.revision === precondition.revision)
        return;
    throw new lib/* ActionError */.lZ("conflict", `The traffic changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${now.revision} (${(0,traffic_state/* showTraffic */.xC)(now)})`, { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." });
}
/** The other services count too: a restore that died half way has not ended. */
function isAllStable(look, release) {
    const { traffic } = look;
    const isStable = traffic.candidate === null && traffic.stable?.release.version === release.version;
    return isStable && isEverywhere(look, release);
}


/***/ })

};
