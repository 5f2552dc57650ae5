import { describePeer } from "../peers/require-peer.ts";
import { describeCrashes } from "./describe-crashes.ts";
import { openKubernetesScene } from "./scenes/kubernetes.ts";
import { HTTP_ROUTE } from "./scenes/kubernetes-settings.ts";

describePeer("Kubernetes", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  describeCrashes("A Deployment behind a Gateway API route", {
    subject: "kubernetes",
    open: () => openKubernetesScene(kubeconfig, HTTP_ROUTE),
    parallel: 8,
    real: ["kill-after"],
    jobs: ["promote", "abort"],
  });
});
