/**
 * Checks requests and answers of a fake AWS endpoint against the service model the SDK carries with it (`<Shape>$`), so that
 * a fake cannot agree with a wrong call. A structure is `[3, namespace, name, traits, members, shapes, required]`, where
 * the first `required` members have to be there; a list `[1, …, shape]`; a map `[2, …, key, value]`; a scalar is a number.
 */
type Shape = unknown;

const STRING = 0;
const NUMBER = 1;
const BOOLEAN = 2;
const TIMESTAMP = 4;
const DOCUMENT = 15;
const LIST_OF = 64;
const MAP_OF = 128;

/** What of a JSON value is not as the model says, one line each. */
export function modelProblems(shape: Shape, value: unknown, path = ""): readonly string[] {
  if (value === null || value === undefined) return [];
  const schema = typeof shape === "function" ? (shape as () => Shape)() : shape;
  if (typeof schema === "number") return scalarProblems(schema, value, path);
  if (!Array.isArray(schema)) return [`${path}: the model has no shape for it`];
  // A member with traits is `[shape, traits]`.
  if (schema.length === 2) return modelProblems(schema[0], value, path);
  switch (schema[0]) {
    case 0:
      return scalarProblems(schema[4] as number, value, path);
    case 1:
      return Array.isArray(value)
        ? value.flatMap((item, index) => modelProblems(schema[4], item, `${path}[${index}]`))
        : [`${path}: expected a list`];
    case 2:
      return Object.entries(value as object).flatMap(([key, item]) =>
        modelProblems(schema[5], item, `${path}.${key}`),
      );
    case 3:
      return structureProblems(schema, value, path);
    default:
      return [`${path}: unknown kind of shape ${String(schema[0])}`];
  }
}

function structureProblems(schema: readonly unknown[], value: unknown, path: string): readonly string[] {
  if (typeof value !== "object" || Array.isArray(value)) return [`${path}: expected ${String(schema[2])}`];
  const names = schema[4] as readonly string[];
  const shapes = schema[5] as readonly Shape[];
  const required = names.slice(0, (schema[6] as number | undefined) ?? 0);
  const given = value as Readonly<Record<string, unknown>>;
  return [
    ...required.filter((name) => given[name] === undefined).map((name) => `${path}.${name}: is required`),
    ...Object.entries(given).flatMap(([name, item]) => {
      const at = names.indexOf(name);
      return at < 0
        ? [`${path}.${name}: ${String(schema[2])} has no such member`]
        : modelProblems(shapes[at], item, `${path}.${name}`);
    }),
  ];
}

function scalarProblems(kind: number, value: unknown, path: string): readonly string[] {
  if (kind >= MAP_OF) return modelProblems([2, "", "", 0, STRING, kind - MAP_OF], value, path);
  if (kind >= LIST_OF) return modelProblems([1, "", "", 0, kind - LIST_OF], value, path);
  const expected = { [STRING]: "string", [NUMBER]: "number", [BOOLEAN]: "boolean", [TIMESTAMP]: "number" }[
    kind
  ];
  if (kind === DOCUMENT || expected === undefined || typeof value === expected) return [];
  return [`${path}: expected a ${expected}, got ${JSON.stringify(value)}`];
}
