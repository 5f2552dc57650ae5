export const id = 2727;
export const ids = [2727];
export const modules = {

/***/ 81207:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XE: () => (/* binding */ accessOfRun),
/* harmony export */   bg: () => (/* binding */ openAccess),
/* harmony export */   dV: () => (/* binding */ mayHoldSecret)
/* harmony export */ });
const ofPolicy = new WeakMap();
const ofRun = new WeakMap();
/** The sign-ins of the policy this run has loaded; `undefined` for a run without one. */
function accessOfRun({ secrets }) {
    return ofRun.get(secrets);
}
/** Whether a text is worth being looked at for a reference; a check of one URL needs no parser of the policy file. */
function mayHoldSecret(text) {
    return text.includes("secret://");
}
/** The sign-ins of an environment, made once a run. */
function openAccess(context, policy) {
    const known = ofPolicy.get(policy.signIns);
    if (known !== undefined)
        return known;
    let made;
    const sources = () => {
        made ??= makeSources(context, policy);
        return made;
    };
    const access = {
        sources,
        aws: async (region) => {
            const all = await sources();
            if (region === undefined)
                return all.aws();
            const { awsAccessInRegion } = await __webpack_require__.e(/* import() */ 8548).then(__webpack_require__.bind(__webpack_require__, 58548));
            return awsAccessInRegion(all.aws(), region);
        },
        secret: async (text, signal) => {
            if (!mayHoldSecret(text))
                return text;
            const { insertSecret, secretReferenceIn } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(8194), __webpack_require__.e(297), __webpack_require__.e(6780)]).then(__webpack_require__.bind(__webpack_require__, 70297));
            const reference = secretReferenceIn(text);
            if (reference === undefined)
                return text;
            const { parseSecretReference, resolveSecret } = await __webpack_require__.e(/* import() */ 8548).then(__webpack_require__.bind(__webpack_require__, 58548));
            return insertSecret(text, await resolveSecret(parseSecretReference(reference), await sources(), signal));
        },
        whoAmI: (signal) => whoAmI(sources, policy, signal),
        revoke: async (signal) => {
            const used = await made?.catch(() => undefined);
            await used?.revoke(signal);
        },
    };
    ofPolicy.set(policy.signIns, access);
    ofRun.set(context.secrets, access);
    return access;
}
async function makeSources(context, policy) {
    const { createCredentialSources } = await __webpack_require__.e(/* import() */ 8548).then(__webpack_require__.bind(__webpack_require__, 58548));
    const { idTokens, http, clock, random, secrets, log, runner } = context;
    return createCredentialSources(policy.signIns, {
        idTokens: runner.mode === "actions" ? idTokens : undefined,
        http,
        clock,
        random,
        secrets,
        log,
        env: withRegionOf(policy.target, runner.env),
    });
}
/** A target that names its region needs no second place that says it: AWS is asked there who the job is. */
function withRegionOf(target, env) {
    const region = regionOf(target);
    const isSet = [env.AWS_REGION, env.AWS_DEFAULT_REGION].some((name) => (name ?? "") !== "");
    return region === undefined || isSet ? env : { ...env, AWS_REGION: region };
}
function regionOf(target) {
    switch (target.platform) {
        case "aws-ecs":
        case "aws-lambda":
        case "aws-s3-cloudfront":
            return target.region;
        case "kubernetes":
        case "helm":
            return target.access.kind === "eks" ? target.access.region : undefined;
        default:
            return undefined;
    }
}
async function whoAmI(sources, { signIns, target }, signal) {
    const clouds = cloudsOf(target);
    const aws = signIns.aws !== undefined || clouds.has("aws");
    const azure = signIns.azure !== undefined || clouds.has("azure");
    const gcp = signIns.gcp !== undefined || clouds.has("gcp");
    const vault = signIns.vault !== undefined;
    if (!aws && !azure && !gcp && !vault)
        return [];
    const { preflightAws, preflightAzure, preflightGoogle, preflightVault } = await __webpack_require__.e(/* import() */ 8548).then(__webpack_require__.bind(__webpack_require__, 58548));
    const all = await sources();
    const problems = await Promise.all([
        aws ? preflightAws(all.aws(), all.ports, signal) : [],
        azure
            ? preflightAzure((resource) => all.azure(resource), all.ports, signal, {
                authority: signIns.azure?.authority,
            })
            : [],
        gcp ? preflightGoogle(all.google(), all.ports, signal, { signIn: signIns.gcp }) : [],
        vault ? preflightVault(all.vault(), all.ports, signal) : [],
    ]);
    return problems.flat();
}
/** The clouds a target cannot do without. */
function cloudsOf(target) {
    switch (target.platform) {
        case "aws-ecs":
        case "aws-lambda":
        case "aws-s3-cloudfront":
            return new Set(["aws"]);
        case "kubernetes":
        case "helm":
            return cloudOfCluster(target.access);
        default:
            return new Set();
    }
}
function cloudOfCluster(access) {
    switch (access.kind) {
        case "eks":
            return new Set(["aws"]);
        case "aks":
            return new Set(["azure"]);
        case "gke":
            return new Set(["gcp"]);
        default:
            return new Set();
    }
}


