export const id = 7765;
export const ids = [7765];
export const modules = {

/***/ 47765:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n6: () => (/* reexport */ judgeProblem),
  wI: () => (/* reexport */ judgeReport),
  DF: () => (/* reexport */ mergeFindings),
  C1: () => (/* reexport */ mergeReports),
  tL: () => (/* reexport */ readReport)
});

// UNUSED EXPORTS: conditionMisfit, countAtLeast, measureCoverage, measureFindings, measurePerformance, measureTests, mergeCoverage, mergePerformance, mergeTests, normalisePath, readJUnit, readK6Summary, readLcov, readSarif, samplesNeeded

;// CONCATENATED MODULE: ./packages/reports/lib/findings-model.js
/** Severities, worst first. */
const SEVERITIES = ["critical", "high", "medium", "low"];
/** Findings of this severity or worse. */
function countAtLeast(model, severity) {
    return SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1).reduce((sum, word) => sum + model.counts[word], 0);
}
/** Several reports as one. Nothing is deduplicated: two scanners that agree are two findings. */
function mergeFindings(models, maxFindings = 100) {
    const sum = (severity) => models.reduce((total, model) => total + model.counts[severity], 0);
    return {
        counts: { critical: sum("critical"), high: sum("high"), medium: sum("medium"), low: sum("low") },
        suppressed: models.reduce((total, model) => total + model.suppressed, 0),
        findings: worstFirst(models.flatMap((model) => model.findings)).slice(0, maxFindings),
        tools: unique(models.flatMap((model) => model.tools)),
        failedTools: unique(models.flatMap((model) => model.failedTools)),
    };
}
/** Findings by severity, otherwise in their order. */
function worstFirst(findings) {
    return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
function unique(names) {
    return [...new Set(names)];
}

// EXTERNAL MODULE: ./packages/conditions/lib/index.js + 12 modules
var lib = __webpack_require__(16780);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var kernel_lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/reports/lib/limits.js
const MIB = 1_048_576;
/** Caps of the reports that are read as a stream. */
const STREAM_LIMITS = {
    maxBytes: 256 * MIB,
    maxDepth: 100,
    maxNameLength: 300,
    maxMessageLength: 1_000,
    maxDetails: 100,
};
/** Caps of the reports that are held in memory as a whole. */
const JSON_LIMITS = { ...STREAM_LIMITS, maxBytes: 64 * MIB };
/** At most `max` UTF-16 units, never half a character, with `…` in place of the rest. */
function cutText(text, max) {
    if (text.length <= max)
        return text;
    const head = text.slice(0, Math.max(0, max - 1));
    return `${/[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head}…`;
}

;// CONCATENATED MODULE: ./packages/reports/lib/measure-performance.js

/**
 * The latency at a percentile in ms. Unknown as `no_percentile` when the report does not hold it, `no_samples` without a
 * request, and `insufficient_samples` when there were fewer than {@link samplesNeeded}.
 */
function measurePerformance(model, percentile) {
    const value = model.percentiles.get(percentile);
    const name = `p${percentile}`;
    if (model.samples === 0)
        return { known: false, reason: "no_samples", text: "no request" };
    if (value === undefined) {
        const known = Array.from(model.percentiles.keys(), (other) => `p${other}`).join(", ");
        return {
            known: false,
            reason: "no_percentile",
            text: `no ${name} in the report (it has ${known || "none"})`,
        };
    }
    const samples = model.samples === undefined ? "" : ` (${(0,kernel_lib/* formatCount */.B4)(model.samples)} requests)`;
    const text = `${name} ${formatMs(value)}${samples}`;
    const needed = samplesNeeded(percentile);
    if (model.samples !== undefined && model.samples < needed) {
        return {
            known: false,
            reason: "insufficient_samples",
            text: `${text}, ${name} needs ${(0,kernel_lib/* formatCount */.B4)(needed)}`,
        };
    }
    return { known: true, value, unit: "ms", text };
}
/**
 * The smallest number of samples whose maximum reaches the percentile with 95 % confidence (59 for p95, 299 for p99):
 * with fewer, the percentile of the sample may well lie below that of the service.
 */
function samplesNeeded(percentile) {
    if (percentile >= 100)
        return 1;
    return Math.ceil(Math.log(0.05) / Math.log(percentile / 100));
}
/** Two decimals, cut up: what is above a limit must not read as the limit. */
function formatMs(ms) {
    return `${Math.ceil(Math.round(ms * 1e6) / 1e4) / 100} ms`;
}

;// CONCATENATED MODULE: ./packages/reports/lib/advice.js




const SHOWN = 3;
const NAME_SHOWN = 120;
/** The first failing tests by name. */
function adviseTests(model) {
    const total = model.failed + model.errored;
    if (total === 0)
        return "let the report hold the tests that ran: skipped tests are no evidence";
    const names = model.failures.slice(0, SHOWN).map(({ name, classname, file, line }) => {
        const place = file === undefined ? "" : ` (${file}${line === undefined ? "" : `:${line}`})`;
        const owner = classname === undefined ? "" : `${cutText(classname, NAME_SHOWN)} › `;
        return `${owner}${cutText(name, NAME_SHOWN)}${place}`;
    });
    return `fix ${list(names, total)}`;
}
/** How many lines are missing, and where the most uncovered ones are. */
function adviseCoverage(model, condition) {
    if (model.lines.total === 0)
        return "let the coverage tool include the sources: the report holds no line";
    const worst = model.files
        .filter((file) => file.uncovered.length > 0)
        .toSorted((a, b) => missing(b) - missing(a))
        .slice(0, SHOWN);
    const places = worst.map((file) => `${file.path} ${ranges(file)}`).join("; ");
    const lacking = linesLacking(model, condition);
    const start = lacking > 0
        ? `cover ${(0,kernel_lib/* formatCount */.B4)(lacking)} more ${lacking === 1 ? "line" : "lines"}`
        : "cover more lines";
    return `${start}; most uncovered: ${places || "none"}`;
}
function linesLacking(model, condition) {
    if (condition.kind !== "threshold" || !condition.operator.startsWith(">"))
        return 0;
    const needed = (condition.limit * model.lines.total) / 100;
    const whole = condition.operator === ">=" ? Math.ceil(needed - 1e-9) : Math.floor(needed + 1e-9) + 1;
    return whole > model.lines.total ? 0 : whole - model.lines.covered;
}
function missing(file) {
    return file.lines.total - file.lines.covered;
}
function ranges(file) {
    const shown = file.uncovered
        .slice(0, SHOWN)
        .map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`))
        .join(", ");
    return file.uncovered.length > SHOWN ? `${shown}, …` : shown;
}
/** The first findings that count, worst first. */
function adviseFindings(model, condition) {
    const least = condition.kind === "no-findings" ? condition.atLeast : "low";
    const counted = SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1);
    const total = counted.reduce((sum, severity) => sum + model.counts[severity], 0);
    if (total === 0)
        return `look at the log of ${model.failedTools.join(", ") || "the scanner"}`;
    const shown = model.findings
        .filter((finding) => counted.includes(finding.severity))
        .slice(0, SHOWN)
        .map((finding) => {
        const place = finding.file === undefined
            ? ""
            : ` at ${finding.file}${finding.line === undefined ? "" : `:${finding.line}`}`;
        return `${finding.severity} ${finding.ruleId}${place}: ${cutText(finding.message.split("\n", 1)[0] ?? "", NAME_SHOWN)}`;
    });
    return `fix ${list(shown, total)}`;
}
/** Which percentile is missing, or how many requests; else nothing but the obvious. */
function advisePerformance(model, percentile) {
    if (!model.percentiles.has(percentile)) {
        return `add "p(${percentile})" to summaryTrendStats in the options of the k6 script`;
    }
    const needed = samplesNeeded(percentile);
    if (model.samples !== undefined && model.samples < needed) {
        return `run the load test with at least ${(0,kernel_lib/* plural */.LS)(needed, "request")}`;
    }
    return "compare with the last release that passed and profile the slowest requests";
}
function list(items, total) {
    const more = total - items.length;
    return more > 0 ? `${items.join("; ")}; and ${(0,kernel_lib/* formatCount */.B4)(more)} more` : items.join("; ");
}

;// CONCATENATED MODULE: ./packages/reports/lib/measure-coverage.js


/** Covered of coverable in per cent; nothing coverable is unknown with reason `no_coverable_lines` (`…_branches`, …). */
function measureCoverage(model, metric = "lines") {
    const { covered, total } = model[metric];
    const value = (0,lib/* ratioPercent */.VK)(covered, total);
    if (value === undefined) {
        return { known: false, reason: `no_coverable_${metric}`, text: `no coverable ${metric} in the report` };
    }
    const text = `${(0,kernel_lib/* formatPercent */.l9)(value, 2)} (${(0,kernel_lib/* formatCount */.B4)(covered)} of ${(0,kernel_lib/* formatCount */.B4)(total)} ${metric})`;
    return { known: true, value, unit: "percent", text };
}

;// CONCATENATED MODULE: ./packages/reports/lib/measure-findings.js


/**
 * The number of findings a condition asks about: of its severity or worse for `no_<severity>_issues`, else all.
 *
 * Findings are known even of a scanner that failed; their absence then is not: `scan_failed`.
 */
function measureFindings(model, condition) {
    if (model.tools.length === 0)
        return { known: false, reason: "no_runs", text: "no scanner ran" };
    const value = countAtLeast(model, condition.kind === "no-findings" ? condition.atLeast : "low");
    const text = describeCounts(model);
    if (model.failedTools.length > 0 && value === 0) {
        return {
            known: false,
            reason: "scan_failed",
            text: `${text}, but ${model.failedTools.join(", ")} says its run failed`,
        };
    }
    return { known: true, value, unit: "count", text };
}
function describeCounts(model) {
    const parts = SEVERITIES.filter((severity) => model.counts[severity] > 0).map((severity) => `${(0,kernel_lib/* formatCount */.B4)(model.counts[severity])} ${severity}`);
    const suppressed = model.suppressed === 0 ? "" : ` (${(0,kernel_lib/* formatCount */.B4)(model.suppressed)} suppressed)`;
    return `${parts.length === 0 ? "no findings" : parts.join(", ")}${suppressed}`;
}

;// CONCATENATED MODULE: ./packages/reports/lib/measure-tests.js


/**
 * The pass rate in per cent: passed (flaky ones too) of all that ran. Skipped tests prove nothing and are not counted;
 * when nothing ran, the rate is unknown with reason `no_tests`.
 */
function measureTests(model) {
    const ran = model.passed + model.failed + model.errored;
    const value = (0,lib/* ratioPercent */.VK)(model.passed, ran);
    if (value === undefined) {
        const text = model.skipped > 0 ? `no test ran (${(0,kernel_lib/* formatCount */.B4)(model.skipped)} skipped)` : "no test";
        return { known: false, reason: "no_tests", text };
    }
    const parts = [
        `${(0,kernel_lib/* formatCount */.B4)(model.passed)} of ${(0,kernel_lib/* formatCount */.B4)(ran)} ${ran === 1 ? "test" : "tests"}`,
        ...part(model.failed, "failed"),
        ...part(model.errored, "errored"),
        ...part(model.flaky, "flaky"),
        ...part(model.skipped, "skipped"),
    ];
    return { known: true, value, unit: "percent", text: `${(0,kernel_lib/* formatPercent */.l9)(value, 2)} (${parts.join(", ")})` };
}
function part(count, word) {
    return count === 0 ? [] : [`${(0,kernel_lib/* formatCount */.B4)(count)} ${word}`];
}

;// CONCATENATED MODULE: ./packages/reports/lib/misfit.js
const EXPECTED = {
    tests: 'a test report is judged by a pass rate such as "100%_pass_rate"',
    coverage: 'a coverage report is judged by a percentage such as ">= 80%"',
    findings: 'findings are judged by "no_high_severity" or a number such as "<= 3"',
    performance: 'a load test is judged by a latency with a percentile such as "<= 200ms_p95"',
};
/** Why this condition makes no sense for this kind of report, with what would; `undefined` when it does. */
function conditionMisfit(kind, condition) {
    return fits(kind, condition) ? undefined : EXPECTED[kind];
}
function fits(kind, condition) {
    switch (kind) {
        case "tests":
            return condition.kind === "pass-rate" || isThreshold(condition, "percent", "pass-rate");
        case "coverage":
            return isThreshold(condition, "percent", "coverage");
        case "findings":
            return condition.kind === "no-findings" || isThreshold(condition, "count", undefined);
        case "performance":
            return isThreshold(condition, "ms", "latency") && condition.percentile !== undefined;
    }
}
function isThreshold(condition, unit, subject) {
    return (condition.kind === "threshold" &&
        condition.unit === unit &&
        (condition.subject === undefined || condition.subject === subject));
}

;// CONCATENATED MODULE: ./packages/reports/lib/judge.js








const JUDGES = {
    tests: (model) => ({ measured: measureTests(model), advice: adviseTests(model) }),
    coverage: (model, condition) => ({
        measured: measureCoverage(model),
        advice: adviseCoverage(model, condition),
    }),
    findings: (model, condition) => ({
        measured: measureFindings(model, condition),
        advice: adviseFindings(model, condition),
    }),
    performance: (model, condition) => {
        const percentile = "percentile" in condition ? (condition.percentile ?? 0) : 0;
        return {
            measured: measurePerformance(model, percentile),
            advice: advisePerformance(model, percentile),
        };
    },
};
/**
 * The evidence of one gate over a report. A condition that makes no sense for the kind of report is `inconclusive` with
 * reason `condition_not_applicable`.
 */
function judgeReport(kind, model, condition, name, sources) {
    const misfit = conditionMisfit(kind, condition);
    if (misfit !== undefined) {
        const measured = { known: false, reason: "condition_not_applicable", text: "not judged" };
        return (0,lib/* evidenceFor */.hF)(name, condition, measured, sources, misfit);
    }
    const { measured, advice } = JUDGES[kind](model, condition);
    const evidence = (0,lib/* evidenceFor */.hF)(name, condition, oneLine(measured), sources, (0,kernel_lib/* printable */.g$)(advice));
    return evidence.outcome === "fail" ? { ...evidence, reason: failureOf(kind, evidence.reason) } : evidence;
}
/** Names in the text come from the report: they stay on one line and cannot drive a terminal. */
function oneLine(measured) {
    return { ...measured, text: (0,kernel_lib/* printable */.g$)(measured.text) };
}
/** The reason code in the words of the kind of report, where the general one says less. */
function failureOf(kind, reason) {
    if (kind === "tests")
        return "tests_failed";
    if (kind === "findings")
        return "findings_found";
    return `${kind === "coverage" ? "coverage" : "latency"}_${reason}`;
}
/** The evidence of a gate whose report could not be read: `inconclusive` with the reason and the place. */
function judgeProblem(problem, condition, name, sources) {
    return {
        name,
        outcome: "inconclusive",
        reason: problem.reason,
        required: condition.text === "" ? (0,lib/* formatCondition */.Rx)(condition) : condition.text,
        found: problem.message,
        advice: "look at the log of the step that writes the report: it counts for nothing as it is",
        sources,
    };
}

;// CONCATENATED MODULE: ./packages/reports/lib/junit-case.js
const SKIPPED_WORDS = new Set(["notrun", "suppressed", "skipped", "disabled", "ignored", "pending"]);
const FAILED_WORDS = new Set(["failed", "fail", "failure"]);
const ERROR_WORDS = new Set(["error", "errored", "broken", "timeout", "timedout", "aborted", "crashed"]);
/** A `<testcase>` (or a suite that could not run) while its children are being read. */
class JUnitCase {
    #attributes;
    #error = false;
    #failure = false;
    #skipped = false;
    #flaky = false;
    #rerun = false;
    #message;
    constructor(attributes) {
        this.#attributes = attributes;
    }
    /** Takes a direct child element; returns whether its text is wanted as the message. */
    child(name, attributes) {
        if (name === "error" || name === "failure") {
            if (name === "error")
                this.#error = true;
            else
                this.#failure = true;
            if (this.#message !== undefined)
                return false;
            const message = attributes.message?.trim() ?? "";
            const type = attributes.type?.trim() ?? "";
            this.#message = message === "" ? type : message;
            return message === "";
        }
        if (name === "skipped" || name === "disabled")
            this.#skipped = true;
        else if (/^flaky(Failure|Error)$/.test(name))
            this.#flaky = true;
        else if (/^rerun(Failure|Error)$/.test(name))
            this.#rerun = true;
        return false;
    }
    /** The text of the child that was asked for. */
    messageText(text) {
        if (text.trim() !== "")
            this.#message = text.trim();
    }
    finish(file) {
        const attributes = this.#attributes;
        const line = Number(attributes.line ?? attributes.lineno);
        const state = this.#state();
        return {
            name: nonEmpty(attributes.name),
            classname: nonEmpty(attributes.classname) ?? nonEmpty(attributes.class),
            file: nonEmpty(attributes.file) ?? nonEmpty(attributes.filepath) ?? file,
            line: Number.isInteger(line) && line > 0 ? line : undefined,
            state,
            flaky: state === "passed" && this.#flaky,
            rerun: this.#flaky || this.#rerun,
            message: this.#message ?? "",
            durationMs: secondsToMs(attributes.time),
        };
    }
    #state() {
        if (this.#error)
            return "errored";
        // A rerun that failed without the first failure beside it is no evidence of a pass.
        if (this.#failure || (this.#rerun && !this.#flaky))
            return "failed";
        if (this.#skipped)
            return "skipped";
        const words = [this.#attributes.status, this.#attributes.result].map((word) => word?.toLowerCase() ?? "");
        if (words.some((word) => ERROR_WORDS.has(word)))
            return "errored";
        if (words.some((word) => FAILED_WORDS.has(word)))
            return "failed";
        return words.some((word) => SKIPPED_WORDS.has(word)) ? "skipped" : "passed";
    }
}
function nonEmpty(text) {
    return text === undefined || text.trim() === "" ? undefined : text;
}
/** Milliseconds of `0.5`, `1,234.5` or `0,5`; 0 for anything else, as times only inform. */
function secondsToMs(text) {
    if (text === undefined)
        return 0;
    const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text.replace(",", ".");
    const ms = Number(plain) * 1_000;
    return Number.isFinite(ms) && ms > 0 ? ms : 0;
}

;// CONCATENATED MODULE: ./packages/reports/lib/problem.js


/** Enough for any sentence of ours around quoted text, which has caps of its own. */
const MAX_MESSAGE = 600;
/** How the readers stop; never leaves the package. */
class ReportFailure extends Error {
    problem;
    constructor(problem) {
        super(problem.message);
        this.name = "ReportFailure";
        this.problem = problem;
    }
}
/** Stops reading: `what` completes `<source>: …` and may hold text of the report. */
function failReading(source, reason, what, place) {
    const at = place === undefined ? "" : `:${place.line}${place.column === undefined ? "" : `:${place.column}`}`;
    throw new ReportFailure({
        reason,
        source,
        message: (0,kernel_lib/* printable */.g$)(`${source}${at}: ${cutText(what, MAX_MESSAGE)}`),
        ...(place === undefined ? {} : { line: place.line }),
        ...(place?.column === undefined ? {} : { column: place.column }),
    });
}
/** Runs a reader: what it returns is the report, a {@link ReportFailure} the problem; other errors pass through. */
async function toResult(read) {
    try {
        return { ok: true, report: await read() };
    }
    catch (error) {
        if (error instanceof ReportFailure)
            return { ok: false, problem: error.problem };
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/reports/lib/tests-tally.js

const BADNESS = { passed: 0, skipped: 1, failed: 2, errored: 3 };
/** Adds up the tests of one report. */
class TestsTally {
    #limits;
    #repeated;
    #entries = new Map();
    #durationMs = 0;
    #details = 0;
    constructor(limits, repeated) {
        this.#limits = limits;
        this.#repeated = repeated;
    }
    get size() {
        return this.#entries.size;
    }
    add(run) {
        this.#durationMs += run.durationMs;
        // Tests without a name cannot be told apart, so each stands for itself.
        const key = run.name === undefined
            ? `#${this.#entries.size}`
            : `=${JSON.stringify([run.file ?? "", run.classname ?? "", run.name])}`;
        const before = this.#entries.get(key);
        if (before === undefined) {
            this.#entries.set(key, {
                state: run.state,
                flaky: run.flaky,
                rerun: run.rerun,
                failure: this.#failureOf(run),
            });
        }
        else
            this.#repeat(before, run);
    }
    #repeat(entry, run) {
        entry.rerun ||= run.rerun;
        const isAttempt = this.#repeated === "attempts" || entry.rerun;
        if (isAttempt && run.state === "passed" && BADNESS[entry.state] >= BADNESS.failed) {
            entry.state = "passed";
            entry.flaky = true;
            if (entry.failure !== undefined)
                this.#details -= 1;
            entry.failure = undefined;
            return;
        }
        if (isAttempt ? run.state === "skipped" : BADNESS[run.state] <= BADNESS[entry.state])
            return;
        if (BADNESS[run.state] >= BADNESS.failed && entry.failure === undefined)
            entry.failure = this.#failureOf(run);
        entry.state = run.state;
        entry.flaky = run.flaky || (isAttempt && run.state === "passed" && entry.flaky);
    }
    #failureOf(run) {
        if (BADNESS[run.state] < BADNESS.failed || this.#details >= this.#limits.maxDetails)
            return undefined;
        this.#details += 1;
        const cut = (text) => cutText(text, this.#limits.maxNameLength);
        return {
            name: cut(run.name ?? "(no name)"),
            classname: run.classname === undefined ? undefined : cut(run.classname),
            file: run.file === undefined ? undefined : cut(run.file),
            line: run.line,
            message: cutText(run.message, this.#limits.maxMessageLength),
        };
    }
    finish() {
        const entries = [...this.#entries.values()];
        const count = (state) => entries.filter((entry) => entry.state === state).length;
        return {
            tests: entries.length,
            passed: count("passed"),
            failed: count("failed"),
            errored: count("errored"),
            skipped: count("skipped"),
            flaky: entries.filter((entry) => entry.state === "passed" && entry.flaky).length,
            failures: entries.flatMap((entry) => entry.failure ?? []),
            durationMs: Math.round(this.#durationMs),
        };
    }
}

// EXTERNAL MODULE: ./node_modules/saxes/saxes.js
var saxes = __webpack_require__(59800);
;// CONCATENATED MODULE: ./packages/reports/lib/decode.js


/** An XML declaration has to be among the first bytes to count. */
const SNIFF_BYTES = 256;
/**
 * The text of a report in pieces: by its byte order mark, else by what a NUL in the first two bytes shows (UTF-16),
 * else by its XML declaration when `isXml`, else UTF-8. Bytes that are no text become U+FFFD.
 *
 * Stops with `report_too_large` above `maxBytes` and, at the end, with `report_empty` when all was white space.
 */
async function* decodeText(chunks, source, maxBytes, isXml) {
    let total = 0;
    let hasText = false;
    let head = new Uint8Array(0);
    let decoder = new TextDecoder();
    for await (const chunk of chunks) {
        total += chunk.length;
        if (total > maxBytes) {
            failReading(source, "report_too_large", `larger than ${(0,kernel_lib/* formatBytes */.z3)(maxBytes)}`);
        }
        let bytes = chunk;
        if (head !== undefined) {
            head = concat(head, chunk);
            if (head.length < SNIFF_BYTES)
                continue;
            decoder = decoderFor(head, source, isXml);
            bytes = head;
            head = undefined;
        }
        const text = decoder.decode(bytes, { stream: true });
        hasText ||= text.trim() !== "";
        if (text !== "")
            yield text;
    }
    if (head !== undefined)
        decoder = decoderFor(head, source, isXml);
    const rest = decoder.decode(head ?? new Uint8Array(0));
    hasText ||= rest.trim() !== "";
    if (!hasText) {
        failReading(source, "report_empty", total === 0 ? "the file is empty" : "nothing but white space");
    }
    if (rest !== "")
        yield rest;
}
function concat(first, second) {
    const both = new Uint8Array(first.length + second.length);
    both.set(first);
    both.set(second, first.length);
    return both;
}
function decoderFor(head, source, isXml) {
    const label = encodingOf(head, isXml);
    try {
        return new TextDecoder(label);
    }
    catch {
        return failReading(source, "report_unreadable", `unknown encoding "${label.slice(0, 40)}"`, { line: 1 });
    }
}
function encodingOf(head, isXml) {
    const [a, b, c] = head;
    if (a === 0xef && b === 0xbb && c === 0xbf)
        return "utf-8";
    if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0))
        return "utf-16le";
    if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0))
        return "utf-16be";
    if (!isXml)
        return "utf-8";
    const start = String.fromCharCode(...head.subarray(0, SNIFF_BYTES));
    const declared = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1] ?? "utf-8";
    // These bytes are not UTF-16, whatever they say: a tool that wrote UTF-8 under a fixed header.
    return /^utf-?16/i.test(declared) ? "utf-8" : declared;
}

