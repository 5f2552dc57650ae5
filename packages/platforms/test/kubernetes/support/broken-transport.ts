import { HttpFailure } from "@deploy-actions/kernel";
import type { KubernetesTransport, TransportRequest } from "../../../src/kubernetes/client/transport.ts";

/** What a process that was killed throws from then on. */
export class Killed extends Error {}

/** Whether a request changes something. */
export function isChange({ method, path }: TransportRequest): boolean {
  return method !== "GET" && !path.includes("selfsubjectaccessreviews");
}

/**
 * The process dies when its `at`-th change has taken effect, before the answer is there. To die before a change is to die after
 * the one before it: the cluster cannot tell. `counts`: which changes have a number; default all.
 */
export function killedAt(at: number, counts: (change: TransportRequest) => boolean = () => true) {
  let changes = 0;
  let isDead = false;
  return {
    changes: (): number => changes,
    wrap: (next: KubernetesTransport): KubernetesTransport => ({
      close: () => next.close(),
      send: async (request) => {
        if (isDead) throw new Killed("killed");
        if (!isChange(request) || !counts(request)) return next.send(request);
        changes += 1;
        if (changes < at) return next.send(request);
        isDead = true;
        await next.send(request);
        throw new Killed("killed");
      },
    }),
  };
}

/** Every change takes effect, and its first answer is lost: in turn by a broken connection, a 503 and a 504. */
export function losingAnswers(
  next: KubernetesTransport,
): KubernetesTransport & { readonly lost: () => number } {
  let lost = 0;
  const seen = new Set<string>();
  return {
    lost: () => lost,
    close: () => next.close(),
    send: async (request) => {
      const key = `${request.method} ${request.path} ${request.body}`;
      const answer = await next.send(request);
      if (!isChange(request) || seen.has(key) || answer.status >= 300) return answer;
      seen.add(key);
      lost += 1;
      if (lost % 3 === 0)
        throw new HttpFailure("reset", "the connection was closed before the answer was complete");
      return { status: lost % 3 === 1 ? 503 : 504, headers: {}, body: "gone", truncated: false };
    },
  };
}

/** Every request is first turned away twice: by a 429, then by a 500. */
export function turningAway(next: KubernetesTransport): KubernetesTransport {
  const tries = new Map<string, number>();
  return {
    close: () => next.close(),
    send: async (request) => {
      const key = `${request.method} ${request.path}`;
      const count = (tries.get(key) ?? 0) + 1;
      tries.set(key, count % 3);
      if (count === 1) return { status: 429, headers: { "retry-after": "0" }, body: "{}", truncated: false };
      if (count === 2) return { status: 500, headers: {}, body: "{}", truncated: false };
      return next.send(request);
    },
  };
}
