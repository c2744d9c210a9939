/** Who may read about imports: the vendor about all, a partner about those of its own exports, but for its sales agents. */
import { me, policy } from '../../kernel/access/policy.ts';

export const importPolicy = policy('import_run', {
  see: `${me.kind} = 'VENDOR' or (${me.kind} = 'PARTNER' and ${me.role} <> 'SALES_AGENT' and ${me.organization} = any (organization_ids))`,
});
