/** Security groups of partners and the people in them, as they come in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { SecurityGroup } from '../../accounts/security-group/entity.ts';
import { SecurityGroupMember } from '../../accounts/security-group/member.ts';
import { rowsOf } from '../../kernel/read/rows.ts';
import { IMPORT, emitEvent, type Happening } from '../events.ts';
import { merged, over } from '../merge.ts';
import { partnersOf } from './organization.ts';
import { insert, upsert, newId, type Counts, type Upserted } from '../upsert.ts';
import type { GroupRecord, MemberRecord } from '../records/index.ts';

/** The name of a group of which only the id is known. */
export const bareGroupName = (externalId: string): string => `Group ${externalId}`;

/** Writes groups by partner and directory id: who is told of comes in, and who is left out of a whole list goes. */
export async function writeGroups(em: SqlEntityManager, records: GroupRecord[]): Promise<Counts> {
  const partner = await partnersOf(
    em,
    records.map(({ partnerTenantId }) => [partnerTenantId, 'DIRECT_BILL'] as const),
  );
  const all = [...merged(records, ({ partnerTenantId, externalId }) => `${partnerTenantId} ${externalId}`, over).values()];
  const keys = all.map(({ partnerTenantId, externalId }) => ({ partnerId: partner(partnerTenantId), externalId }));
  const rows = await groupsOf(em, keys);
  const written = await upsert(
    em,
    SecurityGroup,
    all.map(({ name, externalId }, index) => {
      const before = rows.get(keyOf(keys[index]!));
      return { before, said: { ...keys[index]!, name: name ?? (before ? undefined : bareGroupName(externalId)) } };
    }),
  );
  const moved = await writeMembers(em, written, all);
  const changed = written.filter(({ was }, index) => was === 'changed' || (was === 'unchanged' && moved.has(index))).length;
  const created = written.filter(({ was }) => was === 'created').length;
  return { created, changed, unchanged: records.length - created - changed };
}

/** The groups of partners that are known, by {@link keyOf}, held until the transaction ends. */
export async function groupsOf(
  em: SqlEntityManager,
  keys: readonly { partnerId: string; externalId: string }[],
): Promise<Map<string, SecurityGroup>> {
  const [partners, externals] = [keys.map(({ partnerId }) => partnerId), keys.map(({ externalId }) => externalId)];
  const rows = await rowsOf(em, SecurityGroup, (query) =>
    query
      .where(sql<boolean>`(t.partner_id, t.external_id) in (select * from unnest(${partners}::uuid[], ${externals}::text[]))`)
      .orderBy('t.id')
      .forUpdate(),
  );
  return new Map((rows as unknown as SecurityGroup[]).map((row) => [keyOf(row), row]));
}

/** What a group is known by. */
export const keyOf = ({ partnerId, externalId }: { partnerId: string; externalId: string }): string => `${partnerId} ${externalId}`;

/** Writes who came and who left, and answers the places of the groups in which somebody did. */
async function writeMembers(
  em: SqlEntityManager,
  written: readonly Upserted<SecurityGroup>[],
  records: readonly GroupRecord[],
): Promise<Set<number>> {
  const ids = written.map(({ row }) => row.id);
  const rows = await rowsOf(em, SecurityGroupMember, (query) =>
    query
      .where(sql<boolean>`t.group_id = any(${ids}::uuid[]) and t.removed_at is null`)
      .orderBy('t.id')
      .forUpdate(),
  );
  const present = Map.groupBy(rows as unknown as SecurityGroupMember[], ({ groupId }) => groupId);
  const moves = written.flatMap(({ row: group }, index) => {
    const { members = [], isWhole = false, at } = records[index]!;
    const here = present.get(group.id) ?? [];
    const came = members.filter((member) => !here.some((each) => isSame(each, member)));
    const left = isWhole ? here.filter((each) => !members.some((member) => isSame(each, member))) : [];
    return [
      ...came.map((member) => ({ group, index, at, member: rowOf(group, member, at), came: true })),
      ...left.map((member) => ({ group, index, at, member, came: false })),
    ];
  });
  const minted = (await newId(em, moves.filter(({ came }) => came).length)).values();
  for (const { member, came } of moves) if (came) member.id = minted.next().value!;
  await insert(
    em,
    SecurityGroupMember,
    moves.filter(({ came }) => came).map(({ member }) => member),
  );
  const leaving = moves.filter(({ came }) => !came);
  await upsert(
    em,
    SecurityGroupMember,
    leaving.map(({ member, at }) => ({ before: member, said: { removedAt: at } })),
  );
  const happenings = moves.map(({ group, member, at, came }): Happening => ({
    ...IMPORT,
    kind: came ? 'security_group.member_added' : 'security_group.member_removed',
    at,
    subject: ['SecurityGroupMember', member.id],
    stream: ['SecurityGroup', group.id],
    data: { name: member.name },
  }));
  await emitEvent(em, happenings);
  return new Set(moves.map(({ index }) => index));
}

/** The same person: the directory's id tells where both have one, and the subject where it does not. */
const isSame = (member: SecurityGroupMember, record: MemberRecord): boolean =>
  member.externalId && record.externalId ? member.externalId === record.externalId : member.subject === record.subject;

const rowOf = (group: SecurityGroup, { subject, externalId, name, isGuest }: MemberRecord, addedAt: Date): SecurityGroupMember =>
  Object.assign(Object.create(SecurityGroupMember.prototype) as SecurityGroupMember, {
    groupId: group.id,
    subject,
    externalId: externalId ?? null,
    name,
    isGuest,
    addedAt,
  });
