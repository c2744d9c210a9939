/** Rights that end while one listens: whoever loses sight of something is told so and hears nothing more of it, on the other process as on this one. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { READER_ROLES } from '../../src/notices/service-message/policy.ts';
import { VENDOR } from '../../src/kernel/access/viewer.ts';
import { organizationOf } from '../kit/cursors.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { count, listen, type Ear } from './ear.ts';

let here: TestPlatform;
let platforms: TestPlatform[];
const sql = <T extends object = { id: string }>(text: string, values: unknown[] = []) => here.database.sql<T>(text, values);
const [customer, provider, reseller] = ['customer', 'provider', 'reseller'].map((name) => organizationOf(name)!) as [
  string,
  string,
  string,
];
/** A service that the customer has bought, so that its incidents touch it. */
let serviceId: string;

beforeAll(async () => {
  here = await testPlatform();
  platforms = [here, await testPlatform({ database: here.database })];
  [{ id: serviceId }] = (await sql(
    `select service_id as id from customer_subscription where customer_id = $1 and status = 'ACTIVE' and region is null and service_id is not null
     union select service_id from customer_subscription where customer_id = $1 and status = 'ACTIVE' and service_id is not null limit 1`,
    [customer],
  )) as [{ id: string }];
});
afterAll(async () => {
  await platforms[1]!.stop();
  await here.stop();
});

const act = async (who: string, name: string, input: object, answer = '') => {
  const document = `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${answer} problems { message } } }`;
  const payload = (await (await here.as(who)).get<any, any>(document, { input }))[name];
  expect(payload.problems).toEqual([]);
  return payload;
};
let reports = 0;
const report = async () => {
  const input = { trackingId: `RE${++reports}`, serviceId, title: 'Slow', classification: 'INCIDENT' };
  return (await act('vendor', 'serviceIncidentReport', input, 'incident { id }')).incident.id as string;
};

/** An ear of a persona on each process, which has begun to listen. */
async function listening<T extends object>(persona: string, query: string, variables: object = {}): Promise<Ear<T>[]> {
  const ears = await Promise.all(platforms.map(async (platform) => listen<T>(await platform.as(persona), variables, query)));
  await Promise.all(ears.map(({ begun }) => begun));
  return ears;
}
const close = (ears: Ear<any>[]) => Promise.all(ears.map((ear) => ear.close()));
/** What an ear is told besides updates, once it was told anything. */
const ended = async ({ marks }: Ear<any>) => {
  while (marks.length < 2) await new Promise(setImmediate);
  return marks.slice(1).map(({ __typename, targetType, targetId }) => [__typename, targetType, targetId]);
};

const TOUCHED = `subscription ($filter: ServiceIncidentUpdateFilter) { serviceIncidentUpdated(filter: $filter) {
  ... on ServiceIncidentUpdate { incident { id affectedCustomers(first: 100) { nodes { id serviceMessages(first: 1) { totalCount } } } } } } }`;
type Touched = { incident: { id: string; affectedCustomers: { nodes: { id: string; serviceMessages: { totalCount: number } }[] } } };
const shown = ({ heard }: Ear<Touched>) =>
  heard.map(({ incident }) => incident.affectedCustomers.nodes.find(({ id }) => id === customer) ?? null);

