/** The clock of an answer counts hours that pass, and no wall clock: where clocks are set forward or back, nothing is won or lost. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { escalating, REQUEST } from './escalating.ts';

const { act, readyDirect, passedOn, escalate, platform, setClock, sql } = escalating();
afterEach(() => setClock());

const HOURS = { CRITICAL: 2, MODERATE: 4, MINIMAL: 8 } as const;
const LOOK = 'query ($id: ID!) { ticket(id: $id) { escalations { nodes { responseDueAt isResponseOverdue } } } }';

/** An hour before clocks are set forward, and before they are set back, in Rome and in New York. */
const CHANGES = [
  ['Europe/Rome', 'forward', '2026-03-29T00:30:00.000Z'],
  ['Europe/Rome', 'back', '2026-10-25T00:30:00.000Z'],
  ['America/New_York', 'forward', '2026-03-08T06:30:00.000Z'],
  ['America/New_York', 'back', '2026-11-01T05:30:00.000Z'],
] as const;

const wall = (zone: string, at: Date) =>
  Number(new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(at));

describe.each(CHANGES)('while the clocks of %s are set %s', (zone, _how, from) => {
  test.each(Object.entries(HOURS))('a %s problem is to be answered when so many hours have passed: %i', async (severity, hours) => {
    const at = new Date(from);
    const due = new Date(at.getTime() + hours * 3_600_000);
    const ticketId = await readyDirect({ severity });
    setClock(at);
    const { escalation } = await escalate('direct', ticketId);
    expect(escalation).toMatchObject({ responseHours: hours, handedOverAt: from, responseDueAt: due.toISOString() });
    // Whoever reads the clock on the wall counts otherwise: else this would prove nothing.
    expect((wall(zone, due) - wall(zone, at) + 24) % 24).not.toBe(hours);

    const isOverdue = async (now: Date) => {
      setClock(now);
      const { ticket } = await (await platform().as('vendor')).get<any, any>(LOOK, { id: ticketId });
      return ticket.escalations.nodes[0].isResponseOverdue;
    };
    expect([await isOverdue(due), await isOverdue(new Date(due.getTime() + 1))]).toEqual([false, true]);
  });

  test('it is the same whatever the time zone of the database', async () => {
    const database = (await sql('select current_database() as name'))[0].name as string;
    await sql(`alter database "${database}" set timezone to '${zone}'`);
    const ticketId = await readyDirect({ severity: 'CRITICAL' });
    setClock(new Date(from));
    const { escalation } = await escalate('direct', ticketId);
    await sql(`alter database "${database}" reset timezone`);

    expect(escalation.responseDueAt).toBe(new Date(new Date(from).getTime() + 2 * 3_600_000).toISOString());
  });
});

test('the clock begins when the vendor gets it, not when the reseller filed it', async () => {
  setClock(new Date('2026-10-25T00:00:00.000Z'));
  const { escalationId } = await passedOn();
  const handed = new Date('2026-10-25T01:30:00.000Z');
  setClock(handed);
  const { contact, vehicle } = REQUEST;
  const { escalation } = await act('provider', 'escalationHandOver', { escalationId, contact, vehicle });

  expect(escalation).toMatchObject({ handedOverAt: handed.toISOString(), responseDueAt: '2026-10-25T05:30:00.000Z' });
});

test('an answer in time stays in time, however late it is looked at', async () => {
  const at = new Date('2026-03-29T00:30:00.000Z');
  const ticketId = await readyDirect({ severity: 'CRITICAL' });
  setClock(at);
  const { escalation } = await escalate('direct', ticketId);
  setClock(new Date(at.getTime() + 2 * 3_600_000));
  await act('vendor', 'escalationAnswer', { escalationId: escalation.id, text: 'We are looking.' });
  setClock(new Date(at.getTime() + 30 * 86_400_000));

  const { ticket } = await (await platform().as('vendor')).get<any, any>(LOOK, { id: ticketId });
  expect(ticket.escalations.nodes[0].isResponseOverdue).toBe(false);
});
