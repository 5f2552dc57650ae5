import type { Answer } from "./route.ts";
import { problem } from "./route.ts";
import type { FakeFault } from "./types.ts";

const MESSAGES: Readonly<Record<number, string>> = {
  401: "Bad credentials",
  403: "Resource not accessible by integration",
  404: "Not Found",
  409: "Conflict",
  422: "Validation Failed",
  429: "API rate limit exceeded",
  502: "Server Error",
  503: "Service Unavailable",
};

/** The faults that wait for their request. */
export interface Faults {
  add(fault: FakeFault): void;
  /** The newest fault that matches, counted as used. */
  take(method: string, target: string): FakeFault | undefined;
}

export function createFaults(initial: readonly FakeFault[]): Faults {
  const waiting: { readonly fault: FakeFault; skip: number; left: number }[] = [];
  const add = (fault: FakeFault): void => {
    waiting.unshift({
      fault,
      skip: fault.skip ?? 0,
      left: fault.times === 0 ? Infinity : (fault.times ?? 1),
    });
  };
  initial.forEach(add);
  return {
    add,
    take(method, target) {
      for (const one of waiting) {
        if (one.left === 0 || !matches(one.fault, method, target)) continue;
        if (one.skip > 0) {
          one.skip -= 1;
          continue;
        }
        one.left -= 1;
        return one.fault;
      }
      return undefined;
    },
  };
}

/** The answer of a fault in mode `answer`. */
export function faultAnswer(fault: FakeFault): Answer {
  const status = fault.status ?? 500;
  const answer = problem(status, MESSAGES[status] ?? "Server Error");
  return {
    ...answer,
    ...(fault.body === undefined ? {} : { body: fault.body }),
    ...(fault.headers === undefined ? {} : { headers: fault.headers }),
  };
}

function matches(fault: FakeFault, method: string, target: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  return fault.path === undefined || new RegExp(fault.path).test(target);
}
