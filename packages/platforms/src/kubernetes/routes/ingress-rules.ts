import { ActionError, suggest } from "@deploy-actions/kernel";
import type { KubernetesObject } from "../kubernetes-client.ts";
import type { RouteServices } from "../traffic-route.ts";

/** The parts of an Ingress (networking.k8s.io/v1) that are read. */
export interface Ingress extends KubernetesObject {
  readonly spec: {
    readonly ingressClassName?: string;
    readonly tls?: readonly unknown[];
    readonly rules?: readonly IngressRule[];
    readonly defaultBackend?: Backend;
  };
}

export interface IngressRule {
  readonly host?: string;
  readonly http?: { readonly paths?: readonly IngressPath[] };
}

export interface IngressPath {
  readonly path?: string;
  readonly pathType?: string;
  readonly backend: Backend;
}

interface Backend {
  readonly service?: { readonly name: string; readonly port?: unknown };
}

const PREFIX = "nginx.ingress.kubernetes.io/";
export const CANARY = {
  canary: `${PREFIX}canary`,
  weight: `${PREFIX}canary-weight`,
  total: `${PREFIX}canary-weight-total`,
  header: `${PREFIX}canary-by-header`,
  headerValue: `${PREFIX}canary-by-header-value`,
  /** The class, as it was said before `ingressClassName`. */
  className: "kubernetes.io/ingress.class",
} as const;

/** Classes that are usually those of another controller, which does not know the annotations. */
const OTHER_CLASSES = [
  "alb",
  "azure-application-gateway",
  "cilium",
  "contour",
  "gce",
  "gce-internal",
  "haproxy",
  "istio",
  "kong",
  "traefik",
];

/** The class an Ingress names, if it names one. */
export function classOf(ingress: Ingress): string | undefined {
  return ingress.spec.ingressClassName ?? ingress.metadata.annotations?.[CANARY.className];
}

/** Refuses an Ingress whose controller would not look at the annotations, so that no traffic would ever move. */
export function refuseOtherController(ingress: Ingress, describe: string): void {
  const className = classOf(ingress);
  if (className === undefined || !OTHER_CLASSES.includes(className)) return;
  throw new ActionError(
    "config",
    `${describe} has the class "${className}", whose controller does not know the canary annotations of ingress-nginx.`,
    { hint: "Use a route of that controller: httproute, virtualservice or traefikservice." },
  );
}

/** The rules whose paths go to a Service, with those paths only. */
export function rulesOf(ingress: Ingress, service: string): readonly IngressRule[] {
  return (ingress.spec.rules ?? []).flatMap((rule) => {
    const paths = (rule.http?.paths ?? []).filter(({ backend }) => backend.service?.name === service);
    return paths.length === 0 ? [] : [{ ...rule, http: { ...rule.http, paths } }];
  });
}

/** The same rules with another Service behind them. */
export function withBackend(rules: readonly IngressRule[], service: string): readonly IngressRule[] {
  return rules.map((rule) => ({
    ...rule,
    http: {
      ...rule.http,
      paths: (rule.http?.paths ?? []).map((path) => ({
        ...path,
        backend: { ...path.backend, service: { ...path.backend.service, name: service } },
      })),
    },
  }));
}

/** The only Service behind the rules. Error `config` with the names when there is none or several. */
export function stableOf(ingress: Ingress, given: RouteServices | undefined, describe: string): string {
  const names = [
    ...new Set(
      (ingress.spec.rules ?? []).flatMap(({ http }) =>
        (http?.paths ?? []).flatMap(({ backend }) => backend.service?.name ?? []),
      ),
    ),
  ];
  if (given !== undefined) {
    if (names.includes(given.stable)) return given.stable;
    throw new ActionError(
      "config",
      `No rule of ${describe} goes to the Service "${given.stable}".${suggest(given.stable, names)}`,
    );
  }
  const [only, ...others] = names;
  if (only === undefined) {
    throw new ActionError("config", `${describe} has no rule with a Service.`, {
      hint: "ingress-nginx divides the requests of rules; a default backend alone cannot be divided.",
    });
  }
  if (others.length > 0) {
    throw new ActionError(
      "config",
      `The rules of ${describe} go to ${names.length} Services (${names.join(", ")}): which one is the stable release?`,
      { hint: "Name `services` of the target." },
    );
  }
  return only;
}

/** Host and path of each rule, e.g. `shop.test/`, for comparing and for messages. */
export function placesOf(rules: readonly IngressRule[]): readonly string[] {
  return rules.flatMap(({ host, http }) =>
    (http?.paths ?? []).map(({ path }) => `${host ?? "*"}${path ?? "/"}`),
  );
}

/** Whether ingress-nginx takes it for a canary of another one. */
export function isCanary({ metadata }: Ingress): boolean {
  return metadata.annotations?.[CANARY.canary] === "true";
}
