/** The stage on which problems are handed on: a ticket on which everything is ready for it, and ways to take one thing away. */
import { assign } from './assigning.ts';
import { ORGANIZATION, stage, type Payload, type Stage } from './stage.ts';

/** Service Support Administrator: the least role that may file. */
export const SUPPORT = 'f023fd81-a637-4b56-95fd-791ac0226033';

/** A request that lacks nothing. */
export const REQUEST = {
  category: 'UNDOCUMENTED_SERVICE_PROBLEM',
  impact: 'Nobody gets mail.',
  evidence: { expected: 'Mail arrives within minutes.' },
  contact: { name: 'Agent', email: 'agent@partner.example', phone: '+39 02 1234' },
  vehicle: 'PSFP',
};

/** What tests of escalations have in hand beside the stage. */
export interface Escalating extends Stage {
  sql(text: string, ...values: unknown[]): Promise<any[]>;
  /** Gives a partner one delegation of a customer's, and no other; answers its id. */
  delegate(partner: string, customer?: string, more?: { roleIds?: string[]; status?: string; endsIn?: number }): Promise<string>;
  /** A ticket of the customer on which everything is ready to be handed on, and delegations for reseller and provider. */
  ready(input?: Record<string, unknown>): Promise<string>;
  /** A ticket of a customer of the direct-bill partner, ready as well. */
  readyDirect(input?: Record<string, unknown>): Promise<string>;
  escalate(who: string, ticketId: string, more?: Record<string, unknown>): Promise<Payload>;
  /** A ticket that was handed to the provider, and the escalation. */
  passedOn(input?: Record<string, unknown>): Promise<{ ticketId: string; escalationId: string }>;
  /** One that the provider handed over to the vendor. */
  handedOver(input?: Record<string, unknown>): Promise<{ ticketId: string; escalationId: string }>;
}

/** Sets the stage. */
export function escalating(): Escalating {
  const base = stage();
  const { act, platform, diagnose, service } = base;
  const sql: Escalating['sql'] = (text, ...values) => platform().database.sql<any>(text, values);
  const delegate: Escalating['delegate'] = async (
    partner,
    customer = ORGANIZATION.customer,
    { roleIds = [SUPPORT], status = 'ACTIVE', endsIn = 86_400_000 } = {},
  ) => {
    await sql('delete from delegation where customer_id = $1 and partner_id = $2', customer, partner);
    const [{ id }] = await sql(
      `insert into delegation (external_id, display_name, customer_id, partner_id, status, role_ids, duration, auto_extend, created_at, started_at, ends_at)
       values (gen_random_uuid()::text, 'A', $1, $2, $3, $4, 'P365D', false, '2026-01-01', '2026-01-01', $5) returning id`,
      customer,
      partner,
      status,
      roleIds,
      new Date(Date.now() + endsIn),
    );
    await assign(sql, { delegationId: id, partner, roleIds });
    return id;
  };
  const done = (payload: Payload): Payload => {
    if (payload.problems.length > 0) throw new Error(`refused: ${JSON.stringify(payload.problems)}`);
    return payload;
  };
  const escalate: Escalating['escalate'] = (who, ticketId, more = {}) => act(who, 'ticketEscalate', { ticketId, ...REQUEST, ...more });
  const ready: Escalating['ready'] = async (input) => {
    await delegate(ORGANIZATION.reseller);
    await delegate(ORGANIZATION.provider);
    const ticketId = await base.openTicket({ serviceId: service(), ...input });
    await diagnose(ticketId);
    return ticketId;
  };
  const passedOn: Escalating['passedOn'] = async (input) => {
    const ticketId = await ready(input);
    const { escalation } = done(await escalate('reseller', ticketId));
    return { ticketId, escalationId: escalation.id };
  };
  return {
    ...base,
    sql,
    delegate,
    ready,
    escalate,
    passedOn,
    async readyDirect(input) {
      const [{ id: customerId }] = await sql(
        'select customer_id as id from customer_partner where partner_id = $1 order by 1 limit 1',
        ORGANIZATION.direct,
      );
      await delegate(ORGANIZATION.direct, customerId);
      const { ticket } = done(
        await act('direct', 'ticketOpen', {
          ...{ customerId, serviceId: service(), title: 'Mail is late', description: 'x', severity: 'MODERATE' },
          partnerId: ORGANIZATION.direct,
          ...input,
        }),
      );
      await diagnose(ticket.id, 'direct');
      return ticket.id;
    },
    async handedOver(input) {
      const passed = await passedOn(input);
      const { contact, vehicle } = REQUEST;
      done(await act('provider', 'escalationHandOver', { escalationId: passed.escalationId, contact, vehicle }));
      return passed;
    },
  };
}
