/** The part of the configuration that says what is measured, and who reads it. */
import { integerSetting } from './values.ts';

/** Metrics and traces, each off unless it is asked for. */
export interface TelemetryConfig {
  /** Where Prometheus reads metrics; null where nothing is measured. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** As which service spans are exported; null where none are. */
  readonly tracing: { readonly serviceName: string } | null;
}

/** Reads what is measured. Spans are exported where OpenTelemetry's own variables name a place. */
export function telemetryOf(env: NodeJS.ProcessEnv): TelemetryConfig {
  const [port, host] = [env.METRICS_PORT, env.METRICS_HOST || '127.0.0.1'];
  const [all, traces, isOff] = [env.OTEL_EXPORTER_OTLP_ENDPOINT, env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, env.OTEL_SDK_DISABLED === 'true'];
  return {
    metrics: port ? { host, port: integerSetting('METRICS_PORT', port, 0, 0, 65535) } : null,
    tracing: (all || traces) && !isOff ? { serviceName: env.OTEL_SERVICE_NAME || 'tierline' } : null,
  };
}
