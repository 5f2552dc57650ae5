export const id = 90;
export const ids = [90];
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

/***/ 3714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ spec),
/* harmony export */   t: () => (/* binding */ channelInputs)
/* harmony export */ });
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(459);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8815);
/* harmony import */ var _common_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6072);
/* harmony import */ var _common_outputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4283);




/** Secrets of the channels; each is optional, an empty one (a fork's) skips its channel with a notice. */
const channelInputs = {
    "slack-token": (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "Slack bot token (`chat:write`) for the channel of the policy file.", {
        secret: true,
    }),
    "slack-webhook-url": (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "Slack incoming webhook, instead of a bot token.", { secret: true }),
    "slack-api-url": (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .url */ .OZ)(), "Base URL of Slack's API, for GovSlack."),
    "webhook-url": (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "URL of the generic webhook.", { secret: true }),
    "webhook-secret": (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "Key of the HMAC-SHA256 signature of the generic webhook.", {
        secret: true,
    }),
};
/** Tells people what happened. */
const spec = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .defineAction */ .QP)({
    name: "notify",
    door: "notify",
    title: "Notify",
    description: "Announces a scheduled, completed, failed or rolled-back deployment to Slack, a webhook, a comment and the step summary.",
    inputs: {
        environment: _common_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .environment */ .cA,
        release: _common_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .release */ ._r,
        occasion: (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(["scheduled", "completed", "failed", "rolled-back"]), "What happened; it chooses the template, and the policy file says which channels want it."),
        verdict: (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(["pass", "fail", "inconclusive"]), "Verdict of the verification (output of health-verify); without it the announcement says so."),
        sentence: (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "The verdict in one sentence (output `sentence` of the other actions)."),
        "deployment-id": (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), "Deployment it is about; its times, actor and previous release fill the template."),
        values: (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .yamlValue */ .t$)(yaml__WEBPACK_IMPORTED_MODULE_1__/* .parse */ .qg), 'YAML map of further template values, over `notify.values` of the policy file: `contact: "@shop-team"`.'),
        ...channelInputs,
        "issue-number": _common_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .issueNumber */ .Pp,
        config: _common_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .config */ .$W,
        ledger: _common_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .ledgerFile */ .SB,
        "github-token": _common_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .githubToken */ .bU,
    },
    outputs: {
        deliveries: (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("JSON: for each channel `sent`, `failed` or `skipped`, with the detail and attempts."),
        sent: (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("How many channels took the announcement."),
        record: _common_outputs_js__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1,
    },
    permissions: [
        { name: "contents", level: "read", why: "reads the policy file" },
        { name: "deployments", level: "read", why: "reads the record (only with `deployment-id`)" },
        {
            name: "pull-requests",
            level: "write",
            why: "writes the comment (only with `notify.comment` in the policy file)",
        },
        {
            name: "id-token",
            level: "write",
            why: "signs in to the webhook (only with `oidc-audience` in the policy file)",
        },
    ],
    examples: {
        minimal: `- uses: org/deploy-actions/notify@v1
  with:
    environment: production
    release: \${{ github.sha }}
    occasion: completed
    slack-webhook-url: \${{ secrets.SLACK_WEBHOOK_URL }}`,
        complete: `- uses: org/deploy-actions/notify@v1
  if: always()
  with:
    environment: production
    release: v2.4.0
    occasion: \${{ steps.verify.outputs.verdict == 'pass' && 'completed' || 'failed' }}
    verdict: \${{ steps.verify.outputs.verdict }}
    sentence: \${{ steps.verify.outputs.sentence }}
    deployment-id: \${{ steps.canary.outputs.deployment-id }}
    slack-token: \${{ secrets.SLACK_TOKEN }}
    webhook-url: \${{ secrets.WEBHOOK_URL }}
    webhook-secret: \${{ secrets.WEBHOOK_SECRET }}
    values: |
      contact: "@shop-team"
      features:
        - ratings on every product`,
    },
    branding: { icon: "bell", color: "orange" },
    post: false,
});


/***/ }),

/***/ 3090:
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
// EXTERNAL MODULE: ./actions/lib/notify/spec.js
var spec = __webpack_require__(3714);
;// CONCATENATED MODULE: ./actions/lib/pipeline/spec.js




