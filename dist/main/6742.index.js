export const id = 6742;
export const ids = [6742];
export const modules = {

/***/ 24433:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ runOrder)
/* harmony export */ });
/** Which of two runs of a workflow is the later one; `undefined` where the runner does not number them. */
function runOrder(runner) {
    const number = Number(runner.env.GITHUB_RUN_NUMBER);
    return Number.isInteger(number) && number > 0 ? { number, attempt: runner.runAttempt } : undefined;
}


/***/ }),

/***/ 63190:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  iP: () => (/* reexport */ announce),
  Nk: () => (/* reexport */ createCommentChannel),
  Ol: () => (/* reexport */ createSlackChannel),
  bp: () => (/* reexport */ createWebhookChannel),
  Xm: () => (/* reexport */ renderTemplate),
  g1: () => (/* reexport */ summaryRenderer),
  lB: () => (/* reexport */ upsertComment)
});

// UNUSED EXPORTS: TEMPLATES, formatMarker, isLaterRun, readMarker, renderSlack, signBody, webhookBody

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/channels/lib/announce.js

/**
 * Sends to all channels side by side; one that fails stops no other. Deliveries come in the order of the channels.
 * Rejects only with `cancelled`, after every channel has ended.
 */
async function announce(channels, announcement, signal) {
    const settled = await Promise.allSettled(channels.map((channel) => channel.send(announcement, signal)));
    if (signal.aborted) {
        throw new lib/* ActionError */.lZ("cancelled", "Sending the announcement was cancelled", { cause: signal.reason });
    }
    return settled.map((result, index) => {
        if (result.status === "fulfilled")
            return result.value;
        const error = result.reason;
        const channel = channels[index]?.name ?? "";
        // A bug of a channel is reported like a failed delivery: the deployment is not undone for it.
        const detail = error instanceof lib/* ActionError */.lZ ? (0,lib/* errorMessage */.gJ)(error) : "unexpected error while sending";
        return { channel, state: "failed", detail, attempts: 1 };
    });
}

;// CONCATENATED MODULE: ./packages/channels/lib/summary-renderer.js

/** The announcement as Markdown, for a step summary or a comment; everything in it is escaped. */
const summaryRenderer = (announcement) => (0,lib/* joinMarkdown */.UF)([
    (0,lib.md) `## ${announcement.subject}`,
    ...announcement.parts.map(renderPart),
    announcement.url === "" ? undefined : (0,lib/* link */.nf)("Open the run", announcement.url),
]);
function renderPart({ heading, items }) {
    if (items.length === 1 && heading === "Contact")
        return (0,lib.md) `**Contact:** ${items[0] ?? ""}`;
    const lines = items.map((item) => (0,lib.md) `- ${item}`.source).join("\n");
    return new lib/* Markdown */.oz(`${(0,lib.md) `**${heading}**`.source}\n\n${lines}`);
}

;// CONCATENATED MODULE: ./packages/channels/lib/comment-marker.js
/** The hidden first line of a comment: `<!-- deploy-actions:<key> run=<number>.<attempt> -->`. */
function formatMarker({ key, run }) {
    const order = run === undefined ? "" : ` run=${run.number}.${run.attempt}`;
    return `<!-- deploy-actions:${encodeKey(key)}${order} -->`;
}
/** The marker a comment begins with, when it is one of this key. Anywhere else it is text somebody wrote. */
function readMarker(body, key) {
    const match = /^<!-- deploy-actions:(\S+?)(?: run=(\d{1,15})\.(\d{1,9}))? -->/.exec(body);
    if (match === null || match[1] !== encodeKey(key))
        return undefined;
    if (match[2] === undefined)
        return { run: undefined };
    return { run: { number: Number(match[2]), attempt: Number(match[3]) } };
}
/** Whether `a` was started after `b`. */
function isLaterRun(a, b) {
    return a.number > b.number || (a.number === b.number && a.attempt > b.attempt);
}
// No space, no `>` and no `--`, which would end the comment.
function encodeKey(key) {
    return encodeURIComponent(key).replaceAll("--", "%2D%2D");
}

;// CONCATENATED MODULE: ./packages/channels/lib/upsert-comment.js


