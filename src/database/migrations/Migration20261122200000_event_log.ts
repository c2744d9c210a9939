import { Migration } from '@mikro-orm/migrations';

/**
 * The event log becomes a table of its own beside the history: it is dropped piece by piece when it has served, and the
 * history stays. Where access ends, the log says so too.
 */
export class Migration20261122200000_event_log extends Migration {
  override up(): void {
    this.addSql('drop trigger event_commits on event');
    this.addSql('drop function event_since(bigint, int)');

    const columns = `event_id uuid, kind text not null, at timestamptz(3) not null, stream_type text not null, stream_id uuid not null,
      subject_type text not null, subject_id uuid not null`;
    // What was committed and has no position yet: written by a trigger as late as can be, taken away when it gets one.
    this.addSql(`create table event_pending (commit_order bigint primary key default nextval('event_commit_order'), ${columns})
      with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000)`);
    this.addSql(
      `create table event_log ("position" bigint primary key, logged_at timestamptz(3) not null, ${columns}) partition by range (position)`,
    );
    // Whose access ended behind a position is asked by everybody who comes back.
    this.addSql(`create index event_log_ended on event_log (stream_id, position) where stream_type = 'Access'`);
    // From "floor" on (exclusive) the log is there; up to "ceiling" there is a partition for it.
    this.addSql(`alter table event_head add column floor bigint not null default 0, add column ceiling bigint not null default 0,
      add column partition_rows bigint not null default 100000`);

    this
      .addSql(`create or replace function event_commits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      insert into event_pending (event_id, kind, at, stream_type, stream_id, subject_type, subject_id)
        values (new.id, new.kind, new.at, new.stream_type, new.stream_id, new.subject_type, new.subject_id);
      return null;
    end $$`);
    this.addSql(`create constraint trigger event_commits after insert on event deferrable initially deferred
      for each row execute function event_commits()`);

    // A position is given after the commit, to what is visible then: a transaction that began earlier and commits later
    // comes later, and nothing that a reader has passed can appear behind it. The lock on the head makes it one at a time;
    // the move is a statement of its own, so that it sees what was committed while it waited for the lock.
    this
      .addSql(`create or replace function event_sequence() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
      declare head bigint; top bigint; size bigint; fresh bigint;
      begin
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

    // What a reader of the log gets of an event that it may not see: that something happened to some id.
    this.addSql(`create function event_since(after bigint, most int)
      returns table (id uuid, "position" bigint, kind text, at timestamptz, stream_type text, stream_id uuid, subject_type text, subject_id uuid)
      language sql stable security definer set search_path = public, pg_temp as $$
        select event_id, l.position, kind, at, stream_type, stream_id, subject_type, subject_id from event_log l
        where l.position > after order by l.position limit most $$`);

    this.addSql(`create function event_access_ends() returns table (organization uuid, "type" text, "position" bigint)
      language sql stable security definer set search_path = public, pg_temp as $$
        select stream_id, subject_type, max(l.position) from event_log l where stream_type = 'Access' group by 1, 2 $$`);

    // Drops what is too old or too much, whole partitions at a time, and never the one that is written to.
    this.addSql(`create function event_retain(moment timestamptz, keep interval, most bigint)
      returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
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
      end $$`);

    // Whoever loses access is told by the log as well, at the end of the transaction and only if it is lost for good:
    // the triggers that keep access often remove a row and put it back.
    for (const { table, subject, column } of ENDS) {
      this
        .addSql(`create function ${table}_ends() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
        if not exists (select from ${table} a where a.organization_id = old.organization_id and a.${column} = old.${column}) then
          insert into event_pending (kind, at, stream_type, stream_id, subject_type, subject_id)
            values ('access.ended', clock_timestamp(), 'Access', old.organization_id, '${subject}', old.${column});
          notify tierline_event;
        end if;
        return null;
      end $$`);
      this.addSql(`create constraint trigger ${table}_ends after delete on ${table} deferrable initially deferred
        for each row execute function ${table}_ends()`);
    }

    // What the log held so far goes on under the positions it has.
    this.addSql(`do $$ declare head bigint; begin
      select position into head from event_head;
      if head > 0 then
        execute format('create table event_log_1 partition of event_log for values from (1) to (%s)', head + 1);
        insert into event_log select position, at, id, kind, at, stream_type, stream_id, subject_type, subject_id from event where position is not null;
        update event_head set ceiling = head;
      end if;
    end $$`);
    this.addSql(`insert into event_pending (commit_order, event_id, kind, at, stream_type, stream_id, subject_type, subject_id)
      select commit_order, id, kind, at, stream_type, stream_id, subject_type, subject_id from event where position is null`);
    this.addSql('drop index event_unsequenced');
    this.addSql('alter table event drop constraint event_position_unique, drop column position, drop column commit_order');
  }
}

/** Access, whose end the log tells of: the table, and what one loses sight of with a row of it. */
const ENDS = [
  { table: 'ticket_access', subject: 'Ticket', column: 'ticket_id' },
  { table: 'account_access', subject: 'Account', column: 'account_id' },
] as const;
