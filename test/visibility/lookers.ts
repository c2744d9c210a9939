/** Those who look at the sample world in these tests, through the graph and, to know what is true, through SQL. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { APP_ROLE } from '../../src/database/prepare.ts';
import { viewerOf } from '../../src/auth/claims.ts';
import { sessionOf, type Viewer } from '../../src/kernel/access/viewer.ts';
import { personas, type Persona } from '../../src/sample/personas.ts';
import { testPlatform, type Caller, type PlatformOptions, type TestPlatform } from '../kit/platform.ts';

/** Somebody who looks. */
export interface Looker {
  readonly name: string;
  readonly viewer: Viewer;
  readonly caller: Caller;
}

const provider = personas.find(({ name }) => name === 'provider')!;

/** A partner that does no business with anybody. */
const STRANGER = randomUUID();

/** Every persona; somebody in sales at the provider; and somebody whose organization does no business here at all. */
const people: readonly Pick<Persona, 'name' | 'subject' | 'claims'>[] = [
  ...personas,
  { name: 'sales', subject: 'sales@valdastro.example', claims: { ...provider.claims, name: 'Sales', role: 'SALES_AGENT' } },
  {
    name: 'stranger',
    subject: 'stranger@elsewhere.example',
    claims: { name: 'Stranger', kind: 'PARTNER', role: 'ADMIN_AGENT', organization: STRANGER },
  },
];

/** The names of all who look: for `test.each`. */
export const names = people.map(({ name }) => name);

/** A program whose world is looked at. */
export interface Observed {
  readonly platform: TestPlatform;
  readonly lookers: readonly Looker[];
  looker(name: string): Looker;
  /** Runs a statement as the program would run it for this viewer, under row level security; null for nobody. Nothing is kept. */
  as<T extends object = Record<string, unknown>>(viewer: Viewer | null, statement: string, values?: unknown[]): Promise<T[]>;
  stop(): Promise<void>;
}

const idOf = (name: string) => `'${personas.find((each) => each.name === name)!.claims.organization}'::uuid`;
const [valdastro, corlanto, northmere] = ['provider', 'reseller', 'direct'].map(idOf);

/** Things end, and what was written while they lasted stays: it is there that names and ids of others lie about. */
const past = [
  // An organization that is known, and shares nothing with anybody.
  `insert into partner (id, name, kind, tenant_id) values ('${STRANGER}', 'Elsewhere', 'DIRECT_BILL', '${randomUUID()}')`,
  // A reseller parts with its provider, which keeps the tickets of that time: their partner is nobody it sees any more.
  `update partner_relationship set state = 'INACTIVE' where (provider_id, reseller_id) =
    (select provider_id, partner_id from ticket where provider_id = ${valdastro} and partner_id <> ${corlanto} limit 1)`,
  // A customer goes to another partner; the first one keeps its tickets, whose customer it sees no more.
  `update customer_partner set partner_id = ${northmere}, provider_id = null where customer_id =
    (select customer_id from ticket where partner_id = ${corlanto} and customer_id <> ${idOf('customer')} order by id limit 1)`,
  // Access that was given for a time has run out.
  `insert into ticket_access (ticket_id, organization_id, reason, expires_at)
    select id, ${northmere}, 'PARTNER', now() - interval '1 second' from ticket where provider_id = ${valdastro} limit 1`,
  // An offering is taken back to its drafts.
  `update support_offering set state = 'DRAFT' where id = (select id from support_offering where partner_id = ${valdastro} and state = 'PUBLISHED' limit 1)`,
];

/** Starts the program with everybody who looks, in a world with a past. */
export async function observe(options?: PlatformOptions): Promise<Observed> {
  const platform = await testPlatform(options);
  for (const statement of past) {
    const rows = await platform.database.sql(`${statement} returning id`);
    if (rows.length === 0) throw new Error(`this world has nothing of which this could be true: ${statement}`);
  }
  const lookers = await Promise.all(people.map((person) => lookerOf(platform, person)));
  const pool = new pg.Pool({ connectionString: platform.database.url, max: 4 });
  pool.on('error', () => {}); // dropping the database ends idle connections
  return {
    platform,
    lookers,
    looker: (name) => lookers.find((each) => each.name === name)!,
    async as(viewer, statement, values) {
      const client = await pool.connect();
      try {
        await client.query(`begin; set local role ${APP_ROLE}`);
        if (viewer) await client.query(`select set_config('tierline.viewer', $1, true)`, [sessionOf(viewer).variables['tierline.viewer']]);
        return (await client.query(statement, values)).rows;
      } finally {
        await client.query('rollback');
        client.release();
      }
    },
    async stop() {
      await pool.end();
      await platform.stop();
    },
  };
}

async function lookerOf(platform: TestPlatform, { name, subject, claims }: (typeof people)[number]): Promise<Looker> {
  const { token, expiresAt } = await platform.issuer.sign(subject, claims);
  return { name, viewer: viewerOf({ sub: subject, ...claims, exp: expiresAt.getTime() / 1000 }), caller: platform.with(token) };
}
