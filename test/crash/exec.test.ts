import { describeCrashes } from "./describe-crashes.ts";
import { openExecScene } from "./scenes/exec.ts";

describeCrashes("A platform of the user's own commands", {
  subject: "exec",
  open: openExecScene,
  parallel: 2,
  statuses: [503],
});
