/** The source of the event log: PostgreSQL, or NATS with a relay in between. Readers do not notice which. */
import type { Connecting } from '../../src/kernel/read/connection.ts';
import { connectLog, type LogConnection } from './postgres-log.ts';
import { connectNatsLog } from './nats-log.ts';
import type { LogIdentity } from './nats-stream.ts';
import { startRelay, type RelayOptions } from './nats-relay.ts';

/** The dependencies of a source. */
export interface SourceOptions extends Pick<RelayOptions, 'keep' | 'now' | 'log'> {
  /** The URL of a NATS server; null for PostgreSQL alone. */
  readonly nats: string | null;
  /** How the feed and the relay connect to PostgreSQL. */
  readonly feed: Connecting;
  readonly relay: Connecting;
  readonly identify: () => Promise<LogIdentity>;
}

/** A source of the log. With NATS, this process offers to be the relay until it is stopped. */
export interface LogSource {
  readonly connect: (onNews: () => void) => Promise<LogConnection>;
  readonly stop: () => Promise<void>;
}

/** Starts a source. */
export function logSource({ nats, feed, relay, ...rest }: SourceOptions): LogSource {
  if (!nats) return { connect: (onNews) => connectLog(feed, onNews), stop: async () => {} };
  const { stop } = startRelay({ connect: relay, nats, ...rest });
  const { keep, identify } = rest;
  return { connect: (onNews) => connectNatsLog({ url: nats, keep, own: () => connectLog(feed, () => {}), identify }, onNews), stop };
}
