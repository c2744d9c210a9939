/** The way of a delegation from a request to its end. */
import { describe, expect, test } from '@jest/globals';
import { problem, stage, UNKNOWN } from '../mutations/stage.ts';
import { deskOn, ROLE } from './desk.ts';

const set = stage();
const { act, colleague, setClock, platform } = set;
const { draft, pending, active, put, seen } = deskOn(set);
const NOON = new Date('2031-01-31T12:00:00Z');

const ALIVE = ['CREATED', 'APPROVAL_PENDING', 'APPROVED', 'ACTIVATING', 'ACTIVE'];
const STATUSES = [...ALIVE, 'EXPIRING', 'EXPIRED', 'TERMINATION_REQUESTED', 'TERMINATING', 'TERMINATED', 'UNKNOWN'];

/** Each deed: by whom, from where, to where, and who sees the delegation and may not. */
const deeds = [
  { name: 'delegationRequest', by: 'reseller', from: ['CREATED'], to: 'APPROVAL_PENDING', not: ['customer', 'provider'] },
  { name: 'delegationApprove', by: 'customer', from: ['APPROVAL_PENDING'], to: 'ACTIVE', not: ['reseller', 'provider'] },
  { name: 'delegationReject', by: 'customer', from: ['APPROVAL_PENDING'], to: 'TERMINATED', not: ['reseller', 'provider'] },
  { name: 'delegationTerminate', by: 'reseller', from: ALIVE, to: 'TERMINATED', not: ['provider'] },
  { name: 'delegationTerminate', by: 'customer', from: ALIVE, to: 'TERMINATED', not: ['provider'] },
  { name: 'delegationAutoExtendSet', by: 'reseller', from: ALIVE, to: null, not: ['customer', 'provider'] },
];

describe.each(deeds)('$name by the $by', ({ name, by, from, to, not }) => {
  const input = (delegationId: string) => ({ delegationId, ...(name === 'delegationAutoExtendSet' ? { autoExtend: true } : {}) });

  test('is refused to those who do not see it: it is not there', async () => {
    const absent = { delegation: null, ...problem('NOT_FOUND', 'delegationId', '`delegationId` names nothing that is there.') };
    const delegationId = await draft();
    for (const stranger of ['direct', 'other-provider', 'other-reseller', 'other-customer', 'vendor'])
      expect(await act(stranger, name, input(delegationId))).toMatchObject(absent);
    expect(await act(by, name, input(UNKNOWN))).toMatchObject(absent);
  });

  test('is refused to those who see it and are not on that side of it, and to whoever is no admin agent', async () => {
    const delegationId = await draft();
    await put(delegationId, from[0]!);
    for (const other of not)
      expect((await act(other, name, input(delegationId))).problems).toMatchObject([{ code: 'FORBIDDEN', rule: null }]);
    if (by === 'reseller') {
      const helpdesk = await colleague('reseller', { role: 'HELPDESK_AGENT' });
      expect((await act(helpdesk, name, input(delegationId))).problems).toMatchObject([{ code: 'FORBIDDEN', rule: { code: 'R01' } }]);
    }
    expect((await seen('reseller', delegationId)).status).toBe(from[0]);
  });

  test.each(STATUSES)('of one that is %s leads where the table says, or is refused and changes nothing', async (status) => {
    const delegationId = await draft();
    await put(delegationId, status);
    const { delegation, problems } = await act(by, name, input(delegationId));
    if (from.includes(status)) {
      expect(problems).toEqual([]);
      expect(delegation.status).toBe(to ?? status);
    } else {
      expect([delegation, problems]).toMatchObject([null, [{ code: 'STATE', field: 'delegationId' }]]);
      expect((await seen('reseller', delegationId)).status).toBe(status);
    }
  });

  test('sent again is answered as the first time and not done twice', async () => {
    const delegationId = await draft();
    await put(delegationId, from[0]!);
    const again = () => act(by, name, { ...input(delegationId), clientMutationId: `${name} 1` });
    const first = await again();
    expect(first.problems).toEqual([]);
    expect(await again()).toEqual(first);
    expect(first.delegation.timeline.nodes).toHaveLength(2);
  });
});

describe('a delegation', () => {
  test('goes from request to approval to its end, and everybody on it reads how', async () => {
    setClock(NOON);
    const delegationId = await pending({ duration: 'P1M' });
    expect(await seen('customer', delegationId, 'status requestedAt endsAt')).toEqual({
      status: 'APPROVAL_PENDING',
      requestedAt: NOON.toISOString(),
      endsAt: null,
    });
    await act('customer', 'delegationApprove', { delegationId });
    // A month after the 31st of January is the last of February.
    expect(await seen('reseller', delegationId)).toEqual({
      status: 'ACTIVE',
      startedAt: NOON.toISOString(),
      endsAt: '2031-02-28T12:00:00.000Z',
      autoExtend: false,
    });
    setClock(new Date('2031-02-03T00:00:00Z'));
    await act('customer', 'delegationTerminate', { delegationId });
    setClock();
    expect(await seen('provider', delegationId, 'status endsAt timeline { nodes { kind actor } }')).toEqual({
      status: 'TERMINATED',
      endsAt: '2031-02-03T00:00:00.000Z',
      timeline: {
        nodes: [
          { kind: 'delegation.drafted', actor: 'Davide Ronchi' },
          { kind: 'delegation.requested', actor: 'Davide Ronchi' },
          { kind: 'delegation.approved', actor: 'Elena Bassi' },
          { kind: 'delegation.terminated', actor: 'Elena Bassi' },
        ],
      },
    });
  });

  test('is approved or rejected, never both, by two people of the customer at once', async () => {
    const delegationId = await pending();
    const answers = await Promise.all(
      ['delegationApprove', 'delegationReject', 'delegationApprove', 'delegationReject'].map((name) =>
        act('customer', name, { delegationId }),
      ),
    );
    expect(answers.filter(({ problems }) => problems.length === 0)).toHaveLength(1);
    expect(answers.filter(({ problems }) => problems[0]?.code === 'STATE')).toHaveLength(3);
  });

  test('with Global Administrator cannot be set to extend itself, and can be set not to', async () => {
    const delegationId = await active({ roleIds: [ROLE.globalAdministrator] });
    expect(await act('reseller', 'delegationAutoExtendSet', { delegationId, autoExtend: true })).toMatchObject(
      problem('INVALID', 'autoExtend', 'A delegation with the role Global Administrator cannot extend itself.'),
    );
    expect((await act('reseller', 'delegationAutoExtendSet', { delegationId, autoExtend: false })).problems).toEqual([]);
  });

  test('is refused in words that tell where it stands', async () => {
    const delegationId = await active();
    expect(await act('customer', 'delegationApprove', { delegationId })).toMatchObject(
      problem('STATE', 'delegationId', 'A delegation that is active cannot be approved.'),
    );
  });

  test('cannot be written past the deeds: neither the customer nor another partner changes a row that is not its side’s', async () => {
    const delegationId = await draft();
    const rows = await platform().database.sql(
      `select polname from pg_policy where polrelid = 'delegation'::regclass and polcmd in ('w', 'a') order by 1`,
    );
    expect(rows).toEqual([{ polname: 'delegation_insert' }, { polname: 'delegation_update' }]);
    expect((await seen('customer', delegationId)).status).toBe('CREATED');
  });
});
