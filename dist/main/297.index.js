export const id = 297;
export const ids = [297];
export const modules = {

/***/ 70297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Lm: () => (/* reexport */ VALUE_HEADERS),
  KU: () => (/* reexport */ formatValues),
  insertSecret: () => (/* reexport */ insertSecret),
  fL: () => (/* reexport */ isWindowOpen),
  dM: () => (/* reexport */ parseDeployConfig),
  wq: () => (/* reexport */ readBasePolicy),
  TJ: () => (/* reexport */ resolveGates),
  nZ: () => (/* reexport */ resolvePolicy),
  secretReferenceIn: () => (/* reexport */ secret_references_secretReferenceIn),
  V2: () => (/* reexport */ substitute)
});

// UNUSED EXPORTS: BASE_POLICY_FILE, CONDITION_EXAMPLES, DEFAULT_REPORTS, KNOWN_GATE_NAMES, MAX_POLICY_BYTES, SECRET_STORES, findProblems, formatOrigin, formatProblem, policyJsonSchema, secretReferences

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/deploy-config/lib/leaked-keys.js
/** A key that works for whoever reads it, by its form. What is found must never be printed. */
const KEYS = [
    ["an AWS access key id", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g],
    ["a private key", /-----BEGIN (?!CERTIFICATE|PUBLIC KEY)[^\n]*(?:[\s\S]*?-----END[^\n]*|[\s\S]*)/g],
    ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,})/g],
    ["a Slack token", /\bxox[a-z]-[\w-]{8,}/g],
    ["a Slack webhook", /hooks\.slack\.com\/services\/[\w/-]{8,}/g],
    ["a Google API key", /\bAIza[\w-]{35}/g],
    // What is filled in from elsewhere (`${…}`, `$NAME`) is no password yet.
    ["a password in a URL", /:\/\/[^\s/?#@:"'\\]{0,200}:(?!\$)[^\s/?#@"'\\]{1,500}@/g],
];
/** Keys in a text, in order. */
function findKeys(text) {
    return KEYS.flatMap(([what, form]) => [...text.matchAll(form)].map(({ index }) => ({ what, offset: index }))).sort((a, b) => a.offset - b.offset);
}
/** The text with `(what it is)` in the place of every key. */
function withoutKeys(text) {
    return KEYS.reduce((rest, [what, form]) => rest.replace(form, `(${what})`), text);
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/problem.js


const MAX_LISTED = 100;
/** A problem at a place. */
function problemAt(place, read, expected, nearest) {
    return {
        file: place.kind === "input" ? `input "${place.source}"` : place.source,
        ...(place.line === undefined ? {} : { line: place.line }),
        ...(place.column === undefined ? {} : { column: place.column }),
        read,
        expected,
        ...(nearest === undefined ? {} : { nearest }),
    };
}
/** One line: `file:line:column  what was read: expected what. Did you mean "x"?` */
function formatProblem(problem) {
    const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(":");
    const near = problem.nearest === undefined ? "" : `. Did you mean "${problem.nearest}"?`;
    return (0,lib/* printable */.g$)(`${place}  ${problem.read}: expected ${problem.expected}${near}`);
}
/** The problems in the order of the file; a mistake in the defaults is one, however many environments it is in. */
function problem_sortProblems(problems) {
    const unique = new Map();
    for (const problem of problems) {
        const { file, line, column, expected } = problem;
        // Not every sentence is made of quoted texts: the parser's own may hold what was written.
        const read = withoutKeys(problem.read);
        const key = JSON.stringify([file, line, column, line === undefined ? read : "", expected]);
        if (!unique.has(key))
            unique.set(key, { ...problem, read, expected: withoutKeys(expected) });
    }
    return [...unique.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
/** One error that lists every problem, one a line. `input` when only inputs are wrong, else `config`. */
function problemsError(problems, file) {
    const sorted = problem_sortProblems(problems);
    const listed = sorted.slice(0, MAX_LISTED).map(formatProblem);
    const more = sorted.length - listed.length;
    if (more > 0)
        listed.push(`… and ${more} more`);
    const onlyInputs = sorted.every((problem) => problem.file !== file);
    const first = sorted[0];
    return new lib/* ActionError */.lZ(onlyInputs ? "input" : "config", `${onlyInputs ? "The overrides have" : `${file} has`} ${(0,lib/* plural */.LS)(sorted.length, "problem")}:\n${listed.join("\n")}`, {
        hint: onlyInputs
            ? "Correct these inputs. Nothing was touched."
            : "Correct these lines. Nothing was touched.",
        ...(first === undefined || onlyInputs
            ? {}
            : {
                location: {
                    file,
                    ...(first.line === undefined ? {} : { line: first.line }),
                    ...(first.column === undefined ? {} : { column: first.column }),
                },
            }),
    });
}
/** A value as a person would name it in a message, short. */
function describe(tree) {
    switch (tree.kind) {
        case "list":
            return tree.items.length === 0 ? "an empty list" : "a list";
        case "map":
            return tree.entries.size === 0 ? "an empty map" : "a map";
        case "scalar":
            if (tree.value === null)
                return "nothing";
            return typeof tree.value === "string" ? quoted(tree.value) : String(tree.value);
    }
}
/** Text from the file in quotes, cut to a line's worth. */
function quoted(text) {
    return JSON.stringify((0,lib/* truncateUtf8 */.Ck)(withoutKeys(text), 80));
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/tree.js
/** The value without its places; maps have no prototype, so that no key is special. */
function toPlain(tree) {
    switch (tree.kind) {
        case "scalar":
            return tree.value;
        case "list":
            return tree.items.map(toPlain);
        case "map": {
            const plain = Object.create(null);
            for (const [key, entry] of tree.entries)
                plain[key] = toPlain(entry.value);
            return plain;
        }
    }
}
/** A plain value (of an input, or built-in) as a tree; every part has the same place. `undefined` entries vanish. */
function fromPlain(value, place) {
    if (Array.isArray(value)) {
        return { kind: "list", items: value.map((item) => fromPlain(item, place)), place };
    }
    if (typeof value === "object" && value !== null) {
        return mapOf(Object.entries(value).flatMap(([key, item]) => item === undefined ? [] : [[key, { key: place, value: fromPlain(item, place) }]]), place);
    }
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
        return { kind: "scalar", value, place };
    }
    return { kind: "scalar", value: null, place };
}
/** A map tree of entries in this order. */
function mapOf(entries, place) {
    return { kind: "map", entries: new Map(entries), place };
}
/** What stands at a path, or `undefined`. */
function treeAt(tree, path) {
    return path.reduce((current, step) => {
        if (current?.kind === "map")
            return current.entries.get(String(step))?.value;
        if (current?.kind === "list" && typeof step === "number")
            return current.items[step];
        return undefined;
    }, tree);
}
/** The map at a path, or `undefined` when there is none or it is something else. */
function mapAt(tree, path) {
    const found = treeAt(tree, path);
    return found?.kind === "map" ? found : undefined;
}
/** The items of the list at a path; empty when there is none. */
function itemsAt(tree, path) {
    const found = treeAt(tree, path);
    return found?.kind === "list" ? found.items : [];
}
/** The text at a path, or `undefined`. */
function textAt(tree, path) {
    const found = treeAt(tree, path);
    return found?.kind === "scalar" && typeof found.value === "string" ? found.value : undefined;
}
/** The map with one entry set (or removed with `undefined`); the order of the others stays. */
function withEntry(map, key, entry) {
    const entries = new Map(map.entries);
    if (entry === undefined)
        entries.delete(key);
    else
        entries.set(key, entry);
    return { kind: "map", entries, place: map.place };
}
/** Whether a place is in the policy file (and so has a line). */
function isWritten(place) {
    return place.kind === "environment" || place.kind === "defaults";
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/read-tree.js



/** Far above any real policy, far below what aliases of aliases can blow up to. */
const MAX_NODES = 20_000;
const MAX_DEPTH = 32;
const CORE_TAG = /^tag:yaml\.org,2002:(map|seq|str|int|float|bool|null)$/;
/**
 * The document as a tree of places. Aliases are followed (up to 20,000 values in all, never in a circle), `<<` merges
 * maps below the map's own keys; duplicate keys, tags and keys that are not text are problems.
 */
function readTree(syntax, file) {
    const reader = new TreeReader(syntax, file);
    const tree = reader.read(syntax.document.contents, 0);
    return { tree, problems: reader.problems };
}
class TreeReader {
    problems = [];
    #syntax;
    #file;
    #anchors = new Map();
    #open = new Set();
    #nodes = 0;
    #full = false;
    constructor(syntax, file) {
        this.#syntax = syntax;
        this.#file = file;
    }
    read(node, depth) {
        if (node === null)
            return undefined;
        const place = this.#place(node.range[0]);
        this.#nodes += 1;
        if (this.#nodes > MAX_NODES || depth > MAX_DEPTH) {
            if (!this.#full) {
                this.#full = true;
                this.#report(place, depth > MAX_DEPTH ? "nesting that is too deep" : "too many values (aliases count each time)", depth > MAX_DEPTH ? `at most ${MAX_DEPTH} levels` : `at most ${MAX_NODES}`);
            }
            return undefined;
        }
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#followAlias(node, depth);
        if (node.anchor !== undefined)
            this.#anchors.set(node.anchor, node);
        if (node.tag !== undefined && !CORE_TAG.test(node.tag)) {
            this.#report(place, `the tag ${quoted(node.tag)}`, "a plain value without a tag");
        }
        if ((0,dist/* isScalar */.jn)(node))
            return { kind: "scalar", value: scalarValue(node), place };
        this.#open.add(node);
        const tree = (0,dist/* isMap */.jh)(node) ? this.#readMap(node.items, place, depth) : this.#readList(node, place, depth);
        this.#open.delete(node);
        return tree;
    }
    #readList(node, place, depth) {
        const items = (0,dist/* isSeq */.oP)(node) ? node.items : [];
        return {
            kind: "list",
            items: items.map((item) => {
                // `[a: 1]` is a list of one map of one pair.
                if ((0,dist/* isPair */.tO)(item))
                    return this.#readMap([item], place, depth + 1);
                return this.read(item, depth + 1) ?? { kind: "scalar", value: null, place };
            }),
            place,
        };
    }
    #readMap(pairs, place, depth) {
        const own = new Map();
        const merged = [];
        for (const pair of pairs) {
            const key = pair.key;
            const name = keyName(key);
            const keyPlace = key === null ? place : this.#place(key.range[0]);
            if (name === undefined || name === "__proto__") {
                this.#report(keyPlace, name === undefined ? "a key that is not text" : quoted(name), "a name, e.g. service");
                continue;
            }
            const value = this.read(pair.value, depth + 1) ?? {
                kind: "scalar",
                value: null,
                place: keyPlace,
            };
            if (name === "<<" && (0,dist/* isScalar */.jn)(key) && key.type === "PLAIN") {
                merged.push(...this.#mergeSources(value, keyPlace));
                continue;
            }
            const first = own.get(name);
            if (first === undefined)
                own.set(name, { key: keyPlace, value });
            else {
                this.#report(keyPlace, `the key ${quoted(name)} a second time`, `each key once; the first is in line ${first.key.line}, column ${first.key.column}`);
            }
        }
        for (const source of merged) {
            if (source.kind !== "map")
                continue;
            for (const [name, entry] of source.entries)
                if (!own.has(name))
                    own.set(name, entry);
        }
        return mapOf(own, place);
    }
    #mergeSources(value, place) {
        const sources = value.kind === "list" ? value.items : [value];
        if (sources.every((source) => source.kind === "map"))
            return sources;
        this.#report(place, "<< with something that is not a map", "an alias of a map, e.g. <<: *base");
        return [];
    }
    #followAlias(alias, depth) {
        const target = this.#anchors.get(alias.source);
        const place = this.#place(alias.range?.[0] ?? 0);
        if (target === undefined) {
            this.#report(place, `the alias *${alias.source}`, `an anchor &${alias.source} before it`);
            return undefined;
        }
        if (this.#open.has(target)) {
            this.#report(place, `the alias *${alias.source}, which is inside its own anchor`, "a value that ends");
            return undefined;
        }
        return this.read(target, depth + 1);
    }
    #place(offset) {
        return { kind: "defaults", source: this.#file, ...this.#syntax.position(offset) };
    }
    #report(place, read, expected) {
        this.problems.push(problemAt(place, read, expected));
    }
}
function keyName(key) {
    if (!(0,dist/* isScalar */.jn)(key) || key.value === null)
        return undefined;
    return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}
function scalarValue(node) {
    const { value } = node;
    if (value === null || typeof value === "string" || typeof value === "boolean")
        return value;
    // A number that is not finite is kept as it was written, so that the message can show it.
    return typeof value === "number" && Number.isFinite(value) ? value : String(node.source ?? value);
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/yaml-syntax.js

const TAB_WIDTHS = [2, 4, 8, 1];
/**
 * Reads YAML 1.2 (core schema, no custom tags). Tabs in the indentation are reported and then read as spaces, so that
 * the rest of the file is still checked; how many spaces were meant nobody knows, hence several readings.
 */
function readSyntax(source, file) {
    const plain = parse(source);
    if (plain.document.errors.length === 0)
        return [{ ...plain, problems: [], trusted: true }];
    const tabbed = tabbedLines(source, plain);
    const untrusted = { ...plain, problems: describeErrors(plain, file, tabbed), trusted: false };
    if (tabbed.size === 0)
        return [untrusted];
    const problems = describeTabs(file, tabbed);
    const [first, ...others] = TAB_WIDTHS.flatMap((width) => {
        const repaired = parse(expandTabs(source, tabbed, width));
        if (repaired.document.errors.length > 0)
            return [];
        const position = (offset) => {
            const { line, column } = repaired.position(offset);
            const tabs = tabbed.get(line)?.tabs ?? 0;
            return { line, column: Math.max(1, column - tabs * (width - 1)) };
        };
        return [{ document: repaired.document, position, problems, trusted: true }];
    });
    return first === undefined ? [untrusted] : [first, ...others];
}
function parse(source) {
    const lineCounter = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(source, {
        lineCounter,
        prettyErrors: false,
        schema: "core",
        version: "1.2",
        // Duplicates are reported by the reader of the tree, which knows the first place too.
        uniqueKeys: false,
        logLevel: "error",
    });
    return {
        document,
        position: (offset) => {
            const { line, col } = lineCounter.linePos(offset);
            return { line, column: col };
        },
    };
}
/** Lines with a tab in the indentation that the parser stumbled over. */
function tabbedLines(source, { document, position }) {
    const blamed = new Set(document.errors.map((error) => position(error.pos[0]).line));
    const tabbed = new Map();
    source.split("\n").forEach((text, index) => {
        const indent = /^[ \t]*/.exec(text)?.[0] ?? "";
        if (!blamed.has(index + 1) || !indent.includes("\t"))
            return;
        tabbed.set(index + 1, { column: indent.indexOf("\t") + 1, tabs: indent.split("\t").length - 1 });
    });
    return tabbed;
}
function expandTabs(source, tabbed, width) {
    return source
        .split("\n")
        .map((text, index) => tabbed.has(index + 1)
        ? text.replace(/^[ \t]+/, (indent) => indent.replaceAll("\t", " ".repeat(width)))
        : text)
        .join("\n");
}
/** One problem a line: what follows the first error of a line is mostly its echo. */
function describeErrors({ document, position }, file, tabbed) {
    const byLine = new Map(describeTabs(file, tabbed).map((problem) => [problem.line, problem]));
    for (const error of document.errors) {
        const { line, column } = position(error.pos[0]);
        if (!byLine.has(line))
            byLine.set(line, { file, line, column, ...describeError(error) });
    }
    return [...byLine.values()];
}
function describeTabs(file, tabbed) {
    return [...tabbed].map(([line, { column }]) => ({
        file,
        line,
        column,
        read: "a tab in the indentation",
        expected: "spaces",
    }));
}
function describeError(error) {
    if (error.code === "MULTIPLE_DOCS") {
        return { read: "a second YAML document", expected: "one document in the file" };
    }
    const message = (error.message.split("\n")[0] ?? "").replace(/[.:]$/, "");
    return {
        read: `this is not YAML (${message})`,
        expected: "valid YAML; what depends on it was not checked",
    };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/read-file.js



/** Largest policy file that is read: 256 KiB. */
const MAX_POLICY_BYTES = 262_144;
/**
 * Reads the YAML of a policy file, with every problem of syntax, keys, aliases and tags. Where tabs leave open what
 * was meant there are several readings.
 */
function readFile(source, file) {
    const bytes = (0,lib/* utf8Length */.wI)(source);
    if (bytes > MAX_POLICY_BYTES) {
        return [nothing(file, `a file of ${bytes} bytes`, `at most ${MAX_POLICY_BYTES} bytes`)];
    }
    const [first, ...others] = readSyntax(source, file);
    return [readOne(first, file), ...others.map((syntax) => readOne(syntax, file))];
}
function readOne(syntax, file) {
    if (!syntax.trusted)
        return { tree: undefined, problems: syntax.problems };
    const { tree, problems: ofTree } = readTree(syntax, file);
    const problems = [...syntax.problems, ...ofTree];
    if (tree !== undefined && (tree.kind !== "scalar" || tree.value !== null))
        return { tree, problems };
    return problems.length > 0
        ? { tree: undefined, problems }
        : nothing(file, "an empty file", "a policy that begins with version: 1");
}
function nothing(file, read, expected) {
    return { tree: undefined, problems: [{ file, line: 1, column: 1, read, expected }] };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/base-policy.js


/**
 * The policy file of the base branch, at the one commit the branch points to now: what a pull request changes in its
 * own copy has no say. Needs `contents: read`.
 */
async function readBasePolicy(github, { owner, repo, baseRef, path }, signal) {
    const options = { needs: "contents: read", signal };
    const branch = baseRef.replace(/^refs\/heads\//, "");
    const ref = /^[0-9a-f]{40}$/.test(branch) ? branch : `heads/${branch}`;
    const commit = await github
        .request("GET /repos/{owner}/{repo}/commits/{ref}", { owner, repo, ref }, options)
        .then(({ data }) => data.sha)
        .catch((error) => {
        if (!isAbsent(error))
            throw error;
        throw new lib/* ActionError */.lZ("config", `${owner}/${repo} has no branch "${branch}" to read the policy from.`, {
            cause: error,
            hint: "Name an existing branch. If it exists, the token cannot see it: add `permissions: contents: read`.",
        });
    });
    const { data } = await github
        .request("GET /repos/{owner}/{repo}/contents/{path}", { owner, repo, path, ref: commit }, options)
        .catch((error) => {
        if (!isAbsent(error))
            throw error;
        throw new lib/* ActionError */.lZ("config", `There is no ${path} on ${branch} (${commit.slice(0, 7)}) of ${owner}/${repo}.`, {
            cause: error,
            hint: `Commit ${path} to ${branch} first: the policy of the base branch counts, not that of a pull request. If it is there, the token cannot see it: add \`permissions: contents: read\`.`,
        });
    });
    const where = `${path} on ${branch} (${commit.slice(0, 7)})`;
    return { source: decodeContent(data, where), commit };
}
/** 404, and 422 of a ref that names nothing. */
function isAbsent(error) {
    const status = (0,lib/* gitHubStatus */.MT)(error);
    return status === 404 || status === 422;
}
function decodeContent(data, where) {
    const file = data;
    if (Array.isArray(data) || file.type !== "file") {
        throw new lib/* ActionError */.lZ("config", `${where} is not a file.`, { hint: "Put the policy into a plain file." });
    }
    if (typeof file.size === "number" && file.size > MAX_POLICY_BYTES) {
        throw new lib/* ActionError */.lZ("config", `${where} has ${file.size} bytes; at most ${MAX_POLICY_BYTES} are read.`);
    }
    if (file.encoding !== "base64" || typeof file.content !== "string") {
        throw new lib/* ActionError */.lZ("remote", `GitHub sent ${where} without its content.`, {
            hint: "Run the job again.",
        });
    }
    const bytes = Buffer.from(file.content, "base64");
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw new lib/* ActionError */.lZ("config", `${where} is not UTF-8 text.`, {
            cause: error,
            hint: "Save it as UTF-8.",
        });
    }
}

// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 3 modules
var schemas = __webpack_require__(63619);
// EXTERNAL MODULE: ./packages/conditions/lib/index.js + 12 modules
var conditions_lib = __webpack_require__(16780);
;// CONCATENATED MODULE: ./packages/deploy-config/lib/placeholders.js
/** What a text of the policy may stand for. */
const PLACEHOLDERS = ["release", "commit", "environment", "service"];
/** What a command of the local platform may hold besides: the platform chooses the port of each release. */
const LOCAL_PLACEHOLDERS = [...PLACEHOLDERS, "port"];
const TOKEN = /\$\$\{|\$\{([^}]*)(\}?)/g;
/** The first `${…}` of a text that is not one of `known` (or is not closed), without `${` and `}`. */
function findUnknownPlaceholder(text, known) {
    for (const token of text.matchAll(TOKEN)) {
        const name = token[1];
        if (name !== undefined && (token[2] === "" || !known.includes(name)))
            return name;
    }
    return undefined;
}
/** Whether a text holds a `${…}` that would be replaced elsewhere. */
function hasPlaceholder(text) {
    return [...text.matchAll(TOKEN)].some((token) => token[1] !== undefined && PLACEHOLDERS.includes(token[1]));
}
/**
 * The text with every `${name}` of `values` replaced once (what comes in is not looked at again) and `$${` as `${`;
 * a name that is not in `values` stays.
 */
function replacePlaceholders(text, values, encoding = "plain") {
    return text.replace(TOKEN, (token, name) => {
        if (name === undefined)
            return "${";
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        if (value === undefined)
            return token;
        return encoding === "url" ? encodeURIComponent(value) : value;
    });
}
/** Like {@link replacePlaceholders} for a text that will be replaced once more: `$${` stays as it is. */
function replaceSome(text, values) {
    return text.replace(TOKEN, (token, name) => name !== undefined && Object.hasOwn(values, name) ? (values[name] ?? token) : token);
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core = __webpack_require__(88532);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 1 modules
var api = __webpack_require__(73305);
;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-scalars.js





/** Two weeks and a half; a timer cannot hold more than 24.8 days. */
const MAX_DURATION_MS = 24 * 86_400_000;
/** Text that is parsed; a problem's message is what was expected. */
function parsedText(expected, parse) {
    return schemas/* pipe */.FsL(schemas/* string */.YjP({ error: expected }), schemas/* transform */.pdi((text, context) => {
        const read = parse(text);
        if (read.ok)
            return read.value;
        context.issues.push({
            code: "custom",
            message: read.expected,
            input: text,
            params: { nearest: read.nearest },
        });
        return core/* NEVER */.tm;
    }));
}
function readText(text) {
    if (text.trim() === "")
        return { ok: false, expected: "a text that is not empty" };
    return hasPlaceholder(text)
        ? { ok: false, expected: "a text without ${…}: placeholders are not replaced here" }
        : { ok: true, value: text };
}
/** Non-empty text, taken as it is. */
const plainText = (expected = "a text") => parsedText(expected, readText);
/** What is wrong with the placeholders of a text, as what was expected instead. */
function expectedPlaceholder(text, known) {
    const unknown = findUnknownPlaceholder(text, known);
    if (unknown === undefined)
        return undefined;
    const near = (0,lib/* nearest */.pA)(unknown, known);
    const names = known.map((name) => `\${${name}}`).join(", ");
    return near === undefined
        ? `one of ${names} instead of \${${unknown}}; $\${ for a plain \${`
        : `\${${near}} instead of \${${unknown}}; $\${ for a plain \${`;
}
/** Text in which `${release}` and its like are replaced. */
function template(expected = "a text", known = PLACEHOLDERS) {
    return parsedText(expected, (text) => {
        const problem = expectedPlaceholder(text, known);
        return problem === undefined ? { ok: true, value: text } : { ok: false, expected: problem };
    });
}
const EXPECTED_DURATION = "a duration with units, e.g. 90s, 5m or 1h30m";
/** Milliseconds from `5m`; plain `0` is allowed too. At least `minMs`. */
function duration(minMs = 0) {
    return schemas/* pipe */.FsL(schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* literal */.euz(0)], { error: EXPECTED_DURATION }), schemas/* transform */.pdi((written, context) => {
        const ms = (0,lib/* parseDuration */.E9)(String(written));
        if (ms !== undefined && ms >= minMs && ms <= MAX_DURATION_MS)
            return ms;
        const message = ms === undefined
            ? EXPECTED_DURATION
            : minMs > ms
                ? "a duration above 0"
                : "a duration of at most 24d";
        context.issues.push({ code: "custom", message, input: written });
        return core/* NEVER */.tm;
    }));
}
const EXPECTED_PERCENT = "a share from 0% to 100%, e.g. 25%";
/** 0 to 100 from `25%` or 25. */
function percent() {
    return schemas/* pipe */.FsL(schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()], { error: EXPECTED_PERCENT }), schemas/* transform */.pdi((written, context) => {
        const value = (0,lib/* parsePercent */.lo)(String(written));
        if (value !== undefined)
            return value;
        context.issues.push({ code: "custom", message: EXPECTED_PERCENT, input: written });
        return core/* NEVER */.tm;
    }));
}
/** A whole number in a range. */
function wholeNumber(min, max = Number.MAX_SAFE_INTEGER) {
    const expected = max === Number.MAX_SAFE_INTEGER
        ? `a whole number of at least ${min}`
        : `a whole number from ${min} to ${max}`;
    return schemas/* int */.Whr({ error: expected }).check(api/* _gte */.qm(min, { error: expected }), api/* _lte */.Zm(max, { error: expected }));
}
/** `true` or `false`, nothing else (`yes` is a text). */
const flag = () => schemas/* boolean */.zMY({ error: "true or false" });
/** A condition; `accept` says what is wrong with one that reads well but makes no sense here. */
function condition(example, accept = () => undefined) {
    return parsedText(`a condition, e.g. ${example}`, (text) => {
        const result = (0,conditions_lib/* parseCondition */.zB)(text);
        if (!result.ok) {
            const { read, expected, nearest } = result.problem;
            const at = read.trim() === text.trim() ? "" : ` instead of ${read === "the end" ? read : quoted(read)}`;
            return { ok: false, expected: `${expected}${at}, as in ${example}`, nearest };
        }
        const expected = accept(result.condition);
        return expected === undefined ? { ok: true, value: result.condition } : { ok: false, expected };
    });
}
/** argv: a list, one argument an item; never a string to be split. */
function argv(known = PLACEHOLDERS) {
    const expected = "a list, one argument an item (no shell is used), e.g. [node, server.js]";
    return schemas/* array */.YOg(template(`a text; put numbers and true/false in quotes`, known), { error: expected }).check(api/* _minLength */.m9(1, { error: expected }), schemas/* refine */.YPB((items) => items[0] !== "", { error: "a list that begins with the program" }));
}
/** Names of variables of the runner. */
function variableNames() {
    const expected = "the name of a variable, e.g. DATABASE_URL (names only, never values)";
    return schemas/* array */.YOg(parsedText(expected, (text) => /^[A-Za-z_]\w*$/.test(text) ? { ok: true, value: text } : { ok: false, expected }), { error: "a list of names of variables, e.g. [DATABASE_URL]" });
}
/** A path or glob inside the workspace. */
function workspacePath(example) {
    const expected = `a path inside the repository, e.g. ${example}`;
    return parsedText(expected, (text) => {
        const isInside = text.trim() !== "" && !/^([\\/~]|[A-Za-z]:)/.test(text) && !/(^|[\\/])\.\.([\\/]|$)/.test(text);
        if (!isInside)
            return { ok: false, expected };
        const problem = expectedPlaceholder(text, PLACEHOLDERS);
        return problem === undefined ? { ok: true, value: text } : { ok: false, expected: problem };
    });
}
/** A folder inside the workspace, or an absolute one: a checkout cleans the workspace, also of what git ignores. */
function stateFolderPath(example) {
    const expected = `a path inside the repository or an absolute one, e.g. ${example}`;
    return parsedText(expected, (text) => {
        const isUsable = text.trim() !== "" && !/^([\\~]|[A-Za-z]:)/.test(text) && !/(^|[\\/])\.\.([\\/]|$)/.test(text);
        if (!isUsable)
            return { ok: false, expected };
        const problem = expectedPlaceholder(text, PLACEHOLDERS);
        return problem === undefined ? { ok: true, value: text } : { ok: false, expected: problem };
    });
}
/** A schema with the sentence an editor shows for it; optional, since every block says only what differs. */
function optional(schema, description) {
    return schemas/* optional */.lqM(schema).check(schemas/* describe */.q0y(description));
}
/** A map of known keys only. The message of an unknown key is the list of the known ones. */
function keys(shape, expected = "a map") {
    const known = Object.keys(shape).join(", ");
    return schemas/* strictObject */.rej(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? known : expected) })
        .check(({ issues }) => {
        // Else a union takes an alternative with nothing but unknown keys for the one that was meant.
        for (const issue of issues) {
            if (issue.code === "unrecognized_keys")
                Object.assign(issue, { continue: false });
        }
    });
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/name-texts.js


