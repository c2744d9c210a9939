/** The platform: wires configuration, database, subgraphs, graph, server and subscriptions into one running program. */
import type { Logger } from 'pino';
import { eventStreams } from '../subscriptions/sse/server.ts';
import { EventFeed } from '../subscriptions/event-log/event-feed.ts';
import { SubscriptionPlanner } from '../subscriptions/fan-out/subscription-plan.ts';
import { Hub } from '../subscriptions/fan-out/hub.ts';
import { logSource } from '../subscriptions/event-log/log-source.ts';
import { IDENTITY, SharedNats, type LogIdentity } from '../subscriptions/event-log/nats-stream.ts';
import { sockets } from '../subscriptions/websocket/server.ts';
import { Renderer } from '../subscriptions/fan-out/renderer.ts';
import { outsideOf, webhooksOf } from '../subscriptions/webhooks/index.ts';
import type { WebhookDispatcher } from '../subscriptions/webhooks/dispatcher.ts';
import { clientAddress } from './server/client-address.ts';
import { ConfigError, type Config } from './config.ts';
import { openDatabase } from './database/open.ts';
import { connect } from './database/orm.ts';
import { requireOrdinaryRole } from './database/prepare.ts';
import { poolsOf } from './database/pools.ts';
import { EXECUTION_OPTIONS, createParser } from './graphql/parse.ts';
import { createErrorFormatter } from './server/error-formatter.ts';
import { createExecutor } from './graphql/execute.ts';
import { federatedGraph, ownersOf, wholeGraph } from './graphql/schema.ts';
import { rejectRevoked } from './auth/authenticator.ts';
import { claimsMapping } from './auth/mapping.ts';
import { organizationsIn } from './auth/organizations.ts';
import { sessionsOf } from './auth/session-revocations.ts';
import { catalogOf } from './kernel/compile/catalog.ts';
import { CompiledReads } from './kernel/compile/compiled-reads.ts';
import { Matcher } from './kernel/compile/matcher.ts';
import { Scheduler } from './kernel/scheduler/scheduler.ts';
import { ViewerScope } from './kernel/access/request-context.ts';
import { subscriptionFieldsIn } from './kernel/schema/subgraph.ts';
import { PolicyDependencies } from './kernel/live/policy-dependencies.ts';
import { logger } from './logger.ts';
import { notListening, shownHost } from './app/address.ts';
import { authenticationOf } from './app/authentication.ts';
import { Releasing } from './app/releasing.ts';
import { subgraphsOf } from './app/subgraphs.ts';
import { ensureSampleWorld } from './sample/first-start.ts';
import { serve } from './server/http-server.ts';
import { subgraphs } from './subgraphs.ts';
import { measured, traced } from './telemetry/telemetry.ts';
import { runInReverse } from './app/run-in-reverse.ts';
import type { LogEvent } from './telemetry/log-events.ts';

export { logWarnings } from './logger.ts';

/** A running Tierline. */
export interface Platform {
  readonly url: string;
  /** Where metrics are served; null where nothing is measured. */
  readonly metricsPort: number | null;
  /** How many subscriptions are being followed right now. */
  subscriptions(): number;
  /** How often a subscription's document was executed. */
  executionCount(): number;
  /** Does at once whatever is due by the clocks, as the program does by itself when it is time. */
  runDueJobs(): Promise<void>;
  /** Sends at once whatever webhooks have to send, as the program does by itself. */
  dispatchWebhooks(): Promise<void>;
  /** Says by `/readyz` that no more requests should come, and goes on answering. */
  drain(): void;
  /** Ends open requests, closes sockets with a reason, stops the embedded database. May be called again. */
  stop(): Promise<void>;
}

/** What a test may put in the place of the real thing. */
export interface TestOverrides {
  readonly now?: () => Date;
  readonly log?: Logger;
  /** Whether queries are read by compiled statements; otherwise everything is executed field by field. */
  readonly compiled?: boolean;
  /** Called when the program cannot go on, such as when its database has died. */
  readonly onFatal?: (why: string) => void;
}

