import { ActionError, formatDuration } from "@deploy-actions/kernel";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { type CanaryLook, describeCanary, lookAtCanary } from "./canary-look.ts";
import { intervalMsOf } from "./canary-object.ts";
import { gateText, sayingOf } from "./engine-state.ts";

const FIRST_POLL_MS = 200;
const LONGEST_POLL_MS = 2_000;
const FAULTS_EVERY_MS = 2_000;
/** Flagger moves only when it looks: it is given a few of its looks before it counts as standing still. */
const LOOKS_ALLOWED = 4;

/** A gate is asked at every look: one that has just been opened is not yet seen to be. */
const GATE_LOOKS = 1.5;

export interface WaitWishes {
  /** `false`: a candidate that fails does not matter, it is on its way out. */
  readonly stopsOnFailure?: boolean;
  /** Looks of Flagger for which the gate before the start has to be shut to end the wait. */
  readonly gateLooks?: number;
}

/** How a wait for Flagger ended; `text`: why it will not get there by waiting longer. */
export type CanaryWait =
  | { readonly kind: "there"; readonly look: CanaryLook }
  | { readonly kind: "not-there"; readonly look: CanaryLook; readonly text: string };

/** Waits until Flagger shows what is asked for, its gates hold it, its candidate fails, or it does not move any more. */
export async function untilCanary(
  options: KubernetesPlatformOptions,
  isDone: (look: CanaryLook) => boolean,
  signal: AbortSignal,
  { stopsOnFailure = true, gateLooks = GATE_LOOKS }: WaitWishes = {},
): Promise<CanaryWait> {
  const { clock, target } = options;
  let movedAt = clock.now();
  let lookedForFaultsAt = movedAt;
  let pollMs = FIRST_POLL_MS;
  let mark = "";
  for (;;) {
    const now = clock.now();
    const faults = now - lookedForFaultsAt >= FAULTS_EVERY_MS;
    if (faults) lookedForFaultsAt = now;
    const look = await lookAtCanary(options, signal, { faults });
    if (isDone(look)) return { kind: "there", look };
    const { canary, traffic, targetDeployment, primary } = look;
    const failure = traffic.candidate?.failure;
    if (failure !== undefined && stopsOnFailure) {
      return { kind: "not-there", look, text: [failure.text, ...failure.lines].join("\n") };
    }
    const { lastTransitionTime: _time, conditions: _conditions, ...status } = canary?.status ?? {};
    const seen = JSON.stringify([status, targetDeployment?.status, primary?.status]);
    if (seen !== mark) {
      mark = seen;
      movedAt = now;
      pollMs = FIRST_POLL_MS;
    }
    const { phase } = canary?.status ?? {};
    const isAtGate = phase === "Waiting" || phase === "WaitingPromotion";
    const looks = phase === "Waiting" ? gateLooks : GATE_LOOKS;
    if (canary !== undefined && isAtGate && now - movedAt >= looks * intervalMsOf(canary)) {
      const gate = gateText(canary, phase === "Waiting" ? "confirm-rollout" : "confirm-promotion");
      return { kind: "not-there", look, text: `Flagger waits for a person (${sayingOf(canary)}${gate})` };
    }
    const allowedMs = Math.max(
      target.readyTimeoutMs,
      LOOKS_ALLOWED * (canary === undefined ? 0 : intervalMsOf(canary)),
    );
    if (now - movedAt >= allowedMs) {
      const said = canary === undefined ? "it is gone" : sayingOf(canary);
      const detail = traffic.candidate?.detail;
      const text = `${describeCanary(options)} does not move for ${formatDuration(allowedMs)} (${said})${detail === undefined ? "" : `: ${detail}`}`;
      return { kind: "not-there", look, text };
    }
    await clock.sleep(pollMs, signal);
    pollMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5);
  }
}

/** As {@link untilCanary}; anything else is a `remote` error. */
export async function requireCanary(
  options: KubernetesPlatformOptions,
  isDone: (look: CanaryLook) => boolean,
  what: string,
  signal: AbortSignal,
): Promise<CanaryLook> {
  const end = await untilCanary(options, isDone, signal, { stopsOnFailure: false });
  if (end.kind === "there") return end.look;
  throw new ActionError("remote", `${what}: ${end.text}`, {
    hint: "Run again: it goes on from there. Is Flagger running? `kubectl describe canary` and its log say what it waits for.",
  });
}
