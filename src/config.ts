/** Configuration: the only reader of the environment. A bad value stops the program with one clear line. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseOf } from './config/database.ts';
import { databaseAddress, isUnverified } from './config/database-url.ts';
import { ConfigError } from './config/error.ts';
import { claimsOf, demandHarmless, isLoopback, isProduction, issuerOf, type Issuer } from './config/issuer.ts';
import { originsOf, rangesOf } from './config/lists.ts';
import { misspelled } from './config/misspelled.ts';
import { SECRETS, secretsFromFiles } from './config/secrets.ts';
import { telemetryOf, type TelemetryConfig } from './config/telemetry.ts';
import { oneOf, url, integerSetting, booleanSetting } from './config/values.ts';

export { ConfigError } from './config/error.ts';
export type { Issuer } from './config/issuer.ts';

/** How the program was asked to run. */
export interface Config extends TelemetryConfig {
  readonly port: number;
  readonly host: string;
  /** The origins whose pages may use the graph: exact ones, or with any name before a domain; or `*` alone. None for this server's own only. */
  readonly corsOrigins: readonly string[];
  /** Where the embedded database and the sample issuer's key live. */
  readonly dataDir: string;
  /** An outside PostgreSQL, as its owner or, with `migrateUrl`, as the program alone; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** The owner's URL of that database, for migrations and imports, where `databaseUrl` is not the owner's. */
  readonly migrateUrl: string | null;
  /** The role that the program acts as when it has the owner's URL alone; null for the usual one. */
  readonly databaseRole: string | null;
  /** How long a start waits for an outside database that does not answer, in milliseconds. */
  readonly databaseWaitMs: number;
  /** Whether to start on a database that a newer version brought up to date. */
  readonly allowNewerDatabase: boolean;
  /** Who signs tokens; null for the sample issuer. */
  readonly issuer: Issuer | null;
  /** Which claims of a token say what, as JSON; null for Tierline's own names. */
  readonly claims: unknown;
  /** How far the clocks of the issuer and of Tierline may be apart. */
  readonly tokenToleranceSeconds: number;
  /** What an operator should know of this configuration. */
  readonly warnings: readonly string[];
  /** Whether an empty database gets the sample world. */
  readonly sample: boolean;
  /** The one subgraph to serve by itself; null for the whole graph. */
  readonly subgraph: string | null;
  readonly logLevel: string;
  /** How much of the event log is kept, for subscribers that come back. */
  readonly eventsKeep: Keep;
  /** How long a socket waits for a new token when its own has expired, in milliseconds. */
  readonly tokenGraceMs: number;
  /** How often something passes over a socket or an event stream on which nothing happens, in milliseconds. */
  readonly keepAliveMs: number;
  /** A NATS server with JetStream, from which the log is read in the place of PostgreSQL; null for PostgreSQL. */
  readonly natsUrl: string | null;
  readonly webhooks: WebhookLimits;
  /** How long a query and a change may take, in milliseconds. */
  readonly times: { readonly readMs: number; readonly changeMs: number };
  /** How many connections to the database read, change, and work out live updates. */
  readonly connections: { readonly reads: number; readonly changes: number; readonly live: number };
  /** Ranges of proxies whose `X-Forwarded-For` is believed, as CIDR writes them. */
  readonly trustedProxies: readonly string[];
  /** How long the program goes on answering after SIGTERM while it says that it is not ready, in milliseconds. */
  readonly shutdownDelayMs: number;
}

/** Where webhooks may go beside the public internet, and how long an attempt may take. */
export interface WebhookLimits {
  /** Ranges of addresses, as CIDR writes them. */
  readonly allow: readonly string[];
  readonly attemptMs: number;
}

/** How much of the event log is kept: an age in milliseconds, and a size in bytes. */
export interface Keep {
  readonly ageMs: number;
  readonly bytes: number;
}

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** The part of the configuration that says where the data is: all that work beside the server needs. */
export type StoreConfig = Pick<Config, 'dataDir' | 'databaseUrl' | 'migrateUrl' | 'databaseRole'>;

/** Reads where the data is. */
export const storeConfig = (env: NodeJS.ProcessEnv = process.env): StoreConfig => storeOf(secretsFromFiles(env));

function storeOf(env: NodeJS.ProcessEnv): StoreConfig {
  const databaseUrl = env.DATABASE_URL ? databaseOf('DATABASE_URL', env.DATABASE_URL, env) : null;
  const migrateUrl = env.MIGRATE_DATABASE_URL ? databaseOf('MIGRATE_DATABASE_URL', env.MIGRATE_DATABASE_URL, env) : null;
  return { dataDir: resolve(env.DATA_DIR || '.data'), databaseUrl, migrateUrl, databaseRole: env.DATABASE_ROLE || null };
}

