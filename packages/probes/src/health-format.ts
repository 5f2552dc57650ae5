import { isObject } from "@deploy-actions/kernel";

/** What a status word of a health answer says. */
export type StatusClass = "pass" | "warn" | "fail" | "unknown";

/** What a body says about the health of the system, and in which word. */
export interface HealthReading {
  readonly class: StatusClass;
  /** The word or key that said it, e.g. `DOWN`, `ok: false`. */
  readonly token: string;
  /** Name of a part that is down while the whole says it is well. */
  readonly failedPart: string | undefined;
}

// Words of health+json (draft-inadarei-api-health-check), Spring Boot Actuator, ASP.NET Core, MicroProfile Health,
// NestJS Terminus and gRPC health; whole words, since "unhealthy" holds "healthy".
const CLASSES: ReadonlyMap<string, StatusClass> = new Map([
  ...["pass", "passing", "ok", "up", "healthy", "serving", "success"].map((word) => [word, "pass"] as const),
  ...["warn", "warning", "degraded"].map((word) => [word, "warn"] as const),
  ...["fail", "failed", "error", "down", "unhealthy", "out_of_service", "not_serving", "critical"].map(
    (word) => [word, "fail"] as const,
  ),
]);

// Keys that stand beside `status` in health documents and hardly anywhere else.
const HEALTH_KEYS = ["components", "checks", "groups", "entries", "totalDuration", "results", "details"];
const HEALTH_PATH =
  /\/(health|healthz|healthcheck|health-check|ready|readyz|live|livez|readiness|liveness)\b/i;

/** The class of a status word: the exact word in any case, never a part of it. */
export function classifyStatus(token: string): StatusClass {
  return CLASSES.get(token.trim().toLowerCase()) ?? "unknown";
}

/** Whether the path of a URL is one that asks for health, so that any other kind of answer is suspicious. */
export function isHealthPath(url: string): boolean {
  return URL.canParse(url) && HEALTH_PATH.test(new URL(url).pathname);
}

/** The reading of a one-word text body (`Healthy`, `UNHEALTHY`); `undefined` for any other text. */
export function readHealthText(text: string): HealthReading | undefined {
  const token = text.trim();
  const found = classifyStatus(token);
  return found === "unknown" ? undefined : { class: found, token, failedPart: undefined };
}

/**
 * The reading of a JSON body in one of the known health shapes; `undefined` when it is not one. A status word nobody
 * knows is read as `unknown` only where the document or the URL shows that it is about health.
 */
export function readHealthJson(value: unknown, url: string): HealthReading | undefined {
  if (!isObject(value)) return undefined;
  for (const key of ["ok", "healthy", "success"]) {
    if (value[key] === false) return { class: "fail", token: `${key}: false`, failedPart: undefined };
  }
  if (typeof value.status !== "string") {
    const yes = ["ok", "healthy"].find((key) => value[key] === true);
    return yes === undefined
      ? readErrorKey(value)
      : { class: "pass", token: `${yes}: true`, failedPart: undefined };
  }
  const found = classifyStatus(value.status);
  if (found === "pass") {
    return readErrorKey(value) ?? { class: "pass", token: value.status, failedPart: findFailedPart(value) };
  }
  if (found === "unknown" && !isAboutHealth(value, url)) return undefined;
  return { class: found, token: value.status, failedPart: undefined };
}

/** Whether an answer with status 503 says that the application has not finished starting (MicroProfile Health). */
export function isNotStarted(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.status === "string" &&
    classifyStatus(value.status) === "fail" &&
    Array.isArray(value.checks) &&
    value.checks.length === 0
  );
}

/** Whether an instance says that it is draining before it stops (NestJS Terminus). */
export function isShuttingDown(value: unknown): boolean {
  return isObject(value) && value.status === "shutting_down";
}

function isAboutHealth(value: Readonly<Record<string, unknown>>, url: string): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 || isHealthPath(url) || HEALTH_KEYS.some((key) => keys.includes(key));
}

// `{data, error}` answers 200 with the error in the body; Terminus has an empty `error` object when all is well.
function readErrorKey(value: Readonly<Record<string, unknown>>): HealthReading | undefined {
  const error = value.error;
  const isEmpty =
    error === undefined ||
    error === null ||
    error === false ||
    error === "" ||
    (typeof error === "object" && Object.keys(error).length === 0);
  return isEmpty ? undefined : { class: "fail", token: "error", failedPart: undefined };
}

function findFailedPart(value: Readonly<Record<string, unknown>>): string | undefined {
  for (const key of ["components", "checks", "entries", "results", "details"]) {
    const parts = value[key];
    if (typeof parts !== "object" || parts === null) continue;
    for (const [name, part] of Object.entries(parts)) {
      for (const item of Array.isArray(part) ? part : [part]) {
        if (!isObject(item) || typeof item.status !== "string") continue;
        if (classifyStatus(item.status) === "fail") return typeof item.name === "string" ? item.name : name;
      }
    }
  }
  return undefined;
}
