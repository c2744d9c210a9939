import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Imported } from '../../src/import/folder.ts';
import { mappingOf, type Mapping } from '../../src/import/tables/mapping.ts';
import { changedNothing, importer, type Importer } from './imported.ts';

const KINDS = new URL('../fixtures/kinds', import.meta.url).pathname;
const PARTNER = '5f0c3c1e-41aa-4b53-9c0e-6d2f8a1b7e01';
const tenant = (number: number): string => `c${String(number).padStart(7, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;

let own: Importer;
let first: Imported;
beforeAll(async () => {
  own = await importer();
  first = await own.take(KINDS, PARTNER);
});
afterAll(() => own.close());
const sql = <T extends object>(text: string) => own.database.sql<T>(text);

describe('a folder of the further kinds', () => {
  test('gives tickets of every desk to the customer that they name, and keeps what is internal with the partner', async () => {
    const rows = await sql<{ id: string; of: string; state: string; severity: string; notes: [string, string, boolean][] }>(
      `select t.external_id as id, c.name as of, t.state, t.severity, (select jsonb_agg(jsonb_build_array(text, audience, author_organization = c.id)
        order by created_at) from note n where n.ticket_id = t.id) as notes from ticket t join customer c on c.id = t.customer_id order by 1`,
    );
    const of = (id: string) => rows.find((row) => row.id.startsWith(id));
    expect(of('zendesk:birchwater.zendesk.example:4711')).toMatchObject({
      of: 'Alderney Foods',
      state: 'IN_PROGRESS',
      severity: 'MODERATE',
      notes: [
        ['The toner bill is unpaid.', 'AUTHOR_ORGANIZATION', false],
        ['Please restart it.', 'CUSTOMER', false],
        ['I did.', 'CUSTOMER', true],
      ],
    });
    expect(of(`zammad:${PARTNER}:31081`)).toMatchObject({
      of: 'Brecknock Mills',
      state: 'CLOSED',
      notes: [
        ['I cannot\nsign in.', 'CUSTOMER', true],
        ['He forgets it each week.', 'AUTHOR_ORGANIZATION', false],
      ],
    });
    for (const id of ['autotask:', 'connectwise:', 'freshdesk:', 'jira:', 'otobo:', 'servicenow:']) {
      expect(
        of(id)!
          .notes.map(([, audience]) => audience)
          .toSorted(),
      ).toEqual(['AUTHOR_ORGANIZATION', 'CUSTOMER']);
    }
    expect(of('620000000000101')).toMatchObject({ of: 'Alderney Foods', severity: 'MODERATE' });
  });

  test('gives tickets of Azure support with their communications, which are between the partner and the vendor', async () => {
    const rows =
      await sql(`select t.external_id as id, c.name as of, t.state, t.imported->>'system' as system, t.imported->>'status' as status,
      (select jsonb_agg(jsonb_build_array(n.text, n.audience, n.author_organization = t.partner_id)) from note n where n.ticket_id = t.id) as notes
      from ticket t join customer c on c.id = t.customer_id where t.external_id like 'azure:%' order by 1`);
    const ticket = { of: 'Alderney Foods', system: 'Azure support' };
    expect(rows).toEqual([
      {
        ...ticket,
        id: `azure:${PARTNER}:2405060000000001`,
        state: 'IN_PROGRESS',
        status: 'Open',
        notes: [['Please send the log.', 'PARTNERS', true]],
      },
      { ...ticket, id: `azure:${PARTNER}:2405060000000002`, state: 'CLOSED', status: 'Closed', notes: null },
    ]);
  });

  test('gives members of a group out of a file of their own, people alone', async () => {
    expect(
      await sql(`select m.subject, m.name, m.removed_at from security_group_member m join security_group g on g.id = m.group_id
        where g.external_id = '9a000000-0000-4000-8000-000000000001'`),
    ).toEqual([{ subject: 'davide.ronchi@birchwater.example', name: 'Davide Ronchi', removed_at: null }]);
  });

  test('keeps what each desk says of a ticket in its own words', async () => {
    expect(await sql(`select external_id as id from ticket where imported->>'reference' is null or imported->>'system' is null`)).toEqual(
      [],
    );
  });

  test('gives incidents of Azure, of a batch and of the older API, each in the state that it has come to', async () => {
    expect(await sql(`select tracking_id as id, kind, status, regions, is_resolved as over from service_incident order by 1`)).toEqual([
      { id: 'AL1-C0', kind: 'SERVICE_ISSUE', status: 'SERVICE_DEGRADATION', regions: ['northeurope'], over: false },
      { id: 'EX20119', kind: 'SERVICE_ISSUE', status: 'SERVICE_RESTORED', regions: [], over: true },
      { id: 'EX900001', kind: 'SERVICE_ISSUE', status: 'SERVICE_RESTORED', regions: [], over: true },
      { id: 'MT1-A0', kind: 'PLANNED_MAINTENANCE', status: 'SERVICE_OPERATIONAL', regions: ['westeurope'], over: false },
      { id: 'RG1-B0', kind: 'SERVICE_ISSUE', status: 'SERVICE_RESTORED', regions: [], over: true },
      { id: 'TM900001', kind: 'SERVICE_ISSUE', status: 'SERVICE_DEGRADATION', regions: [], over: false },
      { id: 'VM1-A0', kind: 'SERVICE_ISSUE', status: 'SERVICE_DEGRADATION', regions: ['westeurope'], over: false },
    ]);
  });

  test('gives what PowerShell and the portals wrote', async () => {
    expect(await sql(`select name, domain from customer where tenant_id in ('${tenant(1)}', '${tenant(5)}') order by name`)).toEqual([
      { name: 'Alderney Foods', domain: 'alderney.example' },
      { name: 'Ellis; "Sons", Ltd', domain: 'ellis.example' },
    ]);
    expect(await sql(`select quantity, status from customer_subscription order by external_id`)).toEqual([
      { quantity: 25, status: 'ACTIVE' },
      { quantity: 12, status: 'ACTIVE' },
    ]);
    expect(await sql(`select status, duration, auto_extend from delegation`)).toEqual([
      { status: 'ACTIVE', duration: 'P730D', auto_extend: true },
    ]);
    expect(await sql(`select count(*)::int as count from delegation_assignment`)).toEqual([{ count: 1 }]);
    expect(await sql(`select tracking_id as id, category, tags from service_message order by 1`)).toEqual([
      { id: 'MC9000001', category: 'PLAN_FOR_CHANGE', tags: ['Admin impact'] },
      { id: 'MC9000002', category: 'STAY_INFORMED', tags: ['User impact'] },
    ]);
  });

  test('says what was not taken, and why', () => {
    const lines = [...first.report.refused.lines, ...first.report.leftOut.lines].join('\n');
    expect(lines).toMatch(/graph\/error\.json: .*is an error answer: Forbidden/);
    expect(lines).toMatch(/graph\/batch\.json, record 3.*: is an error answer: Forbidden/);
    expect(lines).toMatch(/graph\/users\.json: .*keeps no directory of people/);
    expect(lines).toMatch(/graph\/subscribed-skus\.json: .*do not tell which subscriptions/);
    expect(lines).toMatch(/SE1-A0\), which is no incident/);
  });

  test('taken a second time changes nothing', async () => {
    expect(changedNothing(await own.take(KINDS, PARTNER))).toBe(true);
  });
});

describe('what cannot be taken is told in words', () => {
  const refusals = async (files: Record<string, string | Buffer | object>, mappings?: readonly Mapping[]): Promise<string> =>
    (await own.take(files, PARTNER, undefined, { mappings })).report.refused.lines.join('\n');

  test('objects that ConvertTo-Json cut off ask for a greater depth; numbers and dates of no certain meaning are refused', async () => {
    const message = { Id: 'MC1', Category: 1, Title: 'x', StartDateTime: '2024-05-06T00:00:00Z', Body: '@{Content=x; ContentType=html}' };
    expect(await refusals({ 'cut.json': [message] })).toMatch(/-Depth 10/);
    const wrong = { ...message, Body: { Content: 'x', ContentType: 1 }, Category: 9 };
    expect(await refusals({ 'number.json': [wrong] })).toMatch(/stands for no known word/);
    expect(await refusals({ 'date.json': [{ ...wrong, Category: 1, StartDateTime: '05/06/2024' }] })).toMatch(/cannot be told apart/);
  });

  test('forms for eyes and other programs say how to export instead; a README is only told', async () => {
    const lines = await refusals({
      'list.txt': 'Id    : EX1\nTitle : Mail\n',
      'feed.xml': '<?xml version="1.0"?><rss></rss>',
      'objects.xml': '<Objs Version="1.1.0.1"></Objs>',
      'README.md': '# Notes\n',
    });
    expect(lines).toMatch(/list\.txt: .*Format-List/);
    expect(lines).toMatch(/feed\.xml: .*RSS/);
    expect(lines).toMatch(/objects\.xml: .*CLIXML/);
    expect(lines).not.toMatch(/README/);
  });

  test('gzip is unpacked, and what unpacks to hundreds of times its size is not taken', async () => {
    const customers = [{ CustomerId: tenant(9), Name: 'Nine', Domain: 'nine.example', RelationshipToPartner: 1 }];
    expect(await refusals({ 'customers.json.gz': gzipSync(JSON.stringify(customers)) })).toBe('');
    expect(await sql(`select name from customer where tenant_id = '${tenant(9)}'`)).toEqual([{ name: 'Nine' }]);
    expect(await refusals({ 'bomb.json.gz': gzipSync(Buffer.alloc(130_000_000, ' ')) })).toMatch(/times its size/);
  });

  test('a mapping takes the tables of any desk, and everything that is wrong with one is named', async () => {
    expect(
      mappingOf('m.json', '{"kind":"tickets","columns":{"numer":"Nr"},"values":{"status":{"offen":"OPEN"}},"timeZone":"Mars"}'),
    ).toEqual([
      'columns.number: is missing',
      'columns.title: is missing',
      'columns.status: is missing',
      'columns.createdAt: is missing',
      expect.stringMatching(/^columns\.numer: is no field/),
      expect.stringMatching(/^values\.status\.offen: is "OPEN", not one of/),
      expect.stringMatching(/^timeZone: is "Mars"/),
    ]);
    const mapping = mappingOf(
      'otrs.json',
      JSON.stringify({
        kind: 'tickets',
        system: 'otrs',
        columns: { number: 'Nr', title: 'Betreff', status: 'Status', createdAt: 'Erstellt', customerName: 'Kunde' },
        values: { status: { offen: 'IN_PROGRESS' } },
        customers: { 'Müller GmbH': tenant(1) },
        dateFormat: 'dd.MM.yyyy HH:mm',
        timeZone: 'Europe/Berlin',
        encoding: 'windows-1252',
      }),
    ) as Mapping;
    const table =
      'Nr;Betreff;Status;Erstellt;Kunde\n17;Drucker;offen;06.05.2024 09:00;Müller GmbH\n18;Fax;weg;31.02.2024 09:00;Müller GmbH\n';
    const lines = await refusals({ 'tickets.csv': Buffer.from(table, 'latin1') }, [mapping]);
    expect(lines).toMatch(/record 2.*column "Status": is "weg".*column "Erstellt": is "31\.02\.2024 09:00"/);
    expect(await sql(`select title, state, created_at from ticket where external_id like 'otrs:%'`)).toEqual([
      { title: 'Drucker', state: 'IN_PROGRESS', created_at: new Date('2024-05-06T07:00:00Z') },
    ]);
  });

  test('a ticket of nobody who is known is refused by name', async () => {
    const ticket = { type: 'tierline.ticket', number: '1', title: 'x', status: 'NEW', createdAt: '2024-05-06T07:00:00Z' };
    expect(await refusals({ 'a.json': [{ ...ticket, customer: { name: 'Nobody Ltd' } }] })).toMatch(/"Nobody Ltd", who is no customer/);
    expect(await refusals({ 'b.json': [{ ...ticket, status: 'With the vendor', customer: { tenantId: tenant(1) } }] })).toMatch(/--map/);
  });
});
