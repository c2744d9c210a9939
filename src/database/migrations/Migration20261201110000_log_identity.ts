import { Migration } from '@mikro-orm/migrations';
import { LOCK } from '../../kernel/write/advisory-locks.ts';

/**
 * The log knows itself. Each position is given with a stamp, drawn at random once for all that are given together: where a log is restored,
 * fails over or is copied, the same position is given again with another stamp. The log also knows where it lives, and says so in itself
 * when it finds itself elsewhere.
 */
export class Migration20261201110000_log_identity extends Migration {
  override up(): void {
    this.stamps();
    this.reading();
    this.home();
  }

  private stamps(): void {
    // 40 bits: as many as a cursor has room for.
    this.addSql(`create function event_new_stamp() returns bigint language sql volatile as $$
      select hashtextextended(gen_random_uuid()::text, 0) & ((1::bigint << 40) - 1) $$`);
    this.addSql(`alter table event_head add column stamp bigint not null default 0, add column floor_stamp bigint not null default 0,
      add column log_id uuid not null default gen_random_uuid(), add column home text, add column folder text`);
    // What stands there already gets one stamp for all: if it is restored from before this, it gets another.
    this.addSql(`do $$ declare fresh bigint := event_new_stamp(); begin
      execute format('alter table event_log add column stamp bigint not null default %s', fresh);
      alter table event_log alter column stamp drop default;
      update event_head set stamp = fresh, floor_stamp = fresh;
    end $$`);
    this
      .addSql(`create or replace function event_sequence() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
      declare head bigint; top bigint; size bigint; fresh bigint; given bigint;
      begin
        if not exists (select from event_pending) then return (select h.position from event_head h); end if;
        perform pg_advisory_xact_lock(${LOCK.EVENT_SEQUENCE});
        if not exists (select from event_pending) then return (select h.position from event_head h); end if;
        select h.position, h.ceiling, h.partition_rows into head, top, size from event_head h for update;
        given := event_new_stamp();
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
            select head + row_number() over (order by commit_order), clock_timestamp(), event_id, kind, at, stream_type, stream_id, subject_type, subject_id, given
            from taken;
          get diagnostics fresh = row_count;
          head := head + fresh;
          exit when head < top or not exists (select from event_pending);
        end loop;
        update event_head h set position = head, ceiling = top, stamp = given;
        return head;
      end $$`);
    // The stamp of the last position that is dropped stays, for those who stand there.
    this.addSql(`create or replace function event_retain(moment timestamptz, keep interval, most bigint)
      returns bigint language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '50ms' as $$
      declare gone bigint; mark bigint; starts bigint[]; newest timestamptz; total bigint;
      begin
        select h.floor, h.floor_stamp into gone, mark from event_head h for update;
        loop
          select array_agg(start order by start), sum(size) into starts, total from (
            select substring(relname from '[0-9]+$')::bigint as start, pg_total_relation_size(oid) as size
            from pg_inherits join pg_class on oid = inhrelid where inhparent = 'event_log'::regclass) p;
          exit when coalesce(array_length(starts, 1), 0) < 2;
          execute format('select max(logged_at) from event_log_%s', starts[1]) into newest;
          exit when newest >= moment - keep and total <= most;
          execute format('select stamp from event_log_%s order by position desc limit 1', starts[1]) into mark;
          execute format('drop table event_log_%s', starts[1]);
          gone := starts[2] - 1;
        end loop;
        update event_head set floor = gone, floor_stamp = mark where floor <> gone;
        return gone;
      exception when lock_not_available then
        -- Another time: it is tried again every minute.
        return (select h.floor from event_head h);
      end $$`);
  }

