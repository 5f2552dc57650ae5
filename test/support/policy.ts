/** A target whose commands are never run, for actions that need a policy but touch no platform. */
export const UNUSED_TARGET = "{ platform: exec, observe: [a], set-weight: [a], promote: [a], abort: [a] }";

/** A policy file with one environment, `production`; `lines` go below `defaults:`, indented by two spaces. */
export function policy(...lines: readonly string[]): string {
  const body = [`target: ${UNUSED_TARGET}`, ...lines].map((line) => `  ${line}`).join("\n");
  return `version: 1\nservice: shop\ndefaults:\n${body}\nenvironments:\n  production: {}\n`;
}
