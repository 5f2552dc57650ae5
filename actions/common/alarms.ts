import type { ActionContext } from "@deploy-actions/action-kit";
import type { AwsAccess } from "@deploy-actions/kernel";
import { readAlarms } from "@deploy-actions/metrics";
import type { Probe, ProbeSample } from "@deploy-actions/probes";

/** CloudWatch alarms as checks of the candidate: one in ALARM ends the rollout at once, one that is not there is unknown. */
export function alarmProbes(
  { http, clock }: ActionContext,
  names: readonly string[],
  open: () => Promise<AwsAccess>,
): readonly Probe[] {
  return names.map((name) => ({
    check: `alarm ${name}`,
    kind: "alarm",
    critical: true,
    run: async (signal): Promise<ProbeSample> => {
      const at = clock.now();
      const base = { check: `alarm ${name}`, at, latencyMs: undefined, version: undefined };
      const reading = await readAlarms({ access: await open(), http }, [name], signal);
      const [alarm] = reading.known ? reading.alarms : [];
      if (!reading.known || alarm === undefined || alarm.state === "unknown") {
        const reason = !reading.known
          ? reading.reason
          : alarm?.state === "unknown"
            ? alarm.reason
            : "alarm_missing";
        const detail = !reading.known ? reading.text : (alarm?.text ?? `CloudWatch has no alarm ${name}`);
        return { ...base, result: "unknown", reason, detail };
      }
      return alarm.state === "alarm"
        ? { ...base, result: "unhealthy", reason: "alarm", detail: alarm.text }
        : { ...base, result: "healthy", reason: "ok", detail: alarm.text };
    },
  }));
}
