import { Migration } from '@mikro-orm/migrations';
import { eventSee, eventVisible, SUBJECTS } from './Migration20261124100001_event_visible.ts';

const own = `organization_id = (select viewer_organization()) and (subject = (select viewer_subject()) or (select viewer_kind()) <> 'PARTNER' or (select viewer_role()) = 'ADMIN_AGENT')`;
const known = Object.entries(SUBJECTS);
const at = known.findIndex(([name]) => name === 'SubscriptionChange');
const subjects = Object.fromEntries(known.toSpliced(at, 0, ['SessionRevocation', 'session_revocation']));

/** Sessions can be revoked before their tokens end, and webhooks that were written in one end with it. */
export class Migration20261125100000_session_revocations extends Migration {
  override up(): void {
    this.addSql(
      `create table session_revocation (id uuid not null default uuidv7(), organization_id uuid not null, subject text not null, role text null, reason text null, revoked_by text not null, created_at timestamptz(3) not null, primary key (id))`,
    );
    this.addSql(
      `create index session_revocation_organization_id_created_at_id_index on session_revocation (organization_id, created_at, id)`,
    );
    this.addSql(
      `alter table session_revocation add constraint session_revocation_role_check check (role in ('HELPDESK_AGENT', 'ADMIN_AGENT', 'SALES_AGENT', 'MEMBER'))`,
    );
    this.addSql(`alter table session_revocation enable row level security`);
    this.addSql(`create policy session_revocation_see on session_revocation for select using (${own})`);
    this.addSql(`create policy session_revocation_insert on session_revocation for insert with check (${own})`);

    // Whose tokens are refused, whichever organization they belong to: every process asks it for all. Why they are it does not tell.
    this.addSql(`create function session_revocations() returns table (organization uuid, subject text, "role" text, until timestamptz)
      language sql stable security definer set search_path = public, pg_temp as $$
        select r.organization_id, r.subject, r.role, max(r.created_at) from session_revocation r group by 1, 2, 3 $$`);

    this.addSql(eventVisible(subjects));
    this.addSql('drop policy "event_see" on "event"');
    this.addSql(eventSee(subjects));

    this.addSql(`alter table webhook_endpoint add reader_issued_at timestamptz(3) null`);
    this.addSql(`alter table webhook_endpoint drop constraint webhook_endpoint_disabled_reason_check`);
    this.addSql(
      `alter table webhook_endpoint add constraint webhook_endpoint_disabled_reason_check check (disabled_reason in ('BY_HAND', 'FAILING', 'GONE', 'REVOKED', 'NOT_UNDERSTOOD'))`,
    );
  }
}
