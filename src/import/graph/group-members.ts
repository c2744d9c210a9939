/** Members of a group, as Microsoft Graph lists them apart from it (`groups/{id}/members`). Which group it is, the name of the file or its folder says. */
import type { MemberRecord } from '../../ingest/records/index.ts';
import { memberOf } from './groups.ts';
import { graph } from '../detect/export-format.ts';
import { Skipped, importStep, type WriteCommand } from '../steps/step.ts';

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** The ids in the name of a file and its folders, one of which is that of the group. */
export const groupsNamed = (file: string): string[] => [...file.matchAll(GUID)].map(([id]) => id.toLowerCase());

/** Whoever is in a group. Nobody is taken out of it: a list can have further pages. */
export const groupMembers = importStep<MemberRecord>({
  shape: graph(
    'members of groups',
    { types: ['user', 'group', 'device', 'servicePrincipal', 'orgContact'], collection: /^(directoryobjects|groups.*\/members)$/ },
    () => false,
  ),
  kinds: ['group'],
  read(record) {
    const member = memberOf(record);
    if (!member) throw new Skipped('is no user: only people can have roles');
    return member;
  },
  async settle(drafts, { known, report }) {
    const groups = await known.groups(drafts.flatMap(({ place }) => groupsNamed(place.file)));
    const members = new Map<string, { partnerTenantId: string; members: MemberRecord[] }>();
    for (const { said, place } of drafts) {
      const id = groupsNamed(place.file).findLast((each) => groups.has(each));
      if (!id) report.leave(place, 'does not tell of which group: name the file or its folder by the id of a group that is known');
      else {
        const group = members.get(id) ?? { partnerTenantId: groups.get(id)!, members: [] };
        group.members.push(said);
        members.set(id, group);
      }
    }
    return [...members].map(([externalId, group]): WriteCommand => [
      'group',
      { externalId, name: undefined, isWhole: false, at: new Date(), ...group },
    ]);
  },
});
