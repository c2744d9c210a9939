/** Security groups with their members, as Microsoft Graph lists them: `groups?$expand=members`. */
import type { GroupRecord, MemberRecord } from '../../ingest/records/index.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import { graph } from '../detect/export-format.ts';
import { Skipped, importStep } from '../steps/step.ts';

/** So many members Microsoft Graph expands at most: a list of that length may go on. */
const MOST_EXPANDED = 20;

/** The groups of the partner whose export it is. */
export const groups = importStep<{ group: Omit<GroupRecord, 'at'>; people: number }>({
  shape: graph('security groups', { types: ['group'], collection: /^groups$/ }, (clue) => clue.has('securityEnabled', 'displayName')),
  kinds: ['group'],
  read(record, { exporter, groupsApart }) {
    if (record.yesNo('securityEnabled') === false) throw new Skipped('is no security group: no roles can be assigned to it');
    if (!exporter) return record.refuse('id', 'belongs to a partner that the files do not tell: pass --partner');
    const listed = record.list('members');
    const members = listed.flatMap((member) => memberOf(member) ?? []);
    const externalId = record.need('id', record.guid('id'));
    // Where another file lists the members, the group itself may have been fetched without them.
    const isApart = groupsApart?.has(externalId) ?? false;
    return {
      group: {
        partnerTenantId: exporter,
        externalId,
        name: record.line('displayName'),
        members,
        isWhole: !isApart && record.has('members') && listed.length < MOST_EXPANDED && !record.has('members@odata.nextLink'),
      },
      people: listed.length,
    };
  },
  settle: (drafts, { report }) =>
    drafts.map(({ said: { group, people }, place }) => {
      if (people >= MOST_EXPANDED)
        report.remark(place, 'members', `may not be all: an expanded list ends at ${MOST_EXPANDED}, so nobody is taken out`);
      if (people > group.members!.length)
        report.remark(place, 'members', 'taken without those who are no users: only people can have roles');
      return ['group', { ...group, at: new Date() }] as const;
    }),
  keyOf: ({ group }) => group.externalId,
});

/** A user; undefined for a group within the group, a device or an application. A guest is one whose type or sign-in name says so. */
export function memberOf(member: FieldReader): MemberRecord | undefined {
  const type = (member.line('@odata.type') ?? '').toLowerCase();
  const subject = member.line('userPrincipalName');
  if (!subject || (type !== '' && type !== '#microsoft.graph.user')) return undefined;
  return {
    subject,
    externalId: member.guid('id'),
    name: member.line('displayName') ?? subject,
    isGuest: member.line('userType')?.toLowerCase() === 'guest' || /#EXT#@/i.test(subject),
  };
}
