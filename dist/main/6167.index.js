export const id = 6167;
export const ids = [6167,4039];
export const modules = {

/***/ 54039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ loadGates),
/* harmony export */   loadPolicy: () => (/* binding */ loadPolicy)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71650);
/* harmony import */ var _deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(70297);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26393);
/* harmony import */ var _access_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(81207);





// In these events the workspace is a checkout of the ref that is deployed, which only people with write access can
// move. Everywhere else (pull requests, workflow_run with downloaded artifacts, comments) it may hold a stranger's files.
const WORKSPACE_IS_TRUSTED = new Set([
    "",
    "create",
    "deployment",
    "push",
    "release",
    "repository_dispatch",
    "schedule",
    "workflow_dispatch",
]);
/**
 * Loads the policy file from where nobody who is judged by it can change it, and resolves one environment.
 *
 * Errors: `config` with every problem of the file; `permission`, `remote` when it is read through GitHub.
 */
async function loadPolicy(context, request) {
    const { text, source } = await readPolicy(context, request);
    const config = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .parseDeployConfig */ .dM)(text, request.file);
    const { policy, values } = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .resolvePolicy */ .nZ)(config, request.environment, request.overrides ?? {});
    (0,_access_js__WEBPACK_IMPORTED_MODULE_4__/* .openAccess */ .bg)(context, policy);
    return { policy: (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .substitute */ .V2)(policy, request.placeholders ?? {}), openPolicy: policy, values, source };
}
/** Loads the gates alone: of one environment, or of the defaults. A target or a service is not asked for. */
async function loadGates(context, request) {
    const { text, source } = await readPolicy(context, request);
    const config = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .parseDeployConfig */ .dM)(text, request.file);
    const { gates } = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .resolveGates */ .TJ)(config, request.environment);
    return { gates, hasImage: asksForImage(config, request.environment), source };
}
function asksForImage(config, environment) {
    if (environment === undefined)
        return false;
    try {
        return (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .resolvePolicy */ .nZ)(config, environment).policy.image !== undefined;
    }
    catch (error) {
        // A file of gates alone (no target, no service) is no policy of a deployment.
        if (error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ && error.code === "config")
            return false;
        throw error;
    }
}
async function readPolicy(context, request) {
    const { runner } = context;
    const baseRef = request.baseRef ?? baseBranch(runner.event);
    if (baseRef === undefined && WORKSPACE_IS_TRUSTED.has(runner.eventName)) {
        const path = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_1__/* .resolveInWorkspace */ .z1)(runner.workspace, request.file);
        if (await exists(path)) {
            const source = { file: request.file, commit: undefined, text: `policy of ${request.file}` };
            return { text: await readText(path, request.file), source };
        }
        if (runner.mode === "terminal" || runner.repository === undefined)
            throw missingFile(request.file, runner);
    }
    const ref = baseRef ?? runner.sha;
    if (runner.repository === undefined || ref === undefined)
        throw missingFile(request.file, runner);
    if (request.token === undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("input", `No github-token to read ${request.file} of ${ref} with.`, {
            hint: "Pass `github-token: ${{ github.token }}` (the default) and grant `contents: read`.",
        });
    }
    const { owner, name } = runner.repository;
    const found = await (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .readBasePolicy */ .wq)(context.github(request.token), { owner, repo: name, baseRef: ref, path: request.file }, context.signal);
    const at = found.commit.slice(0, 7);
    return {
        text: found.source,
        source: {
            file: request.file,
            commit: found.commit,
            text: baseRef === undefined ? `policy at ${at}` : `policy of ${baseRef} at ${at}`,
        },
    };
}
/** The branch a pull request (or merge queue entry) of the event goes into. */
function baseBranch(event) {
    const pullRequest = event.pull_request;
    if ((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(pullRequest) && (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(pullRequest.base))
        return text(pullRequest.base.ref);
    const mergeGroup = event.merge_group;
    if ((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(mergeGroup))
        return text(mergeGroup.base_ref)?.replace(/^refs\/heads\//, "");
    return undefined;
}
function text(value) {
    return typeof value === "string" && value !== "" ? value : undefined;
}
function missingFile(file, { mode, workspace }) {
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("config", `${file}: there is no such file in ${workspace}.`, {
        hint: mode === "terminal"
            ? "Run this in the top folder of the repository, or name the policy file with --config."
            : "Check out the repository before this step, or name the policy file with the input `config`.",
    });
}
async function exists(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.access)(path).then(() => true, () => false);
}
async function readText(path, file) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, "utf8");
    }
    catch (error) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("config", `${file} cannot be read: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .errorMessage */ .gJ)(error)}.`, { cause: error });
    }
}


