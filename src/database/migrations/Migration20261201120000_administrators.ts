import { Migration } from '@mikro-orm/migrations';

const roles = `('HELPDESK_AGENT', 'ADMIN_AGENT', 'SALES_AGENT', 'MEMBER', 'ADMINISTRATOR')`;
const CHECKED = [
  ['audit_entry', 'actor_role'],
  ['session_revocation', 'role'],
  ['webhook_endpoint', 'reader_role'],
] as const;
const own = `organization_id = (select viewer_organization()) and (subject = (select viewer_subject()) or (select viewer_role()) in ('ADMIN_AGENT', 'ADMINISTRATOR'))`;

/** Customers and the vendor have administrators, and these alone end the sessions of others there. */
export class Migration20261201120000_administrators extends Migration {
  override up(): void {
    for (const [table, column] of CHECKED) {
      this.addSql(`alter table ${table} drop constraint ${table}_${column}_check`);
      this.addSql(`alter table ${table} add constraint ${table}_${column}_check check (${column} in ${roles})`);
    }
    this.addSql(`drop policy session_revocation_see on session_revocation`);
    this.addSql(`create policy session_revocation_see on session_revocation for select using (${own})`);
    this.addSql(`drop policy session_revocation_insert on session_revocation`);
    this.addSql(`create policy session_revocation_insert on session_revocation for insert with check (${own})`);
  }
}
