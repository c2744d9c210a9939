/** Every migration, in order. */
import { Migration20261120090000_foundation } from './Migration20261120090000_foundation.ts';
import { Migration20261120090001_tables } from './Migration20261120090001_tables.ts';
import { Migration20261120100000_access } from './Migration20261120100000_access.ts';
import { Migration20261120100001_eventlog } from './Migration20261120100001_eventlog.ts';
import { Migration20261120110000_ticket_listing } from './Migration20261120110000_ticket_listing.ts';
import { Migration20261120120000_listings } from './Migration20261120120000_listings.ts';
import { Migration20261120135032_audit } from './Migration20261120135032_audit.ts';
import { Migration20261120141120_subscription_changes } from './Migration20261120141120_subscription_changes.ts';
import { Migration20261120150000_notices } from './Migration20261120150000_notices.ts';
import { Migration20261120160000_event_policy } from './Migration20261120160000_event_policy.ts';
import { Migration20261120170000_delegations } from './Migration20261120170000_delegations.ts';
import { Migration20261120170001_event_policy } from './Migration20261120170001_event_policy.ts';
import { Migration20261120170000_notices_of_subscriptions } from './Migration20261120170000_notices_of_subscriptions.ts';
import { Migration20261120170100_change_policy } from './Migration20261120170100_change_policy.ts';
import { Migration20261121090000_offering_terms } from './Migration20261121090000_offering_terms.ts';
import { Migration20261121090001_event_policy_offerings } from './Migration20261121090001_event_policy_offerings.ts';
import { Migration20261122100000_ticket_way } from './Migration20261122100000_ticket_way.ts';
import { Migration20261122110000_escalation } from './Migration20261122110000_escalation.ts';
import { Migration20261122180000_effective_spans } from './Migration20261122180000_effective_spans.ts';
import { Migration20261122190000_event_policy_way } from './Migration20261122190000_event_policy_way.ts';
import { Migration20261122195000_note_policy } from './Migration20261122195000_note_policy.ts';
import { Migration20261122200000_event_log } from './Migration20261122200000_event_log.ts';
import { Migration20261123100000_incident_kinds } from './Migration20261123100000_incident_kinds.ts';
import { Migration20261124100000_webhooks } from './Migration20261124100000_webhooks.ts';
import { Migration20261124100001_event_visible } from './Migration20261124100001_event_visible.ts';
import { Migration20261125090000_event_sequence } from './Migration20261125090000_event_sequence.ts';
import { Migration20261125093000_event_retain } from './Migration20261125093000_event_retain.ts';
import { Migration20261125100000_session_revocations } from './Migration20261125100000_session_revocations.ts';
import { Migration20261125110000_webhook_rest } from './Migration20261125110000_webhook_rest.ts';
import { Migration20261201100000_event_versions } from './Migration20261201100000_event_versions.ts';
import { Migration20261201110000_log_identity } from './Migration20261201110000_log_identity.ts';
import { Migration20261201120000_administrators } from './Migration20261201120000_administrators.ts';
import { Migration20261201120001_viewer_organizations } from './Migration20261201120001_viewer_organizations.ts';
import { Migration20261201130000_natural_keys } from './Migration20261201130000_natural_keys.ts';
import { Migration20261201140000_imports } from './Migration20261201140000_imports.ts';
import { Migration20261201160000_metric_rows } from './Migration20261201160000_metric_rows.ts';
import { Migration20261201170000_event_versions_seen } from './Migration20261201170000_event_versions_seen.ts';
import { Migration20261202090000_import_accounts } from './Migration20261202090000_import_accounts.ts';
import { Migration20261202090001_webhook_too_large } from './Migration20261202090001_webhook_too_large.ts';
import { Migration20261202100000_ticket_numbers } from './Migration20261202100000_ticket_numbers.ts';

export const migrations = [
  Migration20261120090000_foundation,
  Migration20261120090001_tables,
  Migration20261120100000_access,
  Migration20261120100001_eventlog,
  Migration20261120110000_ticket_listing,
  Migration20261120120000_listings,
  Migration20261120135032_audit,
  Migration20261120141120_subscription_changes,
  Migration20261120150000_notices,
  Migration20261120160000_event_policy,
  Migration20261120170000_delegations,
  Migration20261120170001_event_policy,
  Migration20261120170000_notices_of_subscriptions,
  Migration20261120170100_change_policy,
  Migration20261121090000_offering_terms,
  Migration20261121090001_event_policy_offerings,
  Migration20261122100000_ticket_way,
  Migration20261122110000_escalation,
  Migration20261122180000_effective_spans,
  Migration20261122190000_event_policy_way,
  Migration20261122195000_note_policy,
  Migration20261122200000_event_log,
  Migration20261123100000_incident_kinds,
  Migration20261124100000_webhooks,
  Migration20261124100001_event_visible,
  Migration20261125090000_event_sequence,
  Migration20261125093000_event_retain,
  Migration20261125100000_session_revocations,
  Migration20261125110000_webhook_rest,
  Migration20261201100000_event_versions,
  Migration20261201110000_log_identity,
  Migration20261201120000_administrators,
  Migration20261201120001_viewer_organizations,
  Migration20261201130000_natural_keys,
  Migration20261201140000_imports,
  Migration20261201160000_metric_rows,
  Migration20261201170000_event_versions_seen,
  Migration20261202090000_import_accounts,
  Migration20261202090001_webhook_too_large,
  Migration20261202100000_ticket_numbers,
].map((cls) => ({ name: cls.name, class: cls }));
