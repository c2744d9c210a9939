/** The owner's way to the database, for work beside the server: whether that runs or not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { StoreConfig } from '../config.ts';
import { DATABASE, OWNER, stateOf } from '../database/embedded-cluster.ts';
import { DataDirInUse, startEmbedded, type EmbeddedDatabase } from '../database/embedded.ts';
import { migrateAndGrant, usersOf } from '../database/prepare.ts';

/** How long a server that is just starting or stopping in the data folder may take for it. */
const PATIENCE_MS = 30_000;

/**
 * Does some work with the URL of the database's owner: the outside database if one is set; the embedded one of a
 * Tierline that runs on the same data folder; otherwise an embedded one that runs for as long as the work takes.
 * The database is up to date when the work begins.
 */
export async function withOwner<T>(
  config: StoreConfig,
  work: (ownerUrl: string) => Promise<T>,
  log: (line: string) => void = () => {},
): Promise<T> {
  const outside = config.migrateUrl ?? config.databaseUrl;
  const { url, stop } = outside ? { url: outside, stop: async () => {} } : await embedded(config.dataDir, log);
  try {
    await migrateAndGrant(url, usersOf(config));
    return await work(url);
  } finally {
    await stop();
  }
}

async function embedded(dataDir: string, log: (line: string) => void): Promise<Pick<EmbeddedDatabase, 'url' | 'stop'>> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await delay(200)) {
    try {
      return await startEmbedded({ dataDir, log, onExit: log });
    } catch (error) {
      if (!(error instanceof DataDirInUse)) throw error;
      const url = runningIn(dataDir);
      if (url) return { url, stop: async () => {} };
      if (Date.now() > deadline) throw error;
    }
  }
}

/** The owner's URL of the server that runs in a data folder, once it takes connections. */
function runningIn(dataDir: string): string | null {
  const { ready, port } = stateOf(join(dataDir, 'postgres'));
  if (!ready) return null;
  const password = readFileSync(join(dataDir, 'postgres.password'), 'utf8').trim();
  return `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`;
}
