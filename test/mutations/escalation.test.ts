import { afterEach, describe, expect, test } from '@jest/globals';
import { escalating, REQUEST } from './escalating.ts';
import { ORGANIZATION, problem, SOLVED, UNKNOWN } from './stage.ts';

const { act, passedOn, handedOver, delegate, escalate, readyDirect, ready, reportIncident, colleague, platform, sql, setClock } =
  escalating();
afterEach(() => setClock());

const { contact, vehicle } = REQUEST;
const INPUTS = {
  escalationAccept: {},
  escalationReturn: { reason: 'Ask the customer first.' },
  escalationHandOver: { contact, vehicle },
  escalationAnswer: { text: 'We are looking.' },
} as const;
type Verb = keyof typeof INPUTS;
const refused = (code: string, field: string | null, message: unknown, rule?: string) => ({
  ticket: null,
  escalation: null,
  ...problem(code, field, message as string, rule),
});
const say = (who: Parameters<typeof act>[0], verb: Verb, escalationId: string, more: object = {}) =>
  act(who, verb, { escalationId, ...INPUTS[verb], ...more });
const atVendor = async () => {
  const { ticket, escalation } = await escalate('direct', await readyDirect());
  return { ticketId: ticket.id as string, escalationId: escalation.id as string };
};

describe.each(Object.keys(INPUTS) as Verb[])('%s is refused', (verb) => {
  test('to those who do not see the escalation, and to the customer, from whom it is hidden: it is not there', async () => {
    const { escalationId } = await handedOver();
    const sales = await colleague('provider', { role: 'SALES_AGENT' });

    for (const stranger of ['customer', 'other-provider', 'other-reseller', 'direct', 'other-customer', sales]) {
      for (const id of [escalationId, UNKNOWN])
        expect(await say(stranger, verb, id)).toMatchObject(
          refused('NOT_FOUND', 'escalationId', '`escalationId` names nothing that is there.'),
        );
    }
  });

  test('to those who see it and whose turn it is not', async () => {
    const { escalationId } = await (verb === 'escalationAnswer' ? handedOver() : passedOn());
    const [message, rule] =
      verb === 'escalationAnswer'
        ? ['A partner admin agent may not do this.', 'R14']
        : ['Only the provider to whom it was handed may do this.', 'R05'];

    expect((await say('reseller', verb, escalationId)).problems).toMatchObject([{ code: 'FORBIDDEN', message, rule: { code: rule } }]);
  });

  test('when it is over', async () => {
    const { ticketId, escalationId } = await handedOver();
    await act('provider', 'ticketResolve', { ticketId, ...SOLVED });
    const who = verb === 'escalationAnswer' ? 'vendor' : 'provider';

    expect((await say(who, verb, escalationId)).problems).toMatchObject([
      { code: 'STATE', field: 'escalationId', message: expect.stringMatching(/^An escalation that is over cannot be /) },
    ]);
  });
});

test('what only one side may do is refused to the other by its kind', async () => {
  const { escalationId } = await handedOver();

  for (const [verb, rule] of [
    ['escalationAccept', 'R05'],
    ['escalationHandOver', 'R18'],
  ] as const)
    expect(await say('vendor', verb, escalationId)).toMatchObject(refused('FORBIDDEN', null, 'A vendor member may not do this.', rule));
});

test('words that are none are refused', async () => {
  const { escalationId } = await handedOver();

  expect(await say('provider', 'escalationReturn', escalationId, { reason: ' ' })).toMatchObject(
    refused('INVALID', 'reason', '`reason` must not be empty.'),
  );
  expect(await say('vendor', 'escalationAnswer', escalationId, { text: ' ' })).toMatchObject(
    refused('INVALID', 'text', '`text` must not be empty.'),
  );
});

