import { specs } from "../../actions/specs.ts";

/** Programs of the bundle that are no action: the command line, and the supervisor of the embedded target. */
export const PROGRAMS = ["cli", "local-supervisor"] as const;

/** Every folder below dist/ that holds a stub. */
export const entries: readonly string[] = [...specs.map((spec) => spec.name), ...PROGRAMS];

/** The stub of an entry: it hands its own place to the shared bundle, which loads only what the entry needs. */
export function stubSource(entry: string): string {
  const shebang = entry === "cli" ? "#!/usr/bin/env node\n" : "";
  return `${shebang}import { start } from "../main/index.js";\nawait start(${JSON.stringify(entry)}, import.meta.url);\n`;
}
