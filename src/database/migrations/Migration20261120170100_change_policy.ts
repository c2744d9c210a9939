import { Migration } from '@mikro-orm/migrations';

/** A customer asks whoever sells to it to buy or cancel, and only the partner that was asked writes the answer. */
export class Migration20261120170100_change_policy extends Migration {
  override up(): void {
    this.addSql('drop policy "subscription_change_insert" on "subscription_change";');
    this.addSql('drop policy "subscription_change_update" on "subscription_change";');
    this.addSql(
      'create policy "subscription_change_insert" on "subscription_change" for insert with check ((select viewer_kind()) = \'CUSTOMER\' and customer_id = (select viewer_organization()) and state = \'REQUESTED\' and case when subscription_id is null then (select true from customer_partner c where c.customer_id = subscription_change.customer_id and c.partner_id = subscription_change.partner_id limit 1) else (select coalesce(s.partner_of_record_id = subscription_change.partner_id, (select true from customer_partner c where c.customer_id = subscription_change.customer_id and c.partner_id = subscription_change.partner_id limit 1)) as answers from customer_subscription s where s.id = subscription_change.subscription_id and s.customer_id = subscription_change.customer_id limit 1) end);',
    );
    this.addSql(
      'create policy "subscription_change_update" on "subscription_change" for update using ((select viewer_kind()) = \'PARTNER\' and (partner_id = (select viewer_organization()) or provider_id = (select viewer_organization()))) with check ((select viewer_kind()) = \'PARTNER\' and partner_id = (select viewer_organization()));',
    );
  }
}
