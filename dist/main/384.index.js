export const id = 384;
export const ids = [384];
export const modules = {

/***/ 384:
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
;// CONCATENATED MODULE: ./actions/lib/canary-deploy/spec.js



/** Rolls a release out in steps and takes it back when it is bad. */
const spec = (0,lib/* defineAction */.QP)({
    name: "canary-deploy",
    door: "canary",
    title: "Canary deploy",
    description: "Gives a release its traffic in steps, watches it at each, promotes it or takes it back; a run that dies is finished by the next one.",
    inputs: {
        environment: inputs/* environment */.cA,
        release: inputs/* release */._r,
        commit: inputs/* commit */.cd,
        artifact: inputs/* artifact */.dj,
        config: inputs/* config */.$W,
        steps: (0,lib/* optional */.lq)((0,lib/* lines */.Mn)(), "Steps instead of those of the policy file, one a line: `25% 5m` (weight and bake). The last weight is 100%."),
        "min-requests": (0,lib/* optional */.lq)((0,lib/* integer */.nd)({ min: 0 }), "Requests the candidate must have served at a step before its error rate and latency count."),
        "on-inconclusive": (0,lib/* optional */.lq)((0,lib/* choice */.Yq)(["abort", "promote"]), "What a step ends in when its evidence is still missing after its bake and grace."),
        kind: (0,lib/* withDefault */.IQ)((0,lib/* choice */.Yq)(["deploy", "hotfix", "config"]), "deploy", "Why this is deployed; recorded for the DORA figures."),
        planned: inputs/* planned */.lM,
        migrations: (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "JSON list of the migrations applied for this release (output `applied` of migrate); recorded."),
        record: (0,lib/* withDefault */.IQ)((0,lib/* choice */.Yq)(["close", "leave-open"]), "close", "`leave-open`: the deployment is only verified once health-verify has finished it (give it `deployment-id`)."),
        "break-glass": inputs/* breakGlass */.Mb,
        ledger: inputs/* ledgerFile */.SB,
        plan: (0,lib/* withDefault */.IQ)((0,lib/* bool */.lc)(), "false", "Only say what would happen: nothing is touched."),
        "github-token": inputs/* githubToken */.bU,
        "fail-on": inputs/* failOn */.Ko,
    },
    outputs: {
        verdict: outputs/* verdict */.WJ,
        reason: outputs/* reason */.l,
        sentence: outputs/* sentence */.em,
        outcome: (0,lib/* output */.CG)("`promoted`, `aborted` or `already_stable`; empty in a plan."),
        "deployment-id": outputs/* deploymentId */.dP,
        release: (0,lib/* output */.CG)("Version that is stable now."),
        previous: (0,lib/* output */.CG)("Version that was stable before; empty on a first deploy."),
        requests: (0,lib/* output */.CG)("Requests the candidate served while it was watched; empty when nobody counts."),
        errors: (0,lib/* output */.CG)("How many of them failed; empty when nobody counts."),
        "policy-commit": outputs/* policyCommit */.Kf,
        record: outputs/* record */.g1,
    },
    permissions: [
        { name: "contents", level: "read", why: "reads the policy file" },
        { name: "deployments", level: "write", why: "keeps the record of the deployment" },
    ],
    examples: {
        minimal: `- uses: org/deploy-actions/canary@v1
  with:
    environment: production
    release: \${{ github.sha }}`,
        complete: `- uses: org/deploy-actions/canary@v1
  id: canary
  with:
    environment: production
    release: v2.4.0
    commit: \${{ github.sha }}
    steps: |
      10% 10m
      50% 10m
      100% 5m
    min-requests: 200
    on-inconclusive: abort
    kind: hotfix
    record: leave-open
- uses: org/deploy-actions/health-verify@v1
  with:
    environment: production
    release: v2.4.0
    deployment-id: \${{ steps.canary.outputs.deployment-id }}`,
    },
    branding: { icon: "trending-up", color: "yellow" },
    post: true,
});

;// CONCATENATED MODULE: ./actions/lib/canary-deploy/action.js

/** The action. What it does is loaded only once its inputs are known to be right. */
const action = {
    spec: spec,
    run: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(194), __webpack_require__.e(815), __webpack_require__.e(39), __webpack_require__.e(780), __webpack_require__.e(372), __webpack_require__.e(225), __webpack_require__.e(412), __webpack_require__.e(549), __webpack_require__.e(319), __webpack_require__.e(65)]).then(__webpack_require__.bind(__webpack_require__, 8485))).run(context),
    post: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(194), __webpack_require__.e(815), __webpack_require__.e(39), __webpack_require__.e(780), __webpack_require__.e(372), __webpack_require__.e(225), __webpack_require__.e(412), __webpack_require__.e(549), __webpack_require__.e(639)]).then(__webpack_require__.bind(__webpack_require__, 7639))).post(context),
};


/***/ }),

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


/***/ })

};
