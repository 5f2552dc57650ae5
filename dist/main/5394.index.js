export const id = 5394;
export const ids = [5394];
export const modules = {

/***/ 95394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderRolloutReport: () => (/* reexport */ renderRolloutReport)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/rollout-report/lib/model/limits.js
/** From all that a person would read to what always fits; each is tried until the page is small enough. */
const LIMITS = [
    { nameBytes: 120, sentenceBytes: 1_000, metrics: 20, listRows: 150, tableBytes: 120_000 },
    { nameBytes: 120, sentenceBytes: 400, metrics: 20, listRows: 80, tableBytes: 60_000 },
    { nameBytes: 60, sentenceBytes: 200, metrics: 12, listRows: 40, tableBytes: 20_000 },
    { nameBytes: 30, sentenceBytes: 100, metrics: 8, listRows: 20, tableBytes: 5_000 },
];

;// CONCATENATED MODULE: ./packages/rollout-report/lib/model/tidy-history.js

/**
 * The history as the page can draw it: looks in order of time, texts and metrics within the limits, and no number that
 * cannot be what it stands for (a window with such counts is unknown, and says so).
 */
function tidyHistory(history, limits) {
    const name = (text) => (0,lib/* truncateUtf8 */.Ck)(text, limits.nameBytes);
    const sentence = (text) => keepPercents((0,lib/* truncateUtf8 */.Ck)(text, limits.sentenceBytes));
    const { analysis, candidate, verdict } = history;
    const commit = candidate.commit;
    return {
        ...history,
        service: name(history.service),
        environment: name(history.environment),
        platform: name(history.platform),
        candidate: {
            version: name(candidate.version),
            ...(commit === undefined ? {} : { commit: name(commit) }),
        },
        stable: history.stable === null ? null : name(history.stable),
        endedAt: isTime(history.endedAt) ? history.endedAt : undefined,
        verdict: { ...verdict, reason: name(verdict.reason), sentence: sentence(verdict.sentence) },
        steps: history.steps.filter((step) => isCount(step.weight) && isCount(step.bakeMs)),
        decisions: history.decisions
            .filter((decision) => isTime(decision.at) && isCount(decision.weight))
            .map((decision) => ({ ...decision, text: sentence(decision.text) }))
            .sort((one, other) => one.at - other.at),
        looks: history.looks
            .filter((look) => isTime(look.at))
            .map((look) => tidyLook(look, name))
            .sort((one, other) => one.at - other.at),
        analysis: analysis && {
            ...analysis,
            metrics: analysis.metrics.slice(0, limits.metrics).map((metric) => ({
                ...tidyMetric(metric),
                name: name(metric.name),
                sentence: sentence(metric.sentence),
            })),
        },
        checks: history.checks.map((check) => ({
            ...check,
            name: name(check.name),
            text: sentence(check.text),
        })),
    };
}
/** Latest moment that a calendar can say (ECMA-262 §21.4.1.1). */
const LAST_TIME = 8.64e15;
function isTime(value) {
    return value !== undefined && Math.abs(value) <= LAST_TIME;
}
function isCount(value) {
    return Number.isFinite(value) && value >= 0;
}
/** A line must not break between a number and its per cent sign. */
function keepPercents(text) {
    return text.replace(/(\d) %/g, "$1\u00a0%");
}
function tidyLook(look, name) {
    const candidate = tidyCounts(look.candidate);
    const stable = tidyCounts(look.stable);
    const lost = (look.candidate !== undefined && !candidate) || (look.stable !== undefined && !stable);
    const missing = look.missing ?? (lost ? "the counts are not counts" : undefined);
    return {
        ...look,
        weight: isCount(look.weight) ? look.weight : 0,
        candidate,
        stable,
        missing: missing === undefined ? undefined : name(missing),
    };
}
function tidyCounts(counts) {
    if (counts === undefined)
        return undefined;
    const { requests, errors, p50Ms, p95Ms, p99Ms } = counts;
    if (!isCount(requests) || !isCount(errors) || errors > requests)
        return undefined;
    return { requests, errors, p50Ms: latency(p50Ms), p95Ms: latency(p95Ms), p99Ms: latency(p99Ms) };
}
function latency(value) {
    return value !== undefined && isCount(value) ? value : undefined;
}
function tidyMetric(metric) {
    const { ratio } = metric;
    const isRatio = ratio !== undefined && [ratio.low, ratio.estimate, ratio.high].every((one) => one >= 0);
    return {
        ...metric,
        candidate: tidySide(metric.candidate),
        stable: tidySide(metric.stable),
        ratio: isRatio ? ratio : undefined,
    };
}
function tidySide(side) {
    return isCount(side.requests) && isCount(side.bad) ? side : { requests: 0, bad: 0 };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/rollout-report/lib/style/charts.js
/** Drawings: thin axes, candidate solid and orange, stable dashed and blue. */
const CHARTS = `
.chart { display: block; width: 100%; height: auto; }
.narrow { display: none; }
@media screen and (max-width: 639px) { .wide { display: none; } .narrow { display: block; max-width: 30rem; } }
svg text { font: 400 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; fill: var(--quiet); }
.tick { font-size: 11px; }
svg .end { text-anchor: end; }
svg .middle { text-anchor: middle; }
svg .strong { font-weight: 600; }
svg text.candidate { fill: var(--candidate); }
svg text.stable { fill: var(--stable); }
.halo { paint-order: stroke; stroke: var(--ground); stroke-width: 4px; stroke-linejoin: round; }
.chart path, .ratio path { fill: none; }
.grid { stroke: var(--line); }
.axis, .leader { stroke: var(--axis); }
.event { stroke: var(--axis); stroke-dasharray: 1 3; }
.hatch { stroke: var(--axis); stroke-width: 1.5; }
.line { stroke-width: 2; stroke-linejoin: round; stroke: var(--quiet); }
.line.candidate { stroke: var(--candidate); stroke-width: 2.5; }
.line.deciding { stroke: var(--ink); stroke-width: 2.5; }
.line.stable { stroke: var(--stable); stroke-dasharray: 6 3; }
.dash1 { stroke-dasharray: 7 3; }
.dash2 { stroke-dasharray: 2 2; }
.dash3 { stroke-dasharray: 9 3 2 3; }
.chart .band.candidate, .chart .area { fill: var(--candidate); fill-opacity: .16; }
.chart .band.stable { fill: var(--stable); fill-opacity: .16; }
.planned { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 2 3; }
.threshold { stroke: var(--ink); stroke-width: 1.25; }
svg .halo { fill: var(--ink); }
.dot { fill: var(--quiet); stroke: var(--ground); stroke-width: 1.5; }
.dot.candidate { fill: var(--candidate); }
.dot.deciding { fill: var(--ink); }
.hover { fill: var(--ink); fill-opacity: 0; }
.hover:hover { fill-opacity: .07; }
.mark rect { fill: var(--soft); stroke: var(--axis); }
.mark path { stroke: var(--axis); stroke-dasharray: 1 3; }
.mark text { font-size: 11px; font-weight: 600; fill: var(--ink); }
.frame { fill: var(--soft); stroke: var(--axis); }
.held { fill: var(--candidate); }
.expected { stroke: var(--ink); stroke-width: 2; }
.ratio { display: block; width: 100%; max-width: 13.75rem; height: auto; }
.ratio .one { stroke: var(--axis); }
.ratio .limit { stroke: var(--axis); stroke-dasharray: 1 3; }
.ratio .interval { stroke: var(--quiet); stroke-width: 3; stroke-linecap: round; }
.ratio circle { fill: var(--quiet); }
.ratio.candidate .interval { stroke: var(--candidate); }
.ratio.candidate circle { fill: var(--candidate); }
`;

;// CONCATENATED MODULE: ./packages/rollout-report/lib/style/colours.js
/** Orange and blue stay apart for every kind of colour blindness; each text has at least 4.5:1 on its ground. */
const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: #ffffff;
  --ink: #1b2027;
  --quiet: #555e6b;
  --line: #dfe3e8;
  --axis: #8a929e;
  --soft: #f4f6f8;
  --candidate: #b34700;
  --stable: #1a5fa8;
  --good: #136c39;
  --good-ground: #e6f4eb;
  --bad: #b02318;
  --bad-ground: #fdecea;
  --unsure: #745000;
  --unsure-ground: #fbf1d9;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #11151a;
    --ink: #e7eaee;
    --quiet: #a4adb9;
    --line: #2a313a;
    --axis: #6d7785;
    --soft: #1a2027;
    --candidate: #ff9f57;
    --stable: #7cb7ff;
    --good: #74d196;
    --good-ground: #15301f;
    --bad: #ff9287;
    --bad-ground: #3b1a18;
    --unsure: #e6b84c;
    --unsure-ground: #33280f;
  }
}
`;

;// CONCATENATED MODULE: ./packages/rollout-report/lib/style/layout.js
/** The page from top to bottom, on a phone, a wide screen and on paper. */
const LAYOUT = `
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  max-width: 67rem;
  padding: 2.5rem clamp(1rem, 4vw, 2rem) 4rem;
  background: var(--ground);
  color: var(--ink);
  font: 400 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere;
  -webkit-text-size-adjust: 100%;
}
h1, h2, h3, p, dl, dd, figure { margin: 0; }
h1 { font-size: clamp(1.5rem, 1.1rem + 2vw, 2.25rem); line-height: 1.2; letter-spacing: -.015em; }
h1 .note { font-weight: 400; font-size: inherit; }
h2 { font-size: 1.25rem; line-height: 1.3; letter-spacing: -.005em; margin-bottom: .9rem; }
h3 { font-size: 1rem; line-height: 1.4; margin-bottom: .4rem; }
h3 .note { font-weight: 400; margin-left: .25rem; }
a { color: var(--stable); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--stable); outline-offset: 3px; }
section { margin-top: 3.25rem; }
.eyebrow { color: var(--quiet); font-size: .875rem; margin-bottom: .35rem; }
.note, .caption, figcaption, .absent { color: var(--quiet); font-size: .875rem; }
.caption, figcaption { margin-top: .6rem; max-width: 46rem; }
.absent { font-size: 1rem; }
.verdict { display: flex; flex-wrap: wrap; align-items: baseline; gap: .5rem .9rem; margin: 1.25rem 0 1.5rem; padding: 1rem 1.15rem; border-left: 4px solid var(--axis); background: var(--soft); border-radius: 0 .4rem .4rem 0; }
.verdict.good { border-color: var(--good); background: var(--good-ground); }
.verdict.bad { border-color: var(--bad); background: var(--bad-ground); }
.verdict.unsure { border-color: var(--unsure); background: var(--unsure-ground); }
.verdict .chip { font-size: 1.25rem; padding: 0; background: none; }
.verdict .sentence { flex: 1 1 20rem; font-size: 1.0625rem; }
.sentence::first-letter { text-transform: uppercase; }
.chip { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-weight: 600; white-space: nowrap; color: var(--quiet); background: var(--soft); }
.chip.good { color: var(--good); background: var(--good-ground); }
.chip.bad { color: var(--bad); background: var(--bad-ground); }
.chip.unsure { color: var(--unsure); background: var(--unsure-ground); }
.facts { display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; }
dt { color: var(--quiet); font-size: .8125rem; }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1.25rem 2rem; margin-top: 2.25rem; padding: 1.35rem 0; border: solid var(--line); border-width: 1px 0; }
.figures dd { font-size: 1.75rem; font-weight: 600; line-height: 1.3; letter-spacing: -.01em; }
.figures .note { display: block; font-weight: 400; letter-spacing: 0; line-height: 1.4; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 1.75rem 2rem; }
.panels figure { max-width: 26rem; }
figure + h3 { margin-top: 2rem; }
figure + .scroll { margin-top: 1.25rem; }
summary { cursor: pointer; color: var(--stable); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 639px) {
  body { padding-top: 1.5rem; }
  section { margin-top: 2.5rem; }
  .figures { grid-template-columns: repeat(2, 1fr); gap: 1.1rem 1.25rem; }
  .figures dd { font-size: 1.375rem; }
  .facts { display: grid; grid-template-columns: repeat(2, 1fr); gap: .75rem 1.25rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: .8125rem; }
  section { margin-top: 1.75rem; }
  h2, h3 { break-after: avoid; }
  figure, tr, .verdict, .figures { break-inside: avoid; }
  .figures { grid-template-columns: repeat(4, 1fr); }
  .panels { grid-template-columns: repeat(3, 1fr); gap: 1rem; }
  .facts { gap: .5rem 1.5rem; }
  details:not([open]) { display: none; }
  section:has(> details:not([open])) { display: none; }
  * { print-color-adjust: exact; }
}
`;

;// CONCATENATED MODULE: ./packages/rollout-report/lib/style/tables.js
/** Tables: hairlines between rows, numbers to the right, scrolling on their own where the screen is narrow. */
const TABLES = `
.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; overflow-wrap: normal; }
th, td { padding: .55rem 1.25rem .55rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: .8125rem; font-weight: 400; vertical-align: bottom; }
tbody th { font-weight: 600; }
.number { text-align: right; white-space: nowrap; }
thead .number, .number .note { white-space: normal; }
#metrics ~ .scroll .note { white-space: nowrap; }
td .note { display: block; }
.words { overflow-wrap: anywhere; min-width: 11rem; width: 100%; }
.name { margin-right: .35rem; }
th.words .chip { font-size: .8125rem; }
#checks ~ .scroll table { width: auto; }
#checks ~ .scroll .words { width: auto; padding-right: 2.5rem; }
.words .sentence { display: block; font-weight: 400; color: var(--quiet); font-size: .875rem; max-width: 34rem; margin-top: .1rem; }
.drawing { min-width: 15rem; }
#plan ~ .scroll table { width: auto; }
#plan ~ .scroll .number { padding-right: 2.5rem; }
details table { font-size: .8125rem; margin-top: .75rem; }
details thead th { text-align: right; }
details td, details tbody th { padding-top: .2rem; padding-bottom: .2rem; font-weight: 400; text-align: right; white-space: nowrap; }
details .scroll { max-height: 34rem; overflow: auto; }
@media screen and (max-width: 639px) {
  th, td { padding-right: .9rem; }
  .words { min-width: 8rem; }
  #metrics ~ .scroll .words { min-width: 11rem; }
  #checks ~ .scroll .words, #plan ~ .scroll .number { padding-right: .9rem; }
  .drawing { display: none; }
}
@media print {
  .scroll, details .scroll { overflow: visible; max-height: none; }
  table { font-size: .75rem; }
  th, td { padding-right: .7rem; }
  .words .sentence, td .note { font-size: .6875rem; }
  #metrics ~ .scroll .words { min-width: 9rem; }
  .drawing { min-width: 10rem; }
}
`;

;// CONCATENATED MODULE: ./packages/rollout-report/lib/style/style.js




/** The style sheet of the page. No style attributes anywhere: the policy would refuse them. */
const STYLE = [COLOURS, LAYOUT, TABLES, CHARTS]
    .join("\n")
    .replace(/\s*\n\s*/g, "")
    .replace(/: /g, ":");

;// CONCATENATED MODULE: ./packages/rollout-report/lib/page/html.js

/** HTML that is safe to print: made only by {@link html}. */
class Html {
    source;
    /** Trusts `source`. */
    constructor(source) {
        this.source = source;
    }
    toString() {
        return this.source;
    }
}
/** An HTML or SVG template; every interpolated text is safe between tags and inside quoted attributes. */
function html(strings, ...values) {
    let source = strings[0] ?? "";
    values.forEach((value, index) => {
        source += toSource(value) + (strings[index + 1] ?? "");
    });
    return new Html(source);
}
const ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};
/** Text from outside for a text node or a quoted attribute; control characters become visible. */
function escapeHtml(text) {
    return (0,lib/* printable */.g$)(text.toWellFormed()).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
function toSource(value) {
    if (value === undefined)
        return "";
    if (value instanceof Html)
        return value.source;
    if (typeof value === "object")
        return value.map(toSource).join("");
    return escapeHtml(String(value));
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/page/document.js



/** The whole file. Nothing may be loaded or run: the policy allows this one style sheet. */
function renderDocument(title, body) {
    const hash = (0,external_node_crypto_.createHash)("sha256").update(STYLE, "utf8").digest("base64");
    const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
    const page = html `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`;
    return page.source;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/page/parts.js

/** A part of the page with its heading. */
function section(id, title, ...content) {
    return html `<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}
