/** Sessions: what PostgreSQL is told of each connection of the program, by what it is for. The owner's, for migrations and imports, are told nothing. */

/** What a connection is for. */
export type Purpose = 'reads' | 'changes' | 'live' | 'feed' | 'relay' | 'webhooks' | 'probe';

/** How long things may take, in milliseconds. */
export interface SessionTimes {
  readonly readMs: number;
  readonly changeMs: number;
}

/** Settings of PostgreSQL by name. */
export type Settings = Readonly<Record<string, string>>;

/** How long a change waits for a row that another one holds. */
const LOCK_MS = 10_000;
/** How long a transaction may do nothing: names may be looked up, and addresses reached, in between. */
const IDLE_IN_TRANSACTION_MS = 30_000;
/** How often a server that works looks whether anybody is still there. */
const CONNECTION_CHECK_MS = 2_000;
/** A live evaluation that takes longer was given up long before. */
const LIVE_MS = 10_000;
/** Following the log, and dropping the old of it. */
const LOG_MS = 30_000;
const PROBE_MS = 2_000;

/** By itself PostgreSQL often plans a statement anew for each value, and compiles it where it has LLVM: both take longer than to read a page. */
const PLAN_ONCE: Settings = { plan_cache_mode: 'force_generic_plan', jit: 'off' };

/** What a session for some purpose is told. */
export function settingsFor(purpose: Purpose, { readMs, changeMs }: SessionTimes): Settings {
  const statement = { reads: readMs, changes: changeMs, live: LIVE_MS, feed: LOG_MS, relay: LOG_MS, webhooks: LOG_MS, probe: PROBE_MS }[
    purpose
  ];
  return {
    ...(purpose === 'reads' || purpose === 'live' ? PLAN_ONCE : {}),
    statement_timeout: String(statement),
    lock_timeout: String(Math.min(statement, LOCK_MS)),
    idle_in_transaction_session_timeout: String(IDLE_IN_TRANSACTION_MS),
    client_connection_check_interval: String(CONNECTION_CHECK_MS),
  };
}
