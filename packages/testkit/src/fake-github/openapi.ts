import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isObject } from "@deploy-actions/kernel";
import type { ValidateFunction } from "ajv";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";

type Node = Readonly<Record<string, unknown>>;

/** One operation of GitHub's own description; each method returns what is wrong, in words. */
export interface Operation {
  request(call: {
    readonly params: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
    readonly body: unknown;
  }): readonly string[];
  response(status: number, contentType: string | undefined, body: unknown): readonly string[];
}

const document = lazy(() => {
  const path = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
  return JSON.parse(readFileSync(path, "utf8")) as Node;
});

const compiler = lazy(() => {
  const ajv = new Ajv({ strict: false, logger: false, validateSchema: false });
  addFormats.default(ajv);
  return ajv;
});

const operations = new Map<string, Operation>();

/** The operation of a route such as `GET /repos/{owner}/{repo}`; compiled when first used. */
export function operationOf(route: string): Operation {
  const known = operations.get(route) ?? createOperation(route);
  operations.set(route, known);
  return known;
}

function createOperation(route: string): Operation {
  const [method = "", path = ""] = route.split(" ");
  const operation = at(document(), "paths", path, method.toLowerCase());
  if (operation === undefined) throw new Error(`GitHub has no route ${route}.`);
  const parameters = list(operation.parameters).map(dereference);
  const named = (place: string): readonly Node[] => parameters.filter((one) => one.in === place);
  const bodySchema = at(operation, "requestBody", "content", "application/json", "schema");
  const checkBody = lazy(() => (bodySchema === undefined ? undefined : compile(bodySchema)));
  const checkResponses = new Map<string, ValidateFunction>();

  return {
    request({ params, query, body }) {
      const known = new Set(named("query").map((one) => String(one.name)));
      const unknownQuery = Object.keys(query).filter((name) => !known.has(name));
      return [
        ...named("path").flatMap((one) => checkParameter(one, params[String(one.name)])),
        ...named("query").flatMap((one) => checkParameter(one, query[String(one.name)])),
        ...unknownQuery.map((name) => `query parameter "${name}" does not exist`),
        ...checkRequestBody(body, bodySchema, checkBody),
      ];
    },
    response(status, contentType, body) {
      const described = at(operation, "responses", String(status));
      // Every call may be refused; only what a success may look like is described completely.
      if (described === undefined) return status >= 400 ? [] : [`status ${status} does not exist`];
      const content = at(dereference(described), "content");
      // GitHub's description leaves the bodies of some refusals out (409 of deployments); they have one all the same.
      if (content === undefined) {
        return body === undefined || status >= 400 ? [] : [`status ${status} has no body`];
      }
      const type = (contentType ?? "").split(";")[0] ?? "";
      const schema = at(content, type, "schema") ?? at(content, mediaTypeOf(type), "schema");
      if (schema === undefined) return type.includes("raw") ? [] : [`no content type "${type}"`];
      const key = `${status} ${type}`;
      const check = checkResponses.get(key) ?? compile(schema);
      checkResponses.set(key, check);
      return check(body) ? [] : problems(check, "response body");
    },
  };
}

function checkRequestBody(
  body: unknown,
  schema: Node | undefined,
  check: () => ValidateFunction | undefined,
): readonly string[] {
  const validate = check();
  if (validate === undefined || schema === undefined) {
    return body === undefined ? [] : ["it takes no body"];
  }
  if (!validate(body)) return problems(validate, "request body");
  const properties = at(schema, "properties");
  if (properties === undefined || !isObject(body)) return [];
  return Object.keys(body)
    .filter((name) => !(name in properties))
    .map((name) => `request body property "${name}" does not exist`);
}

function checkParameter(parameter: Node, value: string | undefined): readonly string[] {
  const name = String(parameter.name);
  if (value === undefined) return parameter.required === true ? [`parameter "${name}" is missing`] : [];
  const schema = at(parameter, "schema") ?? {};
  const check = compile(schema);
  const type = schema.type;
  const typed =
    (type === "integer" || type === "number") && /^-?\d+(\.\d+)?$/.test(value)
      ? Number(value)
      : type === "boolean" && /^(true|false)$/.test(value)
        ? value === "true"
        : value;
  return check(typed) ? [] : problems(check, `parameter "${name}"`);
}

function problems(check: ValidateFunction, subject: string): readonly string[] {
  return (check.errors ?? []).map((error) => {
    const detail = error.params.additionalProperty ?? error.params.allowedValues ?? "";
    return `${subject}${error.instancePath} ${error.message}${detail === "" ? "" : ` (${String(detail)})`}`;
  });
}

function compile(schema: Node): ValidateFunction {
  return compiler().compile(convert(schema) as Node);
}

/** OpenAPI 3.0 to JSON Schema: `nullable` becomes a type, component references become schemas of the compiler. */
function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (!isObject(value)) return value;
  const reference = value.$ref;
  if (typeof reference === "string") return { $ref: register(reference) };
  const { nullable, example: _example, examples: _examples, discriminator: _d, ...rest } = value;
  const converted: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(rest)) {
    // Below `properties` the keys are names, also when they read like keywords.
    if (key === "properties" && isObject(inner)) {
      converted[key] = Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, convert(one)]));
    } else converted[key] = VERBATIM.has(key) ? inner : convert(inner);
  }
  // `"format": "uri", "default": ""`: GitHub sends the empty text where there is no address.
  if (converted.default === "") delete converted.format;
  return nullable === true ? { anyOf: [converted, { type: "null" }] } : converted;
}

/** Makes a component known to the compiler, with all it refers to, and returns its identifier there. */
function register(reference: string): string {
  const id = reference.replace("#/", "github:/");
  if (!registered.has(id)) {
    registered.add(id);
    compiler().addSchema(convert(at(document(), ...reference.slice(2).split("/"))) as Node, id);
  }
  return id;
}

const VERBATIM = new Set(["enum", "default", "required"]);
const registered = new Set<string>();

function dereference(node: unknown): Node {
  if (!isObject(node)) return {};
  if (typeof node.$ref !== "string") return node;
  return at(document(), ...node.$ref.slice(2).split("/")) ?? {};
}

function at(node: unknown, ...path: readonly string[]): Node | undefined {
  let current: unknown = node;
  for (const key of path) {
    if (!isObject(current)) return undefined;
    current = current[key];
  }
  return isObject(current) ? current : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function mediaTypeOf(type: string): string {
  return type === "application/json" ? "application/json" : type.replace(/\+json$/, "");
}

function lazy<T>(create: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: create() };
    return made.value;
  };
}
