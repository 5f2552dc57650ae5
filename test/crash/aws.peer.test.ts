import { describePeer } from "../peers/require-peer.ts";
import { describeCrashes } from "./describe-crashes.ts";
import { openLambdaScene } from "./scenes/lambda.ts";
import { openSiteScene } from "./scenes/static-site.ts";

describePeer("AWS", "DEPLOY_ACTIONS_PEER_MOTO_URL", (endpoint) => {
  describeCrashes("A Lambda alias", {
    subject: "aws",
    open: () => openLambdaScene(endpoint),
    parallel: 3,
    real: ["kill-during", "kill-after"],
  });
  describeCrashes("A static site", {
    subject: "aws",
    open: () => openSiteScene(endpoint),
    parallel: 3,
    real: ["kill-after"],
  });
});
