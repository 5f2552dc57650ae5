import { start } from "../main/index.js";
await start("pipeline", import.meta.url);
