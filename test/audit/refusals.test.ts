/** To be refused costs nothing and is kept for ever: what one person is refused does not fill the audit trails of others without end. */
import { expect, test } from '@jest/globals';
import { REFUSALS_FOR_OTHERS, Refusals } from '../../src/kernel/write/refusals.ts';
import { stage } from '../mutations/stage.ts';

const on = stage();
const { act, openTicket, platform } = on;

const MOST = REFUSALS_FOR_OTHERS.most;
const AT_ONCE = 25;

/** How many refusals of something somebody reads. */
async function refusalsReadBy(who: string, thing: string): Promise<number> {
  const document = 'query ($filter: AuditEntryFilter) { auditEntries(first: 1, filter: $filter) { totalCount } }';
  const caller = await platform().as(who);
  return (await caller.get<any, any>(document, { filter: { things: [thing], outcomes: ['REFUSED'] } })).auditEntries.totalCount;
}

test('what one person is refused again and again is read by its own organization; the parties of the thing read so many of an hour', async () => {
  const ticketId = await openTicket();
  const customer = await platform().as('customer');
  const rounds = MOST / AT_ONCE + 2;
  const deeds = Array.from({ length: AT_ONCE }, (_, i) => `a${i}: ticketAssign(input: { ticketId: "${ticketId}" }) { problems { code } }`);
  for (let round = 0; round < rounds; round++) await customer.get<any, never>(`mutation { ${deeds.join(' ')} }`);

  expect(await refusalsReadBy('customer', ticketId)).toBe(rounds * AT_ONCE);
  expect(await refusalsReadBy('reseller', ticketId)).toBe(MOST);
  expect(await refusalsReadBy('provider', ticketId)).toBe(MOST);

  // What is done is read by everybody concerned all the same.
  await act('reseller', 'ticketAssign', { ticketId });
  const [newest] = (
    await (
      await platform().as('customer')
    ).get<any, any>('query ($things: [ID!]) { auditEntries(first: 1, filter: { things: $things }) { nodes { verb outcome } } }', {
      things: [ticketId],
    })
  ).auditEntries.nodes;
  expect(newest).toEqual({ verb: 'ticketAssign', outcome: 'DONE' });
});

test('people are counted each by themselves, and anew after an hour', () => {
  const refusals = new Refusals();
  const person = { organization: 'a', kind: 'CUSTOMER', subject: 'x' } as const;
  const at = (ms: number) => new Date(1e12 + ms);
  for (let i = 0; i < MOST; i++) expect(refusals.areForOthers(person, at(0))).toBe(true);
  expect(refusals.areForOthers(person, at(REFUSALS_FOR_OTHERS.withinMs - 1))).toBe(false);
  for (const other of [{ subject: 'y' }, { organization: 'b' }, { kind: 'PARTNER' as const }])
    expect(refusals.areForOthers({ ...person, ...other }, at(0))).toBe(true);
  expect(refusals.areForOthers(person, at(REFUSALS_FOR_OTHERS.withinMs))).toBe(true);
});
