import { start } from "../main/index.js";
await start("health-verify", import.meta.url);
