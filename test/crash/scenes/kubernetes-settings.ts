import { HTTP_ROUTES } from "../../../packages/platforms/src/kubernetes/routes/httproute-rules.ts";
import {
  deployment,
  httpRoute,
  service,
  targetOf,
} from "../../../packages/platforms/test/kubernetes/support/objects.ts";
import type { KubernetesSetting } from "./kubernetes.ts";

/** A Deployment behind a Gateway API route. */
export const HTTP_ROUTE: KubernetesSetting = {
  // No replicas: the form of the first release.
  objects: () => [service(), service("assets", { app: "assets" }), httpRoute(), deployment(0)],
  target: (namespace) => targetOf(namespace, { route: { kind: "httproute", name: "web", rule: "app" } }),
  kinds: [HTTP_ROUTES],
};
