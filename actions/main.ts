import { nodeHost, runAction, runCli } from "@deploy-actions/action-kit";
import { actions, commands } from "./catalog.ts";

/**
 * Starts one entry of the bundle: an action by its name, `cli`, or `local-supervisor`. Called by the stubs below dist/,
 * with their own `import.meta.url`.
 */
export async function start(entry: string, entryUrl: string): Promise<void> {
  if (entry === "cli") {
    await runCli(commands, process.argv.slice(2), nodeHost({ entryUrl }));
    return;
  }
  if (entry === "local-supervisor") {
    const { supervisorMain } = await import("@deploy-actions/platforms");
    process.exitCode = await supervisorMain(process.argv.slice(2), process.env);
    return;
  }
  const load = actions[entry];
  if (load === undefined) throw new Error(`There is no entry "${entry}" in this bundle.`);
  const host = nodeHost({ entryUrl });
  await runAction(await load(), host);
}
