import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";

// Preloaded into a process: every module it loads afterwards goes to the file, one address a line.
const file = process.env.RECORD_MODULES_TO;
registerHooks({
  load(url, context, nextLoad) {
    appendFileSync(file, `${url}\n`);
    return nextLoad(url, context);
  },
});
