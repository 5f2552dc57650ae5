import { start } from "../main/index.js";
await start("rollback", import.meta.url);
