import { Migration } from '@mikro-orm/migrations';

/** Imports keep of how old a file each account is, and the program releases the news of an import that ended before it had. */
export class Migration20261202090000_import_accounts extends Migration {
  override up(): void {
    // In microseconds since 1970. Nobody but the owner, as whom imports run, sees anything of it.
    this.addSql(
      `create table "import_account" ("account" text not null, "key" text not null, "told_at" bigint not null, primary key ("account", "key"))`,
    );
    this.addSql(`alter table "import_account" enable row level security`);
    // An import holds the lock of imports, shared, as long as it runs. Whoever has it alone knows that none does.
    this
      .addSql(`create function import_release(most int) returns int language plpgsql security definer set search_path = public, pg_temp as $$
      declare next uuid; released int := 0;
      begin
        if not pg_try_advisory_xact_lock(7421007) then return 0; end if;
        update import_run set state = 'FAILED', ended_at = clock_timestamp() where state = 'RUNNING';
        -- One after the other, as they have their places in the log in the order in which they are written.
        for next in select id from event where news = 'LATER' order by id limit most for update skip locked loop
          update event set news = 'NOW' where id = next;
          released := released + 1;
        end loop;
        return released;
      end $$`);
  }
}
