/** Changes through the gateway: done once, seen by both shapes, and refused in the same words. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { wholeGraph } from '../../src/graph.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { placesOf } from './corpus.ts';
import { deeds, INCIDENT, TICKET, type Deed } from './deeds.ts';
import { shapes, type Ask, type Shapes } from './shapes.ts';

const upper = (name: string) => name[0]!.toUpperCase() + name.slice(1);
const documentOf = ({ name, answer }: Deed) =>
  `mutation Do($input: ${upper(name)}Input!) { ${name}(input: $input) { ${answer} problems { code message field rule { code sentence } } clientMutationId } }`;

let both: Shapes;
let at: Record<string, string>;
beforeAll(async () => {
  both = await shapes();
  at = { ...(await placesOf(both.database)) };
});
afterAll(() => both?.stop());

const tokenOf = async (persona: string) => (await both.one.as(persona)).token;

async function perform(ask: Ask, persona: string, deed: Deed, more: Record<string, unknown> = {}, language = '*'): Promise<any> {
  const { data, errors } = await ask(await tokenOf(persona), documentOf(deed), { input: { ...deed.input(at), ...more } }, language);
  expect(errors).toBeUndefined();
  return data[deed.name];
}

/** How many things have happened so far. */
const events = async (): Promise<number> =>
  (await both.database.sql<{ count: number }>('select count(*)::int as count from event'))[0]!.count;

/** The root fields by which others see what a mutation answers, with the place of its id and what is asked of it. */
const LOOKS: Readonly<Record<string, readonly [root: string, place: string, answer: string]>> = {
  ticket: ['ticket', 'ticketId', TICKET],
  incident: ['serviceIncident', 'incidentId', INCIDENT],
};

describe.each(deeds)('$name', (deed) => {
  test('is refused in the same words by both shapes, and changes nothing', async () => {
    const [persona, code] = deed.refused;
    const before = await events();
    const byGateway = await perform(both.askGateway, persona, deed);
    expect(byGateway.problems).toEqual([expect.objectContaining({ code })]);
    expect(await perform(both.askOne, persona, deed)).toEqual(byGateway);
    expect(byGateway[deed.answer.split(' ')[0]!]).toBeNull();
    expect(await events()).toBe(before);
  });

  test.each(['it', 'tr'])('is refused in the same words by both shapes in the language of the caller, %s', async (language) => {
    const [persona] = deed.refused;
    const [byGateway, byOne, inEnglish] = await Promise.all([
      perform(both.askGateway, persona, deed, {}, language),
      perform(both.askOne, persona, deed, {}, language),
      perform(both.askOne, persona, deed),
    ]);
    expect(byGateway).toEqual(byOne);
    expect(byGateway.problems).not.toEqual(inEnglish.problems);
  });

  test('is done once through the gateway: one process answers a retry as the gateway did', async () => {
    const before = await events();
    const done = await perform(both.askGateway, deed.by, deed, { clientMutationId: `${deed.name} 1` });
    expect(done.problems).toEqual([]);
    expect(await perform(both.askOne, deed.by, deed, { clientMutationId: `${deed.name} 1` })).toEqual(done);
    expect(await events()).toBe(before + 1);
    if (done.ticket) at.ticketId = done.ticket.id;
    if (done.incident) at.incidentId = done.incident.id;
    if (done.escalation) at.escalationId = done.escalation.id;
    if (done.note) at.noteId = done.note.id;
    if (done.supportBoundary) at.supportBoundaryId = done.supportBoundary.id;
  });

  const look = LOOKS[deed.answer.split(' ')[0]!];
  if (!look) return;
  test('is seen by the others through both shapes alike', async () => {
    const [root, place, answer] = look;
    const query = `query Look($id: ID!) { ${root}(id: $id) ${answer.slice(answer.indexOf('{'))} }`;
    for (const persona of ['other-reseller', 'provider', 'reseller', 'customer']) {
      const byOne = await both.askOne(await tokenOf(persona), query, { id: at[place] });
      expect(await both.askGateway(await tokenOf(persona), query, { id: at[place] })).toEqual(byOne);
      expect(byOne.data[root] === null).toBe(root === 'ticket' && persona === 'other-reseller');
    }
  });
});

test('every mutation of the graph was done', () => {
  expect(deeds.map(({ name }) => name).sort()).toEqual(Object.keys(wholeGraph(subgraphs).getMutationType()!.getFields()).sort());
});
