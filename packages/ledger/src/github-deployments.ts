import { ActionError, type GitHubData, type GitHubRest, gitHubStatus } from "@deploy-actions/kernel";
import { parsePayload, payloadOf } from "./github-payload.ts";
import { describeEvent, eventOf, stateOf } from "./github-status.ts";
import { fitNote } from "./note.ts";
import type { DeploymentEvent, DeploymentRecord, NewDeployment } from "./types.ts";

/** Where the deployments are kept. */
export interface GitHubPlace {
  readonly github: GitHubRest;
  readonly owner: string;
  readonly repo: string;
}

export type GitHubDeployment = GitHubData<"GET /repos/{owner}/{repo}/deployments">[number];

const NEEDS = "deployments: write";
const PAGE = 100;
const MAX_PAGES = 10;
/** Statuses of one deployment that are read; a day of heartbeats a minute is 1,440. */
const MAX_STATUSES = 2_000;
/** Deployments whose statuses are asked for at the same time. */
const PARALLEL = 5;

/** The records of one service in one environment, newest first, at most `limit`. */
export async function readRecords(
  place: GitHubPlace,
  query: { readonly service: string; readonly environment: string },
  limit: number,
  signal: AbortSignal,
): Promise<readonly DeploymentRecord[]> {
  const found: { readonly source: GitHubDeployment; readonly deployment: NewDeployment }[] = [];
  for (let page = 1; page <= MAX_PAGES && found.length < limit; page += 1) {
    const { data } = await place.github.request(
      "GET /repos/{owner}/{repo}/deployments",
      { owner: place.owner, repo: place.repo, environment: query.environment, per_page: PAGE, page },
      { needs: NEEDS, signal },
    );
    for (const source of data) {
      const deployment = parsePayload(source.payload, { ...query, id: String(source.id) });
      if (deployment !== undefined) found.push({ source, deployment });
    }
    if (data.length < PAGE) break;
  }
  // GitHub gives the newest first but does not promise it; ids only grow.
  const newest = found.toSorted((a, b) => compareIds(b.source.id, a.source.id)).slice(0, limit);
  const records: DeploymentRecord[] = [];
  for (let start = 0; start < newest.length; start += PARALLEL) {
    const batch = newest.slice(start, start + PARALLEL);
    records.push(
      ...(await Promise.all(
        batch.map(async ({ source, deployment }) =>
          recordOf(source, deployment, await readEvents(place, source.id, signal)),
        ),
      )),
    );
  }
  return records;
}

/** The events of a deployment, oldest first. GitHub does not promise an order, and its times have whole seconds. */
async function readEvents(
  place: GitHubPlace,
  id: number | bigint,
  signal: AbortSignal,
): Promise<readonly DeploymentEvent[]> {
  const statuses = await place.github.paginate(
    "GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses",
    { owner: place.owner, repo: place.repo, deployment_id: Number(id) },
    { needs: NEEDS, signal, maxItems: MAX_STATUSES },
  );
  return statuses.toSorted((a, b) => compareIds(a.id, b.id)).map(eventOf);
}

/** What a new GitHub deployment needs beside its facts. */
export interface CreateOptions {
  /** Commit of the run, for a release that names none. */
  readonly sha?: string | undefined;
  readonly productionEnvironment?: boolean | undefined;
}

