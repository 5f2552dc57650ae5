import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import type { Clock } from "@deploy-actions/kernel";
import { createKubernetesPlatform, openKubernetesClient } from "@deploy-actions/platforms";
import type { KubernetesTarget } from "@deploy-actions/rollout";
import { createNodeTransport } from "../../../packages/platforms/src/kubernetes/client/node-transport.ts";
import type {
  KubernetesTransport,
  TransportRequest,
} from "../../../packages/platforms/src/kubernetes/client/transport.ts";
import { isChange } from "../../../packages/platforms/test/kubernetes/support/broken-transport.ts";
import { clock, exec } from "../../../packages/platforms/test/support/ports.ts";
import { quietLog } from "../../../packages/platforms/test/support/quiet-log.ts";
import type { FaultGate } from "../fault-gate.ts";
import { transportFailure } from "../gated-ports.ts";
import type { CrashSubject } from "../subject.ts";

/** A target in a cluster. */
export interface KubernetesConfig {
  readonly kubeconfig: string;
  readonly target: KubernetesTarget;
}

/** Looks follow each other quickly; the controllers need real time. */
const hasty: Clock = {
  now: clock.now,
  sleep: (ms, signal) => clock.sleep(Math.min(ms, LONGEST_SLEEP_MS), signal),
};
const LONGEST_SLEEP_MS = 100;

export const subject: CrashSubject = {
  async open(config, gate) {
    const { kubeconfig, target } = config as KubernetesConfig;
    const log = quietLog();
    const client = await openKubernetesClient({
      access: { kind: "kubeconfig", path: kubeconfig, context: undefined },
      namespace: target.namespace,
      clock: hasty,
      random: { next: Math.random, id: randomUUID },
      exec,
      secrets: { mask: (value) => value, redact: (text) => text },
      log,
      env: {},
      transport: (connection) => gateTransport(createNodeTransport(connection, {}), gate),
    });
    return createKubernetesPlatform({ target, client, clock: hasty, log, workspace: tmpdir() });
  },
};

function gateTransport(next: KubernetesTransport, gate: FaultGate): KubernetesTransport {
  return {
    close: () => next.close(),
    send: (request) =>
      gate.pass({
        name: nameOf(request),
        isChange: isChange(request),
        send: () => next.send(request),
        refuse: (status) => ({ status, headers: HEADERS, body: refusal(status), truncated: false }),
        lose: (how) => {
          throw transportFailure("no answer", how);
        },
      }),
  };
}

const HEADERS = { "content-type": "application/json", "retry-after": "0" };

/** What is changed, without where: `PATCH deployments/web/scale`. */
function nameOf({ method, path }: TransportRequest): string {
  const [resource = path] = path.replace(/^.*\/namespaces\/[^/]+\//, "").split("?");
  return `${method} ${resource}`;
}

function refusal(code: number): string {
  const reason = { 409: "Conflict", 429: "TooManyRequests" }[code] ?? "ServiceUnavailable";
  return JSON.stringify({
    kind: "Status",
    apiVersion: "v1",
    status: "Failure",
    message: "not now",
    reason,
    code,
  });
}
