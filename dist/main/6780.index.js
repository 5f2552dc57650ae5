export const id = 6780;
export const ids = [6780];
export const modules = {

/***/ 16780:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _3: () => (/* reexport */ evaluate),
  hF: () => (/* reexport */ evidenceFor),
  Rx: () => (/* reexport */ formatCondition),
  S4: () => (/* reexport */ judge),
  zB: () => (/* reexport */ parseCondition),
  VK: () => (/* reexport */ ratioPercent)
});

// UNUSED EXPORTS: compare, explainConditionProblem, failureReason, worstOf

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/conditions/lib/compare.js

/**
 * Two quantities this close are the same one computed in different ways (0.1 + 0.2 and 0.3). It is a few units in the
 * last place, orders of magnitude below what one request of a thousand million moves a rate.
 */
const SAME_WITHIN = 8 * Number.EPSILON;
/** Compares unrounded numbers; representation error alone never decides. Both must be finite. */
function compare(left, operator, right) {
    const same = Math.abs(left - right) <= SAME_WITHIN * Math.max(Math.abs(left), Math.abs(right));
    switch (operator) {
        case ">":
            return !same && left > right;
        case ">=":
            return same || left > right;
        case "<":
            return !same && left < right;
        case "<=":
            return same || left < right;
        case "==":
            return same;
        case "!=":
            return !same;
        default:
            return (0,lib/* assertNever */.xb)(operator);
    }
}
/**
 * Per cent of a ratio of counts, `undefined` when the denominator is 0 or a count is not a number.
 *
 * Multiplies before it divides: one rounding, so that a ratio at a limit written in decimals (2 of 40 and 5 %, 1 of
 * 1,000 and 0.1 %) is that very number.
 */
function ratioPercent(numerator, denominator) {
    const percent = (100 * numerator) / denominator;
    return Number.isFinite(percent) ? percent : undefined;
}

;// CONCATENATED MODULE: ./packages/conditions/lib/evaluate.js


/**
 * Whether a condition holds for what was measured. Exact on unrounded values; no casts between units.
 *
 * Unknown reasons of its own: `not_a_number`, `unit_mismatch`, `no_baseline`. `no-findings` is asked of a count of
 * findings that are that severe or worse, `consecutive` of a count of failures in a row, `pass-rate` of per cent.
 */
function evaluate(condition, measured) {
    if (!measured.known)
        return { holds: "unknown", reason: measured.reason, text: measured.text };
    if (!Number.isFinite(measured.value)) {
        return unknown("not_a_number", `measured ${measured.value}, which is not a number to compare`);
    }
    switch (condition.kind) {
        case "threshold":
            return (unitMismatch(condition.unit, measured) ?? {
                holds: compare(measured.value, condition.operator, condition.limit),
            });
        case "baseline":
            return evaluateBaseline(condition, measured);
        case "consecutive":
            return unitMismatch("count", measured) ?? { holds: compare(measured.value, ">=", condition.count) };
        case "no-findings":
            return unitMismatch("count", measured) ?? { holds: compare(measured.value, "==", 0) };
        case "pass-rate":
            return unitMismatch("percent", measured) ?? { holds: compare(measured.value, ">=", condition.percent) };
        default:
            return (0,lib/* assertNever */.xb)(condition);
    }
}
function evaluateBaseline(condition, measured) {
    const baseline = measured.baseline;
    if (baseline === undefined)
        return unknown("no_baseline", `${measured.text}; no baseline to compare with`);
    if (!Number.isFinite(baseline))
        return unknown("not_a_number", `the baseline is ${baseline}`);
    if (baseline <= 0)
        return unknown("no_baseline", `${measured.text}; the baseline is ${baseline}, so no ratio exists`);
    // Multiplied out: dividing by the baseline would add a rounding of its own.
    return { holds: compare(100 * measured.value, condition.operator, condition.limitPercent * baseline) };
}
function unitMismatch(expected, measured) {
    if (measured.unit === expected)
        return undefined;
    return unknown("unit_mismatch", `${measured.text} is in ${measured.unit}, the condition is in ${expected}`);
}
function unknown(reason, text) {
    return { holds: "unknown", reason, text };
}

;// CONCATENATED MODULE: ./packages/conditions/lib/evidence.js


