/** Who reads what was asked of a delegation, and of what hands its roles on. */
import { expect, test } from '@jest/globals';
import { deskOn, draftInput } from '../delegations/desk.ts';
import { stage } from '../mutations/stage.ts';
import { storyOf, trailOf } from './trail.ts';

const on = stage();
const { act, colleague, platform, setClock } = on;
const { draft, active, group, assign } = deskOn(on);

const PARTIES = ['customer', 'reseller', 'provider'];
const STRANGERS = ['direct', 'other-provider', 'other-reseller', 'other-customer', 'vendor'];
const helpdesk = () => colleague('reseller', { role: 'HELPDESK_AGENT' });

test('what is asked of a delegation is read by its parties, done or refused, and by nobody else', async () => {
  const delegationId = await draft();
  await act(await helpdesk(), 'delegationRequest', { delegationId });
  await act('reseller', 'delegationRequest', { delegationId });
  await act('customer', 'delegationApprove', { delegationId });
  const story = ['delegationApprove DONE', 'delegationRequest DONE', 'delegationRequest REFUSED', 'delegationDraft DONE'];
  for (const who of PARTIES) expect([who, await storyOf(on, who, delegationId)]).toEqual([who, story]);
  for (const who of STRANGERS) expect([who, await storyOf(on, who, delegationId)]).toEqual([who, []]);
});

test('a refusal to draft names the rule, for the organization that asked', async () => {
  const agent = await helpdesk();
  await act(agent, 'delegationDraft', draftInput('Refused'));
  const [entry] = await trailOf(on, 'reseller', { verbs: ['delegationDraft'], outcomes: ['REFUSED'] });
  expect(entry).toMatchObject({ code: 'FORBIDDEN', rules: [{ code: 'R01' }], actorRole: 'HELPDESK_AGENT' });
});

test('an assignment is an entry for the parties of its delegation, when it is made and when it is taken back', async () => {
  const [delegationId, groupId] = [await active(), await group()];
  const assignmentId = await assign(delegationId, groupId);
  await act('customer', 'delegationAssignmentRemove', { assignmentId });
  await act('reseller', 'delegationAssignmentRemove', { assignmentId });
  for (const who of PARTIES) {
    expect([who, (await storyOf(on, who, delegationId))[0]]).toEqual([who, 'delegationAssignmentCreate DONE']);
    expect([who, await storyOf(on, who, assignmentId)]).toEqual([
      who,
      ['delegationAssignmentRemove DONE', 'delegationAssignmentRemove REFUSED'],
    ]);
  }
  for (const who of STRANGERS) expect([who, await storyOf(on, who, assignmentId)]).toEqual([who, []]);
});

test('who came into a group and left it is read by its partner alone', async () => {
  const groupId = await group('lina@corlanto.example');
  const [{ id: memberId }] = (await platform().database.sql<{ id: string }>('select id from security_group_member where group_id = $1', [
    groupId,
  ])) as [{ id: string }];
  await assign(await active(), groupId);
  await act('customer', 'securityGroupMemberRemove', { memberId });
  await act('reseller', 'securityGroupMemberRemove', { memberId });
  expect(await storyOf(on, 'reseller', groupId)).toEqual(['securityGroupMemberAdd DONE', 'securityGroupCreate DONE']);
  expect(await storyOf(on, 'reseller', memberId)).toEqual(['securityGroupMemberRemove DONE', 'securityGroupMemberRemove REFUSED']);
  expect(await storyOf(on, 'customer', groupId)).toEqual([]);
  expect(await storyOf(on, 'customer', memberId)).toEqual(['securityGroupMemberRemove REFUSED']);
});

test('what a clock does is no deed of anybody’s: it is in the history and not in the trail', async () => {
  setClock(new Date('2031-01-31T12:00:00Z'));
  const delegationId = await active({ duration: 'P1D' });
  setClock(new Date('2031-02-01T12:00:00Z'));
  await platform().runDueJobs();
  setClock();
  const { delegation } = await (
    await platform().as('reseller')
  ).get<any, any>('query ($id: ID!) { delegation(id: $id) { status timeline { nodes { kind } } } }', { id: delegationId });
  expect([delegation.status, delegation.timeline.nodes.at(-1).kind]).toEqual(['EXPIRED', 'delegation.expired']);
  expect(await storyOf(on, 'reseller', delegationId)).toEqual(['delegationApprove DONE', 'delegationRequest DONE', 'delegationDraft DONE']);
});
