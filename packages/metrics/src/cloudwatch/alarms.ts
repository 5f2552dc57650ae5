import {
  ActionError,
  type AwsAccess,
  awsError,
  type HttpClient,
  printable,
  suggest,
} from "@deploy-actions/kernel";
import { type CloudWatchConnection, connectCloudWatch } from "./cloudwatch-client.ts";
import type { AlarmReading, AlarmsReading } from "./types.ts";

interface Alarm {
  readonly AlarmName?: string | undefined;
  readonly StateValue?: string | undefined;
  readonly StateReason?: string | undefined;
}

const MAX_NAMES = 100;
const MAX_PAGES = 10;

/** Reads the alarms by name; see the factory for the contract. */
export async function describeAlarms(
  { access, http }: { readonly access: AwsAccess; readonly http: HttpClient },
  names: readonly string[],
  signal: AbortSignal,
): Promise<AlarmsReading> {
  try {
    const connection = await connectCloudWatch(access, http, signal);
    const found = new Map<string, Alarm>();
    for (let first = 0; first < names.length; first += MAX_NAMES) {
      const some = names.slice(first, first + MAX_NAMES);
      for (const alarm of await page(connection, { AlarmNames: [...some] }, signal)) {
        found.set(alarm.AlarmName ?? "", alarm);
      }
    }
    const isMissing = names.some((name) => !found.has(name));
    const others = isMissing
      ? (await page(connection, {}, signal)).flatMap((alarm) => alarm.AlarmName ?? [])
      : [];
    return { known: true, alarms: names.map((name) => readingOf(name, found.get(name), others)) };
  } catch (error) {
    if (signal.aborted)
      throw new ActionError("cancelled", "Reading the alarms was cancelled", { cause: error });
    const told = awsError(error, `describe the alarms ${names.join(", ")}`, "cloudwatch:DescribeAlarms");
    if (told.code === "cancelled") throw told;
    const text = told.hint === undefined ? told.message : `${told.message} (${told.hint})`;
    return { known: false, reason: "alarms_unreachable", text };
  }
}

async function page(
  { sdk, client }: CloudWatchConnection,
  which: { readonly AlarmNames?: string[] },
  signal: AbortSignal,
): Promise<readonly Alarm[]> {
  const alarms: Alarm[] = [];
  let nextToken: string | undefined;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const answer = await client.send(
      new sdk.DescribeAlarmsCommand({
        ...which,
        // Without the types, composite alarms are left out.
        AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
        MaxRecords: MAX_NAMES,
        ...(nextToken === undefined ? {} : { NextToken: nextToken }),
      }),
      { abortSignal: signal },
    );
    alarms.push(...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? []));
    nextToken = answer.NextToken;
    if (nextToken === undefined) break;
  }
  return alarms;
}

function readingOf(name: string, alarm: Alarm | undefined, others: readonly string[]): AlarmReading {
  if (alarm === undefined) {
    const near = suggest(name, others.slice(0, 200));
    const text = `there is no alarm ${name} in this account and region.${near.length > 300 ? "" : near}`;
    return { name, state: "unknown", reason: "alarm_missing", text };
  }
  const why = printable(alarm.StateReason ?? "").slice(0, 300);
  if (alarm.StateValue === "ALARM") return { name, state: "alarm", text: `${name} is in ALARM: ${why}` };
  if (alarm.StateValue === "OK") return { name, state: "ok", text: `${name} is OK` };
  const text = `${name} is ${alarm.StateValue ?? "in no state"}: ${why}`;
  return { name, state: "unknown", reason: "alarm_without_data", text };
}