/**
 * The evidence of a gate: the condition must hold for what was measured.
 *
 * Passes with reason `passed` and no advice; unknown is `inconclusive` with the reason why; else fails with
 * {@link failureReason}.
 */
function evidenceFor(name, condition, measured, sources, advice) {
    const answer = evaluate(condition, measured);
    const base = { name, required: condition.text, sources };
    if (answer.holds === "unknown") {
        return {
            ...base,
            outcome: "inconclusive",
            reason: answer.reason,
            found: answer.text || "nothing",
            advice,
        };
    }
    const found = measured.text || "nothing";
    if (answer.holds)
        return { ...base, outcome: "pass", reason: "passed", found, advice: "" };
    return { ...base, outcome: "fail", reason: failureReason(condition), found, advice };
}
/** The reason code of a condition that does not hold. */
function failureReason(condition) {
    switch (condition.kind) {
        case "threshold":
            if (condition.operator.startsWith(">"))
                return "below_threshold";
            return condition.operator.startsWith("<") ? "above_threshold" : "unexpected_value";
        case "baseline":
            return "outside_baseline";
        case "consecutive":
            return "too_few_failures";
        case "no-findings":
            return "findings_found";
        case "pass-rate":
            return "tests_failed";
        default:
            return (0,lib/* assertNever */.xb)(condition);
    }
}

;// CONCATENATED MODULE: ./packages/conditions/lib/format.js

