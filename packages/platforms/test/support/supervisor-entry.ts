import { supervisorMain } from "../../src/local/supervisor-main.ts";

process.exitCode = await supervisorMain(process.argv.slice(2), process.env);
