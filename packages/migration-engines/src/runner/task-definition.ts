import type {
  ContainerDefinition,
  RegisterTaskDefinitionCommandInput,
  TaskDefinition,
} from "@aws-sdk/client-ecs";
import { ActionError, askAws, awsExceptionBehind, suggest } from "@deploy-actions/kernel";
import type { EcsConnection } from "./ecs-client.ts";
import type { EcsTaskSettings } from "./types.ts";

/** The revision that runs, and the container that the command is for. */
export interface RunnableTask {
  readonly arn: string;
  readonly container: string;
  readonly launchType: "FARGATE" | undefined;
  readonly isAwsvpc: boolean;
  readonly logs: LogOptions;
}

/** Where the container's output goes. */
export type LogOptions =
  | {
      readonly known: true;
      readonly group: string;
      readonly prefix: string;
      readonly region: string | undefined;
    }
  | { readonly known: false; readonly text: string };

const MAX_PAGES = 10;

/** The revision to run: the given one, or with the release's image a new one in which nothing else is changed. */
export async function prepareTask(
  connection: EcsConnection,
  settings: EcsTaskSettings,
  onProgress: (text: string) => void,
  signal: AbortSignal,
): Promise<RunnableTask> {
  const { definition, tags } = await describe(connection, settings.taskDefinition, signal);
  const container = chooseContainer(definition, settings);
  const given = definition.taskDefinitionArn ?? settings.taskDefinition;
  if (definition.networkMode === "awsvpc" && settings.subnets.length === 0) {
    throw new ActionError(
      "config",
      `The task definition ${shortName(given)} uses awsvpc networking, and no subnet is given.`,
      { hint: "Write subnets: (and security-groups:) from which the database is reached." },
    );
  }
  const { image } = settings;
  if (image === undefined || image === container.image) return runnable(given, definition, container);
  const { sdk, client } = connection;
  const what = `register a revision of ${definition.family} with the image ${image}`;
  const answer = await askAws(what, "ecs:RegisterTaskDefinition", signal, () =>
    client.send(
      new sdk.RegisterTaskDefinitionCommand(withImage(definition, tags, container.name ?? "", image)),
      { abortSignal: signal },
    ),
  );
  const arn = answer.taskDefinition?.taskDefinitionArn;
  if (arn === undefined)
    throw new ActionError("remote", `AWS did not ${what}: the answer names no revision.`);
  onProgress(`Registered ${shortName(arn)}: ${shortName(given)} with the image ${image}`);
  return runnable(arn, definition, container);
}

async function describe(
  { sdk, client }: EcsConnection,
  name: string,
  signal: AbortSignal,
): Promise<{
  readonly definition: TaskDefinition;
  readonly tags: RegisterTaskDefinitionCommandInput["tags"];
}> {
  try {
    const answer = await askAws(
      `describe the task definition ${name}`,
      "ecs:DescribeTaskDefinition",
      signal,
      () =>
        client.send(new sdk.DescribeTaskDefinitionCommand({ taskDefinition: name, include: ["TAGS"] }), {
          abortSignal: signal,
        }),
    );
    if (answer.taskDefinition !== undefined) return { definition: answer.taskDefinition, tags: answer.tags };
  } catch (error) {
    if (awsExceptionBehind(error) !== "ClientException") throw error;
  }
  const families = await listFamilies({ sdk, client }, signal);
  const hint = suggest(shortName(name).replace(/:\d+$/, ""), families).trim();
  throw new ActionError("config", `There is no task definition ${name} in this account and region.`, {
    hint: hint === "" ? "There is none here at all: look at the region and the role." : hint,
  });
}

async function listFamilies({ sdk, client }: EcsConnection, signal: AbortSignal): Promise<readonly string[]> {
  const families: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await askAws("list the task definitions", "ecs:ListTaskDefinitionFamilies", signal, () =>
      client.send(
        new sdk.ListTaskDefinitionFamiliesCommand({
          status: "ACTIVE",
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
        { abortSignal: signal },
      ),
    );
    families.push(...(answer.families ?? []));
    nextToken = answer.nextToken;
    if (nextToken === undefined) break;
  }
  return families;
}

function chooseContainer(definition: TaskDefinition, settings: EcsTaskSettings): ContainerDefinition {
  const all = definition.containerDefinitions ?? [];
  const names = all.flatMap((one) => one.name ?? []);
  const where = `The task definition ${settings.taskDefinition}`;
  if (settings.container !== undefined) {
    const found = all.find((one) => one.name === settings.container);
    if (found !== undefined) return found;
    throw new ActionError("config", `${where} has no container ${settings.container}.`, {
      hint: suggest(settings.container, names).trim() || "It has no container at all.",
    });
  }
  const essential = all.filter((one) => one.essential !== false);
  const [only, another] = all.length === 1 ? all : essential;
  if (only !== undefined && another === undefined) return only;
  throw new ActionError(
    "config",
    `${where} has ${all.length} containers, and it is not said which one runs the command.`,
    {
      hint: `Name it: container: one of ${names.join(", ")}.`,
    },
  );
}

/** The description as a request: what AWS adds to it is left out, one container gets the image, all else is kept. */
export function withImage(
  definition: TaskDefinition,
  tags: RegisterTaskDefinitionCommandInput["tags"],
  container: string,
  image: string,
): RegisterTaskDefinitionCommandInput {
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _attributes,
    compatibilities: _compatibilities,
    registeredAt: _registeredAt,
    registeredBy: _registeredBy,
    deregisteredAt: _deregisteredAt,
    deleteRequestedAt: _deleteRequestedAt,
    ...kept
  } = definition;
  return {
    ...kept,
    family: definition.family,
    containerDefinitions: (definition.containerDefinitions ?? []).map((one) =>
      one.name === container ? { ...one, image } : one,
    ),
    ...(tags === undefined || tags.length === 0 ? {} : { tags }),
  };
}

function runnable(arn: string, definition: TaskDefinition, container: ContainerDefinition): RunnableTask {
  return {
    arn,
    container: container.name ?? "",
    launchType: definition.requiresCompatibilities?.includes("FARGATE") === true ? "FARGATE" : undefined,
    isAwsvpc: definition.networkMode === "awsvpc",
    logs: logOptions(container),
  };
}

function logOptions(container: ContainerDefinition): LogOptions {
  const configuration = container.logConfiguration;
  const name = container.name ?? "";
  if (configuration?.logDriver !== "awslogs") {
    const driver = configuration?.logDriver ?? "no log driver";
    return { known: false, text: `the container ${name} logs to ${driver}; only awslogs is read` };
  }
  const {
    "awslogs-group": group,
    "awslogs-stream-prefix": prefix,
    "awslogs-region": region,
  } = configuration.options ?? {};
  if (group === undefined || prefix === undefined) {
    const text = `the awslogs options of the container ${name} have no awslogs-group or no awslogs-stream-prefix`;
    return { known: false, text };
  }
  return { known: true, group, prefix, region };
}

/** `shop:12` of `arn:aws:ecs:…:task-definition/shop:12`. */
export function shortName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
