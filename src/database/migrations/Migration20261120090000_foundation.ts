import { Migration } from '@mikro-orm/migrations';

/** What the tables and their policies stand on: who asks, ids and numbers. */
export class Migration20261120090000_foundation extends Migration {
  override up(): void {
    // The viewer is one session variable, so that setting it replaces all of the viewer before.
    this.addSql(`create function viewer_part(part text) returns text language sql stable parallel safe
      return nullif(current_setting('tierline.viewer', true), '')::jsonb ->> part`);
    this.addSql(
      `create function viewer_organization() returns uuid language sql stable parallel safe return viewer_part('organization')::uuid`,
    );
    for (const part of ['kind', 'role', 'subject']) {
      this.addSql(`create function viewer_${part}() returns text language sql stable parallel safe return viewer_part('${part}')`);
    }
    this.addSql('create sequence ticket_number start 1001');
    // One row once the making of the sample world has begun; "made_at" is null until it is whole.
    this.addSql('create table sample_world (single boolean primary key default true check (single), made_at timestamptz)');
    // PostgreSQL 18 has uuidv7(); before that, the same layout (RFC 9562) is made here.
    this.addSql(`do $do$ begin
      if to_regproc('uuidv7') is null then
        create function uuidv7() returns uuid language sql volatile parallel safe as $$
          select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
            placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid $$;
      end if;
    end $do$`);
  }
}
