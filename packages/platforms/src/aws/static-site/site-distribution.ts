import { createHash } from "node:crypto";
import type { DistributionConfig, Origin } from "@aws-sdk/client-cloudfront";
import { ActionError, formatDuration, nearest, suggest } from "@deploy-actions/kernel";
import { waitUntil } from "../wait-until.ts";
import { ask, type SiteSession } from "./site-session.ts";

/** How often CloudFront is asked whether it is done: a change takes minutes. */
const POLL_MS = 5_000;
const MAX_PAGES = 20;
/** How often a change is made anew because something else of the distribution was changed meanwhile. */
const MAX_TRIES = 3;

/** The distribution as it is. */
export interface SiteDistribution {
  readonly config: DistributionConfig;
  readonly etag: string | undefined;
  readonly isDeployed: boolean;
  readonly origin: Origin;
  /** Empty, or a slash and a prefix. */
  readonly originPath: string;
}

/** Reads the distribution; a `config` error with the nearest names when it, or its origin, is not there. */
export async function readDistribution(session: SiteSession): Promise<SiteDistribution> {
  const { options, cloudfront, cloudfrontSdk } = session;
  const id = options.target.distribution;
  const command = new cloudfrontSdk.GetDistributionCommand({ Id: id });
  const answer = await ask(
    session,
    `read the distribution ${id}`,
    "cloudfront:GetDistribution",
    () => cloudfront.send(command),
    { missing: /^NoSuchDistribution$/, onMissing: () => distributionMissing(session) },
  );
  const config = answer.Distribution?.DistributionConfig;
  if (config === undefined) {
    throw new ActionError("remote", `AWS answered without the configuration of the distribution ${id}`);
  }
  const origin = findOrigin(session, config);
  return {
    config,
    etag: answer.ETag,
    isDeployed: answer.Distribution?.Status === "Deployed",
    origin,
    originPath: origin.OriginPath ?? "",
  };
}

/**
 * Switches the origin's path under the distribution's ETag, everything else kept. `conflict` when the path is not the one
 * that was read any more; an answer that was lost is no failure when the new path is seen.
 */
export async function switchOriginPath(
  session: SiteSession,
  before: SiteDistribution,
  originPath: string,
): Promise<SiteDistribution> {
  let now = before;
  for (let tries = 1; ; tries += 1) {
    const failure = await update(session, now, originPath).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (
      failure !== undefined &&
      !(failure instanceof ActionError && /^(remote|conflict)$/.test(failure.code))
    )
      throw failure;
    const seen = await readDistribution(session);
    if (seen.originPath === originPath) return seen;
    if (seen.originPath !== before.originPath) throw pathChanged(before, seen);
    const isOtherChange = failure instanceof ActionError && failure.code === "conflict";
    if (!isOtherChange || tries >= MAX_TRIES) {
      throw (
        failure ??
        new ActionError("remote", `The origin path was set to ${originPath}, still seeing ${show(seen)}`)
      );
    }
    now = seen;
  }
}

/** Waits until the distribution is deployed everywhere, then invalidates and waits for that too. */
export async function settleDistribution(session: SiteSession): Promise<SiteDistribution> {
  const { options, signal, cloudfront, cloudfrontSdk } = session;
  const { distribution: id, invalidate, settleMs } = options.target;
  const wait = { timeoutMs: settleMs, pollMs: Math.min(POLL_MS, Math.max(10, settleMs / 20)) };
  const limit = formatDuration(settleMs);
  const seen = await waitUntil(
    options.clock,
    wait,
    signal,
    () => readDistribution(session),
    ({ isDeployed }) => isDeployed,
  );
  if (!seen.isDeployed) {
    throw new ActionError("remote", `The distribution ${id} is not deployed after ${limit}`, {
      hint: "CloudFront goes on by itself: run again, or raise the target's settle time.",
    });
  }
  if (invalidate.length === 0) return seen;
  // The same reference and paths give the invalidation there is: so an answer may get lost, or a run end here.
  const facts = `${seen.etag ?? ""} ${seen.originPath}`;
  const reference = `deploy-actions-${createHash("sha256").update(facts).digest("hex").slice(0, 32)}`;
  const command = new cloudfrontSdk.CreateInvalidationCommand({
    DistributionId: id,
    InvalidationBatch: {
      CallerReference: reference,
      Paths: { Quantity: invalidate.length, Items: [...invalidate] },
    },
  });
  const what = `invalidate ${invalidate.join(", ")} of the distribution ${id}`;
  const create = () => ask(session, what, "cloudfront:CreateInvalidation", () => cloudfront.send(command));
  const made = await waitUntil(options.clock, wait, signal, create, () => true);
  const invalidation = made.Invalidation?.Id;
  const look = async (): Promise<string | undefined> => {
    const get = new cloudfrontSdk.GetInvalidationCommand({ DistributionId: id, Id: invalidation });
    const about = `read the invalidation ${invalidation} of the distribution ${id}`;
    const answer = await ask(session, about, "cloudfront:GetInvalidation", () => cloudfront.send(get));
    return answer.Invalidation?.Status?.toLowerCase();
  };
  const status = await waitUntil(options.clock, wait, signal, look, (found) => found === "completed");
  if (status === "completed") return seen;
  throw new ActionError(
    "remote",
    `The invalidation ${invalidation} of ${id} is not completed after ${limit}`,
    {
      hint: "Some edges may still serve the release before. Run again, or raise the target's settle time.",
    },
  );
}

