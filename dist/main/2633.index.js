export const id = 2633;
export const ids = [2633,4039];
export const modules = {

/***/ 73585:
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

/***/ 12877:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ conclude),
/* harmony export */   N: () => (/* binding */ concludeRollout)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

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

/***/ 9757:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EL: () => (/* binding */ outcomeText),
/* harmony export */   G8: () => (/* binding */ verdictHeading),
/* harmony export */   Y5: () => (/* binding */ evidenceTable),
/* harmony export */   wd: () => (/* binding */ factsTable)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

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

/***/ 43697:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ judgeGates)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71650);
/* harmony import */ var _deploy_actions_conditions__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16780);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_reports__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(47765);
/* harmony import */ var _common_child_env_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(73585);







/**
 * Asks every gate, one after the other, and gives the one verdict of all of them. `askImage`: the image of the release, asked
 * as the last of them.
 */
async function judgeGates(context, gates, askImage) {
    const evidence = [];
    for (const gate of gates) {
        const found = await context.log.group(`gate ${gate.name}`, async () => {
            const item = gate.kind === "command"
                ? await askCommand(context, gate)
                : await askReports(context, gate, gate.kind);
            context.log.info(`${item.outcome}: found ${item.found}, required ${item.required}`);
            return item;
        });
        evidence.push(found);
    }
    if (askImage !== undefined)
        evidence.push(await context.log.group("gate image", askImage));
    return (0,_deploy_actions_conditions__WEBPACK_IMPORTED_MODULE_3__/* .judge */ .S4)(evidence, "gates");
}
async function askReports(context, gate, kind) {
    const { workspace } = context.runner;
    const condition = gate.require;
    if (condition === undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("internal", `Gate ${gate.name} reads reports but has no condition.`);
    }
    const files = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_2__/* .findFiles */ .lY)(workspace, gate.reports);
    const missing = missingReports(gate, condition, files);
    if (missing !== undefined)
        return missing;
    return judgeFiles(context, gate.name, kind, condition, files);
}
async function judgeFiles(context, name, kind, condition, files) {
    const { workspace } = context.runner;
    const models = [];
    for (const file of files) {
        context.log.debug(`reads ${file}`);
        const result = await (0,_deploy_actions_reports__WEBPACK_IMPORTED_MODULE_5__/* .readReport */ .tL)(kind, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, file)), file, {
            root: workspace,
        }).catch((error) => {
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("config", `${file} cannot be read: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .errorMessage */ .gJ)(error)}.`, { cause: error });
        });
        // One unreadable file of several hides what it would have said: the gate does not judge the rest.
        if (!result.ok)
            return (0,_deploy_actions_reports__WEBPACK_IMPORTED_MODULE_5__/* .judgeProblem */ .n6)(result.problem, condition, name, files);
        models.push(result.report);
    }
    return (0,_deploy_actions_reports__WEBPACK_IMPORTED_MODULE_5__/* .judgeReport */ .wI)(kind, (0,_deploy_actions_reports__WEBPACK_IMPORTED_MODULE_5__/* .mergeReports */ .C1)(kind, models), condition, name, files);
}
function missingReports(gate, condition, files) {
    if (files.length >= gate.expectFiles && files.length > 0)
        return undefined;
    const wanted = gate.reports.join(", ");
    return {
        name: gate.name,
        outcome: "inconclusive",
        reason: files.length === 0 ? "report_missing" : "report_files_missing",
        required: gate.expectFiles > 1
            ? `${(0,_deploy_actions_conditions__WEBPACK_IMPORTED_MODULE_3__/* .formatCondition */ .Rx)(condition)} in ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(gate.expectFiles, "report file")}`
            : (0,_deploy_actions_conditions__WEBPACK_IMPORTED_MODULE_3__/* .formatCondition */ .Rx)(condition),
        found: files.length === 0 ? "no report" : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(files.length, "report file"),
        advice: files.length === 0
            ? `nothing matches ${wanted}: does the step that writes the report run, and is its artifact downloaded here?`
            : `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(gate.expectFiles - files.length, "file")} of ${wanted} missing: a shard that wrote no report is not a pass`,
        sources: files,
    };
}
async function askCommand(context, gate) {
    const { exec, log, runner, signal } = context;
    const shown = gate.run.join(" ");
    const base = { name: gate.name, required: "exit code 0", sources: [shown] };
    try {
        const result = await exec.run({
            argv: gate.run,
            cwd: runner.workspace,
            env: (0,_common_child_env_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .g)(runner),
            timeoutMs: gate.timeoutMs,
            signal,
        });
        log.foreign((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .tail */ .RT)(`${result.stdout}\n${result.stderr}`, 40));
        if (result.timedOut) {
            const found = `no end within ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .formatDuration */ .a3)(gate.timeoutMs)}`;
            return {
                ...base,
                outcome: "inconclusive",
                reason: "command_timed_out",
                found,
                advice: "raise timeout, or find what hangs",
            };
        }
        if (result.exitCode === 0)
            return { ...base, outcome: "pass", reason: "ok", found: "exit code 0", advice: "" };
        const last = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .tail */ .RT)(result.stderr === "" ? result.stdout : result.stderr, 1).slice(0, 200);
        return {
            ...base,
            outcome: "fail",
            reason: "command_failed",
            found: `exit code ${result.exitCode ?? "none (killed)"}`,
            advice: last,
        };
    }
    catch (error) {
        if (!(error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ) || error.code !== "config")
            throw error;
        return {
            ...base,
            outcome: "inconclusive",
            reason: "command_not_started",
            found: error.message,
            advice: error.hint ?? "",
        };
    }
}


/***/ }),

