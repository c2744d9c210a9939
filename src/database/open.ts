/** Opens the database that the program was told of, or the embedded one. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { untilAvailable } from './available.ts';
import { DataDirUnusable, startEmbedded } from './embedded.ts';
import type { Connection } from './orm.ts';
import { APP_ROLE, prepare } from './prepare.ts';

const WRONG_PASSWORD = '28P01';

/** Which database: that of a URL, as its owner, or the embedded one in a folder. */
export interface Where {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly databaseWaitMs: number;
  readonly allowNewerDatabase: boolean;
}

/** A database that is up to date: how the program connects to it, and its owner's URL. */
export async function openDatabase(
  { databaseUrl, dataDir, databaseWaitMs, allowNewerDatabase: allowNewer }: Where,
  log: Logger,
  onFatal: (why: string) => void,
): Promise<{ connection: Connection; ownerUrl: string; stop: () => Promise<void> }> {
  if (databaseUrl) {
    await untilAvailable(databaseUrl, databaseWaitMs, (line) => log.warn(line));
    await prepare(databaseUrl, { allowNewer });
    return { connection: { url: databaseUrl, role: APP_ROLE }, ownerUrl: databaseUrl, stop: async () => {} };
  }
  const embedded = await startEmbedded({ dataDir, log: (line) => log.info(line), onExit: onFatal });
  try {
    const password = randomBytes(24).toString('base64url');
    await prepare(embedded.url, { password, allowNewer, folder: embedded.folder });
    return { connection: { url: embedded.appUrl(APP_ROLE, password) }, ownerUrl: embedded.url, stop: () => embedded.stop() };
  } catch (error) {
    await embedded.stop();
    if (((error as Error).cause as { code?: string } | undefined)?.code === WRONG_PASSWORD)
      throw new DataDirUnusable(
        `The password in ${join(dataDir, 'postgres.password')} is not that of the database beside it. Delete the file: the next start sets a new one.`,
      );
    throw error;
  }
}
