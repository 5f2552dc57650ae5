import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy, GatePolicy, ImagePolicy } from "@deploy-actions/deploy-config";
import { ActionError, suggest } from "@deploy-actions/kernel";
import { loadGates, loadPolicy, type PolicyFileRequest, type PolicySource } from "../common/policy.ts";
import type { spec } from "./spec.ts";

/** The name of the image among the gates. */
const IMAGE = "image";

/** What is asked, by whose word. */
export interface Asked {
  readonly gates: readonly GatePolicy[];
  /** The policy whose image is asked for. */
  readonly imageOf: (EffectivePolicy & { readonly image: ImagePolicy }) | undefined;
  /** Why the image of the policy is not asked for; `undefined` when it is, or when there is none. */
  readonly imageNote: string | undefined;
  /** Why nothing is asked at all: only the image was wanted, and the policy names none. */
  readonly nothing?: string;
  readonly source: PolicySource;
}

/** The gates the inputs choose, and the image where a release is named. */
export async function whatToAsk(
  context: ActionContext<typeof spec>,
  baseRef: string | undefined,
): Promise<Asked> {
  const { environment, release, config, gates: names, "github-token": token } = context.inputs;
  const file = { file: config, token, ...(baseRef === undefined ? {} : { baseRef }) };
  if (release !== undefined) return askForRelease(context, file, release);
  const { gates, hasImage, source } = await loadGates(context, { ...file, environment });
  if (hasImage && names?.includes(IMAGE)) {
    throw new ActionError("input", "Input gates names the image, but there is no release to ask it of.", {
      hint: "Give the input `release`.",
    });
  }
  const imageNote =
    hasImage && names === undefined
      ? "The image was not asked for: no release is given (input `release`)"
      : undefined;
  return { gates: chooseGates(gates, names, false), imageOf: undefined, imageNote, source };
}

async function askForRelease(
  context: ActionContext<typeof spec>,
  file: PolicyFileRequest,
  release: string,
): Promise<Asked> {
  const { runner, inputs } = context;
  const { environment, gates: names } = inputs;
  if (environment === undefined) {
    throw new ActionError("input", "Input release is given, but no environment.", {
      hint: "Name the environment whose image the release is judged by.",
    });
  }
  const commit = inputs.commit ?? runner.sha;
  const placeholders = { release, environment, ...(commit === undefined ? {} : { commit }) };
  const { policy, source } = await loadPolicy(context, { ...file, environment, placeholders });
  const { image, gates } = policy;
  const isImageAlone = names?.length === 1 && names[0] === IMAGE;
  if (isImageAlone && image === undefined && !gates.some(({ name }) => name === IMAGE)) {
    const nothing = `${environment} has no image section: there is no image to judge`;
    return { gates: [], imageOf: undefined, imageNote: undefined, nothing, source };
  }
  const imageOf =
    image !== undefined && (names === undefined || names.includes(IMAGE)) ? { ...policy, image } : undefined;
  return {
    gates: chooseGates(gates, names, image !== undefined),
    imageOf,
    imageNote: undefined,
    source,
  };
}

function chooseGates(
  gates: readonly GatePolicy[],
  names: readonly string[] | undefined,
  hasImage: boolean,
): readonly GatePolicy[] {
  if (names === undefined) return gates;
  return names.flatMap((name) => {
    const gate = gates.find((item) => item.name === name);
    if (gate !== undefined) return [gate];
    if (hasImage && name === IMAGE) return [];
    const known = [...gates.map((item) => item.name), ...(hasImage ? [IMAGE] : [])];
    throw new ActionError(
      "input",
      `Input gates names "${name}", which the policy does not have.${suggest(name, known)}`,
    );
  });
}
