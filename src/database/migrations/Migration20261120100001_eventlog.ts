import { Migration } from '@mikro-orm/migrations';

/** The event log: positions in commit order, and what its readers may ask. */
export class Migration20261120100001_eventlog extends Migration {
  override up(): void {
    this.addSql(
      'create table event_head (single boolean primary key default true check (single), position bigint not null, key bytea not null)',
    );
    this.addSql(
      `insert into event_head (position, key) values (0, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'))`,
    );

    // Drawn as late as can be: whatever a transaction has seen was committed before, and so has drawn before. Neither the
    // time nor the id of a transaction tells that: one that waits for another has both before it.
    this.addSql('create sequence event_commit_order');
    this
      .addSql(`create function event_commits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      update event set commit_order = nextval('event_commit_order') where id = new.id;
      return null;
    end $$`);
    this.addSql(`create constraint trigger event_commits after insert on event deferrable initially deferred
      for each row execute function event_commits()`);

    // A position is given after the commit, to what is visible then: a transaction that began earlier and commits later
    // comes later, and nothing that a reader has passed can appear behind it. The lock on the head makes it one at a time;
    // the update is a statement of its own, so that it sees what was committed while it waited for the lock.
    this.addSql(`create function event_sequence() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
      declare head bigint; fresh bigint;
      begin
        if not exists (select from event where position is null) then return (select position from event_head); end if;
        select position into head from event_head for update;
        update event e set position = head + n.ordinal
          from (select id, row_number() over (order by commit_order) as ordinal from event where position is null) n where e.id = n.id;
        get diagnostics fresh = row_count;
        update event_head set position = head + fresh;
        return head + fresh;
      end $$`);

    // What a reader of the log gets of an event that it may not see: that something happened to some id.
    this.addSql(`create function event_since(after bigint, most int)
      returns table (id uuid, "position" bigint, kind text, at timestamptz, stream_type text, stream_id uuid, subject_type text, subject_id uuid)
      language sql stable security definer set search_path = public, pg_temp as $$
        select id, position, kind, at, stream_type, stream_id, subject_type, subject_id from event
        where position > after order by position limit most $$`);

    // A wake-up, never the payload: NOTIFY carries at most 8,000 bytes.
    this.addSql(`create function event_notify() returns trigger language plpgsql as $$ begin notify tierline_event; return null; end $$`);
    this.addSql('create trigger event_notify after insert on event for each statement execute function event_notify()');
  }
}
