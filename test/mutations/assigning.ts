/** Rights in a customer's tenant take three things: a delegation, an assignment of it to a group, and somebody in the group. */
import { personas } from '../../src/sample/personas.ts';

/** Whoever speaks for an organization in these tests: its persona, and a colleague without a name. */
const peopleOf = (organization: string): string[] => [
  ...personas.filter(({ claims }) => claims.organization === organization).map(({ subject }) => subject),
  'somebody@example.com',
];

/** Assigns roles of a delegation to a new group of the partner's, in which its people have been for long. */
export async function assign(
  sql: (text: string, ...values: unknown[]) => Promise<any[]>,
  {
    delegationId,
    partner,
    roleIds,
    people = peopleOf(partner),
  }: { delegationId: string; partner: string; roleIds: string[]; people?: string[] },
): Promise<{ groupId: string; assignmentId: string }> {
  const [{ id: groupId }] = await sql(
    `insert into security_group (partner_id, external_id, name) values ($1, gen_random_uuid()::text, 'Support') returning id`,
    partner,
  );
  await sql(
    `insert into security_group_member (group_id, subject, name, is_guest, added_at) select $1, p, p, false, '2026-01-01' from unnest($2::text[]) p`,
    groupId,
    people,
  );
  const [{ id: assignmentId }] = await sql(
    `insert into delegation_assignment (external_id, delegation_id, group_id, status, role_ids, created_at)
     values (gen_random_uuid()::text, $1, $2, 'ACTIVE', $3, now()) returning id`,
    delegationId,
    groupId,
    roleIds,
  );
  return { groupId, assignmentId };
}
