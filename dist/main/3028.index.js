export const id = 3028;
export const ids = [3028];
export const modules = {

/***/ 3028:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   describeAlarms: () => (/* binding */ describeAlarms)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _cloudwatch_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77488);


const MAX_NAMES = 100;
const MAX_PAGES = 10;
/** Reads the alarms by name; see the factory for the contract. */
async function describeAlarms({ access, http }, names, signal) {
    try {
        const connection = await (0,_cloudwatch_client_js__WEBPACK_IMPORTED_MODULE_1__/* .connectCloudWatch */ .t)(access, http, signal);
        const found = new Map();
        for (let first = 0; first < names.length; first += MAX_NAMES) {
            const some = names.slice(first, first + MAX_NAMES);
            for (const alarm of await page(connection, { AlarmNames: [...some] }, signal)) {
                found.set(alarm.AlarmName ?? "", alarm);
            }
        }
        const isMissing = names.some((name) => !found.has(name));
        const others = isMissing
            ? (await page(connection, {}, signal)).flatMap((alarm) => alarm.AlarmName ?? [])
            : [];
        return { known: true, alarms: names.map((name) => readingOf(name, found.get(name), others)) };
    }
    catch (error) {
        if (signal.aborted)
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("cancelled", "Reading the alarms was cancelled", { cause: error });
        const told = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .awsError */ .es)(error, `describe the alarms ${names.join(", ")}`, "cloudwatch:DescribeAlarms");
        if (told.code === "cancelled")
            throw told;
        const text = told.hint === undefined ? told.message : `${told.message} (${told.hint})`;
        return { known: false, reason: "alarms_unreachable", text };
    }
}
async function page({ sdk, client }, which, signal) {
    const alarms = [];
    let nextToken;
    for (let count = 0; count < MAX_PAGES; count += 1) {
        const answer = await client.send(new sdk.DescribeAlarmsCommand({
            ...which,
            // Without the types, composite alarms are left out.
            AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
            MaxRecords: MAX_NAMES,
            ...(nextToken === undefined ? {} : { NextToken: nextToken }),
        }), { abortSignal: signal });
        alarms.push(...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? []));
        nextToken = answer.NextToken;
        if (nextToken === undefined)
            break;
    }
    return alarms;
}
function readingOf(name, alarm, others) {
    if (alarm === undefined) {
        const near = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .suggest */ .ZA)(name, others.slice(0, 200));
        const text = `there is no alarm ${name} in this account and region.${near.length > 300 ? "" : near}`;
        return { name, state: "unknown", reason: "alarm_missing", text };
    }
    const why = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(alarm.StateReason ?? "").slice(0, 300);
    if (alarm.StateValue === "ALARM")
        return { name, state: "alarm", text: `${name} is in ALARM: ${why}` };
    if (alarm.StateValue === "OK")
        return { name, state: "ok", text: `${name} is OK` };
    const text = `${name} is ${alarm.StateValue ?? "in no state"}: ${why}`;
    return { name, state: "unknown", reason: "alarm_without_data", text };
}


/***/ }),

/***/ 77488:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ connectCloudWatch)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

async function connectCloudWatch(access, http, signal) {
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(4085)]).then(__webpack_require__.t.bind(__webpack_require__, 44085, 19));
    const client = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .reportAwsCalls */ .Dz)(new sdk.CloudWatchClient((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .awsClientConfig */ .rw)(access, http, signal)), "cloudwatch", access);
    return { sdk, client };
}


/***/ })

};
