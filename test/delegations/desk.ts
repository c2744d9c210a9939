/** What tests of delegations begin with: delegations, groups and members, made by the mutations themselves. */
import { randomUUID } from 'node:crypto';
import type { Caller } from '../kit/platform.ts';
import { ORGANIZATION, type Payload, type Stage } from '../mutations/stage.ts';

/** Template ids of roles. */
export const ROLE = {
  serviceSupport: 'f023fd81-a637-4b56-95fd-791ac0226033',
  messageCenter: '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b',
  directory: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  unlisted: 'dd4db9a0-cc4a-4213-9f9f-70242232d97e',
} as const;

/** The reseller's desk. */
export interface Desk {
  /** A draft of the reseller's, for the customer of the personas. */
  draft(input?: Record<string, unknown>): Promise<string>;
  /** One that waits for the customer. */
  pending(input?: Record<string, unknown>): Promise<string>;
  /** One that the customer has approved. */
  active(input?: Record<string, unknown>): Promise<string>;
  /** A security group of the reseller's, with these members. */
  group(...subjects: string[]): Promise<string>;
  /** An assignment of a delegation to a group. */
  assign(delegationId: string, groupId: string, roleIds?: readonly string[]): Promise<string>;
  /** A delegation, as a persona sees it now. */
  seen(persona: string, delegationId: string, fields?: string): Promise<any>;
  /** Puts a delegation in a status, as if it had come there. */
  put(delegationId: string, status: string): Promise<void>;
}

/** Opens the desk on a stage. */
export function deskOn({ act, platform }: Stage): Desk {
  let names = 0;
  const done = async (payload: Promise<Payload>, answer: string): Promise<string> => {
    const { problems, [answer]: row } = await payload;
    if (problems.length > 0) throw new Error(`refused: ${JSON.stringify(problems)}`);
    return row.id;
  };
  const draft = (input: object = {}) =>
    done(act('reseller', 'delegationDraft', { ...draftInput(`Desk ${++names}`), ...input }), 'delegation');
  const pending = async (input?: object) => {
    const delegationId = await draft(input);
    return done(act('reseller', 'delegationRequest', { delegationId }), 'delegation');
  };
  return {
    draft,
    pending,
    async active(input) {
      const delegationId = await pending(input);
      return done(act('customer', 'delegationApprove', { delegationId }), 'delegation');
    },
    async group(...subjects) {
      const groupId = await done(act('reseller', 'securityGroupCreate', { externalId: randomUUID(), name: 'Desk' }), 'group');
      for (const subject of subjects) await done(act('reseller', 'securityGroupMemberAdd', { groupId, subject, name: subject }), 'member');
      return groupId;
    },
    assign: (delegationId, groupId, roleIds = [ROLE.serviceSupport]) =>
      done(act('reseller', 'delegationAssignmentCreate', { delegationId, groupId, roleIds }), 'assignment'),
    async seen(persona, delegationId, fields = 'status startedAt endsAt autoExtend') {
      const caller: Caller = await platform().as(persona);
      const query = `query ($id: ID!) { delegation(id: $id) { ${fields} } }`;
      return (await caller.get<any, any>(query, { id: delegationId })).delegation;
    },
    async put(delegationId, status) {
      await platform().database.sql('update delegation set status = $2 where id = $1', [delegationId, status]);
    },
  };
}

/** A draft for the customer of the personas. */
export const draftInput = (displayName: string) => ({
  customerId: ORGANIZATION.customer,
  displayName,
  roleIds: [ROLE.serviceSupport, ROLE.directory],
});
