/** Every precondition of handing a problem on, taken away alone and together with each other one, on each of the three ways. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { asked } from '../../src/tickets/escalation/preconditions.ts';
import { escalating, REQUEST } from './escalating.ts';
import { ORGANIZATION, problem } from './stage.ts';

const { act, ready, readyDirect, passedOn, escalate, delegate, reportIncident, put, sql } = escalating();

/** The ticket, the escalation of it where there is one already, and the customer. */
interface At {
  ticketId: string;
  escalationId: string;
  customerId: string;
}

/** A way on which a problem is handed on. */
interface Way {
  readonly by: string;
  /** The column of the filing policy, and the organization, that it depends on. */
  readonly kind: 'direct_bill' | 'indirect_provider' | 'indirect_reseller';
  readonly organization: string;
  /** Makes a ticket on which everything is ready. */
  set(): Promise<{ ticketId: string; escalationId?: string }>;
  hand(at: At, more: object): ReturnType<typeof act>;
  /** What it asks for; and by which field it refuses what the request does not say. */
  readonly names: readonly string[];
  readonly own?: string;
}

/** The preconditions, with what takes each away, and how it is refused. */
const LACKING: Record<
  string,
  { code: string; field: string; rule: string; lack?: (at: At, way: Way) => Promise<unknown>; more?: Record<string, unknown> }
> = {
  UNDER_WORK: { code: 'STATE', field: 'ticketId', rule: 'R06', lack: ({ ticketId }) => put(ticketId, 'TRIAGE') },
  HEALTH_CHECKED: { code: 'STATE', field: 'ticketId', rule: 'R07', lack: () => reportIncident() },
  NOTHING_DOCUMENTED: {
    code: 'STATE',
    field: 'ticketId',
    rule: 'R07',
    lack: ({ ticketId }) => sql(`update health_check set conclusion = 'DOCUMENTED' where ticket_id = $1`, ticketId),
  },
  DIAGNOSED: {
    code: 'STATE',
    field: 'ticketId',
    rule: 'R20',
    lack: ({ ticketId }) => sql('update ticket set diagnosis = null where id = $1', ticketId),
  },
  PROVIDER_BEHIND: {
    code: 'STATE',
    field: 'ticketId',
    rule: 'R05',
    lack: () => sql(`update partner_relationship set state = 'INACTIVE' where reseller_id = $1`, ORGANIZATION.reseller),
  },
  PERMITTED: { code: 'STATE', field: 'to', rule: 'R05', lack: (_, { kind }) => sql(`update filing_policy set ${kind} = false`) },
  DELEGATED: {
    code: 'STATE',
    field: 'ticketId',
    rule: 'R01',
    lack: ({ customerId }, { organization }) => delegate(organization, customerId, { status: 'EXPIRED' }),
  },
  EVIDENCE: { code: 'INVALID', field: 'evidence', rule: 'R09', more: { evidence: null } },
  OWN_CONTACT: {
    code: 'INVALID',
    field: 'contact',
    rule: 'R14',
    lack: ({ customerId }) => sql(`update customer set domain = 'PARTNER.example' where id = $1`, customerId),
  },
  PHONE: {
    code: 'INVALID',
    field: 'contact.phone',
    rule: 'R14',
    lack: ({ ticketId }) => sql(`update ticket set severity = 'CRITICAL' where id = $1`, ticketId),
    more: { contact: { ...REQUEST.contact, phone: null } },
  },
  VEHICLE: { code: 'INVALID', field: 'vehicle', rule: 'R36', more: { vehicle: 'COMMERCIAL' } },
};

const namesOf = (to: 'PROVIDER' | 'VENDOR') => asked(to).map(([name]) => name as string);
const WAYS: Record<string, Way> = {
  'a direct-bill partner, to the vendor': {
    by: 'direct',
    kind: 'direct_bill',
    organization: ORGANIZATION.direct,
    set: async () => ({ ticketId: await readyDirect() }),
    hand: ({ ticketId }, more) => escalate('direct', ticketId, more as Record<string, unknown>),
    names: namesOf('VENDOR'),
  },
  'a reseller, to its provider': {
    by: 'reseller',
    kind: 'indirect_reseller',
    organization: ORGANIZATION.reseller,
    set: async () => ({ ticketId: await ready() }),
    hand: ({ ticketId }, more) => escalate('reseller', ticketId, more as Record<string, unknown>),
    names: namesOf('PROVIDER'),
  },
  'a provider, what was handed to it': {
    by: 'provider',
    kind: 'indirect_provider',
    organization: ORGANIZATION.provider,
    set: () => passedOn(),
    hand: ({ escalationId }, more) => {
      const { contact, vehicle } = { ...REQUEST, ...more };
      return act('provider', 'escalationHandOver', { escalationId, contact, vehicle });
    },
    // The evidence was given when it was filed.
    names: namesOf('VENDOR').filter((name) => name !== 'EVIDENCE'),
    own: 'escalationId',
  },
};

const cases = Object.entries(WAYS).flatMap(([who, { names }]) =>
  names.flatMap((one, index) => names.slice(index).map((other) => [who, one, other] as const)),
);

test('the cases take away every precondition that there is', () => {
  expect(new Set(cases.map(([, one]) => one))).toEqual(new Set(Object.keys(LACKING)));
});

describe('what lacks a precondition is refused', () => {
  let domains: { id: string; domain: string | null }[];
  beforeEach(async () => (domains = await sql('select id, domain from customer')));
  afterEach(async () => {
    await sql('update filing_policy set direct_bill = true, indirect_provider = true, indirect_reseller = false');
    await sql(`update partner_relationship set state = 'ACTIVE' where reseller_id = $1`, ORGANIZATION.reseller);
    for (const { id, domain } of domains)
      await sql('update customer set domain = $2 where id = $1 and domain is distinct from $2', id, domain);
  });

  test.each(cases)('to %s: without %s and %s the first is told, and nothing is changed', async (who, one, other) => {
    const way = WAYS[who]!;
    const { ticketId, escalationId = '' } = await way.set();
    const [{ customer_id: customerId }] = await sql('select customer_id from ticket where id = $1', ticketId);
    const at = { ticketId, escalationId, customerId };
    for (const name of new Set([one, other])) await LACKING[name]!.lack?.(at, way);
    const rows = () =>
      sql(
        `select t::text from ticket t where id = $1 union all select e::text from escalation e where ticket_id = $1
         union all select n::text from note n where ticket_id = $1`,
        ticketId,
      );
    const before = await rows();

    const { code, field, rule } = LACKING[one]!;
    const named = way.own && LACKING[one]!.code === 'STATE' ? way.own : field;
    expect(await way.hand(at, { ...LACKING[one]!.more, ...LACKING[other]!.more })).toMatchObject({
      ticket: null,
      escalation: null,
      ...problem(code, named, expect.any(String) as never, rule),
    });
    expect(await rows()).toEqual(before);
  });

  test.each(Object.keys(WAYS))('and to %s what lacks nothing is not', async (who) => {
    const { ticketId, escalationId = '' } = await WAYS[who]!.set();

    expect((await WAYS[who]!.hand({ ticketId, escalationId, customerId: '' }, {})).problems).toEqual([]);
  });
});