;// CONCATENATED MODULE: ./packages/reports/lib/xml.js



// What XML 1.0 §2.2 does not allow; saxes stops at them, and tests do print them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/**
 * Streams a document through `handler`. Nothing is fetched and no entity is declared: a document type with entity
 * declarations is refused (`entities_refused`), others are skipped. Illegal control characters become U+FFFD.
 */
async function readXml(chunks, source, limits, handler) {
    const parser = new saxes/* SaxesParser */.wT({ xmlns: false });
    let depth = 0;
    const here = () => ({ line: parser.line, column: parser.column + 1 });
    const listenToText = () => {
        if (handler.wantsText)
            parser.on("text", (text) => handler.text(text));
        else
            parser.off("text");
    };
    parser.on("error", (error) => {
        const what = error.message.replace(/^\d+:\d+: /, "").replace(/\.$/, "");
        // `&#0;` and the like: as harmless in the text of a test as the character itself.
        if (what === "malformed character entity")
            return;
        if (what === "document must contain a root element") {
            failReading(source, "report_unreadable", "not XML: no element in it", here());
        }
        failReading(source, "report_unreadable", `not well-formed XML: ${what}`, here());
    });
    parser.on("doctype", (doctype) => {
        if (/<!ENTITY|%/i.test(doctype)) {
            failReading(source, "entities_refused", "declares XML entities, which are never expanded", here());
        }
    });
    parser.on("opentag", ({ name, attributes }) => {
        depth += 1;
        if (depth > limits.maxDepth) {
            failReading(source, "report_too_deep", `elements nested deeper than ${limits.maxDepth}`, here());
        }
        handler.open(localName(name), attributes, depth);
        listenToText();
    });
    parser.on("closetag", ({ name }) => {
        handler.close(localName(name), depth);
        depth -= 1;
        listenToText();
    });
    parser.on("cdata", (text) => {
        if (handler.wantsText)
            handler.text(text);
    });
    try {
        for await (const text of decodeText(chunks, source, limits.maxBytes, true)) {
            parser.write(text.replace(ILLEGAL, "\ufffd"));
        }
        parser.close();
    }
    catch (error) {
        throw relabelTruncation(error, depth);
    }
}
function localName(name) {
    return name.slice(name.indexOf(":") + 1);
}
/** saxes reports a file that ends too soon as an unclosed tag: say what most likely happened. */
function relabelTruncation(error, depth) {
    if (!(error instanceof ReportFailure) ||
        depth === 0 ||
        !/unclosed tag|unexpected end/.test(error.message)) {
        return error;
    }
    const { problem } = error;
    return new ReportFailure({
        ...problem,
        message: `${problem.message} (the file ends too soon: was its writer killed?)`,
    });
}

