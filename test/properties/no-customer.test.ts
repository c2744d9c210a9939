/** Whatever a customer asks, by any mutation there is, about anything it sees: the vendor hears nothing of it (rule R18). */
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema } from 'graphql';
import { TicketState } from '../../src/tickets/ticket/state.ts';
import { ORGANIZATION, UNKNOWN } from '../mutations/stage.ts';
import { escalating, REQUEST } from '../mutations/escalating.ts';
import { payloadSelection, valueFor, type Place } from '../visibility/inputs.ts';

const { handedOver, ready, reportIncident, requestChange, act, platform, put, sql, service } = escalating();

let schema: GraphQLSchema;
let names: string[];
/** Ids of what the customer sees or has heard of, by the field that takes one. */
let things: Record<string, string>;
beforeAll(async () => {
  schema = buildClientSchema(await (await platform().as('customer')).get<any, any>(getIntrospectionQuery()));
  names = Object.keys(schema.getMutationType()!.getFields());
  const { escalationId } = await handedOver();
  const { note } = await act('vendor', 'escalationAnswer', { escalationId, text: 'x' });
  const [{ id: subscriptionId }] = await sql('select id from customer_subscription where customer_id = $1 limit 1', ORGANIZATION.customer);
  things = {
    escalationId,
    noteId: note.id,
    subscriptionId,
    incidentId: await reportIncident(),
    changeId: await requestChange(),
    customerId: ORGANIZATION.customer,
    customerIds: ORGANIZATION.customer,
    partnerId: ORGANIZATION.reseller,
    serviceId: service(),
  };
});

/** Everything by which the vendor could hear of something: what was handed on, and what it was given to see. */
const heard = async () =>
  (
    await sql(
      `select (select md5(coalesce(string_agg(e::text, '|' order by id), '')) from escalation e where state <> 'ENDED') as escalations,
         (select count(*)::int from escalation) as filed,
         (select md5(coalesce(string_agg(id::text, '|' order by id), '')) from ticket where state in ('ESCALATED', 'WAITING_ON_PROVIDER')) as away,
         (select md5(coalesce(string_agg(a.ticket_id::text, '|' order by id), '')) from ticket_access a where organization_id = vendor_organization()) as seen,
         (select md5(coalesce(string_agg(a::text, '|' order by id), '')) from account_access a where organization_id = vendor_organization()) as known`,
    )
  )[0];

/** What customers do themselves. */
const OWN = [
  'ticketRequest',
  'ticketAnswer',
  'ticketNoteAdd',
  'ticketClose',
  'ticketReopen',
  'subscriptionChangeRequest',
  'delegationReject',
  'supportOfferingAcknowledge',
] as const;

test('no customer’s deed produces anything for the vendor, whatever mutation it tries and in whatever state its ticket is', async () => {
  // A mutation, about a ticket in some state; of which ids are named, and whether it says what handing on takes.
  const course = fc.record({
    // What a customer may do is tried more often than what it may not.
    name: fc.oneof(fc.constantFrom(...names), fc.constantFrom(...OWN)),
    state: fc.constantFrom(...Object.values(TicketState)),
    given: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    wellSaid: fc.boolean(),
  });
  const caller = await platform().as('customer');
  const mine = await ready();
  const own = { ...things, ticketId: mine };
  let done = 0;
  await fc.assert(
    fc.asyncProperty(course, async ({ name, state, given, wellSaid }) => {
      await put(mine, state);
      const type = schema.getMutationType()!.getFields()[name]!.args[0]!.type;
      let place = 0;
      const id = (at: Place) => (given[place++ % given.length] ? (own as Record<string, string>)[at.at(-1)!] : undefined);
      const request = name === 'ticketEscalate' ? { ...REQUEST, ticketId: mine } : {};
      const input = { ...(valueFor(type, id) as object), ...(wellSaid ? request : {}) };
      const document = `mutation ($input: ${String(type)}) { ${name}(input: $input) { ${payloadSelection(schema.getMutationType()!.getFields()[name]!.type)} } }`;
      const before = await heard();

      const { data, errors } = await caller.ask<any, any>(document, { input });

      expect([name, errors]).toEqual([name, undefined]);
      if (data[name].problems.length === 0) done++;
      const after = await heard();
      // What a customer ends is over for the vendor too: that takes something away from it, and gives it nothing.
      const ends = ['ticketClose', 'ticketReopen'].includes(name);
      expect([name, ends ? after.filed : after]).toEqual([name, ends ? before.filed : before]);
    }),
    {
      seed: 18,
      numRuns: 250,
      examples: names.map((name) => [{ name, state: 'IN_PROGRESS', given: Array<boolean>(12).fill(true), wellSaid: true }]),
    },
  );
  expect(done).toBeGreaterThan(10);
}, 300_000);

test('none of the deeds that hand something on, or speak for the vendor, is done for a customer, in no state', async () => {
  const ticketId = await ready();
  const { escalationId, noteId } = things;
  const INPUTS: Record<string, Record<string, unknown>> = {
    ticketEscalate: { ticketId, ...REQUEST },
    escalationAccept: { escalationId },
    escalationReturn: { escalationId, reason: 'x' },
    escalationHandOver: { escalationId, contact: REQUEST.contact, vehicle: 'PSFP' },
    escalationAnswer: { escalationId, text: 'x' },
    ticketNotePublish: { noteId },
    ticketOpen: { customerId: ORGANIZATION.customer, title: 'x', description: 'x', severity: 'CRITICAL' },
  };
  for (const state of Object.values(TicketState)) {
    await put(ticketId, state);
    for (const [deed, input] of Object.entries(INPUTS))
      expect([state, deed, (await act('customer', deed, input)).problems.map(({ code }) => code)]).toEqual([
        state,
        deed,
        [['ticketEscalate', 'ticketOpen'].includes(deed) ? 'FORBIDDEN' : 'NOT_FOUND'],
      ]);
    expect(await sql('select state from ticket where id = $1', ticketId)).toEqual([{ state }]);
  }
  expect((await act('customer', 'ticketEscalate', { ...INPUTS.ticketEscalate, ticketId: UNKNOWN })).problems).toMatchObject([
    { code: 'NOT_FOUND' },
  ]);
});
