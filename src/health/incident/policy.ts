/** Who may see service health: every viewer. Who may report on it: the vendor. */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

const everyone = `${viewerSql.organization} is not null`;
const vendor = `${viewerSql.kind} = 'VENDOR'`;
const byVendor = permission(roles('VENDOR'));

export const incidentPolicy = policy('service_incident', {
  see: everyone,
  insert: vendor,
  update: vendor,
  permissions: {
    report: byVendor,
    post: byVendor,
    change: byVendor,
    link: byVendor,
    resolve: byVendor,
    publishReview: byVendor,
    announce: byVendor,
    move: byVendor,
    cancel: byVendor,
    finish: byVendor,
  },
});

export const linkPolicy = policy('incident_link', { see: everyone, insert: vendor });

export const postPolicy = policy('incident_post', { see: everyone, insert: vendor });
