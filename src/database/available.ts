/** A database that does not answer yet: it is starting, full, or still to be promoted by whoever runs it. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { isOutage } from '../kernel/load/outage.ts';
import { connecting } from './connection.ts';
import type { LogLine } from '../telemetry/log-events.ts';

const TRY_AGAIN_MS = 500;
const CONNECT_WITHIN_MS = 5_000;
/** A wrong password, and a database that is not there, are mistakes: no waiting cures them. */
const MISTAKEN = /^(28|3D)/;

/** Waits until the database takes connections, or the time is over: whoever connects next then finds what is wrong. */
export async function untilAvailable(url: string, waitMs: number, log: LogLine): Promise<void> {
  let hasTold = false;
  for (const until = performance.now() + waitMs; performance.now() < until; await delay(TRY_AGAIN_MS)) {
    const client = new pg.Client({ ...connecting({ url }, 'owner'), connectionTimeoutMillis: CONNECT_WITHIN_MS });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      if (!isOutage(error) || MISTAKEN.test((error as { code?: string }).code ?? '')) return;
      if (!hasTold)
        log(`the database does not take connections yet (${(error as Error).message}); the start waits`, 'database.unavailable');
      hasTold = true;
    } finally {
      await client.end().catch(() => {});
    }
  }
}