const SUFFIX = { percent: "%", ms: "ms", count: "", bytes: "B" };
/** The condition in its plain spelling, whatever it was written as; `parseCondition` reads it back as the same. */
function formatCondition(condition) {
    switch (condition.kind) {
        case "threshold":
            return `${head(condition)}${condition.operator} ${plainDecimal(condition.limit)}${SUFFIX[condition.unit]}`;
        case "baseline":
            return `${head(condition)}${condition.operator} ${plainDecimal(condition.limitPercent)}% of baseline`;
        case "consecutive":
            return `${plainDecimal(condition.count)} consecutive ${condition.count === 1 ? "failure" : "failures"}`;
        case "no-findings":
            return `no_${condition.atLeast}_severity`;
        case "pass-rate":
            return `${plainDecimal(condition.percent)}%_pass_rate`;
        default:
            return (0,lib/* assertNever */.xb)(condition);
    }
}
function head(condition) {
    const percentile = condition.percentile === undefined ? undefined : `p${plainDecimal(condition.percentile)}`;
    return [condition.subject, percentile].flatMap((part) => (part === undefined ? [] : [`${part} `])).join("");
}
/** Every digit of a number without an exponent: 1e-7 is `0.0000001`. */
function plainDecimal(value) {
    const match = /^(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
    if (match === null)
        return String(value);
    const digits = `${match[1]}${match[2] ?? ""}`;
    const point = 1 + Number(match[3]);
    return point <= 0 ? `0.${"0".repeat(-point)}${digits}` : digits.padEnd(point, "0");
}

;// CONCATENATED MODULE: ./packages/conditions/lib/quantity.js

const TIME_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES = {
    b: 1,
    kb: 1_000,
    mb: 1_000_000,
    gb: 1_000_000_000,
    kib: 1_024,
    mib: 1_048_576,
    gib: 1_073_741_824,
};
/** Words that may follow a bare number and are not a unit of it. */
const NOT_UNITS = new Set(["of", "baseline", "pass", "consecutive"]);
/** Reads `80%`, `200ms`, `1m30s`, `5MiB` or a bare number. */
function readQuantity(cursor) {
    const number = cursor.take("number", "a number such as 80%, 200ms or 3");
    if (cursor.accept("percent-sign") !== undefined)
        return { value: number.value, unit: "percent" };
    const word = cursor.peek();
    if (word?.kind !== "word" || NOT_UNITS.has(word.text))
        return { value: number.value, unit: "count" };
    cursor.accept("word");
    if (Object.hasOwn(TIME_MS, word.text))
        return { value: readTime(cursor, number.offset, word.end), unit: "ms" };
    const bytes = Object.hasOwn(BYTES, word.text) ? BYTES[word.text] : undefined;
    if (bytes !== undefined)
        return { value: number.value * bytes, unit: "bytes" };
    const near = (0,lib/* nearest */.pA)(word.text, Object.keys(TIME_MS).concat(Object.keys(BYTES)));
    return cursor.stopAt(word, `a unit: "%", ${[...Object.keys(TIME_MS), "B", "KiB", "MiB"].join(", ")}`, near);
}
/** Milliseconds of a time that may go on, as in `1m30s`. */
function readTime(cursor, start, firstEnd) {
    let end = firstEnd;
    for (;;) {
        const number = cursor.peek();
        if (number?.kind !== "number" || number.offset !== end)
            break;
        cursor.accept("number");
        end = cursor.take("word", "a unit of time: ms, s, m, h or d").end;
    }
    const raw = cursor.text.slice(start, end);
    const ms = (0,lib/* parseDuration */.E9)(raw.replace(/\s+/g, "").toLowerCase());
    return ms ?? cursor.stopAt({ offset: start, text: raw }, "a time such as 200ms, 1s or 1m30s");
}

;// CONCATENATED MODULE: ./packages/conditions/lib/subject.js
/** The quantities a condition can name, with what each is compared with. */
const SUBJECTS = {
    "error-rate": "percent",
    "success-rate": "percent",
    availability: "percent",
    coverage: "percent",
    "pass-rate": "percent",
    latency: "time",
    requests: "count",
};
const ALIASES = { "response-time": "latency" };
/** The one name of a subject (`response time` is `latency`), or `undefined` when nobody measures it. */
function canonicalSubject(name) {
    const canonical = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
    return canonical !== undefined && Object.hasOwn(SUBJECTS, canonical) ? canonical : undefined;
}
/** Every spelling of a subject that is understood, for suggestions. */
function subjectNames() {
    return [...Object.keys(SUBJECTS), ...Object.keys(ALIASES)];
}

;// CONCATENATED MODULE: ./packages/conditions/lib/comparison.js



const UNIT_OF = {
    percent: "percent",
    time: "ms",
    count: "count",
};
/** Reads `[subject] [pNN] operator quantity [pNN | of baseline | pass rate]`. */
function parseComparison(cursor, text) {
    const head = readHead(cursor);
    const operator = cursor.take("operator", 'an operator: ">=", "<=", ">", "<", "==" or "!="').operator;
    const at = cursor.peek() ?? { offset: cursor.text.length, text: "" };
    const quantity = readQuantity(cursor);
    const subject = head.subject;
    if (cursor.accept("word", "of") !== undefined || peeksWord(cursor, "baseline")) {
        readBaselineWord(cursor);
        if (quantity.unit !== "percent")
            cursor.stopAt(at, 'a percentage before "of baseline", such as 200%');
        const percentile = readPercentile(cursor, head.percentile);
        return { kind: "baseline", text, subject, operator, limitPercent: quantity.value, percentile };
    }
    if (operator === ">=" && quantity.unit === "percent" && peeksWord(cursor, "pass")) {
        return readPassRate(cursor, text, quantity, at);
    }
    const percentile = readPercentile(cursor, head.percentile);
    checkUnit(cursor, at, subject, percentile, quantity.unit);
    return {
        kind: "threshold",
        text,
        subject,
        operator,
        limit: quantity.value,
        unit: quantity.unit,
        percentile,
    };
}
function readHead(cursor) {
    const words = [];
    let percentile;
    for (;;) {
        const word = cursor.accept("word");
        const next = word === undefined && percentile === undefined ? cursor.accept("percentile") : undefined;
        if (word !== undefined)
            words.push(word);
        else if (next !== undefined)
            percentile = next;
        else
            break;
    }
    const first = words[0];
    const last = words.at(-1);
    if (first === undefined || last === undefined)
        return { subject: undefined, percentile };
    const name = words.map((word) => word.text).join("-");
    const subject = canonicalSubject(name);
    if (subject !== undefined)
        return { subject, percentile };
    const where = { offset: first.offset, text: cursor.text.slice(first.offset, last.end) };
    const expected = `something that is measured: ${Object.keys(SUBJECTS).join(", ")}`;
    return cursor.stopAt(where, expected, (0,lib/* nearest */.pA)(name, subjectNames()));
}
function readPercentile(cursor, before) {
    const after = cursor.accept("percentile");
    if (before !== undefined && after !== undefined)
        cursor.stopAt(after, "one percentile only");
    cursor.end('nothing more, a percentile such as "p95", or "of baseline"');
    const token = before ?? after;
    if (token === undefined)
        return undefined;
    if (token.value <= 0 || token.value > 100) {
        const meant = /^p9{3,}$/.test(token.text) ? `p99.${token.text.slice(3)}` : undefined;
        return cursor.stopAt(token, "a percentile above p0 and up to p100, such as p95 or p99.9", meant);
    }
    return token.value;
}
function readBaselineWord(cursor) {
    const word = cursor.peek();
    if (cursor.accept("word", "baseline") !== undefined)
        return;
    cursor.stop('"baseline" after "of"', word?.kind === "word" ? (0,lib/* nearest */.pA)(word.text, ["baseline"]) : undefined);
}
function readPassRate(cursor, text, quantity, at) {
    cursor.accept("word", "pass");
    if (cursor.accept("word", "rate") === undefined)
        cursor.stop('"rate" after "pass"');
    cursor.end("nothing more");
    if (quantity.value > 100)
        cursor.stopAt(at, "a pass rate of at most 100%");
    return { kind: "pass-rate", text, percent: quantity.value };
}
/** A limit in a unit nobody measures the subject in would be unknown for ever: better said while parsing. */
function checkUnit(cursor, at, subject, percentile, unit) {
    if (percentile !== undefined && unit !== "ms") {
        cursor.stopAt(at, 'a time such as 200ms, or "150% of baseline", with a percentile');
    }
    const comparand = subject === undefined ? undefined : SUBJECTS[subject];
    if (comparand === undefined || unit === UNIT_OF[comparand])
        return;
    const examples = {
        percent: "a percentage such as 5%",
        time: 'a time such as 200ms, or "200% of baseline"',
    };
    cursor.stopAt(at, `${comparand === "count" ? "a plain number" : examples[comparand]} for ${subject}`);
}
function peeksWord(cursor, text) {
    const token = cursor.peek();
    return token?.kind === "word" && token.text === text;
}

;// CONCATENATED MODULE: ./packages/conditions/lib/syntax-error.js
/** How the tokenizer and the parser stop; never leaves the package. */
class ConditionSyntaxError extends Error {
    problem;
    constructor(problem) {
        super(problem.expected);
        this.name = "ConditionSyntaxError";
        this.problem = problem;
    }
}

;// CONCATENATED MODULE: ./packages/conditions/lib/cursor.js

/** A place in a list of tokens; moves forward only. */
class Cursor {
    text;
    #tokens;
    #at = 0;
    constructor(text, tokens) {
        this.text = text;
        this.#tokens = tokens;
    }
    peek() {
        return this.#tokens[this.#at];
    }
    /** The next token, taken, if it is of this kind (and is this word). */
    accept(kind, text) {
        const token = this.peek();
        if (!isKind(token, kind) || (text !== undefined && token.text !== text))
            return undefined;
        this.#at += 1;
        return token;
    }
    /** The next token, taken; stops with `expected` when it is of another kind. */
    take(kind, expected) {
        return this.accept(kind) ?? this.stop(expected);
    }
    /** Stops unless everything was read. */
    end(expected) {
        if (this.peek() !== undefined)
            this.stop(expected);
    }
    stop(expected, nearest) {
        return this.stopAt(this.peek() ?? { offset: this.text.length, text: "" }, expected, nearest);
    }
    stopAt(where, expected, nearest) {
        const read = where.text === "" ? "the end" : this.text.slice(where.offset, where.offset + where.text.length);
        throw new ConditionSyntaxError({
            read,
            expected,
            offset: where.offset,
            ...(nearest === undefined ? {} : { nearest }),
        });
    }
}
function isKind(token, kind) {
    return token?.kind === kind;
}

;// CONCATENATED MODULE: ./packages/conditions/lib/tokenize.js

const OPERATORS = {
    ">=": ">=",
    "<=": "<=",
    "==": "==",
    "!=": "!=",
    ">": ">",
    "<": "<",
    "≥": ">=",
    "≤": "<=",
};
const TOKEN = /(?<operator>>=|<=|==|!=|[><≥≤])|(?<percentile>p\d+(?:\.\d+)?(?![a-z\d]))|(?<number>\d+(?:\.\d+)?(?![\d.]))|(?<sign>%)|(?<word>[a-z]+)/iy;
/**
 * The tokens of a condition. Spaces, and `_` or `-` between two of them, only separate.
 *
 * Throws a `ConditionSyntaxError` at the first character that starts nothing.
 */
function tokenize(text) {
    const tokens = [];
    let at = skipSeparators(text, 0);
    while (at < text.length) {
        TOKEN.lastIndex = at;
        const match = TOKEN.exec(text);
        if (match === null)
            throw new ConditionSyntaxError(unreadable(text, at));
        tokens.push(toToken(match, at));
        at = skipSeparators(text, at + match[0].length);
    }
    return tokens;
}
function toToken(match, offset) {
    const groups = match.groups ?? {};
    const text = match[0].toLowerCase();
    const place = { offset, end: offset + text.length, text };
    const operator = groups.operator === undefined ? undefined : OPERATORS[text];
    if (operator !== undefined)
        return { ...place, kind: "operator", operator };
    if (groups.percentile !== undefined)
        return { ...place, kind: "percentile", value: Number(text.slice(1)) };
    if (groups.sign !== undefined)
        return { ...place, kind: "percent-sign" };
    if (groups.word !== undefined)
        return { ...place, kind: "word" };
    const value = Number(text);
    if (!Number.isFinite(value) || text.length > 60) {
        throw new ConditionSyntaxError({ read: text, expected: "a number of at most 60 digits", offset });
    }
    return { ...place, kind: "number", value };
}
/** `-` and `_` separate only inside a phrase: elsewhere a minus would silently vanish from `>= -5%`. */
function skipSeparators(text, from) {
    let at = from;
    while (at < text.length) {
        const char = text[at] ?? "";
        const inside = /[a-z\d%]/i.test(text[at - 1] ?? "") && /[a-z\d]/i.test(text[at + 1] ?? "");
        if (/\s/.test(char) || ((char === "_" || char === "-") && inside))
            at += 1;
        else
            break;
    }
    return at;
}
function unreadable(text, offset) {
    const read = String.fromCodePoint(text.codePointAt(offset) ?? 0);
    const rest = text.slice(offset);
    if (/^-\s*\d/.test(rest))
        return { read: "-", expected: "a number that is not negative", offset };
    if (/^\.\d/.test(rest))
        return { read, expected: `a digit before the point, as in 0${rest}`, offset };
    if (/^\d+\.(\d+\.|\d*$|\D)/.test(rest))
        return { read: rest, expected: "a number such as 80 or 99.5", offset };
    if (rest.startsWith("=")) {
        return { read, expected: 'an operator: ">=", "<=", ">", "<", "==" or "!="', offset, nearest: "==" };
    }
    return { read, expected: 'a word, a number, "%" or an operator', offset };
}

;// CONCATENATED MODULE: ./packages/conditions/lib/parse.js





const MAX_LENGTH = 200;
const SEVERITIES = ["critical", "high", "medium", "low"];
const FINDING_NOUNS = ["issues", "issue", "severity", "findings", "finding", "vulnerabilities"];
const EXAMPLES = [">= 80%", "<= 200ms_p95", "no_critical_issues", "100%_pass_rate", "3 consecutive failures"];
/**
 * The condition a text says, or what is wrong with it and where.
 *
 * Words in any case; space, `_` and `-` between words are the same. Comparisons: `[subject] [pNN] operator number[unit]`
 * with an optional `_pNN` or `of baseline` after it. Phrases: `no_<severity>_issues`, `99.5%_pass_rate`,
 * `3 consecutive failures`.
 */
function parseCondition(text) {
    try {
        if (text.length > MAX_LENGTH) {
            throw new ConditionSyntaxError({
                read: `${text.slice(0, 20)}…`,
                expected: `a condition of at most ${MAX_LENGTH} characters`,
                offset: MAX_LENGTH,
            });
        }
        return { ok: true, condition: readCondition(new Cursor(text, tokenize(text)), text.trim()) };
    }
    catch (error) {
        if (error instanceof ConditionSyntaxError)
            return { ok: false, problem: error.problem };
        throw error;
    }
}
/** The problem as one sentence without a full stop, for a message: what was read, where, what was expected. */
function explainConditionProblem(text, problem) {
    const near = problem.nearest === undefined ? "" : `. Did you mean "${problem.nearest}"?`;
    const read = problem.read === "the end" ? problem.read : `"${problem.read}"`;
    return `"${text}" is not a condition: read ${read} at character ${problem.offset + 1}, expected ${problem.expected}${near}`;
}
function readCondition(cursor, text) {
    const first = cursor.peek();
    if (first === undefined)
        return cursor.stop(`a condition such as ${EXAMPLES.join(", ")}`);
    if (cursor.accept("word", "no") !== undefined)
        return readNoFindings(cursor, text);
    if (first.kind === "number")
        return readPhraseWithNumber(cursor, text);
    return parseComparison(cursor, text);
}
function readNoFindings(cursor, text) {
    const word = cursor.take("word", `a severity: ${SEVERITIES.join(", ")}`);
    const atLeast = SEVERITIES.find((severity) => severity === word.text);
    if (atLeast === undefined) {
        return cursor.stopAt(word, `a severity: ${SEVERITIES.join(", ")}`, (0,lib/* nearest */.pA)(word.text, SEVERITIES));
    }
    const expected = `"issues" or "severity" after "no_${atLeast}"`;
    const noun = cursor.take("word", expected);
    if (!FINDING_NOUNS.includes(noun.text))
        cursor.stopAt(noun, expected, (0,lib/* nearest */.pA)(noun.text, FINDING_NOUNS));
    cursor.end("nothing more");
    return { kind: "no-findings", text, atLeast };
}
function readPhraseWithNumber(cursor, text) {
    const number = cursor.take("number", "a number");
    const isPercent = cursor.accept("percent-sign") !== undefined;
    const word = cursor.peek();
    if (isPercent && word?.kind === "word") {
        readWords(cursor, ["pass", "rate"]);
        cursor.end("nothing more");
        if (number.value > 100)
            cursor.stopAt(number, "a pass rate of at most 100%");
        return { kind: "pass-rate", text, percent: number.value };
    }
    if (!isPercent && word?.kind === "word" && (0,lib/* nearest */.pA)(word.text, ["consecutive"]) !== undefined) {
        readWords(cursor, ["consecutive"]);
        if (cursor.accept("word", "failure") === undefined)
            readWords(cursor, ["failures"]);
        cursor.end("nothing more");
        if (!Number.isInteger(number.value) || number.value < 1) {
            cursor.stopAt(number, "a whole number of failures, at least 1");
        }
        return { kind: "consecutive", text, count: number.value };
    }
    const read = text.slice(0, 40);
    return cursor.stopAt(number, `an operator before the number, as in ">= ${read}" or "<= ${read}"`, isPercent && word === undefined ? `>= ${read}` : undefined);
}
function readWords(cursor, words) {
    for (const word of words) {
        const read = cursor.peek();
        if (cursor.accept("word", word) !== undefined)
            continue;
        const near = read?.kind === "word" ? (0,lib/* nearest */.pA)(read.text, [word]) : undefined;
        cursor.stop(`"${word}"`, near);
    }
}

;// CONCATENATED MODULE: ./packages/conditions/lib/verdict.js
/**
 * One verdict from the evidence of several questions: fail beats inconclusive beats pass.
 *
 * No evidence at all is `inconclusive` with reason `no_evidence`.
 */
function judge(evidence, subject) {
    const worst = worstOf(evidence.map((item) => item.outcome));
    const bad = evidence.filter((item) => item.outcome !== "pass");
    const first = bad.find((item) => item.outcome === worst);
    if (first === undefined) {
        if (evidence.length === 0) {
            return {
                outcome: "inconclusive",
                reason: "no_evidence",
                sentence: `${subject}: nothing was checked`,
                evidence,
            };
        }
        return {
            outcome: "pass",
            reason: "all_passed",
            sentence: `${subject}: all ${evidence.length} passed`,
            evidence,
        };
    }
    const word = worst === "fail" ? "failed" : "inconclusive";
    const count = bad.filter((item) => item.outcome === worst).length;
    return {
        outcome: worst,
        reason: first.reason,
        sentence: `${subject}: ${count} of ${evidence.length} ${word} (${first.name}: found ${first.found}, required ${first.required})`,
        evidence,
    };
}
/** The worst outcome: fail, then inconclusive, then pass; `inconclusive` for an empty list. */
function worstOf(outcomes) {
    if (outcomes.includes("fail"))
        return "fail";
    if (outcomes.includes("inconclusive") || outcomes.length === 0)
        return "inconclusive";
    return "pass";
}

;// CONCATENATED MODULE: ./packages/conditions/lib/index.js










/***/ })

};
