import type { Evidence, Verdict } from "@deploy-actions/conditions";
import { judgeGates } from "../quality-gate/judge-gates.ts";
import { renderGates } from "../quality-gate/render.ts";
import type { Pipeline } from "./phases.ts";

/** What the gates came to, and the image that was judged, by its digest. */
export interface GatePhase {
  readonly verdict: Verdict;
  readonly artifact: string | undefined;
}

/** Judges the gates, the image of the release among them; `undefined` when the environment asks none. */
export async function gate({ context, policy, source, release }: Pipeline): Promise<GatePhase | undefined> {
  const { image, gates } = policy;
  if (gates.length === 0 && image === undefined) return undefined;
  const { inputs, outputs, summary, log, runner } = context;
  let artifact: string | undefined;
  const askImage =
    image === undefined
      ? undefined
      : async (): Promise<Evidence> => {
          const { judgeReleaseImage } = await import("../quality-gate/judge-image.ts");
          const judged = await judgeReleaseImage(context, { ...policy, image }, inputs["github-token"]);
          artifact = judged.artifact;
          outputs.set("image-digest", judged.digest ?? "");
          return judged.evidence;
        };
  const verdict = await judgeGates(context, gates, askImage);
  outputs.set("gate-verdict", verdict.outcome);
  summary.add(renderGates(verdict, source.text, release.commit, runner.runUrl), 2);
  log.info(verdict.sentence);
  return { verdict, artifact };
}