async function update(session: SiteSession, now: SiteDistribution, originPath: string): Promise<void> {
  const { options, cloudfront, cloudfrontSdk } = session;
  const id = options.target.distribution;
  const items = (now.config.Origins?.Items ?? []).map((origin) =>
    origin.Id === now.origin.Id ? { ...origin, OriginPath: originPath } : origin,
  );
  const command = new cloudfrontSdk.UpdateDistributionCommand({
    Id: id,
    ...(now.etag === undefined ? {} : { IfMatch: now.etag }),
    DistributionConfig: { ...now.config, Origins: { Quantity: items.length, Items: items } },
  });
  const what = `switch the distribution ${id} to ${originPath === "" ? "no origin path" : originPath}`;
  await ask(session, what, "cloudfront:UpdateDistribution", () => cloudfront.send(command));
}

/** The origin that is named, or the only one on the bucket. */
function findOrigin({ options }: SiteSession, config: DistributionConfig): Origin {
  const { distribution: id, origin: wanted, bucket } = options.target;
  const origins = config.Origins?.Items ?? [];
  const ids = origins.flatMap(({ Id }) => Id ?? []);
  if (wanted !== undefined) {
    const found = origins.find(({ Id }) => Id === wanted);
    if (found !== undefined) return found;
    throw new ActionError("config", `The distribution ${id} has no origin ${wanted}.${suggest(wanted, ids)}`);
  }
  const own = origins.filter(({ DomainName }) => DomainName?.startsWith(`${bucket}.s3`) === true);
  const [first, ...more] = own;
  if (first !== undefined && more.length === 0) return first;
  const list = origins.map(({ Id, DomainName }) => `${Id} (${DomainName})`).join(", ");
  const text =
    first === undefined
      ? `No origin of the distribution ${id} is on the bucket ${bucket}; it has ${list}`
      : `${own.length} origins of the distribution ${id} are on the bucket ${bucket}: ${own.map(({ Id }) => Id).join(", ")}`;
  throw new ActionError("config", text, { hint: "Name the one that is switched as `origin` of the target." });
}

/** The nearest distribution by its id, alias or domain name: what people write is often the latter. */
async function distributionMissing(session: SiteSession): Promise<never> {
  const { options, cloudfront, cloudfrontSdk } = session;
  const wanted = options.target.distribution;
  const ids = new Map<string, string>();
  let marker: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const command = new cloudfrontSdk.ListDistributionsCommand(
      marker === undefined ? {} : { Marker: marker },
    );
    const answer = await ask(session, "list the distributions", "cloudfront:ListDistributions", () =>
      cloudfront.send(command),
    ).catch(() => undefined);
    for (const found of answer?.DistributionList?.Items ?? []) {
      if (found.Id === undefined) continue;
      for (const name of [found.Id, found.DomainName, ...(found.Aliases?.Items ?? [])])
        if (name !== undefined) ids.set(name, found.Id);
    }
    marker = answer?.DistributionList?.NextMarker;
    if (marker === undefined || marker === "") break;
  }
  const near = nearest(wanted, ids.keys());
  const meant = near === undefined ? undefined : ids.get(near);
  const told =
    meant === undefined ? suggest(wanted, [...new Set(ids.values())]) : ` Did you mean "${meant}"?`;
  const why = near === undefined || near === meant ? "" : ` (${near})`;
  throw new ActionError("config", `There is no distribution ${wanted}.${told}${why}`, {
    hint: "`distribution` is the id of the distribution, as in E2EXAMPLE1234.",
  });
}

function pathChanged(before: SiteDistribution, seen: SiteDistribution): ActionError {
  return new ActionError(
    "conflict",
    `The origin path was changed meanwhile: it was ${show(before)} and is ${show(seen)}`,
    { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." },
  );
}

function show({ originPath }: SiteDistribution): string {
  return originPath === "" ? "none" : originPath;
}
