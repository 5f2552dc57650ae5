export const id = 65;
export const ids = [65];
export const modules = {

/***/ 8485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3339);
/* harmony import */ var _common_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4190);
/* harmony import */ var _common_ledger_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6372);
/* harmony import */ var _common_outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2877);
/* harmony import */ var _common_platform_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(894);
/* harmony import */ var _common_policy_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4039);
/* harmony import */ var _deploy_release_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5504);
/* harmony import */ var _render_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7422);








/** Rolls a release out, or says how it would. */
async function run(context) {
    const { inputs, outputs, summary, log, signal } = context;
    const release = (0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .releaseOf */ .l7)(inputs, context);
    const { policy, source } = await (0,_common_policy_js__WEBPACK_IMPORTED_MODULE_5__.loadPolicy)(context, {
        environment: inputs.environment,
        file: inputs.config,
        token: inputs["github-token"],
        overrides: overridesOf(context),
        placeholders: (0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .placeholdersOf */ .iJ)(release, inputs.environment),
    });
    outputs.set("policy-commit", source.commit ?? "");
    const plan = (0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .planRollout */ .ne)(policy, release);
    const subject = `${policy.environment}, ${source.text}`;
    if (inputs.plan) {
        const target = (0,_common_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .openTarget */ .A)(context, policy, { allowStart: false });
        (0,_deploy_release_js__WEBPACK_IMPORTED_MODULE_6__/* .refuseWhatCannotHold */ .DL)(context, { policy, release, target });
        const traffic = await target.platform.observe(signal);
        const live = traffic.stable?.release.version ?? "nothing";
        const sentence = `${release.version} would be rolled out to ${policy.environment} over ${live}`;
        summary.add((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)([(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `## Plan (${subject})`, (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `${sentence}.`, (0,_render_js__WEBPACK_IMPORTED_MODULE_7__/* .renderPlan */ .E)(plan)]), 1);
        return (0,_common_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .conclude */ .E)({ outcome: "pass", reason: "planned", sentence, evidence: [] }, outputs);
    }
    (0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .checkWindow */ .pr)(context, policy, inputs["break-glass"]);
    const target = (0,_common_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .openTarget */ .A)(context, policy, { allowStart: true });
    const ledger = await (0,_common_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .openLedger */ .au)(context, {
        file: inputs.ledger,
        token: inputs["github-token"],
    });
    const { record, end, unrecorded } = await (0,_deploy_release_js__WEBPACK_IMPORTED_MODULE_6__/* .deployRelease */ .H_)(context, {
        policy,
        release,
        target,
        ledger,
        kind: inputs.kind,
        planned: inputs.planned,
        reason: inputs["break-glass"],
        migrations: parseMigrations(inputs.migrations),
        closedBy: inputs.record === "leave-open" ? "later-step" : "rollout",
    });
    log.debug(`deployment ${record.id} ${record.url}`);
    outputs.set("outcome", end.outcome);
    outputs.set("release", end.traffic.stable?.release.version ?? "");
    outputs.set("previous", end.previous ?? "");
    outputs.set("requests", end.totals?.requests ?? "");
    outputs.set("errors", end.totals?.errors ?? "");
    for (const [index, section] of (0,_render_js__WEBPACK_IMPORTED_MODULE_7__/* .renderRollout */ .i)(end, plan, subject).entries())
        summary.add(section, index + 1);
    const result = (0,_common_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .concludeRollout */ .N)(end.verdict, outputs);
    if (unrecorded !== undefined)
        throw unrecorded;
    return result;
}
function overridesOf({ inputs }) {
    const overrides = {};
    if (inputs.steps !== undefined) {
        overrides["rollout.steps"] = { value: inputs.steps.map(parseStep), place: "steps" };
    }
    if (inputs["min-requests"] !== undefined) {
        overrides["rollout.min-requests"] = { value: inputs["min-requests"], place: "min-requests" };
    }
    if (inputs["on-inconclusive"] !== undefined) {
        overrides["rollout.on-inconclusive"] = { value: inputs["on-inconclusive"], place: "on-inconclusive" };
    }
    return overrides;
}
function parseStep(line) {
    const [weight, bake, ...rest] = line.split(/\s+/);
    if (weight === undefined || rest.length > 0) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `Input steps has the line "${line}", expected a weight and a bake, e.g. 25% 5m.`);
    }
    return { weight, ...(bake === undefined ? {} : { bake }) };
}
function parseMigrations(text) {
    if (text === undefined)
        return [];
    try {
        const value = JSON.parse(text);
        if (Array.isArray(value) && value.every((item) => typeof item === "string"))
            return value;
    }
    catch {
        // Falls through to the message below.
    }
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `Input migrations is "${text}", expected a JSON list of versions such as ["0002"].`, {
        hint: "Pass the output `applied` of the migrate action as it is.",
    });
}


/***/ }),

/***/ 2877:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ conclude),
/* harmony export */   N: () => (/* binding */ concludeRollout)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3339);

/** Writes a verdict's outputs, and gives the action's result. */
function conclude(verdict, outputs) {
    outputs.set("verdict", verdict.outcome);
    outputs.set("reason", verdict.reason);
    outputs.set("sentence", verdict.sentence);
    const { outcome, reason, sentence, evidence } = verdict;
    return {
        outcome,
        reason,
        sentence,
        evidence: evidence.map((item) => ({
            name: item.name,
            outcome: item.outcome,
            reason: item.reason,
            required: item.required,
            found: item.found,
        })),
    };
}
/** The same for a rollout: one that was stopped ends as `cancelled`, once its outputs are written. */
function concludeRollout(verdict, outputs) {
    const result = conclude(verdict, outputs);
    if (verdict.reason === "cancelled")
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("cancelled", `${verdict.sentence}.`);
    return result;
}


/***/ }),

/***/ 9757:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EL: () => (/* binding */ outcomeText),
/* harmony export */   G8: () => (/* binding */ verdictHeading),
/* harmony export */   Y5: () => (/* binding */ evidenceTable),
/* harmony export */   wd: () => (/* binding */ factsTable)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3339);

const SIGN = { pass: "✅", fail: "❌", inconclusive: "❔" };
/** The sign and word of an outcome. */
function outcomeText(outcome) {
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .Markdown */ .oz(`${SIGN[outcome]} ${outcome}`);
}
/** The heading of a summary: the verdict in one line, before anything else. */
function verdictHeading(title, verdict, subject) {
    const word = { pass: "passed", fail: "failed", inconclusive: "inconclusive" }[verdict.outcome];
    const bad = verdict.evidence.filter((item) => item.outcome !== "pass").length;
    const count = bad > 0 ? `: ${bad} of ${verdict.evidence.length}` : "";
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `## ${SIGN[verdict.outcome]} ${title} ${word}${count} (${subject})`;
}
/** The table of a verdict's evidence: what failed first, then what nobody knows, then what passed. */
function evidenceTable(evidence) {
    if (evidence.length === 0)
        return undefined;
    const rank = { fail: 0, inconclusive: 1, pass: 2 };
    const rows = [...evidence]
        .sort((a, b) => rank[a.outcome] - rank[b.outcome])
        .map((item) => [outcomeText(item.outcome), item.name, item.required, item.found, item.advice]);
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["", "what", "required", "found", "what to do"], rows);
}
/** Facts as a two-column table; empty values are left out. */
function factsTable(facts) {
    const rows = facts.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value]]));
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["", ""], rows);
}


/***/ })

};
