/** What the database holds about handing on, whatever the program does: no viewer brings a ticket to the vendor without an escalation of its own. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { observe, type Observed } from '../visibility/lookers.ts';

let world: Observed;
let ticketId: string;
beforeAll(async () => {
  world = await observe();
  const { viewer } = world.looker('reseller');
  [{ id: ticketId }] = (await world.platform.database.sql<{ id: string }>(
    `select id from ticket where partner_id = $1 and provider_id = $2 and customer_id = $3 and state <> 'ESCALATED' order by number limit 1`,
    [viewer, world.looker('provider').viewer, world.looker('customer').viewer].map(({ organization }) => organization),
  )) as [{ id: string }];
});
afterAll(() => world.stop());

/** Brings the ticket to the vendor as somebody, after some other statement, and asks for what would be asked at the commit. */
const bring = (name: string, before = '') =>
  world.as(
    world.looker(name).viewer,
    `${before}; update ticket set state = 'ESCALATED' where id = '${ticketId}'; set constraints all immediate`,
  );

/** An escalation that a viewer would write. */
const escalation = (name: string, { state = 'WITH_VENDOR', due = 'now()', vehicle = `'PSFP'`, delegation = 'uuidv7()' } = {}) => {
  const { organization } = world.looker(name).viewer;
  return `insert into escalation (ticket_id, filed_by_id, handed_over_by_id, delegation_id, state, category, severity, impact, evidence, contact,
      vehicle, author, author_subject, filed_at, response_due_at)
    values ('${ticketId}', '${organization}', '${organization}', ${delegation}, '${state}', 'SERVICE_UNAVAILABLE', 'MINIMAL', 'x', '{}', '{}',
      ${vehicle}, 'x', 'x', now(), ${due})`;
};
const REFUSED = /came to the vendor without an escalation/;

describe('a ticket', () => {
  test.each(['reseller', 'provider', 'customer'])('is not brought to the vendor by the %s alone', async (name) => {
    await expect(bring(name)).rejects.toThrow(REFUSED);
  });

  test.each([
    ['that is with the provider', { state: 'WITH_PROVIDER' }],
    ['without a clock', { due: 'null' }],
    ['without a program', { vehicle: 'null' }],
    ['without a delegation', { delegation: 'null' }],
  ])('is not brought to the vendor with an escalation %s', async (_what, lack) => {
    await expect(bring('provider', escalation('provider', lack))).rejects.toThrow(REFUSED);
  });

  test('is brought to the vendor with an escalation of whoever brings it', async () => {
    await expect(bring('provider', escalation('provider'))).resolves.not.toThrow();
  });

  test('does not come in as one that is with the vendor', async () => {
    const { organization } = world.looker('reseller').viewer;
    await expect(
      world.as(
        world.looker('reseller').viewer,
        `insert into ticket (number, title, description, state, severity, channel, customer_id, partner_id, created_at, updated_at)
         select ticket_number(), 'x', 'x', 'ESCALATED', 'MINIMAL', 'PORTAL', customer_id, '${organization}', now(), now() from ticket where id = '${ticketId}'`,
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

test.each(['customer', 'vendor', 'other-provider'])('the %s files no escalation', async (name) => {
  await expect(world.as(world.looker(name).viewer, escalation(name))).rejects.toThrow(/row-level security/);
});

test('no viewer changes who may file', async () => {
  for (const { viewer } of world.lookers)
    expect(await world.as(viewer, 'update filing_policy set indirect_reseller = true returning id')).toEqual([]);
});
