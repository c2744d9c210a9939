/**
 * Channels: what parts of the program say of their work to whoever measures it. Without a subscriber a part finds `hasSubscribers`
 * false and makes nothing, so that measuring costs nothing while it is off. The channels belong to the process.
 */
import { channel, type Channel } from 'node:diagnostics_channel';

/** How a request or an operation ended. */
export type Outcome = 'ok' | 'refused' | 'unauthenticated' | 'limited' | 'unavailable' | 'cancelled' | 'failed';

/** An operation was answered, over whatever transport. */
export interface OperationAnswered {
  readonly transport: 'http' | 'websocket' | 'event-stream';
  /** `query`, `mutation`, `subscription`, or `none` where the document was not read. */
  readonly type: string;
  /** The first root field, `several`, or `none`: names of the schema only. */
  readonly field: string;
  readonly outcome: Outcome;
  readonly seconds: number;
  /** The length of the answer, where it is known. */
  readonly bytes?: number | undefined;
  /** How many rows the operation could read, every page full; not known of what was refused. */
  readonly rows?: number | undefined;
}

/** Something was refused because a limit was reached. */
export interface LimitReached {
  /** The error code of the refusal. */
  readonly limit: string;
  /** Which measure of a document was too large; `none` for other limits. */
  readonly measure: string;
}

/** A statement was executed in a pool of connections. */
export interface StatementDone {
  readonly pool: string;
  readonly outcome: 'ok' | 'failed';
  readonly seconds: number;
}

/** A plan or statement was looked for in a cache. */
export interface CacheLookup {
  readonly cache: 'documents' | 'plans' | 'statements';
  readonly found: boolean;
}

/** A message was written to subscribers. */
export interface LiveMessage {
  /** `update`, or the type of a control message. */
  readonly kind: string;
}

/** A webhook was attempted. */
export interface WebhookAttempted {
  readonly outcome: string;
  readonly seconds: number;
}

/** A scheduled job ran for one row. */
export interface JobDone {
  /** The type of the row. */
  readonly job: string;
  readonly outcome: 'ok' | 'failed';
  /** How late it began, in seconds. */
  readonly lateness: number;
}

const typed = <T>(name: string) => channel(`tierline:${name}`) as Channel<T, T>;

/** All channels. */
export const channels = {
  operation: typed<OperationAnswered>('operation'),
  limit: typed<LimitReached>('limit'),
  statement: typed<StatementDone>('statement'),
  cache: typed<CacheLookup>('cache'),
  live: typed<LiveMessage>('live'),
  webhook: typed<WebhookAttempted>('webhook'),
  job: typed<JobDone>('job'),
};
