/** Access assignments of delegations (GDAP), as Microsoft Graph lists them. */
import type { AssignmentRecord } from '../../ingest/records/index.ts';
import { delegations } from './delegations.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import { graph } from '../detect/export-format.ts';
import { importStep, type WriteCommand } from '../steps/step.ts';
import { assignmentStatus } from '../values/enum-mappings.ts';

/** Two GUIDs: the id of a delegation. */
const DELEGATION = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

function assignmentOf(record: FieldReader): Omit<AssignmentRecord, 'delegationExternalId'> {
  const createdAt = record.need('createdDateTime', record.instant('createdDateTime'));
  const container = record.need('accessContainer', record.inside('accessContainer'));
  return {
    externalId: record.need('id', record.guid('id')),
    groupExternalId: container.need('accessContainerId', container.guid('accessContainerId')),
    status: record.need('status', record.term('status', assignmentStatus)),
    roleIds: (record.inside('accessDetails')?.list('unifiedRoles') ?? []).map((role) =>
      role.need('roleDefinitionId', role.guid('roleDefinitionId')),
    ),
    createdAt,
    toldAt: record.instant('lastModifiedDateTime') ?? createdAt,
  };
}

/** Assignments. Microsoft Graph does not say in them of which delegation they are: the address of the list does, or the name of the file or folder. */
export const assignments = importStep<Omit<AssignmentRecord, 'delegationExternalId'> & { delegation: string | undefined }>({
  shape: graph('access assignments (GDAP)', { types: ['delegatedAdminAccessAssignment'], collection: /(^|\/)accessassignments$/ }, (clue) =>
    clue.has('accessContainer', 'accessDetails'),
  ),
  kinds: ['assignment'],
  read(record, { envelope }) {
    const address = [envelope.value['@odata.context'], record.raw('@odata.context'), record.raw('@odata.id')].join(' ');
    return { ...assignmentOf(record), delegation: DELEGATION.exec(address)?.[0].toLowerCase() };
  },
  async settle(drafts, { known, report }) {
    const placed = drafts.map(({ said: { delegation, ...assignment }, place }) => ({
      place,
      assignment,
      delegationExternalId: delegation ?? DELEGATION.exec(place.file)?.[0].toLowerCase(),
    }));
    const there = await known.delegations(placed.map(({ delegationExternalId }) => delegationExternalId));
    return placed.flatMap(({ place, assignment, delegationExternalId }): WriteCommand[] => {
      if (delegationExternalId && there.has(delegationExternalId)) return [['assignment', { ...assignment, delegationExternalId }]];
      report.leave(
        place,
        delegationExternalId
          ? `belongs to the delegation ${delegationExternalId}, which is in no export that was read`
          : 'does not tell of which delegation it is: name the file or its folder by the id of the delegation',
      );
      return [];
    });
  },
  keyOf: ({ externalId }) => externalId,
  changedAt: ({ toldAt }) => toldAt.getTime(),
});

/** The assignments within delegations, where these were exported with `$expand=accessAssignments`. */
export const expandedAssignments = importStep<AssignmentRecord[]>({
  shape: delegations.shape,
  kinds: ['assignment'],
  read(record) {
    if (!record.has('accessAssignments')) return [];
    const delegationExternalId = record.need('id', record.line('id')).toLowerCase();
    return record.list('accessAssignments').map((each) => ({ ...assignmentOf(each), delegationExternalId }));
  },
  settle: (drafts) => drafts.flatMap(({ said }) => said.map((assignment): WriteCommand => ['assignment', assignment])),
});
