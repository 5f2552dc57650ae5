import { randomUUID } from "node:crypto";
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { afterAll, expect, test } from "@jest/globals";
import { describePeer } from "../../../test/peers/require-peer.ts";
import { accessTo, never, realHttp, testClock } from "../../../test/support/aws-endpoint.ts";
import { createCloudWatchSource, readAlarms } from "../src/index.ts";

const MINUTE = 60_000;

describePeer("CloudWatch on an emulator", "DEPLOY_ACTIONS_PEER_MOTO_URL", (url) => {
  const suffix = randomUUID().slice(0, 8);
  const sdk = new CloudWatchClient({
    region: "eu-west-1",
    endpoint: url,
    credentials: { accessKeyId: "AKIDTEST", secretAccessKey: "test" },
  });
  const alarms = [`shop-5xx-${suffix}`, `shop-latency-${suffix}`];
  const access = accessTo(url);
  const http = realHttp();

  afterAll(async () => {
    await sdk.send(new DeleteAlarmsCommand({ AlarmNames: alarms }));
    sdk.destroy();
  });

  async function put(
    Namespace: string,
    MetricName: string,
    dimensions: Readonly<Record<string, string>>,
    at: number,
    value: number,
  ) {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const MetricData = [
      { MetricName, Dimensions, Timestamp: new Date(at), Value: value, Unit: "Count" as const },
    ];
    await sdk.send(new PutMetricDataCommand({ Namespace, MetricData }));
  }

  test("counts requests and failures of two target groups", async () => {
    const startMs = Math.floor(Date.now() / MINUTE) * MINUTE - 30 * MINUTE;
    const clock = testClock(startMs);
    const loadBalancer = `app/shop-${suffix}/1`;
    const of = (group: string) => ({
      TargetGroup: `targetgroup/${group}-${suffix}/1`,
      LoadBalancer: loadBalancer,
    });
    for (const minute of [0, 1]) {
      const at = startMs + minute * MINUTE + 5_000;
      await put("AWS/ApplicationELB", "RequestCount", of("green"), at, 40);
      await put("AWS/ApplicationELB", "RequestCount", of("green"), at + 10_000, 10);
      await put("AWS/ApplicationELB", "RequestCount", of("blue"), at, 500);
      await put("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", of("green"), at, 4);
    }
    const source = createCloudWatchSource({
      access,
      http,
      clock,
      ingestDelayMs: MINUTE,
      latencyBoundsMs: [],
      target: {
        kind: "target-groups",
        loadBalancer,
        candidate: { version: "v2", targetGroup: of("green").TargetGroup },
        stable: { version: "v1", targetGroup: of("blue").TargetGroup },
      },
    });
    expect(await source.read(never)).toMatchObject({ known: true, candidate: { requests: 0 } });
    clock.advance(2 * MINUTE);
    expect(await source.read(never)).toMatchObject({
      candidate: { requests: 50, errors: 4 },
      stable: { requests: 500, errors: 0 },
    });
    clock.advance(MINUTE);
    expect(await source.read(never)).toMatchObject({
      candidate: { requests: 100, errors: 8 },
      stable: { requests: 1_000 },
    });
    clock.advance(5 * MINUTE);
    expect(await source.read(never)).toMatchObject({ known: false, reason: "metric_missing" });
  });

  test("reads alarms, and names the nearest of one that is not there", async () => {
    for (const [index, AlarmName] of alarms.entries()) {
      await sdk.send(
        new PutMetricAlarmCommand({
          AlarmName,
          ComparisonOperator: "GreaterThanThreshold",
          EvaluationPeriods: 1,
          MetricName: "m",
          Namespace: "n",
          Period: 60,
          Statistic: "Sum",
          Threshold: 1,
        }),
      );
      const StateValue = index === 0 ? "ALARM" : "OK";
      await sdk.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "said so" }));
    }
    const reading = await readAlarms({ access, http }, [...alarms, `shop-5xy-${suffix}`], never);
    expect(reading).toMatchObject({
      known: true,
      alarms: [{ state: "alarm" }, { state: "ok" }, { state: "unknown" }],
    });
    expect(reading.known ? reading.alarms[2]?.text : "").toContain(`Did you mean "${alarms[0]}"?`);
  });
});
