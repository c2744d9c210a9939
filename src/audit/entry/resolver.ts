/** Root fields of the audit trail. */
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import { AuditEntry, auditList } from './entity.ts';

export const AuditReads = queries({
  auditEntry: byId(() => AuditEntry, 'An entry of the audit trail by its id.'),
  auditEntries: connectionField(
    auditList,
    'What was done and what was refused, newest first: what your own organization asked for, and what others asked of things while you were a party of them. Not for sales agents.',
  ),
});
