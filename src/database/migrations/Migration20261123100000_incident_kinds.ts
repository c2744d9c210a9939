import { Migration } from '@mikro-orm/migrations';

/** Planned maintenance, which is an incident of its own kind, and links between incidents. */
export class Migration20261123100000_incident_kinds extends Migration {
  override up(): void {
    this.addSql(
      'create table "incident_link" ("id" uuid not null default uuidv7(), "incident_id" uuid not null, "related_id" uuid not null, primary key ("id"));',
    );
    this.addSql(
      'alter table "incident_link" add constraint "incident_link_incident_id_related_id_unique" unique ("incident_id", "related_id");',
    );
    this.addSql(
      'alter table "service_incident" add "kind" text not null default \'SERVICE_ISSUE\', add "is_cancelled" boolean not null default false, add "planned_end_at" timestamptz(3) null;',
    );
    this.addSql(
      'alter table "service_incident" add constraint "service_incident_kind_check" check ("kind" in (\'SERVICE_ISSUE\', \'PLANNED_MAINTENANCE\'));',
    );
    this.addSql('alter table "incident_link" enable row level security;');
    this.addSql('create policy "incident_link_see" on "incident_link" for select using ((select viewer_organization()) is not null);');
    this.addSql('create policy "incident_link_insert" on "incident_link" for insert with check ((select viewer_kind()) = \'VENDOR\');');
  }
}
