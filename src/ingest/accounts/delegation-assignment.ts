/** Assignments of delegations to security groups, as they come in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { DelegationAssignment } from '../../accounts/delegation-assignment/entity.ts';
import { Delegation } from '../../accounts/delegation/entity.ts';
import { SecurityGroup } from '../../accounts/security-group/entity.ts';
import { contextOf } from '../context.ts';
import { IMPORT, emitEvent, type Happening } from '../events.ts';
import { bareGroupName, groupsOf, keyOf } from './security-group.ts';
import { countsOf, insert, loadForUpdate, upsert, newId, type Counts, type Upserted } from '../upsert.ts';
import { merged } from '../merge.ts';
import type { AssignmentRecord } from '../records/index.ts';

/** Writes assignments by the vendor's id. A group of which nothing else is known is made, bare. */
export async function writeAssignments(em: SqlEntityManager, records: AssignmentRecord[]): Promise<Counts> {
  const all = [...merged(records, ({ externalId }) => externalId).values()];
  const delegations = await loadForUpdate(
    em,
    Delegation,
    'externalId',
    all.map(({ delegationExternalId }) => delegationExternalId),
  );
  const placed = all.map((record) => ({ record, delegation: delegationOf(delegations, record) }));
  const groups = await groupsFor(em, placed);
  const rows = await loadForUpdate(
    em,
    DelegationAssignment,
    'externalId',
    all.map(({ externalId }) => externalId),
  );
  const written = await upsert(
    em,
    DelegationAssignment,
    placed.map(({ record, delegation }) => {
      const { externalId, status, roleIds, createdAt, toldAt } = record;
      const before = rows.get(externalId);
      if (before?.toldAt && toldAt <= before.toldAt) return { before, said: {} };
      const group = groups.get(keyOf({ partnerId: delegation.partnerId!, externalId: record.groupExternalId }))!;
      const endedAt = status === 'DELETED' ? toldAt : null;
      return { before, said: { externalId, delegationId: delegation.id, groupId: group.id, status, roleIds, createdAt, toldAt, endedAt } };
    }),
  );
  await emitEvent(em, written.flatMap(happenedTo));
  return countsOf(written, records.length);
}

function delegationOf(delegations: ReadonlyMap<string, Delegation>, { externalId, delegationExternalId }: AssignmentRecord): Delegation {
  const found = delegations.get(delegationExternalId);
  if (!found) throw new Error(`assignment ${externalId} refers to delegation ${delegationExternalId}, which is not there`);
  return found;
}

async function groupsFor(
  em: SqlEntityManager,
  placed: readonly { record: AssignmentRecord; delegation: Delegation }[],
): Promise<Map<string, SecurityGroup>> {
  const keys = new Map(
    placed.map(({ record, delegation }) => {
      const key = { partnerId: delegation.partnerId!, externalId: record.groupExternalId };
      return [keyOf(key), key] as const;
    }),
  );
  const rows = await groupsOf(em, [...keys.values()]);
  const missing = [...keys.values()].filter((key) => !rows.has(keyOf(key)));
  const ids = await newId(em, missing.length);
  const made = missing.map((key, index) => ({ id: ids[index], ...key, name: bareGroupName(key.externalId) }) as SecurityGroup);
  await insert(em, SecurityGroup, made);
  contextOf(em).count('group', { created: made.length });
  for (const group of made) rows.set(keyOf(group), group);
  return rows;
}

function happenedTo({ row, was }: Upserted<DelegationAssignment>): Happening[] {
  if (was === 'unchanged') return [];
  const kind = row.status === 'DELETED' ? 'assignment_removed' : was === 'created' ? 'assignment_created' : 'assignment_changed';
  return [
    {
      ...IMPORT,
      kind: `delegation.${kind}`,
      at: was === 'created' && row.status !== 'DELETED' ? row.createdAt : row.toldAt!,
      subject: ['DelegationAssignment', row.id],
      stream: ['Delegation', row.delegationId],
    },
  ];
}
