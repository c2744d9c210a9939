import { describe, expect, test } from '@jest/globals';
import { ORGANIZATION, problem, stage, UNKNOWN } from '../mutations/stage.ts';
import { deskOn, draftInput, ROLE } from './desk.ts';

const set = stage();
const { act, colleague, platform, setClock } = set;
const { draft, put } = deskOn(set);
const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  delegation: null,
  ...problem(code, field, message, rule),
});
const drafted = (input: object = {}) => act('reseller', 'delegationDraft', { ...draftInput('Rights'), ...input });

describe('drafting a delegation is refused', () => {
  test('to whoever is no admin agent of a partner', async () => {
    for (const role of ['HELPDESK_AGENT', 'SALES_AGENT'] as const) {
      const agent = await colleague('reseller', { role });
      expect((await act(agent, 'delegationDraft', draftInput('Rights'))).problems).toMatchObject([
        { code: 'FORBIDDEN', rule: { code: 'R01' } },
      ]);
    }
    for (const who of ['customer', 'vendor'])
      expect((await act(who, 'delegationDraft', draftInput('Rights'))).problems).toMatchObject([{ code: 'FORBIDDEN', rule: null }]);
  });

  test('for a customer of others: it is not there, as one that is not there is not', async () => {
    const absent = refused('NOT_FOUND', 'customerId', 'There is no such customer of yours.');
    for (const stranger of ['direct', 'other-provider', 'other-reseller'])
      expect(await act(stranger, 'delegationDraft', draftInput('Rights'))).toMatchObject(absent);
    for (const customerId of [UNKNOWN, 'nonsense'])
      expect((await drafted({ customerId })).problems).toMatchObject([{ code: 'NOT_FOUND', field: 'customerId' }]);
  });

  test.each(['P0D', 'P731D', 'P2Y1D', 'P3Y', 'P25M', 'P105W', 'PT24H', 'P1DT1H', '730', 'P', 'P1.5Y', '-P1D', 'two years'])(
    'for a duration of %s',
    async (duration) => {
      expect(await drafted({ duration })).toMatchObject(
        refused('INVALID', 'duration', '`duration` must be an ISO 8601 duration in years, months, weeks and days, from P1D to P2Y.'),
      );
    },
  );

  test('without roles, or with something that is none', async () => {
    expect(await drafted({ roleIds: [] })).toMatchObject(refused('INVALID', 'roleIds', '`roleIds` must name at least one role.'));
    expect(await drafted({ roleIds: [ROLE.directory, 'Global Administrator'] })).toMatchObject(
      refused('INVALID', 'roleIds.1', '`roleIds.1` is not the template id of a role, which is a GUID.'),
    );
  });

  test('where it would extend itself with Global Administrator', async () => {
    expect(await drafted({ autoExtend: true, roleIds: [ROLE.globalAdministrator.toUpperCase()] })).toMatchObject(
      refused('INVALID', 'autoExtend', 'A delegation with the role Global Administrator cannot extend itself.'),
    );
  });

  test('under a name that is too long, or taken, or was taken less than a year ago', async () => {
    expect((await drafted({ displayName: 'x'.repeat(51) })).problems).toMatchObject([{ code: 'INVALID', field: 'displayName' }]);
    const delegationId = await draft({ displayName: 'Once' });
    const taken = refused(
      'INVALID',
      'displayName',
      'Another delegation of yours is called “Once”; a name is free again 365 days after its delegation has ended.',
    );
    expect(await drafted({ displayName: 'Once' })).toMatchObject(taken);
    const ended = new Date('2030-01-31T12:00:00Z');
    setClock(ended);
    await act('customer', 'delegationTerminate', { delegationId });
    setClock(new Date(ended.getTime() + 365 * 86_400_000 - 1));
    expect(await drafted({ displayName: 'Once' })).toMatchObject(taken);
    setClock(new Date(ended.getTime() + 365 * 86_400_000));
    expect((await drafted({ displayName: 'Once' })).problems).toEqual([]);
    setClock();
  });
});

describe('drafting a delegation', () => {
  test('makes one that both sides see, with two years where nothing else is said, and gives nothing yet', async () => {
    setClock(new Date('2030-05-01T10:00:00Z'));
    const { delegation, problems } = await drafted({ displayName: 'Both sides' });
    setClock();
    expect(problems).toEqual([]);
    expect(delegation).toMatchObject({
      externalId: null,
      status: 'CREATED',
      duration: 'P2Y',
      autoExtend: false,
      createdAt: '2030-05-01T10:00:00.000Z',
      requestedAt: null,
      startedAt: null,
      endsAt: null,
      customer: { id: ORGANIZATION.customer },
      partner: { id: ORGANIZATION.reseller },
      roles: [
        { id: ROLE.serviceSupport, name: 'Service Support Administrator' },
        { id: ROLE.directory, name: 'Directory Readers' },
      ],
      timeline: { nodes: [{ kind: 'delegation.drafted', actor: 'Davide Ronchi' }] },
    });
    for (const [persona, there] of [
      ['customer', true],
      ['provider', true],
      ['direct', false],
      ['other-provider', false],
      ['vendor', false],
    ] as const) {
      const { delegation: seen } = await (
        await platform().as(persona)
      ).get<any, any>('query ($id: ID!) { delegation(id: $id) { id } }', { id: delegation.id });
      expect([persona, seen !== null]).toEqual([persona, there]);
    }
  });

  test('takes each role once, in any case, and a role that no list has without a name', async () => {
    const roleIds = [ROLE.unlisted, ROLE.directory, ROLE.directory.toUpperCase()];
    const { delegation } = await drafted({ displayName: 'Roles', roleIds, duration: 'p730d', autoExtend: true });
    expect(delegation).toMatchObject({ duration: 'P730D', autoExtend: true });
    expect(delegation.roles).toEqual([
      { id: ROLE.unlisted, name: null },
      { id: ROLE.directory, name: 'Directory Readers' },
    ]);
  });

  test('is done by a provider for itself, too', async () => {
    const { delegation } = await act('provider', 'delegationDraft', draftInput('Provider'));
    expect(delegation.partner).toEqual({ id: ORGANIZATION.provider });
  });

  test('sent again is the same draft', async () => {
    const again = () => drafted({ displayName: 'Retried', clientMutationId: 'draft 1' });
    const [{ delegation: first }, { delegation: second, problems }] = [await again(), await again()];
    expect([second.id, problems]).toEqual([first.id, []]);
  });

  test('under one name by two at once is done once', async () => {
    const both = await Promise.all([1, 2, 3, 4].map(() => drafted({ displayName: 'Race' })));
    expect(both.filter(({ problems }) => problems.length === 0)).toHaveLength(1);
  });

  test('takes the name of another partner’s delegation: names are one of a kind for a partner', async () => {
    await draft({ displayName: 'Mine and yours' });
    expect((await act('provider', 'delegationDraft', draftInput('Mine and yours'))).problems).toEqual([]);
    await put(await draft({ displayName: 'Unknown' }), 'UNKNOWN');
    expect((await drafted({ displayName: 'Unknown' })).problems).toHaveLength(1);
  });
});