/** Starts Tierline as configured. Whatever was started is stopped again if something later fails. */
export async function start(
  config: Config,
  { now = () => new Date(), log = logger(config.logLevel), onFatal = () => {}, compiled = true }: TestOverrides = {},
): Promise<Platform> {
  const parts = subgraphsOf(config.subgraph);
  const undo: (() => Promise<void>)[] = [];
  let isDraining = false;
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= runInReverse(undo));
  const mapping = claimsMapping(config.claims);
  for (const warning of config.warnings) log.warn({ event: 'config.warning' satisfies LogEvent }, warning);
  try {
    const untraced = await traced(config);
    const database = await openDatabase(config, log, onFatal).catch((error: unknown) => untraced().then(() => Promise.reject(error)));
    // The database is the first, and so the last to be stopped.
    undo.push(database.stop, untraced);
    const { login, isForGood, ownerUrl } = database;
    if (config.sample && ownerUrl) await ensureSampleWorld(ownerUrl, now(), log);

    const pools = poolsOf(login, config.connections, config.times);
    const { sessionFor, readers, matchers, evaluations, probe } = pools;
    for (const each of [readers, matchers, probe]) undo.push(() => each.end());
    const orm = await connect(pools.orm, { pool: { max: pools.most } });
    undo.push(() => orm.close());
    await requireOrdinaryRole(orm, { forGood: isForGood });
    let clocks: Scheduler | undefined;
    let webhooks: WebhookDispatcher | undefined;
    const sessions = await sessionsOf(orm, log);
    undo.push(() => sessions.stop());
    const { natsUrl: nats, eventsKeep: keep } = config;
    const identify = async () => (await orm.em.fork().execute<[LogIdentity]>(IDENTITY))[0];
    const source = logSource({ nats, feed: sessionFor('feed'), relay: sessionFor('relay'), keep, identify, now, log });
    undo.push(source.stop);
    const feed = await EventFeed.start({
      connect: source.connect,
      log,
      keep,
      now,
      onEvent(event) {
        clocks?.onEvent(event);
        webhooks?.onEvent(event);
        sessions.onEvent(event);
      },
      onMissed() {
        void sessions.refresh();
        webhooks?.startOver();
      },
    }).catch((error: Error) => {
      throw error instanceof SharedNats ? new ConfigError(error.message) : error;
    });
    undo.push(() => feed.stop());
    // What was revoked before the feed began to listen.
    await sessions.refresh();

    const schema = config.subgraph ? federatedGraph(parts[0]!) : wholeGraph(parts);
    const catalog = catalogOf(orm, parts);
    const reads = compiled ? new CompiledReads(schema, catalog, orm, readers) : null;
    // Webhooks tell what any subgraph tells, so whoever sends them knows the whole graph.
    const followed = config.subgraph === 'webhooks' ? subgraphs : parts;
    const whole = followed === parts ? schema : wholeGraph(followed);
    const lives = subscriptionFieldsIn(followed);
    const asked = createParser(whole);
    const outside = outsideOf(() => ({ planner, ...asked }), lives, config.webhooks.allow);
    const viewerScope = new ViewerScope(orm, ownersOf(followed), now, outside);
    const present = createErrorFormatter(log);
    const matcher = new Matcher(matchers);
    const renderer = new Renderer({ schema: whole, viewerScope, matcher, turns: evaluations, execution: EXECUTION_OPTIONS, present, log });
    const hub = new Hub(feed, renderer, log, keep.ageMs);
    undo.push(async () => hub.stop());
    const known = followed === parts ? catalog : catalogOf(orm, followed);
    const planner = new SubscriptionPlanner(whole, known, await PolicyDependencies.of(orm.em.fork()), lives, feed.cursors);
    const { authenticate: verified, personas } = await authenticationOf(config, mapping, organizationsIn(orm, log));
    const authenticate = rejectRevoked(verified, sessions);
    const execute = createExecutor(schema, reads, config.times, log);
    const ways = { schema, planner, hub, viewerScope, ...createParser(schema), execute, present };
    const { keepAliveMs, tokenGraceMs: graceMs } = config;
    const callers = clientAddress(config.trustedProxies);
    const socket = sockets({ ...ways, authenticate, sessions, graceMs, keepAliveMs, clientAddress: callers, log });
    const streams = eventStreams({ ...ways, sessions, keepAliveMs });
    const ready = async () => !isDraining && (await probe.ask());
    const server = await serve({
      schema,
      execute,
      viewerScope: viewerScope,
      authenticate,
      log,
      host: config.host,
      port: config.port,
      corsOrigins: config.corsOrigins,
      personas,
      ready,
      isDraining: () => isDraining,
      clientAddress: callers,
      upgrade: socket.upgrade,
      stream: streams.serve,
    }).catch(notListening('HOST and PORT'));
    undo.push(() => server.stop());
    undo.push(async () => streams.stop());
    undo.push(() => socket.stop());
    const metrics = await measured(config, orm, {
      pools: { reads: () => readers.counts, live: () => matchers.counts, changes: pools.changing },
      caches: () => reads?.kept ?? {},
      eventLog: () => ({ position: feed.head.position, secondsSinceRead: feed.secondsSinceRead }),
      subscriptions: () => hub.size,
      sockets: socket.open,
      eventStreams: streams.open,
    }).catch(notListening('METRICS_HOST and METRICS_PORT'));
    undo.push(metrics.stop);
    const running = (clocks = new Scheduler({ jobs: parts.flatMap((part) => part.jobs ?? []), orm, viewerScope: viewerScope, now, log }));
    undo.push(() => running.stop());
    const releasing = new Releasing(orm, log);
    undo.push(() => releasing.stop());
    // What fell due while nothing ran is done before anybody asks.
    await running.run();
    if (parts.some(({ name }) => name === 'webhooks')) {
      const { allow, attemptMs } = config.webhooks;
      const connect = sessionFor('webhooks');
      const read = { planner, renderer, sessions, ...asked };
      webhooks = webhooksOf({ ...read, orm, viewerScope, feed, connect, allow, attemptMs, keep: `${keep.ageMs} milliseconds`, now, log });
      undo.push(() => webhooks!.stop());
      // What happened while nothing ran is on its way before anybody asks.
      await webhooks.poll();
    }
    return {
      url: `http://${shownHost(config.host)}:${server.port}/graphql`,
      metricsPort: metrics.port,
      subscriptions: () => hub.size,
      executionCount: () => renderer.executions,
      runDueJobs: () => running.run(),
      dispatchWebhooks: async () => webhooks?.runUntilIdle(),
      drain: () => void (isDraining = true),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
