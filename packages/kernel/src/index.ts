export * from "./duration.ts";
export * from "./errors.ts";
export * from "./json.ts";
export * from "./markdown.ts";
export * from "./nearest.ts";
export * from "./numbers.ts";
export * from "./ports.ts";
export * from "./text.ts";
