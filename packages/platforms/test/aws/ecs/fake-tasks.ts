/** A task of the fake cluster. */
export interface FakeTask {
  readonly taskArn: string;
  readonly taskDefinitionArn: string;
  readonly createdAt: number;
  lastStatus: "PENDING" | "RUNNING" | "DEACTIVATING" | "STOPPED";
  desiredStatus: "RUNNING" | "STOPPED";
  stoppedAt?: number;
  stoppedReason?: string;
  stopCode?: string;
  containers: { name: string; exitCode?: number; reason?: string }[];
}

/** How a task with some image ends: what ECS really writes. */
export const FATES: Readonly<Record<string, Pick<FakeTask, "stoppedReason" | "stopCode" | "containers">>> = {
  bad: {
    stoppedReason: "Essential container in task exited",
    stopCode: "EssentialContainerExited",
    containers: [{ name: "web", exitCode: 1, reason: "Error: no database" }],
  },
  unpullable: {
    stoppedReason:
      "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref shop:unpullable: not found",
    stopCode: "TaskFailedToStart",
    containers: [{ name: "web" }],
  },
  hungry: {
    stoppedReason: "Essential container in task exited",
    stopCode: "EssentialContainerExited",
    containers: [
      { name: "web", exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" },
    ],
  },
};