describe('a running subscription, on each process,', () => {
  test('that follows a ticket ends when the ticket is shared no longer, and one that follows all of them hears nothing more of it', async () => {
    const input = { title: 'Mail is late', description: 'Since this morning.', severity: 'MODERATE' };
    const open = async () => (await act('customer', 'ticketRequest', input, 'ticket { id }')).ticket.id as string;
    const [ticketId, other] = [await open(), await open()];
    const query = (root: string) => `subscription ${root} { ... on TicketUpdate { kind ticket { id } } } }`;
    const ones = await listening('provider', query('($id: ID!) { ticketUpdated(id: $id)'), { id: ticketId });
    const all = await listening<{ ticket: { id: string } }>('provider', query('{ ticketsUpdated'));

    await sql('update ticket set provider_id = null where id = $1', [ticketId]);
    for (const each of [ticketId, other]) await act('customer', 'ticketNoteAdd', { ticketId: each, text: 'Well?', audience: 'CUSTOMER' });

    for (const one of ones) expect(await one.ended).toBe(null);
    for (const ear of all) await ear.until(count(1));
    for (const ear of [...ones, ...all]) expect(await ended(ear)).toEqual([['AccessEnded', 'Ticket', ticketId]]);
    expect(ones.map(({ heard }) => heard)).toEqual([[], []]);
    expect(all.map(({ heard }) => heard.map(({ ticket }) => ticket.id))).toEqual([[other], [other]]);
    await close([...ones, ...all]);
  });

  test('that looks at a customer’s Message Center shows it no longer when the delegation ends by which it did', async () => {
    const [{ id: messageId }] = (await sql(
      `insert into service_message (tracking_id, title, html, category, severity, is_major_change, tags, details, starts_at, updated_at)
       values ('MCR', 'x', 'x', 'PLAN_FOR_CHANGE', 'NORMAL', false, '{}', '[]', now(), now()) returning id`,
    )) as [{ id: string }];
    await sql('insert into service_message_tenant (message_id, organization_id) values ($1, $2)', [messageId, customer]);
    await sql('delete from delegation where customer_id = $1 and partner_id = $2', [customer, reseller]);
    const draft = { customerId: customer, displayName: 'Reads', roleIds: [READER_ROLES['Message Center Reader']] };
    const delegationId = (await act('reseller', 'delegationDraft', draft, 'delegation { id }')).delegation.id;
    await act('reseller', 'delegationRequest', { delegationId });
    await act('customer', 'delegationApprove', { delegationId });
    const ears = await listening<Touched>('reseller', TOUCHED);

    await report();
    await Promise.all(ears.map((ear) => ear.until(count(1))));
    await act('customer', 'delegationTerminate', { delegationId });
    await report();
    await Promise.all(ears.map((ear) => ear.until(count(2))));

    for (const ear of ears) {
      const [before, after] = shown(ear).map((each) => each!.serviceMessages.totalCount);
      expect([before! > 0, after]).toEqual([true, 0]);
    }
    await close(ears);
  });

  test('that tells of a customer is told when its relationship with the partner ends, and shows and follows it no longer', async () => {
    const all = await listening<Touched>('provider', TOUCHED);
    const its = await listening<Touched>('provider', TOUCHED, { filter: { customers: [customer] } });
    const first = await report();
    await Promise.all([...all, ...its].map((ear) => ear.until(count(1))));

    await sql('update customer_partner set provider_id = null where customer_id = $1 and provider_id = $2', [customer, provider]);
    const second = await report();
    await Promise.all(all.map((ear) => ear.until(count(2))));

    for (const ear of all) expect(shown(ear)).toEqual([expect.objectContaining({ id: customer }), null]);
    for (const ear of all) expect(ear.heard.map(({ incident }) => incident.id)).toEqual([first, second]);
    expect(its.map(({ heard }) => heard.length)).toEqual([1, 1]);
    for (const ear of [...all, ...its]) expect(await ended(ear)).toEqual([['AccessEnded', 'Account', customer]]);
    await close([...all, ...its]);
  });

  test('of the vendor is told when the customer buys nothing from it any more', async () => {
    await sql('delete from account_access where organization_id = $1 and account_id = $2', [VENDOR, customer]);
    const said = { product: 'Database', channel: 'ENTERPRISE_AGREEMENT', since: '2020-01-01T00:00:00Z' };
    const relationshipId = (await act('customer', 'commercialRelationshipRecord', said, 'relationship { id }')).relationship.id;
    const ears = await listening<object>('vendor', 'subscription { customerNoticeReceived { ... on CustomerNoticeUpdate { at } } }');

    await act('customer', 'commercialRelationshipEnd', { relationshipId });
    const notice = { customerIds: [customer], topic: 'OPERATIONAL', title: 'Not yours', html: 'x' };
    await act('reseller', 'customerNoticeSend', notice);
    const incidents = await listening<Touched>('vendor', TOUCHED);
    await report();
    await Promise.all(incidents.map((ear) => ear.until(count(1))));

    for (const ear of ears) expect([await ended(ear), ear.heard]).toEqual([[['AccessEnded', 'Account', customer]], []]);
    await close([...ears, ...incidents]);
  });
});