describe('the provider', () => {
  test('takes a problem on, once', async () => {
    const { escalationId } = await passedOn();
    const first = await say('provider', 'escalationAccept', escalationId, { clientMutationId: 'accept once' });

    expect(first).toMatchObject({ ticket: { state: 'WAITING_ON_PROVIDER' }, escalation: { state: 'ACCEPTED' } });
    expect(await say('provider', 'escalationAccept', escalationId, { clientMutationId: 'accept once' })).toEqual(first);
    expect((await say('provider', 'escalationAccept', escalationId)).problems[0]!.message).toBe(
      'An escalation that is accepted by the provider cannot be accepted.',
    );
  });

  test.each([true, false])(
    'gives it back with a reason that the reseller reads and the customer does not (accepted before: %s)',
    async (accepted) => {
      const { ticketId, escalationId } = await passedOn();
      if (accepted) await say('provider', 'escalationAccept', escalationId);

      const payload = await say('provider', 'escalationReturn', escalationId);

      expect(payload).toMatchObject({
        ticket: { state: 'IN_PROGRESS' },
        escalation: { state: 'RETURNED', returnReason: 'Ask the customer first.', endedAt: expect.any(String) },
        note: { text: 'Ask the customer first.', audience: 'PARTNERS' },
      });
      const notes = async (who: string) =>
        (await (await platform().as(who)).get<any, any>('query ($id: ID!) { ticket(id: $id) { notes { totalCount } } }', { id: ticketId }))
          .ticket.notes.totalCount;
      expect([await notes('reseller'), await notes('customer')]).toEqual([1, 0]);
      expect((await escalate('reseller', ticketId)).ticket.state).toBe('WAITING_ON_PROVIDER');
    },
  );

  test('hands it over to the vendor as its own request: with its own delegation, contact and program', async () => {
    const { ticketId, escalationId } = await passedOn();
    const delegation = await delegate(ORGANIZATION.provider);
    const own = { name: 'Provider', email: 'desk@provider.example', phone: null };

    const payload = await say('provider', 'escalationHandOver', escalationId, { contact: own, vehicle: 'UNIFIED' });

    expect(payload).toMatchObject({
      ticket: { id: ticketId, state: 'ESCALATED' },
      escalation: {
        state: 'WITH_VENDOR',
        filedBy: { id: ORGANIZATION.reseller },
        handedOverBy: { id: ORGANIZATION.provider },
        contact: own,
        vehicle: 'UNIFIED',
        delegation: { id: delegation },
        responseHours: 4,
      },
    });
  });

  test('of several of its people who hand it over or give it back at once one wins, and the others are told', async () => {
    const { ticketId, escalationId } = await passedOn();
    const payloads = await Promise.all(
      Array.from({ length: 8 }, (_, index) => say('provider', index % 2 ? 'escalationHandOver' : 'escalationReturn', escalationId)),
    );

    const [won, ...more] = payloads.filter(({ ticket }) => ticket);
    expect(more).toEqual([]);
    for (const { problems } of payloads.filter(({ ticket }) => !ticket))
      expect(problems).toMatchObject([
        {
          code: 'STATE',
          field: 'escalationId',
          message: expect.stringMatching(/^An escalation that is (returned|with the vendor) cannot be /),
        },
      ]);
    expect(await sql('select t.state from ticket t where id = $1', ticketId)).toEqual([{ state: won!.ticket.state }]);
  });

  test('is asked everything again: what changed since the reseller filed bars it', async () => {
    const { ticketId, escalationId } = await passedOn();
    const refusal = async () => (await say('provider', 'escalationHandOver', escalationId)).problems[0]?.rule?.code;

    await delegate(ORGANIZATION.provider, ORGANIZATION.customer, { status: 'TERMINATED' });
    expect(await refusal()).toBe('R01');
    await delegate(ORGANIZATION.provider);
    await reportIncident();
    expect(await refusal()).toBe('R07');
    await act('provider', 'ticketCheckHealth', { ticketId, conclusion: 'UNDOCUMENTED', remark: 'Not that.' });
    await sql('update filing_policy set indirect_provider = false');
    expect(await refusal()).toBe('R05');
    await sql('update filing_policy set indirect_provider = true');
    expect((await sql('select state from ticket where id = $1', ticketId))[0].state).toBe('WAITING_ON_PROVIDER');

    expect(await refusal()).toBeUndefined();
  });

  test('keeps what was handed to it when its partnership with the reseller ends, for it stays the provider of the customer', async () => {
    const [one, other] = [await passedOn(), await passedOn()];
    await sql(`update partner_relationship set state = 'INACTIVE' where reseller_id = $1`, ORGANIZATION.reseller);

    const payloads = [
      await say('provider', 'escalationReturn', one.escalationId),
      await say('provider', 'escalationHandOver', other.escalationId),
    ];
    const again = await escalate('reseller', one.ticketId);
    await sql(`update partner_relationship set state = 'ACTIVE' where reseller_id = $1`, ORGANIZATION.reseller);

    expect(payloads.map(({ ticket }) => ticket.state)).toEqual(['IN_PROGRESS', 'ESCALATED']);
    expect(again.problems).toMatchObject([{ rule: { code: 'R05' } }]);
  });
});

