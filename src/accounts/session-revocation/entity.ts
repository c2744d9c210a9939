/** Revocations of sessions: from when on the tokens that a person has are good no more, though they have not expired. */
import { defineEntity, p } from '@mikro-orm/core';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { REVOCATION_TYPE } from '../../kernel/access/session-revocations.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { ViewerRole } from '../../kernel/access/viewer.ts';
import { sessionPolicy } from './policy.ts';

const schema = defineEntity({
  name: REVOCATION_TYPE,
  tableName: 'session_revocation',
  policies: sessionPolicy.rows,
  indexes: [{ properties: ['organizationId', 'createdAt', 'id'] }],
  properties: {
    id: idColumn(),
    organizationId: p.uuid(),
    subject: field(p.text(), 'Whose sessions, as your identity provider says (the `sub` of the token).'),
    role: field(
      p.enum(Object.values(ViewerRole)).nullable(),
      'In which role alone; null where the sessions in every role were revoked.',
      () => ViewerRole,
    ),
    reason: field(p.text().nullable(), 'Why, in the words of who revoked them.'),
    revokedBy: field(p.text(), 'The name of who revoked them.'),
    createdAt: field(timestampColumn(), 'When. Tokens issued until then are refused; who gets a new one may go on.'),
  },
});

/** An end of all the sessions that a person had. */
export class SessionRevocation extends schema.class {}

export const revocationList = defineList('SessionRevocation', () => SessionRevocation, {
  order: {
    CREATED_AT: { property: 'createdAt', column: 'created_at', type: 'instant', direction: 'DESC', description: 'When they were revoked.' },
  },
});

publishType(SessionRevocation, schema, {
  description: 'That the sessions of a person in your organization were revoked. It stays, as the record of it.',
});
