import { type CredentialPorts, variable } from "../ports.ts";

const LONGEST = 64;

/** The session's name in CloudTrail: what was asked for, or repository and run; 2 to 64 of the characters STS allows. */
export function sessionName(wanted: string | undefined, env: CredentialPorts["env"]): string {
  if (wanted !== undefined) return legal(wanted).slice(0, LONGEST).padEnd(2, "-");
  const run = variable(env, "GITHUB_RUN_ID");
  const suffix = run === undefined ? "" : `-${legal(run)}`;
  const repository = legal(variable(env, "GITHUB_REPOSITORY") ?? "terminal");
  return `${`deploy-${repository}`.slice(0, LONGEST - suffix.length)}${suffix}`;
}

function legal(text: string): string {
  return text.replace(/[^\w+=,.@-]+/g, "-");
}