</section>
`;
}
/** A sentence in the place of something that is not there. */
function absent(text) {
    return html `<p class="absent">${text}</p>`;
}
const MARKS = { good: "✓", bad: "✕", unsure: "?", quiet: "·" };
const OUTCOME_TONES = { pass: "good", fail: "bad", inconclusive: "unsure" };
/** A word with its mark and colour; the word alone says it all. */
function chip(tone, text) {
    return html `<span class="chip ${tone}"><span aria-hidden="true">${MARKS[tone]}</span> ${text}</span>`;
}
function outcomeChip(outcome) {
    return chip(OUTCOME_TONES[outcome], outcome);
}
/** A table whose first column names its rows; it scrolls on its own where the screen is narrow. */
function table(name, columns, rows) {
    const head = columns.map((column) => html `<th scope="col"${classOf(column)}>${column.title}</th>`);
    const body = rows.map((cells) => {
        const [first, ...rest] = cells;
        const others = rest.map((cell, index) => html `<td${classOf(columns[index + 1])}>${cell}</td>`);
        return html `<tr><th scope="row"${classOf(columns[0])}>${first}</th>${others}</tr>\n`;
    });
    return html `<div class="scroll" role="group" aria-label="Table: ${name}" tabindex="0"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody>
</table></div>`;
}
function classOf(column) {
    return column?.className === undefined ? undefined : html ` class="${column.className}"`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/sections/checks-section.js


const TITLE = "Checks";
/** The checks by name with their last answer; those that did not pass come first. */
function checksSection({ checks }, { listRows }) {
    if (checks.length === 0)
        return section("checks", TITLE, absent("No checks were configured."));
    const order = { fail: 0, inconclusive: 1, pass: 2 };
    const sorted = checks.toSorted((one, other) => order[one.outcome] - order[other.outcome]);
    const rows = sorted
        .slice(0, listRows)
        .map(({ name, outcome, text }) => [
        html `${name}<span class="sentence">${text}</span>`,
        outcomeChip(outcome),
    ]);
    return section("checks", TITLE, table("Checks", [{ title: "Check", className: "words" }, { title: "Last answer" }], rows), checks.length > listRows
        ? html `<p class="caption">The first ${listRows} of ${checks.length} checks.</p>`
        : undefined);
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/page/format.js

/** `14:03:20`. UTC. */
function formatTime(at) {
    return new Date(at).toISOString().slice(11, 19);
}
/** `21 November 2026, 14:03:20 UTC`. */
function formatMoment(at) {
    if (!Number.isFinite(at) || Math.abs(at) > 8.64e15)
        return "unknown";
    const date = new Date(at);
    return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${formatTime(at)} UTC`;
}
const MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/** `0.76 %` of a share from 0 to 1, two significant digits. */
function formatShare(share) {
    const percent = share * 100;
    if (!Number.isFinite(percent))
        return "–";
    if (percent === 0)
        return "0\u00a0%";
    if (percent < 0.001)
        return "<\u00a00.001\u00a0%";
    return `${percent < 10 ? Number(percent.toPrecision(2)) : Math.round(percent)}\u00a0%`;
}
/** `0.76 %`, `0.20 %` of so many bad requests; a dash when there were no requests. */
function formatRate(bad, requests) {
    if (requests <= 0)
        return "–";
    const percent = (bad / requests) * 100;
    return percent >= 0.001 && percent < 10 ? `${percent.toPrecision(2)}\u00a0%` : formatShare(bad / requests);
}
/** `5 %`, `12.5 %`: a weight of the traffic. */
function formatWeight(weight) {
    return `${Number(weight.toFixed(2))}\u00a0%`;
}
/** `4.1×`, `23×`, `∞`. */
function formatRatio(ratio) {
    if (ratio === Number.POSITIVE_INFINITY)
        return "∞";
    if (Number.isNaN(ratio))
        return "–";
    return `${ratio < 10 ? Number(ratio.toPrecision(2)) : (0,lib/* formatCount */.B4)(ratio)}×`;
}
/** `180 ms`, `1.4 s`. */
function formatLatency(ms) {
    if (ms >= 1_000)
        return `${Number((ms / 1_000).toPrecision(3))} s`;
    return `${Number(ms.toPrecision(3))} ms`;
}
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** A power of ten in full up to 10,000 and from 0.001 on, else `10⁷`. */
function formatPowerOfTen(exponent) {
    if (exponent >= 0 && exponent <= 4)
        return (0,lib/* formatCount */.B4)(10 ** exponent);
    if (exponent >= -3 && exponent < 0)
        return (10 ** exponent).toFixed(-exponent);
    const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)] ?? "");
    return `10${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
}
/** Evidence of a natural log as a number to read: `1,240`, `0.08`, `10¹²`. */
function formatEvidence(log) {
    if (Number.isNaN(log))
        return "–";
    if (log === Number.POSITIVE_INFINITY)
        return "∞";
    const value = Math.exp(log);
    if (value === 0)
        return "0";
    if (value >= 1_000_000 || value < 0.001)
        return formatPowerOfTen(Math.floor(log / Math.LN10 + 1e-9));
    return value >= 100 ? (0,lib/* formatCount */.B4)(value) : String(Number(value.toPrecision(2)));
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/sections/decisions-section.js



const decisions_section_TITLE = "Decisions";
/** All changes of the traffic and why, numbered as in the chart of weights. */
function decisionsSection({ decisions }, { listRows }) {
    if (decisions.length === 0)
        return section("decisions", decisions_section_TITLE, absent("Nothing was decided."));
    const numbered = decisions.map((decision, index) => ({ ...decision, number: index + 1 }));
    // The beginning and the end tell the story; the middle of a very long one is left out.
    const left = numbered.length - listRows;
    const shown = left > 0 ? [...numbered.slice(0, listRows / 2), ...numbered.slice(-listRows / 2)] : numbered;
    const rows = shown.map(({ number, at, weight, text }) => [
        number,
        formatTime(at),
        formatWeight(weight),
        text,
    ]);
    const columns = [
        { title: "No.", className: "number" },
        { title: "UTC", className: "number" },
        { title: "Weight", className: "number" },
        { title: "Reason", className: "words" },
    ];
    return section("decisions", decisions_section_TITLE, table("Decisions", columns, rows), left > 0 ? html `<p class="caption">${left} in the middle are left out.</p>` : undefined);
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/bucket-line.js
/**
 * Runs of buckets that have a value, as points: the middle of each bucket, and the outer edges of the run, so that a
 * bucket that stands alone is a short line and a gap is as wide as it was.
 */
function bucketRuns(plot, buckets, read) {
    const runs = [];
    let run;
    for (const bucket of buckets) {
        const value = read(bucket);
        if (value === undefined) {
            run = undefined;
            continue;
        }
        if (run === undefined) {
            run = [];
            runs.push(run);
        }
        run.push({ bucket, value });
    }
    return runs.map((items) => {
        const middles = items.map(({ bucket, value }) => ({
            x: plot.x((bucket.from + bucket.to) / 2),
            y: plot.y(value),
        }));
        const [first, last] = [items[0], items.at(-1)];
        if (first === undefined || last === undefined)
            return middles;
        return [
            { x: plot.x(first.bucket.from), y: plot.y(first.value) },
            ...middles,
            { x: plot.x(last.bucket.to), y: plot.y(last.value) },
        ];
    });
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/model/span.js
/** From the start to the end, or to the last thing that happened while it goes on; never empty. */
function spanOf(history) {
    const known = [
        history.startedAt,
        history.endedAt,
        history.looks[0]?.at,
        history.looks.at(-1)?.at,
        history.decisions[0]?.at,
        history.decisions.at(-1)?.at,
    ].filter((at) => at !== undefined && Number.isFinite(at));
    const from = Math.min(...known);
    const to = Math.max(...known);
    if (!Number.isFinite(from))
        return { from: 0, to: 1_000 };
    return { from, to: Math.max(to, from + 1_000) };
}
/** From when on there was anything to count: the first change of the traffic. */
function countedSpan(history) {
    const span = spanOf(history);
    const [decision, look] = [history.decisions[0], history.looks[0]];
    const hasBegun = decision !== undefined && look !== undefined && decision.at < look.at;
    return { from: hasBegun ? decision.at : span.from, to: span.to };
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/model/bakes.js

/** The weights as they were, one segment for each change; by the looks where nobody noted decisions. */
function weightSegments(history) {
    const changes = history.decisions.length > 0 ? history.decisions : history.looks;
    const { to } = spanOf(history);
    const segments = [];
    for (const { at, weight } of changes) {
        const last = segments.at(-1);
        if (last?.weight === weight)
            continue;
        if (last !== undefined)
            segments.splice(-1, 1, { ...last, to: at });
        segments.push({ from: at, to, weight });
    }
    return segments;
}
/** The steps in order with the time each was held. */
function stepOutcomes(history) {
    const held = new Map();
    let next = 0;
    for (const { from, to, weight } of weightSegments(history)) {
        const index = history.steps.findIndex((step, place) => place >= next && step.weight === weight);
        if (index < 0)
            continue;
        held.set(index, (held.get(index) ?? 0) + to - from);
        next = index;
    }
    return history.steps.map((step, index) => ({ ...step, actualMs: held.get(index) }));
}
/** The weights as they were planned, from the first change on. */
function plannedSegments(history) {
    let from = history.decisions[0]?.at ?? history.looks[0]?.at ?? history.startedAt;
    return history.steps.map(({ weight, bakeMs }) => {
        const segment = { from, to: from + bakeMs, weight };
        from = segment.to;
        return segment;
    });
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/path.js
/** A coordinate with one decimal, the shortest way. */
function coordinate(value) {
    return Math.round(value * 10) / 10;
}
/** The data of a path through the points; `undefined` is a gap. Empty without points. */
function linePath(points) {
    let data = "";
    let isDrawing = false;
    for (const point of points) {
        if (point === undefined || !Number.isFinite(point.x) || !Number.isFinite(point.y)) {
            isDrawing = false;
            continue;
        }
        data += `${isDrawing ? "L" : "M"}${coordinate(point.x)} ${coordinate(point.y)}`;
        isDrawing = true;
    }
    return data;
}
/** The data of a closed band between an upper and a lower edge of the same length. */
function bandPath(upper, lower) {
    return upper.length === 0 ? "" : `${linePath([...upper, ...lower.toReversed()])}Z`;
}
/**
 * The points that matter at `step` units of width: the last of each column, the highest of all, and every gap.
 * The points go from left to right.
 */
function thinPoints(points, step) {
    const highest = points.reduce((best, point) => (point !== undefined && (best === undefined || point.y < best.y) ? point : best), undefined);
    return points.filter((point, index) => {
        const next = points[index + 1];
        if (point === undefined)
            return next !== undefined;
        if (next === undefined || point === highest || points[index - 1] === undefined)
            return true;
        return Math.floor(point.x / step) !== Math.floor(next.x / step);
    });
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/events.js



/** A hairline at each change of the weight, so that what happened can be read down through all charts. */
function weightChanges(plot, history) {
    const places = new Set(weightSegments(history).map(({ from }) => coordinate(plot.x(from))));
    const inside = [...places].filter((x) => x > plot.x0 + 1 && x < plot.x1 - 1);
    // Lines closer than they can be told apart would only be a grey field.
    if (inside.length === 0 || inside.length > 60)
        return undefined;
    return html `<path class="event" d="${inside.map((x) => `M${x} ${plot.y0}V${plot.y1}`).join("")}"/>`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/scale.js
/** A straight scale; values beyond the domain land beyond the range. */
function linearScale(domain, range) {
    const factor = (range[1] - range[0]) / (domain[1] - domain[0] || 1);
    return (value) => range[0] + (value - domain[0]) * factor;
}
/** Ticks from 0 at steps of 1, 2, 2.5 or 5 times a power of ten; the last is at or above `max`. At most `count` steps. */
function niceTicks(max, count) {
    const top = Number.isFinite(max) && max > 0 ? max : 1;
    const raw = top / count;
    const power = 10 ** Math.floor(Math.log10(raw));
    const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= raw * (1 - 1e-9)) ?? 10;
    const step = factor * power;
    const steps = Math.ceil(top / step - 1e-9);
    return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
/** Whole numbers from `low` to `high` at a step of 1, 2, 5, … so that there are at most `count`. */
function wholeTicks(low, high, count) {
    const step = [1, 2, 3, 5, 10, 20, 50, 100, 200].find((one) => (high - low) / one <= count) ?? 500;
    const first = Math.ceil(low / step) * step;
    return Array.from({ length: Math.floor((high - first) / step) + 1 }, (_, index) => first + index * step);
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/time-axis.js

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
    ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
    ...[1, 2, 5, 10, 15, 20, 30].map((minutes) => minutes * MINUTE),
    ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000].map((days) => days * DAY),
];
/** Round moments within the span, at most `count`, labelled in UTC; with the day where the span is longer than one. */
function timeTicks(span, count) {
    const length = span.to - span.from;
    const step = stepFor(length, count, STEPS);
    const ticks = [];
    for (let at = Math.ceil(span.from / step) * step; at <= span.to && ticks.length < count; at += step) {
        ticks.push({ at, label: length > DAY ? dayAndTime(at) : formatTime(at) });
    }
    return ticks;
}
/** Round durations from 0 that reach at least `max`, at most `count` after 0. */
function durationTicks(max, count) {
    const step = stepFor(max, count, STEPS);
    return Array.from({ length: Math.ceil(max / step) + 1 }, (_, index) => index * step);
}
function stepFor(length, count, steps) {
    return steps.find((step) => length / step <= count) ?? length;
}
function dayAndTime(at) {
    return new Date(at).toISOString().slice(5, 16).replace("T", " ");
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/plot.js




const WIDE = {
    name: "wide",
    width: 1_000,
    left: 58,
    right: 132,
    timeTicks: 8,
    buckets: 100,
};
const NARROW = {
    name: "narrow",
    width: 328,
    left: 48,
    right: 76,
    timeTicks: 3,
    buckets: 40,
};
/** One of several side by side; the same on every screen. */
const PANEL = { name: "panel", width: 312, left: 48, right: 74, timeTicks: 3, buckets: 48 };
const AXIS_HEIGHT = 26;
function makePlot(size, options) {
    const { id, height, span, yDomain, top = 12 } = options;
    const [x0, x1, y0, y1] = [size.left, size.width - size.right, height - AXIS_HEIGHT, top];
    return {
        size,
        id: `${id}-${size.name}`,
        height,
        x0,
        x1,
        y0,
        y1,
        span,
        x: linearScale([span.from, span.to], [x0, x1]),
        y: linearScale(yDomain, [y0, y1]),
    };
}
/** The drawing with its axes; `finding` says to those who do not see it what it shows. */
function drawPlot(plot, finding, yTicks, ...body) {
    const { size, height, id, x0, x1, y0, y1 } = plot;
    return html `<svg class="chart ${size.name}" viewBox="0 0 ${size.width} ${height}" role="img" aria-label="${finding}">
