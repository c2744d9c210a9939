/** Connections: the one place that says where the database is, as whom, with which TLS, and what each session is set to. */
import pg from 'pg';
import { databaseAddress, type DatabaseAddress } from '../config/database-url.ts';
import type { Connecting } from '../kernel/connection.ts';

/** A way to log in: the URL, and the role to take on where the URL's own user may do more than the program should. */
export interface Login {
  readonly url: string;
  readonly role?: string;
}

/** What a connection is for. Each has its name in `pg_stat_activity`. */
export type Purpose = 'changes' | 'reads' | 'feed' | 'relay' | 'webhooks' | 'owner';

const APPLICATION: Record<Purpose, string> = {
  changes: 'tierline',
  reads: 'tierline reads',
  feed: 'tierline feed',
  relay: 'tierline relay',
  webhooks: 'tierline webhooks',
  owner: 'tierline owner',
};

/**
 * What the sessions of each purpose are set to, in one journey when a connection is new. By itself PostgreSQL often plans a statement anew
 * for each value, and compiles it where it has LLVM: both take longer than to read a page.
 */
const SETTINGS: Record<Purpose, Record<string, string>> = {
  changes: {},
  reads: { plan_cache_mode: 'force_generic_plan', jit: 'off' },
  feed: {},
  relay: {},
  webhooks: {},
  owner: {},
};

const CONNECT_WITHIN_MS = 10_000;

/** How to connect for a purpose. */
export function connecting({ url, role }: Login, purpose: Purpose): Connecting & { readonly host: string; readonly database: string } {
  const address = addressAt(url);
  const sets = Object.entries(SETTINGS[purpose]).map(([name, value]) => `set ${name} = ${pg.escapeLiteral(value)}`);
  // The role comes last: what is set before it may be the privilege of the one who logged in.
  const session = [...sets, ...(role ? [`set role ${pg.escapeIdentifier(role)}`] : [])].join('; ');
  return {
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    ...address,
    // A copy of its own: pg hides the key of what it is given, and a copy of that would be without one.
    ssl: address.ssl && { ...address.ssl },
    keepAlive: true,
    application_name: APPLICATION[purpose],
    ...(session && { onConnect: (client) => client.query(session) }),
  };
}

/** Certificates are read once: the files may be gone, or be others, when the hundredth connection is made. */
const addresses = new Map<string, DatabaseAddress>();

/** The address that a URL says. */
export function addressAt(url: string): DatabaseAddress {
  let found = addresses.get(url);
  if (!found) addresses.set(url, (found = databaseAddress(url)));
  return found;
}