;// CONCATENATED MODULE: ./packages/reports/lib/junit.js





const ROOTS = ["testsuites", "testsuite", "testcase"];
/**
 * Reads a JUnit XML report of any dialect by walking every `<testcase>` at any depth; the sums in suite attributes are
 * not believed, except that a suite without tests that says it had errors or failures counts as one errored test.
 */
function readJUnit(chunks, source, options = {}) {
    return toResult(async () => {
        const limits = { ...STREAM_LIMITS, ...options };
        const tally = new TestsTally(limits, options.repeatedTests ?? "worst");
        await readXml(chunks, source, limits, new JUnitHandler(source, limits.maxMessageLength, tally));
        if (tally.size === 0)
            failReading(source, "no_tests", "holds no test");
        return tally.finish();
    });
}
class JUnitHandler {
    wantsText = false;
    #source;
    #maxText;
    #tally;
    #suites = [];
    #cases = [];
    #text = "";
    #textOf;
    constructor(source, maxText, tally) {
        this.#source = source;
        this.#maxText = maxText;
        this.#tally = tally;
    }
    open(name, attributes, depth) {
        if (depth === 1 && !ROOTS.includes(name)) {
            failReading(this.#source, "report_unreadable", `not a JUnit report: the root element is <${name.slice(0, 60)}>, expected <testsuites> or <testsuite>`, { line: 1 });
        }
        if (name === "testcase")
            this.#cases.push({ depth, testCase: new JUnitCase(attributes) });
        else if (name === "testsuite" || name === "testsuites") {
            const file = attributes.file ?? attributes.filepath ?? this.#suites.at(-1)?.file;
            this.#suites.push({ attributes, depth, file, trouble: undefined, hasTests: false });
        }
        else
            this.#child(name, attributes, depth);
    }
    #child(name, attributes, depth) {
        const open = this.#cases.at(-1);
        const suite = this.#suites.at(-1);
        let testCase;
        if (open !== undefined) {
            if (depth === open.depth + 1)
                testCase = open.testCase;
        }
        else if (suite !== undefined && depth === suite.depth + 1 && (name === "error" || name === "failure")) {
            suite.trouble ??= new JUnitCase(troubleAttributes(suite));
            testCase = suite.trouble;
        }
        if (testCase?.child(name, attributes) === true) {
            this.wantsText = true;
            this.#text = "";
            this.#textOf = { depth, testCase };
        }
    }
    text(text) {
        if (this.#text.length <= this.#maxText)
            this.#text += text.slice(0, this.#maxText + 1);
    }
    close(_name, depth) {
        if (this.#textOf?.depth === depth) {
            this.#textOf.testCase.messageText(this.#text);
            this.#textOf = undefined;
            this.wantsText = false;
        }
        const open = this.#cases.at(-1);
        if (open?.depth === depth) {
            this.#cases.pop();
            const suite = this.#suites.at(-1);
            if (suite !== undefined)
                suite.hasTests = true;
            this.#tally.add(open.testCase.finish(suite?.file));
        }
        const suite = this.#suites.at(-1);
        if (suite?.depth === depth)
            this.#closeSuite(suite);
    }
    #closeSuite(suite) {
        this.#suites.pop();
        if (suite.trouble === undefined && !suite.hasTests && claimsTrouble(suite.attributes)) {
            suite.trouble = new JUnitCase(troubleAttributes(suite));
            suite.trouble.child("error", { message: "the suite reports errors or failures but holds no test" });
        }
        if (suite.trouble !== undefined) {
            this.#tally.add({ ...suite.trouble.finish(suite.file), state: "errored" });
            suite.hasTests = true;
        }
        const parent = this.#suites.at(-1);
        if (parent !== undefined && suite.hasTests)
            parent.hasTests = true;
    }
}
function claimsTrouble(attributes) {
    return [attributes.errors, attributes.failures].some((count) => Number(count ?? 0) !== 0);
}
/** A suite has no class of its own, and its `time` is that of its tests. */
function troubleAttributes(suite) {
    return { name: suite.attributes.name ?? "(suite without a name)", classname: "(suite)" };
}

