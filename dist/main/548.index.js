export const id = 548;
export const ids = [548];
export const modules = {

/***/ 8548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3339);
/* harmony import */ var _common_ledger_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6372);
/* harmony import */ var _common_policy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4039);
/* harmony import */ var _tell_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9404);




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

/***/ 9404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ failedRequired),
  q: () => (/* binding */ tell)
});

// EXTERNAL MODULE: ./packages/channels/lib/index.js + 14 modules
var lib = __webpack_require__(3190);
// EXTERNAL MODULE: ./actions/lib/common/run-order.js
var run_order = __webpack_require__(4433);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 8 modules
var kernel_lib = __webpack_require__(3339);
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
