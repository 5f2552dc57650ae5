export const id = 57;
export const ids = [57];
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

/***/ 2057:
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
;// CONCATENATED MODULE: ./actions/lib/migrate/spec.js



/** Plans and applies database migrations. */
const spec = (0,lib/* defineAction */.QP)({
    name: "migrate",
    door: "migrate",
    title: "Migrate",
    description: "Applies pending database migrations one transaction at a time, under a lock and with time-outs, so that a failing one leaves the schema as it was.",
    inputs: {
        environment: inputs/* environment */.cA,
        config: inputs/* config */.$W,
        command: (0,lib/* withDefault */.IQ)((0,lib/* choice */.Yq)(["apply", "plan", "status"]), "apply", "`plan` lists the pending migrations with their SQL, `apply` applies them, `status` compares the folder with the history."),
        order: (0,lib/* optional */.lq)((0,lib/* choice */.Yq)(["before", "after"]), "Do nothing unless `migrate.order` of the policy file says this, for a workflow that has a step on either side of the rollout."),
        "database-url": (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "PostgreSQL connection string. Default: the variable DATABASE_URL. From the command line also `pglite:<folder>`.", { secret: true }),
        folder: (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "Folder of the migration files. Default: `migrate.folder` of the policy file."),
        "lock-wait": (0,lib/* optional */.lq)((0,lib/* duration */.p0)(), "How long to wait for another run that is migrating. Default: `migrate.lock-wait`."),
        "lock-timeout": (0,lib/* optional */.lq)((0,lib/* duration */.p0)(), "How long one statement may wait for a lock before it gives up. Default: `migrate.lock-timeout`."),
        "statement-timeout": (0,lib/* optional */.lq)((0,lib/* duration */.p0)(), "How long one statement may run. Default: `migrate.statement-timeout`."),
        "github-token": inputs/* githubToken */.bU,
        "fail-on": inputs/* failOn */.Ko,
    },
    outputs: {
        verdict: outputs/* verdict */.WJ,
        reason: outputs/* reason */.l,
        sentence: outputs/* sentence */.em,
        pending: (0,lib/* output */.CG)("How many migrations are pending (before `apply` did its work)."),
        applied: (0,lib/* output */.CG)("JSON list of the versions this run applied."),
        "policy-commit": outputs/* policyCommit */.Kf,
        record: outputs/* record */.g1,
    },
    permissions: [{ name: "contents", level: "read", why: "reads the policy file" }],
    examples: {
        minimal: `- uses: org/deploy-actions/migrate@v1
  with:
    environment: production
    database-url: \${{ secrets.DATABASE_URL }}`,
        complete: `- uses: org/deploy-actions/migrate@v1
  id: plan
  with:
    environment: production
    command: plan
    database-url: \${{ secrets.DATABASE_URL }}
- uses: org/deploy-actions/migrate@v1
  if: steps.plan.outputs.pending != '0'
  with:
    environment: production
    command: apply
    folder: db/migrations
    lock-wait: 2m
    lock-timeout: 5s
    statement-timeout: 10m
    database-url: \${{ secrets.DATABASE_URL }}`,
    },
    branding: { icon: "database", color: "blue" },
    post: false,
});

;// CONCATENATED MODULE: ./actions/lib/migrate/action.js

/** The action. What it does is loaded only once its inputs are known to be right. */
const action = {
    spec: spec,
    run: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(194), __webpack_require__.e(815), __webpack_require__.e(39), __webpack_require__.e(780), __webpack_require__.e(255), __webpack_require__.e(320)]).then(__webpack_require__.bind(__webpack_require__, 5320))).run(context),
};


/***/ })

};