/***/ }),

/***/ 36167:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _common_ledger_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66372);
/* harmony import */ var _common_policy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54039);
/* harmony import */ var _tell_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29404);




/** Announces what happened. A channel that fails fails the step only when it is `required`. */
async function run(context) {
    const { inputs, outputs } = context;
    const { policy } = await (0,_common_policy_js__WEBPACK_IMPORTED_MODULE_2__.loadPolicy)(context, {
        environment: inputs.environment,
        file: inputs.config,
        token: inputs["github-token"],
        placeholders: { release: inputs.release },
    });
    const verdict = inputs.verdict === undefined ? undefined : { outcome: inputs.verdict, sentence: inputs.sentence ?? "" };
    const deliveries = await (0,_tell_js__WEBPACK_IMPORTED_MODULE_3__/* .tell */ .q)(context, {
        policy,
        occasion: inputs.occasion,
        release: inputs.release,
        verdict: verdict ??
            (inputs.sentence === undefined ? undefined : { outcome: "inconclusive", sentence: inputs.sentence }),
        record: await findRecord(context, policy.service),
        given: readValues(inputs.values),
    }, inputs);
    const sent = deliveries.filter((delivery) => delivery.state === "sent").length;
    outputs.set("deliveries", deliveries.map(toJson));
    outputs.set("sent", sent);
    const failed = (0,_tell_js__WEBPACK_IMPORTED_MODULE_3__/* .failedRequired */ .N)(policy, deliveries);
    if (failed.length > 0) {
        const list = failed.map((delivery) => `${delivery.channel}: ${delivery.detail}`).join("; ");
        return {
            outcome: "fail",
            reason: "channel_failed",
            sentence: `a required channel was not told (${list})`,
        };
    }
    return {
        outcome: "pass",
        reason: deliveries.length === 0 ? "nobody_asked" : "told",
        sentence: `${inputs.occasion}: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(sent, "channel")} of ${deliveries.length} told`,
    };
}
async function findRecord(context, service) {
    const { inputs, signal, log } = context;
    const id = inputs["deployment-id"];
    if (id === undefined)
        return undefined;
    const ledger = await (0,_common_ledger_js__WEBPACK_IMPORTED_MODULE_1__/* .openLedger */ .au)(context, {
        file: inputs.ledger,
        token: inputs["github-token"],
    });
    const records = await ledger.list({ service, environment: inputs.environment, limit: 100 }, signal);
    const record = records.find((item) => item.id === id);
    if (record === undefined)
        log.warning(`The ledger of ${inputs.environment} has no deployment ${id}.`);
    return record;
}
function readValues(values) {
    if (values === undefined || values === null)
        return {};
    if (!(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(values))
        throw wrongValues("a list or a text");
    return Object.fromEntries(Object.entries(values).map(([name, value]) => {
        if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
            return [name, String(value)];
        }
        if (Array.isArray(value) && value.every((item) => typeof item !== "object"))
            return [name, value.map(String)];
        throw wrongValues(`something else below "${name}"`);
    }));
}
function wrongValues(found) {
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `Input values holds ${found}, expected a YAML map from names to a text or a list of texts.`);
}
function toJson(delivery) {
    return { ...delivery };
}


/***/ }),

/***/ 29404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ failedRequired),
  q: () => (/* binding */ tell)
});

// EXTERNAL MODULE: ./packages/channels/lib/index.js + 14 modules
var lib = __webpack_require__(63190);
// EXTERNAL MODULE: ./actions/lib/common/run-order.js
var run_order = __webpack_require__(24433);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var kernel_lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./actions/lib/notify/announcement.js