/** What a name of the target or of the credentials may hold: known before any release is. */
const NAME_PLACEHOLDERS = ["environment", "service"];
/** What the platform replaces for each release it starts, also for an earlier one that comes back. */
const RELEASE_PLACEHOLDERS = ["release", "commit", ...NAME_PLACEHOLDERS];
/** Whether a text has a form; its placeholders stand for a letter, since what they become is checked once more. */
function matchesForm(text, form) {
    return form.test(text.replace(/\$\{[^}]*\}/g, "x"));
}
/** Reads a text of a form in which `${environment}` and `${service}` may stand. */
function readName(text, form, expected) {
    const unknown = expectedPlaceholder(text, NAME_PLACEHOLDERS);
    if (unknown !== undefined)
        return { ok: false, expected: unknown };
    return matchesForm(text, form) ? { ok: true, value: text } : { ok: false, expected };
}
/** A name of a form. */
function nameOf(form, expected) {
    return parsedText(expected, (text) => readName(text, form, expected));
}
/** A text known before any release is: `${environment}` and `${service}` may stand in it. */
const fixedText = (expected = "a text that is not empty") => nameOf(/\S/, expected);
/** Reads a text of a form that names the release: without it every release would be the same. */
function readReleaseText(text, form, expected) {
    const unknown = expectedPlaceholder(text, RELEASE_PLACEHOLDERS);
    if (unknown !== undefined)
        return { ok: false, expected: unknown };
    const namesRelease = hasPlaceholder(text) && findUnknownPlaceholder(text, NAME_PLACEHOLDERS) !== undefined;
    return namesRelease && matchesForm(text, form) ? { ok: true, value: text } : { ok: false, expected };
}
/** A text of a form that names the release. */
function releaseText(form, expected) {
    return parsedText(expected, (text) => readReleaseText(text, form, expected));
}
// The parts of `host:port/path:tag@digest`; a tag or digest is looked at by the registry.
const IMAGE = /^[\w.-]+(?::\d{1,5})?(?:\/[a-z0-9][a-z0-9._-]*)*(?::\w[\w.-]{0,127})?(?:@[\w:+.-]+)?$/;
/** An image that names the release. */
const name_texts_image = () => releaseText(IMAGE, "an image that names the release, e.g. ghcr.io/acme/shop:${release}");
/** DNS-1123 label: names of namespaces and Services. */
const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** DNS-1123 subdomain: names of everything else in a cluster. */
const DNS_SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
/** What a DNS-1123 label is, in words. */
const EXPECTED_LABEL = "a name of at most 63 lower-case letters, digits and -, e.g. shop";
/** What a DNS-1123 subdomain is, in words. */
const EXPECTED_SUBDOMAIN = "a name of at most 253 lower-case letters, digits, - and ., e.g. web";
/** The name of a namespace, a Service or a container. */
const dnsLabel = () => nameOf(DNS_LABEL, EXPECTED_LABEL);
/** The name of a Deployment. */
const dnsSubdomain = () => nameOf(DNS_SUBDOMAIN, EXPECTED_SUBDOMAIN);
/** The code of an AWS region. */
const awsRegion = () => nameOf(/^[a-z]{2,}(?:-[a-z]+)+-\d+$/, "an AWS region, e.g. eu-west-1");

;// CONCATENATED MODULE: ./packages/deploy-config/lib/kind-name.js



