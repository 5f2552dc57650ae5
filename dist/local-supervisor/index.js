import { start } from "../main/index.js";
await start("local-supervisor", import.meta.url);
