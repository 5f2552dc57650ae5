export const id = 280;
export const ids = [280];
export const modules = {

/***/ 6072:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $W: () => (/* binding */ config),
/* harmony export */   Ko: () => (/* binding */ failOn),
/* harmony export */   Mb: () => (/* binding */ breakGlass),
/* harmony export */   Pp: () => (/* binding */ issueNumber),
/* harmony export */   SB: () => (/* binding */ ledgerFile),
/* harmony export */   _r: () => (/* binding */ release),
/* harmony export */   bU: () => (/* binding */ githubToken),
/* harmony export */   cA: () => (/* binding */ environment),
/* harmony export */   cd: () => (/* binding */ commit),
/* harmony export */   dj: () => (/* binding */ artifact),
/* harmony export */   lM: () => (/* binding */ planned)
/* harmony export */ });
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(459);

/** Inputs that several actions share, so that a name means the same everywhere. */
const environment = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "Name of the environment, as in `environments` of the policy file.");
const release = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "Version of the release, e.g. a tag or a commit SHA. It names the release on the platform and in the ledger.");
const commit = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "Full commit SHA of the release. Default: the commit the workflow runs for.");
const artifact = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "Image digest or artifact reference of the release; recorded, and given to commands as ARTIFACT.");
const config = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .withDefault */ .IQ)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), ".github/deploy.yml", "Path of the policy file. On a pull request it is read from the base branch, never from the head.");
const githubToken = {
    ...(0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "Token for GitHub's API.", { secret: true }),
    runnerDefault: "${{ github.token }}",
};
const failOn = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .withDefault */ .IQ)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(["fail", "inconclusive", "never"]), "inconclusive", "Which verdicts fail the step: `fail` only failed ones, `inconclusive` also those nobody could decide, `never` none.");
const ledgerFile = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "Keep the ledger in this file instead of GitHub Deployments (the default outside a workflow: `.deploy-actions/ledger.jsonl`).");
const breakGlass = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "Reason for deploying outside the allowed windows. It is printed, recorded and counted.");
const planned = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .withDefault */ .IQ)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .bool */ .lc)(), "true", "Whether this deployment was planned; recorded for the DORA figures.");
const issueNumber = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)({ min: 1 }), "Number of the pull request or issue to comment on. Default: the pull request of the event.");


/***/ }),

/***/ 4283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kf: () => (/* binding */ policyCommit),
/* harmony export */   WJ: () => (/* binding */ verdict),
/* harmony export */   dP: () => (/* binding */ deploymentId),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   g1: () => (/* binding */ record),
/* harmony export */   l: () => (/* binding */ reason)
/* harmony export */ });
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(459);

/** Outputs that several actions share. */
const verdict = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("`pass`, `fail` or `inconclusive`.");
const reason = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Reason code of the verdict, e.g. `coverage_below_threshold`.");
const sentence = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("The verdict in one sentence.");
const policyCommit = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Commit whose policy file judged; empty when it was a file of the workspace.");
const deploymentId = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Id of the deployment in the ledger.");
const record = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Path of the run's record: a JSON file with actor, commit, run, inputs, verdict, reason, evidence and times.");


/***/ }),

/***/ 1280:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/action-kit/lib/index.js + 31 modules
var lib = __webpack_require__(459);
// EXTERNAL MODULE: ./actions/lib/common/inputs.js
var inputs = __webpack_require__(6072);
// EXTERNAL MODULE: ./actions/lib/common/outputs.js
var outputs = __webpack_require__(4283);
;// CONCATENATED MODULE: ./actions/lib/rollback/spec.js



/** Returns an environment to an earlier release. */
const spec = (0,lib/* defineAction */.QP)({
    name: "rollback",
    door: "rollback",
    title: "Rollback",
    description: "Returns an environment to the last verified release (or one you name), verifies it, and records who, why and how long it took.",
    inputs: {
        environment: inputs/* environment */.cA,
        to: (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "Version to return to; it must be in the ledger. Default: the last verified release before the current one."),
        reason: (0,lib/* required */.mw)((0,lib/* text */.Qq)(), "Why; recorded, and part of the announcement."),
        "dry-run": (0,lib/* withDefault */.IQ)((0,lib/* bool */.lc)(), "false", "Print the plan and touch nothing."),
        planned: (0,lib/* withDefault */.IQ)((0,lib/* bool */.lc)(), "false", "Whether this rollback was planned; unplanned ones count as failed changes."),
        automatic: (0,lib/* withDefault */.IQ)((0,lib/* bool */.lc)(), "false", "Set by a workflow that rolls back by itself: does nothing where `rollback.automatic` of the policy file is false."),
        since: (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "When the trouble was noticed (ISO 8601), the start of the measured time. Default: the start of this step."),
        config: inputs/* config */.$W,
        ledger: inputs/* ledgerFile */.SB,
        "github-token": inputs/* githubToken */.bU,
        "fail-on": inputs/* failOn */.Ko,
    },
    outputs: {
        verdict: outputs/* verdict */.WJ,
        reason: outputs/* reason */.l,
        sentence: outputs/* sentence */.em,
        plan: (0,lib/* output */.CG)("JSON: from, to, how it is known to be good, steps, migrations that stay."),
        from: (0,lib/* output */.CG)("Version that was stable."),
        to: (0,lib/* output */.CG)("Version that is stable now."),
        "deployment-id": outputs/* deploymentId */.dP,
        seconds: (0,lib/* output */.CG)("Seconds from `since` to verified; empty in a dry run."),
        "slo-breached": (0,lib/* output */.CG)("`true` when that was longer than `rollback.within` of the environment."),
        record: outputs/* record */.g1,
    },
    permissions: [
        { name: "contents", level: "read", why: "reads the policy file" },
        { name: "deployments", level: "write", why: "finds the last verified release and records the rollback" },
    ],
    examples: {
        minimal: `- uses: org/deploy-actions/rollback@v1
  with:
    environment: production
    reason: checkout fails for half of the customers`,
        complete: `- uses: org/deploy-actions/rollback@v1
  with:
    environment: production
    to: v2.3.1
    reason: \${{ inputs.reason }}
    dry-run: false
    planned: false
    since: "2026-02-01T03:04:00Z"`,
    },
    branding: { icon: "rotate-ccw", color: "red" },
    post: true,
});

;// CONCATENATED MODULE: ./actions/lib/rollback/action.js

/** The action. What it does is loaded only once its inputs are known to be right. */
const action = {
    spec: spec,
    run: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(194), __webpack_require__.e(815), __webpack_require__.e(39), __webpack_require__.e(780), __webpack_require__.e(372), __webpack_require__.e(225), __webpack_require__.e(412), __webpack_require__.e(549), __webpack_require__.e(148)]).then(__webpack_require__.bind(__webpack_require__, 4148))).run(context),
    post: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(194), __webpack_require__.e(815), __webpack_require__.e(39), __webpack_require__.e(780), __webpack_require__.e(372), __webpack_require__.e(225), __webpack_require__.e(412), __webpack_require__.e(549), __webpack_require__.e(639)]).then(__webpack_require__.bind(__webpack_require__, 7639))).post(context),
};


/***/ })

};