/***/ }),

/***/ 37942:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ graceSignal)
/* harmony export */ });
/**
 * A signal that aborts `graceMs` after `signal` does: for what must not be cut off in the middle, and must not take for ever
 * either.
 */
function graceSignal(signal, graceMs) {
    if (signal.aborted)
        return AbortSignal.timeout(graceMs);
    const grace = new AbortController();
    const onAbort = () => {
        const limit = AbortSignal.timeout(graceMs);
        limit.addEventListener("abort", () => grace.abort(limit.reason), { once: true });
    };
    signal.addEventListener("abort", onAbort, { once: true });
    return grace.signal;
}


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
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71650);

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

/***/ 94283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hg: () => (/* binding */ analysisOutputs),
/* harmony export */   Kf: () => (/* binding */ policyCommit),
/* harmony export */   WJ: () => (/* binding */ verdict),
/* harmony export */   dP: () => (/* binding */ deploymentId),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   g1: () => (/* binding */ record),
/* harmony export */   l: () => (/* binding */ reason),
/* harmony export */   z8: () => (/* binding */ report)
/* harmony export */ });
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71650);

/** Outputs that several actions share. */
const verdict = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("`pass`, `fail` or `inconclusive`.");
const reason = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Reason code of the verdict, e.g. `coverage_below_threshold`.");
const sentence = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("The verdict in one sentence.");
const policyCommit = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Commit whose policy file judged; empty when it was a file of the workspace.");
const deploymentId = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Id of the deployment in the ledger.");
const record = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Path of the run's record: a JSON file with actor, commit, run, inputs, verdict, reason, evidence and times.");
const report = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Path of the report of the rollout: one HTML file, with its figures as JSON beside it. Empty when no rollout was begun.");
/** What the analysis came to, for scripts; each empty without `rollout.analysis` in the policy file. */
const analysisOutputs = {
    "analysis-outcome": (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("What the analysis said last: `pass`, `fail` or `inconclusive`."),
    "analysis-reason": (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Its reason code, e.g. `regressed_errors`, `certified`, `zero_requests`."),
    "evidence-regressed": (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Evidence for a regression, as a number that decides from 1 / `alpha` on, e.g. `3.2` of 100."),
    "evidence-certified": (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .output */ .CG)("Evidence that the release is no regression, as a number that decides from 1 / `beta` on, e.g. `12.5` of 20."),
};


/***/ }),

/***/ 1483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ revokeAfter)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _access_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81207);
/* harmony import */ var _grace_signal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(37942);



/** A store that does not answer is not waited for: its tokens end by themselves. */
const REVOKE_MS = 5_000;
/** What is left of the time a cancelled run has. */
const CANCELLED_MS = 1_000;
/** Runs an action, then takes back what the run signed in to. However that ends, the action's own end stays. */
async function revokeAfter(context, body) {
    try {
        return await body();
    }
    finally {
        const limit = AbortSignal.any([
            (0,_grace_signal_js__WEBPACK_IMPORTED_MODULE_2__/* .graceSignal */ .F)(context.signal, CANCELLED_MS),
            AbortSignal.timeout(REVOKE_MS),
        ]);
        await (0,_access_js__WEBPACK_IMPORTED_MODULE_1__/* .accessOfRun */ .XE)(context)
            ?.revoke(limit)
            .catch((error) => context.log.debug(`Nothing was revoked: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`));
    }
}


