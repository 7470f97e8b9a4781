/** What Prometheus is told: one table of metrics, each read from what was recorded and what is measured. */
export { METRICS, metricsText } from './metrics-text.ts';