const NEEDS = "pull-requests: write";
const MAX_COMMENTS = 10_000;
/**
 * Creates the comment of a marker or brings it up to date; one that is the same already (marker included, which
 * names the run) is left alone. Somebody
 * else's comment with our marker is not ours.
 */
async function upsertComment(options) {
    const { github, owner, repo, issue, signal } = options;
    const call = { needs: NEEDS, signal };
    const body = fitBody(options);
    const existing = await findComment(options);
    if (existing !== undefined) {
        const at = { id: existing.id, url: existing.url };
        if (isOutdated(options, existing.body))
            return { ...at, action: "outdated" };
        if (normalise(existing.body) === normalise(body))
            return { ...at, action: "unchanged" };
        try {
            const { data } = await github.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", { owner, repo, comment_id: existing.id, body }, { ...call, isRepeatable: true });
            return { id: Number(data.id), url: data.html_url, action: "updated" };
        }
        catch (error) {
            // Somebody deleted it in between: a new one takes its place.
            if ((0,lib/* gitHubStatus */.MT)(error) !== 404)
                throw error;
        }
    }
    const { data } = await github.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { owner, repo, issue_number: issue, body }, call);
    return { id: Number(data.id), url: data.html_url, action: "created" };
}
async function findComment(options) {
    const { github, owner, repo, issue, marker, signal, author = "github-actions[bot]" } = options;
    const comments = await github.paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", { owner, repo, issue_number: issue }, { needs: NEEDS, signal, maxItems: MAX_COMMENTS });
    const ours = comments.find((comment) => comment.user?.login === author && readMarker(comment.body ?? "", marker.key) !== undefined);
    return ours === undefined ? undefined : { id: Number(ours.id), url: ours.html_url, body: ours.body ?? "" };
}
function fitBody({ marker, body, maxChars = 65_000 }) {
    const head = `${formatMarker(marker)}\n`;
    // Bytes are never fewer than characters, so a body that fits in bytes fits.
    return head + (0,lib/* fitSections */.WK)([{ markdown: body, priority: 1 }], maxChars - head.length).source;
}
function isOutdated({ marker }, body) {
    const written = readMarker(body, marker.key)?.run;
    return written !== undefined && marker.run !== undefined && isLaterRun(written, marker.run);
}
function normalise(body) {
    return body.replaceAll("\r\n", "\n").trim();
}

;// CONCATENATED MODULE: ./packages/channels/lib/comment-channel.js



const NAME = "comment";
/** Keeps one comment of an issue or pull request at the latest announcement. */
function createCommentChannel(options) {
    async function send(announcement, signal) {
        const { issue, required: _required, ...rest } = options;
        if (issue === undefined) {
            return {
                channel: NAME,
                state: "skipped",
                detail: "no comment: this run belongs to no issue or pull request",
                attempts: 0,
            };
        }
        try {
            const body = summaryRenderer(announcement);
            const { url, action } = await upsertComment({ ...rest, issue, body, signal });
            const state = action === "outdated" ? "skipped" : "sent";
            return { channel: NAME, state, detail: describe(action, url), attempts: 1 };
        }
        catch (error) {
            if (signal.aborted)
                throw error;
            return { channel: NAME, state: "failed", detail: `no comment: ${explain(error)}`, attempts: 1 };
        }
    }
    return { name: NAME, required: options.required, send };
}
function describe(action, url) {
    return action === "outdated" ? `a later run has commented already: ${url}` : `comment ${action}: ${url}`;
}
function explain(error) {
    if (!(error instanceof lib/* ActionError */.lZ))
        return "unexpected error";
    return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
}

;// CONCATENATED MODULE: ./packages/channels/lib/slack-text.js
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
/**
 * Text from outside for Slack's mrkdwn, at most `max` characters after escaping and never cut inside an entity: no
 * `<!channel>`, link or user reference survives, and the words that notify everyone are broken up.
 */
