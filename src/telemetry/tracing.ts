/** Tracing: OpenTelemetry spans of requests, operations, statements, webhooks and jobs. Without an exporter nothing of it is loaded. */
import { context, propagation, SpanKind, SpanStatusCode, trace, type Attributes, type Tracer } from '@opentelemetry/api';

/** Set while spans are exported. */
let tracer: Tracer | null = null;

/** Starts to export spans over OTLP; `OTEL_…` variables say where to and how many. Resolves with the way to stop. */
export async function startTracing(serviceName: string): Promise<() => Promise<void>> {
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { defaultResource, resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': serviceName })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter() as never)],
  });
  provider.register();
  tracer = provider.getTracer('tierline');
  return async () => {
    tracer = null;
    await provider.shutdown();
    trace.disable();
    context.disable();
    propagation.disable();
  };
}

const KINDS = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, server: SpanKind.SERVER } as const;

/** Does some work within a span; without tracing, does the work. */
export function span<T>(name: string, kind: keyof typeof KINDS, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  if (!tracer) return work();
  return tracer.startActiveSpan(name, { kind: KINDS[kind], attributes }, async (active) => {
    try {
      return await work();
    } catch (error) {
      // The message of an error can hold what a request said.
      active.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).name });
      throw error;
    } finally {
      active.end();
    }
  });
}

/** The same for a request that may belong to a trace of its caller (`traceparent`). */
export function requestSpan<T>(name: string, headers: object, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  if (!tracer) return work();
  return context.with(propagation.extract(context.active(), headers), () => span(name, 'server', attributes, work));
}

/** Adds to the span of what is being done. */
export function annotate(attributes: Attributes): void {
  if (tracer) trace.getActiveSpan()?.setAttributes(attributes);
}