<defs><clipPath id="${id}-clip"><rect x="${x0}" y="${y1 - 1}" width="${x1 - x0}" height="${y0 - y1 + 2}"/></clipPath><pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern></defs>
${yTicks.map((tick) => yTickOf(plot, tick))}
${body}
${timeAxis(plot)}
</svg>`;
}
/** What is drawn inside the plot only. */
function clipped(plot, ...body) {
    return html `<g clip-path="url(#${plot.id}-clip)">${body}</g>`;
}
function yTickOf(plot, { value, label }) {
    const y = coordinate(plot.y(value));
    return html `<path class="grid" d="M${plot.x0} ${y}H${plot.x1}"/><text class="tick end" x="${plot.x0 - 8}" y="${y + 4}">${label}</text>`;
}
function timeAxis(plot) {
    const { x0, x1, y0, size } = plot;
    const room = size.name === "wide" ? 34 : 28;
    // A label centred at its tick must not leave the drawing, nor touch the word UTC behind the axis.
    const ticks = timeTicks(plot.span, size.timeTicks).filter(({ at }) => plot.x(at) <= x1 + 2 && plot.x(at) >= room);
    const labels = ticks.map(({ at, label }) => {
        const x = coordinate(plot.x(at));
        return html `<path class="axis" d="M${x} ${y0}v4"/><text class="tick middle" x="${x}" y="${y0 + 18}">${label}</text>`;
    });
    return html `<path class="axis" d="M${x0} ${y0}H${x1}"/>${labels}<text class="tick end" x="${size.width - 2}" y="${y0 + 18}">UTC</text>`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/figure.js


/** A chart drawn twice, for wide screens and for phones: the style sheet shows one of them. */
function figure(draw, ...caption) {
    return html `<figure>${draw(WIDE)}${draw(NARROW)}
