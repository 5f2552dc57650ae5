import { start } from "../main/index.js";
await start("notify", import.meta.url);
