export const id = 39;
export const ids = [39];
export const modules = {

/***/ 4039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ loadGates),
/* harmony export */   loadPolicy: () => (/* binding */ loadPolicy)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(459);
/* harmony import */ var _deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9579);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3339);




// In these events the workspace is a checkout of the ref that is deployed, which only people with write access can
// move. Everywhere else (pull requests, workflow_run with downloaded artifacts, comments) it may hold a stranger's files.
const WORKSPACE_IS_TRUSTED = new Set([
    "",
    "create",
    "deployment",
    "push",
    "release",
    "repository_dispatch",
    "schedule",
    "workflow_dispatch",
]);
/**
 * Loads the policy file from where nobody who is judged by it can change it, and resolves one environment.
 *
 * Errors: `config` with every problem of the file; `permission`, `remote` when it is read through GitHub.
 */
async function loadPolicy(context, request) {
    const { text, source } = await readPolicy(context, request);
    const config = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .parseDeployConfig */ .dM)(text, request.file);
    const { policy, values } = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .resolvePolicy */ .nZ)(config, request.environment, request.overrides ?? {});
    return { policy: (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .substitute */ .V2)(policy, request.placeholders ?? {}), openPolicy: policy, values, source };
}
/** Loads the gates alone: of one environment, or of the defaults. A target or a service is not asked for. */
async function loadGates(context, request) {
    const { text, source } = await readPolicy(context, request);
    const config = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .parseDeployConfig */ .dM)(text, request.file);
    return { gates: (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .resolveGates */ .TJ)(config, request.environment).gates, source };
}
async function readPolicy(context, request) {
    const { runner } = context;
    const baseRef = request.baseRef ?? baseBranch(runner.event);
    if (baseRef === undefined && WORKSPACE_IS_TRUSTED.has(runner.eventName)) {
        const path = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_1__/* .resolveInWorkspace */ .z1)(runner.workspace, request.file);
        if (await exists(path)) {
            const source = { file: request.file, commit: undefined, text: `policy of ${request.file}` };
            return { text: await readText(path, request.file), source };
        }
        if (runner.mode === "terminal" || runner.repository === undefined)
            throw missingFile(request.file, runner);
    }
    const ref = baseRef ?? runner.sha;
    if (runner.repository === undefined || ref === undefined)
        throw missingFile(request.file, runner);
    if (request.token === undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("input", `No github-token to read ${request.file} of ${ref} with.`, {
            hint: "Pass `github-token: ${{ github.token }}` (the default) and grant `contents: read`.",
        });
    }
    const { owner, name } = runner.repository;
    const found = await (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .readBasePolicy */ .wq)(context.github(request.token), { owner, repo: name, baseRef: ref, path: request.file }, context.signal);
    const at = found.commit.slice(0, 7);
    return {
        text: found.source,
        source: {
            file: request.file,
            commit: found.commit,
            text: baseRef === undefined ? `policy at ${at}` : `policy of ${baseRef} at ${at}`,
        },
    };
}
/** The branch a pull request (or merge queue entry) of the event goes into. */
function baseBranch(event) {
    const pullRequest = event.pull_request;
    if ((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(pullRequest) && (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(pullRequest.base))
        return text(pullRequest.base.ref);
    const mergeGroup = event.merge_group;
    if ((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(mergeGroup))
        return text(mergeGroup.base_ref)?.replace(/^refs\/heads\//, "");
    return undefined;
}
function text(value) {
    return typeof value === "string" && value !== "" ? value : undefined;
}
function missingFile(file, { mode, workspace }) {
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("config", `${file}: there is no such file in ${workspace}.`, {
        hint: mode === "terminal"
            ? "Run this in the top folder of the repository, or name the policy file with --config."
            : "Check out the repository before this step, or name the policy file with the input `config`.",
    });
}
async function exists(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.access)(path).then(() => true, () => false);
}
async function readText(path, file) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, "utf8");
    }
    catch (error) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("config", `${file} cannot be read: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .errorMessage */ .gJ)(error)}.`, { cause: error });
    }
}


