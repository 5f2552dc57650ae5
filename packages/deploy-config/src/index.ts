export * from "./base-policy.ts";
export {
  BASE_POLICY_FILE,
  type DeployConfig,
  findProblems,
  parseDeployConfig,
  type WrittenConfig,
} from "./config.ts";
export { CONDITION_EXAMPLES, DEFAULT_REPORTS, KNOWN_GATE_NAMES, type ReportKind } from "./gate-kinds.ts";
export * from "./json-schema.ts";
export type { Override, Overrides } from "./overrides.ts";
export * from "./policy.ts";
export * from "./present-policy.ts";
export { type ConfigProblem, formatProblem } from "./problem.ts";
export { MAX_POLICY_BYTES } from "./read-file.ts";
export * from "./resolve.ts";
export { insertSecret, SECRET_STORES, type SecretReference, secretReferenceIn } from "./secret-references.ts";
export * from "./secrets.ts";
export * from "./substitute.ts";
export * from "./windows.ts";