<figcaption>${caption}</figcaption></figure>
`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/hatches.js


/** Hatched stretches where the counts are unknown, neighbours joined; hovering says why. */
function hatches(plot, buckets) {
    const spans = [];
    for (const { unknown } of buckets) {
        if (unknown === undefined)
            continue;
        const last = spans.at(-1);
        if (last !== undefined && last.to >= unknown.from)
            last.to = unknown.to;
        else
            spans.push({ ...unknown });
    }
    return html `${spans.map(({ from, to, reason }) => {
        const x = coordinate(plot.x(from));
        const width = Math.max(2, coordinate(plot.x(to)) - x);
        const title = plot.size.name === "wide" ? html `<title>Unknown: ${reason}</title>` : undefined;
        return html `<rect class="unknown" x="${x}" y="${plot.y1}" width="${coordinate(width)}" height="${plot.y0 - plot.y1}" fill="url(#${plot.id}-hatch)">${title}</rect>`;
    })}`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/labels.js


/** Heights for labels that want to stand at `wanted`, at least `spacing` apart and within the limits where that fits. */
function spreadLabels(wanted, limits, spacing) {
    const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
    const placed = [...wanted];
    let floor = limits.top;
    for (const index of order) {
        placed[index] = Math.max(floor, placed[index] ?? floor);
        floor = (placed[index] ?? floor) + spacing;
    }
    let ceiling = limits.bottom;
    for (const index of order.toReversed()) {
        placed[index] = Math.min(ceiling, placed[index] ?? ceiling);
        ceiling = (placed[index] ?? ceiling) - spacing;
    }
    return placed;
}
const SPACING = 15;
/** Width of a character at the size of labels, rather too wide than too narrow. */
const CHARACTER = 7;
/** Labels in the right margin, moved apart, each joined to its line where it had to move. */
function endLabels(plot, labels) {
    const { x1, y0, y1, size } = plot;
    const heights = spreadLabels(labels.map((label) => label.y), { top: y1 + 2, bottom: y0 - 2 }, SPACING);
    const fit = Math.floor((size.right - 10) / CHARACTER);
    const isCrowded = labels.some((label, index) => Math.abs((heights[index] ?? label.y) - label.y) > 3);
    return html `${labels.map((label, index) => {
        const y = coordinate(heights[index] ?? label.y);
        const leader = html `<path class="leader" d="M${x1 + 1} ${coordinate(label.y)}L${x1 + 9} ${y}"/>`;
        return html `${isCrowded ? leader : undefined}<text class="${label.className}" x="${x1 + (isCrowded ? 12 : 6)}" y="${y + 4}">${shorten(label.text, fit)}</text>`;
    })}`;
}
/** The text cut to `length` characters. */
function shorten(text, length) {
    const characters = Array.from(text);
    return characters.length <= length ? text : `${characters.slice(0, Math.max(1, length - 1)).join("")}…`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/model/buckets.js
/**
 * The looks in buckets, each as long as `isFull` lets it grow. Looks with counts, without requests of the candidate and
 * with unknown counts are not thrown together, unless that changes so often that there were more than `most` buckets.
 */
function bucketLooks(looks, start, isFull, most) {
    const fine = groupWindows(looks, start, isFull, kindOf);
    const groups = fine.length <= most ? fine : groupWindows(looks, start, isFull, () => "any");
    return groups.map(toBucket);
}
function groupWindows(looks, start, isFull, kind) {
    const groups = [];
    let group = [];
    let isFirstOfKind = true;
    looks.forEach((look, index) => {
        group.push({ from: looks[index - 1]?.at ?? start, to: look.at, look });
        const next = looks[index + 1];
        const isLastOfKind = next === undefined || kind(next) !== kind(look);
        const span = { from: group[0]?.from ?? start, to: look.at };
        const full = isFull(span, addCounts(group.map((window) => window.look.candidate)));
        if (!full && !isLastOfKind)
            return;
        // What is left over at the end would be too little to tell anything by itself.
        if (!full && !isFirstOfKind)
            groups.at(-1)?.push(...group);
        else
            groups.push(group);
        isFirstOfKind = isLastOfKind;
        group = [];
    });
    return groups;
}
function kindOf(look) {
    if (isUnknown(look))
        return "unknown";
    return look.candidate?.requests === 0 ? "empty" : "counted";
}
function toBucket(windows) {
    const lost = windows.filter(({ look }) => isUnknown(look));
    const first = lost[0];
    return {
        from: windows[0]?.from ?? 0,
        to: windows.at(-1)?.to ?? 0,
        candidate: addCounts(windows.map(({ look }) => look.candidate)),
        stable: addCounts(windows.map(({ look }) => look.stable)),
        unknown: first && {
            from: first.from,
            to: lost.at(-1)?.to ?? first.to,
            reason: first.look.missing ?? "nobody counted",
        },
    };
}
function isUnknown(look) {
    return look.missing !== undefined || (look.candidate === undefined && look.stable === undefined);
}
/** The sum of the known counts; `undefined` when none is known. */
function addCounts(all) {
    const known = all.filter((counts) => counts !== undefined);
    if (known.length === 0)
        return undefined;
    return {
        requests: known.reduce((sum, counts) => sum + counts.requests, 0),
        errors: known.reduce((sum, counts) => sum + counts.errors, 0),
        p50Ms: weightedMean(known, "p50Ms"),
        p95Ms: weightedMean(known, "p95Ms"),
        p99Ms: weightedMean(known, "p99Ms"),
    };
}
function weightedMean(all, quantile) {
    let weight = 0;
    let sum = 0;
    for (const counts of all) {
        const value = counts[quantile];
        if (value === undefined)
            continue;
        weight += counts.requests;
        sum += value * counts.requests;
    }
    return weight === 0 ? undefined : sum / weight;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/model/totals.js

function totalsOf(history) {
    const candidate = addCounts(history.looks.map((look) => look.candidate));
    const stable = addCounts(history.looks.map((look) => look.stable));
    return { candidate, stable, harmed: harmedRequests(candidate, stable) };
}
function harmedRequests(candidate, stable) {
    if (candidate === undefined || stable === undefined || stable.requests === 0)
        return undefined;
    return Math.max(0, Math.round(candidate.errors - (candidate.requests * stable.errors) / stable.requests));
}
/** The regressed metric with the most evidence at the last look that has any; `undefined` when none regressed. */
function decisiveMetric(history) {
    const metrics = history.analysis?.metrics ?? [];
    const evidence = history.looks.findLast((look) => look.evidence !== undefined)?.evidence;
    const weigh = (metric) => evidence?.[metrics.indexOf(metric)]?.regressed ?? 0;
    return metrics
        .filter((metric) => metric.state === "regressed")
        .toSorted((one, other) => weigh(other) - weigh(one) || 0)[0];
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/model/wilson.js
const Z_95 = 1.959963984540054;
/** The 95 % interval of a rate after `bad` of `requests` (Wilson 1927, without continuity correction); 0 to 1. */
function wilsonInterval(bad, requests) {
    if (requests <= 0)
        return { low: 0, high: 1 };
    const rate = bad / requests;
    const z2 = Z_95 * Z_95;
    const scale = 1 + z2 / requests;
    const middle = (rate + z2 / (2 * requests)) / scale;
    const half = (Z_95 / scale) * Math.sqrt((rate * (1 - rate)) / requests + z2 / (4 * requests * requests));
    return {
        low: bad === 0 ? 0 : Math.max(0, middle - half),
        high: bad === requests ? 1 : Math.min(1, middle + half),
    };
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/sections/error-rates-section.js
















const error_rates_section_TITLE = "Error rates";
/** Bad requests to expect of the candidate in a bucket: with fewer, chance would hide what there is to see. */
const BAD_A_BUCKET = 8;
const FEWEST_BUCKETS = 12;
/** The share of bad requests of both releases over time, with 95 % bands. */
function errorRatesSection(history) {
    const { candidate, stable } = totalsOf(history);
    if (candidate === undefined && stable === undefined) {
        return section("errors", error_rates_section_TITLE, absent("Nobody counted the requests of this rollout."));
    }
    const span = spanOf(history);
    const draw = (size) => {
        const buckets = bucketsOf(history, size);
        const ticks = niceTicks(highestShown(buckets), 4);
        const plot = makePlot(size, { id: "errors", height: 260, span, yDomain: [0, ticks.at(-1) ?? 1] });
        return drawPlot(plot, `Error rates over time. ${finding(candidate, stable)}`, ticks.map((value) => ({ value, label: formatShare(value) })), weightChanges(plot, history), hatches(plot, buckets), clipped(plot, drawRelease(plot, buckets, "stable"), drawRelease(plot, buckets, "candidate")), endLabels(plot, [...nameOf(plot, buckets, "candidate"), ...nameOf(plot, buckets, "stable")]), size.name === "wide" ? buckets.map((bucket) => hoverArea(plot, bucket)) : undefined);
    };
    return section("errors", error_rates_section_TITLE, figure(draw, html `${finding(candidate, stable)} Bands: 95 % (Wilson) for each stretch of time. A gap: no requests; hatched: counts unknown.`));
}
/** Stretches as short as the candidate's requests tell something, between a few and as many as can be seen. */
function bucketsOf(history, size) {
    const { from, to } = countedSpan(history);
    const { candidate, stable } = totalsOf(history);
    const [bad, all] = [candidate, stable].reduce(([errors, requests], counts) => [errors + (counts?.errors ?? 0), requests + (counts?.requests ?? 0)], [0, 0]);
    const rate = all === 0 ? 0 : bad / all;
    const isFull = (span, counts) => {
        const share = (span.to - span.from) / (to - from);
        if (share >= 1 / FEWEST_BUCKETS)
            return true;
        return share >= 1 / size.buckets && (counts?.requests ?? 0) * rate >= BAD_A_BUCKET;
    };
    return bucketLooks(history.looks, from, isFull, 2 * size.buckets);
}
function finding(candidate, stable) {
    const words = (name, counts) => {
        if (counts === undefined)
            return `nobody counted the ${name}`;
        if (counts.requests === 0)
            return `the ${name} had no requests`;
        const { errors, requests } = counts;
        return `the ${name} failed ${(0,lib/* formatCount */.B4)(errors)} of ${(0,lib/* formatCount */.B4)(requests)} requests (${formatRate(errors, requests)})`;
    };
    const text = `${words("candidate", candidate)}, ${words("stable release", stable)}.`;
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
function rateOf(counts) {
    return counts === undefined || counts.requests === 0 ? undefined : counts.errors / counts.requests;
}
/** High enough for all lines; a band of few requests may leave the paper rather than flatten them. */
function highestShown(buckets) {
    const sides = buckets.flatMap(({ candidate, stable }) => [candidate, stable]);
    const rates = sides.map(rateOf).filter((rate) => rate !== undefined);
    const highs = sides
        .filter((counts) => counts !== undefined && counts.requests > 0)
        .map((counts) => wilsonInterval(counts?.errors ?? 0, counts?.requests ?? 0).high)
        .sort((one, other) => one - other);
    const usual = highs[Math.floor(highs.length * 0.9)] ?? 0;
    const highest = Math.max(0, ...rates) * 1.1;
    return Math.min(1, Math.max(highest, Math.min(usual, highest > 0 ? highest * 2 : usual), 1e-5));
}
function drawRelease(plot, buckets, release) {
    const limit = (side) => bucketRuns(plot, buckets, (bucket) => {
        const counts = bucket[release];
        if (counts === undefined || counts.requests === 0)
            return undefined;
        return wilsonInterval(counts.errors, counts.requests)[side];
    });
    const lows = limit("low");
    const band = limit("high").map((run, index) => bandPath(run, lows[index] ?? []));
    const line = bucketRuns(plot, buckets, (bucket) => rateOf(bucket[release])).map((run) => linePath(run));
    return html `<path class="band ${release}" d="${band.join("")}"/><path class="line ${release}" d="${line.join("")}"/>`;
}
function nameOf(plot, buckets, release) {
    const last = buckets.findLast((bucket) => rateOf(bucket[release]) !== undefined);
    const rate = last && rateOf(last[release]);
    if (rate === undefined)
        return [];
    return [{ y: Math.max(plot.y1, plot.y(rate)), text: release, className: `label strong ${release}` }];
}
function hoverArea(plot, { from, to, candidate, stable }) {
    const x = coordinate(plot.x(from));
    const words = (name, counts) => counts === undefined
        ? `${name} unknown`
        : `${name} ${formatRate(counts.errors, counts.requests)} (${(0,lib/* formatCount */.B4)(counts.errors)} of ${(0,lib/* formatCount */.B4)(counts.requests)})`;
    return html `<rect class="hover" x="${x}" y="${plot.y1}" width="${coordinate(plot.x(to) - x)}" height="${plot.y0 - plot.y1}"><title>${formatTime(from)}–${formatTime(to)} UTC: ${words("candidate", candidate)}, ${words("stable", stable)}</title></rect>`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/evidence-chart.js








/** More lines than this cannot be told apart; those with the most evidence are drawn. */
const MAX_LINES = 8;
/** Name of the line of all metrics. */
const TOGETHER = "together";
/** Decades below which evidence is as good as none. */
const FLOOR = -3;
/** What goes further beyond the threshold than this runs along the edge. */
const DECADES_BEYOND = 6;
/** Width of the threshold's name. */
const THRESHOLD_ROOM = 130;
/** One line a metric against the threshold, both as decimal logs. */
function drawEvidence(size, history, analysis, kind, finding) {
    const threshold = -Math.log10(kind === "regressed" ? analysis.alpha : analysis.beta);
    const lines = evidenceLines(history, analysis, kind);
    const [low, high] = domainOf(lines, threshold);
    const plot = makePlot(size, {
        id: `evidence-${kind}`,
        height: 230,
        span: spanOf(history),
        yDomain: [low, high],
    });
    const ticks = wholeTicks(low, high, 6).map((value) => ({ value, label: formatPowerOfTen(value) }));
    const drawn = lines.map((line, index) => drawLine(plot, history, line, index, threshold));
    const crossings = lines.flatMap((line) => crossingOf(history, line, threshold)?.at ?? []);
    const isEarly = crossings.some((at) => plot.x(at) < plot.x0 + THRESHOLD_ROOM);
    return drawPlot(plot, finding, ticks, weightChanges(plot, history), clipped(plot, drawn), thresholdLine(plot, threshold, kind, isEarly), endLabels(plot, lines.map(({ name, isRegressed, last }) => ({
        y: plot.y(Math.min(high, Math.max(low, last))),
        text: name,
        className: isRegressed ? "label strong candidate" : "label",
    }))));
}
function evidenceLines(history, analysis, kind) {
    const lines = analysis.metrics.map(({ name, state }, index) => {
        const values = history.looks.map((look) => decimal(look.evidence?.[index]?.[kind]));
        const known = values.filter((value) => value !== undefined);
        return { name, isRegressed: state === "regressed", values, last: known.at(-1) ?? Number.NaN };
    });
    return [
        ...togetherLine(history, kind),
        ...lines.filter(({ last }) => !Number.isNaN(last)).toSorted((one, other) => other.last - one.last || 0),
    ].slice(0, MAX_LINES);
}
/** Of several metrics, the line that decides; one metric decides by itself. */
function togetherLine(history, kind) {
    const isOne = (history.analysis?.metrics.length ?? 0) < 2;
    if (kind !== "regressed" || isOne)
        return [];
    const values = history.looks.map((look) => decimal(look.together));
    const last = values.findLast((value) => value !== undefined);
    return last === undefined ? [] : [{ name: TOGETHER, isRegressed: false, values, last }];
}
function decimal(log) {
    return log === undefined || Number.isNaN(log) ? undefined : log / Math.LN10;
}
/** Whole decades with 1 and the threshold inside. */
function domainOf(lines, threshold) {
    const limit = Number.isFinite(threshold) ? Math.max(0, threshold) : 3;
    const values = lines.flatMap(({ values: all }) => all.filter((value) => value !== undefined));
    const lowest = values.reduce((low, value) => Math.min(low, value), -1);
    const highest = values.reduce((high, value) => Math.max(high, value), 0);
    return [
        Math.max(FLOOR, Math.floor(lowest)),
        Math.ceil(Math.max(limit + 0.5, Math.min(highest, limit + DECADES_BEYOND))),
    ];
}
function drawLine(plot, history, line, index, threshold) {
    const [bottom, top] = [plot.y0, plot.y1];
    const points = history.looks.map((look, place) => {
        const value = line.values[place];
        if (value === undefined)
            return undefined;
        return { x: plot.x(look.at), y: Math.min(bottom, Math.max(top, plot.y(value))) };
    });
    const crossed = crossingOf(history, line, threshold);
    const crossing = crossed && points[history.looks.indexOf(crossed)];
    const className = line.isRegressed
        ? "candidate"
        : line.name === TOGETHER
            ? "deciding"
            : `other dash${index % 4}`;
    const dot = crossing &&
        html `<circle class="dot ${className}" cx="${coordinate(crossing.x)}" cy="${coordinate(crossing.y)}" r="4"/>`;
    const step = plot.size.name === "wide" ? 4 : 3;
    return html `<path class="line ${className}" d="${linePath(thinPoints(points, step))}"/>${dot}`;
}
/** The first look at which the line was at the threshold. */
function crossingOf(history, { values }, threshold) {
    return history.looks[values.findIndex((value) => value !== undefined && value >= threshold)];
}
/** Named where the lines are not: above its beginning, or below its end when a line has passed it early. */
function thresholdLine(plot, threshold, kind, isEarly) {
    if (!Number.isFinite(threshold))
        return undefined;
    const y = coordinate(plot.y(threshold));
    const text = `${kind === "regressed" ? "rolled back" : "certified"} at ${formatEvidence(threshold * Math.LN10)}`;
    const label = isEarly
        ? html `<text class="label halo end" x="${plot.x1 - 6}" y="${y + 16}">${text}</text>`
        : html `<text class="label halo" x="${plot.x0 + 6}" y="${y - 6}">${text}</text>`;
    return html `<path class="threshold" d="M${plot.x0} ${y}H${plot.x1}"/>${label}`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/sections/evidence-section.js







const evidence_section_TITLE = "Evidence";
/** The evidence of each metric against the threshold at which it decides, on a log scale, for both questions. */
function evidenceSection(history) {
    const { analysis, looks } = history;
    if (analysis === undefined) {
        return section("evidence", evidence_section_TITLE, absent("This rollout was not judged by a canary analysis."));
    }
    if (analysis.metrics.length === 0 || !looks.some((look) => (look.evidence?.length ?? 0) > 0)) {
        return section("evidence", evidence_section_TITLE, absent("The analysis has gathered no evidence."));
    }
    return section("evidence", evidence_section_TITLE, part(history, analysis, "regressed", "Has anything regressed?", `It is rolled back where the mean over all metrics reaches ${formatEvidence(-Math.log(analysis.alpha))}: without a regression beyond ${formatRatio(analysis.tolerance)} it does so in at most ${formatOdds(analysis.alpha)} rollouts, however often one looks.`), part(history, analysis, "certified", "Is it safe to promote?", `It is certified at ${formatEvidence(-Math.log(analysis.beta))}: a candidate that is worse by ${formatRatio(analysis.regression)} or more reaches that in at most ${formatOdds(analysis.beta)} rollouts.`));
}
function formatOdds(probability) {
    const one = 1 / probability;
    return Number.isFinite(one) && one >= 1 ? `1 of ${(0,lib/* formatCount */.B4)(one)}` : "no";
}
function part(history, analysis, kind, title, explanation) {
    const said = evidence_section_finding(history, analysis, kind);
    return html `<h3>${title}</h3>