;// CONCATENATED MODULE: ./packages/reports/lib/json-report.js




/** The value a JSON report holds; stops with the place of the first character that is not JSON. */
async function readJson(chunks, source, maxBytes) {
    const parts = [];
    for await (const part of decodeText(chunks, source, maxBytes, false))
        parts.push(part);
    const text = parts.join("");
    try {
        const value = JSON.parse(text);
        return value;
    }
    catch (error) {
        return failReading(source, "report_unreadable", `not JSON: ${describe(error)}`, placeOf(error, text));
    }
}
/** V8 quotes the text around the error, which may be anything: only its own words are kept. */
function describe(error) {
    const what = (0,kernel_lib/* errorMessage */.gJ)(error)
        .replace(/ in JSON at position [\s\S]*$/, "")
        .replace(/, (\.\.\.)?"[\s\S]*is not valid JSON$/, "");
    return cutText(what, 120);
}
/** V8 names the position in some of its messages; an unexpected end is the end. */
function placeOf(error, text) {
    const message = (0,kernel_lib/* errorMessage */.gJ)(error);
    const position = / at position (\d+)/.exec(message)?.[1];
    if (position === undefined && !message.startsWith("Unexpected end"))
        return undefined;
    const before = text.slice(0, position === undefined ? text.length : Number(position));
    return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}

;// CONCATENATED MODULE: ./packages/reports/lib/pointer.js


/** A value inside a JSON report together with its JSON Pointer (RFC 6901), so that a refusal can say where it is. */
class JsonNode {
    value;
    pointer;
    #source;
    constructor(source, value, pointer = "") {
        this.#source = source;
        this.value = value;
        this.pointer = pointer;
    }
    /** The member, or `undefined` when it is absent or null. Stops when this is not an object. */
    get(key) {
        const value = this.object()[key];
        if (value === undefined || value === null)
            return undefined;
        return new JsonNode(this.#source, value, `${this.pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    }
    object() {
        return (0,kernel_lib/* isObject */.Gv)(this.value) ? this.value : this.refuse("an object");
    }
    array() {
        if (!Array.isArray(this.value))
            return this.refuse("an array");
        return this.value.map((item, index) => new JsonNode(this.#source, item, `${this.pointer}/${index}`));
    }
    string() {
        return typeof this.value === "string" ? this.value : this.refuse("a string");
    }
    integer() {
        return typeof this.value === "number" && Number.isInteger(this.value)
            ? this.value
            : this.refuse("an integer");
    }
    /** One of a closed set of words. */
    oneOf(words) {
        const word = words.find((candidate) => candidate === this.value);
        return word ?? this.refuse(`one of ${words.join(", ")}`);
    }
    /** Stops, naming the place, what is there and what should be. */
    refuse(expected) {
        const where = this.pointer === "" ? "the whole document" : this.pointer;
        return failReading(this.#source, "report_unreadable", `${where.slice(0, 200)} is ${describeValue(this.value)}, expected ${expected}`);
    }
}
/** What a value is, short enough for a message. */
function describeValue(value) {
    if (value === undefined)
        return "missing";
    if (value === null)
        return "null";
    if (Array.isArray(value))
        return "an array";
    if (typeof value === "object")
        return `an object with ${keyList(Object.keys(value))}`;
    return `the ${typeof value} ${JSON.stringify(value).slice(0, 60)}`;
}
function keyList(keys) {
    if (keys.length === 0)
        return "no members";
    const shown = keys.slice(0, 5).map((key) => key.slice(0, 30));
    return `${keys.length === 1 ? "member" : "members"} ${shown.join(", ")}${keys.length > 5 ? ", …" : ""}`;
}

;// CONCATENATED MODULE: ./packages/reports/lib/k6.js





const NAMED_PERCENTILES = new Map([
    ["med", "50"],
    ["max", "100"],
]);
/**
 * Reads the end-of-test summary of k6: what `--summary-export` writes (`metrics.http_req_duration["p(95)"]`) or what
 * `handleSummary` is given (`metrics.http_req_duration.values["p(95)"]`). Other shapes are refused, and k6's own
 * thresholds are not read: their booleans mean opposite things in the two.
 *
 * Only percentiles named in the script's `summaryTrendStats` exist; values that are no number are left out. No request is
 * `no_samples`: k6 then writes zeros, which are not latencies.
 */
function readK6Summary(chunks, source, options = {}) {
    return toResult(async () => {
        const limits = { ...JSON_LIMITS, ...options };
        const root = new JsonNode(source, await readJson(chunks, source, limits.maxBytes));
        const metrics = (0,kernel_lib/* isObject */.Gv)(root.value) ? root.value.metrics : undefined;
        if (!(0,kernel_lib/* isObject */.Gv)(metrics))
            return refuseShape(source, root.value);
        const duration = metrics.http_req_duration;
        const samples = countOf(metrics.http_reqs);
        if (duration === undefined || samples === 0) {
            failReading(source, "no_samples", "no http_req_duration in it: k6 made no HTTP request");
        }
        const values = valuesOf(duration) ?? refuseShape(source, { http_req_duration: duration });
        if ((0,kernel_lib/* isObject */.Gv)(duration) && duration.contains !== undefined && duration.contains !== "time") {
            failReading(source, "report_unreadable", "/metrics/http_req_duration does not contain times");
        }
        const percentiles = percentilesOf(values);
        if (samples === undefined && percentiles.size > 0 && [...percentiles.values()].every((ms) => ms === 0)) {
            failReading(source, "no_samples", "every latency is 0: k6 made no HTTP request");
        }
        return { percentiles, samples };
    });
}
function refuseShape(source, found) {
    return failReading(source, "report_unreadable", `not a k6 summary: found ${describeValue(found)}, expected metrics.http_req_duration with "p(95)" as ` +
        "--summary-export writes it, or with values as handleSummary is given it");
}
/** The numbers of a metric in either shape, `undefined` for any other. */
function valuesOf(metric) {
    if (!(0,kernel_lib/* isObject */.Gv)(metric))
        return undefined;
    if (metric.values !== undefined)
        return (0,kernel_lib/* isObject */.Gv)(metric.values) ? metric.values : undefined;
    return Object.keys(metric).some((key) => /^(avg|min|med|max|count|rate|p\(.+\))$/.test(key))
        ? metric
        : undefined;
}
function percentilesOf(values) {
    const percentiles = new Map();
    for (const [key, value] of Object.entries(values)) {
        const name = /^p\((\d+(?:\.\d+)?)\)$/.exec(key)?.[1] ?? NAMED_PERCENTILES.get(key);
        if (name === undefined || typeof value !== "number" || !Number.isFinite(value) || value < 0)
            continue;
        percentiles.set(Number(name), value);
    }
    return percentiles;
}
function countOf(metric) {
    const count = valuesOf(metric)?.count;
    return typeof count === "number" && Number.isFinite(count) && count >= 0 ? count : undefined;
}

;// CONCATENATED MODULE: ./packages/reports/lib/coverage-model.js
/** Adds up hits of files that may be named many times. */
class CoverageTally {
    #files = new Map();
    negativeCounts = 0;
    file(path) {
        const known = this.#files.get(path);
        if (known !== undefined)
            return known;
        const added = new FileTally();
        this.#files.set(path, added);
        return added;
    }
    finish() {
        const files = Array.from(this.#files, ([path, tally]) => tally.finish(path));
        const sum = (pick) => ({
            covered: files.reduce((total, file) => total + pick(file).covered, 0),
            total: files.reduce((total, file) => total + pick(file).total, 0),
        });
        return {
            files,
            lines: sum((file) => file.lines),
            branches: sum((file) => file.branches),
            functions: sum((file) => file.functions),
            negativeCounts: this.negativeCounts,
        };
    }
}
/** Hits of one file while they are being added up. */
class FileTally {
    #lines = new Map();
    #branches = new Map();
    #functions = new Map();
    addLine(line, hits) {
        this.#lines.set(line, (this.#lines.get(line) ?? 0) + hits);
    }
    addBranch(key, hits) {
        this.#branches.set(key, (this.#branches.get(key) ?? 0) + hits);
    }
    addFunction(key, hits) {
        this.#functions.set(key, (this.#functions.get(key) ?? 0) + hits);
    }
    finish(path) {
        return {
            path,
            lines: count(this.#lines),
            branches: count(this.#branches),
            functions: count(this.#functions),
            uncovered: uncoveredRanges(this.#lines),
            hits: { lines: this.#lines, branches: this.#branches, functions: this.#functions },
        };
    }
}
/** Several reports as one: hits are summed per line, branch and function, then counted. */
function mergeCoverage(models) {
    const tally = new CoverageTally();
    for (const model of models) {
        tally.negativeCounts += model.negativeCounts;
        for (const file of model.files) {
            const into = tally.file(file.path);
            for (const [line, hits] of file.hits.lines)
                into.addLine(line, hits);
            for (const [key, hits] of file.hits.branches)
                into.addBranch(key, hits);
            for (const [key, hits] of file.hits.functions)
                into.addFunction(key, hits);
        }
    }
    return tally.finish();
}
function count(hits) {
    let covered = 0;
    for (const times of hits.values())
        if (times > 0)
            covered += 1;
    return { covered, total: hits.size };
}
function uncoveredRanges(lines) {
    const ranges = [];
    let open;
    for (const [line, hits] of [...lines].sort(([a], [b]) => a - b)) {
        if (hits > 0)
            open = undefined;
        else if (open === undefined) {
            open = { from: line, to: line };
            ranges.push(open);
        }
        else
            open.to = line;
    }
    return ranges;
}

;// CONCATENATED MODULE: ./packages/reports/lib/lcov-record.js
const SHAPES = {
    DA: "DA:<line>,<count>[,<checksum>]",
    BRDA: "BRDA:<line>,<block>,<branch>,<count or ->",
    FN: "FN:<line>,[<last line>,]<name>",
    FNDA: "FNDA:<count>,<name>",
    FNL: "FNL:<index>,<line>[,<last line>]",
    FNA: "FNA:<index>,<count>,<name>",
};
/** One record of an lcov tracefile, from `SF:` to `end_of_record`. */
class LcovRecord {
    path;
    #tally;
    #file;
    /** lcov 2: index of a function in this record to its key. */
    #functionKeys = new Map();
    constructor(path, tally) {
        this.path = path;
        this.#tally = tally;
        this.#file = tally.file(path);
    }
    /** Takes a line of the record; false when it has not the shape of its kind. Unknown kinds are skipped. */
    read(text) {
        const colon = text.indexOf(":");
        const value = text.slice(colon + 1);
        switch (text.slice(0, colon)) {
            case "DA":
                return this.#readLine(value);
            case "BRDA":
                return this.#readBranch(value);
            case "FN":
                return this.#readFunction(value);
            case "FNDA":
                return this.#readFunctionHits(value);
            case "FNL":
                return this.#readFunctionLines(value);
            case "FNA":
                return this.#readFunctionAlias(value);
            default:
                return true;
        }
    }
    /** What a line of this kind should look like, for the message. */
    expected(text) {
        return `expected ${SHAPES[text.slice(0, text.indexOf(":"))] ?? "a line of lcov"}`;
    }
    #readLine(value) {
        const [lineText, countText] = value.split(",", 3);
        const line = toLine(lineText);
        const hits = this.#toCount(countText);
        if (line === undefined || hits === undefined)
            return false;
        this.#file.addLine(line, hits);
        return true;
    }
    /** The branch may be an expression with commas in it (lcov 2), the block may begin with `e` for an exception. */
    #readBranch(value) {
        const match = /^(\d+),(e?\d+),(.*),([^,]*)$/.exec(value);
        const hits = match?.[4] === "-" ? 0 : this.#toCount(match?.[4]);
        if (match === null || hits === undefined)
            return false;
        this.#file.addBranch(`${match[1]},${match[2]},${match[3]}`, hits);
        return true;
    }
    #readFunction(value) {
        const match = /^(\d+),(?:(\d+),)?(.+)$/.exec(value);
        if (match === null)
            return false;
        this.#file.addFunction(match[3] ?? "", 0);
        return true;
    }
    #readFunctionHits(value) {
        const comma = value.indexOf(",");
        const hits = comma < 0 ? undefined : this.#toCount(value.slice(0, comma));
        if (hits === undefined)
            return false;
        this.#file.addFunction(value.slice(comma + 1), hits);
        return true;
    }
    #readFunctionLines(value) {
        const match = /^(\d+),(\d+)(?:,\d+)?$/.exec(value);
        if (match === null)
            return false;
        const key = `line ${match[2]}`;
        this.#functionKeys.set(match[1] ?? "", key);
        this.#file.addFunction(key, 0);
        return true;
    }
    #readFunctionAlias(value) {
        const match = /^(\d+),(-?\d+),/.exec(value);
        const key = this.#functionKeys.get(match?.[1] ?? "");
        const hits = this.#toCount(match?.[2]);
        if (key === undefined || hits === undefined)
            return false;
        this.#file.addFunction(key, hits);
        return true;
    }
    #toCount(text) {
        const match = /^\s*(-?)(\d+(?:\.\d+)?(?:e\+?\d+)?)\s*$/i.exec(text ?? "");
        const count = match === null ? Number.NaN : Number(match[2]);
        if (match === null || !Number.isFinite(count))
            return undefined;
        if (match[1] === "" || count === 0)
            return count;
        this.#tally.negativeCounts += 1;
        return 0;
    }
}
function toLine(text) {
    const line = Number(text);
    return /^\s*\d+\s*$/.test(text ?? "") && Number.isSafeInteger(line) ? line : undefined;
}

;// CONCATENATED MODULE: ./packages/reports/lib/lines.js


const MAX_LINE = 1_048_576;
/** The lines of a text report (`\n` or `\r\n`), one at a time; stops at a line of more than 1 MiB. */
async function* readLines(chunks, source, maxBytes) {
    let rest = "";
    let number = 0;
    for await (const text of decodeText(chunks, source, maxBytes, false)) {
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
            number += 1;
            checkLength(line, source, number);
            yield { text: line.replace(/\r$/, ""), number };
        }
        checkLength(rest, source, number + 1);
    }
    if (rest !== "")
        yield { text: rest.replace(/\r$/, ""), number: number + 1 };
}
function checkLength(line, source, number) {
    if (line.length <= MAX_LINE)
        return;
    failReading(source, "report_unreadable", "a line of more than 1 MiB", { line: number });
}

;// CONCATENATED MODULE: ./packages/reports/lib/paths.js
/**
 * One spelling of a path: `/` between parts, no `.` or empty parts, `..` resolved where it can be, and relative to
 * `root` when it lies inside. Case is kept.
 */
function normalisePath(path, root) {
    const plain = simplify(path);
    if (root === undefined || root === "")
        return plain;
    const base = simplify(root);
    return plain.startsWith(`${base}/`) ? plain.slice(base.length + 1) : plain;
}
function simplify(path) {
    const slashed = path.trim().replaceAll("\\", "/");
    const prefix = slashed.startsWith("/") ? "/" : "";
    const parts = [];
    for (const part of slashed.split("/")) {
        if (part === "" || part === ".")
            continue;
        const last = parts.at(-1);
        if (part === ".." && last !== undefined && last !== ".." && !/^[a-z]:$/i.test(last))
            parts.pop();
        else if (part !== ".." || prefix === "")
            parts.push(part);
    }
    return prefix + parts.join("/");
}

;// CONCATENATED MODULE: ./packages/reports/lib/lcov.js






/**
 * Reads an lcov tracefile (geninfo(1), 1.x and 2.x). A file named in several records, and a line counted several times
 * in one, are one: hits are summed, then lines counted; the totals `LF`, `LH` and the like are not believed.
 */
function readLcov(chunks, source, options = {}) {
    return toResult(async () => {
        const limits = { ...STREAM_LIMITS, ...options };
        const tally = new CoverageTally();
        let record;
        for await (const line of readLines(chunks, source, limits.maxBytes)) {
            const text = line.text.trim();
            const stop = (what) => failReading(source, "report_unreadable", what, { line: line.number });
            if (text === "" || text.startsWith("#") || /^(TN|VER):/.test(text))
                continue;
            if (text === "end_of_record") {
                if (record === undefined)
                    stop("end_of_record without a record before it");
                record = undefined;
            }
            else if (text.startsWith("SF:")) {
                if (record !== undefined)
                    stop(`a new file begins, but the record of ${record.path} has no end_of_record`);
                const path = normalisePath(text.slice(3), options.root);
                if (path === "")
                    stop("SF: names no file");
                record = new LcovRecord(path, tally);
            }
            else if (!/^[A-Z]+:/.test(text)) {
                stop(`not an lcov tracefile: read "${text.slice(0, 40)}", expected a line such as SF:, DA: or end_of_record`);
            }
            else if (record === undefined) {
                stop(`read "${text.slice(0, 40)}" outside of a record, expected SF: first`);
            }
            else if (!record.read(text))
                stop(`read "${text.slice(0, 60)}", ${record.expected(text)}`);
        }
        if (record !== undefined) {
            failReading(source, "report_unreadable", `ends inside the record of ${record.path}: end_of_record is missing`);
        }
        return tally.finish();
    });
}

;// CONCATENATED MODULE: ./packages/reports/lib/performance-model.js
/**
 * Several reports as one that is as bad as the worst of them: percentiles do not add up, so each is the highest that any
 * report has (and only kept when all have it), and the number of samples the lowest.
 */
function mergePerformance(models) {
    const [first, ...others] = models;
    if (first === undefined)
        return { percentiles: new Map(), samples: undefined };
    const percentiles = new Map();
    for (const [percentile, ms] of first.percentiles) {
        const all = others.map((model) => model.percentiles.get(percentile));
        const known = all.filter((value) => value !== undefined);
        if (known.length === all.length)
            percentiles.set(percentile, Math.max(ms, ...known));
    }
    const samples = models.flatMap((model) => model.samples ?? []);
    return { percentiles, samples: samples.length === models.length ? Math.min(...samples) : undefined };
}

;// CONCATENATED MODULE: ./packages/reports/lib/sarif-rules.js
const MAX_ID_PARTS = 20;
/** The rules of one run: those of the driver and of the tool's extensions (SARIF 2.1.0 §3.27.5 to §3.27.7). */
class SarifRules {
    #driver;
    #extensions;
    constructor(tool) {
        const driver = tool.get("driver");
        this.#driver = toComponent(driver ?? tool.refuse('an object with "driver"'));
        this.#extensions = (tool.get("extensions")?.array() ?? []).map(toComponent);
    }
    get toolName() {
        return this.#driver.node.get("name")?.string() ?? "unnamed tool";
    }
    ruleOf(result) {
        const reference = result.get("rule");
        const id = result.get("ruleId")?.string() ?? reference?.get("id")?.string();
        const index = reference?.get("index")?.integer() ?? result.get("ruleIndex")?.integer() ?? -1;
        const component = this.#componentOf(reference?.get("toolComponent"));
        const indexed = component?.rules[index];
        const indexedId = indexed?.get("id")?.string();
        // An index into the wrong list is worse than none: it has to agree with the id where both are given.
        if (indexed !== undefined && (id === undefined || isSameRule(id, indexedId))) {
            return { id: id ?? indexedId ?? "(no rule)", rule: indexed };
        }
        return { id: id ?? "(no rule)", rule: id === undefined ? undefined : this.#ruleById(id) };
    }
    #componentOf(reference) {
        if (reference === undefined)
            return this.#driver;
        const index = reference.get("index")?.integer();
        if (index !== undefined && index >= 0)
            return this.#extensions[index];
        const all = [this.#driver, ...this.#extensions];
        for (const key of ["guid", "name"]) {
            const wanted = reference.get(key)?.string();
            const found = all.find(({ node }) => wanted !== undefined && node.get(key)?.value === wanted);
            if (found !== undefined)
                return found;
        }
        return this.#driver;
    }
    /** `CA1000/1` is a more special name of rule `CA1000`; the depth is capped as an id may be all slashes. */
    #ruleById(id) {
        const parts = id.split("/", MAX_ID_PARTS + 1);
        const names = parts.length > MAX_ID_PARTS ? [id] : prefixes(parts);
        for (const name of names) {
            for (const { byId } of [this.#driver, ...this.#extensions]) {
                const rule = byId.get(name);
                if (rule !== undefined)
                    return rule;
            }
        }
        return undefined;
    }
}
function toComponent(node) {
    const rules = node.get("rules")?.array() ?? [];
    const byId = new Map();
    for (const rule of rules) {
        const id = rule.get("id")?.string();
        if (id !== undefined && !byId.has(id))
            byId.set(id, rule);
    }
    return { node, rules, byId };
}
/** `a/b/c`, `a/b`, `a`. */
function prefixes(parts) {
    return parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
}
function isSameRule(id, ruleId) {
    return ruleId !== undefined && (id === ruleId || id.startsWith(`${ruleId}/`));
}

;// CONCATENATED MODULE: ./packages/reports/lib/sarif-severity.js

const LEVELS = ["none", "note", "warning", "error"];
const SEVERITY_OF_LEVEL = {
    error: "high",
    warning: "medium",
    note: "low",
    none: undefined,
};
/**
 * The severity of a result, `undefined` when it is no finding (`kind` other than `fail`, or level `none` without a
 * score). The score `security-severity` decides by the CVSS bands: from 9 critical, 7 high, 4 medium, above 0 low. A
 * score of 0 or no number says nothing (scanners write 0 for "unknown"); then, and without a score, the level decides:
 * error is high, warning medium, note low.
 */
function severityOf(result, rule) {
    const kind = result.get("kind")?.string() ?? "fail";
    if (kind !== "fail")
        return undefined;
    const level = result.get("level")?.oneOf(LEVELS) ??
        rule?.get("defaultConfiguration")?.get("level")?.oneOf(LEVELS) ??
        "warning";
    return bandOf(scoreOf(result)) ?? bandOf(scoreOf(rule)) ?? SEVERITY_OF_LEVEL[level];
}
function scoreOf(node) {
    const properties = node?.get("properties")?.value;
    const score = (0,kernel_lib/* isObject */.Gv)(properties) ? properties["security-severity"] : undefined;
    if (typeof score === "number")
        return score;
    return typeof score === "string" && /^\s*\d+(\.\d+)?\s*$/.test(score) ? Number(score) : Number.NaN;
}
function bandOf(score) {
    if (!(score > 0 && score <= 10))
        return undefined;
    if (score >= 9)
        return "critical";
    if (score >= 7)
        return "high";
    return score >= 4 ? "medium" : "low";
}

;// CONCATENATED MODULE: ./packages/reports/lib/sarif.js








const BASELINE_STATES = ["new", "unchanged", "updated", "absent"];
/**
 * Reads a SARIF 2.1.0 log. Findings a baseline marks `absent` are gone and not counted; suppressed ones (every
 * suppression accepted or without a status) are counted apart.
 *
 * A log without a run is `no_runs`, a run without `results` is `no_results`: a scanner that looked writes both, if empty.
 */
function readSarif(chunks, source, options = {}) {
    return toResult(async () => {
        const limits = { ...JSON_LIMITS, ...options };
        const log = new JsonNode(source, await readJson(chunks, source, limits.maxBytes));
        const version = log.get("version") ?? new JsonNode(source, undefined, "/version");
        if (typeof version.value !== "string" || !version.value.startsWith("2.1.")) {
            version.refuse('"2.1.0", the version of SARIF that is read');
        }
        const runs = (log.get("runs") ?? new JsonNode(source, undefined, "/runs")).array();
        if (runs.length === 0)
            failReading(source, "no_runs", "the SARIF log has no run: no scanner ran");
        return mergeFindings(runs.map((run) => readRun(run, source, limits)), limits.maxDetails);
    });
}
function readRun(run, source, limits) {
    const rules = new SarifRules(run.get("tool") ?? run.refuse('an object with "tool"'));
    const tool = cutText(rules.toolName, limits.maxNameLength);
    const results = run.get("results");
    if (results === undefined) {
        failReading(source, "no_results", `${run.pointer} of ${tool} has no "results": the scanner did not get as far`);
    }
    const counts = { critical: 0, high: 0, medium: 0, low: 0 };
    const kept = { critical: [], high: [], medium: [], low: [] };
    let suppressed = 0;
    for (const result of results.array()) {
        if (result.get("baselineState")?.oneOf(BASELINE_STATES) === "absent")
            continue;
        const { id, rule } = rules.ruleOf(result);
        const severity = severityOf(result, rule);
        if (severity === undefined)
            continue;
        if (isSuppressed(result)) {
            suppressed += 1;
            continue;
        }
        counts[severity] += 1;
        if (kept[severity].length < limits.maxDetails) {
            kept[severity].push(toFinding(result, rule, { ruleId: id, severity, tool }, limits));
        }
    }
    const failed = (run.get("invocations")?.array() ?? []).some((invocation) => invocation.get("executionSuccessful")?.value === false);
    return {
        counts,
        suppressed,
        findings: worstFirst(Object.values(kept).flat()).slice(0, limits.maxDetails),
        tools: [tool],
        failedTools: failed ? [tool] : [],
    };
}
function isSuppressed(result) {
    const suppressions = result.get("suppressions")?.array() ?? [];
    return (suppressions.length > 0 &&
        suppressions.every((item) => {
            const status = item.get("status")?.value;
            return status === undefined || status === "accepted";
        }));
}
function toFinding(result, rule, known, limits) {
    const location = result.get("locations")?.array()[0]?.get("physicalLocation");
    const uri = location?.get("artifactLocation")?.get("uri")?.string();
    const message = textOf(result.get("message")) ??
        textOf(rule?.get("shortDescription")) ??
        textOf(rule?.get("fullDescription"));
    return {
        ...known,
        ruleId: cutText(known.ruleId, limits.maxNameLength),
        message: cutText(message ?? "", limits.maxMessageLength),
        file: uri === undefined ? undefined : cutText(pathOf(uri), limits.maxNameLength),
        line: location?.get("region")?.get("startLine")?.integer(),
    };
}
function textOf(message) {
    return message?.get("text")?.string() ?? message?.get("markdown")?.string();
}
function pathOf(uri) {
    const path = uri.replace(/^file:\/\/[^/]*(?=\/)/i, "");
    try {
        return normalisePath(decodeURIComponent(path));
    }
    catch {
        return normalisePath(path);
    }
}

;// CONCATENATED MODULE: ./packages/reports/lib/tests-model.js
/**
 * Several reports as one: each is a run of its own (a shard, a job of a matrix), so equal names in two of them are two
 * tests. Keeps at most `maxFailures` failures in detail.
 */
function mergeTests(models, maxFailures = 100) {
    const sum = (pick) => models.reduce((total, model) => total + pick(model), 0);
    return {
        tests: sum((model) => model.tests),
        passed: sum((model) => model.passed),
        failed: sum((model) => model.failed),
        errored: sum((model) => model.errored),
        skipped: sum((model) => model.skipped),
        flaky: sum((model) => model.flaky),
        failures: models.flatMap((model) => model.failures).slice(0, maxFailures),
        durationMs: sum((model) => model.durationMs),
    };
}

;// CONCATENATED MODULE: ./packages/reports/lib/kinds.js








const READERS = {
    tests: readJUnit,
    coverage: readLcov,
    findings: readSarif,
    performance: readK6Summary,
};
const MERGERS = {
    tests: (models) => mergeTests(models),
    coverage: mergeCoverage,
    findings: (models) => mergeFindings(models),
    performance: mergePerformance,
};
/** Reads a report of a kind: tests from JUnit XML, coverage from lcov, findings from SARIF, performance from k6. */
function readReport(kind, chunks, source, options) {
    return READERS[kind](chunks, source, options);
}
/** Several reports of one kind as one. */
function mergeReports(kind, models) {
    return MERGERS[kind](models);
}

;// CONCATENATED MODULE: ./packages/reports/lib/index.js


















/***/ })

};