/** Creates the deployment. Our gates have judged: GitHub neither merges nor asks for status checks. */
export async function createDeployment(
  place: GitHubPlace,
  deployment: NewDeployment,
  options: CreateOptions,
  signal: AbortSignal,
): Promise<GitHubDeployment> {
  const ref = deployment.release.commit ?? options.sha;
  if (ref === undefined) {
    throw new ActionError(
      "input",
      `Release ${deployment.release.version} names no commit to record a deployment of`,
      {
        hint: "Give the release its full commit SHA.",
      },
    );
  }
  const { data, status } = await creating(ref, () =>
    place.github.request(
      "POST /repos/{owner}/{repo}/deployments",
      {
        owner: place.owner,
        repo: place.repo,
        ref,
        task: deployment.kind === "rollback" ? "rollback" : "deploy",
        auto_merge: false,
        required_contexts: [],
        environment: deployment.environment,
        description: fitNote(
          `${deployment.kind} of ${deployment.service} ${deployment.release.version} by ${deployment.run.actor}`,
        ),
        payload: payloadOf(deployment),
        ...(options.productionEnvironment === undefined
          ? {}
          : { production_environment: options.productionEnvironment }),
      },
      { needs: NEEDS, signal },
    ),
  );
  if (status !== 201 || !("id" in data)) {
    const says = "message" in data && data.message !== undefined ? `: ${data.message}` : "";
    throw new ActionError("remote", `GitHub answered ${status} and created no deployment of ${ref}${says}`, {
      hint: "It merged the default branch into the ref instead, though it was told not to. Run again on the merged commit.",
    });
  }
  return data;
}

/** The two refusals of GitHub that a person can do something about, in words. */
async function creating<T>(ref: string, create: () => Promise<T>): Promise<T> {
  try {
    return await create();
  } catch (error) {
    const status = gitHubStatus(error);
    if (status === 409) {
      throw new ActionError("conflict", `GitHub refuses a deployment of ${ref} (409)`, {
        cause: error,
        hint: "The ref conflicts with the default branch or its status checks are not green. Deploy a commit that is merged.",
      });
    }
    if (status === 422) {
      throw new ActionError("conflict", `GitHub cannot create a deployment of ${ref} (422)`, {
        cause: error,
        hint: "Usually the commit does not exist in this repository. Push it, or give the full SHA of one that does.",
      });
    }
    throw error;
  }
}

/** Adds a status for the event. */
export async function createStatus(
  place: GitHubPlace,
  id: string,
  event: Omit<DeploymentEvent, "at">,
  links: { readonly logUrl?: string | undefined; readonly environmentUrl?: string | undefined },
  signal: AbortSignal,
): Promise<DeploymentEvent> {
  const { data } = await place.github.request(
    "POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses",
    {
      owner: place.owner,
      repo: place.repo,
      deployment_id: Number(id),
      state: stateOf(event.phase),
      description: describeEvent(event),
      // GitHub would also deactivate deployments of other services in the environment, and never production ones.
      auto_inactive: false,
      ...(links.logUrl === undefined || links.logUrl === "" ? {} : { log_url: links.logUrl }),
      ...(links.environmentUrl === undefined ? {} : { environment_url: links.environmentUrl }),
    },
    // The same status twice says what it says once.
    { needs: NEEDS, signal, isRepeatable: true },
  );
  return eventOf(data);
}

/** The record with this id; `undefined` when there is none, or it is not one of ours. */
export async function readRecord(
  place: GitHubPlace,
  id: string,
  signal: AbortSignal,
): Promise<DeploymentRecord | undefined> {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  try {
    const { data: source } = await place.github.request(
      "GET /repos/{owner}/{repo}/deployments/{deployment_id}",
      { owner: place.owner, repo: place.repo, deployment_id: Number(id) },
      { needs: NEEDS, signal },
    );
    const deployment = parsePayload(source.payload, { environment: source.environment, id });
    if (deployment === undefined) return undefined;
    return recordOf(source, deployment, await readEvents(place, source.id, signal));
  } catch (error) {
    if (gitHubStatus(error) === 404) return undefined;
    throw error;
  }
}

/** A deployment with its events as a record. */
export function recordOf(
  source: GitHubDeployment,
  deployment: NewDeployment,
  events: readonly DeploymentEvent[],
): DeploymentRecord {
  return {
    ...deployment,
    id: String(source.id),
    createdAt: Date.parse(source.created_at),
    events,
    url: source.url,
  };
}

/** Negative when `a` was created before `b`. */
export function compareIds(a: number | bigint | string, b: number | bigint | string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}