/***/ }),

/***/ 9579:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Lm: () => (/* reexport */ VALUE_HEADERS),
  KU: () => (/* reexport */ formatValues),
  fL: () => (/* reexport */ isWindowOpen),
  dM: () => (/* reexport */ parseDeployConfig),
  wq: () => (/* reexport */ readBasePolicy),
  TJ: () => (/* reexport */ resolveGates),
  nZ: () => (/* reexport */ resolvePolicy),
  V2: () => (/* reexport */ substitute)
});

// UNUSED EXPORTS: BASE_POLICY_FILE, CONDITION_EXAMPLES, DEFAULT_REPORTS, KNOWN_GATE_NAMES, MAX_POLICY_BYTES, findProblems, formatOrigin, formatProblem, policyJsonSchema

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 8 modules
var lib = __webpack_require__(3339);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
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
        const { file, line, column, read, expected } = problem;
        const key = JSON.stringify([file, line, column, line === undefined ? read : "", expected]);
        if (!unique.has(key))
            unique.set(key, problem);
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
    return JSON.stringify((0,lib/* truncateUtf8 */.Ck)(text, 80));
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
var schemas = __webpack_require__(3619);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/parse.js + 1 modules
var core_parse = __webpack_require__(3945);
// EXTERNAL MODULE: ./packages/conditions/lib/index.js + 12 modules
var conditions_lib = __webpack_require__(6780);
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

;// CONCATENATED MODULE: ./packages/deploy-config/lib/path.js
/** `verify.checks[0].url`: a path in the file's own words. */
function formatPath(path) {
    return path.reduce((text, step) => {
        if (typeof step === "number")
            return `${text}[${step}]`;
        return text === "" ? step : `${text}.${step}`;
    }, "");
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 1 modules
var api = __webpack_require__(3305);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core = __webpack_require__(8532);
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
const SWITCHES = new Set(["migrate", "verify", "notify.slack", "notify.webhook", "notify.comment"]);
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
        return true;
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
function withoutRivals(lower, upper, path) {
    if (formatPath(path) !== "rollout")
        return lower;
    if (upper.entries.has("steps"))
        return withEntry(lower, "strategy", undefined);
    return upper.entries.has("strategy") ? withEntry(lower, "steps", undefined) : lower;
}
function isGate(path) {
    return path.length === 2 && path[0] === "gates";
}
function scalarOf(tree) {
    return tree.kind === "scalar" ? tree.value : undefined;
}
/** A block with its shorthands spelled out: `quality_gates` as `gates`, a gate's condition as `{ require: … }`. */
function spellOut(block) {
    const synonym = block.entries.get("quality_gates");
    const named = synonym === undefined || block.entries.has("gates")
        ? block
        : mapOf([...block.entries].map(([key, entry]) => [key === "quality_gates" ? "gates" : key, entry]), block.place);
    const gates = named.entries.get("gates");
    if (gates?.value.kind !== "map")
        return named;
    const spelled = [...gates.value.entries].map(([name, entry]) => {
        const { value } = entry;
        if (value.kind !== "scalar" || typeof value.value !== "string" || value.value === OFF)
            return [name, entry];
        const require = mapOf([["require", { key: entry.key, value }]], value.place);
        return [name, { key: entry.key, value: require }];
    });
    return withEntry(named, "gates", { key: gates.key, value: mapOf(spelled, gates.value.place) });
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
const LOCAL_TARGET = { "pass-env": [], ready: "/health", "ready-timeout": "30s", drain: "10s" };
const EXEC_TARGET = { "pass-env": [], timeout: "5m", settle: "2m", granularity: 1 };
const MIGRATE = {
    engine: "sql",
    order: "before",
    "lock-wait": "1m",
    "lock-timeout": "5s",
    "statement-timeout": "5m",
};
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
        rollout: { ...ROLLOUT, ...missingSteps(block), "abort-when": triggers(block) },
        rollback: ROLLBACK,
    });
    result = underlaySection(result, "target", targetDefaults(block, environment));
    result = underlaySection(result, "migrate", MIGRATE);
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
function missingSteps(block) {
    const strategy = textAt(block, ["rollout", "strategy"]) ?? "canary";
    return { steps: Object.hasOwn(STEPS, strategy) ? STEPS[strategy] : undefined };
}
/**
 * The triggers that the steps can answer: failures need checks, a rate needs a step with traffic that is held for a
 * while, a comparison one in which stable has traffic too. One that stays unknown would end every rollout inconclusive.
 */
