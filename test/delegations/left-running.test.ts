/** What an end leaves running: the open tickets of the customer on which the partner works. */
import { afterEach, expect, test } from '@jest/globals';
import { ORGANIZATION, stage } from '../mutations/stage.ts';
import { deskOn } from './desk.ts';

const set = stage();
const { act, colleague, openTicket, platform, setClock } = set;
const { active, seen, put } = deskOn(set);
const DAY = 86_400_000;
const OPEN = 'status openTickets(first: 100) { totalCount nodes { id state } }';

afterEach(() => setClock());

const idsOf = async (persona: string, delegationId: string): Promise<string[]> =>
  (await seen(persona, delegationId, OPEN)).openTickets.nodes.map(({ id }: { id: string }) => id);
/** The open tickets of the customer on which an organization works, as they are. */
const workOf = async (organization: string) =>
  (
    await platform().database.sql<{ id: string }>(
      `select id from ticket where customer_id = $1 and $2 in (partner_id, provider_id) and state not in ('RESOLVED', 'CLOSED')`,
      [ORGANIZATION.customer, organization],
    )
  ).map(({ id }) => id);

test('work left running by an expiry is listed to the partner, from the notice of the end on', async () => {
  const [open, waiting, solved, closed] = [await openTicket(), await openTicket(), await openTicket(), await openTicket()];
  await set.put(waiting, 'WAITING_ON_CUSTOMER');
  await set.put(solved, 'RESOLVED');
  await set.put(closed, 'CLOSED');
  // A world far from its own time has nothing else to do.
  await platform().database.sql(`update delegation set status = 'EXPIRED' where status in ('ACTIVE', 'APPROVAL_PENDING')`);
  const start = new Date('2031-06-01T12:00:00Z');
  setClock(start);
  const delegationId = await active({ duration: 'P1D' });
  setClock(new Date(start.getTime() + DAY));
  await platform().runDueJobs();

  expect((await seen('reseller', delegationId)).status).toBe('EXPIRED');
  const query = `query ($id: ID!) { partner(id: $id) { delegationNotices(first: 1) { nodes { daysLeft delegation { id ${OPEN} } } } } }`;
  const { partner } = await (await platform().as('reseller')).get<any, any>(query, { id: ORGANIZATION.reseller });
  const [{ daysLeft, delegation }] = partner.delegationNotices.nodes;
  const ids = delegation.openTickets.nodes.map(({ id }: { id: string }) => id);
  expect([daysLeft, delegation.id, delegation.status]).toEqual([0, delegationId, 'EXPIRED']);
  expect([open, waiting, solved, closed].map((id) => ids.includes(id))).toEqual([true, true, false, false]);
  expect([...ids].sort()).toEqual((await workOf(ORGANIZATION.reseller)).sort());
  expect(delegation.openTickets.totalCount).toBe(ids.length);
});

test('a provider behind the partner, with rights of its own, is told the tickets that it works on', async () => {
  const open = await openTicket();
  const { delegation } = await act('provider', 'delegationDraft', {
    customerId: ORGANIZATION.customer,
    displayName: 'Second level',
    roleIds: ['f023fd81-a637-4b56-95fd-791ac0226033'],
  });
  const ids = await idsOf('provider', delegation.id);
  expect(ids).toContain(open);
  expect(ids.sort()).toEqual((await workOf(ORGANIZATION.provider)).sort());
});

test('who may see no tickets is told none', async () => {
  await openTicket();
  const delegationId = await active();
  await put(delegationId, 'EXPIRED');
  const sales = await colleague('reseller', { role: 'SALES_AGENT' });
  const { delegation } = await sales.get<any, any>(`query ($id: ID!) { delegation(id: $id) { ${OPEN} } }`, { id: delegationId });
  expect(delegation).toMatchObject({ status: 'EXPIRED', openTickets: { totalCount: 0, nodes: [] } });
});