function escapeSlack(text, max = Number.POSITIVE_INFINITY) {
    const calm = text.replace(/\s+/g, " ").replace(/@(?=everyone|channel|here|group)/gi, "@\u200b");
    let escaped = "";
    for (const char of calm) {
        const piece = ENTITIES[char] ?? char;
        if (escaped.length + piece.length > max - 1)
            return `${escaped}…`;
        escaped += piece;
    }
    return escaped;
}
/** A link in mrkdwn; a URL that is not http(s) is dropped. */
function slackLink(url, label) {
    if (!URL.canParse(url))
        return undefined;
    const { protocol, href } = new URL(url);
    if (protocol !== "https:" && protocol !== "http:")
        return undefined;
    const target = href.replace(/[<>|]/g, (char) => encodeURIComponent(char)).replaceAll("&", "&amp;");
    return target.length > 2_000 ? undefined : `<${target}|${escapeSlack(label)}>`;
}

;// CONCATENATED MODULE: ./packages/channels/lib/render-slack.js


const MAX_HEADER = 150;
const MAX_SECTION = 3_000;
const MAX_TEXT = 4_000;
// Documented are 50 blocks; the sum of all block text has an undocumented limit near 13,200 (slackapi/bolt-js#2509).
const MAX_BLOCKS = 50;
const MAX_BYTES = 12_000;
// Tried in order until the whole fits: better every part shortened than the last ones lost.
const SECTION_BUDGETS = [MAX_SECTION, 1_500, 800, 400];
/** The announcement in Block Kit, within every limit; what had to go is said. */
function renderSlack(announcement) {
    return { text: fallbackText(announcement), blocks: fitBlocks(announcement) };
}
function fitBlocks(announcement) {
    const { parts } = announcement;
    const most = Math.min(parts.length, MAX_BLOCKS - 3);
    for (const budget of SECTION_BUDGETS) {
        const blocks = buildBlocks(announcement, most, budget);
        if ((0,lib/* utf8Length */.wI)(JSON.stringify(blocks)) <= MAX_BYTES)
            return blocks;
    }
    const smallest = SECTION_BUDGETS.at(-1) ?? MAX_SECTION;
    for (let kept = most - 1; kept > 0; kept -= 1) {
        const blocks = buildBlocks(announcement, kept, smallest);
        if ((0,lib/* utf8Length */.wI)(JSON.stringify(blocks)) <= MAX_BYTES)
            return blocks;
    }
    return buildBlocks(announcement, 0, smallest);
}
function buildBlocks(announcement, kept, budget) {
    const { subject, parts, url } = announcement;
    const dropped = parts.length - kept;
    const footer = [
        ...(dropped > 0 ? [`_${(0,lib/* plural */.LS)(dropped, "part")} left out: too long for Slack_`] : []),
        ...[slackLink(url, "Open the run")].filter((item) => item !== undefined),
    ].join(" · ");
    return [
        { type: "header", text: { type: "plain_text", text: cut(subject, MAX_HEADER), emoji: false } },
        ...parts.slice(0, kept).map((part) => ({
            type: "section",
            text: { type: "mrkdwn", text: sectionText(part, budget), verbatim: true },
        })),
        ...(footer === ""
            ? []
            : [
                {
                    type: "context",
                    elements: [{ type: "mrkdwn", text: footer, verbatim: true }],
                },
            ]),
    ];
}
function sectionText({ heading, items }, budget) {
    let text = `*${escapeSlack(heading, 200)}*`;
    for (const [index, item] of items.entries()) {
        const more = `\n_… ${items.length - index} more_`;
        const room = budget - text.length - more.length - "\n• ".length;
        // A line cut to a stump says less than the count of what is missing.
        if (room < Math.min(40, escapeSlack(item).length + 1))
            return `${text}${more}`;
        text += `\n• ${escapeSlack(item, room)}`;
    }
    return text;
}
function fallbackText({ subject, parts, url }) {
    const lines = [
        subject,
        ...parts.flatMap(({ heading, items }) => [heading, ...items.map((item) => `• ${item}`)]),
    ];
    let text = "";
    for (const line of lines) {
        const room = MAX_TEXT - text.length - 1;
        if (room < 2)
            break;
        text += `${text === "" ? "" : "\n"}${escapeSlack(line, room)}`;
    }
    const footer = slackLink(url, "Open the run");
    return footer === undefined || text.length + footer.length + 1 > MAX_TEXT ? text : `${text}\n${footer}`;
}
// A header is plain text, where Slack interprets nothing: only its length matters.
function cut(text, max) {
    const oneLine = text.replace(/\s+/g, " ").trim();
    if (oneLine.length <= max)
        return oneLine;
    return `${Array.from(oneLine.slice(0, max - 1))
        .filter((char) => !/^[\ud800-\udfff]$/.test(char))
        .join("")}…`;
}

