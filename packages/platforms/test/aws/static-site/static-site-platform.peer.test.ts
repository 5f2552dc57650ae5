import { ListInvalidationsCommand } from "@aws-sdk/client-cloudfront";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { describePeer } from "../../../../../test/peers/require-peer.ts";
import { staticSiteCalls } from "../../../src/aws/static-site/static-site-calls.ts";
import { describePlatform, rejection } from "../../contract.ts";
import { xmlFault } from "../../support/faulty-http.ts";
import { SiteFixture } from "./site-fixture.ts";

const signal = new AbortController().signal;
const v1 = { version: "v1" };
const v2 = { version: "v2", commit: "2".repeat(40) };

describePeer("a static site behind CloudFront", "DEPLOY_ACTIONS_PEER_MOTO_URL", (endpoint) => {
  describePlatform("S3 and CloudFront", async () => {
    const opened = await SiteFixture.start(endpoint);
    return {
      platform: opened.platform,
      other: opened.open(),
      badDetail: "it has no manifest",
      close: () => opened.close(),
    };
  });

  let fixture: SiteFixture;
  beforeEach(async () => {
    fixture = await SiteFixture.start(endpoint);
  });
  afterEach(() => fixture.close());

  const withStable = async () => {
    const none = await fixture.platform.observe(signal);
    expect(none).toMatchObject({ stable: null, candidate: null, candidateWeight: 0 });
    const started = await fixture.platform.setWeight(v1, 0, none, signal);
    expect(started).toMatchObject({
      stable: null,
      candidate: { release: v1, ready: true },
      candidateWeight: 0,
    });
    const done = await fixture.platform.promote(v1, started, signal);
    expect(done).toMatchObject({ stable: { release: v1, ready: true }, candidate: null, candidateWeight: 0 });
    return done;
  };
  const invalidations = async () => {
    const found = await fixture.cloudfront.send(
      new ListInvalidationsCommand({ DistributionId: fixture.distribution }),
    );
    return found.InvalidationList?.Items?.length ?? 0;
  };
  const isMarker = (key: string): boolean => key.startsWith(".deploy-actions/");

  test("a release is a prefix with its types and caching, the manifest beside it written last", async () => {
    const before = await withStable();
    fixture.http.taken();
    const at0 = await fixture.platform.setWeight(v2, 0, before, signal);
    expect(at0).toMatchObject({ candidate: { release: v2, ready: true }, candidateWeight: 0 });
    const puts = fixture.http.taken().filter((line) => line.startsWith("PUT "));
    expect(puts.at(-2)).toContain("releases/v2.manifest.json");
    expect(puts.at(-1)).toContain(".deploy-actions/");
    expect(await fixture.head("releases/v2/index.html")).toEqual({
      type: "text/html; charset=utf-8",
      cache: "public, max-age=0, must-revalidate",
    });
    expect(await fixture.head("releases/v2/assets/app.3f2a9c1b.js")).toEqual({
      type: "text/javascript; charset=utf-8",
      cache: "public, max-age=31536000, immutable",
    });
    expect(JSON.parse(await fixture.text("releases/v2.manifest.json"))).toMatchObject({
      schema: 1,
      release: v2,
      files: { "index.html": { bytes: 13 } },
    });
    expect(await fixture.originPath()).toBe("/releases/v1");
    expect([...fixture.regions].sort()).toEqual(["cloudfront in us-east-1", "s3 in eu-west-1"]);
  });

  test("all traffic is switched, deployed and invalidated; promote and abort leave no marker", async () => {
    const before = await withStable();
    const count = await invalidations();
    fixture.looksInProgress = 3;
    const at100 = await fixture.platform.setWeight(v2, 100, before, signal);
    expect(at100).toMatchObject({
      stable: { release: v1 },
      candidate: { release: v2 },
      candidateWeight: 100,
    });
    expect(await fixture.originPath()).toBe("/releases/v2");
    expect(await invalidations()).toBe(count + 1);
    expect(await fixture.open().observe(signal)).toEqual(at100);
    const aborted = await fixture.platform.abort(at100, signal);
    expect(aborted).toMatchObject({ stable: { release: v1 }, candidate: null, candidateWeight: 0 });
    expect(aborted.revision).toBe(before.revision);
    expect((await fixture.keys()).filter(isMarker)).toEqual([]);
    fixture.http.taken();
    const again = await fixture.platform.setWeight(v2, 100, aborted, signal);
    expect(fixture.http.taken().filter((line) => line.includes("releases/v2/"))).toEqual([]);
    const done = await fixture.platform.promote(v2, again, signal);
    expect(done).toMatchObject({ stable: { release: v2 }, candidate: null });
    expect((await fixture.keys()).filter(isMarker)).toEqual([]);
  });

  test("a call whose wish is true already changes nothing, whatever revision it brings", async () => {
    const before = await withStable();
    const stale = { revision: "stale" };
    const state = await fixture.platform.setWeight(v2, 100, before, signal);
    expect(await fixture.platform.setWeight(v2, 100, stale, signal)).toEqual(state);
    const done = await fixture.platform.promote(v2, state, signal);
    fixture.http.taken();
    expect(await fixture.platform.promote(v2, stale, signal)).toEqual(done);
    expect(await fixture.platform.abort(stale, signal)).toEqual(done);
    expect(await fixture.platform.restore(v2, stale, signal)).toEqual(done);
    expect(fixture.http.taken().filter((line) => !line.startsWith("GET "))).toEqual([]);
  });

  test("a change by somebody else is a conflict and nothing is changed", async () => {
    const before = await withStable();
    const mine = await fixture.platform.setWeight(v2, 0, before, signal);
    const theirs = await fixture.open().setWeight({ version: "v3" }, 100, mine, signal);
    for (const change of [
      () => fixture.platform.setWeight(v2, 100, mine, signal),
      () => fixture.platform.promote(v2, mine, signal),
      () => fixture.platform.abort(mine, signal),
      () => fixture.platform.restore(v2, mine, signal),
    ]) {
      const error = await rejection(change(), "conflict");
      expect(error.message).toContain(mine.revision);
      expect(error.message).toContain(theirs.revision);
    }
    await fixture.switchByHand("/by-hand");
    expect(await fixture.platform.observe(signal)).toMatchObject({
      stable: { release: { version: "by-hand" } },
      candidate: null,
    });
    await rejection(fixture.platform.promote({ version: "v3" }, theirs, signal), "conflict");
  });

  test("the ETag guards the switch: another path is a conflict, another change of the distribution is kept", async () => {
    const before = await withStable();
    const at0 = await fixture.platform.setWeight(v2, 0, before, signal);
    fixture.http.fail("PUT", /\/config$/, xmlFault(412, "PreconditionFailed"));
    const at100 = await fixture.platform.setWeight(v2, 100, at0, signal);
    expect(at100.candidateWeight).toBe(100);
    fixture.http.fail("PUT", /\/config$/, xmlFault(412, "PreconditionFailed"), 3);
    await rejection(fixture.platform.abort(at100, signal), "conflict");
    expect(await fixture.originPath()).toBe("/releases/v2");
  });

  test.each(["lost", "hang"] as const)(
    "an answer that is %s after the change is seen, not made twice",
    async (kind) => {
      const before = await withStable();
      const count = await invalidations();
      fixture.http.fail("PUT", /index\.html$/, { kind });
      fixture.http.fail("PUT", /manifest\.json$/, { kind });
      fixture.http.fail("PUT", /\.deploy-actions/, { kind });
      fixture.http.fail("PUT", /\/config$/, { kind });
      const state = await fixture.platform.setWeight(v2, 100, before, signal);
      expect(state.candidateWeight).toBe(100);
      expect(await invalidations()).toBe(count + 1);
      fixture.http.fail("DELETE", /\.deploy-actions/, { kind });
      expect((await fixture.platform.promote(v2, state, signal)).candidate).toBeNull();
    },
  );

  test("throttling and server errors are tried again", async () => {
    const before = await withStable();
    fixture.http.fail("GET", /\/distribution\//, xmlFault(429, "Throttling"));
    fixture.http.fail("PUT", /index\.html$/, xmlFault(503, "SlowDown"), 2);
    fixture.http.fail("POST", /\/invalidation$/, xmlFault(500, "InternalError"));
    expect((await fixture.platform.setWeight(v2, 100, before, signal)).candidateWeight).toBe(100);
  });

  test.each(["before", "during"] as const)(
    "killed %s any change, the next run ends in all stable or all candidate",
    async (when) => {
      await withStable();
      fixture.looksInProgress = 0;
      const roll = async () => {
        const at0 = await fixture.platform.setWeight(v2, 0, await fixture.platform.observe(signal), signal);
        const at100 = await fixture.platform.setWeight(v2, 100, at0, signal);
        await fixture.platform.promote(v2, at100, signal);
      };
      const ends = new Set<string>();
      for (let calls = 0; ; calls += 1) {
        fixture.http.dieAfter(calls, when);
        await roll().catch(() => undefined);
        if (!fixture.http.revive()) {
          expect(calls).toBeGreaterThan(4);
          break;
        }
        const next = fixture.open();
        const aborted = await next.abort(await next.observe(signal), signal);
        expect(aborted).toMatchObject({ candidate: null, candidateWeight: 0 });
        expect((await fixture.keys()).filter(isMarker)).toEqual([]);
        const end = aborted.stable?.release.version ?? "none";
        expect(await fixture.originPath()).toBe(`/releases/${end}`);
        ends.add(end);
        await next.restore(v1, aborted, signal);
      }
      // Killed before its last change, a promotion is not made yet: the next run's abort still takes it back.
      expect([...ends].sort()).toEqual(when === "during" ? ["v1", "v2"] : ["v1"]);
    },
    60_000,
  );

  test("a switch that nobody saw end is invalidated by the next run", async () => {
    const before = await withStable();
    const count = await invalidations();
    fixture.http.fail("POST", /\/invalidation$/, xmlFault(403, "AccessDenied"));
    const error = await rejection(fixture.platform.setWeight(v2, 100, before, signal), "permission");
    expect(error.hint).toContain("cloudfront:CreateInvalidation");
    expect(await invalidations()).toBe(count);
    const next = fixture.open();
    const seen = await next.setWeight(v2, 100, await next.observe(signal), signal);
    expect(seen.candidateWeight).toBe(100);
    expect(await invalidations()).toBe(count + 1);
  });

  test("restore switches back to a complete release, also during a rollout, and refuses an incomplete one", async () => {
    const before = await withStable();
    const promoted = await fixture.platform.promote(
      v2,
      await fixture.platform.setWeight(v2, 100, before, signal),
      signal,
    );
    const during = await fixture.platform.setWeight({ version: "v3" }, 100, promoted, signal);
    const restored = await fixture.platform.restore(v1, during, signal);
    expect(restored).toMatchObject({ stable: { release: v1 }, candidate: null });
    const key = { Bucket: fixture.bucket, Key: "releases/v2/index.html" };
    await fixture.s3.send(new DeleteObjectCommand(key));
    const gone = await rejection(fixture.platform.restore(v2, restored, signal), "config");
    expect(gone.message).toContain("1 file of 2 missing or of another size, e.g. index.html");
    const never = await rejection(fixture.platform.restore({ version: "v11" }, restored, signal), "config");
    expect(never.message).toContain(
      'releases/v11.manifest.json, which is written last, is not there. Did you mean "v1"?',
    );
    expect(await fixture.originPath()).toBe("/releases/v1");
  });

  test("only all or nothing, only the candidate, never stable itself", async () => {
    const before = await withStable();
    await rejection(fixture.platform.setWeight(v2, 25, before, signal), "config");
    await rejection(fixture.platform.setWeight(v1, 100, before, signal), "conflict");
    const state = await fixture.platform.setWeight(v2, 0, before, signal);
    const error = await rejection(fixture.platform.promote({ version: "v3" }, state, signal), "conflict");
    expect(error.message).toContain("v3 cannot be promoted: the candidate is v2");
  });

  test("a missing distribution, bucket, origin or folder is told with the nearest name", async () => {
    const alias = await rejection(
      fixture.open({ distribution: `${fixture.bucket}.exampel` }).observe(signal),
      "config",
    );
    expect(alias.message).toContain(`Did you mean "${fixture.distribution}"? (${fixture.bucket}.example)`);
    const origin = await rejection(fixture.open({ origin: "sit" }).observe(signal), "config");
    expect(origin.message).toContain('has no origin sit. Did you mean "site"?');
    const bucket = await rejection(
      fixture.open({ bucket: `${fixture.bucket}x`, origin: "site" }).observe(signal),
      "config",
    );
    expect(bucket.message).toContain(`Did you mean "${fixture.bucket}"?`);
    const none = await rejection(fixture.open({ bucket: "other" }).observe(signal), "config");
    expect(none.message).toContain("No origin of the distribution");
    const problems = await fixture.open({ folder: "build", prefix: "site" }).preflight?.(signal);
    expect(problems?.map(({ text }) => text)).toEqual([
      expect.stringContaining("is the same for every release"),
      expect.stringContaining("The folder build of the site cannot be read"),
    ]);
    expect(await fixture.platform.preflight?.(signal)).toEqual([]);
  });

  test("every call it makes is declared, and every declared one is made", async () => {
    await fixture.platform.preflight?.(signal);
    await withStable();
    await rejection(fixture.open({ distribution: "E9" }).observe(signal), "config");
    await rejection(fixture.open({ bucket: `${fixture.bucket}x`, origin: "site" }).observe(signal), "config");
    const declared = staticSiteCalls(fixture.target).map((call) =>
      call.api === "aws" ? `${call.service}:${call.operation}` : "",
    );
    expect([...fixture.calls].sort()).toEqual([...declared].sort());
  });
});