describe('the vendor', () => {
  test('answers the partners alone; the customer reads what the partner publishes, as it is or in other words (rule R14)', async () => {
    const { ticketId, escalationId } = await handedOver();
    const at = new Date(Date.now() + 3_600_000);
    setClock(at);
    const answer = await say('vendor', 'escalationAnswer', escalationId, { clientMutationId: 'answer once' });
    expect(await say('vendor', 'escalationAnswer', escalationId, { clientMutationId: 'answer once' })).toEqual(answer);
    setClock(new Date(at.getTime() + 3_600_000));
    const second = await say('vendor', 'escalationAnswer', escalationId, { text: 'Found it.' });

    expect(answer).toMatchObject({
      note: { audience: 'PARTNERS', text: 'We are looking.' },
      escalation: { respondedAt: at.toISOString() },
    });
    expect(second.escalation.respondedAt).toBe(at.toISOString());
    const read = async (who: string) =>
      (
        await (
          await platform().as(who)
        ).get<any, any>('query ($id: ID!) { ticket(id: $id) { notes { nodes { text author } } } }', { id: ticketId })
      ).ticket.notes.nodes;
    expect(await read('reseller')).toMatchObject([{ text: 'We are looking.' }, { text: 'Found it.' }]);
    expect(await read('customer')).toEqual([]);

    await act('reseller', 'ticketNotePublish', { noteId: answer.note.id });
    const published = await act('reseller', 'ticketNotePublish', {
      noteId: second.note.id,
      text: 'It is found.',
      clientMutationId: 'publish once',
    });
    expect(
      await act('reseller', 'ticketNotePublish', { noteId: second.note.id, text: 'It is found.', clientMutationId: 'publish once' }),
    ).toEqual(published);
    expect(await read('customer')).toEqual([
      { text: 'We are looking.', author: 'Davide Ronchi' },
      { text: 'It is found.', author: 'Davide Ronchi' },
    ]);
  });

  test('gives a problem back, and the partner goes on with it', async () => {
    const { escalationId, ticketId } = await atVendor();

    const payload = await say('vendor', 'escalationReturn', escalationId, { clientMutationId: 'return once' });

    expect(payload).toMatchObject({ ticket: { state: 'IN_PROGRESS' }, escalation: { state: 'RETURNED' } });
    expect(await say('vendor', 'escalationReturn', escalationId, { clientMutationId: 'return once' })).toEqual(payload);
    expect((await escalate('direct', ticketId)).ticket.state).toBe('ESCALATED');
  });

  test('is refused what it would give back before it has it', async () => {
    const { escalationId } = await passedOn();

    expect((await say('vendor', 'escalationReturn', escalationId)).problems).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

describe('publishing an answer is refused', () => {
  test('of anybody but the vendor, to anybody but the partners, and of what is not there', async () => {
    const { ticketId, escalationId } = await handedOver();
    const { note } = await say('vendor', 'escalationAnswer', escalationId);
    const own = await act('provider', 'ticketNoteAdd', { ticketId, text: 'x', audience: 'PARTNERS' });
    const publish = (who: string, noteId: string) => act(who, 'ticketNotePublish', { noteId });

    expect((await publish('reseller', own.note.id)).problems).toMatchObject([{ code: 'STATE', field: 'noteId', rule: { code: 'R14' } }]);
    expect((await publish('vendor', note.id)).problems).toMatchObject([{ code: 'FORBIDDEN', rule: { code: 'R14' } }]);
    for (const stranger of ['customer', 'other-provider', 'direct'])
      for (const id of [note.id, UNKNOWN])
        expect((await publish(stranger, id)).problems).toMatchObject([{ code: 'NOT_FOUND', field: 'noteId' }]);
    expect((await act('reseller', 'ticketNotePublish', { noteId: note.id, text: ' ' })).problems).toMatchObject([
      { code: 'INVALID', field: 'text' },
    ]);
  });
});

test.each([
  ['resolved', (ticketId: string) => act('reseller', 'ticketResolve', { ticketId, ...SOLVED })],
  ['closed as self-service', (ticketId: string) => act('customer', 'ticketClose', { ticketId, selfService: true })],
])('a ticket that is %s ends its escalation', async (_how, end) => {
  const { ticketId, escalationId } = await handedOver();

  expect((await end(ticketId)).problems).toEqual([]);
  expect(await sql('select state, ended_at is not null as ended from escalation where id = $1', escalationId)).toEqual([
    { state: 'ENDED', ended: true },
  ]);
});

describe('the readiness of a ticket', () => {
  const LOOK =
    'query ($id: ID!) { ticket(id: $id) { escalationReadiness { to isReady preconditions { name state rule { code sentence } todo } } } }';
  const readiness = async (who: string, id: string, language = 'en') =>
    (await (await platform().as(who)).reading(language).get<any, any>(LOOK, { id })).ticket.escalationReadiness;
  const unmet = (all: any) => all.preconditions.filter(({ state }: any) => state === 'UNMET').map(({ name }: any) => name);

  test('lists every precondition in the order of the deed, and what to do, in the language of whoever asks', async () => {
    const ticketId = await readyDirect();
    expect(await readiness('direct', ticketId)).toMatchObject({ to: 'VENDOR', isReady: true });
    await reportIncident();

    const all = await readiness('direct', ticketId);
    expect(unmet(all)).toEqual(['HEALTH_CHECKED']);
    expect(all.preconditions.map(({ name, state }: any) => `${name} ${state}`)).toEqual([
      'UNDER_WORK MET',
      'HEALTH_CHECKED UNMET',
      'NOTHING_DOCUMENTED MET',
      'DIAGNOSED MET',
      'PERMITTED MET',
      'DELEGATED MET',
      'EVIDENCE WITH_THE_REQUEST',
      'OWN_CONTACT WITH_THE_REQUEST',
      'PHONE MET',
      'VEHICLE WITH_THE_REQUEST',
    ]);
    const words = await Promise.all(
      ['en', 'it', 'tr'].map(async (language) => (await readiness('direct', ticketId, language)).preconditions[1]),
    );
    expect(words.map(({ rule }) => rule.code)).toEqual(['R07', 'R07', 'R07']);
    expect(new Set(words.map(({ rule }) => rule.sentence)).size).toBe(3);
    expect(words.map(({ todo }) => todo)).toEqual([
      'The vendor has reported another incident since: look at service health again with `ticketCheckHealth`.',
      'Nel frattempo il vendor ha segnalato un altro incidente: ripetere la verifica con `ticketCheckHealth`.',
      'Üretici bu arada yeni bir hizmet olayı bildirmiştir: `ticketCheckHealth` ile hizmet durumuna yeniden bakınız.',
    ]);
  });

  test('tells a reseller of its provider, the provider of itself, and nobody else anything', async () => {
    const ticketId = await ready();
    await sql('delete from delegation where customer_id = $1', ORGANIZATION.customer);

    expect(await readiness('reseller', ticketId)).toMatchObject({ to: 'PROVIDER', isReady: true });
    const all = await readiness('provider', ticketId);
    expect([all.to, unmet(all)]).toEqual(['VENDOR', ['DELEGATED']]);
    const todo = async () => (await readiness('provider', ticketId)).preconditions.find(({ name }: any) => name === 'DELEGATED').todo;
    const without = await todo();
    await delegate(ORGANIZATION.provider, ORGANIZATION.customer, { endsIn: -1000 });
    expect(await todo()).toBe(without);
    expect(await readiness('customer', ticketId)).toBeNull();
  });

  test('of a new ticket says the whole way', async () => {
    const { ticket } = await act('customer', 'ticketRequest', { title: 'x', description: 'x', severity: 'CRITICAL' });

    expect(unmet(await readiness('reseller', ticket.id))).toEqual(['UNDER_WORK', 'HEALTH_CHECKED', 'NOTHING_DOCUMENTED', 'DIAGNOSED']);
  });
});
