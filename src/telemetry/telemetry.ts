/** Telemetry: metrics and traces of a running program, each where the configuration asks for it. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { TelemetryConfig } from '../config/telemetry.ts';
import { serveMetrics } from './metrics-server.ts';
import { startMetrics, type Readings } from './metrics.ts';
import { startTracing } from './tracing.ts';

/** Starts to export spans if that is asked for. It is started first, and stopped last. */
export async function traced({ tracing }: TelemetryConfig): Promise<() => Promise<void>> {
  return tracing ? startTracing(tracing.serviceName) : async () => {};
}

/** Starts to measure, and to serve what is measured, if that is asked for. Answers the port, if there is one. */
export async function measured(
  { metrics: where }: TelemetryConfig,
  orm: MikroORM,
  readings: Omit<Readings, 'rows'>,
): Promise<{ port: number | null; stop: () => Promise<void> }> {
  if (!where) return { port: null, stop: async () => {} };
  const rows = async () => {
    const found = await orm.em.fork().execute<{ kind: string; value: string }[]>('select kind, value from metric_rows()');
    return Object.fromEntries(found.map(({ kind, value }) => [kind, Number(value)]));
  };
  const metrics = startMetrics({ ...readings, rows });
  try {
    const server = await serveMetrics(metrics, where.host, where.port);
    return {
      port: server.port,
      async stop() {
        await server.stop();
        metrics.stop();
      },
    };
  } catch (error) {
    metrics.stop();
    throw error;
  }
}
