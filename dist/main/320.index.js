export const id = 320;
export const ids = [320];
export const modules = {

/***/ 5320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _common_outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2877);
/* harmony import */ var _common_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4039);
/* harmony import */ var _render_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3209);
/* harmony import */ var _run_migrations_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3299);




/** Plans, applies or reports the migrations of an environment. */
async function run(context) {
    const { inputs, outputs, summary, log } = context;
    const { policy, source } = await (0,_common_policy_js__WEBPACK_IMPORTED_MODULE_1__.loadPolicy)(context, {
        environment: inputs.environment,
        file: inputs.config,
        token: inputs["github-token"],
        overrides: inputs.folder === undefined ? {} : { "migrate.folder": { value: inputs.folder, place: "folder" } },
    });
    outputs.set("policy-commit", source.commit ?? "");
    const asked = whatIsAsked(policy.migrate, inputs.order, inputs.environment);
    if (typeof asked === "string") {
        log.notice(asked);
        outputs.set("pending", 0);
        outputs.set("applied", []);
        return (0,_common_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .conclude */ .E)({ outcome: "pass", reason: "nothing_to_do", sentence: asked, evidence: [] }, outputs);
    }
    const migrate = {
        ...asked,
        lockWaitMs: inputs["lock-wait"] ?? asked.lockWaitMs,
        lockTimeoutMs: inputs["lock-timeout"] ?? asked.lockTimeoutMs,
        statementTimeoutMs: inputs["statement-timeout"] ?? asked.statementTimeoutMs,
    };
    const engine = (0,_run_migrations_js__WEBPACK_IMPORTED_MODULE_3__/* .openEngine */ .F5)(context, migrate, inputs["database-url"]);
    try {
        const result = inputs.command === "apply"
            ? await (0,_run_migrations_js__WEBPACK_IMPORTED_MODULE_3__/* .applyMigrations */ .KV)(context, engine, migrate)
            : await (0,_run_migrations_js__WEBPACK_IMPORTED_MODULE_3__/* .planMigrations */ .n6)(engine, context.signal);
        outputs.set("pending", result.status.pending.length);
        outputs.set("applied", result.applied.map((item) => item.version));
        const [head, ...files] = (0,_render_js__WEBPACK_IMPORTED_MODULE_2__/* .renderMigrations */ .u)(result, `${inputs.environment}, ${source.text}`);
        if (head !== undefined)
            summary.add(head, 1);
        if (inputs.command !== "status")
            for (const file of files)
                summary.add(file, 2);
        return (0,_common_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .conclude */ .E)(result.verdict, outputs);
    }
    finally {
        await engine.close();
    }
}
/** The settings to migrate with, or the sentence why there is nothing to do. */
function whatIsAsked(migrate, order, environment) {
    if (migrate === undefined)
        return `${environment} has no migrate section: nothing to migrate`;
    if (order !== undefined && order !== migrate.order) {
        return `migrations of ${environment} are applied ${migrate.order} the rollout: nothing to do here`;
    }
    return migrate;
}


/***/ })

};