/***/ }),

/***/ 12727:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./actions/lib/common/revoke.js
var revoke = __webpack_require__(1483);
// EXTERNAL MODULE: ./packages/action-kit/lib/index.js + 28 modules
var lib = __webpack_require__(71650);
// EXTERNAL MODULE: ./actions/lib/common/inputs.js
var inputs = __webpack_require__(6072);
// EXTERNAL MODULE: ./actions/lib/common/outputs.js
var outputs = __webpack_require__(94283);
;// CONCATENATED MODULE: ./actions/lib/quality-gate/spec.js



/** Judges the evidence about a release by the gates of the policy file. */
const spec = (0,lib/* defineAction */.QP)({
    name: "quality-gate",
    door: "quality-gate",
    title: "Quality gate",
    description: "Judges test, coverage, security and performance reports by the policy of the base branch, and says in ten seconds what is wrong.",
    inputs: {
        environment: (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "Name of the environment whose gates are asked. Default: the gates of `defaults` in the policy file."),
        config: inputs/* config */.$W,
        gates: (0,lib/* optional */.lq)((0,lib/* lines */.Mn)(), "Only these gates, one name a line. Default: all gates of the environment. `image` alone (with `release`) judges the image, where the policy names one."),
        comment: (0,lib/* withDefault */.IQ)((0,lib/* bool */.lc)(), "true", "Keep one comment with the verdict on the pull request."),
        "issue-number": inputs/* issueNumber */.Pp,
        release: (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "Version of the release whose image is asked, as the gate `image`; fills `${release}` in `image.reference`. Without it (on a pull request, where there is no image yet) the image is not asked."),
        commit: (0,lib/* optional */.lq)((0,lib/* text */.Qq)(), "Commit the reports are about. Default: the head of the pull request, else the commit the workflow runs for."),
        "github-token": inputs/* githubToken */.bU,
        "fail-on": inputs/* failOn */.Ko,
    },
    outputs: {
        verdict: outputs/* verdict */.WJ,
        reason: outputs/* reason */.l,
        sentence: outputs/* sentence */.em,
        gates: (0,lib/* output */.CG)("JSON: for each gate its outcome, reason, what was required and what was found."),
        "image-digest": (0,lib/* output */.CG)("Digest of the image that was judged, e.g. `sha256:…`; empty when it was not asked or is not there."),
        "policy-commit": outputs/* policyCommit */.Kf,
        "comment-url": (0,lib/* output */.CG)("Link to the comment, when one was written."),
        record: outputs/* record */.g1,
    },
    permissions: [
        { name: "contents", level: "read", why: "reads the policy file from the base branch" },
        {
            name: "pull-requests",
            level: "write",
            why: "keeps the comment with the verdict (not needed with `comment: false`)",
        },
        {
            name: "packages",
            level: "read",
            why: "looks at an image in GitHub's registry (only with `release`)",
        },
        {
            name: "id-token",
            level: "write",
            why: "signs in to the cloud an image is in (only with `release`)",
        },
    ],
    examples: {
        minimal: `- uses: org/deploy-actions/quality-gate@v1
  with:
    environment: production`,
        complete: `- uses: org/deploy-actions/quality-gate@v1
  id: gate
  with:
    environment: production
    config: .github/deploy.yml
    gates: |
      code_coverage
      integration_test
    comment: true
    fail-on: fail
- run: echo "judged by the policy of $COMMIT"
  env:
    COMMIT: \${{ steps.gate.outputs.policy-commit }}`,
    },
    branding: { icon: "check-circle", color: "green" },
    post: false,
});

;// CONCATENATED MODULE: ./actions/lib/quality-gate/action.js


/** The action. What it does is loaded only once its inputs are known to be right. */
const action = {
    spec: spec,
    run: (context) => (0,revoke/* revokeAfter */.j)(context, async () => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(8194), __webpack_require__.e(9800), __webpack_require__.e(297), __webpack_require__.e(6780), __webpack_require__.e(7765), __webpack_require__.e(6742), __webpack_require__.e(2633)]).then(__webpack_require__.bind(__webpack_require__, 92633))).run(context)),
};


/***/ })

};
