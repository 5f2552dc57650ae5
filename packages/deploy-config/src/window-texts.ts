import { nearest } from "@deploy-actions/kernel";
import { Cron } from "croner";
import type { Read } from "./schema-scalars.ts";

/** Five fields of cron; names of days and months allowed. */
export function readCron(text: string): Read<string> {
  const expected = 'five fields (minute hour day month weekday), e.g. "0 2 * * SUN"';
  try {
    new Cron(text, { mode: "5-part", paused: true, timezone: "UTC" });
    return { ok: true, value: text };
  } catch {
    return { ok: false, expected };
  }
}

/** An IANA time zone this runtime knows. */
export function readZone(text: string): Read<string> {
  const expected = "an IANA time zone, e.g. Europe/Berlin or UTC";
  // An offset such as +02:00 is a zone for Intl, but has no summer time: most who write it mean a place.
  if (!/^[A-Za-z]/.test(text)) return { ok: false, expected };
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return { ok: true, value: text };
  } catch {
    return { ok: false, expected, nearest: nearest(text, Intl.supportedValuesOf("timeZone")) };
  }
}
