/** Who may read about imports: the vendor about all, a partner about those of its own exports, but for its sales agents. */
import { viewerSql, policy } from '../../kernel/access/policy.ts';

export const importPolicy = policy('import_run', {
  see: `${viewerSql.kind} = 'VENDOR' or (${viewerSql.kind} = 'PARTNER' and ${viewerSql.role} <> 'SALES_AGENT' and ${viewerSql.organization} = any (organization_ids))`,
});
