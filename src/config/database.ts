/** The URLs of databases, as the environment says them. */
import { databaseAddress, DatabaseUrlError } from './database-url.ts';
import { ConfigError } from './error.ts';

/** A database's URL, with what the variables of PostgreSQL's own programs add to it. */
export function databaseOf(name: string, text: string, env: NodeJS.ProcessEnv): string {
  try {
    databaseAddress(text);
    const whole = new URL(text);
    const { PGUSER, PGPASSWORD, USER } = env;
    if (!whole.username && (PGUSER || USER)) whole.username = encodeURIComponent(PGUSER || USER!);
    if (!whole.password && PGPASSWORD) whole.password = encodeURIComponent(PGPASSWORD);
    const added = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey'].filter((each) => env[`PG${each.toUpperCase()}`]);
    if (!['sslmode', 'ssl'].some((each) => whole.searchParams.has(each)))
      for (const each of added) if (!whole.searchParams.has(each)) whole.searchParams.set(each, env[`PG${each.toUpperCase()}`]!);
    databaseAddress(whole.href);
    return whole.href;
  } catch (error) {
    throw error instanceof DatabaseUrlError ? new ConfigError(`${name} ${error.message}`) : error;
  }
}