/** The whole pipeline in one step. */
const spec_spec = (0,lib/* defineAction */.QP)({
    name: "pipeline",
    door: ".",
    title: "Deploy actions",
    description: "The whole deployment in one step, from .github/deploy.yml: gate, migrate, canary, verify, record, notify, and back when it must.",
    inputs: {
        environment: inputs/* environment */.cA,
        release: inputs/* release */._r,
        commit: inputs/* commit */.cd,
        artifact: inputs/* artifact */.dj,
        config: inputs/* config */.$W,
        plan: (0,lib/* withDefault */.IQ)((0,lib/* bool */.lc)(), "false", "Only say what would happen, with every effective value and where it came from: nothing is touched."),
        kind: (0,lib/* withDefault */.IQ)((0,lib/* choice */.Yq)(["deploy", "hotfix", "config"]), "deploy", "Why this is deployed; recorded for the DORA figures."),
        planned: inputs/* planned */.lM,
        "break-glass": inputs/* breakGlass */.Mb,
        "database-url": (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "PostgreSQL connection string. Default: the variable DATABASE_URL. From the command line also `pglite:<folder>`.", { secret: true }),
        ...spec/* channelInputs */.t,
        "issue-number": inputs/* issueNumber */.Pp,
        ledger: inputs/* ledgerFile */.SB,
        "github-token": inputs/* githubToken */.bU,
        "fail-on": inputs/* failOn */.Ko,
    },
    outputs: {
        verdict: outputs/* verdict */.WJ,
        reason: outputs/* reason */.l,
        sentence: outputs/* sentence */.em,
        outcome: (0,lib/* output */.CG)("`promoted`, `aborted`, `rolled_back`, `already_stable` or `not_started`; empty in a plan."),
        "gate-verdict": (0,lib/* output */.CG)("Verdict of the gates; empty when there are none."),
        "migrate-applied": (0,lib/* output */.CG)("JSON list of the migrations that were applied."),
        "canary-verdict": (0,lib/* output */.CG)("Verdict of the rollout."),
        "verify-verdict": (0,lib/* output */.CG)("Verdict of the verification; empty when there is none."),
        "rollback-verdict": (0,lib/* output */.CG)("Verdict of the rollback; empty when there was none."),
        "notify-deliveries": (0,lib/* output */.CG)("JSON: what each channel did with the announcement."),
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
        {
            name: "pull-requests",
            level: "write",
            why: "writes the comment (only with `notify.comment` in the policy file)",
        },
        {
            name: "id-token",
            level: "write",
            why: "signs in to the webhook (only with `oidc-audience` in the policy file)",
        },
    ],
    examples: {
        minimal: `- uses: org/deploy-actions@v1
  with:
    environment: production
    release: \${{ github.sha }}`,
        complete: `- uses: org/deploy-actions@v1
  id: deploy
  with:
    environment: production
    release: v2.4.0
    commit: \${{ github.sha }}
    database-url: \${{ secrets.DATABASE_URL }}
    slack-webhook-url: \${{ secrets.SLACK_WEBHOOK_URL }}
    kind: deploy
    fail-on: inconclusive
- if: steps.deploy.outputs.outcome == 'aborted'
  run: echo "taken back because of $REASON"
  env:
    REASON: \${{ steps.deploy.outputs.reason }}`,
    },
    branding: { icon: "upload-cloud", color: "blue" },
    post: true,
});

;// CONCATENATED MODULE: ./actions/lib/pipeline/action.js

/** The action. What it does is loaded only once its inputs are known to be right. */
const action = {
    spec: spec_spec,
    run: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(194), __webpack_require__.e(800), __webpack_require__.e(39), __webpack_require__.e(780), __webpack_require__.e(372), __webpack_require__.e(225), __webpack_require__.e(412), __webpack_require__.e(549), __webpack_require__.e(742), __webpack_require__.e(255), __webpack_require__.e(865), __webpack_require__.e(319), __webpack_require__.e(6)]).then(__webpack_require__.bind(__webpack_require__, 4006))).run(context),
    post: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(194), __webpack_require__.e(39), __webpack_require__.e(780), __webpack_require__.e(372), __webpack_require__.e(225), __webpack_require__.e(412), __webpack_require__.e(549), __webpack_require__.e(20)]).then(__webpack_require__.bind(__webpack_require__, 7639))).post(context),
};


/***/ })

};