;// CONCATENATED MODULE: ./packages/channels/lib/template.js
const CONTACT = { heading: "Contact", own: "CONTACT", lines: [] };
const OPTIONAL_CONTACT = { ...CONTACT, isOptional: true };
const NEXT_STEPS = { heading: "NEXT STEPS", own: "NEXT_STEPS", lines: [], isOptional: true };
const VALIDATION = [
    ["Health Checks", "HEALTH_CHECKS"],
    ["Performance", "PERFORMANCE"],
    ["Error Rate", "ERROR_RATE"],
    ["User Impact", "USER_IMPACT"],
];
/**
 * The built-in wording of each occasion. What is planned asks for everything people need; trouble is announced with
 * whatever is known.
 */
const TEMPLATES = {
    scheduled: {
        tag: "SCHEDULED",
        subject: "[ENVIRONMENT] Deployment - [RELEASE]",
        sections: [
            {
                heading: "DEPLOYMENT SCHEDULE",
                lines: [
                    { text: "Start Time: [START_TIME]" },
                    { text: "Expected Duration: [EXPECTED_DURATION]" },
                    { text: "Deployment Type: [STRATEGY]" },
                ],
            },
            { heading: "CHANGES INCLUDED", own: "CHANGES", lines: [] },
            { heading: "EXPECTED IMPACT", own: "IMPACT", lines: [] },
            {
                heading: "ROLLBACK PLAN",
                own: "ROLLBACK_PLAN",
                lines: [
                    { text: "Automatic rollback if health checks fail", when: "AUTOMATIC_ROLLBACK" },
                    { text: "Manual rollback available within [ROLLBACK_WITHIN]", isOptional: true },
                ],
            },
            CONTACT,
        ],
    },
    completed: {
        tag: "COMPLETED",
        subject: "[ENVIRONMENT] Deployment - [RELEASE]",
        sections: [
            {
                heading: "DEPLOYMENT SUMMARY",
                lines: [
                    { text: "Started: [START_TIME]" },
                    { text: "Completed: [END_TIME]" },
                    { text: "Duration: [DURATION]" },
                    { text: "Status: Successful" },
                ],
            },
            {
                heading: "VALIDATION RESULTS",
                lines: VALIDATION.map(([label, name]) => ({
                    text: `${label}: [${name}]`,
                    otherwise: `${label}: not checked`,
                })),
            },
            {
                heading: "MONITORING",
                own: "MONITORING",
                lines: [{ text: "Enhanced monitoring active for next [MONITORING_FOR]", isOptional: true }],
                isOptional: true,
            },
            { heading: "NEW FEATURES AVAILABLE", own: "FEATURES", lines: [], isOptional: true },
            OPTIONAL_CONTACT,
        ],
    },
    failed: {
        tag: "FAILED",
        subject: "[ENVIRONMENT] Deployment - [RELEASE]",
        sections: [
            {
                heading: "DEPLOYMENT SUMMARY",
                lines: [
                    { text: "Started: [START_TIME]", isOptional: true },
                    { text: "Failed: [END_TIME]", isOptional: true },
                    { text: "Stage: [STAGE]", isOptional: true },
                    { text: "Reason: [REASON]", otherwise: "Reason: not given" },
                    { text: "Traffic: [TRAFFIC]", isOptional: true },
                    { text: "Status: Failed" },
                ],
            },
            {
                heading: "VALIDATION RESULTS",
                lines: VALIDATION.map(([label, name]) => ({ text: `${label}: [${name}]`, isOptional: true })),
                isOptional: true,
            },
            NEXT_STEPS,
            OPTIONAL_CONTACT,
        ],
    },
    "rolled-back": {
        tag: "ROLLED BACK",
        subject: "[ENVIRONMENT] Deployment - [RELEASE]",
        sections: [
            {
                heading: "ROLLBACK SUMMARY",
                lines: [
                    { text: "From: [RELEASE]" },
                    { text: "To: [PREVIOUS_RELEASE]", otherwise: "To: not known" },
                    { text: "Reason: [REASON]", otherwise: "Reason: not given" },
                    { text: "Started: [START_TIME]", isOptional: true },
                    { text: "Completed: [END_TIME]", isOptional: true },
                    { text: "Duration: [DURATION]", isOptional: true },
                ],
            },
            {
                heading: "VALIDATION RESULTS",
                lines: VALIDATION.map(([label, name]) => ({ text: `${label}: [${name}]`, isOptional: true })),
                isOptional: true,
            },
            NEXT_STEPS,
            OPTIONAL_CONTACT,
        ],
    },
};

