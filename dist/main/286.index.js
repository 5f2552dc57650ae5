export const id = 286;
export const ids = [286];
export const modules = {

/***/ 3585:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ childEnv)
/* harmony export */ });
// Not for programs we start: the runner's tokens, and the files through which a step speaks to the runner.
const WITHHELD = /^(ACTIONS_|STATE_|INPUT_|GITHUB_TOKEN$|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$|DATABASE_URL$)/;
/** The environment of a check's or gate's program: the runner's own, without its tokens and command files. */
function childEnv(runner) {
    return Object.fromEntries(Object.entries(runner.env).filter(([name]) => !WITHHELD.test(name)));
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


/***/ }),

/***/ 2773:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/channels/lib/index.js + 14 modules
var lib = __webpack_require__(3190);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 8 modules
var kernel_lib = __webpack_require__(3339);
// EXTERNAL MODULE: ./actions/lib/common/outcome.js
var outcome = __webpack_require__(2877);
// EXTERNAL MODULE: ./actions/lib/common/policy.js
var policy = __webpack_require__(4039);
// EXTERNAL MODULE: ./actions/lib/common/run-order.js
var run_order = __webpack_require__(4433);
// EXTERNAL MODULE: ./actions/lib/quality-gate/judge-gates.js + 30 modules
var judge_gates = __webpack_require__(1839);
;// CONCATENATED MODULE: ./actions/lib/quality-gate/pull-request.js

/** The pull request of a `pull_request` event, as GitHub sent it. */
function pullRequestOfEvent(event) {
    const pullRequest = event.pull_request;
    if (!(0,kernel_lib/* isObject */.Gv)(pullRequest))
        return undefined;
    const { number, head, base } = pullRequest;
    const headSha = (0,kernel_lib/* isObject */.Gv)(head) ? head.sha : undefined;
    const baseRef = (0,kernel_lib/* isObject */.Gv)(base) ? base.ref : undefined;
    if (typeof number !== "number" || typeof headSha !== "string" || typeof baseRef !== "string")
        return undefined;
    return { number, headSha, baseRef };
}
/**
 * The open pull request whose head is the commit another workflow ran for. The event's own list is empty for forks, and
 * what an artifact says is a stranger's word: only GitHub's answer for that commit counts.
 */
async function pullRequestOfWorkflowRun(context, github) {
    const { repository, event } = context.runner;
    const run = event.workflow_run;
    if (repository === undefined || !(0,kernel_lib/* isObject */.Gv)(run))
        return undefined;
    const headSha = run.head_sha;
    if (typeof headSha !== "string")
        return undefined;
    const { owner, name: repo } = repository;
    const options = { needs: "pull-requests: read", signal: context.signal };
    const byCommit = await github
        .paginate("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", { owner, repo, commit_sha: headSha }, options)
        .catch((error) => {
        // The commit is gone (a force push while the other workflow ran): nothing is associated with it.
        if ((0,kernel_lib/* gitHubStatus */.MT)(error) === 422)
            return [];
        throw error;
    });
    const found = byCommit.find((pull) => pull.state === "open" && pull.head.sha === headSha);
    if (found !== undefined)
        return { number: found.number, headSha, baseRef: found.base.ref };
    // A fork's commit is not always associated: look through the open ones for exactly this head.
    const open = await github.paginate("GET /repos/{owner}/{repo}/pulls", { owner, repo, state: "open" }, options);
    const match = open.find((pull) => pull.head.sha === headSha);
    return match === undefined ? undefined : { number: match.number, headSha, baseRef: match.base.ref };
}

// EXTERNAL MODULE: ./actions/lib/quality-gate/render.js
var render = __webpack_require__(4423);
;// CONCATENATED MODULE: ./actions/lib/quality-gate/run.js








/** Judges the gates, and says so in the summary and on the pull request. */
async function run(context) {
    const { inputs, outputs, summary, runner } = context;
    const pullRequest = await findPullRequest(context);
    const { gates, source } = await (0,policy/* loadGates */.V)(context, {
        environment: inputs.environment,
        file: inputs.config,
        token: inputs["github-token"],
        ...(pullRequest === undefined ? {} : { baseRef: pullRequest.baseRef }),
    });
    outputs.set("policy-commit", source.commit ?? "");
    const verdict = await (0,judge_gates/* judgeGates */.y)(context, chooseGates(gates, inputs.gates));
    setGatesOutput(context, verdict);
    const commit = inputs.commit ?? pullRequest?.headSha ?? runner.sha;
    const markdown = (0,render/* renderGates */.n)(verdict, source.text, commit, runner.runUrl);
    summary.add(markdown, 1);
    annotate(context, verdict);
    await comment(context, pullRequest, markdown);
    return (0,outcome/* conclude */.E)(verdict, outputs);
}
async function findPullRequest(context) {
    const { runner, inputs } = context;
    const ofEvent = pullRequestOfEvent(runner.event);
    const token = inputs["github-token"];
    if (ofEvent !== undefined || runner.eventName !== "workflow_run" || token === undefined)
        return ofEvent;
    return pullRequestOfWorkflowRun(context, context.github(token));
}
function chooseGates(gates, names) {
    if (names === undefined)
        return gates;
    return names.map((name) => {
        const gate = gates.find((item) => item.name === name);
        if (gate !== undefined)
            return gate;
        throw new kernel_lib/* ActionError */.lZ("input", `Input gates names "${name}", which the policy does not have.${(0,kernel_lib/* suggest */.ZA)(name, gates.map((item) => item.name))}`);
    });
}
function setGatesOutput({ outputs }, verdict) {
    outputs.set("gates", verdict.evidence.map((item) => ({
        name: item.name,
        outcome: item.outcome,
        reason: item.reason,
        required: item.required,
        found: item.found.slice(0, 500),
    })));
}
function annotate({ log }, verdict) {
    for (const item of verdict.evidence) {
        if (item.outcome === "pass")
            continue;
        const text = `${item.name}: found ${item.found}, required ${item.required}. ${item.advice}`;
        const title = `Gate ${item.name} ${item.outcome === "fail" ? "failed" : "is inconclusive"}`;
        if (item.outcome === "fail")
            log.error(text, { title });
        else
            log.warning(text, { title });
    }
}
/** A comment that cannot be written does not change the verdict; it is said, with the permission that is missing. */
async function comment(context, pullRequest, markdown) {
    const { inputs, outputs, runner, log, signal } = context;
    const issue = inputs["issue-number"] ?? pullRequest?.number;
    const token = inputs["github-token"];
    if (!inputs.comment || issue === undefined)
        return;
    if (token === undefined || runner.repository === undefined) {
        log.notice("No comment was written: there is no github-token.");
        return;
    }
    try {
        const written = await (0,lib/* upsertComment */.lB)({
            github: context.github(token),
            owner: runner.repository.owner,
            repo: runner.repository.name,
            issue,
            marker: { key: `quality-gate-${inputs.environment ?? "defaults"}`, run: (0,run_order/* runOrder */.w)(runner) },
            body: markdown,
            signal,
        });
        outputs.set("comment-url", written.url);
    }
    catch (error) {
        if (!(error instanceof kernel_lib/* ActionError */.lZ) || error.code === "cancelled")
            throw error;
        log.warning(`No comment was written on #${issue}: ${(0,kernel_lib/* errorMessage */.gJ)(error)} ${error.hint ?? ""}`);
    }
}


/***/ })

};
