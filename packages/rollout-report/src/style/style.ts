import { CHARTS } from "./charts.ts";
import { COLOURS } from "./colours.ts";
import { LAYOUT } from "./layout.ts";
import { TABLES } from "./tables.ts";

/** The style sheet of the page. No style attributes anywhere: the policy would refuse them. */
export const STYLE = [COLOURS, LAYOUT, TABLES, CHARTS]
  .join("\n")
  .replace(/\s*\n\s*/g, "")
  .replace(/: /g, ":");