  private reading(): void {
    this.addSql('drop function event_since(bigint, int)');
    this.addSql(`create function event_since(after bigint, most int)
      returns table (id uuid, "position" bigint, kind text, at timestamptz, stream_type text, stream_id uuid, subject_type text, subject_id uuid, stamp bigint)
      language sql stable security definer set search_path = public, pg_temp as $$
        select event_id, l.position, kind, at, stream_type, stream_id, subject_type, subject_id, l.stamp from event_log l
        where l.position > after order by l.position limit most $$`);
    this.addSql(`create function event_place() returns table ("position" bigint, stamp bigint)
      language plpgsql security definer set search_path = public, pg_temp as $$ begin
        perform event_sequence();
        return query select h.position, h.stamp from event_head h;
      end $$`);
    this.addSql(`create function event_stamp(of_position bigint) returns bigint
      language sql stable security definer set search_path = public, pg_temp as $$
        select case of_position when h.position then h.stamp when h.floor then h.floor_stamp
          else (select l.stamp from event_log l where l.position = of_position) end from event_head h $$`);
  }

  private home(): void {
    // The cluster, the database and the table in it tell a copy; the timeline tells a standby that was promoted, and a recovery.
    this
      .addSql(`create function event_home() returns text language plpgsql stable security definer set search_path = public, pg_temp as $$ begin
        return format('%s %s %s %s', (select system_identifier from pg_control_system()),
          (select oid from pg_database where datname = current_database()), 'event_head'::regclass::oid,
          left(pg_walfile_name(pg_current_wal_lsn()), 8));
      exception when others then
        return null; -- a server that does not say
      end $$`);
    this.addSql(`create function event_note_divergence() returns void language sql security definer set search_path = public, pg_temp as $$
        insert into event_pending (kind, at, stream_type, stream_id, subject_type, subject_id)
          select 'log.diverged', clock_timestamp(), 'Log', log_id, 'Log', log_id from event_head;
        notify tierline_event $$`);
    // A log that finds itself elsewhere notes it, once; a copy of it is another log from then on.
    this
      .addSql(`create function event_arrive(in_folder text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
      declare here text := event_home(); was event_head; is_copy boolean; is_moved boolean;
      begin
        select * into was from event_head;
        if (here is null or was.home = here) and (in_folder is null or was.folder = in_folder) then return false; end if;
        select * into was from event_head for update;
        if (here is null or was.home = here) and (in_folder is null or was.folder = in_folder) then return false; end if;
        -- The first time, too: databases that were made as copies of one that nobody has served yet are as many logs.
        is_copy := was.home is null or coalesce(regexp_replace(was.home, ' \\S+$', '') <> regexp_replace(here, ' \\S+$', ''), false);
        is_moved := coalesce(was.home <> here, false) or coalesce(was.folder <> in_folder, false);
        update event_head set home = coalesce(here, home), folder = coalesce(in_folder, folder),
          log_id = case when is_copy then gen_random_uuid() else log_id end;
        if is_moved then perform event_note_divergence(); end if;
        return is_moved;
      end $$`);
    // Which log it is, and which server has it now: of a copy of its files that runs beside it, the second differs.
    this.addSql(`create function event_identity() returns table (id uuid, server text)
      language plpgsql security definer set search_path = public, pg_temp as $$ begin
        perform event_arrive(null);
        return query select h.log_id, extract(epoch from pg_postmaster_start_time())::text from event_head h;
      end $$`);
    // A reader stood where the log has something else. Of several readers the first one notes it: what they have in common with the log
    // lies before the note.
    this
      .addSql(`create function event_diverged(positions bigint[], stamps bigint[]) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
      declare common bigint;
      begin
        perform 1 from event_head for update;
        select max(l.position) into common from unnest(positions, stamps) u(position, stamp)
          join event_log l on l.position = u.position and l.stamp = u.stamp;
        if exists (select from event_pending where stream_type = 'Log')
          or exists (select from event_log l where l.position > common and l.stream_type = 'Log') then return false; end if;
        perform event_note_divergence();
        return true;
      end $$`);
    // Nobody asks these from outside.
    this.addSql('revoke execute on function event_new_stamp(), event_home(), event_note_divergence() from public');
  }
}
