/** Root fields of the audit trail. */
import { many, one, reads } from '../../kernel/schema/query-fields.ts';
import { AuditEntry, auditList } from './entity.ts';

export const AuditReads = reads({
  auditEntry: one(() => AuditEntry, 'An entry of the audit trail by its id.'),
  auditEntries: many(
    auditList,
    'What was done and what was refused, newest first: what your own organization asked for, and what others asked of things while you were a party of them. Not for sales agents.',
  ),
});
