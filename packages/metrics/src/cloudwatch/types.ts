import type { AwsAccess, Clock, HttpClient } from "@deploy-actions/kernel";

/** Whose numbers CloudWatch is asked for. A release whose `version` is `undefined` is not counted. */
export type CloudWatchTarget =
  /** Two target groups behind one load balancer (`AWS/ApplicationELB`). */
  | {
      readonly kind: "target-groups";
      /** `app/<name>/<id>`, or the ARN of the load balancer, of one of its listeners or rules. */
      readonly loadBalancer: string;
      readonly candidate: CloudWatchGroup | undefined;
      readonly stable: CloudWatchGroup | undefined;
    }
  /** Two versions behind one weighted alias (`AWS/Lambda`). */
  | {
      readonly kind: "lambda";
      readonly functionName: string;
      readonly alias: string;
      readonly candidate: CloudWatchVersion | undefined;
      readonly stable: CloudWatchVersion | undefined;
    };

/** A release and the target group that serves it: ARN, or `targetgroup/<name>/<id>`. */
export interface CloudWatchGroup {
  readonly version: string;
  readonly targetGroup: string;
}

/** A release and the published version (a number) that serves it. */
export interface CloudWatchVersion {
  readonly version: string;
  readonly functionVersion: string;
}

/** What the source stands on. */
export interface CloudWatchOptions {
  readonly access: AwsAccess;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly target: CloudWatchTarget;
  /** A minute is counted once it is over for so long. CloudWatch itself is a minute or two behind. */
  readonly ingestDelayMs: number;
  /** Bounds of the latency histogram in ms, ascending; empty: latency is not asked for. */
  readonly latencyBoundsMs?: readonly number[];
  /** Told what is seen and cannot be counted for a release: 5xx of the load balancer itself. */
  readonly onNote?: (text: string) => void;
}

/** One alarm as it is now. `unknown`: not there, or CloudWatch itself has no data for it. */
export type AlarmReading =
  | { readonly name: string; readonly state: "ok" | "alarm"; readonly text: string }
  | { readonly name: string; readonly state: "unknown"; readonly reason: string; readonly text: string };

/** The alarms in the order they were asked for, or why CloudWatch could not be asked. */
export type AlarmsReading =
  | { readonly known: true; readonly alarms: readonly AlarmReading[] }
  | { readonly known: false; readonly reason: string; readonly text: string };
