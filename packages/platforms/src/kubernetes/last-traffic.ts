import type { TrafficState } from "@deploy-actions/rollout";
import type { Platform } from "../platform.ts";
import { showTraffic } from "../traffic-state.ts";
import { ApiUnanswered } from "./client/api-unanswered.ts";

/** The platform; where the API server is gone, its error also says how the traffic was last seen. */
export function tellingLastTraffic(platform: Platform): Platform {
  let last: TrafficState | undefined;
  const remember = async (isChange: boolean, ask: () => Promise<TrafficState>): Promise<TrafficState> => {
    try {
      last = await ask();
      return last;
    } catch (error) {
      if (!(error instanceof ApiUnanswered) || last === undefined) throw error;
      const then = isChange ? "; whether this call changed it is not known" : "";
      const text = `${error.message} The traffic was last seen as ${showTraffic(last)}${then}.`;
      throw new ApiUnanswered(text, {
        cause: error.cause,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
      });
    }
  };
  return {
    ...platform,
    observe: (...call) => remember(false, () => platform.observe(...call)),
    setWeight: (...call) => remember(true, () => platform.setWeight(...call)),
    promote: (...call) => remember(true, () => platform.promote(...call)),
    abort: (...call) => remember(true, () => platform.abort(...call)),
    restore: (...call) => remember(true, () => platform.restore(...call)),
  };
}
