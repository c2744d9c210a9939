/** The database of this contender: rows as the viewer, for the price of one journey. */
import pg from 'pg';
import { databaseUrl, POOL } from '../serving.ts';

const pool = new pg.Pool({ connectionString: databaseUrl(), max: POOL, pipeline: true } as pg.PoolConfig);

/** How many statements are prepared at most; those that come later are parsed each time. */
const PREPARED = 500;
const names = new Map<string, string>();

/** Runs a statement as the viewer. Both statements are sent at once. */
export async function rows<T>(viewer: string, text: string, values: unknown[]): Promise<T[]> {
  const client = await pool.connect();
  try {
    const set = client.query({ name: 'viewer', text: `select set_config('tierline.viewer', $1, false)`, values: [viewer] });
    const [, found] = await Promise.all([set, client.query<any>({ name: nameOf(text), text, values })]);
    return found.rows as T[];
  } finally {
    client.release();
  }
}

function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (!name && names.size < PREPARED) names.set(text, (name = `statement ${names.size}`));
  return name;
}