${figure((size) => drawEvidence(size, history, analysis, kind, `${title} Evidence over time, log scale. ${said}`), `${said} ${explanation}`)}`;
}
/** Which metric was the first beyond the threshold and when, or how far the furthest came. */
function evidence_section_finding(history, analysis, kind) {
    const threshold = -Math.log(kind === "regressed" ? analysis.alpha : analysis.beta);
    const decided = kind === "regressed" ? findingTogether(history, analysis, threshold) : undefined;
    if (decided !== undefined)
        return decided;
    const places = analysis.metrics.map((metric, index) => {
        const reached = history.looks.find((look) => (look.evidence?.[index]?.[kind] ?? Number.NaN) >= threshold);
        const logs = history.looks.map((look) => look.evidence?.[index]?.[kind] ?? Number.NaN);
        const highest = logs.reduce((best, log) => (Number.isNaN(log) ? best : Math.max(best, log)), Number.NEGATIVE_INFINITY);
        return { name: metric.name, at: reached?.at, highest };
    });
    const beyond = places.filter(({ at }) => at !== undefined);
    const first = beyond.toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0))[0];
    const limit = formatEvidence(threshold);
    if (first?.at !== undefined && kind === "regressed") {
        return `The evidence against ${first.name} passed ${limit} at ${formatTime(first.at)} UTC.`;
    }
    const { from, to } = spanOf(history);
    if (beyond.length > 0) {
        const last = Math.max(...beyond.map(({ at }) => at ?? from), from);
        return `${beyond.length} of ${places.length} metrics passed ${limit}, the last of them at ${formatTime(Math.min(last, to))} UTC.`;
    }
    const furthest = places.toSorted((one, other) => other.highest - one.highest || 0)[0];
    if (furthest === undefined || furthest.highest === Number.NEGATIVE_INFINITY)
        return `None came near ${limit}.`;
    return `None reached ${limit}; ${furthest.name} came to ${formatEvidence(furthest.highest)}.`;
}
/** What the mean over the metrics says, which decides where there are several; `undefined` where there are not. */
function findingTogether({ looks }, { metrics }, threshold) {
    const known = looks.filter(({ together }) => together !== undefined && !Number.isNaN(together));
    if (metrics.length < 2 || known.length === 0)
        return undefined;
    const reached = known.find(({ together = 0 }) => together >= threshold);
    const limit = formatEvidence(threshold);
    if (reached !== undefined)
        return `All together passed ${limit} at ${formatTime(reached.at)} UTC.`;
    const highest = known.reduce((best, { together = 0 }) => Math.max(best, together), Number.NEGATIVE_INFINITY);
    return `All together came to ${formatEvidence(highest)} of ${limit}.`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/sections/key-figures.js





/** A longer name would tower over the figures beside it. */
const NAME_LENGTH = 24;
/** One line of figures: how much the candidate served, how much of it was bad, and what decided. */
function keyFigures(history) {
    const { candidate, stable, harmed } = totalsOf(history);
    const counted = (value) => (value === undefined ? "–" : (0,lib/* formatCount */.B4)(value));
    const all = candidate && candidate.requests + (stable?.requests ?? 0);
    const figures = [
        {
            name: "Requests of the candidate",
            value: counted(candidate?.requests),
            note: candidate === undefined ? "not counted" : `${formatRate(candidate.requests, all ?? 0)} of all`,
        },
        {
            name: "Bad requests of the candidate",
            value: counted(candidate?.errors),
            note: candidate === undefined
                ? "not counted"
                : `${formatRate(candidate.errors, candidate.requests)}, stable ${stable ? formatRate(stable.errors, stable.requests) : "–"}`,
        },
        {
            name: history.outcome === "aborted" ? "Harmed before rollback" : "Harmed",
            value: counted(harmed),
            note: harmed === undefined ? "not known" : "bad beyond stable’s rate",
        },
        decisiveFigure(history),
    ];
    return html `<dl class="figures">${figures.map(({ name, value, note }) => html `<div><dt>${name}</dt><dd>${value}<span class="note">${note}</span></dd></div>`)}</dl>
