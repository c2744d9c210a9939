/** Opens the database that the program was told of, or the embedded one. */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { startEmbedded } from './embedded.ts';
import type { Connection } from './orm.ts';
import { APP_ROLE, prepare } from './prepare.ts';

/** Which database: that of a URL, as its owner, or the embedded one in a folder. */
export interface Where {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

/** A database that is up to date: how the program connects to it, and its owner's URL. */
export async function openDatabase(
  { databaseUrl, dataDir }: Where,
  log: Logger,
  onFatal: (why: string) => void,
): Promise<{ connection: Connection; ownerUrl: string; stop: () => Promise<void> }> {
  if (databaseUrl) {
    await prepare(databaseUrl);
    return { connection: { url: databaseUrl, role: APP_ROLE }, ownerUrl: databaseUrl, stop: async () => {} };
  }
  const embedded = await startEmbedded({ dataDir, log: (line) => log.info(line), onExit: onFatal });
  try {
    const password = randomBytes(24).toString('base64url');
    await prepare(embedded.url, password);
    return { connection: { url: embedded.appUrl(APP_ROLE, password) }, ownerUrl: embedded.url, stop: () => embedded.stop() };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}
