import { Migration } from '@mikro-orm/migrations';

/**
 * What filters look at of an event is told to whoever sees the event. The function passed the policies by, and told everybody of any event, though
 * whoever matches filters asks for no more than that.
 */
export class Migration20261201170000_event_versions_seen extends Migration {
  override up(): void {
    this.addSql(`create or replace function event_versions(event uuid) returns table (version jsonb)
      language sql stable security invoker as $$
        select v.version from event e, unnest(array[e.row_before, coalesce(e.row_after, '{}')]) v(version) where e.id = event and v.version is not null $$`);
  }
}
