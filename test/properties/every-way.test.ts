/** Whatever people do in whatever order, the law of the way holds: tried by chance, and narrowed to the shortest breach if there is one. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ORGANIZATION } from '../mutations/stage.ts';
import { escalating, REQUEST } from '../mutations/escalating.ts';
import { digestsOf } from './digests.ts';

const { act, openTicket, reportIncident, delegate, sql, service } = escalating();

const PEOPLE = ['customer', 'reseller', 'provider', 'vendor', 'direct', 'other-reseller', 'other-customer'] as const;
type Person = (typeof PEOPLE)[number];

/** One thing that somebody does; numbers choose among inputs that are sometimes right and sometimes not. */
interface Step {
  readonly who: Person;
  readonly deed: string;
  readonly good: boolean;
}

/** What a step may name. */
interface At {
  readonly ticketId: string;
  readonly escalationId: string;
  readonly noteId: string;
  readonly incidentId: string;
}

const CONTACTS = [REQUEST.contact, { name: 'Elena', email: 'elena.bassi@torvalle.example', phone: null }];
const inputs: Readonly<Record<string, (on: At, good: boolean) => object>> = {
  ticketAssign: ({ ticketId }) => ({ ticketId }),
  ticketCheckHealth: ({ ticketId }, good) => ({ ticketId, ...(good ? { conclusion: 'UNDOCUMENTED', remark: 'x' } : {}) }),
  ticketDiagnose: ({ ticketId }) => ({ ticketId, diagnosis: 'x' }),
  ticketAskCustomer: ({ ticketId }) => ({ ticketId, question: 'x' }),
  ticketAnswer: ({ ticketId }) => ({ ticketId, answer: 'x' }),
  ticketTroubleshoot: ({ ticketId }) => ({ ticketId, area: 'SETTINGS', text: 'x' }),
  ticketNoteAdd: ({ ticketId }, good) => ({ ticketId, text: 'x', audience: good ? 'PARTNERS' : 'CUSTOMER' }),
  ticketNotePublish: ({ noteId }) => ({ noteId }),
  ticketLinkIncident: ({ ticketId, incidentId }) => ({ ticketId, incidentId }),
  ticketResolve: ({ ticketId }) => ({ ticketId, resolution: 'x', outcome: 'SOLVED', scope: 'WITHIN' }),
  ticketReopen: ({ ticketId }) => ({ ticketId, reason: 'x' }),
  ticketClose: ({ ticketId }, good) => ({ ticketId, selfService: !good }),
  ticketEscalate: ({ ticketId }, good) => ({
    ticketId,
    ...REQUEST,
    contact: CONTACTS[good ? 0 : 1],
    evidence: good ? REQUEST.evidence : null,
  }),
  'ticketEscalate past the provider': ({ ticketId }, good) => ({
    ticketId,
    ...REQUEST,
    to: 'VENDOR',
    vehicle: good ? 'ASFP' : 'ON_PREMISES',
  }),
  escalationAccept: ({ escalationId }) => ({ escalationId }),
  escalationReturn: ({ escalationId }) => ({ escalationId, reason: 'x' }),
  escalationHandOver: ({ escalationId }, good) => ({
    escalationId,
    contact: CONTACTS[good ? 0 : 1],
    vehicle: good ? 'PSFP' : 'COMMERCIAL',
  }),
  escalationAnswer: ({ escalationId }) => ({ escalationId, text: 'x' }),
};

const NOWHERE = '01990000-0000-7000-8000-00000000ffff';

/** What must be true of every ticket that is with the vendor, said once more and from the rows alone. */
const LAW = `select t.id,
    (select count(*) from health_check c where c.ticket_id = t.id) > 0 as looked,
    not exists (select from service_incident i join (select * from health_check c where c.ticket_id = t.id order by checked_at desc, id desc limit 1) c
      on i.service_id = any(c.service_ids) where i.id <> all(c.known_incident_ids) and i.started_at < e.handed_over_at and not i.is_resolved
      and uuid_extract_timestamp(i.id) < e.handed_over_at) as fresh,
    (select conclusion from health_check c where c.ticket_id = t.id order by checked_at desc, id desc limit 1) = 'UNDOCUMENTED' as undocumented,
    t.diagnosis is not null as diagnosed,
    e.vehicle is not null and e.vehicle <> 'COMMERCIAL' as vehicle,
    exists (select from delegation d where d.id = e.delegation_id and d.partner_id = e.handed_over_by_id and d.customer_id = t.customer_id
      and d.status = 'ACTIVE' and d.role_ids && array['f023fd81-a637-4b56-95fd-791ac0226033']) as delegated,
    e.contact ->> 'email' not like '%@' || (select domain from customer c where c.id = t.customer_id) as own,
    t.severity <> 'CRITICAL' or e.contact ->> 'phone' is not null as phone,
    e.evidence ->> 'expected' is not null as evidence,
    (select case p.kind when 'INDIRECT_PROVIDER' then f.indirect_provider when 'INDIRECT_RESELLER' then f.indirect_reseller end
      from filing_policy f, partner p where f.family = 'MICROSOFT_365' and p.id = e.handed_over_by_id) as permitted,
    e.response_due_at is not null as clocked
  from ticket t left join escalation e on e.ticket_id = t.id and e.state = 'WITH_VENDOR' where t.id = $1`;