/** The values of the templates: what the record and the policy know, under what the policy file and the caller say. */
function templateValues(facts) {
    const { policy, occasion, release, verdict, record, now, url, given } = facts;
    const startedAt = record?.createdAt ?? (occasion === "scheduled" ? now : undefined);
    const bakeMs = policy.rollout.steps.reduce((sum, step) => sum + step.bakeMs, 0);
    const verifyMs = policy.verify === undefined ? 0 : policy.verify.settleMs + policy.verify.forMs;
    const within = policy.rollback.withinMs;
    const previous = occasion === "rolled-back"
        ? record?.kind === "rollback"
            ? record.release.version
            : record?.previous?.version
        : undefined;
    const known = {
        environment: policy.environment,
        service: policy.service,
        release,
        "start-time": startedAt === undefined ? undefined : utc(startedAt),
        "end-time": occasion === "scheduled" ? undefined : utc(now),
        duration: startedAt === undefined || occasion === "scheduled" ? undefined : (0,kernel_lib/* formatDuration */.a3)(now - startedAt),
        "expected-duration": (0,kernel_lib/* formatDuration */.a3)(bakeMs + verifyMs),
        strategy: policy.rollout.steps[0]?.weight === 0 ? "BLUE-GREEN" : "CANARY",
        "automatic-rollback": String(policy.rollback.automatic),
        "rollback-within": within === undefined ? undefined : (0,kernel_lib/* formatDuration */.a3)(within),
        "previous-release": previous,
        "health-checks": verdict === undefined ? undefined : { outcome: verdict.outcome, text: verdict.sentence },
        reason: record?.kind === "rollback" ? record.reason : verdict?.sentence,
        stage: record?.events.findLast((event) => event.phase !== "failed")?.phase,
        actor: facts.actor,
        url,
    };
    return { ...definedOnly(known), ...policy.notify.values, ...given };
}
/** A point in time as people read it: `2026-02-01 03:04:05 UTC`. */
function utc(at) {
    return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
function definedOnly(values) {
    return Object.fromEntries(Object.entries(values).filter((entry) => entry[1] !== undefined));
}

;// CONCATENATED MODULE: ./actions/lib/notify/tell.js



/**
 * Tells the channels that want this occasion; without any nothing is rendered, and nothing is asked for.
 *
 * Errors: `input` when the template lacks values. A channel that fails is a delivery, not an error.
 */
async function tell(context, facts, secrets) {
    const { clock, log, runner, signal, summary } = context;
    const channels = channelsFor(context, facts.policy, facts.occasion, secrets);
    if (channels.length === 0) {
        log.info(`No channel of ${facts.policy.environment} wants to hear of "${facts.occasion}".`);
        return [];
    }
    const values = templateValues({ ...facts, now: clock.now(), url: runner.runUrl, actor: runner.actor });
    const announcement = (0,lib/* renderTemplate */.Xm)(facts.occasion, values);
    summary.add((0,lib/* summaryRenderer */.g1)(announcement), 4);
    const deliveries = await (0,lib/* announce */.iP)(channels, announcement, signal);
    for (const { channel, state, detail } of deliveries) {
        if (state === "failed")
            log.warning(detail, { title: `${channel} was not told` });
        else if (state === "skipped")
            log.notice(detail);
        else
            log.info(`told "${facts.occasion}": ${detail}`);
    }
    return deliveries;
}
/** The required channels that did not take it. */
function failedRequired(policy, deliveries) {
    const { slack, webhook, comment } = policy.notify;
    const required = new Set([
        ...(slack?.required === true ? ["slack"] : []),
        ...(webhook?.required === true ? ["webhook"] : []),
        ...(comment?.required === true ? ["comment"] : []),
    ]);
    return deliveries.filter((delivery) => delivery.state === "failed" && required.has(delivery.channel));
}
function channelsFor(context, { notify, environment }, occasion, secrets) {
    const { clock, http, idTokens, runner } = context;
    const channels = [];
    if (notify.slack?.when.includes(occasion) === true) {
        const apiUrl = secrets["slack-api-url"];
        channels.push((0,lib/* createSlackChannel */.Ol)({
            token: secrets["slack-token"],
            channel: notify.slack.channel,
            webhookUrl: secrets["slack-webhook-url"],
            http,
            clock,
            required: notify.slack.required,
            ...(apiUrl === undefined ? {} : { apiUrl }),
        }));
    }
    if (notify.webhook?.when.includes(occasion) === true) {
        const audience = notify.webhook.oidcAudience;
        channels.push((0,lib/* createWebhookChannel */.bp)({
            url: secrets["webhook-url"],
            secret: secrets["webhook-secret"],
            idToken: audience === undefined ? undefined : () => idTokens.get(audience),
            http,
            clock,
            required: notify.webhook.required,
        }));
    }
    const token = secrets["github-token"];
    if (notify.comment?.when.includes(occasion) === true) {
        if (token === undefined || runner.repository === undefined) {
            context.log.notice("comment: nothing was written, there is no github-token.");
        }
        else {
            channels.push((0,lib/* createCommentChannel */.Nk)({
                github: context.github(token),
                owner: runner.repository.owner,
                repo: runner.repository.name,
                issue: secrets["issue-number"] ?? issueOf(runner.event),
                marker: { key: `deployment-${environment}`, run: (0,run_order/* runOrder */.w)(runner) },
                required: notify.comment.required,
            }));
        }
    }
    return channels;
}
function issueOf(event) {
    for (const name of ["pull_request", "issue"]) {
        const value = event[name];
        if (typeof value === "object" &&
            value !== null &&
            "number" in value &&
            typeof value.number === "number") {
            return value.number;
        }
    }
    return undefined;
}


/***/ })

};