`;
}
function decisiveFigure(history) {
    const metrics = history.analysis?.metrics ?? [];
    const name = "Decisive metric";
    if (metrics.length === 0)
        return { name, value: "–", note: "no analysis" };
    const metric = decisiveMetric(history);
    if (metric !== undefined) {
        const { ratio } = metric;
        return {
            name,
            value: shorten(metric.name, NAME_LENGTH),
            note: ratio === undefined ? "regressed" : `regressed, ${formatRatio(ratio.estimate)} stable`,
        };
    }
    const certified = metrics.filter(({ state }) => state === "certified").length;
    return { name, value: "none", note: `${certified} of ${metrics.length} certified, none regressed` };
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/sections/latency-section.js













const latency_section_TITLE = "Latency";
const QUANTILES = [
    ["p50Ms", "p50", "half of the requests were faster"],
    ["p95Ms", "p95", "1 of 20 was slower"],
    ["p99Ms", "p99", "1 of 100 was slower"],
];
const RELEASES = ["candidate", "stable"];
/** Three quantiles of both releases over time, each in a chart of its own. */
function latencySection(history) {
    const { from, to } = countedSpan(history);
    const length = (to - from) / PANEL.buckets;
    const isFull = (span) => span.to - span.from >= length;
    const buckets = bucketLooks(history.looks, from, isFull, 2 * PANEL.buckets);
    const charts = QUANTILES.filter(([quantile]) => buckets.some((bucket) => RELEASES.some((release) => bucket[release]?.[quantile] !== undefined))).map(([quantile, name, meaning]) => {
        const said = latency_section_finding(history, quantile);
        return html `<figure><h3>${name} <span class="note">${meaning}</span></h3>
