import { Migration } from '@mikro-orm/migrations';
import { LOCK } from '../../kernel/write/advisory-locks.ts';

/**
 * Very many processes ask for positions at every commit, and one of them gives them. The others waited for the lock of a row, which is a
 * write, and wrote the head once more: each of them a commit to the disk. Now they wait for a lock that is none, and find it done.
 */
export class Migration20261125090000_event_sequence extends Migration {
  override up(): void {
    this
      .addSql(`create or replace function event_sequence() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
      declare head bigint; top bigint; size bigint; fresh bigint;
      begin
        if not exists (select from event_pending) then return (select h.position from event_head h); end if;
        perform pg_advisory_xact_lock(${LOCK.EVENT_SEQUENCE});
        if not exists (select from event_pending) then return (select h.position from event_head h); end if;
        select h.position, h.ceiling, h.partition_rows into head, top, size from event_head h for update;
        loop
          if head = top then
            -- Attached rather than created in place: nobody who reads has to wait.
            execute format('create table event_log_%s (like event_log including all)', top + 1);
            execute format('alter table event_log attach partition event_log_%s for values from (%s) to (%s)', top + 1, top + 1, top + size + 1);
            top := top + size;
          end if;
          with taken as (
            delete from event_pending where commit_order in (select p.commit_order from event_pending p order by p.commit_order limit top - head)
            returning *)
          insert into event_log
            select head + row_number() over (order by commit_order), clock_timestamp(), event_id, kind, at, stream_type, stream_id, subject_type, subject_id
            from taken;
          get diagnostics fresh = row_count;
          head := head + fresh;
          exit when head < top or not exists (select from event_pending);
        end loop;
        update event_head h set position = head, ceiling = top;
        return head;
      end $$`);
  }
}
