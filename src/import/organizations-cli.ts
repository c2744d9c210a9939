/** The command `npm run organizations`: who there is, and by which ids tokens name them. `-- --json` prints it for programs. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { storeConfig } from '../config.ts';
import { lineOf } from '../config/error.ts';
import { connecting } from '../database/connection.ts';
import { VENDOR } from '../kernel/access/viewer.ts';
import { withOwner } from '../ingest/owner-connection.ts';

const USAGE = `Usage: npm run organizations -- [--json] [--search TEXT]

Prints the vendor, the partners and the customers: kind, id, tenant id, partner id, domain, name. A token names one of them by one of these.
--json         as a list of JSON objects
--search TEXT  only those with this text in their name or one of their ids`;

/** An organization, and by what tokens may name it. */
export interface OrganizationIds {
  readonly kind: 'VENDOR' | 'PARTNER' | 'CUSTOMER';
  /** Tierline's own id. */
  readonly id: string;
  readonly name: string;
  /** The tenant with the vendor. */
  readonly tenantId: string | null;
  /** The vendor's program id; partners alone have one. */
  readonly partnerId: string | null;
  /** The primary domain; customers alone have one. */
  readonly domain: string | null;
}

const VENDOR_ITSELF: OrganizationIds = { kind: 'VENDOR', id: VENDOR, name: 'The vendor', tenantId: null, partnerId: null, domain: null };

const ALL = `select * from (
    select 1 as at, 'PARTNER' as kind, id, name, tenant_id as "tenantId", partner_id as "partnerId", null as domain from partner
    union all select 2, 'CUSTOMER', id, name, tenant_id, null, domain from customer) as each
  where $1::uuid[] is null or id = any ($1) order by at, lower(name), id`;

/** The partners and customers of the owner's database: all of them, or those with these ids. */
export async function organizationIds(ownerUrl: string, ids: readonly string[] | null = null): Promise<OrganizationIds[]> {
  const client = new pg.Client(connecting({ url: ownerUrl }, 'owner'));
  try {
    await client.connect();
    const { rows } = await client.query<OrganizationIds & { at: number }>(ALL, [ids]);
    return rows.map(({ at: _order, ...organization }) => organization);
  } finally {
    await client.end();
  }
}

/** Organizations as lines of text, one each. */
export function organizationLines(organizations: readonly OrganizationIds[]): string {
  const table = organizations.map(({ kind, id, tenantId, partnerId, domain, name }) => [kind, id, tenantId, partnerId, domain, name]);
  const head = ['KIND', 'ID', 'TENANT ID', 'PARTNER ID', 'DOMAIN', 'NAME'];
  const rows = [head, ...table.map((row) => row.map((cell) => cell ?? '-'))];
  const widths = head.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) => row.map((cell, at) => cell.padEnd(at < head.length - 1 ? widths[at]! : 0)).join('  ')).join('\n');
}

/** Runs the command: writes what was asked for with `write` and all else with `say`, and answers the exit code. */
export async function organizationsCommand(args: string[], write: (text: string) => void, say: (line: string) => void): Promise<number> {
  let given;
  try {
    given = parseArgs({ args, options: { json: { type: 'boolean' }, search: { type: 'string' } } }).values;
  } catch (error) {
    say(`Tierline: ${(error as Error).message.split(/[.\n]/)[0]}\n\n${USAGE}`);
    return 2;
  }
  try {
    const all = [VENDOR_ITSELF, ...(await withOwner(storeConfig(), (ownerUrl) => organizationIds(ownerUrl), say))];
    const { json = false, search = '' } = given;
    const found = all.filter((each) => Object.values(each).some((value) => value?.toLowerCase().includes(search.toLowerCase())));
    write(json ? JSON.stringify(found, null, 2) : organizationLines(found));
    return 0;
  } catch (error) {
    say(`Tierline: ${lineOf(error)}`);
    return 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [write, say] = [process.stdout, process.stderr].map((stream) => (line: string) => void stream.write(`${line}\n`));
  process.exitCode = await organizationsCommand(process.argv.slice(2), write!, say!);
}
