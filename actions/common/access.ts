import type { ActionContext, RunnerContext } from "@deploy-actions/action-kit";
import type { CredentialSources } from "@deploy-actions/credentials";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import type { AwsAccess, PreflightProblem } from "@deploy-actions/kernel";
import type { KubernetesAccess, Target } from "@deploy-actions/rollout";

/** What a run signs in to; nothing is loaded or asked before it is used. */
export interface RunAccess {
  sources(): Promise<CredentialSources>;
  /** AWS in this region, or in that of the sign-in. */
  aws(region: string | undefined): Promise<AwsAccess>;
  /** A text with the reference in it (`Bearer secret://…`) replaced by its masked value; any other text as it is. */
  secret(text: string, signal: AbortSignal): Promise<string>;
  /** Signs in wherever the policy says so or its target needs it, and says in the log as whom. */
  whoAmI(signal: AbortSignal): Promise<readonly PreflightProblem[]>;
  /** Takes back what this run signed in to and can be taken back. Never rejects; does nothing where nothing was used. */
  revoke(signal: AbortSignal): Promise<void>;
}

const ofPolicy = new WeakMap<object, RunAccess>();
const ofRun = new WeakMap<object, RunAccess>();

/** The sign-ins of the policy this run has loaded; `undefined` for a run without one. */
export function accessOfRun({ secrets }: Pick<ActionContext, "secrets">): RunAccess | undefined {
  return ofRun.get(secrets);
}

/** Whether a text is worth being looked at for a reference; a check of one URL needs no parser of the policy file. */
export function mayHoldSecret(text: string): boolean {
  return text.includes("secret://");
}

/** The sign-ins of an environment, made once a run. */
export function openAccess(context: ActionContext, policy: EffectivePolicy): RunAccess {
  const known = ofPolicy.get(policy.signIns);
  if (known !== undefined) return known;
  let made: Promise<CredentialSources> | undefined;
  const sources = (): Promise<CredentialSources> => {
    made ??= makeSources(context, policy);
    return made;
  };
  const access: RunAccess = {
    sources,
    aws: async (region) => {
      const all = await sources();
      if (region === undefined) return all.aws();
      const { awsAccessInRegion } = await import("@deploy-actions/credentials");
      return awsAccessInRegion(all.aws(), region);
    },
    secret: async (text, signal) => {
      if (!mayHoldSecret(text)) return text;
      const { insertSecret, secretReferenceIn } = await import("@deploy-actions/deploy-config");
      const reference = secretReferenceIn(text);
      if (reference === undefined) return text;
      const { parseSecretReference, resolveSecret } = await import("@deploy-actions/credentials");
      return insertSecret(
        text,
        await resolveSecret(parseSecretReference(reference), await sources(), signal),
      );
    },
    whoAmI: (signal) => whoAmI(sources, policy, signal),
    revoke: async (signal) => {
      const used = await made?.catch(() => undefined);
      await used?.revoke(signal);
    },
  };
  ofPolicy.set(policy.signIns, access);
  ofRun.set(context.secrets, access);
  return access;
}

async function makeSources(context: ActionContext, policy: EffectivePolicy): Promise<CredentialSources> {
  const { createCredentialSources } = await import("@deploy-actions/credentials");
  const { idTokens, http, clock, random, secrets, log, runner } = context;
  return createCredentialSources(policy.signIns, {
    idTokens: runner.mode === "actions" ? idTokens : undefined,
    http,
    clock,
    random,
    secrets,
    log,
    env: withRegionOf(policy.target, runner.env),
  });
}

/** A target that names its region needs no second place that says it: AWS is asked there who the job is. */
function withRegionOf(target: Target, env: RunnerContext["env"]): RunnerContext["env"] {
  const region = regionOf(target);
  const isSet = [env.AWS_REGION, env.AWS_DEFAULT_REGION].some((name) => (name ?? "") !== "");
  return region === undefined || isSet ? env : { ...env, AWS_REGION: region };
}

function regionOf(target: Target): string | undefined {
  switch (target.platform) {
    case "aws-ecs":
    case "aws-lambda":
    case "aws-s3-cloudfront":
      return target.region;
    case "kubernetes":
    case "helm":
      return target.access.kind === "eks" ? target.access.region : undefined;
    default:
      return undefined;
  }
}

async function whoAmI(
  sources: () => Promise<CredentialSources>,
  { signIns, target }: EffectivePolicy,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const clouds = cloudsOf(target);
  const aws = signIns.aws !== undefined || clouds.has("aws");
  const azure = signIns.azure !== undefined || clouds.has("azure");
  const gcp = signIns.gcp !== undefined || clouds.has("gcp");
  const vault = signIns.vault !== undefined;
  if (!aws && !azure && !gcp && !vault) return [];
  const { preflightAws, preflightAzure, preflightGoogle, preflightVault } = await import(
    "@deploy-actions/credentials"
  );
  const all = await sources();
  const problems = await Promise.all([
    aws ? preflightAws(all.aws(), all.ports, signal) : [],
    azure
      ? preflightAzure((resource) => all.azure(resource), all.ports, signal, {
          authority: signIns.azure?.authority,
        })
      : [],
    gcp ? preflightGoogle(all.google(), all.ports, signal, { signIn: signIns.gcp }) : [],
    vault ? preflightVault(all.vault(), all.ports, signal) : [],
  ]);
  return problems.flat();
}

/** The clouds a target cannot do without. */
function cloudsOf(target: Target): ReadonlySet<"aws" | "azure" | "gcp"> {
  switch (target.platform) {
    case "aws-ecs":
    case "aws-lambda":
    case "aws-s3-cloudfront":
      return new Set(["aws"]);
    case "kubernetes":
    case "helm":
      return cloudOfCluster(target.access);
    default:
      return new Set();
  }
}

function cloudOfCluster(access: KubernetesAccess): ReadonlySet<"aws" | "azure" | "gcp"> {
  switch (access.kind) {
    case "eks":
      return new Set(["aws"]);
    case "aks":
      return new Set(["azure"]);
    case "gke":
      return new Set(["gcp"]);
    default:
      return new Set();
  }
}