function triggers(block) {
    const held = stepsOf(block).filter(({ bakeMs }) => bakeMs > 0);
    return [
        ...(treeAt(block, ["verify", "checks"]) === undefined ? [] : [FAILURES_TRIGGER]),
        ...(held.some(({ weight }) => weight > 0) ? [RATE_TRIGGER] : []),
        ...(held.some(({ weight }) => weight > 0 && weight < 100) ? [BASELINE_TRIGGER] : []),
    ];
}
/** Weights and bakes, as written or as the strategy has them; what cannot be read is reported elsewhere. */
function stepsOf(block) {
    const written = treeAt(block, ["rollout", "steps"]);
    const strategy = textAt(block, ["rollout", "strategy"]) ?? "canary";
    const steps = written === undefined ? STEPS[strategy] : toPlain(written);
    if (!Array.isArray(steps))
        return [];
    return steps.filter(lib/* isObject */.Gv).map(({ weight, bake }) => ({
        weight: (0,lib/* parsePercent */.lo)(String(weight)) ?? 0,
        bakeMs: (0,lib/* parseDuration */.E9)(String(bake ?? "0")) ?? 0,
    }));
}
function targetDefaults(block, environment) {
    switch (textAt(block, ["target", "platform"])) {
        case "local":
            // Each environment has a supervisor of its own.
            return { ...LOCAL_TARGET, state: `.deploy-actions/${environment.replace(/[^A-Za-z0-9_-]+/g, "-")}` };
        case "exec":
            return EXEC_TARGET;
        default:
            return {};
    }
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









const DEPLOYING = ["target", "migrate", "rollout", "verify", "rollback", "windows"];
/** Whether a merged block is about deploying, not only about gates and messages. */
function isAboutDeploying(block) {
    return DEPLOYING.some((key) => block.entries.has(key));
}
/** What a block that stands for a whole environment still lacks. `prefix`: its path in the file. */
function missingParts(block, prefix, needsTarget) {
    const need = (path, key, expected) => {
        const map = treeAt(block, path);
        if (map?.kind !== "map" || map.entries.has(key) || hasTypoOf(map, key))
            return [];
        const read = `no ${quoted(key)} in ${formatPath([...prefix, ...path])}`;
        return [problemAt(placeOfKey(block, path), read, expected)];
    };
    return [
        ...(needsTarget
            ? need([], "target", "where it runs, e.g. target: { platform: local, listen: 127.0.0.1:8080, command: [node, server.js] }")
            : []),
        ...missingOfTarget(textAt(block, ["target", "platform"])).flatMap(([key, expected]) => need(["target"], key, expected)),
        ...need(["migrate"], "folder", "the folder of the SQL files, e.g. folder: migrations"),
        ...need(["verify"], "checks", "a list of checks, e.g. checks: [{ http: https://shop.example/health }]"),
    ];
}
function missingOfTarget(platform) {
    if (platform === "local") {
        return [
            ["listen", "the address users reach, e.g. listen: 127.0.0.1:8080"],
            ["command", "the program of a release, e.g. command: [node, server.js]"],
        ];
    }
    if (platform === "exec") {
        return ["observe", "set-weight", "promote", "abort"].map((key) => [
            key,
            `a command, e.g. ${key}: [./deploy.sh, ${key}]`,
        ]);
    }
    return platform === undefined ? [["platform", "local or exec"]] : [];
}
/** What contradicts itself in a merged block although each value reads well. */
function contradictions(block, prefix) {
    return [
        ...gateProblems(block, prefix),
        ...stepProblems(block, prefix),
        ...repeated(itemsAt(block, ["rollout", "abort-when"]), (item) => (item.kind === "scalar" ? String(item.value) : undefined), "the trigger"),
        ...repeated(itemsAt(block, ["verify", "checks"]), (item) => checkName(item), "the check"),
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
/** The key of the map at a path; the block's own place for the block. */
function placeOfKey(block, path) {
    const parent = mapAt(block, path.slice(0, -1));
    return parent?.entries.get(String(path.at(-1)))?.key ?? block.place;
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-notify.js



const EXPECTED_WHEN = "a list of scheduled, completed, failed, rolled-back";
const common = {
    when: optional(schemas/* array */.YOg(schemas/* enum */.k5n(["scheduled", "completed", "failed", "rolled-back"], { error: EXPECTED_WHEN }), {
        error: EXPECTED_WHEN,
    }), "Occasions people are told."),
    required: optional(flag(), "Whether a message that cannot be sent fails the run."),
};
/** Where people are told. */
const notify = keys({
    slack: optional(orOff(keys({ channel: optional(template(), "Channel, for messages sent with a bot token."), ...common }), "a map, or off"), "Slack; the URL or token is an input of the action."),
    webhook: optional(orOff(keys({
        ...common,
        "oidc-audience": optional(plainText(), "Audience of the GitHub id token sent as bearer."),
    }), "a map, or off"), "A signed POST; URL and secret are inputs of the action."),
    comment: optional(orOff(keys(common), "a map, or off"), "A comment on the pull request of the commit."),
    values: optional(schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([template(), schemas/* array */.YOg(template())], { error: "a text or a list of texts" }), {
        error: "a map of names to texts or lists of texts",
    }), "Values for the templates: contact, impact, features …"),
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
    "abort-when": optional(schemas/* array */.YOg(condition("error-rate > 5% or latency p95 > 200% of baseline", expectedTrigger), {
        error: EXPECTED_TRIGGERS,
    }), "Conditions that abort the rollout when they hold."),
    "min-requests": optional(wholeNumber(1), "Requests of the candidate before its rates and latencies count."),
    "on-inconclusive": optional(schemas/* enum */.k5n(["abort", "promote"], { error: "abort or promote" }), "What a step ends in when its evidence is still unknown after bake and grace."),
    grace: optional(duration(), "How much longer than its bake a step waits for evidence."),
    interval: optional(duration(1), "Time between two looks."),
});

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-target.js



const EXPECTED_LISTEN = "a loopback address with a port, e.g. 127.0.0.1:8080";
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\]):(\d{1,5})$/;
function readListen(text) {
    const port = Number(LOOPBACK.exec(text)?.[1] ?? "0");
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
const target = schemas/* union */.KCZ([localTarget, execTarget], {
    error: "a map, e.g. { platform: local, listen: 127.0.0.1:8080, command: [node, server.js] }",
});

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

;// CONCATENATED MODULE: ./packages/deploy-config/lib/schema-verify.js




const EXPECTED_STATUS = "a status or range, e.g. 200, 200-299 or [200, 204]";
const statusRange = schemas/* pipe */.FsL(schemas/* union */.KCZ([schemas/* number */.aig(), schemas/* string */.YjP()], { error: EXPECTED_STATUS }), schemas/* transform */.pdi((written, context) => {
    const range = readStatus(String(written));
    if (range !== undefined)
        return range;
    context.issues.push({ code: "custom", message: EXPECTED_STATUS, input: written });
    return core/* NEVER */.tm;
}));
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
const texts = (what) => schemas/* record */.g1P(parsedText("the name of a header", readHeaderName), template(), { error: `a map of ${what}` });
const schema_verify_common = {
    name: optional(template(), "Name in messages; the URL or the command by default."),
    timeout: optional(duration(1), "Longest wait for one answer; then the sample failed."),
    critical: optional(flag(), "Whether one failure of it counts at once, instead of several in a row."),
};
const httpCheck = keys({
    http: parsedText("a URL, e.g. https://shop.example/health", readUrl).check(schemas/* describe */.q0y("The URL that is asked.")),
    method: optional(schemas/* enum */.k5n(["GET", "HEAD", "POST"], { error: "GET, HEAD or POST" }), "HTTP method."),
    status: optional(schemas/* union */.KCZ([statusRange, schemas/* array */.YOg(statusRange).check(api/* _minLength */.m9(1, { error: EXPECTED_STATUS }))], {
        error: EXPECTED_STATUS,
    }), "Statuses that are healthy."),
    headers: optional(texts("header names to texts"), "Headers that are sent; never secrets."),
    body: optional(template(), "Body that is sent."),
    "expect-header": optional(texts("header names to texts they must hold"), "Texts the reply's headers must hold."),
    contains: optional(template(), "Text the reply's body must hold, compared exactly."),
    json: optional(json, "Values inside the reply's JSON body."),
    version: optional(version, "The version the reply must say."),
    latency: optional(condition('"<= 200ms"', expectedReplyLatency), "Highest latency of one reply."),
    "follow-redirects": optional(flag(), "Whether a redirect is followed; else it is an answer of its own."),
    ...schema_verify_common,
});
const commandCheck = keys({
    command: argv().check(schemas/* describe */.q0y("A program whose exit code is the answer: 0 is healthy.")),
    ...schema_verify_common,
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

// EXTERNAL MODULE: ./node_modules/croner/dist/croner.js
var croner = __webpack_require__(5814);
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








const migrate = keys({
    engine: optional(schemas/* literal */.euz("sql", { error: "sql" }), "Ordered SQL files."),
    folder: optional(workspacePath("migrations"), "Folder of the files."),
    order: optional(schemas/* enum */.k5n(["before", "after"], { error: "before or after" }), "Whether the database changes before the rollout or after it."),
    "lock-wait": optional(duration(), "How long to wait for another run that migrates."),
    "lock-timeout": optional(duration(1), "How long one statement may wait for a lock."),
    "statement-timeout": optional(duration(1), "How long one statement may run."),
});
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
    gates: optional(gates, "Questions to evidence about a release, by name."),
    quality_gates: optional(gates, "The same as gates."),
    migrate: optional(orOff(migrate, "a map, e.g. { folder: migrations }, or off"), "How the database is migrated."),
    rollout: optional(rollout, "How a release gets its traffic."),
    verify: optional(orOff(verify, "a map, e.g. { checks: [{ http: https://shop.example/health }] }, or off"), "What a healthy release has to show."),
    rollback: optional(rollback, "When and how fast a release is taken back."),
    notify: optional(notify, "Who is told."),
    windows: optional(schemas/* array */.YOg(schema_window, { error: EXPECTED_WINDOWS }), "When deploying is allowed; an empty list is always."),
}).check(schemas/* meta */.mIj({ id: "block" }));
const EXPECTED_SERVICE = "a name of letters, digits, dots, dashes and underscores, e.g. shop";
/** Keys of the file around its blocks. */
const fileKeys = {
    version: schemas/* literal */.euz(1, { error: "1, the version of this schema" })
        .check(schemas/* describe */.q0y("Version of this schema.")),
    service: optional(parsedText(EXPECTED_SERVICE, (text) => /^[A-Za-z0-9][\w.-]{0,99}$/.test(text)
        ? { ok: true, value: text }
        : { ok: false, expected: EXPECTED_SERVICE }), "Name of the service in records and messages."),
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
        const platforms = candidates.flatMap((issues) => issues.filter((issue) => issue.code === "invalid_value"));
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
/** `platform: kubernetes` fits no alternative: one problem with the words of all. */
function mergeValues(issues) {
    const values = issues.flatMap((issue) => (issue.code === "invalid_value" ? issue.values : []));
    return {
        code: "invalid_value",
        path: issues[0]?.path ?? [],
        values,
        message: values.map(String).join(" or "),
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
    if (issue.code === "invalid_value")
        return (0,lib/* nearest */.pA)(value.value, issue.values.map(String));
    return undefined;
}

;// CONCATENATED MODULE: ./packages/deploy-config/lib/config.js











/** Where the policy file is. */
const BASE_POLICY_FILE = ".github/deploy.yml";
/** Each is checked with the defaults under it: without a bound a small file could keep a runner busy. */
const MAX_ENVIRONMENTS = 100;
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
    return others.reduce((best, reading) => {
        const analysis = analyseReading(reading, file);
        return analysis.problems.length < best.problems.length ? analysis : best;
    }, analyseReading(first, file));
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
    const problems = [...checkBlock(defaults, ["defaults"])];
    let deploys = isAboutDeploying(defaults);
    for (const [name, own] of environments) {
        const prefix = ["environments", name];
        const merged = mergeBlocks(defaults, own);
        deploys ||= isAboutDeploying(merged);
        problems.push(...checkBlock(merged, prefix), ...missingParts(merged, prefix, isAboutDeploying(merged)));
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
function checkBlock(merged, prefix) {
    const checked = check(schema_block, merged, prefix);
    const environment = String(prefix.at(-1) ?? "");
    return [
        ...(checked.ok ? [] : checked.problems),
        ...contradictions(withBuiltIns(merged, environment), prefix),
    ];
}
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
function decodeTarget(target, fill) {
    if (target.platform === "local") {
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
    if (target.platform !== "exec")
        throw new lib/* ActionError */.lZ("internal", "A target without a platform was decoded");
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
function decodeMigrate(migrate, fill) {
    if (migrate === undefined || migrate === "off")
        return undefined;
    return {
        engine: present(migrate.engine, "engine"),
        folder: fill(present(migrate.folder, "folder")),
        order: present(migrate.order, "order"),
        lockWaitMs: present(migrate["lock-wait"], "lock-wait"),
        lockTimeoutMs: present(migrate["lock-timeout"], "lock-timeout"),
        statementTimeoutMs: present(migrate["statement-timeout"], "statement-timeout"),
    };
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
function unlessOff(value) {
    return value === "off" ? undefined : value;
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
    if (def.type === "record")
        return schemasAt(def.valueType, rest);
    if (def.type !== "object")
        return [];
    const inner = Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
    return inner === undefined ? [] : schemasAt(inner, rest);
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
    const problems = missingParts(merged.block, prefix, true);
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
    return { block: mapOf(merged.entries, written.place), service: upper.service ?? service };
}
function finish(config, merged, prefix, missing) {
    const full = withBuiltIns(merged.block, String(prefix.at(-1)));
    const checked = check(schema_block, full, prefix);
    const problems = [...missing, ...checkBlock(merged.block, prefix)];
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

;// CONCATENATED MODULE: ./packages/deploy-config/lib/substitute.js

/**
 * The policy with `${release}`, `${commit}`, `${environment}` and `${service}` replaced in commands, checks, paths and
 * messages; percent-encoded in URLs, `$${` becomes `${`. An argument stays one argument whatever comes in.
 *
 * The command of a local target is left alone: the platform replaces `${release}`, `${commit}` and `${port}` for each
 * release it starts, also for an earlier one that comes back.
 */
function substitute(policy, substitutions) {
    const values = {
        environment: policy.environment,
        service: policy.service,
        ...definedOnly(substitutions),
    };
    const replace = (text, encoding) => replacePlaceholders(text, values, encoding);
    const { migrate, verify, notify } = policy;
    return {
        ...policy,
        target: inTarget(policy.target, replace),
        gates: policy.gates.map((gate) => inGate(gate, replace)),
        migrate: migrate && { ...migrate, folder: replace(migrate.folder) },
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
    return {
        ...target,
        observe: all(target.observe),
        setWeight: all(target.setWeight),
        promote: all(target.promote),
        abort: all(target.abort),
        restore: target.restore && all(target.restore),
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
