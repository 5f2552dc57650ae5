import type { JsonNode } from "./pointer.ts";

/** The rule of a result and the id to show for it. */
export interface RuleOfResult {
  readonly id: string;
  readonly rule: JsonNode | undefined;
}

const MAX_ID_PARTS = 20;

interface Component {
  readonly node: JsonNode;
  readonly rules: readonly JsonNode[];
  readonly byId: ReadonlyMap<string, JsonNode>;
}

/** The rules of one run: those of the driver and of the tool's extensions (SARIF 2.1.0 §3.27.5 to §3.27.7). */
export class SarifRules {
  readonly #driver: Component;
  readonly #extensions: readonly Component[];

  constructor(tool: JsonNode) {
    const driver = tool.get("driver");
    this.#driver = toComponent(driver ?? tool.refuse('an object with "driver"'));
    this.#extensions = (tool.get("extensions")?.array() ?? []).map(toComponent);
  }

  get toolName(): string {
    return this.#driver.node.get("name")?.string() ?? "unnamed tool";
  }

  ruleOf(result: JsonNode): RuleOfResult {
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

  #componentOf(reference: JsonNode | undefined): Component | undefined {
    if (reference === undefined) return this.#driver;
    const index = reference.get("index")?.integer();
    if (index !== undefined && index >= 0) return this.#extensions[index];
    const all = [this.#driver, ...this.#extensions];
    for (const key of ["guid", "name"]) {
      const wanted = reference.get(key)?.string();
      const found = all.find(({ node }) => wanted !== undefined && node.get(key)?.value === wanted);
      if (found !== undefined) return found;
    }
    return this.#driver;
  }

  /** `CA1000/1` is a more special name of rule `CA1000`; the depth is capped as an id may be all slashes. */
  #ruleById(id: string): JsonNode | undefined {
    const parts = id.split("/", MAX_ID_PARTS + 1);
    const names = parts.length > MAX_ID_PARTS ? [id] : prefixes(parts);
    for (const name of names) {
      for (const { byId } of [this.#driver, ...this.#extensions]) {
        const rule = byId.get(name);
        if (rule !== undefined) return rule;
      }
    }
    return undefined;
  }
}

function toComponent(node: JsonNode): Component {
  const rules = node.get("rules")?.array() ?? [];
  const byId = new Map<string, JsonNode>();
  for (const rule of rules) {
    const id = rule.get("id")?.string();
    if (id !== undefined && !byId.has(id)) byId.set(id, rule);
  }
  return { node, rules, byId };
}

/** `a/b/c`, `a/b`, `a`. */
function prefixes(parts: readonly string[]): readonly string[] {
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
}

function isSameRule(id: string, ruleId: string | undefined): boolean {
  return ruleId !== undefined && (id === ruleId || id.startsWith(`${ruleId}/`));
}
