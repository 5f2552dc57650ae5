import type { Log } from "@deploy-actions/kernel";

/** A log that prints nothing; warnings go to `onWarning`. */
export function quietLog(onWarning: (line: string) => void = () => undefined): Log {
  const nothing = (): void => undefined;
  return {
    info: nothing,
    debug: nothing,
    notice: nothing,
    warning: (line) => onWarning(line),
    error: nothing,
    foreign: nothing,
    group: (_, body) => body(),
  };
}
