import { start } from "../main/index.js";
await start("canary-deploy", import.meta.url);
