export const id = 596;
export const ids = [596];
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

/***/ 3596:
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
;// CONCATENATED MODULE: ./actions/lib/health-verify/spec.js



/** Watches a running system for a while and says whether it is healthy. */
const spec = (0,lib/* defineAction */.QP)({
    name: "health-verify",
    door: "health-verify",
    title: "Health verify",
    description: "Asks a running system the same questions for a while, over fresh connections, and says healthy, unhealthy or unknown, with the numbers.",
    inputs: {
        environment: (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "Name of the environment whose `verify` checks are asked. Not needed with `url`."),
        url: (0,lib/* optional */.lq)((0,lib/* url */.OZ)(), "One URL to ask with GET instead of the checks of the policy file."),
        "expect-status": (0,lib/* optional */.lq)((0,lib/* lines */.Mn)(), "With `url`: accepted status codes or ranges, one a line. Default: 200-299."),
        "expect-version": (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "With `url`: version the answers must name. Default: `release`, when given."),
        release: (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "Version that must be answering; fills `${release}` in the checks."),
        for: (0,lib/* optional */.lq)((0,lib/* duration */.p0)(), "How long to watch. Default: `verify.for`; with `url`, until it has been looked at 3 times."),
        interval: (0,lib/* optional */.lq)((0,lib/* duration */.p0)(), "Time between two looks. Default: `verify.interval`."),
        settle: (0,lib/* optional */.lq)((0,lib/* duration */.p0)(), "Waited before the first look. Default: `verify.settle`."),
        "deployment-id": (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "Deployment that this verification finishes: verified when healthy, failed otherwise."),
        config: inputs/* config */.$W,
        ledger: inputs/* ledgerFile */.SB,
        "github-token": inputs/* githubToken */.bU,
        "fail-on": inputs/* failOn */.Ko,
    },
    outputs: {
        verdict: outputs/* verdict */.WJ,
        reason: outputs/* reason */.l,
        sentence: outputs/* sentence */.em,
        samples: (0,lib/* output */.CG)("How many answers were judged."),
        failures: (0,lib/* output */.CG)("How many of them were unhealthy."),
        "p95-ms": (0,lib/* output */.CG)("95th percentile of the latency in milliseconds; empty when there are too few samples."),
        report: (0,lib/* output */.CG)("JSON: for each check its samples, failures, reasons and latency."),
        "policy-commit": outputs/* policyCommit */.Kf,
        record: outputs/* record */.g1,
    },
    permissions: [
        { name: "contents", level: "read", why: "reads the policy file (not needed with `url`)" },
        {
            name: "deployments",
            level: "write",
            why: "finishes the record of the deployment (only with `deployment-id`)",
        },
    ],
    examples: {
        minimal: `- uses: org/deploy-actions/health-verify@v1
  with:
    url: https://shop.example/health`,
        complete: `- uses: org/deploy-actions/health-verify@v1
  id: verify
  with:
    environment: production
    release: v2.4.0
    for: 10m
    interval: 5s
    settle: 2m
    deployment-id: \${{ steps.canary.outputs.deployment-id }}
    fail-on: inconclusive`,
    },
    branding: { icon: "activity", color: "purple" },
    post: false,
});

;// CONCATENATED MODULE: ./actions/lib/health-verify/action.js

/** The action. What it does is loaded only once its inputs are known to be right. */
const action = {
    spec: spec,
    run: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(780), __webpack_require__.e(372), __webpack_require__.e(412), __webpack_require__.e(32)]).then(__webpack_require__.bind(__webpack_require__, 4032))).run(context),
};


/***/ })

};
