import type { Action, Command } from "@deploy-actions/action-kit";

/** Loads an action by its name; each is a chunk of the bundle of its own. */
export const actions: Readonly<Record<string, () => Promise<Action>>> = {
  "quality-gate": async () => (await import("./quality-gate/action.ts")).action,
  migrate: async () => (await import("./migrate/action.ts")).action,
  "canary-deploy": async () => (await import("./canary-deploy/action.ts")).action,
  "health-verify": async () => (await import("./health-verify/action.ts")).action,
  rollback: async () => (await import("./rollback/action.ts")).action,
  notify: async () => (await import("./notify/action.ts")).action,
  pipeline: async () => (await import("./pipeline/action.ts")).action,
};

/** The commands of the command line. */
export const commands: readonly Command[] = [
  {
    command: "run",
    summary: "The whole pipeline: gate, migrate, canary, verify, record, notify.",
    presets: { plan: "false" },
    load: load("pipeline"),
  },
  {
    command: "plan",
    summary: "What `run` would do, and where every value comes from; nothing is touched.",
    presets: { plan: "true" },
    load: load("pipeline"),
  },
  {
    command: "quality-gate",
    summary: "Judges the evidence by the gates of the policy file.",
    load: load("quality-gate"),
  },
  { command: "migrate", summary: "Plans and applies database migrations.", load: load("migrate") },
  {
    command: "canary-deploy",
    summary: "Rolls a release out in steps, takes it back when it is bad.",
    load: load("canary-deploy"),
  },
  {
    command: "health-verify",
    summary: "Watches a running system and says whether it is healthy.",
    load: load("health-verify"),
  },
  { command: "rollback", summary: "Returns an environment to an earlier release.", load: load("rollback") },
  { command: "notify", summary: "Tells people what happened.", load: load("notify") },
  {
    command: "trust-policy",
    summary: "Prints what a cloud has to trust, before anyone tries to sign in.",
    loadText: async () => {
      const { renderTrustPolicy, TRUST_POLICY_OPTIONS } = await import("@deploy-actions/credentials");
      return { options: TRUST_POLICY_OPTIONS, render: renderTrustPolicy };
    },
  },
];

function load(name: string): () => Promise<Action> {
  const found = actions[name];
  if (found === undefined) throw new Error(`no action is named ${name}`);
  return found;
}
