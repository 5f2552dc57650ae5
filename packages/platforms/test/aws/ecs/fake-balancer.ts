import * as model from "@aws-sdk/client-elastic-load-balancing-v2";
import { modelProblems } from "./service-model.ts";

type Json = { [key: string]: unknown };

interface Group {
  readonly arn: string;
  readonly name: string;
  readonly targets: Map<string, { state: string; reason?: string }>;
}

/** Error an endpoint answers with. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const ACCOUNT = "arn:aws:elasticloadbalancing:eu-west-1:123456789012";

/** An Application Load Balancer with one listener and one rule, over target groups whose health the test decides. */
export class FakeBalancer {
  readonly listener = `${ACCOUNT}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;
  readonly rule = `${ACCOUNT}:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`;
  readonly groups: readonly Group[] = ["shop-blue", "shop-green"].map((name, index) => ({
    arn: `${ACCOUNT}:targetgroup/${name}/73e2d6bc24d8a06${index}`,
    name,
    targets: new Map(),
  }));
  actions: Json[] = [{ Type: "forward", TargetGroupArn: this.groups[0]?.arn }];
  /** Shares of the two groups after every change, in order. */
  readonly history: string[] = [];

  group(arn: string): Group {
    const group = this.groups.find((one) => one.arn === arn);
    if (group === undefined) throw new Refusal("TargetGroupNotFound", "One or more target groups not found");
    return group;
  }

  /** What a group's share of the requests is, per cent. */
  shareOf(name: string): number {
    const tuples = this.#tuples();
    const total = tuples.reduce((sum, one) => sum + one.Weight, 0);
    const own = tuples.find((one) => one.TargetGroupArn === this.groups.find((g) => g.name === name)?.arn);
    return own === undefined || total === 0 ? 0 : (own.Weight / total) * 100;
  }

  /** What somebody does in the console. */
  editByHand(weights: readonly number[]): void {
    const TargetGroups = this.groups.map(({ arn }, index) => ({
      TargetGroupArn: arn,
      Weight: weights[index],
    }));
    this.actions = [{ Type: "forward", ForwardConfig: { TargetGroups } }];
  }

  isServing(): boolean {
    return this.groups.every(
      ({ name, targets }) =>
        this.shareOf(name) === 0 || [...targets.values()].some((one) => one.state === "healthy"),
    );
  }

  answer(operation: string, input: Json): Json {
    const shapes = model as unknown as Record<string, unknown>;
    const problems = modelProblems(shapes[`${operation}Input$`], input);
    if (problems.length > 0) throw new Refusal("ValidationError", problems.join("; "));
    const output = this.#handle(operation, input);
    const wrong = modelProblems(shapes[`${operation}Output$`], output);
    if (wrong.length > 0)
      throw new Refusal("InternalFailure", `the fake answers wrongly: ${wrong.join("; ")}`);
    return output;
  }

  #handle(operation: string, input: Json): Json {
    switch (operation) {
      case "DescribeTargetGroups":
        return {
          TargetGroups: this.groups.map(({ arn, name }) => ({ TargetGroupArn: arn, TargetGroupName: name })),
        };
      case "DescribeTargetHealth":
        return { TargetHealthDescriptions: this.#health(String(input.TargetGroupArn)) };
      case "DescribeRules":
        this.#require((input.RuleArns as string[])[0] === this.rule, "RuleNotFound");
        return { Rules: [{ RuleArn: this.rule, Actions: this.actions }] };
      case "DescribeListeners": {
        const wanted = (input.ListenerArns as string[] | undefined)?.[0];
        this.#require(wanted === undefined || wanted === this.listener, "ListenerNotFound");
        return {
          Listeners: [
            { ListenerArn: this.listener, Port: 443, Protocol: "HTTPS", DefaultActions: this.actions },
          ],
        };
      }
      case "ModifyRule":
        this.#require(input.RuleArn === this.rule, "RuleNotFound");
        this.#modify(input.Actions as Json[]);
        return { Rules: [{ RuleArn: this.rule, Actions: this.actions }] };
      case "ModifyListener":
        this.#require(input.ListenerArn === this.listener, "ListenerNotFound");
        this.#modify(input.DefaultActions as Json[]);
        return { Listeners: [{ ListenerArn: this.listener, DefaultActions: this.actions }] };
      default:
        throw new Refusal("InvalidAction", operation);
    }
  }

  #modify(actions: Json[]): void {
    for (const action of actions) {
      const oidc = action.AuthenticateOidcConfig as Json | undefined;
      if (oidc !== undefined && oidc.ClientSecret === undefined && oidc.UseExistingClientSecret !== true) {
        throw new Refusal("InvalidLoadBalancerAction", "ClientSecret is required");
      }
      if (action.Type !== "forward") continue;
      const tuples = (action.ForwardConfig as Json | undefined)?.TargetGroups as Json[] | undefined;
      for (const one of tuples ?? []) {
        this.group(String(one.TargetGroupArn));
        const weight = one.Weight as number;
        if (weight < 0 || weight > 999) throw new Refusal("ValidationError", "Weight must be 0 to 999");
      }
    }
    this.actions = actions;
    this.history.push(this.groups.map(({ name }) => this.shareOf(name)).join("/"));
  }

  #tuples(): { TargetGroupArn: string; Weight: number }[] {
    const forward = this.actions.find((action) => action.Type === "forward") ?? {};
    const tuples = (forward.ForwardConfig as Json | undefined)?.TargetGroups as Json[] | undefined;
    if (tuples === undefined) return [{ TargetGroupArn: String(forward.TargetGroupArn), Weight: 1 }];
    return tuples.map((one) => ({
      TargetGroupArn: String(one.TargetGroupArn),
      Weight: tuples.length === 1 ? 1 : Number(one.Weight ?? 1),
    }));
  }

  #health(arn: string): Json[] {
    const isAttached = this.#tuples().some((one) => one.TargetGroupArn === arn);
    return [...this.group(arn).targets].map(([Id, { state, reason }]) => ({
      Target: { Id, Port: 80 },
      TargetHealth: isAttached
        ? { State: state, ...(reason === undefined ? {} : { Reason: reason }) }
        : { State: "unused", Reason: "Target.NotInUse" },
    }));
  }

  #require(isThere: boolean, code: string): void {
    if (!isThere) throw new Refusal(code, "One or more of them were not found");
  }
}

/** The input of a request in AWS's query form: `Actions.member.1.Type=forward` …, numbers and booleans as the model says. */
export function readQuery(body: string): { operation: string; input: Json } {
  const input: Json = {};
  let operation = "";
  for (const [key, value] of new URLSearchParams(body)) {
    if (key === "Action") operation = value;
    else if (key !== "Version") put(input, key.split("."), value);
  }
  return { operation, input: lists(input) as Json };
}

const NUMBERS = ["Weight", "Order", "DurationSeconds", "PageSize", "SessionTimeout"];
const BOOLEANS = ["Enabled", "UseExistingClientSecret"];

function put(into: Json, [head = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    into[head] = NUMBERS.includes(head) ? Number(value) : BOOLEANS.includes(head) ? value === "true" : value;
    return;
  }
  into[head] ??= {};
  put(into[head] as Json, rest, value);
}

function lists(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (first?.[0] === "member") return Object.values(first[1] as Json).map(lists);
  return Object.fromEntries(entries.map(([key, inner]) => [key, lists(inner)]));
}

/** The answer in AWS's XML form. */
export function writeXml(operation: string, output: Json): string {
  const write = (value: unknown): string => {
    if (Array.isArray(value)) return value.map((item) => `<member>${write(item)}</member>`).join("");
    if (typeof value === "object" && value !== null) {
      return Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([key, inner]) => `<${key}>${write(inner)}</${key}>`)
        .join("");
    }
    return String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  };
  const result = `<${operation}Result>${write(output)}</${operation}Result>`;
  return `<${operation}Response>${result}<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${operation}Response>`;
}
