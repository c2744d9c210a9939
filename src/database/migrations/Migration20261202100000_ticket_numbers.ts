import { Migration } from '@mikro-orm/migrations';

/** Numbers of tickets are drawn in an order that only the database knows: two of them do not say how many others there are between them. */
export class Migration20261202100000_ticket_numbers extends Migration {
  override up(): void {
    // One row; nobody but the owner sees it.
    this.addSql('create table ticket_number_key (key bytea not null)');
    this.addSql('alter table ticket_number_key enable row level security');
    this.addSql('insert into ticket_number_key select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))');
    // A Feistel network of four rounds over 20 bits: each number of a block of 2^20 once. What was numbered otherwise before is passed over.
    this.addSql(`create function ticket_number() returns int language plpgsql security definer set search_path = public, pg_temp as $$
      <<drawing>>
      declare
        secret bytea := (select key from ticket_number_key);
        drawn bigint; high int; low int; mixed int; number int; hash bytea;
      begin
        loop
          drawn := nextval('ticket_number');
          high := (drawn >> 10) & 1023;
          low := drawn & 1023;
          for round in 1..4 loop
            hash := sha256(secret || int8send(drawn >> 20) || int4send(round) || int4send(low));
            mixed := high # (((get_byte(hash, 0) << 8) | get_byte(hash, 1)) & 1023);
            high := low;
            low := mixed;
          end loop;
          number := 1000000 + ((drawn >> 20) << 20) + (high << 10) + low;
          exit when not exists (select from ticket t where t.number = drawing.number);
        end loop;
        return number;
      end $$`);
    this.addSql('alter table ticket alter column number set default ticket_number()');
  }
}
