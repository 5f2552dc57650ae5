import { type AwsCall, iamActionOf, isRead } from "./iam-actions.ts";
import { resourcesOf } from "./iam-resources.ts";

/** A permission that is no call of ours: a service asks for it in our name. */
export interface ExtraPermission {
  readonly action: string;
  readonly resources: readonly string[];
  readonly condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** One sentence for the page. */
  readonly why: string;
}

/** One statement of an IAM policy. */
export interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: ExtraPermission["condition"];
}

/** An IAM policy (policy language of 2012-10-17). */
export interface IamPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** The least policy for calls: reads first, one statement for what is allowed on the same resources. */
export function leastPolicy(calls: readonly AwsCall[], extra: readonly ExtraPermission[]): IamPolicy {
  const reads = statements(calls.filter(isRead));
  const changes = statements(calls.filter((call) => !isRead(call)));
  const others = extra.map(
    ({ action, resources, condition }): Statement => ({
      Effect: "Allow",
      Action: [action],
      Resource: oneOrMany(resources),
      ...(condition === undefined ? {} : { Condition: condition }),
    }),
  );
  return { Version: "2012-10-17", Statement: [...reads, ...changes, ...others] };
}

function statements(calls: readonly AwsCall[]): readonly Statement[] {
  const byResources = new Map<string, { resources: readonly string[]; actions: Set<string> }>();
  for (const action of calls.map(iamActionOf)) {
    const resources = resourcesOf(action);
    const key = resources.join(" ");
    const group = byResources.get(key) ?? { resources, actions: new Set<string>() };
    group.actions.add(action);
    byResources.set(key, group);
  }
  return [...byResources.values()].map(({ resources, actions }) => ({
    Effect: "Allow",
    Action: [...actions].sort(),
    Resource: oneOrMany(resources),
  }));
}

function oneOrMany(resources: readonly string[]): string | readonly string[] {
  const [first = "*", ...rest] = resources;
  return rest.length === 0 ? first : resources;
}
