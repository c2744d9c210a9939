import { Migration } from '@mikro-orm/migrations';

/** Whoever names a subscription in a notice answers for it, whatever the topic. */
export class Migration20261120170000_notices_of_subscriptions extends Migration {
  override up(): void {
    this.addSql('drop policy "notice_delivery_insert" on "notice_delivery";');
    this.addSql(
      "create policy \"notice_delivery_insert\" on \"notice_delivery\" for insert with check ((select true from customer c where c.id = notice_delivery.customer_id) and (select true from customer_notice n where n.id = notice_delivery.notice_id and n.sender_id = (select viewer_organization()) and case when n.topic = 'SUBSCRIPTION' or n.subscription_id is not null then (select true from customer_subscription s where s.customer_id = notice_delivery.customer_id and coalesce(s.partner_of_record_id, s.provider_id) = (select viewer_organization()) and (n.subscription_id is null or s.id = n.subscription_id) limit 1) when n.topic = 'OTHER_PRODUCT' then (select viewer_kind()) = 'PARTNER' or (select true from commercial_relationship r where r.customer_id = notice_delivery.customer_id and r.channel <> 'CSP' and r.ended_at is null and lower(r.product) = lower(n.product) limit 1) else true end));",
    );
  }
}
