export const id = 1599;
export const ids = [1599];
export const modules = {

/***/ 41599:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readCounts: () => (/* binding */ readCounts)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _haproxy_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11224);
/* harmony import */ var _runtime_answers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94170);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26567);




/**
 * What HAProxy counted for both releases, from `show stat`; health checks are not in it. Errors as `observe` has them, and
 * `remote` when the backend is not in HTTP mode.
 *
 * Requests are `stot - wretr`: attempts less the repeated ones. Errors are 5xx answers (`hrsp_5xx`), answers that never
 * came or broke off (`eresp`), connections that failed (`econ`) and requests that another server had to take over
 * (`wredis`). `req_tot` is empty for servers, and `hrsp_*` alone does not see a request that got no answer. Latency is not
 * read: `rtime` and `ttime` are means of the last 1,024 requests, of which no window and no percentile can be made.
 */
async function readCounts(options, signal) {
    const context = (0,_haproxy_options_js__WEBPACK_IMPORTED_MODULE_1__/* .openHaproxy */ .m)(options);
    const { runtime, target } = context;
    const before = await runtime.process(signal);
    const [snapshot, rows] = await Promise.all([
        (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .takeSnapshot */ .W9)(context, signal),
        runtime.stat(target.backend, signal),
    ]);
    const { epoch } = await runtime.process(signal);
    if (before.epoch !== epoch) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", "HAProxy was reloaded while its counters were read");
    }
    const read = (view) => {
        if (view?.version === undefined)
            return undefined;
        const row = rows.find(({ svname }) => svname === view.server.name);
        return { version: view.version, epoch, ...countsOf(row, target.backend, view.server.name) };
    };
    return { candidate: read(snapshot.candidate), stable: read(snapshot.stable) };
}
function countsOf(row, backend, server) {
    if (row?.mode !== undefined && row.mode !== "http") {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `HAProxy's backend ${backend} has the mode ${row.mode}: it counts no answers`, {
            hint: "Counts need `mode http`; use another metric source, or triggers that need none.",
        });
    }
    const count = (column) => {
        const value = (0,_runtime_answers_js__WEBPACK_IMPORTED_MODULE_3__/* .readCount */ ._0)(row?.[column]);
        if (value !== undefined)
            return value;
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `HAProxy's \`show stat\` has no count ${column} for ${backend}/${server}`);
    };
    return {
        requests: count("stot") - count("wretr"),
        errors: count("hrsp_5xx") + count("eresp") + count("econ") + count("wredis"),
    };
}


/***/ })

};
