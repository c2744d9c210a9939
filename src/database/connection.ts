/** Connections: the one place that says where the database is, as whom, with which TLS, and what each session is set to. */
import pg from 'pg';
import { databaseAddress, type DatabaseAddress } from '../config/database-url.ts';
import type { Connecting } from '../kernel/read/connection.ts';
import type { Purpose, Settings } from './session.ts';

/** A way to log in: the URL, and the role to take on where the URL's own user may do more than the program should. */
export interface Login {
  readonly url: string;
  readonly role?: string;
}

const CONNECT_WITHIN_MS = 10_000;

/**
 * How to connect for a purpose, whose name `pg_stat_activity` shows. What the session is told, and the role it takes on, are set in one journey
 * when the connection is new: the startup parameter `options` would be quicker, but poolers refuse it.
 */
export function connecting(
  { url, role }: Login,
  purpose: Purpose | 'owner',
  settings: Settings = {},
): Connecting & { readonly host: string; readonly database: string } {
  const address = addressAt(url);
  const sets = Object.entries(settings).map(([name, value]) => `set ${name} = ${pg.escapeLiteral(value)}`);
  // The role comes last: what is set before it may be the privilege of the one who logged in.
  const session = [...sets, ...(role ? [`set role ${pg.escapeIdentifier(role)}`] : [])].join('; ');
  return {
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    ...address,
    // A copy of its own: pg hides the key of what it is given, and a copy of that would be without one.
    ssl: address.ssl && { ...address.ssl },
    keepAlive: true,
    application_name: purpose === 'changes' ? 'tierline' : `tierline ${purpose}`,
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
