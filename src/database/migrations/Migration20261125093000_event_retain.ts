import { Migration } from '@mikro-orm/migrations';

/**
 * What is no longer kept is dropped when nobody is in the way. Dropping a partition waits for everybody who reads the log, such as a
 * backup; whoever reads after that waits behind it, and so does the giving of positions: all updates stood still as long as the backup ran.
 */
export class Migration20261125093000_event_retain extends Migration {
  override up(): void {
    this.addSql(`create or replace function event_retain(moment timestamptz, keep interval, most bigint)
      returns bigint language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '50ms' as $$
      declare gone bigint; starts bigint[]; newest timestamptz; total bigint;
      begin
        select h.floor into gone from event_head h for update;
        loop
          select array_agg(start order by start), sum(size) into starts, total from (
            select substring(relname from '[0-9]+$')::bigint as start, pg_total_relation_size(oid) as size
            from pg_inherits join pg_class on oid = inhrelid where inhparent = 'event_log'::regclass) p;
          exit when coalesce(array_length(starts, 1), 0) < 2;
          execute format('select max(logged_at) from event_log_%s', starts[1]) into newest;
          exit when newest >= moment - keep and total <= most;
          execute format('drop table event_log_%s', starts[1]);
          gone := starts[2] - 1;
        end loop;
        update event_head set floor = gone where floor <> gone;
        return gone;
      exception when lock_not_available then
        -- Another time: it is tried again every minute.
        return (select h.floor from event_head h);
      end $$`);
  }
}