/** Other names `kubectl` takes for a kind. */
const ALIASES = {
    deploy: "deployment",
    deployments: "deployment",
    svc: "service",
    services: "service",
    ing: "ingress",
    ingresses: "ingress",
    vs: "virtualservice",
    virtualservices: "virtualservice",
    httproutes: "httproute",
    traefikservices: "traefikservice",
    rollouts: "rollout",
    canaries: "canary",
};
const RULE = /^[^\s#/]{1,253}$/;
/** Reads `kind/name`, and `kind/name#rule` of kinds with rules; the nearest right text when the kind is a typo. */
function readKindName(text, kinds, example) {
    const known = Object.keys(kinds);
    const [, kind = "", name = "", rule] = /^([^/#]*)\/([^#]*)(?:#(.*))?$/s.exec(text) ?? [];
    if (!isKind(kind, kinds)) {
        const near = ALIASES[kind.toLowerCase()] ?? (0,lib/* nearest */.pA)(kind, known);
        return {
            ok: false,
            expected: `a kind and a name, e.g. ${example} (kinds: ${known.join(", ")})`,
            nearest: near === undefined || !known.includes(near) ? undefined : `${near}${text.slice(kind.length)}`,
        };
    }
    const form = kinds[kind];
    const [pattern, expected] = form.name === "label" ? [DNS_LABEL, EXPECTED_LABEL] : [DNS_SUBDOMAIN, EXPECTED_SUBDOMAIN];
    const read = readName(name, pattern, `${kind}/ and ${expected}`);
    if (!read.ok)
        return read;
    if (rule === undefined)
        return { ok: true, value: { kind, name, rule } };
    if (!form.rules)
        return { ok: false, expected: `${kind}/${name} without #: only routes have rules` };
    const named = readName(rule, RULE, `the name of a rule after ${quoted("#")}, e.g. ${kind}/${name}#web`);
    return named.ok ? { ok: true, value: { kind, name, rule } } : named;
}
function isKind(text, kinds) {
    return Object.hasOwn(kinds, text);
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-kubernetes.js




const SUBDOMAIN = { name: "subdomain", rules: false };
const WORKLOADS = { deployment: SUBDOMAIN, rollout: SUBDOMAIN, canary: SUBDOMAIN };
const ROUTES = {
    replicas: { name: "label", rules: false },
    service: { name: "label", rules: false },
    httproute: { name: "subdomain", rules: true },
    virtualservice: { name: "subdomain", rules: true },
    traefikservice: SUBDOMAIN,
    ingress: SUBDOMAIN,
};
/** What runs the pods: `deployment/web`, `rollout/web` (Argo Rollouts) or `canary/web` (Flagger). */
function readWorkload(text) {
    const read = readKindName(text, WORKLOADS, "deployment/web");
    return read.ok ? { ok: true, value: { kind: read.value.kind, name: read.value.name } } : read;
}
/** What moves the traffic: `rolling`, or a kind and a name. The preview of a Service is a key of its own. */
function readRoute(text) {
    if (text === "rolling")
        return { ok: true, value: { kind: "rolling" } };
    const read = readKindName(text, ROUTES, "httproute/web; or rolling");
    if (!read.ok)
        return read;
    const { kind, name, rule } = read.value;
    switch (kind) {
        case "replicas":
            return { ok: true, value: { kind, service: name } };
        case "service":
            return { ok: true, value: { kind, name, preview: undefined } };
        case "httproute":
        case "virtualservice":
            return { ok: true, value: { kind, name, rule } };
        case "traefikservice":
        case "ingress":
            return { ok: true, value: { kind, name } };
    }
}
const AKS = /^\/subscriptions\/[^/\s]+\/resourcegroups\/[^/\s]+\/providers\/microsoft\.containerservice\/managedclusters\/[^/\s]+$/i;
const GKE = /^projects\/[^/\s]+\/locations\/[^/\s]+\/clusters\/[^/\s]+$/;
const EXPECTED_ACCESS = "kubeconfig, in-cluster, or a map, e.g. { eks: shop-cluster, region: eu-west-1 }, { aks: /subscriptions/… }, { gke: projects/… } or { kubeconfig: path, context: name }";
const access = schemas/* union */.KCZ([
    schemas/* enum */.k5n(["kubeconfig", "in-cluster"], { error: EXPECTED_ACCESS }),
    keys({
        eks: optional(nameOf(/^[A-Za-z0-9][\w-]{0,99}$/, "the name of an EKS cluster, e.g. shop-cluster"), "Name of an Amazon EKS cluster."),
        region: optional(awsRegion(), "AWS region of the EKS cluster."),
        aks: optional(nameOf(AKS, "the resource id of an AKS cluster: /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerService/managedClusters/<name>"), "Resource id of an Azure Kubernetes Service cluster."),
        gke: optional(nameOf(GKE, "the full name of a GKE cluster: projects/<project>/locations/<location>/clusters/<name>"), "Full name of a Google Kubernetes Engine cluster."),
        kubeconfig: optional(fixedText("the path of a kubeconfig file"), "Path of a kubeconfig file."),
        context: optional(fixedText("the name of a context"), "Context of the kubeconfig file."),
    }),
], { error: EXPECTED_ACCESS });
const EXPECTED_HEADER = "a header, e.g. { name: x-candidate, value: always }";
const EXPECTED_SERVICES = "the two Services, e.g. { stable: web, candidate: web-candidate }";
/** A workload of a Kubernetes cluster. */
const kubernetesTarget = keys({
    platform: optional(schemas/* literal */.euz("kubernetes"), "A workload of a Kubernetes cluster."),
    access: optional(access, "Where the cluster's API and the right to use it come from."),
    namespace: optional(dnsLabel(), "Namespace of everything named here."),
    workload: optional(parsedText("a kind and a name, e.g. deployment/web", readWorkload), "deployment/<name>; rollout/<name> of Argo Rollouts; canary/<name> of Flagger."),
    route: optional(parsedText("rolling, or a kind and a name, e.g. httproute/web", readRoute), "What moves the traffic: httproute/<name>#<rule>, virtualservice/<name>#<rule>, traefikservice/<name>, ingress/<name>, replicas/<service>, service/<name> or rolling."),
    preview: optional(dnsLabel(), "Service that reaches the candidate, for route: service/<name>."),
    "candidate-workload": optional(dnsSubdomain(), "A Deployment of your own for the candidate."),
    container: optional(dnsLabel(), "Container whose image is the release; the only one by default."),
    image: optional(name_texts_image(), "Image of a release; ${release} and ${commit} are replaced for each."),
    services: optional(keys({
        stable: dnsLabel().check(schemas/* describe */.q0y("Service of the stable release.")),
        candidate: dnsLabel().check(schemas/* describe */.q0y("Service of the candidate.")),
    }, EXPECTED_SERVICES), "Services of the two releases; found from the route by default."),
    header: optional(keys({
        name: nameOf(/^[!#$%&'*+.^_`|~\w-]+$/, "the name of a header, e.g. x-candidate").check(schemas/* describe */.q0y("Name of the header.")),
        value: fixedText("the value of the header, e.g. always").check(schemas/* describe */.q0y("Its value, compared exactly.")),
    }, EXPECTED_HEADER), "Header that reaches the candidate at any weight."),
    mirror: optional(percent(), "Share of the requests copied to the candidate before it gets any."),
    manifests: optional(schemas/* array */.YOg(workspacePath("k8s/*.yaml"), { error: "a list of paths or globs, e.g. [k8s/*.yaml]" }), "Manifests applied with a release, in order, for route: rolling."),
    "ready-timeout": optional(duration(1), "How long a release may take to be ready."),
    settle: optional(duration(), "How long a controller may take to accept a change."),
    drain: optional(duration(), "How long a retired release may finish its requests."),
});
const EXPECTED_SET = 'a map of names to texts, e.g. { image.tag: "${release}" }';
/** A Helm release. */
const helmTarget = keys({
    platform: optional(schemas/* literal */.euz("helm"), "A Helm release, upgraded all at once."),
    access: optional(access, "Where the cluster's API and the right to use it come from."),
    namespace: optional(dnsLabel(), "Namespace of the release."),
    release: optional(nameOf(/^(?=.{1,53}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/, "the name of a Helm release, e.g. shop"), "Name of the Helm release."),
    chart: optional(fixedText("a folder, an archive or a reference, e.g. charts/shop or oci://ghcr.io/acme/charts/shop"), "Chart: a folder, an archive or a reference."),
    "chart-version": optional(fixedText("a version of the chart, in quotes"), "Version of the chart."),
    values: optional(schemas/* array */.YOg(workspacePath("helm/production.yaml"), {
        error: "a list of values files, e.g. [helm/production.yaml]",
    }), "Values files, in order."),
    set: optional(schemas/* record */.g1P(schemas/* string */.YjP(), template("a text; put numbers and true/false in quotes"), { error: EXPECTED_SET }), "Values set as texts; ${release} and ${commit} are replaced for each release."),
    "ready-timeout": optional(duration(1), "How long the upgrade may take."),
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/target-traits.js



/** What the target of a merged block can do; everything, when it cannot be read. */
function targetTraits(block) {
    const platform = textAt(block, ["target", "platform"]);
    const because = `platform: ${platform}`;
    switch (platform) {
        case "exec": {
            const granularity = treeAt(block, ["target", "granularity"]);
            return granularity?.kind === "scalar" && granularity.value === 100
                ? switching("granularity: 100", { counts: "errors" })
                : weighting(because, { counts: "errors" });
        }
        case "kubernetes":
            return kubernetesTraits(block);
        case "helm":
            return replacing(because);
        case "aws-ecs":
            return ecsTraits(block);
        case "aws-lambda":
            return weighting(because);
        case "aws-s3-cloudfront":
            return switching(because);
        case "haproxy":
            return weighting(because, { counts: "errors" });
        default:
            return weighting(because, { counts: "latencies" });
    }
}
const NOTHING = { engine: undefined, counts: "nothing" };
function weighting(because, more = {}) {
    return { because, ...NOTHING, traffic: "weights", strategy: "canary", ...more };
}
function switching(because, more = {}) {
    return { because, ...NOTHING, traffic: "switch", strategy: "all-at-once", ...more };
}
function replacing(because) {
    return { because, ...NOTHING, traffic: "replace", strategy: "all-at-once" };
}
function driving(because, engine) {
    // The engine's own steps are not in this file; the run sees one that ends when the engine is done.
    return { because, ...NOTHING, traffic: "weights", engine, strategy: "all-at-once" };
}
function kubernetesTraits(block) {
    const workload = textAt(block, ["target", "workload"]) ?? "";
    const read = readWorkload(workload);
    if (read.ok && read.value.kind === "rollout")
        return driving(`workload: ${workload}`, "Argo Rollouts");
    if (read.ok && read.value.kind === "canary")
        return driving(`workload: ${workload}`, "Flagger");
    const written = textAt(block, ["target", "route"]) ?? "";
    const because = `route: ${written}`;
    switch (routeKind(written)) {
        case "rolling":
            return replacing(because);
        case "service":
            return switching(because, { strategy: "blue-green" });
        default:
            return weighting(because);
    }
}
function ecsTraits(block) {
    const route = treeAt(block, ["target", "route"]);
    if (route?.kind === "scalar" && route.value === "rolling")
        return replacing("route: rolling");
    const native = textAt(route, ["native"]);
    if (native === undefined)
        return weighting("route: { target-groups: … }");
    const because = `route: { native: ${native} }`;
    if (native === "blue-green")
        return switching(because, { strategy: "blue-green" });
    return weighting(because, { stops: nativeStops(native, textAt(route, ["step"])) });
}
/** ECS holds before each of its own shifts, the sizes of which are 5 % once (canary) or 10 % each (linear) by default. */
function nativeStops(native, written) {
    const step = (0,lib/* parsePercent */.lo)(written ?? "") ?? (native === "linear" ? 10 : 5);
    if (native !== "linear" || step <= 0)
        return step > 0 && step < 100 ? [step, 100] : [100];
    const before = Array.from({ length: Math.ceil(100 / step - 1e-9) - 1 }, (_, n) => (n + 1) * step);
    return [...before.map((weight) => Math.round(weight * 10) / 10), 100];
}
/** Whether CloudWatch knows the two releases of the target apart: by target group, or by version of a function. */
function cloudWatchCounts(block) {
    return (textAt(block, ["target", "platform"]) === "aws-lambda" ||
        treeAt(block, ["target", "route", "target-groups"]) !== undefined);
}
/** What is counted on the target, by the platform or by the metrics of the block. */
function whatIsCounted(block) {
    const metrics = treeAt(block, ["metrics"]);
    const own = targetTraits(block).counts;
    if (metrics?.kind !== "map")
        return own;
    if (metrics.entries.has("synthetic") || metrics.entries.has("template"))
        return "latencies";
    if (metrics.entries.has("prometheus") || metrics.entries.has("json"))
        return metrics.entries.has("latency") ? "latencies" : "errors";
    if (!metrics.entries.has("cloudwatch"))
        return own;
    return cloudWatchCounts(block) ? "errors" : own;
}
/** What a route of Kubernetes can take beside its name. */
const ROUTE_KEYS = {
    rolling: ["manifests"],
    // Its pods are the share: both releases have to be counted from one Deployment.
    replicas: [],
    service: ["candidate-workload", "preview"],
    httproute: ["candidate-workload", "services", "header", "mirror"],
    virtualservice: ["candidate-workload", "services", "header", "mirror"],
    traefikservice: ["candidate-workload", "services"],
    ingress: ["candidate-workload", "services", "header"],
};
/** Keys of a Kubernetes target that belong to its route. */
const KEYS_OF_ROUTES = [...new Set(Object.values(ROUTE_KEYS).flat())];
/** Routes that can take a key, in the words of the file. */
function routesWith(key) {
    return Object.entries(ROUTE_KEYS).flatMap(([kind, known]) => (known.includes(key) ? [kind] : []));
}
/** Whether a workload is moved by an engine of its own, which needs none of our routes. */
function isEngineWorkload(text) {
    const read = readWorkload(text ?? "");
    return read.ok && read.value.kind !== "deployment";
}
/** The kind of a route that reads well. */
function routeKind(text) {
    const read = readRoute(text ?? "");
    return read.ok ? read.value.kind : undefined;
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/default-analysis.js


const ANALYSIS = {
    tolerance: 1.1,
    regression: 2,
    margin: "0.1%",
    alpha: "1%",
    beta: "5%",
    "min-requests": 50,
    "warm-up": "0s",
    burst: "10s",
    history: "1h",
    "min-bake": "2m",
    "early-promotion": true,
    "zero-requests": "1m",
    liveness: "2m",
};
/** What an analysis is when nobody says otherwise; nothing where nobody asked for one. */
function analysisDefaults(block) {
    if (mapAt(block, ["rollout", "analysis"]) === undefined)
        return {};
    const metrics = whatIsCounted(block) === "latencies" ? ["errors", "latency"] : ["errors"];
    return { analysis: { metrics, ...ANALYSIS } };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/default-rollout.js




/** Steps of each strategy, in the words of the file. */
const STEPS = {
    canary: [{ weight: "25%", bake: "5m" }, { weight: "50%", bake: "5m" }, { weight: "100%" }],
    "blue-green": [
        { weight: "0%", bake: "5m" },
        { weight: "100%", bake: "5m" },
    ],
    "all-at-once": [{ weight: "100%" }],
};
const ROLLOUT = {
    "min-requests": 50,
    "on-inconclusive": "abort",
    grace: "5m",
    interval: "10s",
};
const FAILURES_TRIGGER = "3 consecutive failures";
const RATE_TRIGGER = "error-rate > 5%";
const BASELINE_TRIGGER = "latency p95 > 200% of baseline";
/** What a rollout is when nobody says otherwise: steps the target can hold, triggers that can be answered. */
function rolloutDefaults(block) {
    return {
        ...ROLLOUT,
        steps: defaultSteps(block),
        "driven-by": drivenBy(block),
        "abort-when": triggers(block),
        ...analysisDefaults(block),
    };
}
/** Those of the strategy; where the platform holds at weights of its own, these, unless somebody asks for a strategy. */
function defaultSteps(block) {
    const { stops } = targetTraits(block);
    if (stops !== undefined && textAt(block, ["rollout", "strategy"]) === undefined)
        return stops.map((weight) => ({ weight: `${weight}%`, bake: "5m" }));
    const strategy = strategyOf(block);
    return Object.hasOwn(STEPS, strategy) ? STEPS[strategy] : undefined;
}
/** An engine moves by its own steps unless somebody wrote some here. */
function drivenBy(block) {
    const isWritten = ["steps", "strategy"].some((key) => treeAt(block, ["rollout", key]) !== undefined);
    return !isWritten && targetTraits(block).engine !== undefined ? "engine" : "steps";
}
/** The strategy as written, or the most careful one the target can hold. */
function strategyOf(block) {
    return textAt(block, ["rollout", "strategy"]) ?? targetTraits(block).strategy;
}
/**
 * Triggers that can be answered when nobody says which: a rate needs somebody who counts and a step with traffic that
 * is held for a while, a comparison one in which stable has traffic too. One that stays unknown would end every rollout
 * inconclusive.
 */
function triggers(block) {
    const held = stepsOf(block).filter(({ bakeMs }) => bakeMs > 0);
    const counted = whatIsCounted(block);
    const canRate = counted !== "nothing" && held.some(({ weight }) => weight > 0);
    const canCompare = counted === "latencies" && held.some(({ weight }) => weight > 0 && weight < 100);
    return [
        ...(treeAt(block, ["verify", "checks"]) === undefined ? [] : [FAILURES_TRIGGER]),
        ...(canRate ? [RATE_TRIGGER] : []),
        ...(canCompare ? [BASELINE_TRIGGER] : []),
    ];
}
/** Weights and bakes, as written or as the strategy has them; what cannot be read is reported elsewhere. */
function stepsOf(block) {
    const written = treeAt(block, ["rollout", "steps"]);
    const steps = written === undefined ? defaultSteps(block) : toPlain(written);
    if (!Array.isArray(steps))
        return [];
    return steps.filter(lib/* isObject */.Gv).map(({ weight, bake }) => ({
        weight: (0,lib/* parsePercent */.lo)(String(weight)) ?? 0,
        bakeMs: (0,lib/* parseDuration */.E9)(String(bake ?? "0")) ?? 0,
    }));
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/default-target.js

const LOCAL = { "pass-env": [], ready: "/health", "ready-timeout": "30s", drain: "10s" };
const TARGETS = {
    exec: { "pass-env": [], timeout: "5m", settle: "2m", granularity: 1 },
    kubernetes: {
        access: "kubeconfig",
        mirror: "0%",
        manifests: [],
        "ready-timeout": "10m",
        settle: "1m",
        drain: "30s",
    },
    helm: { access: "kubeconfig", values: [], set: {}, "ready-timeout": "10m" },
    "aws-ecs": { environment: {}, secrets: {}, "ready-timeout": "10m", settle: "1m" },
    "aws-lambda": { "ready-timeout": "5m", settle: "1m" },
    // A change of a distribution takes minutes to reach every edge.
    "aws-s3-cloudfront": { prefix: "releases/${release}", invalidate: ["/*"], settle: "15m" },
    haproxy: { "pass-env": [], ready: "/health", timeout: "5m", "ready-timeout": "1m", drain: "30s" },
};
/** What a target of the platform of a block is when nobody says otherwise. */
function targetDefaults(block, environment) {
    const platform = textAt(block, ["target", "platform"]) ?? "";
    // Each environment has a supervisor of its own.
    if (platform === "local")
        return { ...LOCAL, state: `.deploy-actions/${environment.replace(/[^A-Za-z0-9_-]+/g, "-")}` };
    return Object.hasOwn(TARGETS, platform) ? (TARGETS[platform] ?? {}) : {};
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/gate-kinds.js
/** Where each kind of report is looked for when the policy does not say; documented in the README. */
const DEFAULT_REPORTS = {
    tests: ["reports/junit/**/*.xml"],
    coverage: ["coverage/lcov.info"],
    findings: ["reports/**/*.sarif"],
    performance: ["reports/k6-summary.json"],
};
// Integration tests have a folder of their own: the unit tests' reports must never count as theirs.
const INTEGRATION = { kind: "tests", reports: ["reports/integration/**/*.xml"] };
const UNIT = { kind: "tests", reports: DEFAULT_REPORTS.tests };
const COVERAGE = { kind: "coverage", reports: DEFAULT_REPORTS.coverage };
const FINDINGS = { kind: "findings", reports: DEFAULT_REPORTS.findings };
const PERFORMANCE = { kind: "performance", reports: DEFAULT_REPORTS.performance };
const KNOWN_GATES = new Map([
    ["unit", UNIT],
    ["unit-test", UNIT],
    ["unit-tests", UNIT],
    ["tests", UNIT],
    ["integration", INTEGRATION],
    ["integration-test", INTEGRATION],
    ["integration-tests", INTEGRATION],
    ["coverage", COVERAGE],
    ["code-coverage", COVERAGE],
    ["security-scan", FINDINGS],
    ["vulnerability-scan", FINDINGS],
    ["performance", PERFORMANCE],
    ["performance-test", PERFORMANCE],
    ["performance-tests", PERFORMANCE],
]);
/** Names a gate can have to be understood without saying its kind (`-` and `_` are the same). */
const KNOWN_GATE_NAMES = [...KNOWN_GATES.keys()];
/** Kind and reports of a gate known by its name. */
function knownGate(name) {
    return KNOWN_GATES.get(name.toLowerCase().replaceAll("_", "-"));
}
const KIND_OF_SUBJECT = new Map([
    ["coverage", "coverage"],
    ["pass-rate", "tests"],
    ["error-rate", "performance"],
    ["latency", "performance"],
]);
/** The kind a condition can only mean, or `undefined`. */
function kindOfCondition(condition) {
    switch (condition.kind) {
        case "pass-rate":
            return "tests";
        case "no-findings":
            return "findings";
        case "baseline":
            return "performance";
        case "consecutive":
            return undefined;
        case "threshold":
            if (condition.subject !== undefined)
                return KIND_OF_SUBJECT.get(condition.subject);
            if (condition.unit === "ms")
                return "performance";
            return condition.unit === "percent" ? "coverage" : undefined;
    }
}
/** An example of a condition of this kind. */
const CONDITION_EXAMPLES = {
    tests: '"100%_pass_rate"',
    coverage: '">= 80%"',
    findings: '"no_critical_issues"',
    performance: '"<= 200ms_p95"',
};
/** Whether a gate of this kind can judge the condition, and the condition asks for the good direction. */
function fitsKind(kind, condition) {
    const isThreshold = condition.kind === "threshold";
    switch (kind) {
        case "tests":
            return (condition.kind === "pass-rate" ||
                (isThreshold && isShare(condition, "pass-rate") && isFloor(condition)));
        case "coverage":
            return isThreshold && isShare(condition, "coverage") && isFloor(condition);
        case "findings":
            return (condition.kind === "no-findings" ||
                (isThreshold && condition.unit === "count" && condition.subject === undefined && isCeiling(condition)));
        case "performance":
            return kindOfCondition(condition) === "performance" && isCeiling(condition);
    }
}
/** A percentage of what the kind measures (or of nothing named). */
function isShare(condition, subject) {
    return condition.unit === "percent" && (condition.subject ?? subject) === subject;
}
/** `>= 80%`: more is better. */
function isFloor(condition) {
    return condition.operator === ">=" || condition.operator === ">" || condition.operator === "==";
}
/** `<= 200ms`: less is better. */
function isCeiling(condition) {
    return ((condition.kind === "threshold" || condition.kind === "baseline") &&
        (condition.operator === "<=" || condition.operator === "<" || condition.operator === "=="));
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/key-typos.js

/** Whether a key of the map was probably meant to be this one: it is reported already. */
function hasTypoOf(map, key) {
    return [...map.entries.keys()].some((written) => written !== key && (0,lib/* nearest */.pA)(written, [key]) === key);
}
/** Whether a key of the map was probably meant to be one of these, so that what it says is not known. */
function hasTypoOfAny(map, keys) {
    return map !== undefined && keys.some((key) => hasTypoOf(map, key));
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/path.js
/** `verify.checks[0].url`: a path in the file's own words. */
function formatPath(path) {
    return path.reduce((text, step) => {
        if (typeof step === "number")
            return `${text}[${step}]`;
        return text === "" ? step : `${text}.${step}`;
    }, "");
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/merge-rivals.js



/** Keys of which a map has one: another above replaces the whole map below. */
const FORMS = {
    "target.access": [["eks", "region"], ["aks"], ["gke"], ["kubeconfig", "context"]],
    "target.route": [["target-groups"], ["native", "step"]],
    "target.code": [["image"], ["bucket", "key"]],
    metrics: [
        ["prometheus", "template", "requests", "errors", "latency", "gauges", "token", "ingest-delay", "timeout"],
        ["cloudwatch", "load-balancer", "alarms", "ingest-delay"],
        ["json", "requests", "errors", "latency", "users", "epoch", "version", "gauges", "token", "timeout"],
        ["synthetic", "candidate", "stable", "rate", "timeout", "status", "version"],
    ],
};
/** Whether two maps at a path are of the same form, as far as both say. */
function haveOneForm(lower, upper, path) {
    const forms = FORMS[formatPath(path)];
    if (forms === undefined)
        return true;
    const above = formsOf(upper, forms);
    return formsOf(lower, forms).some((form) => above.includes(form));
}
/** The forms a map may be of: those that have all of its keys which any form has, or else one of them. */
function formsOf(map, forms) {
    const said = [...map.entries.keys()].filter((key) => forms.some((keys) => keys.includes(key)));
    const whole = forms.filter((keys) => said.every((key) => keys.includes(key)));
    return whole.length > 0 ? whole : forms.filter((keys) => said.some((key) => keys.includes(key)));
}
/** The lower map without what the upper one speaks against. */
function withoutRivals(lower, upper, path) {
    switch (formatPath(path)) {
        case "rollout":
            return merge_rivals_withoutKeys(lower, rivalsOfRollout(upper));
        case "target":
            return merge_rivals_withoutKeys(lower, rivalsOfTarget(lower, upper));
        case "migrate":
            if (isSwitchedOn(upper, "run-on"))
                return merge_rivals_withoutKeys(lower, ["folder", "engine"]);
            return upper.entries.has("folder") ? merge_rivals_withoutKeys(lower, ["run-on", "engine"]) : lower;
        default:
            return lower;
    }
}
function rivalsOfRollout(upper) {
    const isDriven = textAt(upper, ["driven-by"]) === "engine";
    if (upper.entries.has("steps"))
        return ["strategy", "driven-by"];
    if (upper.entries.has("strategy"))
        return ["steps", "driven-by"];
    return isDriven ? ["steps", "strategy"] : [];
}
/** What of a Kubernetes target below goes with a route or a workload that is replaced. */
function rivalsOfTarget(lower, upper) {
    const platform = textAt(upper, ["platform"]) ?? textAt(lower, ["platform"]);
    if (platform !== "kubernetes")
        return [];
    if (isEngineWorkload(textAt(upper, ["workload"])))
        return ["route", ...KEYS_OF_ROUTES];
    const kind = routeKind(textAt(upper, ["route"]));
    return kind === undefined ? [] : KEYS_OF_ROUTES.filter((key) => !routesWith(key).includes(kind));
}
function isSwitchedOn(map, key) {
    return map.entries.get(key)?.value.kind === "map";
}
function merge_rivals_withoutKeys(map, keys) {
    return keys.reduce((rest, key) => withEntry(rest, key, undefined), map);
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-gates.js


const EXPECTED_GATE = 'a condition, e.g. ">= 80%"; a map with reports and require, or with run; or off, to drop a gate of the defaults';
const requirement = condition('">= 80%", "100%_pass_rate", "no_critical_issues" or "<= 200ms_p95"');
/** The word that takes away what the defaults say. */
const OFF = "off";
/** A section that can be switched off in one environment. */
function orOff(schema, expected) {
    return schemas/* union */.KCZ([schemas/* literal */.euz(OFF), schema], { error: expected });
}
const reportGate = keys({
    reports: optional(schemas/* union */.KCZ([
        workspacePath("reports/junit/**/*.xml"),
        schemas/* array */.YOg(workspacePath("reports/junit/**/*.xml"))
            .check(api/* _minLength */.m9(1, { error: "at least one path or glob" })),
    ], { error: "a path or glob, or a list of them, e.g. reports/junit/**/*.xml" }), "Report files, relative to the workspace; several are read as one report."),
    require: optional(requirement, "What must hold."),
    kind: optional(schemas/* enum */.k5n(["tests", "coverage", "findings", "performance"], {
        error: "tests, coverage, findings or performance",
    }), "What the reports are about; only needed when neither the name nor the condition says it."),
    "expect-files": optional(wholeNumber(1), "Fewer report files than this are inconclusive, never a pass."),
});
const commandGate = keys({
    run: optional(argv(), "A program whose exit code is the answer: 0 passes."),
    timeout: optional(duration(1), "Longest run of the program; then the gate is inconclusive."),
});
// The shorthand is matched first, so that a text is never offered the keys of a map.
const gate = schemas/* union */.KCZ([schemas/* literal */.euz(OFF), requirement, reportGate, commandGate], { error: EXPECTED_GATE });
/** Gates by name. */
const gates = schemas/* record */.g1P(schemas/* string */.YjP(), gate, { error: "a map of names to conditions or gates" })
    .check(schemas/* meta */.mIj({ id: "gates" }));

;// CONCATENATED MODULE: ./packages/deploy-config/lib/merge.js





/** Sections that can be taken away with `off`; every gate can too. */
const SWITCHES = new Set([
    "credentials.aws",
    "credentials.azure",
    "credentials.gcp",
    "credentials.vault",
    "preflight",
    "image",
    "metrics",
    "migrate",
    "migrate.backup",
    "migrate.run-on",
    "rollout.analysis",
    "verify",
    "notify.slack",
    "notify.webhook",
    "notify.comment",
]);
/**
 * The upper block over the lower one: maps merge, everything else replaces. What does not go together is replaced as a
 * whole: another platform, a gate of the other form, `steps` against `strategy`. `off` takes away what is below.
 */
function mergeBlocks(lower, upper) {
    return mergeMaps(lower, upper, []);
}
function mergeMaps(lower, upper, path) {
    const entries = new Map(withoutRivals(lower, upper, path).entries);
    for (const [key, { key: place, value }] of upper.entries) {
        const merged = merge(entries.get(key)?.value, value, [...path, key]);
        if (merged === undefined)
            entries.delete(key);
        else
            entries.set(key, { key: place, value: merged });
    }
    return mapOf(entries, upper.place);
}
function merge(lower, upper, path) {
    if (scalarOf(upper) === OFF && (isGate(path) || SWITCHES.has(formatPath(path))))
        return undefined;
    if (upper.kind !== "map")
        return upper;
    const base = lower?.kind === "map" && goTogether(lower, upper, path) ? lower : mapOf([], upper.place);
    return mergeMaps(base, upper, path);
}
function goTogether(lower, upper, path) {
    if (isGate(path))
        return !saysForm(upper) || upper.entries.has("run") === lower.entries.has("run");
    if (formatPath(path) !== "target")
        return haveOneForm(lower, upper, path);
    const above = upper.entries.get("platform");
    const below = lower.entries.get("platform");
    // Which platform was meant nobody knows: mixing the keys of two would only add noise.
    if (hasTypoOf(upper, "platform") || (above !== undefined && hasTypoOf(lower, "platform")))
        return false;
    return above === undefined || below === undefined || scalarOf(above.value) === scalarOf(below.value);
}
/** Whether a gate says which of the two forms it has; `{ timeout: 5m }` alone does not. */
function saysForm(gate) {
    return ["run", "reports", "require", "kind", "expect-files"].some((key) => gate.entries.has(key));
}
function isGate(path) {
    return path.length === 2 && path[0] === "gates";
}
function scalarOf(tree) {
    return tree.kind === "scalar" ? tree.value : undefined;
}
/**
 * A block with its shorthands spelled out: `quality_gates` as `gates`, a gate's condition as `{ require: … }`, an image
 * as `{ reference: … }`, `analysis: on` as `{}`.
 */
function spellOut(block) {
    const synonym = block.entries.get("quality_gates");
    const named = synonym === undefined || block.entries.has("gates")
        ? block
        : mapOf([...block.entries].map(([key, entry]) => [key === "quality_gates" ? "gates" : key, entry]), block.place);
    const image = named.entries.get("image");
    const imaged = image === undefined ? named : withEntry(named, "image", spellOutEntry(image, "reference"));
    const analysed = spellOutAnalysis(imaged);
    const gates = analysed.entries.get("gates");
    if (gates?.value.kind !== "map")
        return analysed;
    const spelled = [...gates.value.entries].map(([name, entry]) => [name, spellOutEntry(entry, "require")]);
    return withEntry(analysed, "gates", { key: gates.key, value: mapOf(spelled, gates.value.place) });
}
function spellOutAnalysis(block) {
    const rollout = block.entries.get("rollout");
    if (rollout?.value.kind !== "map")
        return block;
    const analysis = rollout.value.entries.get("analysis");
    if (analysis === undefined || scalarOf(analysis.value) !== "on")
        return block;
    const whole = { key: analysis.key, value: mapOf([], analysis.value.place) };
    return withEntry(block, "rollout", {
        key: rollout.key,
        value: withEntry(rollout.value, "analysis", whole),
    });
}
/** A text as a map with this one key; anything else as it is. */
function spellOutEntry(entry, key) {
    const { value } = entry;
    if (value.kind !== "scalar" || typeof value.value !== "string" || value.value === OFF)
        return entry;
    return { key: entry.key, value: mapOf([[key, { key: entry.key, value }]], value.place) };
}
/** The block over built-in values: only what nobody wrote is added. */
function underlay(block, builtIn) {
    const lower = fromPlain(builtIn, { kind: "built-in", source: "" });
    return lower.kind === "map" ? fill(block, lower) : block;
}
function fill(written, builtIn) {
    const entries = new Map(written.entries);
    for (const [key, entry] of builtIn.entries) {
        const above = entries.get(key);
        if (above === undefined)
            entries.set(key, entry);
        else if (above.value.kind === "map" && entry.value.kind === "map") {
            entries.set(key, { key: above.key, value: fill(above.value, entry.value) });
        }
    }
    return mapOf(entries, written.place);
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/defaults.js






const defaults_IMAGE = { "no-secrets": false };
const PROMETHEUS = { "ingest-delay": "15s", timeout: "10s" };
// CloudWatch has its figures by the minute, and some of them a minute later.
const CLOUDWATCH = { "ingest-delay": "2m" };
const JSON_METRICS = { timeout: "10s" };
const SYNTHETIC = { rate: "2/s", timeout: "5s", status: "200-299" };
const MIGRATE = {
    order: "before",
    "lock-wait": "1m",
    "lock-timeout": "5s",
    "statement-timeout": "5m",
};
const BACKUP = { kind: "instance", "minimum-retention": "0", timeout: "1h" };
const ECS_TASK = { subnets: [], "security-groups": [], "assign-public-ip": false, timeout: "30m" };
const AWS = { duration: "1h", audience: "sts.amazonaws.com" };
const AZURE = { audience: "api://AzureADTokenExchange" };
const VAULT = { mount: "jwt" };
const VERIFY = { for: "1m", interval: "5s", settle: "0", "max-consecutive-failures": 3 };
const HTTP_CHECK = {
    method: "GET",
    status: "200-299",
    "follow-redirects": false,
    timeout: "10s",
    critical: false,
};
const COMMAND_CHECK = { timeout: "1m", critical: false };
const COMMAND_GATE = { timeout: "10m" };
const REPORT_GATE = { "expect-files": 1 };
const ROLLBACK = { automatic: true };
const CHANNEL = { when: ["failed", "rolled-back", "completed"], required: false };
const WINDOW = { zone: "UTC" };
/**
 * A merged block over everything that holds when nobody says otherwise. Sections nobody wrote stay absent, except
 * `rollout` and `rollback`: every deploy has them.
 */
function withBuiltIns(block, environment) {
    let result = underlay(block, {
        rollout: rolloutDefaults(block),
        rollback: ROLLBACK,
    });
    result = underlaySection(result, "target", targetDefaults(block, environment));
    result = underlaySection(result, "image", defaults_IMAGE);
    result = underlaySection(result, "metrics", metricsDefaults(block));
    result = underlaySection(result, "migrate", migrateDefaults(block));
    result = credentialDefaults(runnerDefaults(result));
    result = underlaySection(result, "verify", VERIFY);
    const notify = mapAt(result, ["notify"]);
    for (const channel of ["slack", "webhook", "comment"]) {
        if (notify?.entries.has(channel))
            result = underlay(result, { notify: { [channel]: CHANNEL } });
    }
    result = mapEntries(result, "gates", (name, gate) => underlay(gate, gateDefaults(name, gate)));
    result = mapItems(result, ["verify", "checks"], (check) => underlay(check, check.entries.has("command") ? COMMAND_CHECK : HTTP_CHECK));
    return mapItems(result, ["windows"], (window) => underlay(window, WINDOW));
}
/** The kind of a gate that reads reports: written, or known from its name, or from its condition. */
function kindOfGate(name, gate) {
    const written = textAt(gate, ["kind"]);
    if (written !== undefined)
        return Object.keys(DEFAULT_REPORTS).find((kind) => kind === written);
    const known = knownGate(name);
    if (known !== undefined)
        return known.kind;
    const result = (0,conditions_lib/* parseCondition */.zB)(textAt(gate, ["require"]) ?? "");
    return result.ok ? kindOfCondition(result.condition) : undefined;
}
function metricsDefaults(block) {
    const has = (key) => treeAt(block, ["metrics", key]) !== undefined;
    if (has("prometheus"))
        return PROMETHEUS;
    if (has("json"))
        return JSON_METRICS;
    return has("synthetic") ? SYNTHETIC : CLOUDWATCH;
}
function migrateDefaults(block) {
    const runsElsewhere = mapAt(block, ["migrate", "run-on"]) !== undefined;
    return {
        engine: runsElsewhere ? "command" : "sql",
        ...MIGRATE,
        ...(mapAt(block, ["migrate", "backup"]) === undefined ? {} : { backup: BACKUP }),
        ...(mapAt(block, ["migrate", "run-on", "ecs-task"]) === undefined
            ? {}
            : { "run-on": { "ecs-task": ECS_TASK } }),
    };
}
/** A task on ECS runs where the target is, unless it says otherwise. */
function runnerDefaults(block) {
    if (textAt(block, ["target", "platform"]) !== "aws-ecs")
        return block;
    return ["cluster", "region"].reduce((result, key) => copyUnder(result, ["target", key], ["migrate", "run-on", "ecs-task"], key), block);
}
function credentialDefaults(block) {
    const credentials = mapAt(block, ["credentials"]);
    let result = block;
    for (const [cloud, builtIn] of [
        ["aws", AWS],
        ["azure", AZURE],
        ["vault", VAULT],
    ]) {
        if (credentials?.entries.get(cloud)?.value.kind === "map") {
            result = underlay(result, { credentials: { [cloud]: builtIn } });
        }
    }
    return copyUnder(result, ["credentials", "vault", "url"], ["credentials", "vault"], "audience");
}
/** The value at a path under a key of a map that does not have it, with the place where it was written. */
function copyUnder(block, from, to, key) {
    const value = treeAt(block, from);
    const map = mapAt(block, to);
    if (value === undefined || map === undefined || map.entries.has(key))
        return block;
    return replaceMap(block, to, withEntry(map, key, { key: value.place, value }));
}
function replaceMap(block, path, map) {
    const [step, ...rest] = path;
    const entry = step === undefined ? undefined : block.entries.get(String(step));
    if (entry?.value.kind !== "map")
        return path.length === 0 ? map : block;
    return withEntry(block, String(step), { key: entry.key, value: replaceMap(entry.value, rest, map) });
}
function gateDefaults(name, gate) {
    if (gate.entries.has("run"))
        return COMMAND_GATE;
    const kind = kindOfGate(name, gate);
    if (kind === undefined)
        return REPORT_GATE;
    const known = knownGate(name);
    return { kind, reports: known?.kind === kind ? known.reports : DEFAULT_REPORTS[kind], ...REPORT_GATE };
}
function underlaySection(block, section, builtIn) {
    return mapAt(block, [section]) === undefined ? block : underlay(block, { [section]: builtIn });
}
function mapEntries(block, section, change) {
    const entry = block.entries.get(section);
    if (entry?.value.kind !== "map")
        return block;
    const changed = [...entry.value.entries].map(([name, { key, value }]) => [name, { key, value: value.kind === "map" ? change(name, value) : value }]);
    return withEntry(block, section, { key: entry.key, value: mapOf(changed, entry.value.place) });
}
function mapItems(block, path, change) {
    const [key, ...rest] = path;
    const entry = key === undefined ? undefined : block.entries.get(key);
    if (key === undefined || entry === undefined)
        return block;
    const { value } = entry;
    let changed = value;
    if (rest.length > 0)
        changed = value.kind === "map" ? mapItems(value, rest, change) : value;
    else if (value.kind === "list") {
        changed = { ...value, items: value.items.map((item) => (item.kind === "map" ? change(item) : item)) };
    }
    return withEntry(block, key, { key: entry.key, value: changed });
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/fill-known.js


/** Sections with names whose form is checked: what they become has to have it too. */
const SECTIONS = [
    ["target"],
    ["credentials"],
    ["image"],
    ["metrics"],
    ["migrate", "backup"],
    ["migrate", "run-on"],
];
/** The block with `${environment}` and `${service}` filled in where names stand. */
function fillKnown(block, known) {
    const values = Object.fromEntries(Object.entries(known).filter((entry) => entry[1] !== undefined));
    return SECTIONS.reduce((result, path) => fillAt(result, path, values), block);
}
function fillAt(map, [step = "", ...rest], values) {
    const entry = map.entries.get(String(step));
    if (entry === undefined)
        return map;
    if (rest.length === 0)
        return withEntry(map, String(step), { ...entry, value: fill_known_fill(entry.value, values) });
    if (entry.value.kind !== "map")
        return map;
    return withEntry(map, String(step), { ...entry, value: fillAt(entry.value, rest, values) });
}
function fill_known_fill(tree, values) {
    switch (tree.kind) {
        case "scalar":
            return typeof tree.value === "string" ? { ...tree, value: replaceSome(tree.value, values) } : tree;
        case "list":
            return { ...tree, items: tree.items.map((item) => fill_known_fill(item, values)) };
        case "map":
            return mapOf([...tree.entries].map(([key, entry]) => [key, { ...entry, value: fill_known_fill(entry.value, values) }]), tree.place);
    }
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/any-of.js
/** `a, b or c`. */
function anyOf(words) {
    return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/analysis-misfits.js








const COUNTING = "metrics that count both releases (e.g. metrics: { prometheus: …, requests: …, errors: … }), or analysis: off";
/** An analysis nobody could feed: no counts, no latencies, or no step in which both releases have traffic. */
function analysisMisfits(block, at) {
    const analysis = mapAt(block, ["rollout", "analysis"]);
    const entry = mapAt(block, ["rollout"])?.entries.get("analysis");
    if (analysis === undefined || entry === undefined)
        return [];
    const where = at("rollout", "analysis");
    const counted = whatIsCounted(block);
    const traits = targetTraits(block);
    if (counted === "nothing") {
        const read = `an analysis in ${where}, but nobody counts requests on ${traits.because}`;
        return [problemAt(entry.key, read, COUNTING)];
    }
    const problems = [];
    const latency = itemsAt(block, ["rollout", "analysis", "metrics"]).find((item) => analysis_misfits_nameOf(item) === "latency");
    if (latency !== undefined && counted !== "latencies") {
        const read = `"latency" in ${where}.metrics, but only requests and errors are counted`;
        problems.push(problemAt(latency.place, read, "errors, or metrics with latency"));
    }
    problems.push(...gaugeMisfits(block, where));
    if (traits.engine === undefined && !hasStepToCompareIn(block)) {
        const steps = treeAt(block, ["rollout", "steps"]) ?? treeAt(block, ["rollout", "strategy"]);
        const read = `an analysis in ${where}, but no step gives traffic to both releases`;
        const expected = traits.traffic === "weights"
            ? "a step between 0% and 100% to compare them in, e.g. { weight: 25%, bake: 5m }"
            : `analysis: off: ${traits.because} never gives both some`;
        problems.push(problemAt(steps?.place ?? entry.key, read, expected));
    }
    return problems;
}
/** Gauges that the metrics do not have. */
function gaugeMisfits(block, where) {
    const metrics = mapAt(block, ["metrics"]);
    // What was probably meant to be them is reported already.
    if (hasTypoOfAny(metrics, ["gauges"]))
        return [];
    const known = [...(mapAt(metrics, ["gauges"])?.entries.keys() ?? [])];
    return itemsAt(block, ["rollout", "analysis", "metrics"]).flatMap((item) => {
        const gauge = treeAt(item, ["gauge"]);
        const name = textAt(item, ["gauge"]);
        if (gauge === undefined || name === undefined || known.includes(name))
            return [];
        const read = `the gauge ${quoted(name)} in ${where}.metrics, but metrics.gauges has none of that name`;
        return [problemAt(gauge.place, read, expectedGauge(known, metrics), (0,lib/* nearest */.pA)(name, known))];
    });
}
function expectedGauge(known, metrics) {
    if (known.length > 0)
        return anyOf(known);
    if (metrics?.entries.has("prometheus"))
        return "it there, e.g. gauges: { memory: 'process_resident_memory_bytes{version=\"${version}\"}' }";
    const example = "gauges: { cpu: /cpu }";
    return metrics?.entries.has("json")
        ? `it there, e.g. ${example}`
        : `metrics that have gauges, of prometheus or json (e.g. ${example})`;
}
/** What contradicts itself in an analysis although each value reads well. */
function analysisContradictions(block, where) {
    const analysis = mapAt(block, ["rollout", "analysis"]);
    if (analysis === undefined)
        return [];
    const items = itemsAt(analysis, ["metrics"]);
    const common = ratiosOf(analysis, where, { tolerance: undefined, regression: undefined });
    return [
        ...common.problems,
        ...items.flatMap((item, index) => item.kind === "map" ? ratiosOf(item, `${where}.metrics[${index}]`, common).problems : []),
        ...items.flatMap((item, index) => {
            const name = analysis_misfits_nameOf(item);
            const isAgain = name !== undefined && items.slice(0, index).some((one) => analysis_misfits_nameOf(one) === name);
            return isAgain
                ? [problemAt(item.place, `the metric ${quoted(name)} a second time in ${where}`, "each once")]
                : [];
        }),
        ...onlyGauges(items, where),
        ...items.flatMap((item) => {
            const bounds = treeAt(item, ["bounds"]);
            return bounds !== undefined && analysis_misfits_nameOf(item) === "errors"
                ? [problemAt(bounds.place, `"bounds" for errors in ${where}.metrics`, "it only with metric: latency")]
                : [];
        }),
    ];
}
/** Gauges can object to a release, and show nothing of its requests: a pass by them alone would mean nothing. */
function onlyGauges(items, where) {
    const [first] = items;
    const areAll = items.every((item) => treeAt(item, ["gauge"]) !== undefined);
    return first === undefined || !areAll
        ? []
        : [problemAt(first.place, `nothing but gauges in ${where}.metrics`, "errors beside them")];
}
function ratiosOf(map, where, common) {
    const tolerance = numberAt(map, "tolerance") ?? common.tolerance;
    const regression = numberAt(map, "regression") ?? common.regression;
    const places = [treeAt(map, ["regression"]), treeAt(map, ["tolerance"])].flatMap((tree) => tree?.place ?? []);
    const place = places.find(({ kind }) => kind !== "built-in");
    if (tolerance === undefined || regression === undefined || place === undefined || regression > tolerance)
        return { tolerance, regression, problems: [] };
    const read = `regression ${regression} with tolerance ${tolerance} in ${where}`;
    const expected = "a regression above the tolerance: what is tolerated must not be one";
    return { tolerance, regression, problems: [problemAt(place, read, expected)] };
}
function numberAt(map, key) {
    const tree = treeAt(map, [key]);
    return tree?.kind === "scalar" && typeof tree.value === "number" ? tree.value : undefined;
}
/** The name of a metric, written as a text or as a map. */
function analysis_misfits_nameOf(item) {
    return item.kind === "map" ? (textAt(item, ["metric"]) ?? textAt(item, ["gauge"])) : textAt(item, []);
}
function hasStepToCompareIn(block) {
    const whole = underlay(block, { rollout: rolloutDefaults(block) });
    return itemsAt(whole, ["rollout", "steps"]).some((item) => {
        const weight = treeAt(item, ["weight"]);
        const percent = weight?.kind === "scalar" ? (0,lib/* parsePercent */.lo)(String(weight.value)) : undefined;
        // One that cannot be read is reported already.
        return weight === undefined || percent === undefined || (percent > 0 && percent < 100);
    });
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/check-texts.js



const EXPECTED_URL = "an http or https URL, e.g. https://shop.example/health";
/** A URL whose placeholders may stand anywhere after the scheme. */
function readUrl(text) {
    const unknown = expectedPlaceholder(text, PLACEHOLDERS);
    if (unknown !== undefined)
        return { ok: false, expected: unknown };
    const url = URL.parse(text.replace(/\$\{[^}]*\}/g, "x"));
    if (url === null || !/^https?:$/.test(url.protocol))
        return { ok: false, expected: EXPECTED_URL };
    if (url.username !== "" || url.password !== "") {
        return {
            ok: false,
            expected: "a URL without a user name or password: secrets do not belong in this file",
        };
    }
    return { ok: true, value: text };
}
/** `200` or `200-299`. */
function readStatus(text) {
    const match = /^([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?$/.exec(text.trim());
    if (match === null)
        return undefined;
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    return from <= to ? { from, to } : undefined;
}
/** Where a reply says its version. */
function readVersionSource(text) {
    const isKnown = text === "auto" ||
        text === "body" ||
        (text.startsWith("json:") && readJsonPath(text.slice(5)).ok) ||
        (text.startsWith("header:") && readHeaderName(text.slice(7)).ok);
    return isKnown
        ? { ok: true, value: text }
        : { ok: false, expected: "auto, body, json:$.path or header:name, e.g. json:$.version" };
}
/** `$.checks.db.status`, `checks[0].status` or `checks["db:time"][0]`. */
function readJsonPath(text) {
    return /^(?:\$|[\w-]+)(?:\.[\w-]+|\[\d+\]|\["[^"]+"\])*$/.test(text)
        ? { ok: true, value: text }
        : { ok: false, expected: "a path such as $.checks.db.status or checks[0].status" };
}
/** The name of an HTTP header. */
function readHeaderName(text) {
    return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)
        ? { ok: true, value: text }
        : { ok: false, expected: "the name of a header, e.g. x-version" };
}
/** A text that begins with an operator is a numeric condition, any other has to be equal. */
function readJsonExpectation(text) {
    if (!/^\s*(?:[<>]|[=!]=)/.test(text)) {
        const problem = expectedPlaceholder(text, PLACEHOLDERS);
        return problem === undefined ? { ok: true, value: { equals: text } } : { ok: false, expected: problem };
    }
    const result = (0,conditions_lib/* parseCondition */.zB)(text);
    if (!result.ok)
        return { ok: false, expected: `${result.problem.expected}, as in "> 5"` };
    const isNumeric = result.condition.kind === "threshold" &&
        result.condition.unit === "count" &&
        result.condition.subject === undefined;
    return isNumeric
        ? { ok: true, value: { condition: result.condition } }
        : { ok: false, expected: 'a condition on a plain number, e.g. "> 5"' };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/metric-texts.js



/** What a selector of Prometheus may hold; the last three are replaced for each release. */
const SELECTOR_PLACEHOLDERS = [...NAME_PLACEHOLDERS, "version", "role", "workload"];
/** What addresses and pointers of metrics may hold; the last two are replaced for each release. */
const metric_texts_RELEASE_PLACEHOLDERS = [...NAME_PLACEHOLDERS, "version", "role"];
/** Whether a text is another one for candidate and for stable. */
function tellsReleases(text) {
    return /\$\{(?:version|role)\}/.test(text);
}
/** Reads the address of a server, or one for each release. `example` is for messages. */
function readAddress(text, example, perRelease) {
    const known = perRelease ? metric_texts_RELEASE_PLACEHOLDERS : NAME_PLACEHOLDERS;
    const unknown = expectedPlaceholder(text, known);
    if (unknown !== undefined)
        return { ok: false, expected: unknown };
    const read = readUrl(text.replace(/\$\{[^}]*\}/g, "x"));
    if (read.ok)
        return { ok: true, value: text };
    return { ok: false, expected: read.expected.replace(/e\.g\. .*/, `e.g. ${example}`) };
}
/** Reads a JSON Pointer (RFC 6901): `/stats/requests`. */
function readPointer(text, example) {
    const unknown = expectedPlaceholder(text, metric_texts_RELEASE_PLACEHOLDERS);
    if (unknown !== undefined)
        return { ok: false, expected: unknown };
    if (/^(?:\/(?:[^~/]|~[01])*)+$/.test(text))
        return { ok: true, value: text };
    const pointer = `/${text.replace(/^\$?\.?/, "").replaceAll(/\.|\[|\]/g, "/")}`.replace(/\/+$/, "");
    return {
        ok: false,
        expected: `a path with slashes (JSON Pointer), e.g. ${example}`,
        nearest: /^[\w$.[\]-]+$/.test(text) ? pointer.replaceAll("//", "/") : undefined,
    };
}
const RATE = /^(\d+(?:\.\d+)?)\s*\/\s*(s|m)$/;
const LEAST_PER_SECOND = 1 / 60;
const MOST_PER_SECOND = 50;
/** What a rate of probes is. */
const EXPECTED_RATE = "probes a second to each release, from 1/m to 50/s, e.g. 2/s";
/** Reads `2/s` or `30/m` as a number a second. */
function readRate(text) {
    const [, count = "", unit] = RATE.exec(text.trim()) ?? [];
    const perSecond = unit === undefined ? Number.NaN : Number(count) / (unit === "m" ? 60 : 1);
    return perSecond >= LEAST_PER_SECOND - 1e-9 && perSecond <= MOST_PER_SECOND
        ? { ok: true, value: perSecond }
        : { ok: false, expected: EXPECTED_RATE };
}
/** Where an answer says its version. */
const EXPECTED_ANSWER_VERSION = "header:<name>, json:<pointer> or body, e.g. json:/version";
/** Reads `header:x-version`, `json:/version` or `body`. */
function readAnswerVersion(text) {
    const [, kind, place = ""] = /^(header|json):\s*(.*)$/.exec(text.trim()) ?? [];
    const fits = text.trim() === "body" ||
        (kind === "header" && readHeaderName(place).ok) ||
        (kind === "json" && readPointer(place, "").ok);
    if (fits)
        return { ok: true, value: text.trim() };
    const pointer = kind === "json" ? readPointer(place, "") : undefined;
    const near = pointer !== undefined && !pointer.ok && pointer.nearest !== undefined;
    return {
        ok: false,
        expected: EXPECTED_ANSWER_VERSION,
        nearest: near ? `json:${pointer.nearest}` : undefined,
    };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/prometheus-templates.js
/** Ways of counting whose selectors are known. */
const TEMPLATES = ["istio", "ingress-nginx", "traefik", "gateway", "app"];

;// CONCATENATED MODULE: ./packages/deploy-config/lib/metric-misfits.js







/** Metrics that cannot tell the releases of this target apart. */
function metricsMisfits(block, at) {
    return [
        ...cloudWatchMisfits(block, at),
        ...templateMisfits(block, at),
        ...jsonMisfits(block, at),
        ...syntheticMisfits(block, at),
    ];
}
/** CloudWatch where it can neither count nor has alarms to look at. */
function cloudWatchMisfits(block, at) {
    const entry = mapAt(block, ["metrics"])?.entries.get("cloudwatch");
    const hasAlarms = itemsAt(block, ["metrics", "alarms"]).length > 0;
    const isHidden = hasTypoOfAny(mapAt(block, ["metrics"]), ["alarms"]);
    if (entry === undefined || hasAlarms || cloudWatchCounts(block) || isHidden)
        return [];
    const read = `"cloudwatch" in ${at("metrics")}, but it cannot count on ${targetTraits(block).because}`;
    return [
        problemAt(entry.key, read, "alarms beside it, or prometheus: CloudWatch counts target groups (route: { target-groups: … }) and versions of a Lambda function"),
    ];
}
/** A template whose labels name what the target does not. */
function templateMisfits(block, at) {
    const metrics = mapAt(block, ["metrics"]);
    const template = treeAt(metrics, ["template"]);
    const name = textAt(metrics, ["template"]);
    const target = mapAt(block, ["target"]);
    const isWritten = ["requests", "errors", "latency"].every((key) => metrics?.entries.has(key));
    const isKnown = TEMPLATES.some((known) => known === name);
    if (template === undefined || !isKnown || name === "app" || isWritten)
        return [];
    const read = `"${name}" for ${at("metrics", "template")}`;
    if (textAt(target, ["platform"]) !== "kubernetes") {
        const expected = `app, or requests and errors: ${name} goes by the names of a Kubernetes target`;
        return [problemAt(template.place, `${read} on ${targetTraits(block).because}`, expected)];
    }
    if (name === "istio") {
        const workload = textAt(target, ["workload"]);
        return isEngineWorkload(workload)
            ? [
                problemAt(template.place, `${read} on workload: ${workload}`, "requests and errors, or workload: deployment/<name>"),
            ]
            : [];
    }
    const isHidden = hasTypoOfAny(target, ["services"]);
    if (target?.entries.has("services") === true || isHidden)
        return [];
    return [
        problemAt(template.place, `${read} without "services" in ${at("target")}`, "the two Services it goes by, e.g. services: { stable: web, candidate: web-candidate }"),
    ];
}
/** Counts that would be the same for both releases. */
function jsonMisfits(block, at) {
    const metrics = mapAt(block, ["metrics"]);
    const entry = metrics?.entries.get("json");
    if (entry === undefined || tellsReleases(textAt(metrics, ["json"]) ?? ""))
        return [];
    const same = ["requests", "errors", "latency", "users"].filter((key) => {
        const pointer = textAt(metrics, [key]);
        return pointer !== undefined && !tellsReleases(pointer);
    });
    for (const [name, { value }] of mapAt(metrics, ["gauges"])?.entries ?? []) {
        if (value.kind === "scalar" && !tellsReleases(String(value.value)))
            same.push(`gauges.${name}`);
    }
    if (same.length === 0)
        return [];
    return [
        problemAt(entry.value.place, `the same ${anyOf(same)} for candidate and stable in ${at("metrics")}`, "${version} or ${role} in the URL, or in each path, e.g. requests: /${role}/requests"),
    ];
}
/** Platforms that say where each release alone is reached. */
const GIVE_URLS = ["local", "haproxy", "exec", undefined];
/** Probes that could not be sent to one release alone. */
function syntheticMisfits(block, at) {
    const metrics = mapAt(block, ["metrics"]);
    const entry = metrics?.entries.get("synthetic");
    const platform = textAt(block, ["target", "platform"]);
    if (entry === undefined || GIVE_URLS.includes(platform))
        return [];
    if (tellsReleases(textAt(metrics, ["synthetic"]) ?? ""))
        return [];
    const hasHeader = treeAt(block, ["target", "header"]) !== undefined;
    const lacking = [...(hasHeader ? [] : ["candidate"]), "stable"].filter((key) => metrics?.entries.has(key) !== true);
    if (lacking.length === 0 || hasTypoOfAny(metrics, lacking))
        return [];
    return [
        problemAt(entry.key, `"synthetic" in ${at("metrics")} without ${lacking.map((key) => `"${key}"`).join(" and ")}, and platform: ${platform} gives no URL that reaches one release alone`, `${lacking.map((key) => `${key}: https://${key}.shop.example/health`).join(" and ")}, or ${"${role}"} in the URL`),
    ];
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/target-misfits.js






/** Keys of a target that do not go together. */
function targetMisfits(block, at) {
    return [...accessMisfits(block, at), ...kubernetesMisfits(block, at), ...ecsMisfits(block, at)];
}
const CLUSTERS = ["eks", "aks", "gke", "kubeconfig"];
/** An access that names two clusters, or half of one. */
function accessMisfits(block, at) {
    const access = mapAt(block, ["target", "access"]);
    const where = at("target", "access");
    const [first, second] = CLUSTERS.filter((key) => access?.entries.has(key));
    const entry = access?.entries.get(second ?? "");
    if (entry !== undefined)
        return [problemAt(entry.key, `both "${first}" and "${second}" in ${where}`, "one of them")];
    if (access === undefined)
        return [];
    return [["region", "eks"], ["context", "kubeconfig"]].flatMap(([key, owner]) => {
        const written = access.entries.get(key);
        const fits = first === owner || (first === undefined && key === "context") || hasTypoOf(access, owner);
        return written === undefined || fits
            ? []
            : [problemAt(written.key, `"${key}" in ${where} without "${owner}"`, `it only with ${owner}`)];
    });
}
/** Keys of a Kubernetes target its route cannot take. */
function kubernetesMisfits(block, at) {
    const target = mapAt(block, ["target"]);
    if (target === undefined || textAt(target, ["platform"]) !== "kubernetes")
        return [];
    const workload = textAt(target, ["workload"]);
    const written = (key) => target.entries.get(key);
    if (isEngineWorkload(workload)) {
        return ["route", ...KEYS_OF_ROUTES].flatMap((key) => {
            const entry = written(key);
            const read = `${quoted(key)} in ${at("target")} with workload: ${workload}`;
            return entry === undefined
                ? []
                : [problemAt(entry.key, read, "no such key: the engine moves the traffic by itself")];
        });
    }
    const route = textAt(target, ["route"]);
    const kind = routeKind(route);
    if (kind === undefined)
        return [];
    return KEYS_OF_ROUTES.flatMap((key) => {
        const entry = written(key);
        const able = routesWith(key);
        if (entry === undefined || able.includes(kind) || isNothing(entry))
            return [];
        const routes = anyOf(able.map((one) => (one === "rolling" ? one : `${one}/<name>`)));
        return [
            problemAt(entry.key, `${quoted(key)} in ${at("target")} with route: ${route}`, `it only with a route: ${routes}`),
        ];
    });
}
/** `mirror: 0%` and `manifests: []` ask for nothing. */
function isNothing({ value }) {
    if (value.kind === "list")
        return value.items.length === 0;
    return value.kind === "scalar" && (0,lib/* parsePercent */.lo)(String(value.value)) === 0;
}
function ecsMisfits(block, at) {
    const target = mapAt(block, ["target"]);
    if (target === undefined || textAt(target, ["platform"]) !== "aws-ecs")
        return [];
    const problems = [];
    const step = treeAt(target, ["route", "step"]);
    if (step !== undefined && textAt(target, ["route", "native"]) === "blue-green") {
        problems.push(problemAt(step.place, `"step" in ${at("target", "route")} with native: blue-green`, "it only with canary or linear"));
    }
    const services = itemsAt(target, ["services"]);
    const isSingleton = services.map((service) => {
        const singleton = treeAt(service, ["singleton"]);
        return singleton?.kind === "scalar" && singleton.value === true;
    });
    const [first] = services;
    if (first !== undefined &&
        isSingleton.every(Boolean) &&
        targetTraits(block).traffic === "weights" &&
        mapAt(target, ["route"]) !== undefined) {
        problems.push(problemAt(first.place, `only singletons in ${at("target", "services")}`, "route: rolling, or a service that may run twice: both releases run beside each other"));
    }
    const secrets = mapAt(target, ["secrets"]);
    for (const [name, { key }] of mapAt(target, ["environment"])?.entries ?? []) {
        if (!secrets?.entries.has(name))
            continue;
        problems.push(problemAt(key, `${quoted(name)} in both environment and secrets of ${at("target")}`, "each variable once"));
    }
    return problems;
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/misfits.js










/** What of a whole environment does not go together although each section reads well. `prefix`: its path in the file. */
function misfits(block, prefix) {
    const at = (...path) => formatPath([...prefix, ...path]);
    return [
        ...rolloutMisfits(block, at),
        ...(isUnreadable(block) || isSourceUnreadable(block) ? [] : analysisMisfits(block, at)),
        ...targetMisfits(block, at),
        ...credentialMisfits(block, at),
        ...(isUnreadable(block) ? [] : metricsMisfits(block, at)),
        ...migrateMisfits(block, at),
    ];
}
/** Steps the target cannot hold, and a driver it does not have. */
function rolloutMisfits(block, at) {
    if (isUnreadable(block))
        return [];
    const traits = targetTraits(block);
    const problems = [];
    const driver = treeAt(block, ["rollout", "driven-by"]);
    if (driver !== undefined &&
        textAt(block, ["rollout", "driven-by"]) === "engine" &&
        traits.engine === undefined) {
        problems.push(problemAt(driver.place, `"engine" for ${at("rollout", "driven-by")}, but ${traits.because} has no engine`, "steps; or a workload: rollout/<name> of Argo Rollouts or a workload: canary/<name> of Flagger"));
    }
    if (traits.traffic === "weights")
        return problems;
    const strategy = treeAt(block, ["rollout", "strategy"]);
    const name = textAt(block, ["rollout", "strategy"]);
    const held = traits.traffic === "replace" ? ["all-at-once"] : ["all-at-once", "blue-green"];
    if (strategy !== undefined && (name === "canary" || name === "blue-green") && !held.includes(name)) {
        problems.push(problemAt(strategy.place, `${quoted(name)} for ${at("rollout", "strategy")}`, `${anyOf(held)}: ${reason(traits)}`));
    }
    itemsAt(block, ["rollout", "steps"]).forEach((item, index) => {
        const weight = treeAt(item, ["weight"]);
        const percent = weight?.kind === "scalar" ? (0,lib/* parsePercent */.lo)(String(weight.value)) : undefined;
        const fits = percent === 100 || (percent === 0 && traits.traffic === "switch");
        if (weight === undefined || percent === undefined || fits)
            return;
        const read = `${(0,lib/* formatPercent */.l9)(percent)} for ${at("rollout", "steps", index, "weight")}`;
        const expected = traits.traffic === "switch" ? "0% or 100%" : "100%, in one step";
        problems.push(problemAt(weight.place, read, `${expected}: ${reason(traits)}`));
    });
    return problems;
}
/** Whether a typo hides what the target can do, or what the rollout asks of it: it is reported already. */
function isUnreadable(block) {
    return (hasTypoOfAny(block, ["target", "rollout"]) ||
        hasTypoOfAny(mapAt(block, ["target"]), ["platform", "workload", "route", "granularity"]) ||
        hasTypoOfAny(mapAt(block, ["target", "route"]), ["native", "target-groups"]) ||
        hasTypoOfAny(mapAt(block, ["rollout"]), ["strategy", "steps", "driven-by"]));
}
/** Whether a typo hides who counts: it is reported already. */
function isSourceUnreadable(block) {
    return (hasTypoOfAny(block, ["metrics"]) ||
        hasTypoOfAny(mapAt(block, ["metrics"]), ["prometheus", "cloudwatch", "requests", "errors", "latency"]));
}
function reason({ because, traffic }) {
    return traffic === "switch"
        ? `${because} moves all traffic at once`
        : `${because} replaces stable by the candidate`;
}
const CHAINED_MAX_MS = 3_600_000;
function credentialMisfits(block, at) {
    const duration = treeAt(block, ["credentials", "aws", "duration"]);
    const ms = (0,lib/* parseDuration */.E9)(textAt(block, ["credentials", "aws", "duration"]) ?? "");
    const isChained = itemsAt(block, ["credentials", "aws", "chain"]).length > 0;
    if (duration === undefined || ms === undefined || !isChained || ms <= CHAINED_MAX_MS)
        return [];
    const read = `${quoted(textAt(duration, []) ?? "")} for ${at("credentials", "aws", "duration")}`;
    return [problemAt(duration.place, read, "at most 1h with a chain: AWS lets a chained role live no longer")];
}
function migrateMisfits(block, at) {
    const migrate = mapAt(block, ["migrate"]);
    const runOn = migrate?.entries.get("run-on");
    if (migrate === undefined || runOn === undefined)
        return [];
    const where = at("migrate");
    const problems = [];
    if (migrate.entries.has("folder")) {
        problems.push(problemAt(runOn.key, `both "folder" and "run-on" in ${where}`, "one of them: the commands of run-on are the migration"));
    }
    const engine = treeAt(migrate, ["engine"]);
    if (engine !== undefined && textAt(migrate, ["engine"]) === "sql") {
        problems.push(problemAt(engine.place, `"sql" for ${where}.engine with run-on`, "command, or no engine: the commands of run-on are the migration"));
    }
    return problems;
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/missing-parts.js






const DEPLOYING = ["target", "migrate", "rollout", "verify", "rollback", "windows"];
/** Whether a merged block is about deploying, not only about gates and messages. */
function isAboutDeploying(block) {
    return DEPLOYING.some((key) => block.entries.has(key));
}
const TARGET = "where it runs, e.g. target: { platform: local, listen: 127.0.0.1:8080, command: [node, server.js] }";
const command = (key) => [key, `a command, e.g. ${key}: [./deploy.sh, ${key}]`];
const bucket = (name) => ["bucket", `the bucket, e.g. bucket: ${name}`];
const PARTS_OF_TARGETS = {
    local: [
        ["listen", "the address users reach, e.g. listen: 127.0.0.1:8080"],
        ["command", "the program of a release, e.g. command: [node, server.js]"],
    ],
    exec: ["observe", "set-weight", "promote", "abort"].map(command),
    kubernetes: [
        ["namespace", "the namespace, e.g. namespace: shop"],
        ["workload", "what runs the pods, e.g. workload: deployment/web"],
    ],
    helm: [
        ["namespace", "the namespace, e.g. namespace: shop"],
        ["release", "the name of the Helm release, e.g. release: shop"],
        ["chart", "the chart, e.g. chart: charts/shop"],
    ],
    "aws-ecs": [
        ["cluster", "the cluster, e.g. cluster: shop"],
        ["services", "the services, e.g. services: [web]"],
        ["route", "what moves the traffic: rolling, { target-groups: … } or { native: canary }"],
    ],
    "aws-lambda": [
        ["function", "the function, e.g. function: shop-api"],
        ["alias", "the alias callers use, e.g. alias: live"],
        ["code", 'the code of a release, e.g. code: { image: "…/shop:${release}" }'],
    ],
    "aws-s3-cloudfront": [
        bucket("shop-site"),
        ["distribution", "the id of the distribution, e.g. distribution: E2EXAMPLE51"],
        ["folder", "the folder that is uploaded, e.g. folder: dist"],
    ],
    haproxy: [
        ["socket", "the admin socket, e.g. socket: /run/haproxy/admin.sock"],
        ["backend", "the backend, e.g. backend: shop"],
        ["servers", "the two servers, e.g. servers: [{ name: blue, address: 127.0.0.1:9001 }, …]"],
        command("start"),
        command("stop"),
        command("version"),
    ],
};
/** Names of the platforms. */
const PLATFORMS = Object.keys(PARTS_OF_TARGETS);
const ROUTE = [
    "route",
    "what moves the traffic, e.g. route: httproute/web; or route: rolling, which replaces all pods at once",
];
const PARTS = [
    [
        ["target", "route", "target-groups"],
        [
            ["listener", "the ARN of the listener or its rule"],
            ["stable", "the ARN of the target group of the stable release"],
            ["candidate", "the ARN of the target group of the candidate"],
            ["candidate-service", "the service of the candidate, e.g. candidate-service: web-candidate"],
        ],
    ],
    [
        ["credentials", "azure"],
        [
            ["tenant", "the tenant's id"],
            ["client", "the client id of the app registration or managed identity"],
        ],
    ],
    [
        ["credentials", "gcp"],
        [
            [
                "provider",
                "the workload identity provider, e.g. provider: projects/123/locations/global/workloadIdentityPools/github/providers/github",
            ],
        ],
    ],
    [
        ["credentials", "vault"],
        [
            ["url", "the address of Vault, e.g. url: https://vault.example.com"],
            ["role", "a role of the JWT method, e.g. role: deploy"],
        ],
    ],
    [["image"], [["reference", 'the image, e.g. reference: "ghcr.io/acme/shop:${release}"']]],
    [["migrate", "backup"], [["rds", "the database, e.g. rds: shop-db"]]],
    [
        ["migrate", "run-on"],
        [["ecs-task", "the task, e.g. ecs-task: { task-definition: shop-migrate, commands: [[./migrate]] }"]],
    ],
    [
        ["migrate", "run-on", "ecs-task"],
        [
            ["task-definition", "its family or ARN, e.g. task-definition: shop-migrate"],
            ["commands", "the commands, e.g. commands: [[python, manage.py, migrate]]"],
        ],
    ],
    [["verify"], [["checks", "a list of checks, e.g. checks: [{ http: https://shop.example/health }]"]]],
];
/** What a block that stands for a whole environment still lacks. `prefix`: its path in the file. */
function missingParts(block, prefix, needsTarget) {
    const need = (path, [key, expected]) => {
        const map = treeAt(block, path);
        if (map?.kind !== "map" || map.entries.has(key) || hasTypoOf(map, key))
            return [];
        const read = `no ${quoted(key)} in ${formatPath([...prefix, ...path])}`;
        return [problemAt(placeOfKey(block, path), read, expected)];
    };
    return [
        ...(needsTarget ? need([], ["target", TARGET]) : []),
        ...partsOfTarget(block).flatMap((part) => need(["target"], part)),
        ...PARTS.flatMap(([path, parts]) => parts.flatMap((part) => need(path, part))),
        ...partsOfMetrics(block).flatMap((part) => need(["metrics"], part)),
        ...partsOfMigrate(block).flatMap(([path, part]) => need(path, part)),
    ];
}
function partsOfTarget(block) {
    const platform = textAt(block, ["target", "platform"]);
    if (platform === undefined)
        return [["platform", anyOf(PLATFORMS)]];
    const parts = Object.hasOwn(PARTS_OF_TARGETS, platform) ? (PARTS_OF_TARGETS[platform] ?? []) : [];
    const needsRoute = platform === "kubernetes" &&
        !isEngineWorkload(textAt(block, ["target", "workload"])) &&
        !hasTypoOfAny(mapAt(block, ["target"]), ["workload"]);
    return needsRoute ? [...parts, ROUTE] : parts;
}
function partsOfMetrics(block) {
    const metrics = mapAt(block, ["metrics"]);
    const hasAny = (...keys) => keys.some((key) => metrics?.entries.has(key));
    if (hasAny("cloudwatch", "alarms", "load-balancer")) {
        return [["cloudwatch", "cloudwatch: true, or a region, e.g. cloudwatch: eu-west-1"]];
    }
    if (hasAny("synthetic", "candidate", "stable", "rate", "status")) {
        return [["synthetic", "what is asked, e.g. synthetic: https://shop.example/health"]];
    }
    if (hasAny("json", "users", "epoch", "version")) {
        return [
            ["json", "the address of the counts, e.g. json: https://stats.example/releases/${version}"],
            ["requests", "where the answer counts requests, e.g. requests: /requests"],
            ["errors", "where it counts the failed ones, e.g. errors: /errors"],
        ];
    }
    if (!hasAny("prometheus", "template", "requests", "errors", "latency", "token")) {
        return [["prometheus", "prometheus (its URL), cloudwatch (true or a region), json or synthetic (a URL)"]];
    }
    const server = ["prometheus", "the address of the server, e.g. prometheus: http://prometheus:9090"];
    if (hasAny("template"))
        return [server];
    return [
        server,
        [
            "requests",
            "the counter of requests, e.g. requests: 'http_requests_total{version=\"${version}\"}'; or a template",
        ],
        [
            "errors",
            'the counter of the failed ones, e.g. errors: \'http_requests_total{version="${version}", code=~"5.."}\'',
        ],
    ];
}
function partsOfMigrate(block) {
    const migrate = mapAt(block, ["migrate"]);
    if (migrate?.entries.has("run-on")) {
        const onTarget = textAt(block, ["target", "platform"]) === "aws-ecs";
        return onTarget
            ? []
            : [
                [
                    ["migrate", "run-on", "ecs-task"],
                    ["cluster", "the cluster it runs on, e.g. cluster: shop"],
                ],
            ];
    }
    return textAt(migrate, ["engine"]) === "command"
        ? [
            [
                ["migrate"],
                [
                    "run-on",
                    "where the commands run, e.g. run-on: { ecs-task: { task-definition: shop-migrate, commands: [[./migrate]] } }",
                ],
            ],
        ]
        : [[["migrate"], ["folder", "the folder of the SQL files, e.g. folder: migrations"]]];
}
/** The key of the map at a path; the block's own place for the block. */
function placeOfKey(block, path) {
    const parent = mapAt(block, path.slice(0, -1));
    return parent?.entries.get(String(path.at(-1)))?.key ?? block.place;
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/check-name.js

/** The name of a check as written, or made of its URL or command; `undefined` when it has neither. */
function checkName(check) {
    const name = textAt(check, ["name"]);
    if (name !== undefined)
        return name;
    const url = textAt(check, ["http"]);
    if (url !== undefined)
        return urlName(url, textAt(check, ["method"]));
    if (treeAt(check, ["command"]) === undefined)
        return undefined;
    return commandName(itemsAt(check, ["command"]).map((item) => String(toPlain(item))));
}
/** `shop.example/health`, with the method in front when it is not GET. */
function urlName(url, method) {
    // A query can hold a key; names are printed everywhere.
    const address = url.replace(/^https?:\/\//i, "").replace(/[?#].*$/, "");
    return method === undefined || method === "GET" ? address : `${method} ${address}`;
}
/** The command on one line, short. */
function commandName(argv) {
    const line = argv.join(" ");
    return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/requirements.js










/** What contradicts itself in a merged block although each value reads well. */
function contradictions(block, prefix) {
    return [
        ...gateProblems(block, prefix),
        ...stepProblems(block, prefix),
        ...analysisContradictions(block, formatPath([...prefix, "rollout", "analysis"])),
        ...repeated(itemsAt(block, ["rollout", "abort-when"]), (item) => (item.kind === "scalar" ? String(item.value) : undefined), "the trigger"),
        ...repeated(itemsAt(block, ["verify", "checks"]), (item) => checkName(item), "the check"),
        ...repeated(itemsAt(block, ["target", "services"]), (item) => (item.kind === "map" ? textAt(item, ["name"]) : String(toPlain(item))), "the service"),
        ...repeated(itemsAt(block, ["target", "servers"]), (item) => textAt(item, ["name"]), "the server"),
        ...repeated(itemsAt(block, ["metrics", "alarms"]), (item) => String(toPlain(item)), "the alarm"),
    ];
}
function gateProblems(block, prefix) {
    const gates = mapAt(block, ["gates"]);
    return [...(gates?.entries ?? [])].flatMap(([name, { key, value }]) => {
        if (value.kind !== "map" || value.entries.has("run"))
            return [];
        const where = formatPath([...prefix, "gates", name]);
        const require = treeAt(value, ["require"]);
        if (require === undefined) {
            if (hasTypoOf(value, "require") || hasTypoOf(value, "run"))
                return [];
            return [
                problemAt(key, `neither "require" nor "run" in ${where}`, `what must hold, e.g. require: ">= 80%"`),
            ];
        }
        const result = (0,conditions_lib/* parseCondition */.zB)(textAt(value, ["require"]) ?? "");
        if (!result.ok)
            return [];
        return kindProblem(name, value, result.condition, where, key, require.place);
    });
}
function kindProblem(name, gate, condition, where, key, require) {
    const kind = kindOfGate(name, gate);
    if (kind !== undefined) {
        if (fitsKind(kind, condition))
            return [];
        const expected = `a condition for ${kind}, e.g. ${CONDITION_EXAMPLES[kind]}`;
        return [problemAt(require, `${quoted(condition.text)} for ${where}.require`, expected)];
    }
    if (gate.entries.has("kind"))
        return [];
    const expected = `kind: tests, coverage, findings or performance; or a name that says it (${KNOWN_GATE_NAMES.join(", ")})`;
    const read = `the gate ${quoted(name)} with ${quoted(condition.text)}, which does not say what it reads`;
    return [problemAt(key, read, expected, (0,lib/* nearest */.pA)(name, KNOWN_GATE_NAMES))];
}
function stepProblems(block, prefix) {
    const rollout = mapAt(block, ["rollout"]);
    const strategy = rollout?.entries.get("strategy");
    const steps = rollout?.entries.get("steps");
    const where = formatPath([...prefix, "rollout"]);
    const problems = [];
    const driver = rollout?.entries.get("driven-by");
    const written = [steps, strategy].find((entry) => entry !== undefined && entry.value.place.kind !== "built-in");
    if (driver !== undefined && textAt(rollout, ["driven-by"]) === "engine" && written !== undefined) {
        const read = `both "driven-by: engine" and ${written === steps ? '"steps"' : '"strategy"'} in ${where}`;
        problems.push(problemAt(driver.key, read, "one of them: the steps are then the engine's own"));
    }
    if (strategy !== undefined && steps !== undefined && steps.value.place.kind !== "built-in") {
        problems.push(problemAt(strategy.key, `both "strategy" and "steps" in ${where}`, "one of them"));
    }
    const weights = itemsAt(block, ["rollout", "steps"]).map((item) => ({
        place: treeAt(item, ["weight"])?.place ?? item.place,
        weight: weightOf(treeAt(item, ["weight"])),
    }));
    weights.forEach(({ place, weight }, index) => {
        const before = weights[index - 1]?.weight;
        if (weight === undefined || before === undefined || weight > before)
            return;
        const read = `${(0,lib/* formatPercent */.l9)(weight)} after ${(0,lib/* formatPercent */.l9)(before)} in ${where}.steps[${index}].weight`;
        problems.push(problemAt(place, read, "more than the step before"));
    });
    const last = weights.at(-1);
    if (last?.weight !== undefined && last.weight !== 100) {
        const read = `${(0,lib/* formatPercent */.l9)(last.weight)} in the last step of ${where}.steps`;
        problems.push(problemAt(last.place, read, "100%"));
    }
    return problems;
}
function weightOf(tree) {
    return tree?.kind === "scalar" ? (0,lib/* parsePercent */.lo)(String(tree.value)) : undefined;
}
function repeated(items, nameOf, what) {
    const seen = new Set();
    return items.flatMap((item) => {
        const name = nameOf(item);
        if (name === undefined || !seen.has(name)) {
            if (name !== undefined)
                seen.add(name);
            return [];
        }
        return [problemAt(item.place, `${what} ${quoted(name)} a second time`, "each once, or another name")];
    });
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-ecs.js



/** The name of an ECS cluster or service. */
const ecsName = (what, example) => nameOf(/^[\w-]{1,255}$/, `the name of ${what}: at most 255 letters, digits, - and _, e.g. ${example}`);
/** The ARN of something, of a service and with a resource of a form. */
function arn(service, resource, expected) {
    return nameOf(new RegExp(`^arn:aws[\\w-]*:${service}:[\\w-]*:[\\w-]*:(?:${resource.source})$`), expected);
}
const containerName = () => nameOf(/^[\w-]{1,255}$/, "the name of a container, e.g. web");
/** The region of a target. */
const region = () => optional(awsRegion(), "AWS region; AWS_REGION by default.");
/** How long a release may take. */
const readyTimeout = () => optional(duration(1), "How long a release may take to be ready.");
/** How long a change may take. */
const settle = () => optional(duration(), "How long a change may take to hold.");
const EXPECTED_SERVICE = "a service: its name, or a map, e.g. { name: worker, wave: 2 }";
const schema_ecs_EXPECTED_SERVICES = "a list of services, e.g. [web, { name: worker, wave: 2 }]";
const ecsService = schemas/* union */.KCZ([
    ecsName("a service", "web"),
    keys({
        name: ecsName("a service", "web").check(schemas/* describe */.q0y("Name of the service.")),
        container: optional(containerName(), "Container whose image is the release."),
        image: optional(name_texts_image(), "Image of this service, where it is not the target's."),
        wave: optional(wholeNumber(1, 100), "Services of a lower wave are done before those of a higher one."),
        singleton: optional(flag(), "Never two tasks at once: stopped before started."),
    }, EXPECTED_SERVICE),
], { error: EXPECTED_SERVICE });
const EXPECTED_ROUTE = "rolling, { target-groups: { listener, stable, candidate, candidate-service } } or { native: canary, step: 10% }";
const TARGET_GROUP = /targetgroup\/[\w-]+\/[0-9a-fx]+/;
const targetGroup = (release) => optional(arn("elasticloadbalancing", TARGET_GROUP, "the ARN of a target group: arn:aws:elasticloadbalancing:…:targetgroup/…"), `ARN of the target group of ${release}.`);
const ecsRoute = schemas/* union */.KCZ([
    schemas/* literal */.euz("rolling", { error: EXPECTED_ROUTE }),
    keys({
        "target-groups": keys({
            listener: optional(arn("elasticloadbalancing", /listener(?:-rule)?\/app\/[\w/-]+/, "the ARN of a listener or of one of its rules: arn:aws:elasticloadbalancing:…:listener-rule/app/…"), "ARN of the listener's rule, or of the listener for its default action."),
            stable: targetGroup("the stable release"),
            candidate: targetGroup("the candidate"),
            "candidate-service": optional(ecsName("a service", "web-candidate"), "Service of the candidate's tasks; made like the stable one when it is not there."),
        }, "a map of listener, stable, candidate and candidate-service").check(schemas/* describe */.q0y("Two services behind weighted target groups.")),
    }),
    keys({
        native: schemas/* enum */.k5n(["canary", "linear", "blue-green"], { error: "canary, linear or blue-green" })
            .check(schemas/* describe */.q0y("ECS's own strategy, held before every shift.")),
        step: optional(percent(), "Share of the first (canary) or of each shift (linear)."),
    }),
], { error: EXPECTED_ROUTE });
const EXPECTED_VARIABLES = "a map of names of variables to texts, e.g. { LOG_LEVEL: info }";
const EXPECTED_SECRETS = "a map of names of variables to ARNs, e.g. { DATABASE_URL: arn:aws:secretsmanager:… }";
const variableName = () => nameOf(/^[A-Za-z_]\w*$/, "the name of a variable, e.g. LOG_LEVEL");
/** Services of an ECS cluster. */
const ecsTarget = keys({
    platform: optional(schemas/* literal */.euz("aws-ecs"), "Services of an Amazon ECS cluster."),
    region: region(),
    cluster: optional(ecsName("a cluster", "shop"), "Name of the cluster."),
    services: optional(schemas/* array */.YOg(ecsService, { error: schema_ecs_EXPECTED_SERVICES }).check(api/* _minLength */.m9(1, { error: schema_ecs_EXPECTED_SERVICES })), "Services of the release; the first with a load balancer gets the weights."),
    image: optional(name_texts_image(), "Image of a release; ${release} and ${commit} are replaced for each."),
    environment: optional(schemas/* record */.g1P(variableName(), nameOf(/^/, "a text; put numbers and true/false in quotes"), {
        error: EXPECTED_VARIABLES,
    }), "Variables of the containers; those not named stay as they are."),
    secrets: optional(schemas/* record */.g1P(variableName(), arn("(?:secretsmanager|ssm)", /(?:secret:|parameter\/)[^\s]+/, "the ARN of a secret or parameter, never its value"), { error: EXPECTED_SECRETS }), "Variables ECS fills from Secrets Manager or SSM; never values."),
    route: optional(ecsRoute, "What moves the traffic."),
    "ready-timeout": readyTimeout(),
    settle: settle(),
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-credentials.js






const roleArn = () => arn("iam", /role\/[\w+=,.@/-]+/, "the ARN of a role, e.g. arn:aws:iam::123456789012:role/deploy");
const EXPECTED_CHAIN = "a list of ARNs of roles, e.g. [arn:aws:iam::123456789012:role/deploy]";
const EXPECTED_SESSION = "from 15m to 12h, e.g. 1h";
const MIN_SESSION_MS = 900_000;
const MAX_SESSION_MS = 43_200_000;
const sessionDuration = parsedText(EXPECTED_SESSION, (text) => {
    const ms = (0,lib/* parseDuration */.E9)(text);
    return ms !== undefined && ms >= MIN_SESSION_MS && ms <= MAX_SESSION_MS
        ? { ok: true, value: ms }
        : { ok: false, expected: EXPECTED_SESSION };
});
const audience = (byDefault) => optional(fixedText("the audience of the token"), `Audience of GitHub's token; ${byDefault} by default.`);
const aws = keys({
    role: optional(roleArn(), "Role taken with GitHub's token; without it the credentials of the environment are used."),
    region: optional(awsRegion(), "AWS region; AWS_REGION by default."),
    chain: optional(schemas/* array */.YOg(roleArn(), { error: EXPECTED_CHAIN }), "Roles taken after it, in order."),
    "session-name": optional(nameOf(/^[\w+=,.@-]{2,64}$/, "2 to 64 letters, digits and +=,.@-_, e.g. deploy-shop"), "Name of the session in CloudTrail; made of repository and run by default."),
    duration: optional(sessionDuration, "How long one session lives; it is renewed while it is needed."),
    audience: audience("sts.amazonaws.com"),
});
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const GUID_OR_DOMAIN = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i;
const azure = keys({
    tenant: optional(nameOf(GUID_OR_DOMAIN, "the id of a tenant, e.g. 11111111-2222-3333-4444-555555555555, or its domain"), "Directory (tenant) id."),
    client: optional(nameOf(GUID, "the client id of an app registration or managed identity: a GUID"), "Client id of the app registration or managed identity."),
    audience: audience("api://AzureADTokenExchange"),
    authority: optional(nameOf(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i, "a host, e.g. login.microsoftonline.us"), "Sign-in host; the public cloud's by default."),
});
const gcp = keys({
    provider: optional(nameOf(/^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+\/providers\/[a-z0-9-]+$/, "projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>"), "Full name of the workload identity provider."),
    "service-account": optional(nameOf(/^[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com$/, "a service account, e.g. deploy@shop.iam.gserviceaccount.com"), "Account to act as; without it the federated identity has access of its own."),
    audience: audience("https://iam.googleapis.com/<provider>"),
});
const EXPECTED_VAULT = "an https URL of Vault, e.g. https://vault.example.com:8200";
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;
function readVaultUrl(text) {
    const read = readName(text, /^https?:\/\/[^\s/?#]/, EXPECTED_VAULT);
    if (!read.ok)
        return read;
    const url = URL.parse(text.replace(/\$\{[^}]*\}/g, "x"));
    // The token of a login must not cross a network in the clear.
    const isSafe = url !== null && (url.protocol === "https:" || LOOPBACK.test(url.hostname));
    return isSafe && url.username === "" && url.password === ""
        ? read
        : { ok: false, expected: EXPECTED_VAULT };
}
const vault = keys({
    url: optional(parsedText(EXPECTED_VAULT, readVaultUrl), "Address of Vault."),
    role: optional(nameOf(/^[\w.-]+$/, "the name of a role of the JWT method, e.g. deploy"), "Role of the JWT method."),
    mount: optional(nameOf(/^(?!\/)[\w./-]+(?<!\/)$/, "the path of the auth method, e.g. jwt"), "Path of the JWT auth method."),
    namespace: optional(nameOf(/^[\w./-]+$/, "a namespace of Vault, e.g. admin/shop"), "Namespace, in Vault Enterprise."),
    audience: audience("the URL of Vault"),
});
/** What an environment signs in to; every section may be switched off. */
const credentials = keys({
    aws: optional(orOff(aws, "a map, e.g. { role: arn:aws:iam::123456789012:role/deploy }, or off"), "Amazon Web Services."),
    azure: optional(orOff(azure, "a map, e.g. { tenant: <id>, client: <id> }, or off"), "Microsoft Azure."),
    gcp: optional(orOff(gcp, "a map, e.g. { provider: projects/… }, or off"), "Google Cloud."),
    vault: optional(orOff(vault, "a map, e.g. { url: https://vault.example.com, role: deploy }, or off"), "HashiCorp Vault."),
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-image.js





const EXPECTED_TAG = 'a regular expression for the whole tag, e.g. "release-.*"';
function readExpression(text) {
    try {
        new RegExp(`^(?:${text})$`, "u");
        return text.length > 0 && text.length <= 200
            ? { ok: true, value: text }
            : { ok: false, expected: EXPECTED_TAG };
    }
    catch {
        return { ok: false, expected: EXPECTED_TAG };
    }
}
/** The image of a release in its registry. */
const schema_image_image = schemas/* union */.KCZ([
    schemas/* literal */.euz(OFF),
    name_texts_image(),
    keys({
        reference: optional(name_texts_image(), "The image, with ${release} or ${commit}."),
        tag: optional(parsedText(EXPECTED_TAG, readExpression), "Expression the whole tag must match."),
        scan: optional(condition("no_critical_issues", (parsed) => fitsKind("findings", parsed) ? undefined : "a condition on findings, e.g. no_critical_issues"), "What the registry's scan findings must hold."),
        "no-secrets": optional(flag(), "Whether variables of the image with names of secrets fail it."),
        "promote-to": optional(template('a tag, e.g. "production-${release}"'), "Tag the same digest gets once the release is verified."),
    }),
], { error: 'an image, e.g. "ghcr.io/acme/shop:${release}", or a map with reference, or off' });

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-analysis.js


/** What can be compared, in the words of the file. */
const ANALYSIS_METRICS = ["errors", "latency"];
const EXPECTED_METRIC = "errors or latency";
function ratio(expected) {
    return schemas/* number */.aig({ error: expected })
        .check(api/* _gte */.qm(1, { error: expected }), api/* _lte */.Zm(1_000, { error: expected }));
}
const EXPECTED_TOLERANCE = "a ratio of at least 1, e.g. 1.1";
const EXPECTED_REGRESSION = "a ratio above the tolerance, e.g. 2";
const tolerance = () => optional(ratio(EXPECTED_TOLERANCE), "How many times as often the candidate may fail and be no regression.");
const regression = () => optional(ratio(EXPECTED_REGRESSION), "How many times as often it fails when it must not be promoted.");
const EXPECTED_CHANCE = "a chance above 0% and below 50%, e.g. 1%";
const chance = () => percent().check(schemas/* refine */.YPB((value) => value > 0 && value < 50, { error: EXPECTED_CHANCE }));
const EXPECTED_BOUNDS = "a list of latencies, strictly increasing, e.g. [100ms, 300ms, 1s]";
const EXPECTED_WEIGHT = "a number above 0, e.g. 2";
const EXPECTED_ITEM = "errors, latency, or a map, e.g. { metric: latency, critical: false } or { gauge: cpu }";
const weight = () => optional(schemas/* number */.aig({ error: EXPECTED_WEIGHT }).check(api/* _gt */.Tx(0, { error: EXPECTED_WEIGHT })), "Its share of the chance alpha, relative to the other metrics.");
const metricMap = keys({
    metric: schemas/* enum */.k5n(ANALYSIS_METRICS, { error: EXPECTED_METRIC })
        .check(schemas/* describe */.q0y("What is compared: failed requests, or how slow they are.")),
    weight: weight(),
    critical: optional(flag(), "Whether a regression of it alone takes the release back."),
    tolerance: tolerance(),
    regression: regression(),
    bounds: optional(schemas/* array */.YOg(duration(1), { error: EXPECTED_BOUNDS }).check(api/* _minLength */.m9(1, { error: EXPECTED_BOUNDS }), schemas/* refine */.YPB((bounds) => bounds.every((bound, index) => index === 0 || bound > (bounds[index - 1] ?? 0)), {
        error: EXPECTED_BOUNDS,
    })), "Latencies that requests are held against; chosen from stable's own when left out."),
}, EXPECTED_ITEM);
const EXPECTED_DIRECTION = "increase, decrease or either";
const EXPECTED_RATIO = "a ratio of at least 1, e.g. 1.25";
const gaugeMap = keys({
    gauge: plainText("the name of one of metrics.gauges, e.g. cpu").check(schemas/* describe */.q0y("Which of metrics.gauges is compared.")),
    direction: optional(schemas/* enum */.k5n(["increase", "decrease", "either"], { error: EXPECTED_DIRECTION }), "Which way is worse; increase by default."),
    "allowed-ratio": optional(ratio(EXPECTED_RATIO), "How many times as high (or low) is no difference yet; 1.25 by default."),
    weight: weight(),
    critical: optional(flag(), "Whether it alone takes the release back; false by default."),
}, EXPECTED_ITEM);
const MAX_HISTORY_MS = 86_400_000;
const EXPECTED_HISTORY = "a duration of at most 24h, e.g. 1h";
const EXPECTED_METRICS = "a list of metrics, e.g. [errors, latency]";
const analysisMap = keys({
    metrics: optional(schemas/* array */.YOg(schemas/* union */.KCZ([schemas/* enum */.k5n(ANALYSIS_METRICS, { error: EXPECTED_METRIC }), metricMap, gaugeMap], {
        error: EXPECTED_ITEM,
    }), { error: EXPECTED_METRICS })
        .check(api/* _minLength */.m9(1, { error: EXPECTED_METRICS })), "What is compared: errors, and latency where it is counted; gauges by name."),
    tolerance: tolerance(),
    regression: regression(),
    margin: optional(percent(), "The same as a difference of shares: what is certified to be below it needs no ratio."),
    alpha: optional(chance(), "Chance at most of taking back a release that is not worse than tolerated."),
    beta: optional(chance(), "Chance at most of passing a release that is a regression."),
    "min-requests": optional(wholeNumber(1), "Requests of the candidate before it can pass."),
    "warm-up": optional(duration(), "Counts so soon after the candidate's first request are left out."),
    burst: optional(duration(), "Failures of one cause come within this time; 0: each stands for itself."),
    history: optional(duration().check(schemas/* refine */.YPB((ms) => ms <= MAX_HISTORY_MS, { error: EXPECTED_HISTORY })), "How far back stable's past is read (of Prometheus), to learn how its bad requests come together. `0s`: not at all."),
    "min-bake": optional(duration(), "The shortest bake of a step, however good the evidence."),
    "early-promotion": optional(flag(), "Whether a pass cuts the bakes that are left to min-bake."),
    "zero-requests": optional(duration(1), "A candidate without a request for so long, while stable has some, has failed."),
    liveness: optional(duration(1), "Without counts for so long the source is dead, and nothing goes up."),
});
/** Whether and how the candidate is compared with stable while it gets traffic. */
const analysis = schemas/* union */.KCZ([schemas/* enum */.k5n(["on", "off"], { error: "on or off" }), analysisMap], {
    error: "on, off, or a map, e.g. { metrics: [errors, latency] }",
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/condition-places.js

const TRIGGERS = "one of: 3 consecutive failures; error-rate > 5%; latency p95 > 500ms; latency p95 > 200% of baseline";
/** What is wrong with a condition that should abort a rollout, or `undefined`. */
function expectedTrigger(condition) {
    if (condition.kind === "consecutive")
        return undefined;
    if (condition.kind !== "threshold" && condition.kind !== "baseline")
        return TRIGGERS;
    if (condition.operator !== ">" && condition.operator !== ">=") {
        return "> or >=: a trigger fires when it holds, e.g. error-rate > 5%";
    }
    if (condition.subject === "latency") {
        if (condition.kind === "threshold" && condition.unit !== "ms")
            return TRIGGERS;
        return condition.percentile === undefined
            ? "latency with a percentile, e.g. latency p95 > 200% of baseline"
            : undefined;
    }
    if (condition.subject !== "error-rate" || condition.percentile !== undefined)
        return TRIGGERS;
    return condition.kind === "threshold" && condition.unit !== "percent" ? TRIGGERS : undefined;
}
/** What is wrong with the highest error rate of a verification. */
function expectedErrorRate(condition) {
    const fits = condition.kind === "threshold" &&
        condition.unit === "percent" &&
        condition.percentile === undefined &&
        (condition.subject ?? "error-rate") === "error-rate" &&
        isCeiling(condition);
    return fits ? undefined : 'the highest share of failed samples, e.g. "< 1%"';
}
/** What is wrong with the latency of a verification: a percentile over all its samples. */
function expectedLatency(condition) {
    const fits = (condition.kind === "baseline" || (condition.kind === "threshold" && condition.unit === "ms")) &&
        (condition.subject ?? "latency") === "latency" &&
        condition.percentile !== undefined &&
        isCeiling(condition);
    return fits
        ? undefined
        : 'the highest latency of a percentile, e.g. "p95 < 200ms" or "p95 < 150% of baseline"';
}
/** What is wrong with the latency of one reply. */
function expectedReplyLatency(condition) {
    const fits = condition.kind === "threshold" &&
        condition.unit === "ms" &&
        condition.percentile === undefined &&
        (condition.subject ?? "latency") === "latency" &&
        isCeiling(condition);
    return fits ? undefined : 'the highest latency of one reply, e.g. "<= 200ms"';
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/secret-references.js



const STORES = {
    "aws-secretsmanager": {
        form: "secret://aws-secretsmanager/<name or ARN>[#<JSON key>]",
        path: /^[\w/+=.@:-]+$/,
        key: "allowed",
    },
    "aws-ssm": { form: "secret://aws-ssm/<name>", path: /^[\w./:-]*[\w.:-]$/, key: "none" },
    "azure-keyvault": {
        form: "secret://azure-keyvault/<vault>/<name>[/<version>]",
        path: /^[A-Za-z][A-Za-z0-9.-]+\/[A-Za-z0-9-]{1,127}(?:\/[A-Za-z0-9]+)?$/,
        key: "none",
    },
    "gcp-secretmanager": {
        form: "secret://gcp-secretmanager/<project>/<name>[/<version>]",
        path: /^[\w.:-]+\/[\w-]+(?:\/[\w-]+)?$/,
        key: "none",
    },
    vault: {
        form: "secret://vault/<mount>/<path>#<key>",
        path: /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\s/]+(?:\/[^\s/]+)+$/,
        key: "required",
    },
};
/** Stores a secret may be in. */
const SECRET_STORES = Object.keys(STORES);
const SCHEME = "secret://";
const EXAMPLE = "secret://aws-secretsmanager/shop/prod#token";
/** A text that is wholly a reference, or ends with one after a word: `Bearer secret://…`. */
const HOLDS_REFERENCE = /^(?:[A-Za-z][\w-]* )?(secret:\/\/.*)$/s;
/** Whether a text means a secret, well written or not. */
function mentionsSecret(text) {
    return text.toLowerCase().includes(SCHEME);
}
/** The reference in a text where a secret may stand (`Bearer secret://…`); `undefined` when it is a plain text. */
function secret_references_secretReferenceIn(text) {
    return HOLDS_REFERENCE.exec(text)?.[1];
}
/** The text with its reference replaced by the secret, once it was read; a plain text as it is. */
function insertSecret(text, secret) {
    const reference = secret_references_secretReferenceIn(text);
    return reference === undefined ? text : `${text.slice(0, text.length - reference.length)}${secret}`;
}
/** Reads a reference; placeholders known before any release is may stand in its path. */
function readReference(text) {
    if (!text.startsWith(SCHEME)) {
        return { ok: false, expected: `a reference to a secret, never its value, e.g. ${EXAMPLE}` };
    }
    const unknown = expectedPlaceholder(text, NAME_PLACEHOLDERS);
    if (unknown !== undefined)
        return { ok: false, expected: unknown };
    const body = text.slice(SCHEME.length);
    const [, store = "", path = "", key] = /^([^/#]*)\/?([^#]*)(?:#(.*))?$/s.exec(body) ?? [];
    const known = Object.hasOwn(STORES, store) ? STORES[store] : undefined;
    if (known === undefined) {
        const near = (0,lib/* nearest */.pA)(store, SECRET_STORES);
        return {
            ok: false,
            expected: `secret:// and one of ${SECRET_STORES.join(", ")}`,
            nearest: near === undefined ? undefined : `${SCHEME}${near}${body.slice(store.length)}`,
        };
    }
    const fitsKey = key === undefined ? known.key !== "required" : known.key !== "none" && /^\S+$/.test(key);
    return fitsKey && matchesForm(path, known.path)
        ? { ok: true, value: text }
        : { ok: false, expected: known.form };
}
/** A text where a secret may stand: a plain one, a reference, or a word and a reference (`Bearer secret://…`). */
function readSecretText(text, readPlain) {
    const reference = secret_references_secretReferenceIn(text);
    if (reference === undefined) {
        return mentionsSecret(text)
            ? { ok: false, expected: `the reference alone, or after one word, e.g. Bearer ${EXAMPLE}` }
            : readPlain(text);
    }
    const read = readReference(reference);
    if (read.ok)
        return { ok: true, value: text };
    const before = text.slice(0, text.length - reference.length);
    return { ...read, nearest: read.nearest === undefined ? undefined : `${before}${read.nearest}` };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-verify.js






const EXPECTED_STATUS = "a status or range, e.g. 200, 200-299 or [200, 204]";
const statusRange = schemas/* pipe */.FsL(schemas/* union */.KCZ([schemas/* number */.aig(), schemas/* string */.YjP()], { error: EXPECTED_STATUS }), schemas/* transform */.pdi((written, context) => {
    const range = readStatus(String(written));
    if (range !== undefined)
        return range;
    context.issues.push({ code: "custom", message: EXPECTED_STATUS, input: written });
    return core/* NEVER */.tm;
}));
/** Statuses and ranges of them. */
const statuses = schemas/* union */.KCZ([statusRange, schemas/* array */.YOg(statusRange).check(api/* _minLength */.m9(1, { error: EXPECTED_STATUS }))], { error: EXPECTED_STATUS });
const version = schemas/* union */.KCZ([
    template(),
    keys({
        expected: template().check(schemas/* describe */.q0y("The version every reply must say, e.g. ${release}.")),
        from: optional(parsedText("auto, body, json:$.path or header:name", readVersionSource), "Where the reply says its version."),
        consecutive: optional(wholeNumber(1), "Replies in a row that must say it."),
    }),
], { error: 'a version in quotes, e.g. "${release}", or a map with expected' });
const json = schemas/* record */.g1P(parsedText("a path such as $.checks.db.status or checks[0].status", readJsonPath), schemas/* union */.KCZ([schemas/* number */.aig(), schemas/* boolean */.zMY(), schemas/* null */.chJ(), parsedText("a text", readJsonExpectation)], {
    error: 'an exact value, e.g. ok or true, or a condition, e.g. "> 5"',
}), { error: "a map of paths to values" });
const headerName = () => parsedText("the name of a header", readHeaderName);
const texts = (what) => schemas/* record */.g1P(headerName(), template(), { error: `a map of ${what}` });
function readTemplate(text) {
    const problem = expectedPlaceholder(text, PLACEHOLDERS);
    return problem === undefined ? { ok: true, value: text } : { ok: false, expected: problem };
}
const sentHeaders = schemas/* record */.g1P(headerName(), parsedText("a text", (text) => readSecretText(text, readTemplate)), { error: "a map of header names to texts" });
const common = {
    name: optional(template(), "Name in messages; the URL or the command by default."),
    timeout: optional(duration(1), "Longest wait for one answer; then the sample failed."),
    critical: optional(flag(), "Whether one failure of it counts at once, instead of several in a row."),
};
const httpCheck = keys({
    http: parsedText("a URL, e.g. https://shop.example/health", readUrl).check(schemas/* describe */.q0y("The URL that is asked.")),
    method: optional(schemas/* enum */.k5n(["GET", "HEAD", "POST"], { error: "GET, HEAD or POST" }), "HTTP method."),
    status: optional(statuses, "Statuses that are healthy."),
    headers: optional(sentHeaders, "Headers that are sent; a secret only as secret://<store>/<path>."),
    body: optional(template(), "Body that is sent."),
    "expect-header": optional(texts("header names to texts they must hold"), "Texts the reply's headers must hold."),
    contains: optional(template(), "Text the reply's body must hold, compared exactly."),
    json: optional(json, "Values inside the reply's JSON body."),
    version: optional(version, "The version the reply must say."),
    latency: optional(condition('"<= 200ms"', expectedReplyLatency), "Highest latency of one reply."),
    "follow-redirects": optional(flag(), "Whether a redirect is followed; else it is an answer of its own."),
    ...common,
});
const commandCheck = keys({
    command: argv().check(schemas/* describe */.q0y("A program whose exit code is the answer: 0 is healthy.")),
    ...common,
});
const EXPECTED_CHECKS = "a list of checks, e.g. [{ http: https://shop.example/health }]";
/** Success criteria over a time. */
const verify = keys({
    checks: optional(schemas/* array */.YOg(schemas/* union */.KCZ([httpCheck, commandCheck], { error: "a check, e.g. { http: https://shop.example/health }" }), {
        error: EXPECTED_CHECKS,
    })
        .check(api/* _minLength */.m9(1, { error: EXPECTED_CHECKS })), "Questions to the running system."),
    for: optional(duration(), "How long everything has to hold."),
    interval: optional(duration(1), "Time between two samples of a check."),
    settle: optional(duration(), "Waited before the first sample."),
    "max-consecutive-failures": optional(wholeNumber(1), "Failures of one check in a row that end it as unhealthy."),
    "error-rate": optional(condition('"< 1%"', expectedErrorRate), "Highest share of failed samples; without it none may fail."),
    latency: optional(condition('"p95 < 200ms"', expectedLatency), "Highest latency over all samples."),
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-metrics.js









const SELECTOR = /^(?:[A-Za-z_:][\w:]*)?(?:\{[^{}]*(?:\$\{\w+\}[^{}]*)*\})?$/;
function selector(example, refused) {
    const expected = `a selector of series without functions, e.g. ${example}`;
    return parsedText(expected, (text) => {
        const unknown = expectedPlaceholder(text, SELECTOR_PLACEHOLDERS);
        if (unknown !== undefined)
            return { ok: false, expected: unknown };
        const name = text.split("{")[0] ?? "";
        const isSelector = text.trim() !== "" && text !== "{}" && SELECTOR.test(text) && refused?.test(name) !== true;
        return isSelector ? { ok: true, value: text } : { ok: false, expected };
    });
}
function address(example, perRelease) {
    return parsedText(`an http or https URL, e.g. ${example}`, (text) => readAddress(text, example, perRelease));
}
function pointer(example) {
    return parsedText(`a path with slashes (JSON Pointer), e.g. ${example}`, (text) => readPointer(text, example));
}
const GAUGE_NAME = /^[A-Za-z][\w-]{0,39}$/;
const EXPECTED_GAUGE_NAME = "a name of letters, digits, - and _ that is not errors or latency, e.g. cpu";
function gauges(place, example, description) {
    const name = parsedText(EXPECTED_GAUGE_NAME, (text) => {
        const isFree = !ANALYSIS_METRICS.some((taken) => taken === text);
        return isFree && GAUGE_NAME.test(text)
            ? { ok: true, value: text }
            : { ok: false, expected: EXPECTED_GAUGE_NAME };
    });
    return optional(schemas/* record */.g1P(name, place, { error: `a map of names, e.g. ${example}` }), description);
}
const token = () => optional(parsedText("a reference to a secret: secret://<store>/<path>", readReference), "Reference to a bearer token.");
const timeout = () => optional(duration(1), "Longest wait for one answer.");
const ingestDelay = () => optional(duration(), "Samples younger than this may still be missing.");
const prometheus = keys({
    prometheus: optional(address("http://prometheus:9090", false), "Address of the Prometheus server."),
    template: optional(schemas/* enum */.k5n(TEMPLATES, { error: "istio, ingress-nginx, traefik, gateway or app" }), "Who counts, in place of requests, errors and latency; what is written goes over it."),
    requests: optional(selector('http_requests_total{app="shop", version="${version}"}'), "Counter of requests; ${version}, ${role} and ${workload} are replaced for each release."),
    errors: optional(selector('http_requests_total{app="shop", version="${version}", code=~"5.."}'), "Counter of the failed ones."),
    latency: optional(selector('http_request_duration_seconds_bucket{app="shop", version="${version}"}', /_(?:sum|count|total)$/), "The _bucket series of a histogram, or a native one; without it latency is not known."),
    gauges: gauges(selector('process_resident_memory_bytes{app="shop", version="${version}"}'), "{ memory: 'process_resident_memory_bytes{version=\"${version}\"}' }", "Series of values that are no counts (CPU, memory, queues) by name, for rollout.analysis."),
    token: token(),
    "ingest-delay": ingestDelay(),
    timeout: timeout(),
});
const EXPECTED_CLOUDWATCH = "true, or an AWS region, e.g. eu-west-1";
const EXPECTED_ALARMS = "a list of names of alarms, e.g. [shop-5xx]";
const cloudwatch = keys({
    cloudwatch: optional(schemas/* union */.KCZ([schemas/* literal */.euz(true), awsRegion()], { error: EXPECTED_CLOUDWATCH }), "true, or the AWS region where it is another."),
    "load-balancer": optional(nameOf(/^app\/[\w-]+\/[0-9a-fx]+$/, "the last part of the load balancer's ARN, e.g. app/shop/50dc6c495c0c9188"), "Load balancer of the target groups; that of the listener by default."),
    alarms: optional(schemas/* array */.YOg(fixedText("the name of an alarm, e.g. shop-5xx"), { error: EXPECTED_ALARMS }), "Alarms that abort while they are in ALARM."),
    "ingest-delay": ingestDelay(),
});
const schema_metrics_json = keys({
    json: optional(address("https://stats.example/releases/${version}", true), "Address that answers with counts; ${version} and ${role} are replaced for each release."),
    requests: optional(pointer("/requests"), "Where the answer counts requests since it began to count."),
    errors: optional(pointer("/errors"), "Where it counts the failed ones."),
    latency: optional(pointer("/latency"), 'Where it counts requests by upper bound in ms, cumulative: {"100": 980, "+Inf": 1000}.'),
    users: optional(pointer("/harmed_users"), "Where it counts distinct users with a failed request."),
    epoch: optional(pointer("/started_at"), "What changes when its counts began anew."),
    version: optional(pointer("/version"), "Where it says whose counts they are; those of another are not taken."),
    gauges: gauges(pointer("/cpu"), "{ cpu: /cpu }", "Where it says values that are no counts (a number, or a list of one of each instance) by name, for rollout.analysis."),
    token: token(),
    timeout: timeout(),
});
const synthetic = keys({
    synthetic: optional(address("https://shop.example/health", true), "What is asked of both releases; ${version} and ${role} are replaced for each."),
    candidate: optional(address("https://candidate.shop.example/health", true), "Asked of the candidate in its place."),
    stable: optional(address("https://stable.shop.example/health", true), "Asked of stable in its place."),
    rate: optional(parsedText(EXPECTED_RATE, readRate), "Probes to each release."),
    timeout: optional(duration(1), "Longest wait for one answer; then the probe is an error."),
    status: optional(statuses, "Statuses of a good answer."),
    version: optional(parsedText(EXPECTED_ANSWER_VERSION, readAnswerVersion), "Where an answer says its version; those of another release are not counted."),
});
/** Who counts requests where the platform does not. */
const metrics = orOff(schemas/* union */.KCZ([prometheus, cloudwatch, schema_metrics_json, synthetic], {
    error: "a map with prometheus, cloudwatch, json or synthetic",
}), "a map with prometheus (its URL), cloudwatch (true or a region), json or synthetic (a URL), or off");

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-migrate.js






const EXPECTED_RETENTION = "whole days from 0 to 35d, e.g. 7d";
const DAY_MS = 86_400_000;
const retentionDays = parsedText(EXPECTED_RETENTION, (text) => {
    const days = ((0,lib/* parseDuration */.E9)(text) ?? Number.NaN) / DAY_MS;
    return Number.isInteger(days) && days <= 35
        ? { ok: true, value: days }
        : { ok: false, expected: EXPECTED_RETENTION };
});
const backup = keys({
    rds: optional(nameOf(/^[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/, "the identifier of a database or cluster, e.g. shop-db"), "Identifier of the RDS instance or Aurora cluster."),
    kind: optional(schemas/* enum */.k5n(["instance", "cluster"], { error: "instance or cluster" }), "What the identifier names: an instance, or a cluster (Aurora)."),
    region: optional(awsRegion(), "AWS region; AWS_REGION by default."),
    "minimum-retention": optional(retentionDays, "Automated backups that are kept shorter are said; 0 does not look."),
    timeout: optional(duration(1), "How long the snapshot may take."),
});
const EXPECTED_COMMANDS = "a list of commands, each a list, e.g. [[python, manage.py, migrate]]";
const ids = (prefix, what) => {
    const expected = `a list of ids of ${what}, e.g. [${prefix}-0a1b2c3d]`;
    return schemas/* array */.YOg(nameOf(new RegExp(`^${prefix}-[0-9a-fx]+$`), `the id of one of the ${what}, e.g. ${prefix}-0a1b2c3d`), {
        error: expected,
    });
};
const ecsTask = keys({
    region: optional(awsRegion(), "AWS region; that of the target, or AWS_REGION, by default."),
    cluster: optional(ecsName("a cluster", "shop"), "Cluster it runs on; that of an aws-ecs target by default."),
    "task-definition": optional(nameOf(/^[\w:/-]+$/, "the family or ARN of a task definition, e.g. shop-migrate"), "Task definition whose network and roles are used: family or ARN."),
    container: optional(fixedText("the name of a container"), "Container that gets the command."),
    image: optional(name_texts_image(), "Image of the release; the task definition's own by default."),
    commands: optional(schemas/* array */.YOg(argv(), { error: EXPECTED_COMMANDS }).check(api/* _minLength */.m9(1, { error: EXPECTED_COMMANDS })), "Commands in order, each a task of its own; the first failure stops."),
    subnets: optional(ids("subnet", "subnets"), "Subnets of the task, with awsvpc networking."),
    "security-groups": optional(ids("sg", "security groups"), "Security groups of the task."),
    "assign-public-ip": optional(flag(), "Whether the task gets a public address."),
    timeout: optional(duration(1), "Longest run of one command."),
}, "a map, e.g. { task-definition: shop-migrate, commands: [[python, manage.py, migrate]] }");
/** How the database is migrated. */
const migrate = keys({
    engine: optional(schemas/* enum */.k5n(["sql", "command"], { error: "sql or command" }), "sql: ordered files of a folder; command: your own, by run-on."),
    folder: optional(workspacePath("migrations"), "Folder of the files."),
    order: optional(schemas/* enum */.k5n(["before", "after"], { error: "before or after" }), "Whether the database changes before the rollout or after it."),
    "lock-wait": optional(duration(), "How long to wait for another run that migrates."),
    "lock-timeout": optional(duration(1), "How long one statement may wait for a lock."),
    "statement-timeout": optional(duration(1), "How long one statement may run."),
    backup: optional(orOff(backup, "a map, e.g. { rds: shop-db, minimum-retention: 7d }, or off"), "Snapshot taken and awaited before anything is applied."),
    "run-on": optional(orOff(keys({ "ecs-task": optional(ecsTask, "A one-off ECS task; its exit code and logs come back.") }, "a map, e.g. { ecs-task: { task-definition: shop-migrate, commands: [[python, manage.py, migrate]] } }"), "a map with ecs-task, or off"), "Where the migration commands run instead of the runner."),
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-notify.js



const EXPECTED_WHEN = "a list of scheduled, completed, failed, rolled-back";
const schema_notify_common = {
    when: optional(schemas/* array */.YOg(schemas/* enum */.k5n(["scheduled", "completed", "failed", "rolled-back"], { error: EXPECTED_WHEN }), {
        error: EXPECTED_WHEN,
    }), "Occasions people are told."),
    required: optional(flag(), "Whether a message that cannot be sent fails the run."),
};
/** Where people are told. */
const notify = keys({
    slack: optional(orOff(keys({ channel: optional(template(), "Channel, for messages sent with a bot token."), ...schema_notify_common }), "a map, or off"), "Slack; the URL or token is an input of the action."),
    webhook: optional(orOff(keys({
        ...schema_notify_common,
        "oidc-audience": optional(plainText(), "Audience of the GitHub id token sent as bearer."),
    }), "a map, or off"), "A signed POST; URL and secret are inputs of the action."),
    comment: optional(orOff(keys(schema_notify_common), "a map, or off"), "A comment on the pull request of the commit."),
    values: optional(schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([template(), schemas/* array */.YOg(template())], { error: "a text or a list of texts" }), {
        error: "a map of names to texts or lists of texts",
    }), "Values for the templates: contact, impact, features …"),
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-preflight.js



const EXPECTED_TOOLS = 'a map of programs to version ranges, e.g. { kubectl: ">= 1.30" }';
const EXPECTED_RANGE = 'a version range in quotes, e.g. ">= 1.30", ">= 1.30 < 2" or "^24.1"';
const COMPARATOR = String.raw `(?:>=|<=|[<>=^~])?\s*v?\d+(?:\.(?:\d+|x|\*)){0,2}(?:-[0-9A-Za-z.-]+)?`;
const COMPARATORS = new RegExp(`^(?:\\*|${COMPARATOR}(?:\\s+${COMPARATOR})*)$`);
/** Comparators that must all hold, in alternatives divided by `||`. */
function readRange(text) {
    const isRange = text.split("||").every((alternative) => COMPARATORS.test(alternative.trim()));
    return isRange ? { ok: true, value: text } : { ok: false, expected: EXPECTED_RANGE };
}
/** What is asked before anything is touched. */
const preflight = keys({
    tools: optional(schemas/* record */.g1P(nameOf(/^[\w.+-]+$/, "the name of a program, e.g. kubectl"), parsedText(EXPECTED_RANGE, readRange), {
        error: EXPECTED_TOOLS,
    }), "Programs and the versions they may have."),
    variables: optional(variableNames(), "Names of variables that must be set and not empty."),
    "env-sample": optional(workspacePath(".env.sample"), "File that names every variable of the service: each must be set for the job, or be in the target's environment or secrets."),
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-rollout.js




const step = keys({
    weight: percent().check(schemas/* describe */.q0y("Share of the traffic for the candidate; 0% starts it without users.")),
    bake: optional(duration(), "How long the step has to hold."),
}, "a step, e.g. { weight: 25%, bake: 5m }");
const EXPECTED_STEPS = "a list of steps, e.g. [{ weight: 25%, bake: 5m }, { weight: 100% }]";
const EXPECTED_TRIGGERS = "a list of conditions, e.g. [3 consecutive failures, error-rate > 5%]";
/** How a release gets its traffic. */
const rollout = keys({
    strategy: optional(schemas/* enum */.k5n(["canary", "blue-green", "all-at-once"], { error: "canary, blue-green or all-at-once" }), "Usual steps by name; give either this or steps."),
    steps: optional(schemas/* array */.YOg(step, { error: EXPECTED_STEPS }).check(api/* _minLength */.m9(1, { error: EXPECTED_STEPS })), "Weights in order, strictly increasing, the last one 100%."),
    "driven-by": optional(schemas/* enum */.k5n(["steps", "engine"], { error: "steps or engine" }), "Who moves from step to step: the run itself, or the platform's own engine with its own steps."),
    "abort-when": optional(schemas/* array */.YOg(condition("error-rate > 5% or latency p95 > 200% of baseline", expectedTrigger), {
        error: EXPECTED_TRIGGERS,
    }), "Conditions that abort the rollout when they hold."),
    "min-requests": optional(wholeNumber(1), "Requests of the candidate before its rates and latencies count."),
    analysis: optional(analysis, "Compares the candidate with stable while both get traffic: on, off, or a map; off by default."),
    "on-inconclusive": optional(schemas/* enum */.k5n(["abort", "promote", "pause"], { error: "abort, promote or pause" }), "What a step ends in when its evidence is still unknown after bake and grace."),
    grace: optional(duration(), "How much longer than its bake a step waits for evidence."),
    interval: optional(duration(1), "Time between two looks."),
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-aws.js




const EXPECTED_CODE = 'the code of a release, e.g. { image: "…/shop:${release}" } or { bucket: builds, key: "shop/${release}.zip" }';
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const schema_aws_bucket = () => nameOf(BUCKET, "the name of a bucket, e.g. shop-builds");
/** A Lambda function behind an alias. */
const lambdaTarget = keys({
    platform: optional(schemas/* literal */.euz("aws-lambda"), "A Lambda function behind an alias."),
    region: region(),
    function: optional(nameOf(/^[\w-]{1,140}$/, "the name of a function: letters, digits, - and _, e.g. shop-api"), "Name of the function."),
    alias: optional(nameOf(/^(?!\d+$)[\w-]{1,128}$/, "the name of an alias: letters, digits, - and _, not only digits, e.g. live"), "Alias callers use; its weights are moved."),
    code: optional(schemas/* union */.KCZ([
        keys({ image: name_texts_image().check(schemas/* describe */.q0y("Image of a release.")) }),
        keys({
            bucket: schema_aws_bucket().check(schemas/* describe */.q0y("Bucket of the archives.")),
            key: releaseText(/^[^\s]+$/, 'a key that names the release, e.g. "shop/${release}.zip"').check(schemas/* describe */.q0y("Key of a release's archive.")),
        }),
    ], { error: EXPECTED_CODE }), "Code of a release: an image, or an archive in a bucket."),
    "ready-timeout": readyTimeout(),
    settle: settle(),
});
const EXPECTED_PREFIX = 'a prefix with ${release} once, without / around it, e.g. "releases/${release}"';
/** Releases are found again by their prefix, so that nothing but the release may differ in it. */
const sitePrefix = () => parsedText(EXPECTED_PREFIX, (text) => {
    const isOnce = text.split("${release}").length === 2 && !text.includes("${commit}");
    const read = readReleaseText(text, /^(?!\/)(?!.*(?:^|\/)\.*(?:\/|$))[A-Za-z0-9!_.*'()/-]{1,250}$/, EXPECTED_PREFIX);
    return isOnce || !read.ok ? read : { ok: false, expected: EXPECTED_PREFIX };
});
/** A static site in a bucket behind CloudFront. */
const staticSiteTarget = keys({
    platform: optional(schemas/* literal */.euz("aws-s3-cloudfront"), "A static site in a bucket behind CloudFront."),
    region: region(),
    bucket: optional(schema_aws_bucket(), "Bucket of the site."),
    distribution: optional(nameOf(/^[A-Za-z0-9]{1,32}$/, "the id of a CloudFront distribution, e.g. E2EXAMPLE51"), "Id of the distribution whose origin path is switched."),
    origin: optional(fixedText("the id of an origin"), "Origin that is switched; the only one on the bucket by default."),
    folder: optional(workspacePath("dist"), "Folder that is uploaded."),
    prefix: optional(sitePrefix(), "Prefix of a release in the bucket."),
    invalidate: optional(schemas/* array */.YOg(nameOf(/^\/\S*$/, "a path that begins with /, e.g. /*"), {
        error: 'a list of paths, e.g. ["/*"]',
    }), "Paths invalidated after a switch."),
    settle: optional(duration(1), "How long the distribution and an invalidation may take."),
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-haproxy.js



const EXPECTED_SERVERS = "the two servers releases take in turn, e.g. [{ name: blue, address: 127.0.0.1:9001 }, { name: green, address: 127.0.0.1:9002 }]";
const ADDRESS = /^(?:[\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/;
const server = keys({
    name: nameOf(/^[\w.:-]+$/, "the name of a server of the backend, e.g. blue").check(schemas/* describe */.q0y("Name of the server in the backend.")),
    address: nameOf(ADDRESS, "an address with a port, e.g. 127.0.0.1:9001").check(schemas/* describe */.q0y("Where the release on it is reached directly.")),
}, EXPECTED_SERVERS);
/** Two servers of an HAProxy backend. */
const haproxyTarget = keys({
    platform: optional(schemas/* literal */.euz("haproxy"), "Two servers of an HAProxy backend."),
    socket: optional(nameOf(/^\S+$/, "the path of the admin socket, or host:port, e.g. /run/haproxy/admin.sock"), "Admin socket of the runtime API: a path, or host:port."),
    backend: optional(nameOf(/^[\w.:-]+$/, "the name of a backend, e.g. shop"), "Backend of the two servers."),
    servers: optional(schemas/* array */.YOg(server, { error: EXPECTED_SERVERS })
        .check(api/* _minLength */.m9(2, { error: EXPECTED_SERVERS }), api/* _maxLength */.Eb(2, { error: EXPECTED_SERVERS })), "The two servers releases take in turn."),
    start: optional(argv(NAME_PLACEHOLDERS), "Makes RELEASE run on SERVER at ADDRESS."),
    stop: optional(argv(NAME_PLACEHOLDERS), "Ends what runs on SERVER."),
    version: optional(argv(NAME_PLACEHOLDERS), "Prints the version that runs on SERVER, or nothing."),
    ready: optional(nameOf(/^\/\S*$/, "a path that begins with /, e.g. /health"), "Path at a server's address that answers 2xx when the release there is ready."),
    "pass-env": optional(variableNames(), "Names of variables of the runner that the commands may see."),
    timeout: optional(duration(1), "Longest run of one command."),
    "ready-timeout": optional(duration(1), "How long a release may take to be ready."),
    drain: optional(duration(), "How long a server that lost its traffic may finish its requests."),
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-target.js







const EXPECTED_LISTEN = "a loopback address with a port, e.g. 127.0.0.1:8080";
const schema_target_LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\]):(\d{1,5})$/;
function readListen(text) {
    const port = Number(schema_target_LOOPBACK.exec(text)?.[1] ?? "0");
    return port >= 1 && port <= 65_535 ? { ok: true, value: text } : { ok: false, expected: EXPECTED_LISTEN };
}
const EXPECTED_READY = "a path that begins with /, e.g. /health";
const localTarget = keys({
    platform: optional(schemas/* literal */.euz("local"), "A supervisor on the machine that runs the workflow."),
    listen: optional(parsedText(EXPECTED_LISTEN, readListen), "Loopback host:port users reach."),
    state: optional(stateFolderPath("/var/lib/deploy-actions/shop"), "Folder of the supervisor's state; absolute where a checkout cleans the workspace."),
    command: optional(argv(LOCAL_PLACEHOLDERS), "The program of one release, one argument an item; ${release}, ${commit} and ${port} are replaced."),
    "pass-env": optional(variableNames(), "Names of variables of the runner that the release may see."),
    ready: optional(parsedText(EXPECTED_READY, (text) => /^\/[^\s]*$/.test(text) ? { ok: true, value: text } : { ok: false, expected: EXPECTED_READY }), "Path that answers 2xx when the release is ready."),
    "ready-timeout": optional(duration(1), "How long a release may take to be ready."),
    drain: optional(duration(), "How long a release that lost its traffic may finish its requests."),
});
const execTarget = keys({
    platform: optional(schemas/* literal */.euz("exec"), "Your own commands as the platform."),
    observe: optional(argv(), "Prints the traffic as one JSON object."),
    "set-weight": optional(argv(), "Gives the candidate WEIGHT per cent of the traffic."),
    promote: optional(argv(), "Makes the candidate the stable release."),
    abort: optional(argv(), "Takes the candidate away."),
    restore: optional(argv(), "Brings RELEASE back; without it this target cannot be rolled back."),
    "pass-env": optional(variableNames(), "Names of variables of the runner that the commands may see."),
    timeout: optional(duration(1), "Longest run of one command."),
    settle: optional(duration(), "How long a change may take to be seen by observe."),
    granularity: optional(wholeNumber(1, 100), "Smallest step of weight the commands can hold; 100 = all at once."),
});
/** Where a service runs. A block may say only part of it: what is required is asked of the merged environment. */
const target = schemas/* union */.KCZ([
    localTarget,
    execTarget,
    kubernetesTarget,
    helmTarget,
    ecsTarget,
    lambdaTarget,
    staticSiteTarget,
    haproxyTarget,
], { error: "a map, e.g. { platform: local, listen: 127.0.0.1:8080, command: [node, server.js] }" });

// EXTERNAL MODULE: ./node_modules/croner/dist/croner.js
var croner = __webpack_require__(55814);
;// CONCATENATED MODULE: ./packages/deploy-config/lib/window-texts.js


/** Five fields of cron; names of days and months allowed. */
function readCron(text) {
    const expected = 'five fields (minute hour day month weekday), e.g. "0 2 * * SUN"';
    try {
        new croner/* Cron */.l4(text, { mode: "5-part", paused: true, timezone: "UTC" });
        return { ok: true, value: text };
    }
    catch {
        return { ok: false, expected };
    }
}
/** An IANA time zone this runtime knows. */
function readZone(text) {
    const expected = "an IANA time zone, e.g. Europe/Berlin or UTC";
    // An offset such as +02:00 is a zone for Intl, but has no summer time: most who write it mean a place.
    if (!/^[A-Za-z]/.test(text))
        return { ok: false, expected };
    try {
        new Intl.DateTimeFormat("en", { timeZone: text });
        return { ok: true, value: text };
    }
    catch {
        return { ok: false, expected, nearest: (0,lib/* nearest */.pA)(text, Intl.supportedValuesOf("timeZone")) };
    }
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema.js













const rollback = keys({
    within: optional(duration(1), "From the trigger to verified; longer is recorded as a breach."),
    automatic: optional(flag(), "Whether the pipeline rolls back by itself when verification fails."),
});
const schema_window = keys({
    cron: parsedText('five fields, e.g. "0 2 * * SUN"', readCron).check(schemas/* describe */.q0y("When the window opens.")),
    for: duration(1).check(schemas/* describe */.q0y("How long it stays open.")),
    zone: optional(parsedText("an IANA time zone, e.g. Europe/Berlin", readZone), "Time zone of cron; UTC by default."),
}, 'a window, e.g. { cron: "0 2 * * SUN", for: 2h, zone: UTC }');
const EXPECTED_WINDOWS = 'a list of windows, e.g. [{ cron: "0 2 * * SUN", for: 2h, zone: UTC }]';
/** What `defaults` and each environment may say. Everything is optional: a block says only what differs. */
const schema_block = keys({
    target: optional(target, "Where the service runs."),
    credentials: optional(credentials, "What is signed in to, with GitHub's token instead of keys."),
    preflight: optional(orOff(preflight, 'a map, e.g. { tools: { kubectl: ">= 1.30" } }, or off'), "What is asked before anything is touched."),
    image: optional(schema_image_image, "The image of a release in its registry."),
    metrics: optional(metrics, "Who counts requests where the platform does not."),
    gates: optional(gates, "Questions to evidence about a release, by name."),
    quality_gates: optional(gates, "The same as gates."),
    migrate: optional(orOff(migrate, "a map, e.g. { folder: migrations }, or off"), "How the database is migrated."),
    rollout: optional(rollout, "How a release gets its traffic."),
    verify: optional(orOff(verify, "a map, e.g. { checks: [{ http: https://shop.example/health }] }, or off"), "What a healthy release has to show."),
    rollback: optional(rollback, "When and how fast a release is taken back."),
    notify: optional(notify, "Who is told."),
    windows: optional(schemas/* array */.YOg(schema_window, { error: EXPECTED_WINDOWS }), "When deploying is allowed; an empty list is always."),
}).check(schemas/* meta */.mIj({ id: "block" }));
const schema_EXPECTED_SERVICE = "a name of letters, digits, dots, dashes and underscores, e.g. shop";
/** Keys of the file around its blocks. */
const fileKeys = {
    version: schemas/* literal */.euz(1, { error: "1, the version of this schema" })
        .check(schemas/* describe */.q0y("Version of this schema.")),
    service: optional(parsedText(schema_EXPECTED_SERVICE, (text) => /^[A-Za-z0-9][\w.-]{0,99}$/.test(text)
        ? { ok: true, value: text }
        : { ok: false, expected: schema_EXPECTED_SERVICE }), "Name of the service in records and messages."),
};
const EXPECTED_ENVIRONMENT = "a name of 1 to 255 printable characters that does not begin or end with a space";
/** Names of environments: any name GitHub takes. */
const environmentName = parsedText(EXPECTED_ENVIRONMENT, (text) => /^(?!\s)[^\p{Cc}\p{Cf}]{1,255}(?<!\s)$/u.test(text)
    ? { ok: true, value: text }
    : { ok: false, expected: EXPECTED_ENVIRONMENT });
/** The whole file, as editors know it. */
const schema_policyFile = keys({
    ...fileKeys,
    defaults: optional(schemas/* union */.KCZ([schema_block, schemas/* null */.chJ()]), "What every environment starts from."),
    gates: optional(gates, "Gates of the defaults."),
    quality_gates: optional(gates, "The same as gates."),
    environments: optional(schemas/* record */.g1P(environmentName, schemas/* union */.KCZ([schema_block, schemas/* null */.chJ()])), "The environments by name; each says only what differs from the defaults."),
});

// EXTERNAL MODULE: ./node_modules/zod/v4/core/parse.js + 1 modules
var core_parse = __webpack_require__(23945);
;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-problems.js






/**
 * Holds a tree against a schema. Problems name the place of the very key or value; `prefix` is the path of the tree
 * in the words of the file. Where a key is a typo of a required one, the missing one is not a second problem.
 */
function check(schema, tree, prefix) {
    const result = core_parse/* safeParse */.xL(schema, toPlain(tree));
    if (result.success)
        return { ok: true, value: result.data };
    const converter = new Converter(tree, prefix);
    return {
        ok: false,
        problems: unknownKeysFirst(result.error.issues).flatMap((issue) => converter.convert(issue, [])),
    };
}
class Converter {
    #tree;
    #prefix;
    /** Per map: keys that a typo in it was probably meant to be. */
    #meant = new Set();
    constructor(tree, prefix) {
        this.#tree = tree;
        this.#prefix = prefix;
    }
    convert(issue, base) {
        const path = [
            ...base,
            ...issue.path.map((step) => (typeof step === "number" ? step : String(step))),
        ];
        if (issue.code === "unrecognized_keys")
            return issue.keys.map((key) => this.#unknownKey(path, key, issue.message));
        if (issue.code === "invalid_key")
            return [this.#badKey(path, issue.issues[0]?.message ?? "another name")];
        if (issue.code === "invalid_union") {
            const branch = this.#bestBranch(issue.errors, path);
            if (branch !== undefined) {
                return unknownKeysFirst(branch).flatMap((inner) => this.convert(inner, path));
            }
        }
        return this.#badValue(path, issue);
    }
    #unknownKey(path, key, known) {
        const candidates = known.split(", ");
        const near = (0,lib/* nearest */.pA)(key, candidates);
        if (near !== undefined)
            this.#meant.add(formatPath([...path, near]));
        const where = this.#where(path);
        const map = treeAt(this.#tree, path);
        const place = (map?.kind === "map" ? map.entries.get(key)?.key : undefined) ?? this.#placeOf(path);
        return problemAt(place, `the unknown key ${quoted(key)}${where === "" ? "" : ` in ${where}`}`, `one of ${known}`, near);
    }
    #badKey(path, expected) {
        const key = String(path.at(-1) ?? "");
        const map = treeAt(this.#tree, path.slice(0, -1));
        const place = (map?.kind === "map" ? map.entries.get(key)?.key : undefined) ?? this.#placeOf(path);
        return problemAt(place, `the key ${quoted(key)}`, expected);
    }
    #badValue(path, issue) {
        const value = treeAt(this.#tree, path);
        if (value === undefined) {
            if (this.#meant.has(formatPath(path)))
                return [];
            const where = this.#where(path.slice(0, -1));
            const read = `no ${quoted(String(path.at(-1)))}${where === "" ? "" : ` in ${where}`}`;
            return [problemAt(this.#placeOf(path.slice(0, -1)), read, issue.message)];
        }
        const where = this.#where(path);
        const read = `${describe(value)}${where === "" ? "" : ` for ${where}`}`;
        return [problemAt(value.place, read, issue.message, nearestValue(issue, value))];
    }
    /** The alternative the person meant: of the right type, and with the fewest mistakes; `undefined` when none is. */
    #bestBranch(branches, path) {
        const candidates = branches.filter((issues) => !issues.some(isWrongType));
        const value = treeAt(this.#tree, path);
        const platforms = candidates.flatMap((issues) => issues.filter((issue) => issue.code === "invalid_value" && issue.path.at(-1) === "platform"));
        if (value?.kind === "map" && candidates.length > 1 && platforms.length === candidates.length) {
            return [mergeValues(platforms)];
        }
        let best;
        for (const issues of candidates) {
            if (best === undefined || this.#cost(issues) < this.#cost(best))
                best = issues;
        }
        return best;
    }
    #cost(issues) {
        return issues.reduce((sum, issue) => {
            // Another platform is another map altogether; any other word may be a typo.
            if (issue.code === "invalid_value")
                return sum + (issue.path.at(-1) === "platform" ? 100 : 1);
            if (issue.code !== "unrecognized_keys")
                return sum + 1;
            const known = issue.message.split(", ");
            return sum + issue.keys.reduce((keys, key) => keys + ((0,lib/* nearest */.pA)(key, known) === undefined ? 3 : 1), 0);
        }, 0);
    }
    #where(path) {
        return formatPath([...this.#prefix, ...path]);
    }
    /** The place of the deepest part of a path that exists: for a map under a key, that key. */
    #placeOf(path) {
        for (let length = path.length; length > 0; length -= 1) {
            const parent = treeAt(this.#tree, path.slice(0, length - 1));
            const step = path[length - 1];
            if (parent?.kind === "map") {
                const entry = parent.entries.get(String(step));
                if (entry !== undefined)
                    return entry.key;
            }
            const item = treeAt(this.#tree, path.slice(0, length));
            if (item !== undefined)
                return item.place;
        }
        return this.#tree.place;
    }
}
/** Unknown keys explain what is missing. */
function unknownKeysFirst(issues) {
    const rank = (issue) => (issue.code === "unrecognized_keys" ? 0 : 1);
    return [...issues].sort((a, b) => rank(a) - rank(b));
}
/** Whether an alternative of a union was not even of the right type (its own `off` or list instead of a map). */
function isWrongType(issue) {
    if (issue.path.length > 0)
        return false;
    if (issue.code === "invalid_union")
        return issue.errors.every((branch) => branch.some(isWrongType));
    return issue.code === "invalid_type" || issue.code === "invalid_value";
}
/** A `platform` that fits no alternative: one problem with the words of all. */
function mergeValues(issues) {
    const values = issues.flatMap((issue) => (issue.code === "invalid_value" ? issue.values : []));
    return {
        code: "invalid_value",
        path: issues[0]?.path ?? [],
        values,
        message: anyOf(values.map(String)),
        input: undefined,
    };
}
function nearestValue(issue, value) {
    if (issue.code === "custom") {
        const hint = issue.params?.nearest;
        return typeof hint === "string" ? hint : undefined;
    }
    if (value.kind !== "scalar" || typeof value.value !== "string")
        return undefined;
    return (0,lib/* nearest */.pA)(value.value, wordsOf(issue));
}
/** The words that would have fit: those of the value, or of every alternative. */
function wordsOf(issue) {
    if (issue.code === "invalid_value")
        return issue.values.map(String);
    return issue.code === "invalid_union" ? issue.errors.flatMap((branch) => branch.flatMap(wordsOf)) : [];
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-at.js
/** The schemas a value at this path may have; empty when nothing can stand there. */
function schemasAt(schema, path) {
    const { def } = schema._zod;
    if (def.type === "optional")
        return schemasAt(def.innerType, path);
    if (def.type === "union")
        return def.options.flatMap((option) => schemasAt(option, path));
    const [step, ...rest] = path;
    if (step === undefined)
        return [schema];
    if (def.type === "array" && typeof step === "number")
        return schemasAt(def.element, rest);
    if (def.type === "record")
        return schemasAt(def.valueType, rest);
    if (def.type !== "object")
        return [];
    const inner = Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
    return inner === undefined ? [] : schemasAt(inner, rest);
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/secret-problems.js






const EXPECTED_NO_KEY = `no key in this file, since whoever reads it could use it: withdraw it, and use credentials (GitHub's token), an input of the action, or secret://<store>/… (${SECRET_STORES.join(", ")})`;
/** Keys that work for whoever reads them, anywhere in the text of a file, also in comments; never their values. */
function leakedKeys(source, file) {
    const found = findKeys(source);
    if (found.length === 0)
        return [];
    const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
    return found.map(({ what, offset }) => {
        const line = starts.findLastIndex((start) => start <= offset);
        return {
            file,
            line: line + 1,
            column: offset - (starts[line] ?? 0) + 1,
            read: what,
            expected: EXPECTED_NO_KEY,
        };
    });
}
/** Keys in the values of a tree that does not come from a file, or that are only seen once it is read. */
function leakedValues(tree, prefix) {
    return secret_problems_texts(tree, prefix).flatMap(({ text, place, path }) => findKeys(text).map(({ what }) => problemAt(place, `${what} for ${formatPath(path)}`, EXPECTED_NO_KEY)));
}
/** Where a reference may stand; `*` is any step. */
const PLACES = [
    ["metrics", "token"],
    ["verify", "checks", "*", "headers", "*"],
];
/** References to secrets where nobody would put the secret in; under a misspelt key nobody knows where that is. */
function misplacedReferences(block, prefix) {
    return secret_problems_texts(block, []).flatMap(({ text, place, path }) => mentionsSecret(text) &&
        !PLACES.some((allowed) => isAt(path, allowed)) &&
        schemasAt(schema_block, path).length > 0
        ? [
            problemAt(place, `${quoted(text)} for ${formatPath([...prefix, ...path])}`, "no reference here: secrets are only put into headers of checks and metrics.token"),
        ]
        : []);
}
function isAt(path, allowed) {
    return (path.length === allowed.length && allowed.every((step, index) => step === "*" || step === path[index]));
}
function secret_problems_texts(tree, path) {
    switch (tree.kind) {
        case "scalar":
            return typeof tree.value === "string" ? [{ text: tree.value, place: tree.place, path }] : [];
        case "list":
            return tree.items.flatMap((item, index) => secret_problems_texts(item, [...path, index]));
        case "map":
            return [...tree.entries].flatMap(([key, { value }]) => secret_problems_texts(value, [...path, key]));
    }
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/written-blocks.js





/** Each is checked with the defaults under it: without a bound a small file could keep a runner busy. */
const MAX_ENVIRONMENTS = 100;
/** `defaults`, with the gates of the top level as if they stood in there. */
function readDefaults(file) {
    const problems = [];
    const own = readBlock(file.entries.get("defaults"), "defaults", file.place, problems);
    const top = ["gates", "quality_gates"].flatMap((key) => file.entries.get(key) ?? []);
    const inside = ["gates", "quality_gates"].flatMap((key) => own.entries.get(key) ?? []);
    const [first, second] = [...top, ...inside];
    if (first !== undefined && second !== undefined && top.length > 0)
        problems.push(twice(second, first));
    const outer = top[0];
    const withGates = outer === undefined || inside.length > 0 ? own : withEntry(own, "gates", outer);
    // Merged over nothing, so that an `off` in the defaults means the same as not saying it.
    return { defaults: mergeBlocks(mapOf([], own.place), spellOut(withGates)), problems };
}
/** The environments by name, as written. */
function readEnvironments(file) {
    const entry = file.entries.get("environments");
    if (entry === undefined)
        return { environments: new Map(), problems: [] };
    if (entry.value.kind !== "map") {
        const problem = problemAt(entry.value.place, `${describe(entry.value)} for environments`, "a map of names to blocks, e.g. production: {}");
        return { environments: new Map(), problems: [problem] };
    }
    const problems = [];
    const environments = new Map();
    for (const [name, own] of entry.value.entries) {
        if (environments.size === MAX_ENVIRONMENTS) {
            problems.push(problemAt(own.key, "one environment more", `at most ${MAX_ENVIRONMENTS}`));
            break;
        }
        const named = core_parse/* safeParse */.xL(environmentName, name);
        if (!named.success) {
            const expected = named.error.issues[0]?.message ?? "another name";
            problems.push(problemAt(own.key, `the environment ${JSON.stringify(name)}`, expected));
        }
        const read = readBlock(own, `environments.${name}`, own.key, problems);
        environments.set(name, spellOut(withKind(read, "environment")));
    }
    return { environments, problems };
}
/** The map of a block; empty (and a problem) when it is something else, empty when nothing was written. */
function readBlock(entry, where, place, problems) {
    if (entry === undefined)
        return mapOf([], place);
    const { value } = entry;
    if (value.kind === "scalar" && value.value === null)
        return mapOf([], entry.key);
    if (value.kind !== "map") {
        problems.push(problemAt(value.place, `${describe(value)} for ${where}`, "a map, e.g. rollout: { strategy: canary }"));
        return mapOf([], entry.key);
    }
    const [gates, synonym] = [value.entries.get("gates"), value.entries.get("quality_gates")];
    if (gates !== undefined && synonym !== undefined)
        problems.push(twice(synonym, gates));
    // A missing part is reported where the block begins: at its name.
    return mapOf(value.entries, entry.key);
}
function twice(second, first) {
    return problemAt(second.key, "gates a second time (gates and quality_gates are the same)", `one of them; the first is in line ${first.key.line}`);
}
function withKind(tree, kind) {
    const place = { ...tree.place, kind };
    switch (tree.kind) {
        case "scalar":
            return { ...tree, place };
        case "list":
            return { ...tree, items: tree.items.map((item) => withKind(item, kind)), place };
        case "map":
            return mapOf([...tree.entries].map(([key, entry]) => [key, { key: { ...entry.key, kind }, value: withKind(entry.value, kind) }]), place);
    }
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/config.js
















/** Where the policy file is. */
const BASE_POLICY_FILE = ".github/deploy.yml";
/** The policy of a file; throws one `config` error that lists every problem, one a line with line and column. */
function parseDeployConfig(source, file) {
    const { config, problems } = analyse(source, file);
    if (problems.length > 0 || config === undefined)
        throw problemsError(problems, file);
    return config;
}
/** Every problem of a policy file in the order of the file, e.g. for annotations; empty when it is right. */
function findProblems(source, file) {
    return sortProblems(analyse(source, file).problems);
}
const anything = schemas/* optional */.lqM(schemas/* unknown */.L5J());
const outline = keys({ ...fileKeys, defaults: anything, gates: anything, quality_gates: anything, environments: anything }, "a map that begins with version: 1");
/** Of several readings the one with the fewest problems is what was meant. */
function analyse(source, file) {
    const [first, ...others] = readFile(source, file);
    const { config, problems } = others.reduce((best, reading) => {
        const analysis = analyseReading(reading, file);
        return analysis.problems.length < best.problems.length ? analysis : best;
    }, analyseReading(first, file));
    const leaks = leakedKeys(source, file);
    // An escaped text may hold what the file's own text does not show.
    const hidden = leaks.length > 0 || first.tree === undefined ? [] : leakedValues(first.tree, []);
    return { config, problems: [...problems, ...leaks, ...hidden] };
}
function analyseReading({ tree, problems: unreadable }, file) {
    if (tree === undefined)
        return { config: undefined, problems: unreadable };
    const problems = [...unreadable];
    const checked = check(outline, tree, []);
    if (!checked.ok)
        problems.push(...checked.problems);
    if (tree.kind !== "map")
        return { config: undefined, problems };
    const { defaults, problems: ofDefaults } = readDefaults(tree);
    const { environments, problems: ofEnvironments } = readEnvironments(tree);
    problems.push(...ofDefaults, ...ofEnvironments);
    const written = { service: tree.entries.get("service")?.value, defaults, environments };
    problems.push(...checkBlocks(written, tree));
    return { config: { file, environments: [...environments.keys()], written }, problems };
}
/** Each environment with the defaults under it, and the defaults alone for what every environment replaces. */
function checkBlocks(written, file) {
    const { defaults, environments, service } = written;
    const known = { service: textAt(service, []) };
    const problems = [...checkBlock(defaults, ["defaults"], known)];
    let deploys = isAboutDeploying(defaults);
    for (const [name, own] of environments) {
        const prefix = ["environments", name];
        const merged = mergeBlocks(defaults, own);
        deploys ||= isAboutDeploying(merged);
        problems.push(...checkBlock(merged, prefix, { ...known, environment: name }), ...checkWhole(merged, prefix, isAboutDeploying(merged)));
    }
    if (deploys && environments.size === 0) {
        problems.push(problemAt(file.place, 'no "environments"', "at least one, e.g. environments: { production: {} }"));
    }
    if (deploys && service === undefined && !hasTypoOf(file, "service")) {
        problems.push(problemAt(file.place, 'no "service"', "the name of what is deployed, e.g. service: shop"));
    }
    return problems;
}
/** Problems of a merged block that do not depend on whether it is complete. */
function checkBlock(merged, prefix, known) {
    const checked = check(schema_block, fillKnown(merged, known), prefix);
    const environment = String(prefix.at(-1) ?? "");
    return [
        ...(checked.ok ? [] : checked.problems),
        ...contradictions(withBuiltIns(merged, environment), prefix),
        ...misplacedReferences(merged, prefix),
    ];
}
/** Problems of a merged block that stands for a whole environment: what it lacks, and what does not go together. */
function checkWhole(merged, prefix, needsTarget) {
    return [...missingParts(merged, prefix, needsTarget), ...misfits(merged, prefix)];
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/json-schema.js


/** JSON Schema (draft 2020-12) of the policy file, for completion and hints in editors. The same on every run. */
function policyJsonSchema() {
    const schema = z.toJSONSchema(policyFile, { io: "input", target: "draft-2020-12" });
    const plain = JSON.parse(JSON.stringify(schema));
    return {
        ...plain,
        title: "deploy-actions policy",
        description: "The policy of a service: what must hold before, while and after a release is deployed.",
    };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/present-policy.js
/** The head of the rows of {@link formatValues}. */
const VALUE_HEADERS = ["setting", "value", "from"];
/** Rows for `plan`: path, value, and where it came from in words. */
function formatValues(values) {
    return values.map(({ path, value, origin }) => [path, value, formatOrigin(origin)]);
}
/** Where a value came from, e.g. `environment (.github/deploy.yml:12:5)`. */
function formatOrigin(origin) {
    switch (origin.kind) {
        case "built-in":
            return "built-in";
        case "input":
            return `input ${origin.place}`;
        case "defaults":
        case "environment":
            return `${origin.kind} (${origin.place})`;
    }
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/present.js

/** What the checks before have made sure of. */
function present(value, key) {
    if (value === undefined)
        throw new lib/* ActionError */.lZ("internal", `"${key}" is missing in a policy that was checked`);
    return value;
}
/** The section, unless it is switched off. */
function unlessOff(value) {
    return value === "off" ? undefined : value;
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/decode-analysis.js


/** Values of a gauge differ between instances of one release too. */
const ALLOWED_RATIO = 1.25;
/** The analysis of a complete block; `undefined` when there is none. */
function decodeAnalysis(written) {
    if (written === undefined || written === "off")
        return undefined;
    if (written === "on")
        throw new lib/* ActionError */.lZ("internal", "An analysis was not spelled out before decoding");
    const share = (percent, key) => present(percent, key) / 100;
    return {
        metrics: present(written.metrics, "metrics").map(decodeMetric),
        alpha: share(written.alpha, "alpha"),
        beta: share(written.beta, "beta"),
        tolerance: present(written.tolerance, "tolerance"),
        regression: present(written.regression, "regression"),
        margin: share(written.margin, "margin"),
        burstMs: present(written.burst, "burst"),
        historyMs: present(written.history, "history"),
        minRequests: present(written["min-requests"], "min-requests"),
        warmUpMs: present(written["warm-up"], "warm-up"),
        zeroRequestsMs: present(written["zero-requests"], "zero-requests"),
        livenessMs: present(written.liveness, "liveness"),
        minBakeMs: present(written["min-bake"], "min-bake"),
        earlyPromotion: present(written["early-promotion"], "early-promotion"),
    };
}
function decodeMetric(written) {
    if (typeof written === "string")
        return { kind: written, name: written, weight: 1, critical: true };
    if ("gauge" in written) {
        const { gauge: name, direction = "increase", weight = 1, critical = false } = written;
        return {
            kind: "gauge",
            name,
            weight,
            critical,
            direction,
            allowedRatio: written["allowed-ratio"] ?? ALLOWED_RATIO,
        };
    }
    const { metric: kind, weight = 1, critical = true, tolerance, regression, bounds } = written;
    return {
        kind,
        name: kind,
        weight,
        critical,
        ...(tolerance === undefined ? {} : { tolerance }),
        ...(regression === undefined ? {} : { regression }),
        ...(bounds === undefined ? {} : { boundsMs: bounds }),
    };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/decode-checks.js


const VERSION = { from: "auto", consecutive: 3 };
/** The checks of a complete block. */
function decodeChecks(checks, fill) {
    return checks.map((check) => {
        const common = {
            timeoutMs: present(check.timeout, "timeout"),
            critical: present(check.critical, "critical"),
        };
        if ("http" in check)
            return decodeHttp(check, fill, common);
        const name = check.name ?? commandName(check.command);
        return { kind: "command", name: fill(name), argv: check.command.map(fill), ...common };
    });
}
function decodeHttp(check, fill, common) {
    const method = present(check.method, "method");
    return {
        kind: "http",
        name: fill(check.name ?? urlName(check.http, method)),
        url: fill(check.http),
        method,
        headers: fillValues(check.headers, fill),
        body: check.body === undefined ? undefined : fill(check.body),
        status: ranges(present(check.status, "status")),
        expectHeaders: Object.fromEntries(Object.entries(fillValues(check["expect-header"], fill)).map(([name, text]) => [
            name.toLowerCase(),
            text,
        ])),
        contains: check.contains === undefined ? undefined : fill(check.contains),
        json: Object.entries(check.json ?? {}).map(([path, value]) => ({
            path,
            expect: decodeExpectation(value, fill),
        })),
        version: decodeVersion(check.version, fill),
        latency: check.latency,
        followRedirects: present(check["follow-redirects"], "follow-redirects"),
        ...common,
    };
}
/** One status or several as a list. */
function ranges(status) {
    return "from" in status ? [status] : status;
}
function decodeExpectation(value, fill) {
    if (typeof value !== "object" || value === null)
        return { equals: value };
    if ("condition" in value || typeof value.equals !== "string")
        return value;
    return { equals: fill(value.equals) };
}
function decodeVersion(version, fill) {
    if (version === undefined)
        return undefined;
    if (typeof version === "string")
        return { expected: fill(version), ...VERSION };
    return {
        expected: fill(version.expected),
        from: version.from ?? VERSION.from,
        consecutive: version.consecutive ?? VERSION.consecutive,
    };
}
function fillValues(texts, fill) {
    return Object.fromEntries(Object.entries(texts ?? {}).map(([name, text]) => [name, fill(text)]));
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/decode-credentials.js

/** What a complete block signs in to. */
function decodeSignIns(credentials) {
    const aws = unlessOff(credentials?.aws);
    const azure = unlessOff(credentials?.azure);
    const gcp = unlessOff(credentials?.gcp);
    const vault = unlessOff(credentials?.vault);
    return {
        aws: aws && decodeAws(aws),
        azure: azure && decodeAzure(azure),
        gcp: gcp && decodeGoogle(gcp),
        vault: vault && decodeVault(vault),
    };
}
function decodeAws(aws) {
    return {
        role: aws.role,
        region: aws.region,
        chain: aws.chain ?? [],
        sessionName: aws["session-name"],
        durationMs: present(aws.duration, "duration"),
        audience: present(aws.audience, "audience"),
    };
}
function decodeAzure(azure) {
    return {
        tenant: present(azure.tenant, "tenant"),
        client: present(azure.client, "client"),
        audience: present(azure.audience, "audience"),
        authority: azure.authority,
    };
}
function decodeGoogle(gcp) {
    return {
        provider: present(gcp.provider, "provider"),
        serviceAccount: gcp["service-account"],
        audience: gcp.audience,
    };
}
function decodeVault(vault) {
    return {
        url: present(vault.url, "url"),
        role: present(vault.role, "role"),
        mount: present(vault.mount, "mount"),
        namespace: vault.namespace,
        audience: present(vault.audience, "audience"),
    };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/decode-evidence.js


/** What a complete block asks before anything is touched. */
function decodePreflight(written) {
    const preflight = unlessOff(written);
    return {
        tools: preflight?.tools ?? {},
        variables: preflight?.variables ?? [],
        envSample: preflight?.["env-sample"],
    };
}
/** The image of a complete block. */
function decodeImage(written) {
    if (written === undefined || written === "off")
        return undefined;
    if (typeof written === "string")
        throw new lib/* ActionError */.lZ("internal", "An image was not spelled out before decoding");
    return {
        reference: present(written.reference, "reference"),
        tag: written.tag,
        scan: written.scan,
        noSecrets: present(written["no-secrets"], "no-secrets"),
        promoteTo: written["promote-to"],
    };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/decode-metrics.js


/** Who counts in a complete block. */
function decodeMetrics(written) {
    const metrics = unlessOff(written);
    if (metrics === undefined)
        return undefined;
    if ("prometheus" in metrics) {
        return {
            source: "prometheus",
            url: present(metrics.prometheus, "prometheus"),
            template: metrics.template,
            requests: metrics.requests,
            errors: metrics.errors,
            latency: metrics.latency,
            gauges: metrics.gauges,
            token: metrics.token,
            ingestDelayMs: present(metrics["ingest-delay"], "ingest-delay"),
            timeoutMs: present(metrics.timeout, "timeout"),
        };
    }
    if ("json" in metrics) {
        return {
            source: "json",
            url: present(metrics.json, "json"),
            requests: present(metrics.requests, "requests"),
            errors: present(metrics.errors, "errors"),
            latency: metrics.latency,
            users: metrics.users,
            epoch: metrics.epoch,
            version: metrics.version,
            gauges: metrics.gauges,
            token: metrics.token,
            timeoutMs: present(metrics.timeout, "timeout"),
        };
    }
    if ("synthetic" in metrics) {
        return {
            source: "synthetic",
            url: present(metrics.synthetic, "synthetic"),
            candidate: metrics.candidate,
            stable: metrics.stable,
            perSecond: present(metrics.rate, "rate"),
            timeoutMs: present(metrics.timeout, "timeout"),
            status: ranges(present(metrics.status, "status")),
            version: metrics.version,
        };
    }
    const cloudwatch = "cloudwatch" in metrics ? metrics : {};
    return {
        source: "cloudwatch",
        region: typeof cloudwatch.cloudwatch === "string" ? cloudwatch.cloudwatch : undefined,
        loadBalancer: cloudwatch["load-balancer"],
        alarms: cloudwatch.alarms ?? [],
        ingestDelayMs: present(cloudwatch["ingest-delay"], "ingest-delay"),
    };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/decode-migrate.js

/** How the database is migrated, in a complete block. */
function decodeMigrate(written, fill) {
    const migrate = unlessOff(written);
    if (migrate === undefined)
        return undefined;
    const backup = unlessOff(migrate.backup);
    const task = unlessOff(migrate["run-on"])?.["ecs-task"];
    return {
        engine: present(migrate.engine, "engine"),
        folder: task === undefined ? fill(present(migrate.folder, "folder")) : "",
        order: present(migrate.order, "order"),
        lockWaitMs: present(migrate["lock-wait"], "lock-wait"),
        lockTimeoutMs: present(migrate["lock-timeout"], "lock-timeout"),
        statementTimeoutMs: present(migrate["statement-timeout"], "statement-timeout"),
        backup: backup && decodeBackup(backup),
        runOn: task && decodeTask(task),
    };
}
function decodeBackup(backup) {
    return {
        rds: present(backup.rds, "rds"),
        kind: present(backup.kind, "kind"),
        region: backup.region,
        minimumRetentionDays: present(backup["minimum-retention"], "minimum-retention"),
        timeoutMs: present(backup.timeout, "timeout"),
    };
}
function decodeTask(task) {
    return {
        region: task.region,
        cluster: present(task.cluster, "cluster"),
        taskDefinition: present(task["task-definition"], "task-definition"),
        container: task.container,
        image: task.image,
        commands: present(task.commands, "commands"),
        subnets: present(task.subnets, "subnets"),
        securityGroups: present(task["security-groups"], "security-groups"),
        assignPublicIp: present(task["assign-public-ip"], "assign-public-ip"),
        timeoutMs: present(task.timeout, "timeout"),
    };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/decode-aws.js

/** The ECS target of a complete block. */
function decodeEcs(target) {
    return {
        platform: "aws-ecs",
        region: target.region,
        cluster: present(target.cluster, "cluster"),
        services: present(target.services, "services").map(decodeService),
        image: target.image,
        environment: present(target.environment, "environment"),
        secrets: present(target.secrets, "secrets"),
        route: decodeRoute(present(target.route, "route")),
        readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
        settleMs: present(target.settle, "settle"),
    };
}
function decodeService(service) {
    const { name, container, image, wave, singleton } = typeof service === "string" ? { name: service } : service;
    return { name, container, image, wave: wave ?? 1, singleton: singleton ?? false };
}
function decodeRoute(route) {
    if (route === "rolling")
        return { kind: "rolling" };
    if ("native" in route)
        return { kind: "native", strategy: route.native, stepPercent: route.step };
    const groups = route["target-groups"];
    return {
        kind: "target-groups",
        listener: present(groups.listener, "listener"),
        stable: present(groups.stable, "stable"),
        candidate: present(groups.candidate, "candidate"),
        candidateService: present(groups["candidate-service"], "candidate-service"),
    };
}
/** The Lambda target of a complete block. */
function decodeLambda(target) {
    return {
        platform: "aws-lambda",
        region: target.region,
        function: present(target.function, "function"),
        alias: present(target.alias, "alias"),
        code: present(target.code, "code"),
        readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
        settleMs: present(target.settle, "settle"),
    };
}
/** The static site of a complete block. */
function decodeStaticSite(target) {
    return {
        platform: "aws-s3-cloudfront",
        region: target.region,
        bucket: present(target.bucket, "bucket"),
        distribution: present(target.distribution, "distribution"),
        origin: target.origin,
        folder: present(target.folder, "folder"),
        prefix: present(target.prefix, "prefix"),
        invalidate: present(target.invalidate, "invalidate"),
        settleMs: present(target.settle, "settle"),
    };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/decode-kubernetes.js

/** The Kubernetes target of a complete block. */
function decodeKubernetes(target) {
    return {
        platform: "kubernetes",
        access: decodeAccess(present(target.access, "access")),
        namespace: present(target.namespace, "namespace"),
        workload: present(target.workload, "workload"),
        candidateWorkload: target["candidate-workload"],
        container: target.container,
        image: target.image,
        route: decode_kubernetes_decodeRoute(target),
        services: target.services,
        header: target.header,
        mirror: present(target.mirror, "mirror"),
        manifests: present(target.manifests, "manifests"),
        readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
        settleMs: present(target.settle, "settle"),
        drainMs: present(target.drain, "drain"),
    };
}
/** Where an engine moves the traffic, this project's route is nobody. */
function decode_kubernetes_decodeRoute({ route = { kind: "rolling" }, preview }) {
    return route.kind === "service" ? { ...route, preview } : route;
}
function decodeAccess(access) {
    if (access === "kubeconfig")
        return { kind: "kubeconfig", path: undefined, context: undefined };
    if (access === "in-cluster")
        return { kind: "in-cluster" };
    const { eks, aks, gke, region } = access;
    if (eks !== undefined)
        return { kind: "eks", cluster: eks, region };
    if (aks !== undefined)
        return { kind: "aks", cluster: aks };
    if (gke !== undefined)
        return { kind: "gke", cluster: gke };
    return { kind: "kubeconfig", path: access.kubeconfig, context: access.context };
}
/** The Helm target of a complete block. */
function decodeHelm(target) {
    return {
        platform: "helm",
        access: decodeAccess(present(target.access, "access")),
        namespace: present(target.namespace, "namespace"),
        release: present(target.release, "release"),
        chart: present(target.chart, "chart"),
        chartVersion: target["chart-version"],
        values: present(target.values, "values"),
        set: present(target.set, "set"),
        readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
    };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/decode-target.js




/**
 * The target of a complete block. `${environment}` and `${service}` are filled in already, except in the commands of
 * `local` and `exec`; what is replaced for each release is left alone.
 */
function decodeTarget(target, fill) {
    switch (target.platform) {
        case "local":
            return decodeLocal(target, fill);
        case "exec":
            return decodeExec(target, fill);
        case "kubernetes":
            return decodeKubernetes(target);
        case "helm":
            return decodeHelm(target);
        case "aws-ecs":
            return decodeEcs(target);
        case "aws-lambda":
            return decodeLambda(target);
        case "aws-s3-cloudfront":
            return decodeStaticSite(target);
        case "haproxy":
            return decodeHaproxy(target);
        case undefined:
            throw new lib/* ActionError */.lZ("internal", "A target without a platform was decoded");
        default:
            return (0,lib/* assertNever */.xb)(target);
    }
}
function decodeLocal(target, fill) {
    return {
        platform: "local",
        listen: present(target.listen, "listen"),
        state: fill(present(target.state, "state")),
        command: present(target.command, "command").map(fill),
        passEnv: present(target["pass-env"], "pass-env"),
        ready: present(target.ready, "ready"),
        readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
        drainMs: present(target.drain, "drain"),
    };
}
function decodeExec(target, fill) {
    return {
        platform: "exec",
        observe: present(target.observe, "observe").map(fill),
        setWeight: present(target["set-weight"], "set-weight").map(fill),
        promote: present(target.promote, "promote").map(fill),
        abort: present(target.abort, "abort").map(fill),
        restore: target.restore?.map(fill),
        passEnv: present(target["pass-env"], "pass-env"),
        timeoutMs: present(target.timeout, "timeout"),
        settleMs: present(target.settle, "settle"),
        granularity: present(target.granularity, "granularity"),
    };
}
function decodeHaproxy(target) {
    const [first, second] = present(target.servers, "servers");
    return {
        platform: "haproxy",
        socket: present(target.socket, "socket"),
        backend: present(target.backend, "backend"),
        servers: [present(first, "servers[0]"), present(second, "servers[1]")],
        start: present(target.start, "start"),
        stop: present(target.stop, "stop"),
        version: present(target.version, "version"),
        ready: present(target.ready, "ready"),
        passEnv: present(target["pass-env"], "pass-env"),
        timeoutMs: present(target.timeout, "timeout"),
        readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
        drainMs: present(target.drain, "drain"),
    };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/decode.js










/**
 * A complete block (defaults, environment, overrides and built-in values merged, without problems) as a policy.
 * `${environment}` and `${service}` are replaced here; the rest waits for `substitute`.
 */
function decodePolicy(block, service, environment) {
    const fill = (text) => replaceSome(text, { environment, service });
    return {
        service,
        environment,
        signIns: decodeSignIns(block.credentials),
        preflight: decodePreflight(block.preflight),
        image: decodeImage(block.image),
        metrics: decodeMetrics(block.metrics),
        target: decodeTarget(present(block.target, "target"), fill),
        gates: decodeGates(block, fill),
        migrate: decodeMigrate(block.migrate, fill),
        rollout: decodeRollout(present(block.rollout, "rollout")),
        verify: decodeVerify(block.verify, fill),
        rollback: decodeRollback(block.rollback),
        notify: decodeNotify(block.notify, fill),
        windows: (block.windows ?? []).map((window) => ({
            cron: window.cron,
            forMs: window.for,
            zone: present(window.zone, "zone"),
        })),
    };
}
/** The gates of a complete block. */
function decodeGates(block, fill) {
    return Object.entries(block.gates ?? {}).flatMap(([name, gate]) => {
        if (gate === "off")
            return [];
        if (isCondition(gate))
            throw notSpelledOut(name);
        if ("run" in gate && gate.run !== undefined) {
            return [
                {
                    name,
                    kind: "command",
                    require: undefined,
                    reports: [],
                    expectFiles: 1,
                    run: gate.run.map(fill),
                    timeoutMs: present(gate.timeout, "timeout"),
                },
            ];
        }
        if (!("require" in gate))
            throw notSpelledOut(name);
        const reports = present(gate.reports, "reports");
        return [
            {
                name,
                kind: present(gate.kind, "kind"),
                require: present(gate.require, "require"),
                reports: (typeof reports === "string" ? [reports] : reports).map(fill),
                expectFiles: present(gate["expect-files"], "expect-files"),
                run: [],
                timeoutMs: READ_TIMEOUT_MS,
            },
        ];
    });
}
/** Reading reports has no time of its own in the file; this only bounds a stuck disk. */
const READ_TIMEOUT_MS = 600_000;
function isCondition(gate) {
    return "text" in gate;
}
function notSpelledOut(name) {
    return new lib/* ActionError */.lZ("internal", `Gate ${JSON.stringify(name)} was not spelled out before decoding`);
}
function decodeRollout(rollout) {
    return {
        steps: present(rollout.steps, "steps").map((step) => ({ weight: step.weight, bakeMs: step.bake ?? 0 })),
        abortWhen: present(rollout["abort-when"], "abort-when").map((condition) => ({
            name: condition.text,
            condition,
        })),
        minRequests: present(rollout["min-requests"], "min-requests"),
        onInconclusive: present(rollout["on-inconclusive"], "on-inconclusive"),
        graceMs: present(rollout.grace, "grace"),
        intervalMs: present(rollout.interval, "interval"),
        drivenBy: present(rollout["driven-by"], "driven-by"),
        analysis: decodeAnalysis(rollout.analysis),
    };
}
function decodeVerify(verify, fill) {
    if (verify === undefined || verify === "off")
        return undefined;
    return {
        checks: decodeChecks(present(verify.checks, "checks"), fill),
        forMs: present(verify.for, "for"),
        intervalMs: present(verify.interval, "interval"),
        settleMs: present(verify.settle, "settle"),
        maxConsecutiveFailures: present(verify["max-consecutive-failures"], "max-consecutive-failures"),
        errorRate: verify["error-rate"],
        latency: verify.latency,
    };
}
function decodeRollback(rollback) {
    return { withinMs: rollback?.within, automatic: present(rollback?.automatic, "automatic") };
}
function decodeNotify(notify, fill) {
    const slack = unlessOff(notify?.slack);
    const webhook = unlessOff(notify?.webhook);
    const comment = unlessOff(notify?.comment);
    return {
        slack: slack && {
            channel: slack.channel === undefined ? undefined : fill(slack.channel),
            ...occasions(slack),
        },
        webhook: webhook && { ...occasions(webhook), oidcAudience: webhook["oidc-audience"] },
        comment: comment && occasions(comment),
        values: Object.fromEntries(Object.entries(notify?.values ?? {}).map(([name, value]) => [
            name,
            (typeof value === "string" ? [value] : value).map(fill),
        ])),
    };
}
function occasions(channel) {
    return { when: present(channel.when, "when"), required: present(channel.required, "required") };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/effective-values.js


/** Every value of a complete block in the words of the file, with where it came from. */
function listValues(service, block) {
    const order = Object.keys(schema_block.shape);
    const sections = [...block.entries].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    return [
        ...(service === undefined ? [] : rows(service, ["service"])),
        ...sections.flatMap(([key, { value }]) => rows(value, [key])),
    ];
}
function rows(tree, path) {
    if (tree.kind === "map" && tree.entries.size > 0) {
        return [...tree.entries].flatMap(([key, { value }]) => rows(value, [...path, key]));
    }
    if (tree.kind === "list" && tree.items.some((item) => item.kind !== "scalar") && !isShort(tree)) {
        return tree.items.flatMap((item, index) => rows(item, [...path, index]));
    }
    return path.length === 0
        ? []
        : [{ path: formatPath(path), value: flow(tree), origin: originOf(tree.place) }];
}
/** A list of small maps from one place, as steps are, reads best on one line. */
function isShort(tree) {
    return flow(tree).length <= 160 && hasOneOrigin(tree, tree.place.kind);
}
function hasOneOrigin(tree, kind) {
    if (tree.place.kind !== kind)
        return false;
    if (tree.kind === "list")
        return tree.items.every((item) => hasOneOrigin(item, kind));
    if (tree.kind === "map")
        return [...tree.entries.values()].every(({ value }) => hasOneOrigin(value, kind));
    return true;
}
/** The value on one line, as YAML would take it. */
function flow(tree) {
    switch (tree.kind) {
        case "list":
            return `[${tree.items.map(flow).join(", ")}]`;
        case "map":
            return tree.entries.size === 0
                ? "{}"
                : `{ ${[...tree.entries].map(([key, { value }]) => `${scalar(key)}: ${flow(value)}`).join(", ")} }`;
        case "scalar":
            return typeof tree.value === "string" ? scalar(tree.value) : String(tree.value);
    }
}
/** Plain where YAML reads the same text back inside `[…]`, else in quotes. */
function scalar(text) {
    const isPlain = /^[\p{L}\d./$_~-][^\p{Cc}{}[\],#:"'\\]*(?:[:#][^\s\p{Cc}{}[\],#:"'\\]+)*$/u.test(text) &&
        text === text.trim() &&
        !/^(?:true|false|null|~|-.*\s.*|[-+.\d][\d.eE+_xo-]*)$/i.test(text);
    return isPlain ? text : JSON.stringify(text);
}
function originOf(place) {
    const parts = [place.source, place.line, place.column].filter((part) => part !== undefined);
    return { kind: place.kind, place: parts.join(":") };
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/overrides.js






const root = schemas/* strictObject */.rej({ ...fileKeys, ...schema_block.shape });
/** The overrides as a block of their own, and the service when it is one of them. */
function readOverrides(overrides) {
    let tree = mapOf([], { kind: "input", source: "" });
    for (const [path, { value, place: source }] of Object.entries(overrides)) {
        if (value === undefined)
            continue;
        const place = { kind: "input", source };
        const steps = path
            .split(".")
            .map((step, index) => (index === 0 && step === "quality_gates" ? "gates" : step));
        tree = put(tree, steps, typed(value, steps, place), place);
    }
    const service = tree.entries.get("service")?.value;
    return { block: spellOut(withEntry(tree, "service", undefined)), service };
}
/**
 * A text that cannot stand there as a text is read as YAML: `50`, `true`, `[{ weight: 100% }]`; so is one that reads as
 * a list or map where one may stand.
 */
function typed(value, steps, place) {
    const text = fromPlain(value, place);
    if (typeof value !== "string")
        return text;
    const schemas = schemasAt(root, steps);
    const fits = (candidate) => schemas.some((schema) => core_parse/* safeParse */.xL(schema, candidate).success);
    const [{ tree, problems }] = readFile(value, place.source);
    if (schemas.length === 0 || tree === undefined || problems.length > 0)
        return text;
    const plain = toPlain(tree);
    const isText = fits(value) && (tree.kind === "scalar" || !fits(plain));
    return isText ? text : fromPlain(plain, place);
}
function put(tree, steps, value, place) {
    const [step = "", ...rest] = steps;
    if (rest.length === 0)
        return withEntry(tree, step, { key: place, value });
    const inner = put(mapAt(tree, [step]) ?? mapOf([], place), rest, value, place);
    return withEntry(tree, step, { key: place, value: inner });
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/resolve.js














/**
 * The policy of one environment: built-in values, `defaults`, the environment and the overrides, each over the one
 * before. Throws `config` for an unknown environment or a missing part, `input` when only overrides are wrong.
 */
function resolvePolicy(config, environment, overrides = {}) {
    const merged = mergeEnvironment(config, environment, overrides);
    const prefix = ["environments", environment];
    const problems = checkWhole(merged.block, prefix, true);
    const complete = finish(config, merged, prefix, problems);
    if (complete.service === "") {
        throw problemsError([problemAt(merged.block.place, 'no "service" in the file', "its name, e.g. service: shop")], config.file);
    }
    return { policy: decodePolicy(complete.block, complete.service, environment), values: complete.values };
}
/**
 * The gates of one environment, or of the defaults when it is `undefined`. Unlike `resolvePolicy` it does not ask for
 * a target or a service.
 */
function resolveGates(config, environment, overrides = {}) {
    const merged = environment === undefined
        ? overlay(config.written.defaults, config.written.service, overrides)
        : mergeEnvironment(config, environment, overrides);
    const prefix = environment === undefined ? ["defaults"] : ["environments", environment];
    const { block: complete, service, values } = finish(config, merged, prefix, []);
    const known = { service, ...(environment === undefined ? {} : { environment }) };
    return {
        gates: decodeGates(complete, (text) => replaceSome(text, known)),
        values: values.filter(({ path }) => path.startsWith("gates.")),
    };
}
function mergeEnvironment(config, environment, overrides) {
    const own = config.written.environments.get(environment);
    if (own === undefined)
        throw unknownEnvironment(config, environment);
    return overlay(mergeBlocks(config.written.defaults, own), config.written.service, overrides);
}
function overlay(written, service, overrides) {
    const upper = readOverrides(overrides);
    const merged = mergeBlocks(written, upper.block);
    // What is missing is missing in the file, whatever the inputs say.
    return {
        block: mapOf(merged.entries, written.place),
        leaks: leakedValues(upper.block, []),
        service: upper.service ?? service,
    };
}
function finish(config, merged, prefix, missing) {
    const full = withBuiltIns(merged.block, String(prefix.at(-1)));
    const known = {
        service: textAt(merged.service, []),
        environment: prefix[0] === "environments" ? String(prefix[1]) : undefined,
    };
    const checked = check(schema_block, fillKnown(full, known), prefix);
    const problems = [...missing, ...checkBlock(merged.block, prefix, known), ...merged.leaks];
    const service = merged.service === undefined ? undefined : check(fileKeys.service, merged.service, ["service"]);
    if (service?.ok === false)
        problems.push(...service.problems);
    if (problems.length > 0)
        throw problemsError(problems, config.file);
    if (!checked.ok)
        throw problemsError(checked.problems, config.file);
    return {
        block: checked.value,
        service: service?.ok === true ? (service.value ?? "") : "",
        values: listValues(merged.service, full),
    };
}
function unknownEnvironment(config, environment) {
    const known = config.environments;
    const near = (0,lib/* nearest */.pA)(environment, known);
    const list = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
    return new lib/* ActionError */.lZ("config", `${config.file} has no environment ${quoted(environment)}: ${list}.`, {
        hint: near === undefined
            ? `Add it under "environments" (an empty entry takes the defaults), or name one of the others.`
            : `Did you mean "${near}"?`,
    });
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/secrets.js

/** The references to secrets a policy holds, each once. They are in headers of checks and in the token of metrics. */
function secretReferences(policy) {
    const { metrics, verify } = policy;
    const texts = [
        ...(metrics !== undefined && "token" in metrics && metrics.token !== undefined ? [metrics.token] : []),
        ...(verify?.checks ?? []).flatMap((check) => (check.kind === "http" ? Object.values(check.headers) : [])),
    ];
    return [...new Set(texts.flatMap((text) => secretReferenceIn(text) ?? []))];
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/substitute.js



/**
 * The policy with `${release}`, `${commit}`, `${environment}` and `${service}` replaced in commands, checks, paths and
 * messages; percent-encoded in URLs, `$${` becomes `${`. An argument stays one argument whatever comes in.
 *
 * The command of a local target, and images, prefixes, code and set values of the others are left alone: the platform
 * replaces `${release}`, `${commit}` (and `${port}`) for each release it starts, also for an earlier one that comes back.
 *
 * Throws `input` for a value that holds a reference to a secret: only the policy file may ask for one.
 */
function substitute(policy, substitutions) {
    const values = {
        environment: policy.environment,
        service: policy.service,
        ...definedOnly(substitutions),
    };
    for (const [name, value] of Object.entries(values)) {
        if (value === undefined || !mentionsSecret(value))
            continue;
        throw new lib/* ActionError */.lZ("input", `The ${name} is "${(0,lib/* printable */.g$)(value)}", which is a reference to a secret.`, {
            hint: "References stand in the policy file; no other text is looked up.",
        });
    }
    const replace = (text, encoding) => replacePlaceholders(text, values, encoding);
    const { image, migrate, verify, notify } = policy;
    return {
        ...policy,
        target: inTarget(policy.target, replace),
        gates: policy.gates.map((gate) => inGate(gate, replace)),
        image: image && {
            ...image,
            reference: replace(image.reference),
            promoteTo: image.promoteTo === undefined ? undefined : replace(image.promoteTo),
        },
        migrate: migrate && inMigrate(migrate, replace),
        verify: verify && { ...verify, checks: verify.checks.map((check) => inCheck(check, replace)) },
        notify: {
            ...notify,
            slack: notify.slack && {
                ...notify.slack,
                channel: notify.slack.channel === undefined ? undefined : replace(notify.slack.channel),
            },
            values: mapValues(notify.values, (lines) => lines.map((line) => replace(line))),
        },
    };
}
function inTarget(target, replace) {
    const all = (argv) => argv.map((argument) => replace(argument));
    if (target.platform === "local")
        return { ...target, state: replace(target.state) };
    if (target.platform === "haproxy") {
        return { ...target, start: all(target.start), stop: all(target.stop), version: all(target.version) };
    }
    if (target.platform !== "exec")
        return target;
    return {
        ...target,
        observe: all(target.observe),
        setWeight: all(target.setWeight),
        promote: all(target.promote),
        abort: all(target.abort),
        restore: target.restore && all(target.restore),
    };
}
function inMigrate(migrate, replace) {
    const { folder, runOn } = migrate;
    return {
        ...migrate,
        folder: replace(folder),
        runOn: runOn && {
            ...runOn,
            image: runOn.image === undefined ? undefined : replace(runOn.image),
            commands: runOn.commands.map((argv) => argv.map((argument) => replace(argument))),
        },
    };
}
function inGate(gate, replace) {
    return {
        ...gate,
        reports: gate.reports.map((glob) => replace(glob)),
        run: gate.run.map((argument) => replace(argument)),
    };
}
function inCheck(check, replace) {
    if (check.kind === "command") {
        return { ...check, name: replace(check.name), argv: check.argv.map((argument) => replace(argument)) };
    }
    return inHttpCheck(check, replace);
}
function inHttpCheck(check, replace) {
    const { version } = check;
    return {
        ...check,
        name: replace(check.name),
        url: replace(check.url, "url"),
        headers: mapValues(check.headers, (text) => replace(text)),
        body: check.body === undefined ? undefined : replace(check.body),
        expectHeaders: mapValues(check.expectHeaders, (text) => replace(text)),
        contains: check.contains === undefined ? undefined : replace(check.contains),
        json: check.json.map(({ path, expect }) => ({
            path,
            expect: "equals" in expect && typeof expect.equals === "string" ? { equals: replace(expect.equals) } : expect,
        })),
        version: version && { ...version, expected: replace(version.expected) },
    };
}
function mapValues(record, change) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
function definedOnly(substitutions) {
    return Object.fromEntries(Object.entries(substitutions).filter((entry) => entry[1] !== undefined));
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/wall-clock.js
/**
 * The instant at which the clocks of a zone show `durationMs` more than at `start`: 24 h after midnight is midnight,
 * also on a day of 23 or 25 hours. Of a time that is shown twice it is the first.
 */
function addWallClock(start, durationMs, zone) {
    const wall = start + offsetMs(start, zone) + durationMs;
    const before = wall - offsetMs(wall - 86_400_000, zone);
    const after = wall - offsetMs(wall + 86_400_000, zone);
    const candidates = [before, after].filter((instant) => instant + offsetMs(instant, zone) === wall);
    // None shows a time the clock skips: then it is the instant the clock would have shown it without the change.
    return candidates.length === 0 ? before : Math.min(...candidates);
}
/** How much further the clocks of the zone are than UTC. */
function offsetMs(at, zone) {
    const parts = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
    }).formatToParts(at);
    const read = (type) => Number(parts.find((part) => part.type === type)?.value);
    const shown = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"), read("second"));
    return shown - Math.floor(at / 1_000) * 1_000;
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/windows.js


/** Openings looked at for one that is long enough: the clock's changes make a window longer or shorter twice a year. */
const MAX_LOOKED_AT = 20;
/**
 * Whether a step that takes `neededMs` may start at `at` and be over before its window ends. A window opens at each
 * time of `cron` in its zone and ends, exclusive, when the clocks of that zone show `forMs` more: 02:00 for 2h is over
 * at 04:00 also on the day summer time ends. A time the clock skips opens when it goes on, one it shows twice opens
 * once. Windows do not add up: a step has to fit into one of them. No windows: always open.
 */
function isWindowOpen(windows, at, neededMs) {
    if (windows.length === 0)
        return { open: true };
    const ends = windows
        .map((window) => lastOpening(window, at)?.end ?? at)
        .filter((end) => at < end && at + neededMs <= end);
    if (ends.length > 0)
        return { open: true, until: Math.max(...ends) };
    const next = windows.flatMap((window) => nextFitting(window, at, neededMs)?.start ?? []);
    return { open: false, next: next.length === 0 ? undefined : Math.min(...next) };
}
/** The last opening that began at `at` or before; it also ends last. */
function lastOpening(window, at) {
    // Openings are whole minutes, and the search excludes the second it begins at.
    const after = new Date(Math.floor(at / 1_000) * 1_000 + 1_000);
    const start = cronOf(window).previousRuns(1, after)[0]?.getTime();
    return start === undefined ? undefined : opening(window, start);
}
function nextFitting(window, at, neededMs) {
    const cron = cronOf(window);
    let start = cron.nextRun(new Date(at))?.getTime();
    for (let looked = 0; start !== undefined && looked < MAX_LOOKED_AT; looked += 1) {
        const found = opening(window, start);
        if (found.start + neededMs <= found.end)
            return found;
        start = cron.nextRun(new Date(start))?.getTime();
    }
    return undefined;
}
function opening(window, start) {
    return { start, end: addWallClock(start, window.forMs, window.zone) };
}
function cronOf(window) {
    return new croner/* Cron */.l4(window.cron, {
        mode: "5-part",
        paused: true,
        timezone: window.zone,
        fixedTimeRule: "no-wildcard",
    });
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/index.js















/***/ })

};
