/** Breaches of the rules by which problems are handed on: each a request that lacks nothing but one thing. */
import type { RuleCode } from '../../src/rulebook/rule/table.ts';
import type { Caller } from '../kit/platform.ts';
import { REQUEST, type Escalating } from '../mutations/escalating.ts';
import { ORGANIZATION } from '../mutations/stage.ts';

/** Somebody who does what a rule forbids. */
export interface Breach {
  readonly rule: RuleCode;
  readonly mutation: string;
  readonly who: string;
  readonly caller: () => Promise<Caller>;
  readonly input: () => Promise<object>;
}

const { contact, vehicle } = REQUEST;

/** The categories with the rule that each rests on. */
const HANDOFFS = {
  R09: 'UNDOCUMENTED_SERVICE_PROBLEM',
  R10: 'SERVICE_UNAVAILABLE',
  R11: 'BUG_OR_IRREGULARITY',
  R12: 'LARGE_SCALE_NETWORK_DISRUPTION',
  R13: 'REGIONAL_MULTITENANT',
} as const;

/** Every breach of a rule by a deed that hands a problem on, or by what follows from one. */
export function escalationBreaches({ act, platform, ready, readyDirect, passedOn, handedOver, delegate, put, sql }: Escalating): Breach[] {
  const as = (persona: string) => () => platform().as(persona);
  const lacking =
    (lack: (ticketId: string) => Promise<unknown>, more: object = {}) =>
    async () => {
      const ticketId = await readyDirect();
      await lack(ticketId);
      return { ticketId, ...REQUEST, ...more };
    };
  const nothing = async () => {};
  const byDirect = (rule: RuleCode, who: string, input: Breach['input']): Breach => ({
    ...{ rule, who, input, mutation: 'ticketEscalate' },
    caller: as('direct'),
  });
  const undelegated = async (ticketId: string) => {
    const [{ id }] = await sql('select customer_id as id from ticket where id = $1', ticketId);
    await delegate(ORGANIZATION.direct, id, { status: 'EXPIRED' });
  };
  const passed = (more: object) => async () => ({ escalationId: (await passedOn()).escalationId, ...more });

  return [
    byDirect('R01', 'a partner without an active delegation', lacking(undelegated)),
    {
      rule: 'R05',
      mutation: 'ticketEscalate',
      who: 'a reseller past its provider',
      caller: as('reseller'),
      input: async () => ({ ticketId: await ready(), ...REQUEST, to: 'VENDOR' }),
    },
    ...(['escalationAccept', 'escalationReturn', 'escalationHandOver'] as const).map((mutation): Breach => {
      const more = { escalationAccept: {}, escalationReturn: { reason: 'x' }, escalationHandOver: { contact, vehicle } }[mutation];
      return { rule: 'R05', mutation, who: 'the reseller who filed it', caller: as('reseller'), input: passed(more) };
    }),
    byDirect(
      'R06',
      'a partner who has not begun to work',
      lacking((ticketId) => put(ticketId, 'TRIAGE')),
    ),
    byDirect(
      'R07',
      'a partner who did not look at service health',
      lacking((ticketId) => sql('delete from health_check where ticket_id = $1', ticketId)),
    ),
    ...Object.entries(HANDOFFS).map(([rule, category]) =>
      byDirect(rule as RuleCode, `a partner without evidence of ${category}`, lacking(nothing, { category, evidence: {} })),
    ),
    byDirect('R14', 'a partner who names the customer as the contact', async () => {
      const ticketId = await readyDirect();
      const [{ domain }] = await sql('select c.domain from customer c join ticket t on t.customer_id = c.id where t.id = $1', ticketId);
      return { ticketId, ...REQUEST, contact: { ...contact, email: `somebody@${domain}` } };
    }),
    {
      rule: 'R14',
      mutation: 'escalationAnswer',
      who: 'the provider, in the name of the vendor',
      caller: as('provider'),
      input: async () => ({ escalationId: (await handedOver()).escalationId, text: 'x' }),
    },
    {
      rule: 'R14',
      mutation: 'ticketNotePublish',
      who: 'the vendor itself',
      caller: as('vendor'),
      input: async () => {
        const { escalationId } = await handedOver();
        return { noteId: (await act('vendor', 'escalationAnswer', { escalationId, text: 'x' })).note.id };
      },
    },
    {
      rule: 'R18',
      mutation: 'ticketEscalate',
      who: 'the customer',
      caller: as('customer'),
      input: async () => ({ ticketId: await ready(), ...REQUEST }),
    },
    byDirect(
      'R20',
      'a partner without a diagnosis',
      lacking((ticketId) => sql('update ticket set diagnosis = null where id = $1', ticketId)),
    ),
    byDirect('R36', 'a partner under a program for something else', lacking(nothing, { vehicle: 'COMMERCIAL' })),
  ];
}
