/** Changes through the gateway: done once, seen by both shapes, and refused in the same words. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { placesOf } from './corpus.ts';
import {
  ASSIGNMENT,
  CHANGE,
  deeds,
  DELEGATION,
  DELIVERY,
  ENDPOINT,
  GROUP,
  INCIDENT,
  MEMBER,
  MESSAGE,
  NOTICE,
  OFFERING,
  REVOCATION,
  RELATIONSHIP,
  TICKET,
  type Deed,
} from './deeds.ts';
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

/** What a payload holds beside its problems. */
const answered = ({ answer }: Deed): string => /^\w+/.exec(answer)![0];

/** How others look at what a deed made: by which root field, through which edge, and who must not see it. */
const LOOKS: Record<string, { root: string; way: (selection: string) => string; id: string; answer: string; hiddenFrom: string[] }> = {
  ticket: { root: 'ticket', way: (each) => each, id: 'ticketId', answer: TICKET, hiddenFrom: ['other-reseller'] },
  incident: { root: 'serviceIncident', way: (each) => each, id: 'incidentId', answer: INCIDENT, hiddenFrom: [] },
  delegation: { root: 'delegation', way: (each) => each, id: 'delegationId', answer: DELEGATION, hiddenFrom: ['other-reseller'] },
  group: {
    root: 'securityGroup',
    way: (each) => each,
    id: 'groupId',
    answer: GROUP,
    hiddenFrom: ['other-reseller', 'provider', 'customer'],
  },
  assignment: {
    root: 'delegation',
    way: (each) => `{ assignments(first: 5) { nodes ${each} } }`,
    id: 'delegationId',
    answer: ASSIGNMENT,
    hiddenFrom: ['other-reseller'],
  },
  member: {
    root: 'delegation',
    way: (each) => `{ assignments(first: 5) { nodes { group { members(first: 5) { nodes ${each} } } } } }`,
    id: 'delegationId',
    answer: MEMBER,
    hiddenFrom: ['other-reseller'],
  },
  endpoint: {
    root: 'webhookEndpoint',
    way: (each) => each,
    id: 'endpointId',
    answer: ENDPOINT,
    hiddenFrom: ['other-reseller', 'provider', 'customer'],
  },
  delivery: {
    root: 'webhookDelivery',
    way: (each) => each,
    id: 'deliveryId',
    answer: DELIVERY,
    hiddenFrom: ['other-reseller', 'provider', 'customer'],
  },
  revocation: {
    root: 'sessionRevocation',
    way: (each) => each,
    id: 'revocationId',
    answer: REVOCATION,
    hiddenFrom: ['other-reseller', 'provider', 'customer'],
  },
  notice: { root: 'customerNotice', way: (each) => each, id: 'noticeId', answer: NOTICE, hiddenFrom: ['other-reseller', 'provider'] },
  change: { root: 'subscriptionChange', way: (each) => each, id: 'changeId', answer: CHANGE, hiddenFrom: ['other-reseller'] },
  offering: { root: 'supportOffering', way: (each) => each, id: 'offeringId', answer: OFFERING, hiddenFrom: ['other-reseller'] },
  message: { root: 'serviceMessage', way: (each) => each, id: 'messageId', answer: MESSAGE, hiddenFrom: [] },
  relationship: {
    root: 'customer',
    way: (each) => `{ commercialRelationships(first: 5) { nodes ${each} } }`,
    id: 'customer',
    answer: RELATIONSHIP,
    hiddenFrom: ['other-reseller'],
  },
};

const tokenOf = async (persona: string) => (await both.one.as(persona)).token;

async function perform(ask: Ask, persona: string, deed: Deed, more: Record<string, unknown> = {}, language = '*'): Promise<any> {
  const { data, errors } = await ask(await tokenOf(persona), documentOf(deed), { input: { ...deed.input(at), ...more } }, language);
  expect(errors).toBeUndefined();
  return data[deed.name];
}

/** How many things have happened so far. */
const events = async (): Promise<number> =>
  (await both.database.sql<{ count: number }>('select count(*)::int as count from event'))[0]!.count;

describe.each(deeds)('$name', (deed) => {
  beforeAll(async () => {
    for (const first of deed.before ?? []) at[`${answered(first)}Id`] = (await perform(both.askOne, first.by, first))[answered(first)].id;
  });

  test('is refused in the same words by both shapes, and changes nothing', async () => {
    const [persona, code] = deed.refused;
    const before = await events();
    const byGateway = await perform(both.askGateway, persona, deed, deed.wrong);
    expect(byGateway.problems).toEqual([expect.objectContaining({ code })]);
    expect(await perform(both.askOne, persona, deed, deed.wrong)).toEqual(byGateway);
    expect(byGateway[answered(deed)]).toBeNull();
    expect(await events()).toBe(before);
  });

  test.each(['it', 'tr'])('is refused in the same words by both shapes in the language of the caller, %s', async (language) => {
    const [persona] = deed.refused;
    const [byGateway, byOne, inEnglish] = await Promise.all([
      perform(both.askGateway, persona, deed, deed.wrong, language),
      perform(both.askOne, persona, deed, deed.wrong, language),
      perform(both.askOne, persona, deed, deed.wrong),
    ]);
    expect(byGateway).toEqual(byOne);
    expect(byGateway.problems).not.toEqual(inEnglish.problems);
  });

  test('is done once through the gateway: one process answers a retry as the gateway did', async () => {
    const before = await events();
    const done = await perform(both.askGateway, deed.by, deed, { clientMutationId: `${deed.name} 1` });
    expect(done.problems).toEqual([]);
    expect(await perform(both.askOne, deed.by, deed, { clientMutationId: `${deed.name} 1` })).toEqual(done);
    expect(await events()).toBe(before + (deed.events ?? 1));
    for (const [key, made] of Object.entries<any>(done)) if (made?.id) at[`${key}Id`] = made.id;
  });

  const look = LOOKS[answered(deed)];
  if (!look) return;
  test('is seen by the others through both shapes alike', async () => {
    const { root, way, id, answer, hiddenFrom } = look;
    const hidden = deed.hiddenFrom ?? hiddenFrom;
    const query = `query Look($id: ID!) { ${root}(id: $id) ${way(answer.slice(answer.indexOf('{')))} }`;
    for (const persona of ['other-reseller', 'provider', 'reseller', 'customer']) {
      const byOne = await both.askOne(await tokenOf(persona), query, { id: at[id] });
      expect(await both.askGateway(await tokenOf(persona), query, { id: at[id] })).toEqual(byOne);
      expect([persona, byOne.data[root] === null]).toEqual([persona, hidden.includes(persona)]);
    }
  });
});

test('every mutation of the graph was done', () => {
  expect(deeds.map(({ name }) => name).sort()).toEqual(Object.keys(wholeGraph(subgraphs).getMutationType()!.getFields()).sort());
});