/** Reads the configuration from an environment and command-line arguments. */
export function config(environment: NodeJS.ProcessEnv = process.env, argv: readonly string[] = process.argv.slice(2)): Config {
  const known = new Set<string>();
  const env = noted(secretsFromFiles(environment), known);
  const issuer = issuerOf(env);
  const host = env.HOST || '127.0.0.1';
  const production = isProduction(env.NODE_ENV);
  const anywhere = oneOf('SAMPLE_ISSUER', env.SAMPLE_ISSUER || 'loopback', ['loopback', 'anywhere']) === 'anywhere';
  if (!issuer) demandHarmless(env.NODE_ENV, production, host, anywhere);
  const store = storeOf(env);
  if (store.migrateUrl && !store.databaseUrl)
    throw new ConfigError('MIGRATE_DATABASE_URL is set and DATABASE_URL is not: the program needs a login of its own there');
  const settings = {
    ...store,
    port: integerSetting('PORT', env.PORT, 4000, 0, 65535),
    host,
    corsOrigins: originsOf(env.CORS_ORIGINS || ''),
    databaseWaitMs: integerSetting('DATABASE_WAIT_SECONDS', env.DATABASE_WAIT_SECONDS, 30, 0, 3_600) * 1_000,
    allowNewerDatabase: booleanSetting('ALLOW_NEWER_DATABASE', env.ALLOW_NEWER_DATABASE, false),
    issuer,
    claims: issuer ? claimsOf(env) : null,
    tokenToleranceSeconds: integerSetting('TOKEN_TOLERANCE_SECONDS', env.TOKEN_TOLERANCE_SECONDS, 60, 0, 300),
    sample: booleanSetting('SAMPLE', env.SAMPLE, !production && !issuer),
    subgraph: subgraphOf(argv),
    logLevel: oneOf('LOG_LEVEL', env.LOG_LEVEL || 'info', LEVELS),
    eventsKeep: keepOf(env.EVENTS_KEEP || '7d,1GB'),
    natsUrl: env.NATS_URL ? url('NATS_URL', env.NATS_URL, ['nats:', 'tls:']).href : null,
    tokenGraceMs: integerSetting('TOKEN_GRACE_SECONDS', env.TOKEN_GRACE_SECONDS, 10, 0, 300) * 1_000,
    keepAliveMs: integerSetting('KEEP_ALIVE_SECONDS', env.KEEP_ALIVE_SECONDS, 12, 1, 300) * 1_000,
    webhooks: {
      allow: rangesOf('WEBHOOKS_ALLOW', env.WEBHOOKS_ALLOW || ''),
      attemptMs: integerSetting('WEBHOOKS_ATTEMPT_SECONDS', env.WEBHOOKS_ATTEMPT_SECONDS, 10, 1, 60) * 1_000,
    },
    times: {
      readMs: integerSetting('READ_TIMEOUT_SECONDS', env.READ_TIMEOUT_SECONDS, 30, 1, 600) * 1_000,
      changeMs: integerSetting('CHANGE_TIMEOUT_SECONDS', env.CHANGE_TIMEOUT_SECONDS, 30, 1, 600) * 1_000,
    },
    connections: {
      reads: integerSetting('READ_CONNECTIONS', env.READ_CONNECTIONS, 10, 2, 1_000),
      changes: integerSetting('CHANGE_CONNECTIONS', env.CHANGE_CONNECTIONS, 10, 2, 1_000),
      live: integerSetting('LIVE_CONNECTIONS', env.LIVE_CONNECTIONS, 4, 2, 1_000),
    },
    trustedProxies: rangesOf('TRUSTED_PROXIES', env.TRUSTED_PROXIES || ''),
    shutdownDelayMs: integerSetting('SHUTDOWN_DELAY_SECONDS', env.SHUTDOWN_DELAY_SECONDS, 3, 0, 300) * 1_000,
    ...telemetryOf(env),
  };
  const warnings = warningsOf(settings, environment, known);
  return Object.freeze({ ...settings, warnings });
}

/** An environment that takes note of what is asked of it: these are the variables that there are. */
const noted = (env: NodeJS.ProcessEnv, known: Set<string>): NodeJS.ProcessEnv =>
  new Proxy(env, {
    get(target, name) {
      known.add(String(name));
      return target[String(name)];
    },
  });

function warningsOf(
  { issuer, host, databaseUrl, migrateUrl }: Omit<Config, 'warnings'>,
  set: NodeJS.ProcessEnv,
  known: ReadonlySet<string>,
): string[] {
  const all = new Set([...known, ...READ_BY_ONE, ...SECRETS.map((name) => `${name}_FILE`)]);
  const warnings = misspelled(Object.keys(set), all);
  if (!issuer && !isLoopback(host))
    warnings.push(
      `THE SAMPLE ISSUER IS OPEN AT ${host}: everybody who reaches this address can be anybody, the vendor included, without a password`,
    );
  for (const [name, each] of Object.entries({ DATABASE_URL: databaseUrl, MIGRATE_DATABASE_URL: migrateUrl }))
    if (each && isUnverified(databaseAddress(each)))
      warnings.push(
        `${name} asks for TLS without a check of the server: whoever stands between can read and change everything; say sslmode=verify-full`,
      );
  return warnings;
}

/** Variables that are read only where another one is set. */
const READ_BY_ONE = ['JWT_CLAIMS', 'DATABASE_ROLE', 'DATA_DIR', 'METRICS_HOST', ...SECRETS];

const AGES: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SIZES: Record<string, number> = { MB: 2 ** 20, GB: 2 ** 30 };

function keepOf(text: string): Keep {
  const [, age, unit, size, bytes] = /^(\d{1,6})([smhd]),(\d{1,6})(MB|GB)$/.exec(text) ?? [];
  if (!unit || !bytes)
    throw new ConfigError(`EVENTS_KEEP is "${text}": it must be an age and a size, such as 7d,1GB (s, m, h or d; MB or GB)`);
  return { ageMs: Number(age) * AGES[unit]!, bytes: Number(size) * SIZES[bytes]! };
}

function subgraphOf(argv: readonly string[]): string | null {
  try {
    const { values } = parseArgs({ args: [...argv], options: { subgraph: { type: 'string' } } });
    return values.subgraph ?? null;
  } catch (error) {
    throw new ConfigError((error as Error).message.split('\n')[0]!);
  }
}
