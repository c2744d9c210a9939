/** Changes through the gateway: done once, seen by both shapes, and refused in the same words. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { wholeGraph } from '../../src/graph.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { placesOf, type Places } from './corpus.ts';
import { shapes, type Ask, type Shapes } from './shapes.ts';

interface Deed {
  readonly name: string;
  readonly by: string;
  /** Somebody who may not, and the code of the refusal. */
  readonly refused: readonly [persona: string, code: string];
  input(at: Places): Record<string, unknown>;
  /** What is asked of the payload: always across subgraphs. */
  readonly answer: string;
}

const TICKET = 'ticket { id number state title assignee { name } resolution customer { name } partner { name kind } service { key } serviceIncidents { trackingId } notes { nodes { text } } }';
const INCIDENT = 'incident { id trackingId status isResolved service { key status } affectedCustomers(first: 3) { nodes { name } } posts { nodes { html } } }';

/** In the order of a day: `ticketId` and `incidentId` are what the first two deeds made. */
const deeds: readonly Deed[] = [
  { name: 'ticketOpen', by: 'customer', refused: ['other-reseller', 'NOT_FOUND'], answer: TICKET,
    input: (at) => ({ customerId: at.customer, partnerId: at.reseller, serviceId: at.service, title: 'The post does not arrive', description: 'Since this morning.', severity: 'MODERATE' }) },
  { name: 'serviceIncidentReport', by: 'vendor', refused: ['provider', 'FORBIDDEN'], answer: INCIDENT,
    input: (at) => ({ trackingId: 'EX900001', serviceId: at.service, title: 'Post is delayed', classification: 'INCIDENT', html: '<p>We are looking.</p>' }) },
  { name: 'ticketAssign', by: 'reseller', refused: ['other-reseller', 'NOT_FOUND'], answer: TICKET, input: ({ ticketId }) => ({ ticketId }) },
  { name: 'ticketNoteAdd', by: 'provider', refused: ['other-provider', 'NOT_FOUND'], answer: `${TICKET} note { text audience author ticket { number } }`,
    input: ({ ticketId }) => ({ ticketId, text: 'Seen at our other resellers too.', audience: 'PARTNERS' }) },
  { name: 'ticketLinkIncident', by: 'reseller', refused: ['customer', 'FORBIDDEN'], answer: TICKET, input: ({ ticketId, incidentId }) => ({ ticketId, incidentId }) },
  { name: 'serviceIncidentPost', by: 'vendor', refused: ['customer', 'FORBIDDEN'], answer: `${INCIDENT} post { html status }`,
    input: ({ incidentId }) => ({ incidentId, html: '<p>The cause is known.</p>', status: 'RESTORING_SERVICE' }) },
  { name: 'ticketResolve', by: 'reseller', refused: ['customer', 'FORBIDDEN'], answer: TICKET, input: ({ ticketId }) => ({ ticketId, resolution: 'It arrives again.' }) },
  { name: 'ticketReopen', by: 'customer', refused: ['other-customer', 'NOT_FOUND'], answer: TICKET, input: ({ ticketId }) => ({ ticketId, reason: 'It does not.' }) },
  { name: 'serviceIncidentResolve', by: 'vendor', refused: ['reseller', 'FORBIDDEN'], answer: INCIDENT, input: ({ incidentId }) => ({ incidentId, html: '<p>Over.</p>' }) },
];

const upper = (name: string) => name[0]!.toUpperCase() + name.slice(1);
const documentOf = ({ name, answer }: Deed) =>
  `mutation Do($input: ${upper(name)}Input!) { ${name}(input: $input) { ${answer} problems { code message field rule } clientMutationId } }`;

let both: Shapes;
let at: Record<string, string>;
beforeAll(async () => {
  both = await shapes();
  at = { ...(await placesOf(both.database)) };
});
afterAll(() => both?.stop());

const tokenOf = async (persona: string) => (await both.one.as(persona)).token;

async function perform(ask: Ask, persona: string, deed: Deed, more: Record<string, unknown> = {}): Promise<any> {
  const { data, errors } = await ask(await tokenOf(persona), documentOf(deed), { input: { ...deed.input(at), ...more } });
  expect(errors).toBeUndefined();
  return data[deed.name];
}

describe.each(deeds)('$name', (deed) => {
  test('is refused in the same words by both shapes, and changes nothing', async () => {
    const [persona, code] = deed.refused;
    const byGateway = await perform(both.askGateway, persona, deed);
    expect(byGateway.problems).toEqual([expect.objectContaining({ code })]);
    expect(await perform(both.askOne, persona, deed)).toEqual(byGateway);
    expect(byGateway[deed.answer.startsWith('ticket') ? 'ticket' : 'incident']).toBeNull();
  });

  test('is done once through the gateway: one process answers a retry as the gateway did', async () => {
    const [{ events: before }] = (await both.database.sql('select count(*)::int as events from event')) as [{ events: number }];
    const done = await perform(both.askGateway, deed.by, deed, { clientMutationId: `${deed.name} 1` });
    expect(done.problems).toEqual([]);
    expect(await perform(both.askOne, deed.by, deed, { clientMutationId: `${deed.name} 1` })).toEqual(done);
    const [{ events: after }] = (await both.database.sql('select count(*)::int as events from event')) as [{ events: number }];
    expect(after - before).toBe(1);
    if (done.ticket) at.ticketId = done.ticket.id;
    if (done.incident) at.incidentId = done.incident.id;
  });

  test('is seen by the others through both shapes alike', async () => {
    const [root, id, answer] = deed.name.startsWith('ticket') ? ['ticket', at.ticketId, TICKET] : ['serviceIncident', at.incidentId, INCIDENT];
    const query = `query Look($id: ID!) { ${root}(id: $id) ${answer.slice(answer.indexOf('{'))} }`;
    for (const persona of ['other-reseller', 'provider', 'reseller', 'customer']) {
      const byOne = await both.askOne(await tokenOf(persona), query, { id });
      expect(await both.askGateway(await tokenOf(persona), query, { id })).toEqual(byOne);
      expect(byOne.data[root] === null).toBe(root === 'ticket' && persona === 'other-reseller');
    }
  });
});

test('every mutation of the graph was done', () => {
  expect(deeds.map(({ name }) => name).sort()).toEqual(Object.keys(wholeGraph(subgraphs).getMutationType()!.getFields()).sort());
});
