import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";

/** A CloudWatch alarm in an emulator, where nothing rings it but a test. */
export class Alarm {
  readonly #client: CloudWatchClient;
  readonly #name: string;

  private constructor(client: CloudWatchClient, name: string) {
    this.#client = client;
    this.#name = name;
  }

  static async create(endpoint: string, region: string, name: string): Promise<Alarm> {
    const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "test" };
    const client = new CloudWatchClient({ endpoint, region, credentials });
    await client.send(
      new PutMetricAlarmCommand({
        AlarmName: name,
        Namespace: "Shop",
        MetricName: "Errors",
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 5,
        ComparisonOperator: "GreaterThanThreshold",
      }),
    );
    const alarm = new Alarm(client, name);
    await alarm.set("OK", "all is well");
    return alarm;
  }

  async set(state: "OK" | "ALARM", reason: string): Promise<void> {
    await this.#client.send(
      new SetAlarmStateCommand({ AlarmName: this.#name, StateValue: state, StateReason: reason }),
    );
  }

  async delete(): Promise<void> {
    await this.#client.send(new DeleteAlarmsCommand({ AlarmNames: [this.#name] }));
    this.#client.destroy();
  }
}