${drawQuantile(history, buckets, quantile, `${name} of the latency over time. ${said}`)}
<figcaption>${said}</figcaption></figure>
`;
    });
    if (charts.length === 0)
        return section("latency", latency_section_TITLE, absent("No latencies are known of this rollout."));
    return section("latency", latency_section_TITLE, html `<div class="panels">${charts}</div>`);
}
function latency_section_finding(history, quantile) {
    const { candidate, stable } = totalsOf(history);
    const words = (value) => (value === undefined ? "unknown" : formatLatency(value));
    return `On average candidate ${words(candidate?.[quantile])}, stable ${words(stable?.[quantile])}.`;
}
function drawQuantile(history, buckets, quantile, text) {
    const values = buckets.flatMap((bucket) => RELEASES.map((release) => bucket[release]?.[quantile] ?? 0));
    const ticks = niceTicks(Math.max(0, ...values), 4);
    const yDomain = [0, ticks.at(-1) ?? 1];
    const plot = makePlot(PANEL, { id: `latency-${quantile}`, height: 180, span: spanOf(history), yDomain });
    const lines = RELEASES.toReversed().map((release) => {
        const runs = bucketRuns(plot, buckets, (bucket) => bucket[release]?.[quantile]);
        return html `<path class="line ${release}" d="${runs.map((run) => linePath(run)).join("")}"/>`;
    });
    return drawPlot(plot, text, ticks.map((value) => ({ value, label: formatLatency(value) })), weightChanges(plot, history), hatches(plot, buckets), clipped(plot, lines), endLabels(plot, RELEASES.flatMap((release) => latency_section_nameOf(plot, buckets, release, quantile))));
}
function latency_section_nameOf(plot, buckets, release, quantile) {
    const value = buckets.findLast((bucket) => bucket[release]?.[quantile] !== undefined)?.[release]?.[quantile];
    return value === undefined
        ? []
        : [{ y: plot.y(value), text: release, className: `label strong ${release}` }];
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/ratio-plot.js




const WIDTH = 220;
const EDGE = 14;
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
function ratioScale(analysis) {
    const limits = [analysis.tolerance, analysis.regression].filter((one) => Number.isFinite(one) && one > 0);
    const known = analysis.metrics.flatMap(({ ratio }) => ratio === undefined ? [] : [ratio.low, ratio.estimate, ratio.high]);
    const all = [...known, ...limits].filter((one) => Number.isFinite(one) && one > 0);
    const low = TICKS.findLast((tick) => tick <= Math.min(0.5, ...all)) ?? 0.1;
    const high = TICKS.find((tick) => tick >= Math.max(2, ...all)) ?? 100;
    const straight = linearScale([Math.log(low), Math.log(high)], [EDGE, WIDTH - EDGE]);
    const x = (ratio) => coordinate(straight(Math.log(Math.min(high, Math.max(low, ratio)))));
    return { low, high, x, limits };
}
/** The axis, for the head of the column. */
function ratioAxis({ low, high, x }) {
    const ticks = TICKS.filter((tick) => tick >= low && tick <= high);
    const shown = ticks.filter((tick) => ticks.length <= 6 || tick === low || tick === high || [0.1, 1, 10].includes(tick));
    return html `<svg class="ratio" viewBox="0 0 ${WIDTH} 18" aria-hidden="true">${shown.map((tick) => html `<text class="tick middle" x="${x(tick)}" y="13">${formatRatio(tick)}</text>`)}</svg>`;
}
/** Estimate and confidence sequence of one metric; the words beside it say the same. */
function ratioPlot(scale, { ratio, state }) {
    const { x, limits } = scale;
    const rules = limits.map((limit) => html `<path class="limit" d="M${x(limit)} 0V24"/>`);
    const drawn = ratio &&
        html `<path class="interval" d="M${x(ratio.low || scale.low)} 12H${x(ratio.high)}"/><circle cx="${x(ratio.estimate)}" cy="12" r="5"/>`;
    const tone = state === "regressed" ? "candidate" : "other";
    return html `<svg class="ratio ${tone}" viewBox="0 0 ${WIDTH} 24" aria-hidden="true"><path class="one" d="M${x(1)} 0V24"/>${rules}${drawn}</svg>`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/sections/metrics-section.js





const metrics_section_TITLE = "Metrics";
const STATES = {
    regressed: ["bad", "regressed"],
    certified: ["good", "certified"],
    undecided: ["unsure", "undecided"],
    "no-data": ["quiet", "no data"],
};
/** The last word on each metric, with the ratio to stable and its confidence sequence. */
function metricsSection(history) {
    const { analysis } = history;
    if (analysis === undefined)
        return section("metrics", metrics_section_TITLE, absent("No metric was analysed."));
    if (analysis.metrics.length === 0) {
        return section("metrics", metrics_section_TITLE, absent("The analysis had no metrics."));
    }
    const scale = ratioScale(analysis);
    const rows = analysis.metrics.map((metric) => [
        html `<span class="name">${metric.name}</span> ${chip(...STATES[metric.state])}<span class="sentence">${metric.sentence}</span>`,
        ratioWords(metric),
        ratioPlot(scale, metric),
        side(metric.candidate),
        side(metric.stable),
    ]);
    const columns = [
        { title: "Metric and state", className: "words" },
        { title: "Ratio to stable", className: "number" },
        {
            title: html `<span class="unseen">Ratio drawn on a log scale</span>${ratioAxis(scale)}`,
            className: "drawing",
        },
        { title: "Candidate", className: "number" },
        { title: "Stable", className: "number" },
    ];
    return section("metrics", metrics_section_TITLE, table("Metrics", columns, rows), html `<p class="caption">Shares are bad of all requests. In brackets the range of the confidence sequence at 95 %: it holds at every look at once. Dotted: the tolerance of ${formatRatio(analysis.tolerance)} and the regression of ${formatRatio(analysis.regression)}.</p>`);
}
function ratioWords({ ratio }) {
    if (ratio === undefined)
        return "not known";
    const { estimate, low, high } = ratio;
    return html `<strong>${formatRatio(estimate)}</strong><span class="note">(${formatRatio(low)} to ${formatRatio(high)})</span>`;
}
function side({ bad, requests }) {
    if (requests === 0)
        return "none";
    return html `${formatRate(bad, requests)}<span class="note">${(0,lib/* formatCount */.B4)(bad)} of ${(0,lib/* formatCount */.B4)(requests)}</span>`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/plan-chart.js






const ROW = 34;
const TOP = 6;
/** A bar a step: planned as a frame, held as a filled bar, the expected time to certify as a mark. */
function drawPlan(size, steps, finding) {
    const longest = Math.max(...steps.flatMap(({ bakeMs, actualMs, certifyMs }) => [
        bakeMs,
        actualMs ?? 0,
        limited(certifyMs, bakeMs),
    ]), 1_000);
    const ticks = durationTicks(longest, size.name === "wide" ? 8 : 3);
    const [x0, x1] = [size.left, size.width - size.right];
    const x = linearScale([0, ticks.at(-1) ?? longest], [x0, x1]);
    const bottom = TOP + steps.length * ROW;
    const axis = ticks.map((tick) => {
        const place = coordinate(x(tick));
        return html `<path class="grid" d="M${place} ${TOP}V${bottom}"/><text class="tick middle" x="${place}" y="${bottom + 17}">${(0,lib/* formatDuration */.a3)(tick).replace("0ms", "0")}</text>`;
    });
    return html `<svg class="chart ${size.name}" viewBox="0 0 ${size.width} ${bottom + 26}" role="img" aria-label="${finding}">${axis}${steps.map((step, index) => drawStep(step, TOP + index * ROW, x, x0, x1))}<path class="axis" d="M${x0} ${TOP}V${bottom}"/></svg>`;
}
/** An expectation far beyond the plan must not make all bars dots: it is said in the table. */
function limited(certifyMs, bakeMs) {
    return certifyMs !== undefined && certifyMs <= bakeMs * 3 ? certifyMs : 0;
}
function drawStep({ weight, bakeMs, certifyMs, actualMs }, y, x, x0, x1) {
    const bar = (ms, className, top, height) => html `<rect class="${className}" x="${x0}" y="${top}" width="${coordinate(Math.max(0, x(ms) - x0))}" height="${height}"/>`;
    const certify = limited(certifyMs, bakeMs);
    const mark = coordinate(x(certify));
    return html `<text class="label end" x="${x0 - 8}" y="${y + 21}">${formatWeight(weight)}</text>${bar(bakeMs, "frame", y + 6, 22)}${actualMs === undefined ? undefined : bar(actualMs, "held", y + 11, 12)}${certify > 0 ? html `<path class="expected" d="M${mark} ${y + 2}V${y + 32}"/>` : undefined}<text class="label" x="${x1 + 8}" y="${y + 21}">${actualMs === undefined ? "not reached" : (0,lib/* formatDuration */.a3)(actualMs)}</text>`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/sections/plan-section.js







const plan_section_TITLE = "The plan against what happened";
const MAX_STEPS = 30;
/** Step by step: how long it was to be held, how long the analysis expected to need, how long it was held. */
function planSection(history) {
    const all = stepOutcomes(history);
    const steps = all.slice(0, MAX_STEPS);
    if (steps.length === 0)
        return section("plan", plan_section_TITLE, absent("There was no plan: no steps."));
    const said = plan_section_finding(all);
    const rows = steps.map((step) => [
        formatWeight(step.weight),
        (0,lib/* formatDuration */.a3)(step.bakeMs),
        expectation(step),
        step.actualMs === undefined ? "not reached" : (0,lib/* formatDuration */.a3)(step.actualMs),
    ]);
    const columns = [
        { title: "Weight", className: "number" },
        { title: "Planned", className: "number" },
        { title: "Expected to certify", className: "number" },
        { title: "Held", className: "number" },
    ];
    return section("plan", plan_section_TITLE, figure((size) => drawPlan(size, steps, `Planned and actual time at each weight. ${said}`), `${said} Frame: as planned; filled: as held; mark: when the analysis expected to certify.`), table("Plan", columns, rows), all.length > MAX_STEPS
        ? html `<p class="caption">The first ${MAX_STEPS} of ${all.length} steps.</p>`
        : undefined);
}
function expectation({ certifyMs, bakeMs }) {
    if (certifyMs === undefined)
        return "not known";
    const late = certifyMs > bakeMs ? html `<span class="note">longer than planned</span>` : undefined;
    return html `${(0,lib/* formatDuration */.a3)(certifyMs)}${late}`;
}
function plan_section_finding(steps) {
    const reached = steps.filter((step) => step.actualMs !== undefined);
    const planned = steps.reduce((sum, step) => sum + step.bakeMs, 0);
    const held = reached.reduce((sum, step) => sum + (step.actualMs ?? 0), 0);
    return `${reached.length} of ${(0,lib/* plural */.LS)(steps.length, "step")} reached, ${(0,lib/* formatDuration */.a3)(held)} held of ${(0,lib/* formatDuration */.a3)(planned)} planned.`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/sections/raw-section.js




const raw_section_TITLE = "Every look";
const MAX_ROWS = 400;
/** What a cell takes at most: a number with its tags. */
const CELL_BYTES = 24;
/** More columns of evidence than this are read by nobody. */
const MAX_METRICS = 6;
/** The table behind the charts, folded, at most 400 rows. */
function rawSection(history, { tableBytes }) {
    const { looks } = history;
    if (looks.length === 0)
        return section("looks", raw_section_TITLE, absent("Nobody has looked yet."));
    const columns = columnsOf(history);
    const fit = Math.floor(tableBytes / (columns.length * CELL_BYTES));
    const shown = spreadLooks(looks, Math.min(MAX_ROWS, fit));
    const note = shown.length < looks.length
        ? `${shown.length} of ${looks.length} looks, evenly spread; the counts are those of the windows shown.`
        : "All looks, with the counts of the window that ended with each.";
    return section("looks", raw_section_TITLE, html `<details><summary>${(0,lib/* plural */.LS)(looks.length, "look")} in numbers</summary>