/***/ 4423:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ renderGates)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _common_render_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9757);


/**
 * The gate's summary and comment: the verdict and what to do, in one screen. `runUrl` is empty outside a workflow; `note`:
 * what was not asked, and why.
 */
function renderGates(verdict, source, commit, runUrl, note) {
    const passed = verdict.evidence.filter((item) => item.outcome === "pass").length;
    const about = commit === undefined ? (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `` : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) ` for ${commit.slice(0, 7)}`;
    const log = runUrl === "" ? (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `` : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) ` ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)("Log of the run", runUrl)}`;
    const footer = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `_${passed} of ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(verdict.evidence.length, "gate")} passed${about}._${log}`;
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)([
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .verdictHeading */ .G8)("Gate", verdict, source),
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .evidenceTable */ .Y5)(verdict.evidence),
        note === undefined ? undefined : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `${note}.`,
        footer,
    ]);
}


/***/ }),

/***/ 92633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/channels/lib/index.js + 14 modules
var lib = __webpack_require__(63190);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var kernel_lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./actions/lib/common/outcome.js
var outcome = __webpack_require__(12877);
// EXTERNAL MODULE: ./actions/lib/common/run-order.js
var run_order = __webpack_require__(24433);
// EXTERNAL MODULE: ./actions/lib/common/policy.js
var common_policy = __webpack_require__(54039);
;// CONCATENATED MODULE: ./actions/lib/quality-gate/ask.js


/** The name of the image among the gates. */
const IMAGE = "image";
/** The gates the inputs choose, and the image where a release is named. */
async function whatToAsk(context, baseRef) {
    const { environment, release, config, gates: names, "github-token": token } = context.inputs;
    const file = { file: config, token, ...(baseRef === undefined ? {} : { baseRef }) };
    if (release !== undefined)
        return askForRelease(context, file, release);
    const { gates, hasImage, source } = await (0,common_policy/* loadGates */.V)(context, { ...file, environment });
    if (hasImage && names?.includes(IMAGE)) {
        throw new kernel_lib/* ActionError */.lZ("input", "Input gates names the image, but there is no release to ask it of.", {
            hint: "Give the input `release`.",
        });
    }
    const imageNote = hasImage && names === undefined
        ? "The image was not asked for: no release is given (input `release`)"
        : undefined;
    return { gates: chooseGates(gates, names, false), imageOf: undefined, imageNote, source };
}
async function askForRelease(context, file, release) {
    const { runner, inputs } = context;
    const { environment, gates: names } = inputs;
    if (environment === undefined) {
        throw new kernel_lib/* ActionError */.lZ("input", "Input release is given, but no environment.", {
            hint: "Name the environment whose image the release is judged by.",
        });
    }
    const commit = inputs.commit ?? runner.sha;
    const placeholders = { release, environment, ...(commit === undefined ? {} : { commit }) };
    const { policy, source } = await (0,common_policy.loadPolicy)(context, { ...file, environment, placeholders });
    const { image, gates } = policy;
    const isImageAlone = names?.length === 1 && names[0] === IMAGE;
    if (isImageAlone && image === undefined && !gates.some(({ name }) => name === IMAGE)) {
        const nothing = `${environment} has no image section: there is no image to judge`;
        return { gates: [], imageOf: undefined, imageNote: undefined, nothing, source };
    }
    const imageOf = image !== undefined && (names === undefined || names.includes(IMAGE)) ? { ...policy, image } : undefined;
    return {
        gates: chooseGates(gates, names, image !== undefined),
        imageOf,
        imageNote: undefined,
        source,
    };
}
function chooseGates(gates, names, hasImage) {
    if (names === undefined)
        return gates;
    return names.flatMap((name) => {
        const gate = gates.find((item) => item.name === name);
        if (gate !== undefined)
            return [gate];
        if (hasImage && name === IMAGE)
            return [];
        const known = [...gates.map((item) => item.name), ...(hasImage ? [IMAGE] : [])];
        throw new kernel_lib/* ActionError */.lZ("input", `Input gates names "${name}", which the policy does not have.${(0,kernel_lib/* suggest */.ZA)(name, known)}`);
    });
}

// EXTERNAL MODULE: ./actions/lib/quality-gate/judge-gates.js
var judge_gates = __webpack_require__(43697);
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
    const { inputs, outputs, summary, log, runner } = context;
    const pullRequest = await findPullRequest(context);
    const { gates, imageOf, imageNote, nothing, source } = await whatToAsk(context, pullRequest?.baseRef);
    outputs.set("policy-commit", source.commit ?? "");
    if (nothing !== undefined) {
        log.notice(nothing);
        return (0,outcome/* conclude */.E)({ outcome: "pass", reason: "nothing_to_do", sentence: nothing, evidence: [] }, outputs);
    }
    if (imageNote !== undefined)
        log.notice(imageNote);
    const askImage = imageOf === undefined
        ? undefined
        : async () => {
            const { judgeReleaseImage } = await Promise.all(/* import() */[__webpack_require__.e(9888), __webpack_require__.e(7144)]).then(__webpack_require__.bind(__webpack_require__, 47144));
            const { evidence, digest } = await judgeReleaseImage(context, imageOf, inputs["github-token"]);
            outputs.set("image-digest", digest ?? "");
            return evidence;
        };
    const verdict = await (0,judge_gates/* judgeGates */.y)(context, gates, askImage);
    setGatesOutput(context, verdict);
    const commit = inputs.commit ?? pullRequest?.headSha ?? runner.sha;
    const markdown = (0,render/* renderGates */.n)(verdict, source.text, commit, runner.runUrl, imageNote);
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
