import { start } from "../main/index.js";
await start("migrate", import.meta.url);
