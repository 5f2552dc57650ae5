/** Ways of counting whose selectors are known. */
export const TEMPLATES = ["istio", "ingress-nginx", "traefik", "gateway", "app"] as const;

/** One of them. */
export type PrometheusTemplateName = (typeof TEMPLATES)[number];