;// CONCATENATED MODULE: ./packages/channels/lib/template-values.js
const SYMBOLS = { pass: "✅ Passing", fail: "❌ Failing", inconclusive: "❔ Inconclusive" };
/** The lines of values, by placeholder name; blank values are not in it. */
function readValues(values) {
    return new Map(Object.entries(values).flatMap(([name, value]) => {
        const lines = linesOf(value);
        return lines === undefined ? [] : [[placeholderName(name), lines]];
    }));
}
/** `start-time` as `START_TIME`. */
function placeholderName(name) {
    return name.trim().toUpperCase().replaceAll("-", "_");
}
/** `START_TIME` as `start-time`, the way it is written in a file or an input. */
function valueName(placeholder) {
    return placeholder.toLowerCase().replaceAll("_", "-");
}
/** Values for machines: single lines and outcomes, by the names they were given under; lists are left out. */
function factsOf(values) {
    return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => {
        if (typeof value === "string")
            return value.trim() === "" ? [] : [[name, value.trim()]];
        return isVerdict(value) ? [[name, value.outcome]] : [];
    }));
}
function linesOf(value) {
    if (isVerdict(value)) {
        return [[SYMBOLS[value.outcome], value.text.trim()].filter((part) => part !== "").join(": ")];
    }
    const given = typeof value === "string" ? value.split(/\r?\n/) : value;
    const lines = given.map((line) => line.trim()).filter((line) => line !== "");
    if (lines.length > 0)
        return lines;
    // An empty list was written on purpose; empty text is how an unset input arrives.
    return typeof value === "string" ? undefined : ["None"];
}
function isVerdict(value) {
    return typeof value === "object" && "outcome" in value;
}

;// CONCATENATED MODULE: ./packages/channels/lib/render-template.js



const PLACEHOLDER = /\[([A-Z][A-Z0-9_]*)\]/g;
/**
 * The announcement of an occasion from values. Value `url` is the link to the run.
 *
 * Throws one `input` ActionError that lists every value that is missing. What looks like a placeholder inside a value
 * is text.
 */
