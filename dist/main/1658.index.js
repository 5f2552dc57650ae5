export const id = 1658;
export const ids = [1658];
export const modules = {

/***/ 91658:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCommands: () => (/* binding */ runCommands)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/migration-engines/lib/runner/ecs-client.js

async function connectEcs(access, http, signal) {
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(212)]).then(__webpack_require__.t.bind(__webpack_require__, 80212, 19));
    return {
        sdk,
        client: (0,lib/* reportAwsCalls */.Dz)(new sdk.ECSClient((0,lib/* awsClientConfig */.rw)(access, http, signal)), "ecs", access),
    };
}
async function connectLogs(access, region, http, signal) {
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(303)]).then(__webpack_require__.t.bind(__webpack_require__, 70303, 19));
    const there = {
        region: region ?? access.region,
        endpoint: access.endpoint,
        keys: (keySignal) => access.keys(keySignal),
    };
    const client = new sdk.CloudWatchLogsClient((0,lib/* awsClientConfig */.rw)(there, http, signal));
    return { sdk, client: (0,lib/* reportAwsCalls */.Dz)(client, "logs", access) };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/migration-engines/lib/runner/task-definition.js

const MAX_PAGES = 10;
/** The revision to run: the given one, or with the release's image a new one in which nothing else is changed. */
async function prepareTask(connection, settings, onProgress, signal) {
    const { definition, tags } = await describe(connection, settings.taskDefinition, signal);
    const container = chooseContainer(definition, settings);
    const given = definition.taskDefinitionArn ?? settings.taskDefinition;
    if (definition.networkMode === "awsvpc" && settings.subnets.length === 0) {
        throw new lib/* ActionError */.lZ("config", `The task definition ${shortName(given)} uses awsvpc networking, and no subnet is given.`, { hint: "Write subnets: (and security-groups:) from which the database is reached." });
    }
    const { image } = settings;
    if (image === undefined || image === container.image)
        return runnable(given, definition, container);
    const { sdk, client } = connection;
    const what = `register a revision of ${definition.family} with the image ${image}`;
    const answer = await (0,lib/* askAws */.xV)(what, "ecs:RegisterTaskDefinition", signal, () => client.send(new sdk.RegisterTaskDefinitionCommand(withImage(definition, tags, container.name ?? "", image)), { abortSignal: signal }));
    const arn = answer.taskDefinition?.taskDefinitionArn;
    if (arn === undefined)
        throw new lib/* ActionError */.lZ("remote", `AWS did not ${what}: the answer names no revision.`);
    onProgress(`Registered ${shortName(arn)}: ${shortName(given)} with the image ${image}`);
    return runnable(arn, definition, container);
}
async function describe({ sdk, client }, name, signal) {
    try {
        const answer = await (0,lib/* askAws */.xV)(`describe the task definition ${name}`, "ecs:DescribeTaskDefinition", signal, () => client.send(new sdk.DescribeTaskDefinitionCommand({ taskDefinition: name, include: ["TAGS"] }), {
            abortSignal: signal,
        }));
        if (answer.taskDefinition !== undefined)
            return { definition: answer.taskDefinition, tags: answer.tags };
    }
    catch (error) {
        if ((0,lib/* awsExceptionBehind */.n6)(error) !== "ClientException")
            throw error;
    }
    const families = await listFamilies({ sdk, client }, signal);
    const hint = (0,lib/* suggest */.ZA)(shortName(name).replace(/:\d+$/, ""), families).trim();
    throw new lib/* ActionError */.lZ("config", `There is no task definition ${name} in this account and region.`, {
        hint: hint === "" ? "There is none here at all: look at the region and the role." : hint,
    });
}
async function listFamilies({ sdk, client }, signal) {
    const families = [];
    let nextToken;
    for (let page = 0; page < MAX_PAGES; page += 1) {
        const answer = await (0,lib/* askAws */.xV)("list the task definitions", "ecs:ListTaskDefinitionFamilies", signal, () => client.send(new sdk.ListTaskDefinitionFamiliesCommand({
            status: "ACTIVE",
            ...(nextToken === undefined ? {} : { nextToken }),
        }), { abortSignal: signal }));
        families.push(...(answer.families ?? []));
        nextToken = answer.nextToken;
        if (nextToken === undefined)
            break;
    }
    return families;
}
function chooseContainer(definition, settings) {
    const all = definition.containerDefinitions ?? [];
    const names = all.flatMap((one) => one.name ?? []);
    const where = `The task definition ${settings.taskDefinition}`;
    if (settings.container !== undefined) {
        const found = all.find((one) => one.name === settings.container);
        if (found !== undefined)
            return found;
        throw new lib/* ActionError */.lZ("config", `${where} has no container ${settings.container}.`, {
            hint: (0,lib/* suggest */.ZA)(settings.container, names).trim() || "It has no container at all.",
        });
    }
    const essential = all.filter((one) => one.essential !== false);
    const [only, another] = all.length === 1 ? all : essential;
    if (only !== undefined && another === undefined)
        return only;
    throw new lib/* ActionError */.lZ("config", `${where} has ${all.length} containers, and it is not said which one runs the command.`, {
        hint: `Name it: container: one of ${names.join(", ")}.`,
    });
}
/** The description as a request: what AWS adds to it is left out, one container gets the image, all else is kept. */
function withImage(definition, tags, container, image) {
    const { taskDefinitionArn: _arn, revision: _revision, status: _status, requiresAttributes: _attributes, compatibilities: _compatibilities, registeredAt: _registeredAt, registeredBy: _registeredBy, deregisteredAt: _deregisteredAt, deleteRequestedAt: _deleteRequestedAt, ...kept } = definition;
    return {
        ...kept,
        family: definition.family,
        containerDefinitions: (definition.containerDefinitions ?? []).map((one) => one.name === container ? { ...one, image } : one),
        ...(tags === undefined || tags.length === 0 ? {} : { tags }),
    };
}
function runnable(arn, definition, container) {
    return {
        arn,
        container: container.name ?? "",
        launchType: definition.requiresCompatibilities?.includes("FARGATE") === true ? "FARGATE" : undefined,
        isAwsvpc: definition.networkMode === "awsvpc",
        logs: logOptions(container),
    };
}
function logOptions(container) {
    const configuration = container.logConfiguration;
    const name = container.name ?? "";
    if (configuration?.logDriver !== "awslogs") {
        const driver = configuration?.logDriver ?? "no log driver";
        return { known: false, text: `the container ${name} logs to ${driver}; only awslogs is read` };
    }
    const { "awslogs-group": group, "awslogs-stream-prefix": prefix, "awslogs-region": region, } = configuration.options ?? {};
    if (group === undefined || prefix === undefined) {
        const text = `the awslogs options of the container ${name} have no awslogs-group or no awslogs-stream-prefix`;
        return { known: false, text };
    }
    return { known: true, group, prefix, region };
}
/** `shop:12` of `arn:aws:ecs:…:task-definition/shop:12`. */
function shortName(arn) {
    return arn.slice(arn.lastIndexOf("/") + 1);
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/runner/start-task.js



/** Begins one command; where a run before this one begun it and was killed, the task that still runs is taken over. */
async function startTask(connection, settings, task, command, startedBy, signal) {
    const running = await findRunning(connection, settings.cluster, startedBy, signal);
    if (running !== undefined)
        return { arn: running, isFound: true };
    const { sdk, client } = connection;
    const what = `run ${shortName(task.arn)} on the cluster ${settings.cluster}`;
    const answer = await (0,lib/* askAws */.xV)(what, "ecs:RunTask", signal, () => client.send(new sdk.RunTaskCommand(requestOf(settings, task, command, startedBy)), {
        abortSignal: signal,
    }));
    const arn = answer.tasks?.[0]?.taskArn;
    if (arn !== undefined)
        return { arn, isFound: false };
    const [failure] = answer.failures ?? [];
    const why = failure === undefined
        ? "it started none"
        : `${failure.reason ?? "no reason"}${failure.detail === undefined ? "" : ` (${failure.detail})`}`;
    throw new lib/* ActionError */.lZ("config", `AWS did not ${what}: ${why}.`, {
        hint: adviseFailure(failure?.reason ?? ""),
    });
}
function requestOf(settings, task, command, startedBy) {
    const { cluster, subnets, securityGroups, assignPublicIp } = settings;
    return {
        cluster,
        taskDefinition: task.arn,
        count: 1,
        startedBy,
        ...(task.launchType === undefined ? {} : { launchType: task.launchType }),
        ...(task.isAwsvpc || subnets.length > 0
            ? {
                networkConfiguration: {
                    awsvpcConfiguration: {
                        subnets: [...subnets],
                        // Without any, the network's default group is used.
                        ...(securityGroups.length === 0 ? {} : { securityGroups: [...securityGroups] }),
                        assignPublicIp: assignPublicIp ? "ENABLED" : "DISABLED",
                    },
                },
            }
            : {}),
        overrides: { containerOverrides: [{ name: task.container, command: [...command] }] },
    };
}
/** What a task of this command is found by: at most 128 letters, digits, `-`, `_` and `/`. */
function startedByOf(settings, command, key) {
    const facts = JSON.stringify([key, settings.image ?? settings.taskDefinition, command]);
    return `deploy-actions/${(0,external_node_crypto_.createHash)("sha256").update(facts).digest("hex").slice(0, 20)}`;
}
/** A task that was started by this name and still runs. */
async function findRunning({ sdk, client }, cluster, startedBy, signal) {
    try {
        const answer = await (0,lib/* askAws */.xV)(`list the tasks of the cluster ${cluster}`, "ecs:ListTasks", signal, () => client.send(new sdk.ListTasksCommand({ cluster, startedBy, desiredStatus: "RUNNING" }), {
            abortSignal: signal,
        }));
        return answer.taskArns?.[0];
    }
    catch (error) {
        if ((0,lib/* awsExceptionBehind */.n6)(error) !== "ClusterNotFoundException")
            throw error;
        const answer = await (0,lib/* askAws */.xV)("list the clusters", "ecs:ListClusters", signal, () => client.send(new sdk.ListClustersCommand({ maxResults: 100 }), { abortSignal: signal }));
        const hint = (0,lib/* suggest */.ZA)(shortName(cluster), (answer.clusterArns ?? []).map(shortName)).trim();
        throw new lib/* ActionError */.lZ("config", `There is no ECS cluster ${cluster} in this account and region.`, {
            cause: error,
            hint: hint === "" ? "There is none here at all: look at the region and the role." : hint,
        });
    }
}
function adviseFailure(reason) {
    if (/RESOURCE|CAPACITY|AGENT/i.test(reason))
        return "The cluster has no room for it: use Fargate or add capacity.";
    return "Look at cluster, launch type, subnets and security groups of the task.";
}
/** The task as ECS shows it now. Rejects with `remote` when it is not shown. */
async function describeTask({ sdk, client }, cluster, arn, signal) {
    const answer = await (0,lib/* askAws */.xV)(`describe the task ${shortName(arn)}`, "ecs:DescribeTasks", signal, () => client.send(new sdk.DescribeTasksCommand({ cluster, tasks: [arn] }), { abortSignal: signal }));
    const [task] = answer.tasks ?? [];
    if (task !== undefined)
        return task;
    const reason = answer.failures?.[0]?.reason ?? "no answer about it";
    throw new lib/* ActionError */.lZ("remote", `AWS did not describe the task ${shortName(arn)}: ${reason}.`);
}
/** Stops a task, with the reason that ECS shows for it. */
async function stopTask({ sdk, client }, cluster, arn, reason, signal) {
    await (0,lib/* askAws */.xV)(`stop the task ${shortName(arn)}`, "ecs:StopTask", signal, () => client.send(new sdk.StopTaskCommand({ cluster, task: arn, reason }), { abortSignal: signal }));
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/runner/await-task.js




const POLL_MS = 3_000;
const REPORT_EVERY_MS = 30_000;
const MAX_FAULTS = 5;
/** How long ECS is given to stop a task: its containers have 30 s by default, then they are killed. */
const STOP_MS = 180_000;
/** What of the seven seconds after a cancel a stop may take. */
const CANCEL_MS = 4_000;
/** Output comes a little after the end; looked for so often, a second apart. */
const LAST_LOOKS = 5;
/** Waits for the end of a task, bringing its output. A cancel stops the task; so does its timeout. */
async function awaitTask(connection, options, arn, logs, signal) {
    try {
        return await untilStopped(connection, options, arn, logs, signal);
    }
    catch (error) {
        if (signal.aborted)
            await stopCancelled(options, { arn });
        throw error;
    }
}
async function untilStopped(connection, { task: settings, clock, onProgress, pollMs = POLL_MS }, arn, logs, signal) {
    const startedAt = clock.now();
    let said = "";
    let sayAgainAt = startedAt + REPORT_EVERY_MS;
    let stoppedAt;
    let faults = 0;
    for (;;) {
        let status = said;
        try {
            const task = await describeTask(connection, settings.cluster, arn, signal);
            status = task.lastStatus ?? "UNKNOWN";
            faults = 0;
            await logs.read(signal);
            if (status === "STOPPED") {
                await readRest(logs, clock, signal);
                return { task, timedOut: stoppedAt !== undefined };
            }
        }
        catch (error) {
            faults += 1;
            if (!(error instanceof lib/* ActionError */.lZ) || error.code !== "remote" || faults > MAX_FAULTS)
                throw error;
        }
        const now = clock.now();
        if (status !== said || now >= sayAgainAt) {
            onProgress(`Task ${shortName(arn)} ${status.toLowerCase()} for ${(0,lib/* formatDuration */.a3)(now - startedAt)}`);
            said = status;
            sayAgainAt = now + REPORT_EVERY_MS;
        }
        if (stoppedAt === undefined && now - startedAt >= settings.timeoutMs) {
            stoppedAt = now;
            const reason = `deploy-actions: no end within ${(0,lib/* formatDuration */.a3)(settings.timeoutMs)}`;
            await stopTask(connection, settings.cluster, arn, reason, signal);
        }
        else if (stoppedAt !== undefined && now - stoppedAt >= STOP_MS) {
            throw new lib/* ActionError */.lZ("remote", `The task ${shortName(arn)} did not stop within ${(0,lib/* formatDuration */.a3)(STOP_MS)} of being told to.`, {
                hint: "Look at it in ECS; nothing after it was run.",
            });
        }
        await clock.sleep(pollMs, signal);
    }
}
async function readRest(logs, clock, signal) {
    let quiet = 0;
    for (let look = 0; look < LAST_LOOKS && quiet < 2; look += 1) {
        await clock.sleep(1_000, signal);
        quiet = (await logs.read(signal)) === 0 ? quiet + 1 : 0;
    }
}
/**
 * A cancelled run leaves no command behind; that it could not be stopped is worth a line, not another error. By what it
 * was started where the answer with its ARN never came.
 */
async function stopCancelled({ access, http, task, onProgress }, which) {
    const signal = AbortSignal.timeout(CANCEL_MS);
    const { cluster } = task;
    let name = "that was just begun";
    try {
        // A connection of its own: keys of the cancelled signal may not be had any more.
        const connection = await connectEcs(access, http, signal);
        const arn = "arn" in which ? which.arn : await findRunning(connection, cluster, which.startedBy, signal);
        if (arn === undefined)
            return;
        name = shortName(arn);
        await stopTask(connection, cluster, arn, "deploy-actions: the run was cancelled", signal);
        onProgress(`Task ${name} was told to stop: the run was cancelled`);
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        onProgress(`Task ${name} could not be stopped (${why}): it may still run`);
    }
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/runner/task-logs.js

const TAIL_LINES = 20;
const LONGEST_LINE = 8_192;
const task_logs_MAX_PAGES = 50;
/** Brings the lines of one container's log stream, each once and in order, until somebody stops asking. */
class TaskLogs {
    #connection;
    #group;
    #stream;
    #secrets;
    #onLine;
    #tail = [];
    #token;
    #missing;
    #isOver = false;
    constructor(connection, options, stream, secrets, onLine) {
        this.#connection = connection;
        this.#group = options.known ? options.group : "";
        this.#stream = options.known ? `${options.prefix}/${stream.container}/${stream.taskId}` : "";
        this.#missing = options.known ? "the container wrote nothing" : options.text;
        this.#isOver = !options.known || connection === undefined;
        this.#secrets = secrets;
        this.#onLine = onLine;
    }
    get tail() {
        return this.#tail;
    }
    /** Why there is no output. */
    get missing() {
        return this.#tail.length > 0 ? undefined : this.#missing;
    }
    /** Reads what is new; answers how many lines that was. Never rejects except `cancelled`: output is worth no failure. */
    async read(signal) {
        let count = 0;
        for (let page = 0; page < task_logs_MAX_PAGES && !this.#isOver; page += 1) {
            const events = await this.#page(signal);
            if (events === undefined)
                return count;
            for (const event of events.lines)
                this.#say(event);
            count += events.lines.length;
            if (events.isLast)
                return count;
        }
        return count;
    }
    async #page(signal) {
        const connection = this.#connection;
        if (connection === undefined)
            return undefined;
        const { sdk, client } = connection;
        const token = this.#token;
        try {
            const answer = await (0,lib/* askAws */.xV)(`read the log stream ${this.#stream} of ${this.#group}`, "logs:GetLogEvents", signal, () => client.send(new sdk.GetLogEventsCommand({
                logGroupName: this.#group,
                logStreamName: this.#stream,
                startFromHead: true,
                ...(token === undefined ? {} : { nextToken: token }),
            }), { abortSignal: signal }));
            this.#token = answer.nextForwardToken ?? token;
            // At the end of a stream the token stays the one that was sent.
            const isLast = this.#token === token || (answer.events ?? []).length === 0;
            return { lines: (answer.events ?? []).flatMap((event) => event.message ?? []), isLast };
        }
        catch (error) {
            if (error instanceof lib/* ActionError */.lZ && error.code === "cancelled")
                throw error;
            this.#give(error);
            return undefined;
        }
    }
    #give(error) {
        const message = error instanceof Error ? error.message : String(error);
        if ((0,lib/* awsExceptionBehind */.n6)(error) !== "ResourceNotFoundException") {
            this.#missing = message;
            // Access stays refused; anything else may pass.
            this.#isOver = error instanceof lib/* ActionError */.lZ && error.code === "permission";
            return;
        }
        if (/log group/i.test(message)) {
            this.#missing = `the log group ${this.#group} does not exist (create it, or set awslogs-create-group: "true")`;
            return;
        }
        this.#missing = `the log stream ${this.#stream} of ${this.#group} does not exist: the container wrote nothing`;
    }
    #say(message) {
        for (const raw of this.#secrets.redact(message).split(/\r?\n/)) {
            const line = raw.length > LONGEST_LINE ? `${raw.slice(0, LONGEST_LINE)}…` : raw;
            this.#tail.push(line);
            if (this.#tail.length > TAIL_LINES)
                this.#tail.shift();
            this.#onLine(line);
        }
    }
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/runner/run-commands.js






/** Runs the commands in order. See the factory for the contract. */
async function runCommands(options, signal) {
    const { access, http, task: settings, onProgress } = options;
    if (settings.commands.length === 0 || settings.commands.some((command) => command.length === 0)) {
        throw new lib/* ActionError */.lZ("config", "A command of the ECS task is empty, or there is none.", {
            hint: "Write each as a list of words: commands: [[python, manage.py, migrate]].",
        });
    }
    const connection = await connectEcs(access, http, signal);
    // A cluster that is not there is told before a revision is registered.
    await findRunning(connection, settings.cluster, startedByOf(settings, [], options.key), signal);
    const task = await prepareTask(connection, settings, onProgress, signal);
    const region = task.logs.known ? task.logs.region : undefined;
    const logs = task.logs.known ? await connectLogs(access, region, http, signal) : undefined;
    const results = [];
    for (const [index, command] of settings.commands.entries()) {
        onProgress(`Command ${index + 1} of ${settings.commands.length}: ${showCommand(options, command)}`);
        const result = await runCommand(connection, logs, options, task, command, signal);
        results.push(result);
        const failure = failureOf(options, result, index);
        if (failure !== undefined)
            return { outcome: "failed", taskDefinition: task.arn, commands: results, failure };
    }
    return { outcome: "completed", taskDefinition: task.arn, commands: results, failure: undefined };
}
async function runCommand(connection, logsConnection, options, task, command, signal) {
    const { clock, key, onLine, onProgress, secrets, task: settings } = options;
    const startedAt = clock.now();
    const startedBy = startedByOf(settings, command, key);
    const { arn, isFound } = await startTask(connection, settings, task, command, startedBy, signal).catch(async (error) => {
        if (signal.aborted)
            await stopCancelled(options, { startedBy });
        throw error;
    });
    if (isFound)
        onProgress(`Task ${shortName(arn)} of an earlier run still runs this command: it is waited for`);
    const stream = { container: task.container, taskId: shortName(arn) };
    const logs = new TaskLogs(logsConnection, task.logs, stream, secrets, onLine);
    const ended = await awaitTask(connection, options, arn, logs, signal);
    const own = ended.task.containers?.find((one) => one.name === task.container);
    return {
        command,
        taskArn: arn,
        exitCode: own?.exitCode,
        stoppedReason: secrets.redact(reasonOf(ended.task, own?.reason)),
        timedOut: ended.timedOut,
        durationMs: clock.now() - startedAt,
        tail: logs.tail,
        logsMissing: logs.missing,
    };
}
// ECS says "Essential container in task exited" about every task that ended by itself: that is no reason.
function reasonOf(task, containerReason) {
    const reason = task.stoppedReason ?? "";
    const own = /^Essential container in task exited/.test(reason) ? "" : reason;
    return [own, containerReason ?? ""].filter((text) => text !== "").join("; ");
}
function failureOf(options, result, index) {
    const name = `Command ${index + 1} of ${options.task.commands.length} (${showCommand(options, result.command)})`;
    const because = result.stoppedReason === "" ? "" : `: ${result.stoppedReason}`;
    if (result.timedOut) {
        return {
            text: `${name} did not end within ${(0,lib/* formatDuration */.a3)(options.task.timeoutMs)} and was stopped`,
            hint: "Look at its output above; give the runner a longer timeout if it only needs more time.",
        };
    }
    if (result.exitCode === 0)
        return undefined;
    if (result.exitCode === undefined) {
        return {
            text: `${name} never ended by itself${because || ": ECS gives no exit code"}`,
            hint: adviseStop(result.stoppedReason),
        };
    }
    return { text: `${name} ended with exit code ${result.exitCode}${because}`, hint: adviseExit(result) };
}
function adviseStop(reason) {
    if (/CannotPullContainer|pull image|not found/i.test(reason)) {
        return "Look at the image name, and at what the execution role may pull.";
    }
    if (/ResourceInitialization|secret|ssm/i.test(reason)) {
        return "Look at what the execution role may read (secrets, parameters), and at the way out of the subnets (NAT or endpoints).";
    }
    if (/OutOfMemory/i.test(reason))
        return "Give the task definition more memory.";
    return "Look at the stopped task in ECS.";
}
function adviseExit({ stoppedReason, exitCode, logsMissing }) {
    if (/OutOfMemory/i.test(stoppedReason) || exitCode === 137)
        return "It was killed: give the task definition more memory.";
    return logsMissing === undefined
        ? "Its output above says why."
        : `Its output is not to be had: ${logsMissing}.`;
}
function showCommand({ secrets }, command) {
    const text = secrets.redact(command.join(" "));
    return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}


/***/ })

};
