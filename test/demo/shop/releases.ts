/** What a release of the shop does differently from its neighbours. */
export interface ShopRelease {
  readonly name: string;
  /** Reads products.rating, which migration 0002 adds: without it, products cannot be read. */
  readonly showsRatings: boolean;
  /** Share of product and order requests that fail with 500. */
  readonly failureShare: number;
  /** Added to each answer of /products; milliseconds. */
  readonly productDelayMs: number;
}

const RELEASES: readonly ShopRelease[] = [
  { name: "v1", showsRatings: false, failureShare: 0, productDelayMs: 0 },
  { name: "v2", showsRatings: true, failureShare: 0, productDelayMs: 0 },
  { name: "v3", showsRatings: true, failureShare: 0.08, productDelayMs: 0 },
  { name: "v4", showsRatings: true, failureShare: 0, productDelayMs: 150 },
];

/** The release of that name. */
export function findRelease(name: string): ShopRelease {
  const release = RELEASES.find((one) => one.name === name);
  if (release !== undefined) return release;
  throw new Error(`RELEASE is "${name}"; expected one of: ${RELEASES.map((one) => one.name).join(", ")}.`);
}

/** Says of each request in turn whether it fails: evenly spread, so that any stretch has close to the same share. */
export function spreadFailures(share: number): () => boolean {
  let requests = 0;
  return () => {
    requests += 1;
    return Math.floor(requests * share) > Math.floor((requests - 1) * share);
  };
}