function renderTemplate(occasion, values, template = TEMPLATES[occasion]) {
    const filler = createFiller(values);
    const subject = filler.fill(template.subject);
    const parts = template.sections.flatMap((section) => renderSection(section, filler));
    if (filler.missing.size > 0)
        throw missingValues(occasion, [...filler.missing], Object.keys(values));
    const { url, ...facts } = factsOf(values);
    return { occasion, subject: `[${template.tag}] ${subject}`, parts, url: url ?? "", facts };
}
function createFiller(values) {
    const known = readValues(values);
    const missing = new Set();
    const lines = (name) => {
        const found = known.get(name);
        if (found === undefined)
            missing.add(name);
        // Environments are written in lower case and head a sentence here.
        return name === "ENVIRONMENT" ? (found ?? []).map(capitalise) : (found ?? []);
    };
    return {
        missing,
        has: (name) => known.has(name),
        lines,
        // One pass: a value is never searched for placeholders again.
        fill: (text) => text.replace(PLACEHOLDER, (_, name) => lines(name).join(", ")),
    };
}
function renderSection(section, filler) {
    const { heading, own } = section;
    if (own !== undefined && filler.has(own))
        return [{ heading, items: filler.lines(own) }];
    const items = section.lines.flatMap((line) => renderLine(line, filler));
    if (items.length > 0)
        return [{ heading, items }];
    if (section.isOptional !== true && own !== undefined)
        filler.lines(own);
    return [];
}
function renderLine(line, filler) {
    if (line.when !== undefined) {
        const isTrue = filler.has(line.when) && /^(true|yes)$/i.test(filler.lines(line.when).join());
        if (!isTrue)
            return [];
    }
    const names = Array.from(line.text.matchAll(PLACEHOLDER), ([, name]) => name ?? "");
    if (names.some((name) => !filler.has(name))) {
        if (line.otherwise !== undefined)
            return [line.otherwise];
        if (line.isOptional === true)
            return [];
    }
    const only = /^\[([A-Z][A-Z0-9_]*)\]$/.exec(line.text)?.[1];
    return only === undefined ? [filler.fill(line.text)] : filler.lines(only);
}
function missingValues(occasion, missing, given) {
    const list = missing.map((name) => {
        const near = (0,lib/* nearest */.pA)(name, given.map(placeholderName));
        const typed = given.find((item) => placeholderName(item) === near);
        return `${valueName(name)} for [${name}]${typed === undefined ? "" : ` (is "${typed}" meant for it?)`}`;
    });
    return new lib/* ActionError */.lZ("input", `The "${occasion}" announcement lacks ${(0,lib/* plural */.LS)(missing.length, "value")}: ${list.join(", ")}`, {
        hint: "Give them below `notify.values` of the policy file (the notify action also takes them in its input `values`).",
    });
}
function capitalise(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./packages/channels/lib/deliver.js

/** How long a channel may try, waits included. */
const DELIVERY_DEADLINE_MS = 60_000;
const ATTEMPT_TIMEOUT_MS = 15_000;
const NO_ANSWER = {
    dns: "its host name does not resolve",
    refused: "its host refuses connections",
    tls: "no secure connection to it",
    timeout: "no answer in time",
    reset: "the connection was cut",
    proxy: "the runner's proxy did not let it through",
    network: "no way to its host",
};
/**
 * One request to a channel within the deadline. Messages of the HTTP client name the URL, which is the secret itself for
 * a webhook, so they are replaced by our own words. Rejects only when the signal aborts.
 */
async function sendWithin(http, clock, request, signal) {
    const end = new AbortController();
    const deadline = new AbortController();
    const either = AbortSignal.any([signal, deadline.signal]);
    // Ends with the request: the sleep is cancelled as soon as there is an outcome.
    const timer = clock.sleep(DELIVERY_DEADLINE_MS, AbortSignal.any([signal, end.signal])).then(() => deadline.abort(), () => undefined);
    try {
        const response = await http.send({ timeoutMs: ATTEMPT_TIMEOUT_MS, ...request, signal: either });
        return { answered: true, response };
    }
    catch (error) {
        if (signal.aborted)
            throw error;
        return { answered: false, why: deadline.signal.aborted ? NO_ANSWER.timeout : deliver_explain(error) };
    }
    finally {
        end.abort();
        await timer;
    }
}
function deliver_explain(error) {
    for (let current = error; current instanceof Error; current = current.cause) {
        if (current instanceof lib/* HttpFailure */.HR)
            return NO_ANSWER[current.failure];
    }
    const isRefused = error instanceof lib/* ActionError */.lZ && error.code === "config";
    return isRefused
        ? "its address or headers cannot be sent: check the secret for spaces"
        : "it could not be sent";
}
/** The delivery of a channel whose secret is empty, as on a pull request from a fork. */
function skipped(channel, secrets) {
    return {
        channel,
        state: "skipped",
        detail: `nothing sent to ${channel}: ${secrets} is empty (secrets are not given to pull requests from forks)`,
        attempts: 0,
    };
}
/** The text without surrounding white space; `undefined` when nothing is left, as of an unset secret. */
function givenSecret(value) {
    const trimmed = value?.trim();
    return trimmed === "" ? undefined : trimmed;
}

;// CONCATENATED MODULE: ./packages/channels/lib/slack-errors.js
const FIXES = {
    not_in_channel: "the bot is not in the channel: type /invite @<bot> there",
    channel_not_found: "no such channel, or a private one the bot is not in: check the name and /invite the bot",
    is_archived: "the channel is archived: choose another",
    channel_is_archived: "the webhook's channel is archived: make a webhook for another",
    invalid_auth: "the token is not valid: copy the bot token (xoxb-…) again",
    not_authed: "no token arrived: check the secret",
    token_revoked: "the token was revoked: install the app again and store the new one",
    token_expired: "the token has expired: store a new one",
    account_inactive: "the token's user or workspace is gone: install the app again",
    missing_scope: "the app lacks the scope chat:write: add it and install the app again",
    not_allowed_token_type: "this is not a bot token: use the one that begins with xoxb-",
    restricted_action: "the workspace does not let the bot post there: ask its administrator",
    action_prohibited: "the workspace does not allow this webhook to post: ask its administrator",
    no_service: "the webhook no longer exists: make a new one",
    no_active_hooks: "the webhook is switched off: make a new one",
    no_team: "the webhook's workspace is gone: make a new one",
    invalid_token: "the webhook's URL is not valid: copy it again",
    ratelimited: "Slack's rate limit lasted longer than the deadline",
    rate_limited: "Slack's rate limit lasted longer than the deadline",
    http_429: "Slack's rate limit lasted longer than the deadline",
};
/** Slack's error code with what to do about it, in one line. */
function explainSlackError(code, channel) {
    const fix = FIXES[code];
    const where = channel === undefined ? "" : ` (${channel.slice(0, 80)})`;
    return fix === undefined ? `Slack answered ${code}${where}` : `${code}${where}, ${fix}`;
}

;// CONCATENATED MODULE: ./packages/channels/lib/slack-channel.js




const slack_channel_NAME = "slack";
/**
 * Posts an announcement to Slack. Only a 429, where Slack says that it did nothing, is tried again: after a time-out
 * nobody knows whether the message is there.
 */
function createSlackChannel(options) {
    const { http, clock, required } = options;
    const failed = (why, attempts) => ({
        channel: slack_channel_NAME,
        state: "failed",
        detail: `not sent to Slack: ${why}`,
        attempts,
    });
    async function send(announcement, signal) {
        const token = givenSecret(options.token);
        const webhookUrl = givenSecret(options.webhookUrl);
        const channel = givenSecret(options.channel);
        if (token === undefined && webhookUrl === undefined)
            return skipped(slack_channel_NAME, "the Slack token and webhook URL");
        if (token !== undefined && channel === undefined) {
            return failed("no channel: give `notify.slack.channel` in .github/deploy.yml", 0);
        }
        const message = { ...renderSlack(announcement), unfurl_links: false, unfurl_media: false };
        const request = token === undefined
            ? post(webhookUrl ?? "", message, {})
            : post(`${(options.apiUrl ?? "https://slack.com/api").replace(/\/+$/, "")}/chat.postMessage`, { channel, parse: "none", ...message }, { authorization: `Bearer ${token}` });
        const sent = await sendWithin(http, clock, request, signal);
        if (!sent.answered)
            return failed(`${sent.why}; whether the message arrived is not known`, 1);
        const error = readError(sent.response, token !== undefined);
        const { attempts } = sent.response;
        if (error !== undefined)
            return failed(explainSlackError(error, channel), attempts);
        return { channel: slack_channel_NAME, state: "sent", detail: `posted to Slack${inChannel(token, channel)}`, attempts };
    }
    return { name: slack_channel_NAME, required, send };
}
function post(url, payload, headers) {
    return {
        method: "POST",
        url,
        headers: { "content-type": "application/json; charset=utf-8", ...headers },
        body: JSON.stringify(payload),
        retry: "if-refused",
    };
}
/** Slack's error code, `undefined` when the message is posted. The Web API fails with status 200 and `ok: false`. */
function readError({ status, body }, isWebApi) {
    const text = new TextDecoder().decode(body).trim();
    if (!isWebApi) {
        if (status === 200 && text === "ok")
            return undefined;
        return isCode(text) ? text : `http_${status}`;
    }
    try {
        const answer = JSON.parse(text);
        if ((0,lib/* isObject */.Gv)(answer)) {
            if (status === 200 && answer.ok === true)
                return undefined;
            if (isCode(answer.error))
                return answer.error;
        }
    }
    catch {
        // Not Slack's JSON: a proxy or an outage page, named by its status.
    }
    return `http_${status}`;
}
function isCode(value) {
    return typeof value === "string" && /^[a-z][a-z0-9_-]{2,60}$/.test(value);
}
function inChannel(token, channel) {
    return token === undefined || channel === undefined ? "" : ` in ${channel}`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/channels/lib/webhook-channel.js


/**
 * Posts an announcement as JSON: `{schema: 1, occasion, subject, parts, facts, url, sent_at}`.
 *
 * The signature header is `t=<unix seconds>,v1=<hex>`, HMAC-SHA256 of `<t>.<body>`; the delivery id is the same for all
 * attempts, so that a receiver can drop a repeated one.
 */
function createWebhookChannel(options) {
    const { http, clock, required, name = "webhook" } = options;
    async function send(announcement, signal) {
        const url = givenSecret(options.url);
        if (url === undefined)
            return skipped(name, "its URL");
        const failed = (why, attempts = 1) => ({
            channel: name,
            state: "failed",
            detail: `not sent to ${name}: ${why}`,
            attempts,
        });
        if (!isSafeUrl(url))
            return failed("its URL must begin with https://", 0);
        const sentAt = clock.now();
        const body = webhookBody(announcement, sentAt);
        const headers = {
            "content-type": "application/json",
            "x-deploy-actions-delivery": deliveryId(body),
        };
        const secret = givenSecret(options.secret);
        if (secret !== undefined)
            headers["x-deploy-actions-signature"] = signBody(body, secret, sentAt);
        if (options.idToken !== undefined) {
            try {
                headers.authorization = `Bearer ${await options.idToken()}`;
            }
            catch (error) {
                if (signal.aborted)
                    throw error;
                return failed("no id token: the job needs `permissions: id-token: write`", 0);
            }
        }
        const sent = await sendWithin(http, clock, { method: "POST", url, headers, body, retry: "idempotent" }, signal);
        if (!sent.answered)
            return failed(sent.why);
        const { status, attempts } = sent.response;
        if (status >= 200 && status < 300) {
            return { channel: name, state: "sent", detail: `${name} answered ${status}`, attempts };
        }
        return failed(`it answered ${status}${explainStatus(status)}`, attempts);
    }
    return { name, required, send };
}
/** The body of a webhook delivery, schema 1. `at` in milliseconds since the epoch. */
function webhookBody({ occasion, subject, parts, facts, url }, at) {
    return JSON.stringify({
        schema: 1,
        occasion,
        subject,
        parts,
        facts,
        url,
        sent_at: new Date(at).toISOString(),
    });
}
/** The value of the signature header. A receiver computes the same, compares in constant time and checks that t is recent. */
function signBody(body, secret, at) {
    const seconds = Math.floor(at / 1_000);
    const digest = (0,external_node_crypto_.createHmac)("sha256", secret).update(`${seconds}.${body}`).digest("hex");
    return `t=${seconds},v1=${digest}`;
}
// From the body, which holds the time: the same for every attempt, another for every announcement.
function deliveryId(body) {
    const hex = (0,external_node_crypto_.createHash)("sha256").update(body).digest("hex");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
// The URL and the bearer token are secrets: they go in the clear only to this machine.
function isSafeUrl(url) {
    if (!URL.canParse(url))
        return false;
    const { protocol, hostname } = new URL(url);
    return (protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(hostname)));
}
function explainStatus(status) {
    if (status >= 300 && status < 400)
        return " (a redirect is not followed: give the final URL)";
    if (status === 401 || status === 403)
        return " (check the shared secret or the token's audience)";
    return status === 404 || status === 410 ? " (the webhook no longer exists: make a new one)" : "";
}

;// CONCATENATED MODULE: ./packages/channels/lib/index.js













/***/ })

};
