import { Migration } from '@mikro-orm/migrations';

/** What a customer writes is for its partners: the vendor does not read it (rule R18). */
export class Migration20261122195000_note_policy extends Migration {
  override up(): void {
    this.addSql('drop policy "note_see" on "note";');
    this.addSql(
      `create policy "note_see" on "note" for select using ((author_organization = (select viewer_organization()) or audience = 'CUSTOMER' or (audience = 'PARTNERS' and (select viewer_kind()) = 'PARTNER')) and (select true from ticket t where t.id = note.ticket_id and ((select viewer_kind()) <> 'VENDOR' or t.customer_id <> note.author_organization)));`,
    );
  }
}
