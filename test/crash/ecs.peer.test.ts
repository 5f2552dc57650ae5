import { describePeer } from "../peers/require-peer.ts";
import { describeCrashes } from "./describe-crashes.ts";
import { openEcsScene } from "./scenes/ecs.ts";

describePeer("ECS", "DEPLOY_ACTIONS_PEER_MOTO_URL", (endpoint) => {
  describeCrashes("An ECS service behind two target groups", {
    subject: "aws",
    open: () => openEcsScene(endpoint, "target-groups"),
    parallel: 3,
    kills: ["kill-after"],
    areFaultsTried: false,
  });
});