const HELD = {
  looked: true,
  fresh: true,
  undocumented: true,
  diagnosed: true,
  vehicle: true,
  delegated: true,
  own: true,
  phone: true,
  evidence: true,
  permitted: true,
  clocked: true,
};

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<Person>('reseller', 'provider') },
    { weight: 2, arbitrary: fc.constantFrom(...PEOPLE) },
  ),
  deed: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('ticketCheckHealth', 'ticketDiagnose', 'ticketEscalate', 'escalationHandOver') },
    { weight: 2, arbitrary: fc.constantFrom(...Object.keys(inputs)) },
    { weight: 1, arbitrary: fc.constantFrom('!incident', '!delegation', '!policy') },
  ),
  good: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});

const by = (who: Person, deed: string): Step => ({ who, deed, good: true });
/** The straight way, some of which a course may begin with: by chance alone few would come to its end. */
const STRAIGHT = [
  by('reseller', 'ticketCheckHealth'),
  by('reseller', 'ticketDiagnose'),
  by('reseller', 'ticketEscalate'),
  by('provider', 'escalationHandOver'),
];

/** How often what the law speaks of came about: without that it would have been tried on nothing. */
const came = { escalated: 0, refused: 0, passedOn: 0 };

test('no sequence of deeds by anybody hands a ticket to the vendor without every precondition; no customer’s deed hands anything on; no refused deed changes anything', async () => {
  const course = fc.record({
    begun: fc.nat({ max: STRAIGHT.length }),
    steps: fc.array(step, { minLength: 12, maxLength: 30 }),
    severity: fc.constantFrom('CRITICAL', 'MODERATE'),
  });
  await fc.assert(
    fc.asyncProperty(course, async ({ begun, steps, severity }) => {
      await delegate(ORGANIZATION.provider);
      await delegate(ORGANIZATION.reseller);
      await sql('update filing_policy set indirect_provider = true, indirect_reseller = false');
      let known: Record<string, string> | null = null;
      const ticketId = await openTicket({ serviceId: service(), severity });
      for (const { who, deed, good } of [...STRAIGHT.slice(0, begun), ...steps]) {
        if (deed.startsWith('!')) known = null;
        if (deed === '!incident') {
          const incidentId = await reportIncident();
          if (good) await act('vendor', 'serviceIncidentResolve', { incidentId });
          continue;
        }
        if (deed === '!delegation') {
          await delegate(ORGANIZATION.provider, ORGANIZATION.customer, { status: good ? 'ACTIVE' : 'TERMINATED' });
          continue;
        }
        if (deed === '!policy') {
          await sql('update filing_policy set indirect_reseller = $1, indirect_provider = not $1', !good);
          continue;
        }
        const [escalation] = await sql('select id from escalation where ticket_id = $1 order by filed_at desc limit 1', ticketId);
        const before: Record<string, string> = known ?? (await digestsOf(sql));
        const escalations = (await sql('select from escalation')).length;
        const [note] = await sql('select id from note where ticket_id = $1 order by created_at desc limit 1', ticketId);
        const [incident] = await sql('select id from service_incident order by id desc limit 1');
        const at = { ticketId, escalationId: escalation?.id ?? NOWHERE, noteId: note?.id ?? NOWHERE, incidentId: incident.id };
        const [{ state: was }] = await sql('select state from ticket where id = $1', ticketId);
        const { problems } = await act(who, deed.split(' ')[0]!, inputs[deed]!(at, good) as never);
        const [{ state }] = await sql('select state from ticket where id = $1', ticketId);
        if (problems.length > 0) {
          came.refused++;
          known = before;
          expect([who, deed, await digestsOf(sql)]).toEqual([who, deed, before]);
        } else known = null;
        if (state === 'WAITING_ON_PROVIDER' && was !== state) came.passedOn++;
        if (state === 'ESCALATED' && was !== state) {
          came.escalated++;
          expect((await sql(LAW, ticketId))[0]).toMatchObject(HELD);
        }
        if (who === 'customer' || who === 'other-customer') {
          expect((await sql('select from escalation')).length).toBe(escalations);
          expect(['ESCALATED', 'WAITING_ON_PROVIDER'].includes(state) && state !== was).toBe(false);
        }
      }
    }),
    { seed: 365, numRuns: 30 },
  );
  for (const times of Object.values(came)) expect(times).toBeGreaterThan(3);
}, 300_000);
