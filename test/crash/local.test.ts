import { describeCrashes } from "./describe-crashes.ts";
import { openLocalScene } from "./scenes/local.ts";

describeCrashes("The local target", { subject: "local", open: openLocalScene, parallel: 3 });
