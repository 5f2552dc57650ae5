export * from "./cloudwatch-source.ts";
export * from "./counts-window.ts";
export * from "./exec-metric-source.ts";
export * from "./haproxy-metric-source.ts";
export { createJsonMetricSource, type JsonSourceOptions } from "./json/json-source.ts";
export * from "./measure.ts";
export * from "./metric-source.ts";
export * from "./percentile.ts";
export {
  createPrometheusSource,
  type PrometheusSourceOptions,
  type RoleSelector,
} from "./prometheus/prometheus-source.ts";
export {
  PROMETHEUS_TEMPLATES,
  type PrometheusTemplate,
  prometheusTemplate,
  type TemplateNames,
  type TemplateSelectors,
} from "./prometheus/templates.ts";
export * from "./prometheus-text.ts";
export * from "./prometheus-text-source.ts";
export {
  type AnswerCriteria,
  type AnswerVersion,
  createSyntheticMetricSource,
  type ProbeTarget,
  type ProbeTargets,
  type SyntheticSourceOptions,
} from "./synthetic/synthetic-source.ts";