<p class="caption">${note} A dash: unknown.</p>
${table("Every look", columns, shown.map((look) => columns.map((column) => column.cell(look))))}</details>`);
}
/** At most `count` looks, evenly spread, the first and the last among them. */
function spreadLooks(looks, count) {
    if (looks.length <= count)
        return looks;
    const step = (looks.length - 1) / (count - 1);
    return Array.from({ length: count }, (_, index) => looks[Math.round(index * step)]).filter((look) => look !== undefined);
}
function columnsOf(history) {
    const column = (title, cell) => ({
        title,
        cell,
    });
    const metrics = (history.analysis?.metrics ?? []).slice(0, MAX_METRICS);
    const hasLatency = history.looks.some((look) => (look.candidate?.p95Ms ?? look.stable?.p95Ms) !== undefined);
    const sides = ["candidate", "stable"].flatMap((release) => [
        column(`${release} requests`, (look) => known(look[release]?.requests)),
        column(`${release} bad`, (look) => known(look[release]?.errors)),
        ...(hasLatency ? [column(`${release} p95, ms`, (look) => raw_section_latency(look[release]))] : []),
    ]);
    const evidence = metrics.flatMap(({ name }, index) => [
        column(`${name}: regressed`, (look) => formatEvidence(look.evidence?.[index]?.regressed ?? Number.NaN)),
        column(`${name}: certified`, (look) => formatEvidence(look.evidence?.[index]?.certified ?? Number.NaN)),
    ]);
    const hasMissing = history.looks.some((look) => look.missing !== undefined);
    return [
        column("UTC", (look) => formatTime(look.at)),
        column("Weight", (look) => formatWeight(look.weight)),
        ...sides,
        ...evidence,
        ...(hasMissing ? [{ title: "Unknown because", cell: (look) => look.missing ?? "" }] : []),
    ];
}
function known(value) {
    return value === undefined ? "–" : value;
}
function raw_section_latency(counts) {
    return counts?.p95Ms === undefined ? "–" : Math.round(counts.p95Ms);
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/sections/verdict-header.js




const OUTCOMES = {
    promoted: ["good", "Promoted"],
    aborted: ["bad", "Aborted"],
    already_stable: ["good", "Already stable"],
    paused: ["unsure", "Paused"],
    running: ["quiet", "Running"],
};
/** The word for how the rollout ended. */
function outcomeWord(history) {
    return OUTCOMES[history.outcome][1];
}
/** What was rolled out where, how it ended and why, in the first lines of the page. */
function verdictHeader(history) {
    const { service, environment, platform, candidate, stable, startedAt, endedAt, verdict } = history;
    const [tone, word] = OUTCOMES[history.outcome];
    const facts = [
        [
            "Release",
            [
                candidate.version,
                candidate.commit && html ` <span class="note">${candidate.commit.slice(0, 12)}</span>`,
            ],
        ],
        ["Replaces", stable ?? "nothing: the first release"],
        ["Environment", [environment, html ` <span class="note">on ${platform}</span>`]],
        ["Started", formatMoment(startedAt)],
        ["Took", endedAt === undefined ? "still going on" : (0,lib/* formatDuration */.a3)(endedAt - startedAt)],
        ["Run", runLink(history.runUrl)],
    ];
    const shown = facts.filter(([, value]) => value !== undefined);
    return html `<header>
<p class="eyebrow">Rollout report</p>
<h1>${service} ${candidate.version} <span class="note">to</span> ${environment}</h1>
<p class="verdict ${tone}">${chip(tone, word)}<span class="sentence">${verdict.sentence}</span></p>
<dl class="facts">${shown.map(([term, value]) => html `<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
</header>
`;
}
function runLink(url) {
    // Another scheme could run code when it is followed.
    if (url === undefined || !/^https?:\/\//i.test(url) || url.length > 2_000)
        return undefined;
    return html `<a href="${url}" rel="noreferrer">the workflow run</a>`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/chart/decision-marks.js




const GAP = 3;
const TITLE_LENGTH = 160;
/** Numbers above the plot where decisions were taken, as in their list; those that would touch are one mark. */
function decisionMarks(plot, decisions) {
    const marks = [];
    decisions.forEach(({ at, text }, index) => {
        let mark = {
            x: coordinate(plot.x(at)),
            first: index + 1,
            last: index + 1,
            title: `${formatTime(at)} UTC: ${text}`,
        };
        // Joined, a mark is wider than before and may touch the one before it, too.
        for (let before = marks.at(-1); before !== undefined && touches(plot, before, mark); before = marks.at(-1)) {
            marks.pop();
            mark = { ...before, last: mark.last };
        }
        marks.push(mark);
    });
    return html `${marks.map((mark) => drawMark(plot, mark))}`;
}
function touches(plot, before, mark) {
    const [one, other] = [placeOf(plot, before), placeOf(plot, mark)];
    return one.left + one.width + GAP > other.left;
}
function decision_marks_nameOf({ first, last }) {
    return first === last ? String(first) : `${first}–${last}`;
}
function widthOf(text) {
    return 12 + text.length * 7;
}
function placeOf(plot, mark) {
    const width = widthOf(decision_marks_nameOf(mark));
    // A range begins where its first one stood, or it would grow into the mark before it.
    const left = Math.min(Math.max(mark.x - widthOf(String(mark.first)) / 2, 1), plot.size.width - width - 1);
    return { left: coordinate(left), width };
}
function drawMark(plot, mark) {
    const { left, width } = placeOf(plot, mark);
    const y = plot.y1 - 26;
    const title = plot.size.name === "wide" ? html `<title>${shorten(mark.title, TITLE_LENGTH)}</title>` : undefined;
    return html `<g class="mark">${title}<path d="M${mark.x} ${y + 18}V${plot.y0}"/><rect x="${left}" y="${y}" width="${width}" height="18" rx="9"/><text class="middle" x="${coordinate(left + width / 2)}" y="${y + 13}">${decision_marks_nameOf(mark)}</text></g>`;
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/sections/weights-section.js











const weights_section_TICKS = [0, 25, 50, 75, 100].map((value) => ({ value, label: formatWeight(value) }));
const FINDING_CHANGES = 8;
/** The share of the traffic that the candidate had, over time, with the decisions, against the plan. */
function weightsSection(history) {
    const segments = weightSegments(history);
    if (segments.length === 0) {
        return section("weights", "Traffic of the candidate", absent("No traffic was shifted."));
    }
    const draw = (size) => {
        const plot = makePlot(size, {
            id: "weights",
            height: 196,
            span: spanOf(history),
            yDomain: [0, 100],
            top: 34,
        });
        const planned = plannedSegments(history).filter(({ from }) => from < plot.span.to);
        return drawPlot(plot, weights_section_finding(segments), weights_section_TICKS, decisionMarks(plot, history.decisions), clipped(plot, planned.length > 0 ? html `<path class="planned" d="${stairs(plot, planned)}"/>` : undefined, html `<path class="area candidate" d="${weights_section_area(plot, segments)}"/><path class="line candidate" d="${stairs(plot, segments)}"/>`), weightLabels(plot, segments), lineNames(plot, segments, planned));
    };
    return section("weights", "Traffic of the candidate", figure(draw, html `Share of all requests over ${(0,lib/* formatDuration */.a3)(spanLength(history))}; dotted: as planned. ${history.decisions.length > 0
        ? html `The numbers are the <a href="#decisions">decisions</a> below.`
        : undefined}`));
}
function spanLength(history) {
    const { from, to } = spanOf(history);
    return to - from;
}
function weights_section_finding(segments) {
    const changes = segments
        .slice(0, FINDING_CHANGES)
        .map(({ from, weight }) => `${formatWeight(weight)} at ${formatTime(from)}`);
    const more = segments.length > FINDING_CHANGES ? `, and ${segments.length - FINDING_CHANGES} more changes` : "";
    return `Weight of the candidate over time: ${changes.join(", ")}${more} (UTC).`;
}
/** Steps narrower than a unit of the paper are passed over. */
function stairs(plot, segments) {
    let end = Number.NEGATIVE_INFINITY;
    let data = "";
    segments.forEach(({ from, to, weight }, index) => {
        // Far beyond the paper a coordinate would only be long.
        const next = coordinate(Math.min(plot.x(to), plot.size.width));
        if (next - end < 1 && index < segments.length - 1)
            return;
        const y = coordinate(plot.y(weight));
        data += `${data === "" ? `M${coordinate(plot.x(from))} ${y}` : `V${y}`}H${next}`;
        end = next;
    });
    return data;
}
function weights_section_area(plot, segments) {
    const start = coordinate(plot.x(segments[0]?.from ?? plot.span.from));
    return `${stairs(plot, segments)}V${plot.y0}H${start}Z`;
}
function weightLabels(plot, segments) {
    return html `${segments.map(({ from, to, weight }) => {
        const [start, end] = [plot.x(from), plot.x(to)];
        if (end - start < 44)
            return undefined;
        return html `<text class="label middle" x="${coordinate((start + end) / 2)}" y="${coordinate(Math.min(plot.y(weight) - 6, plot.y0 - 8))}">${formatWeight(weight)}</text>`;
    })}`;
}
function lineNames(plot, segments, planned) {
    const last = planned.findLast(({ from }) => from <= plot.span.to);
    const now = segments.at(-1)?.weight ?? 0;
    const reaches = last !== undefined && last.to >= plot.span.to && last.weight !== now;
    return endLabels(plot, [
        { y: plot.y(now), text: "actual", className: "label strong candidate" },
        ...(reaches ? [{ y: plot.y(last.weight), text: "planned", className: "label" }] : []),
    ]);
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/render-rollout-report.js
















const MAX_BYTES = 300_000;
/**
 * One self-contained HTML file that shows why a rollout ended as it did: no script, nothing loaded, at most 300 KB.
 * Every text of the history may come from outside; it is shown as text. Numbers that are none are shown as unknown.
 */
function renderRolloutReport(history) {
    let page = "";
    for (const limits of LIMITS) {
        page = renderWithin(tidyHistory(history, limits), limits);
        if ((0,lib/* utf8Length */.wI)(page) <= MAX_BYTES)
            break;
    }
    return page;
}
function renderWithin(history, limits) {
    const { service, candidate, environment } = history;
    return renderDocument(`${service} ${candidate.version} to ${environment}: ${outcomeWord(history).toLowerCase()}`, html `${verdictHeader(history)}
<main>
${[
        keyFigures(history),
        weightsSection(history),
        errorRatesSection(history),
        evidenceSection(history),
        latencySection(history),
        metricsSection(history),
        checksSection(history, limits),
        planSection(history),
        decisionsSection(history, limits),
        rawSection(history, limits),
    ]}</main>`);
}

;// CONCATENATED MODULE: ./packages/rollout-report/lib/index.js




/***/ })

};
