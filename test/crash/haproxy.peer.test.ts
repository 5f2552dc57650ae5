import { describePeer } from "../peers/require-peer.ts";
import { describeCrashes } from "./describe-crashes.ts";
import { openHaproxyScene } from "./scenes/haproxy.ts";

describePeer("HAProxy", "DEPLOY_ACTIONS_PEER_HAPROXY", (program) => {
  describeCrashes("A backend of HAProxy", {
    subject: "haproxy",
    open: () => openHaproxyScene(program),
    parallel: 4,
    real: ["kill-during", "kill-after"],
    statuses: [503],
  });
});
